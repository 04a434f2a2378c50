using LienY.Fhir;

namespace LienY.Records;

/// <summary>What the token of an application lets it do with one resource (SMART App Launch 2); whoever asks without one may whatever their posts allow.</summary>
static class AppScopes
{
    /// <summary>May it read this row? Scopes with a query are asked of the search.</summary>
    public static async ValueTask<bool> MayReadAsync(FhirSeat seat, KeptResource row, IFhirSearch? search, ReadSeats seats, CancellationToken stop)
    {
        if (seat.Caller.Client is not { } client) return true;
        var scopes = SmartScopes.Parse(client.Scopes);
        foreach (var way in scopes.Seats(row.Type, ScopeVerbs.Read))
        {
            // A citizen's patient is the person, whoever keeps a Patient of them; the gate lets nobody else's rows pass.
            if (way == ScopeSeat.Patient && !row.IsOpen && !OwnGate.IsFor(seat.Reader) && !IsOf(client.Patient, row.Patient)) continue;
            var queries = scopes.Restrictions(row.Type, ScopeVerbs.Read, way)!;
            if (queries.Count == 0) return true;
            if (search is null) continue;
            await using var lease = await seats.LeaseAsync(stop);
            var connection = lease.Connection;
            var whole = seat with { Caller = seat.Caller with { Client = null } };
            foreach (var query in queries)
                if ((await search.MatchAsync(connection, whole, row.Type, $"_id={row.Fid}&{query}", stop)).Contains(row.Rid)) return true;
        }
        return false;
    }

    /// <summary>
    /// Refused (403) unless it may do this with a resource of the patient; a scope with a query lets nothing be written, for what is to be written has not been
    /// found by it yet.
    /// </summary>
    public static void MustWrite(FhirSeat seat, ChangeKind kind, string type, long patient)
    {
        if (seat.Caller.Client is not { } client) return;
        var verb = kind switch
        {
            ChangeKind.Create => ScopeVerbs.Create,
            ChangeKind.Delete => ScopeVerbs.Delete,
            _ => ScopeVerbs.Update,
        };
        var scopes = SmartScopes.Parse(client.Scopes);
        foreach (var way in scopes.Seats(type, verb))
            if (scopes.Restrictions(type, verb, way)!.Count == 0 && (way != ScopeSeat.Patient || IsOf(client.Patient, patient))) return;
        throw new FhirProblem(403, "forbidden", "", $"The scopes of this token do not allow to {kind.ToString().ToLowerInvariant()} this {type}.");
    }

    /// <summary>Refused (403): histories over many resources are not for applications.</summary>
    public static void MustBeHouse(FhirSeat seat)
    {
        if (seat.Caller.Client is not null) throw new FhirProblem(403, "forbidden", "", "Histories of a type or of everything are not open to applications.");
    }

    /// <summary>May it take out everything of a type? Only a scope that is bound to no patient and no query lets it.</summary>
    public static bool MayTakeOut(FhirSeat seat, string type)
    {
        if (seat.Caller.Client is not { } client) return true;
        var scopes = SmartScopes.Parse(client.Scopes);
        return scopes.Seats(type, ScopeVerbs.Read).Any(way => way != ScopeSeat.Patient && scopes.Restrictions(type, ScopeVerbs.Read, way)!.Count == 0);
    }

    static bool IsOf(string? patient, long row) => patient is not null && row != 0 && row == KeptResource.RefOf("Patient", patient);
}
