using System.Globalization;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Reads single resources: the present version and former ones.</summary>
sealed class FhirReads(ReadSeats seats, Masking masking, IEnumerable<IFhirSearch> search)
{
    /// <summary>GET Type/id.</summary>
    public async Task<FhirReply> ReadAsync(FhirCall call)
    {
        var (type, id) = call.Ask.Named();
        var row = await seats.FindAsync(type, id, call.Stop) ?? throw FhirProblem.Missing(type, id);
        var (passed, basis) = await PassesAsync(call, row);
        if (!passed) throw FhirProblem.Missing(type, id);
        if (row.IsDeleted) throw new FhirProblem(410, "deleted", "", $"{type}/{id} has been deleted.");
        if (IsKnown(call.Ask, row)) return new(304) { Version = row.Version, At = row.At };
        return Reply(call, await ShownAsync(call, row, basis), basis, "fhir.read");
    }

    /// <summary>GET Type/id/_history/version.</summary>
    public async Task<FhirReply> VersionAsync(FhirCall call)
    {
        var (type, id) = call.Ask.Named();
        var row = await seats.FindAsync(type, id, call.Stop) ?? throw FhirProblem.Missing(type, id);
        var (passed, basis) = await PassesAsync(call, row);
        if (!passed || !int.TryParse(call.Ask.Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < 1 || version > row.Version)
            throw FhirProblem.Missing(type, $"{id}/_history/{call.Ask.Version}");
        if (version < row.Version) row = await FormerAsync(call, row, version, basis) ?? throw FhirProblem.Missing(type, $"{id}/_history/{call.Ask.Version}");
        if (row.IsDeleted) throw new FhirProblem(410, "deleted", "", $"This version of {type}/{id} is its deletion.");
        if (IsKnown(call.Ask, row)) return new(304) { Version = row.Version, At = row.At };
        return Reply(call, await ShownAsync(call, row, basis), basis, "fhir.vread");
    }

    /// <summary>May the asker see a row, and by which basis (null at its holder and for open types)?</summary>
    public async ValueTask<(bool Passed, PassedBasis? Basis)> PassesAsync(FhirCall call, KeptResource row)
    {
        if (!await AppScopes.MayReadAsync(call.Seat, row, search.FirstOrDefault(), seats, call.Stop)) return (false, null);
        if (row.IsOpen || call.Seat.Reader.Homes.Contains(row.HolderId)) return (true, null);
        await using var lease = await seats.LeaseAsync(call.Stop);
        var connection = lease.Connection;
        var values = new List<object?> { row.Rid };
        // The id of a Patient tells who is meant: it is read by those who may know.
        var gate = FhirGate.Where(connection, call.Seat, "r", values, identified: row.Type == "Patient");
        var basis = FhirGate.Basis(connection, call.Seat, "r", values);
        var passed = await connection.RowsAsync($"select {basis} from records_resource r where r.rid = @p0 and {gate}", r => r.Id(0), call.Stop, [.. values]);
        if (passed.Count == 0) return (false, null);
        return passed[0] is not { } by ? (true, null) : (true, (await connection.RowsAsync(
            "select id, kind, holder_id, receiver_id, is_identified, reference, valid_to from kernel_basis where id = @p0",
            r => new PassedBasis(r.GetGuid(0), Enum.Parse<BasisKind>(r.GetString(1)), r.GetGuid(2), r.GetGuid(3), r.GetBoolean(4), r.GetString(5), r.Instant(6)), call.Stop, by))[0]);
    }

    // What a former version tells may need a wider basis than what the present one tells.
    async Task<KeptResource?> FormerAsync(FhirCall call, KeptResource row, int version, PassedBasis? basis)
    {
        await using var lease = await seats.LeaseAsync(call.Stop);
        var connection = lease.Connection;
        var allowed = OwnGate.IsFor(call.Seat.Reader) ? ~(long)Sensitivities.Protection : basis is null ? -1L : Convert.ToInt64(await connection.CellAsync("select sensitive from kernel_basis where id = @p0", call.Stop, basis.Id), CultureInfo.InvariantCulture);
        return (await connection.RowsAsync(
            "select version, at, is_deleted, source_id, source_row, meta_at, body, sensitive from records_history where type = @p0 and fid = @p1 and version = @p2",
            r => row with
            {
                Version = r.GetInt32(0),
                At = r.Instant(1),
                IsDeleted = r.GetBoolean(2),
                SourceId = r.GetGuid(3),
                SourceRow = r.GetString(4),
                MetaAt = r.GetInt32(5),
                Body = (byte[])r.GetValue(6),
                Sensitive = (Sensitivities)r.GetInt64(7),
            }, call.Stop, row.Type, row.Fid, version)).FirstOrDefault(r => ((long)r.Sensitive & ~allowed) == 0);
    }

    /// <summary>The row as the asker may see it: by a basis without identity what identifies is taken out.</summary>
    async ValueTask<KeptResource> ShownAsync(FhirCall call, KeptResource row, PassedBasis? basis)
    {
        if (basis is not { IsIdentified: false } || row.PersonId is not { } person) return row;
        await using var lease = await seats.LeaseAsync(call.Stop);
        var connection = lease.Connection;
        var seen = new SeenRow(row.Type, row.Fid, row.Version, row.At, row.Occurred, row.HolderId, row.EncounterId, row.Kinds, row.SourceId, row.SourceRow, basis.Id, false,
            row.MetaAt, row.Body);
        var masked = await masking.OfAsync(connection, person, [seen], call.Stop);
        return masked is [{ Body: { } body } shown] ? row with { At = shown.At, SourceId = Guid.Empty, SourceRow = "", MetaAt = -1, Body = body }
            : throw FhirProblem.Missing(row.Type, row.Fid);
    }

    static FhirReply Reply(FhirCall call, KeptResource row, PassedBasis? basis, string action) => new(200)
    {
        Write = to => Sending.Write(to, row),
        Version = row.Version,
        At = row.At,
        Location = call.Ask.Version is null ? null : $"{row.Type}/{row.Fid}/_history/{row.Version.ToString(CultureInfo.InvariantCulture)}",
        Touched = row.IsOpen ? [] : [new(row.PersonId, row.HolderId, basis?.Id)],
        Action = action,
        About = $"{row.Type}/{row.Fid}",
    };

    static bool IsKnown(FhirAsk ask, KeptResource row)
    {
        if (ask.IfNoneMatch is { } tag)
            return tag.Split(',').Any(t => t.Trim() is var one && (one == "*" || one == $"W/\"{row.Version.ToString(CultureInfo.InvariantCulture)}\""
                || one == $"\"{row.Version.ToString(CultureInfo.InvariantCulture)}\""));
        return ask.IfModifiedSince is { } since && row.At.ToUnixTimeSeconds() <= since.ToUnixTimeSeconds();
    }
}
