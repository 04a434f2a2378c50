using System.Data.Common;
using System.Text.Json;
using LienY.Contracts;
using LienY.Fhir;
using LienY.Kernel;
using Microsoft.Data.Sqlite;

namespace LienY.Records;

/// <summary>
/// Everything that waited, in one transaction: requests are decided one after the other in memory, a refused one alone falls out, the rest is written table by
/// table, with the trail, and made durable together. One for a connection, whose prepared statements it keeps.
/// </summary>
sealed class GroupCommit(DbConnection connection, GroupParts parts) : IAsyncDisposable
{
    readonly SqlitePen? pen = Opened(connection);
    readonly TrailPen trail = new(connection);

    // Everything that one transaction touches stays in memory until it is written.
    static SqlitePen? Opened(DbConnection connection)
    {
        if (connection is not SqliteConnection sqlite) return null;
        using (var pragma = new Statement(sqlite, "pragma cache_size = -16384")) pragma.Run();
        sqlite.KeepStatements();
        return new(sqlite);
    }

    /// <summary>Writes a group; every request is told. An error that is nobody's fault is thrown and nothing is written; nobody is told then.</summary>
    public async Task RunAsync(IReadOnlyList<FhirWrite> group, CancellationToken stop)
    {
        var now = parts.Clock.GetUtcNow();
        // FHIR's instants end with the millisecond, and what is told must compare with what is kept.
        var at = now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerMillisecond));
        var refused = new List<(FhirWrite Write, FhirProblem Problem)>();
        var heard = false;
        await using (var transaction = pen is null ? await connection.BeginTransactionAsync(stop) : null)
        {
            pen?.Of("begin immediate").Run();
            try
            {
                var decided = await DecideAsync(group, refused, at, stop);
                await trail.WriteAsync([.. group.SelectMany(w => w.Trail), .. decided], stop);
                heard = await PublishAsync(group, at, stop);
                if (transaction is not null) await transaction.CommitAsync(stop);
                else pen!.Of("commit").Run();
            }
            catch
            {
                if (pen is not null && SQLitePCL.raw.sqlite3_get_autocommit(pen.Connection.Handle!) == 0) pen.Of("rollback").Run();
                throw;
            }
        }
        foreach (var (write, problem) in refused) write.Failed(problem);
        foreach (var write in group) write.Done();
        if (heard) parts.Wake.Events();
    }

    async Task<List<TrailEntry>> DecideAsync(IReadOnlyList<FhirWrite> group, List<(FhirWrite, FhirProblem)> refused, DateTimeOffset at, CancellationToken stop)
    {
        var entries = new List<TrailEntry>();
        if (group.All(w => w.Changes.Count == 0)) return entries;
        var slots = new Slots(connection, pen);
        var work = new GroupWork(connection, slots, parts.Search, await parts.Check.LabelsAsync(stop), at);
        await LockAsync(group, stop);
        await slots.LoadAsync(group.SelectMany(w => w.Changes).Where(c => c.Id is not null && c.Kind != ChangeKind.Create).Select(c => (c.Type, c.Id!)), stop);
        var written = new Dictionary<(string, string), KeptResource>();
        foreach (var write in group.Where(w => w.Changes.Count > 0))
        {
            // A search looks into the database: what came before must be there.
            if (write.IsConditional) await FlushAsync(slots, written, stop);
            try
            {
                write.Result = await work.DecideAsync(write, stop);
            }
            catch (FhirProblem problem)
            {
                refused.Add((write, problem));
            }
        }
        await FlushAsync(slots, written, stop);
        foreach (var write in group) if (write.Result is { } result) entries.AddRange(Entries(write, result, written));
        return entries;
    }

    // Two processes that ask for the same condition: the second waits, and then finds what the first has made.
    async Task LockAsync(IReadOnlyList<FhirWrite> group, CancellationToken stop)
    {
        if (pen is not null) return;
        var places = group.Where(w => w.IsConditional).SelectMany(w => w.Changes.Where(c => c.IsConditional).Select(c => Hashes.Of($"{w.Seat.HolderId}|{c.Type}?{c.Query}")))
            .Distinct().Order().ToArray();
        if (places.Length > 0)
            await connection.RunAsync("select pg_advisory_xact_lock(place) from (select place from unnest(@p0::bigint[]) as t(place) order by place) s", stop, places);
    }

    async Task FlushAsync(Slots slots, Dictionary<(string, string), KeptResource> written, CancellationToken stop)
    {
        var changed = slots.Changed.ToList();
        if (changed.Count == 0) return;
        await LinkAsync(changed, slots, stop);
        var changes = new ResourceChanges();
        foreach (var slot in changed)
        {
            if (slot.Before is { } before) changes.Change(before, slot.After!, slot.Read, slot.Between);
            else
            {
                changes.Past.AddRange(slot.Between);
                changes.Add(slot.After!, slot.Read);
            }
            written[(slot.After!.Type, slot.After.Fid)] = slot.After;
        }
        if (pen is not null) pen.Write(changes);
        else await changes.WriteAsync(connection, stop);
        // What came before its Patient is linked with it; with one writer nothing can have come between a Patient and its next version without being linked.
        foreach (var slot in changed)
        {
            if (slot.After is not { Type: "Patient", PersonId: not null } || (pen is not null && slot.Before?.PersonId == slot.After.PersonId)) continue;
            await connection.RunAsync("update records_resource set person_id = @p1, patient_id = @p2 where patient = @p0 and holder_id = @p3 and person_id is null", stop,
                slot.After.Ref, slot.After.PersonId, slot.After.PatientId, slot.After.HolderId);
        }
        slots.Written();
    }

    // Patients are linked to persons in one batch; what refers to a patient of the same holder is about the same person.
    async Task LinkAsync(List<Slot> changed, Slots slots, CancellationToken stop)
    {
        var patients = changed.Where(s => s.After is { Type: "Patient", IsDeleted: false }).ToList();
        if (patients.Count > 0)
        {
            var linked = await parts.Linking.LinkAsync(connection, [.. patients.Select(p => PatientClaims.Of(p.After!))], stop);
            for (var i = 0; i < patients.Count; i++) patients[i].After = patients[i].After! with { PersonId = linked[i].PersonId, PatientId = linked[i].PatientId };
        }
        foreach (var slot in changed)
        {
            if (slot.After is not { IsDeleted: false, Type: not "Patient" } row) continue;
            var (person, patient) = slot.Read?.Patient is { } about && about.StartsWith("Patient/", StringComparison.Ordinal)
                ? await slots.PersonAsync(Bare(about), row.HolderId, stop) : default;
            if (person != row.PersonId || patient != row.PatientId) slot.After = row with { PersonId = person, PatientId = patient };
        }
    }

    static string Bare(string reference)
    {
        var id = reference["Patient/".Length..];
        var end = id.IndexOf('/', StringComparison.Ordinal);
        return end < 0 ? id : id[..end];
    }

    // One row for a request and person; of a bundle that speaks of several persons one for each.
    IEnumerable<TrailEntry> Entries(FhirWrite write, IReadOnlyList<FhirChanged> result, Dictionary<(string, string), KeptResource> written)
    {
        var rows = result.Where(r => r.Row is not null).Select(r => written.GetValueOrDefault((r.Row!.Type, r.Row.Fid), r.Row)).ToList();
        var now = parts.Clock.GetUtcNow();
        if (rows.Count == 0) yield return TrailEntry.About(write.Seat.Acting, now, write.Action, "fhir", write.Changes[0].Type, new(null, write.Seat.HolderId, null, write.Seat.Role), "0");
        foreach (var person in rows.GroupBy(r => (r.PersonId, r.HolderId)))
        {
            var first = person.First();
            yield return TrailEntry.About(write.Seat.Acting, now, write.Action, write.IsBundle ? "fhir" : first.Type, write.IsBundle ? "Bundle" : first.Fid,
                new(person.Key.PersonId, person.Key.HolderId, null, write.Seat.Role), person.Count().ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    async Task<bool> PublishAsync(IReadOnlyList<FhirWrite> group, DateTimeOffset at, CancellationToken stop)
    {
        if (!parts.IsHeard) return false;
        var changes = new List<ResourceChanged>();
        foreach (var write in group)
        {
            if (write.Result is not { } result) continue;
            for (var i = 0; i < result.Count; i++)
                if (result[i].Row is { } row && row.At >= at) changes.Add(Told(write.Seat, row, write.Changes[i].Read?.Encounter));
        }
        if (changes.Count > 0) await Outbox.PublishAsync(connection, "records/fhir", new ResourcesChanged(changes), at, stop);
        return changes.Count > 0;
    }

    static ResourceChanged Told(FhirSeat seat, KeptResource r, string? visit)
    {
        var action = r.IsDeleted ? "delete" : r.Version == 1 ? "create" : "update";
        var its = visit?.StartsWith("Encounter/", StringComparison.Ordinal) == true ? visit["Encounter/".Length..] : "";
        return new(action, r.Type, r.Fid, r.Version, r.HolderId, seat.Caller.UserId, seat.Caller.Client?.Id, seat.Reader.Purpose, its);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        trail.Dispose();
        pen?.Dispose();
        await connection.DisposeAsync();
    }
}

/// <summary>What every group needs.</summary>
sealed record GroupParts(Linking Linking, IFhirSearch? Search, FhirCheck Check, TimeProvider Clock, Wake Wake, bool IsHeard);

/// <summary>What a kept Patient says of who it is, for the person index.</summary>
static class PatientClaims
{
    /// <summary>The claim; the holder's own number is the one of its system or of type MR, else the logical id.</summary>
    public static PersonClaim Of(KeptResource row)
    {
        using var json = JsonDocument.Parse(row.Body);
        var said = FhirPatient.Claim(json.RootElement);
        var local = json.RootElement.All("identifier").Where(i => i.Text("system").StartsWith(IdentifierSystems.Facility(""), StringComparison.Ordinal)
            || i.Of("type").Code() == "MR").Select(i => i.Text("value")).FirstOrDefault(v => v.Length > 0);
        return said with
        {
            HolderId = row.HolderId,
            LocalNumber = local ?? "fhir/" + row.Fid,
            Identifiers = [.. said.Identifiers.Select(i => (SystemOf(i.System), i.Value))],
        };
    }

    // VN Core names the same numbers by addresses of its own.
    static string SystemOf(string system)
    {
        if (system.StartsWith("urn:lieny:", StringComparison.Ordinal)) return system;
        var end = system.TrimEnd('/').ToLowerInvariant();
        return end[(end.LastIndexOfAny(['/', ':', '.']) + 1)..] switch
        {
            "cccd" or "dinh-danh" or "dinhdanh" or "so-dinh-danh" or "national-id" => IdentifierSystems.Personal,
            "cmnd" => IdentifierSystems.OldCard,
            "bhyt" => IdentifierSystems.InsuranceCard,
            "bhxh" => IdentifierSystems.SocialInsurance,
            "ho-chieu" or "passport" => IdentifierSystems.Passport,
            _ => system,
        };
    }
}
