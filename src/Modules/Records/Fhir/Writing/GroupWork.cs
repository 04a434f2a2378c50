using System.Data.Common;
using LienY.Fhir;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// Decides the changes of one request against the group's state: finds what conditions mean, checks versions and holders, and makes the next versions in
/// memory. What it has decided for a request that fails is forgotten; nothing of it has reached the database.
/// </summary>
sealed class GroupWork(DbConnection connection, Slots slots, IFhirSearch? search, Labels labels, DateTimeOffset at)
{
    /// <summary>Decides; refused requests leave nothing behind.</summary>
    public async Task<IReadOnlyList<FhirChanged>> DecideAsync(FhirWrite write, CancellationToken stop)
    {
        var decided = new List<(Slot Slot, KeptResource? After, ReadResource? Read, int Between)>();
        try
        {
            var done = new FhirChanged[write.Changes.Count];
            var existing = write.IsConditional ? await FindAsync(write, stop) : [];
            if (write is { IsBundle: true, IsLinked: false }) await Referents.LinkAsync(connection, write, existing, search, slots, stop);
            var touched = new HashSet<(string, string)>();
            foreach (var change in write.Changes.Select((c, i) => (Change: c, Place: i)).OrderBy(c => c.Change.Kind))
            {
                var (c, place) = change;
                if (existing.TryGetValue(c, out var found) && c.Kind == ChangeKind.Create)
                {
                    done[place] = new(200, found);
                    continue;
                }
                if (c.Kind == ChangeKind.Delete && c.Id is null)
                {
                    done[place] = new(204, null);
                    continue;
                }
                if (!touched.Add((c.Type, c.Id!)))
                    throw new FhirProblem(400, "invalid", "", $"The bundle changes {c.Type}/{c.Id} more than once.");
                var slot = c.Kind == ChangeKind.Create ? slots.New(c.Type, c.Id!) : await slots.OfAsync(c.Type, c.Id!, stop);
                decided.Add((slot, slot.After, slot.Read, slot.Between.Count));
                done[place] = await DecideAsync(write, c, slot, stop);
            }
            return done;
        }
        catch
        {
            for (var i = decided.Count - 1; i >= 0; i--)
            {
                var (slot, after, read, between) = decided[i];
                (slot.After, slot.Read) = (after, read);
                slot.Between.RemoveRange(between, slot.Between.Count - between);
            }
            throw;
        }
    }

    /// <summary>What conditions mean: the row for each that found one; the id is set where a change goes to it.</summary>
    async Task<Dictionary<FhirChange, KeptResource>> FindAsync(FhirWrite write, CancellationToken stop)
    {
        var found = new Dictionary<FhirChange, KeptResource>();
        foreach (var c in write.Changes.Where(c => c.IsConditional))
        {
            if (search is null) throw new FhirProblem(501, "not-supported", "", "Conditional requests need the search, which is not there.");
            var rids = await search.MatchAsync(connection, write.Seat, c.Type, c.Query!, stop);
            if (rids.Count > 1) throw new FhirProblem(412, "multiple-matches", "", $"'{c.Type}?{c.Query}' means more than one resource.");
            var row = rids.Count == 0 ? null : await slots.ByRidAsync(rids[0], stop);
            if (row is not null) found[c] = row;
            switch (c.Kind)
            {
                case ChangeKind.Create when row is not null: c.Id = row.Fid; break;
                case ChangeKind.Update when row is not null && c.Read!.Id is { } named && named != row.Fid:
                    throw new FhirProblem(400, "value", $"{c.Type}.id", $"The condition means {c.Type}/{row.Fid}, but the resource is '{named}'.");
                case ChangeKind.Update when row is null: c.Id = c.Read!.Id is { } own ? FhirChange.MustBeId(own) : c.Id ?? FhirIds.New(at); break;
                case ChangeKind.Patch when row is null: throw new FhirProblem(404, "not-found", "", $"'{c.Type}?{c.Query}' means no resource.");
                case ChangeKind.Delete when row is null: c.Id = null; break;
                case not ChangeKind.Create: c.Id = row!.Fid; break;
            }
        }
        return found;
    }

    async Task<FhirChanged> DecideAsync(FhirWrite write, FhirChange c, Slot slot, CancellationToken stop)
    {
        var now = slot.Now;
        if (now is not null && !write.Seat.Writes.Contains(now.HolderId)) throw await AnotherAsync(write, c, now, stop);
        if (now is not null) AppScopes.MustWrite(write.Seat, c.Kind, c.Type, now.Patient);
        if (c.IfMatch is { } version && (now is null || now.Version != version))
            throw new FhirProblem(412, "conflict", "", now is null ? $"If-Match: there is no {c.Type}/{c.Id} yet."
                : $"If-Match: {c.Type}/{c.Id} is at version {now.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)} now.");
        if (c.IfNone && now is { IsDeleted: false }) throw new FhirProblem(412, "conflict", "", $"If-None-Match: {c.Type}/{c.Id} is there already.");
        if (c.Kind is ChangeKind.Patch or ChangeKind.Delete && (now is null || (now.IsDeleted && c.Kind == ChangeKind.Patch)))
            throw now is null ? FhirProblem.Missing(c.Type, c.Id!) : new FhirProblem(410, "deleted", "", $"{c.Type}/{c.Id} has been deleted.");
        if (c.Kind == ChangeKind.Delete) return new(204, now!.IsDeleted ? now : Put(slot, Deleted(write, now), null));
        if (c.Kind == ChangeKind.Patch) Patch(c, now!);
        if (now is null && c.Kind == ChangeKind.Update && write.Source.Id == Guid.Empty && FhirChange.IsReserved(c.Id!))
            throw new FhirProblem(400, "business-rule", $"{c.Type}.id", "Ids of this form are given by the server to what it makes of files; please use another.");
        var (body, metaAt) = c.Kept ?? (Splice.Keep(c.Read!, c.Id!, out var where), where);
        return new(now is null or { IsDeleted: true } ? 201 : 200, Put(slot, Next(write, c, now, body, metaAt), c.Read));
    }

