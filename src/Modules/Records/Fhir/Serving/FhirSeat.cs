using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Who asks the FHIR server, made once for a request.</summary>
/// <param name="Reader">As a reader of records: whose homes, for which purpose, when.</param>
/// <param name="HolderId">The organisation that will hold what is written; empty where they may write for none.</param>
/// <param name="Caller">The caller behind it.</param>
/// <param name="Role">As what they read, for the trail.</param>
sealed record FhirSeat(RecordReader Reader, Guid HolderId, Caller Caller, string Role)
{
    /// <summary>Organisations whose resources they may change.</summary>
    public IReadOnlyCollection<Guid> Writes { get; init; } = [];

    /// <summary>The holder of what is written; refused where they may write for none.</summary>
    public Guid MustWrite() => HolderId != Guid.Empty ? HolderId
        : throw new FhirProblem(403, "forbidden", "", "You may read here, but not write: the right 'records.exchange' is missing.");

    /// <summary>As the trail names the asker: the purpose is the one of the reading.</summary>
    public Caller Acting => Caller with { Purpose = Reader.Purpose };
}

/// <summary>Makes seats of callers.</summary>
sealed class FhirSeats(RecordReaders readers, Homes homes, IOrganisationTree trees, IPatientIds patients, Caller caller, TimeProvider clock)
{
    /// <summary>The present caller for a purpose (parameter <c>_purpose</c>; none: treatment). Refused where they may not read records.</summary>
    public async Task<FhirSeat> OfAsync(string? purpose, CancellationToken stop)
    {
        if (!caller.May(RecordsRights.Read) && caller.May(RecordsRights.Own)) return await OwnAsync(stop);
        // What an application was let in for, it was let in for: it names no other purpose.
        if (caller.Client is not null && Purposes.Names.ContainsKey(caller.Purpose)) purpose = caller.Purpose;
        var reader = await readers.ReaderAsync(Purposes.Known(purpose), stop);
        var held = await homes.ReadingAsync(RecordsRights.Exchange, stop);
        return new(reader, await HolderAsync(held, stop), caller, readers.Role(RecordsRights.Read)) { Writes = held };
    }

    // A citizen reads the own record, by an application or with a token of their own, and writes nothing.
    async Task<FhirSeat> OwnAsync(CancellationToken stop)
    {
        if (caller.UserId is not { } user || await patients.OwnAsync(user, stop) is not { } person || (caller.Client is { PersonId: { } meant } && meant != person))
            throw Refusal.Forbidden("Tài khoản chưa được gắn với sổ sức khỏe. Xin mang thẻ căn cước đến bộ phận dữ liệu của cơ sở nơi ông/bà khám bệnh.");
        return new(new(user, [], Purposes.Own, clock.GetUtcNow()), Guid.Empty, caller, readers.Role(RecordsRights.Own));
    }

    // A post in a ward writes for its hospital; of several hospitals the one for which they are at work.
    async Task<Guid> HolderAsync(IReadOnlyList<Guid> held, CancellationToken stop)
    {
        if (held.Count == 0) return Guid.Empty;
        var acting = Homes.Legal(await trees.OnAsync(null, stop), caller.OrganisationId);
        return held.Contains(acting) ? acting : held[0];
    }
}