    void Patch(FhirChange c, KeptResource now)
    {
        ReadResource read;
        try
        {
            read = ResourceReader.Read(JsonPatch.ApplyToResource(now.Body, c.Patch.Span), ReadMode.Check | ReadMode.Index);
        }
        catch (PatchFault fault)
        {
            throw new FhirProblem(fault.IsMalformed ? 400 : 422, fault.IsMalformed ? "structure" : "processing", "", fault.Message);
        }
        if (read.IsBad) throw new FhirProblem(422, read.Issues);
        c.Read = read;
        c.Kept = null;
        c.Sensitive = RecordTypes.SensitiveOf(read, labels, Say.DayOf(at));
    }

    // Whoever waited for another node began before it: a later version is never older than the one before.
    DateTimeOffset After(KeptResource? now) => now is not null && now.At > at ? now.At : at;

    KeptResource Put(Slot slot, KeptResource next, ReadResource? read)
    {
        if (slot.After is { } former) slot.Between.Add(former);
        (slot.After, slot.Read) = (next, read);
        return next;
    }

    KeptResource Deleted(FhirWrite write, KeptResource now) => now with
    {
        Version = now.Version + 1,
        At = After(now),
        IsDeleted = true,
        Method = "DELETE",
        Author = AuthorOf(write),
        SourceId = write.Source.Id,
        SourceRow = write.Source.Row,
    };

    KeptResource Next(FhirWrite write, FhirChange c, KeptResource? now, byte[] body, int metaAt)
    {
        var patient = c.Type == "Patient" ? KeptResource.RefOf("Patient", c.Id!) : c.Read!.Patient is { } about ? Hashes.Reference(about) : 0;
        // A PUT that makes something new asks for the right to make.
        AppScopes.MustWrite(write.Seat, now is null ? ChangeKind.Create : c.Kind, c.Type, patient);
        return new()
        {
            Rid = now?.Rid ?? 0,
            Type = c.Type,
            Fid = c.Id!,
            Version = (now?.Version ?? 0) + 1,
            At = After(now),
            Occurred = c.Read!.Occurred,
            HolderId = now?.HolderId ?? write.Seat.MustWrite(),
            PersonId = now?.PersonId,
            PatientId = now?.PatientId,
            Patient = patient,
            EncounterId = c.Type == "Encounter" ? FhirIds.Visit(write.Seat, c.Id!) : c.Read.Encounter is { } visit && visit.StartsWith("Encounter/", StringComparison.Ordinal)
                ? FhirIds.Visit(write.Seat, visit["Encounter/".Length..]) : null,
            Episode = now?.Episode ?? "",
            Kinds = RecordTypes.KindsOf(c.Type),
            Sensitive = c.Sensitive,
            IsOpen = FhirTypes.IsOpen(c.Type),
            Method = c.Kind switch { ChangeKind.Create => "POST", ChangeKind.Patch => "PATCH", _ => "PUT" },
            Author = AuthorOf(write),
            SourceId = write.Source.Id,
            SourceRow = write.Source.Row,
            MetaAt = metaAt,
            Body = body,
        };
    }

    static string AuthorOf(FhirWrite write) => write.Seat.Caller.UserId?.ToString() ?? write.Seat.Caller.Name;

    // Another holder's: who may not see it learns from a change of it no more than from reading it; who wants to make one of that id learns that it is taken.
    async Task<FhirProblem> AnotherAsync(FhirWrite write, FhirChange c, KeptResource now, CancellationToken stop)
    {
        var values = new List<object?> { now.Rid };
        var gate = FhirGate.Where(connection, write.Seat, "r", values);
        var seen = now.Rid > 0 && await connection.CellAsync($"select 1 from records_resource r where r.rid = @p0 and r.is_deleted = false and {gate}", stop, [.. values]) is not null;
        return seen ? new(403, "forbidden", "", $"{c.Type}/{c.Id} is held by another organisation: it can be read, not changed.")
            : c.Kind == ChangeKind.Update ? new(409, "conflict", $"{c.Type}.id", $"The id '{c.Id}' cannot be used; please choose another.")
            : FhirProblem.Missing(c.Type, c.Id!);
    }
}
