using System.Data.Common;
using System.Text.Json;
using LienY.Contracts;
using LienY.Fhir;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Compares what a batch of episodes says with what is kept, and writes the difference.</summary>
sealed class Keeping(DbConnection connection, DateTimeOffset at)
{
    readonly Dictionary<string, KeptResource> before = [];
    readonly Dictionary<(Guid Holder, string Episode), List<KeptResource>> byEpisode = [];
    readonly Dictionary<string, KeptResource> after = [];

    /// <summary>Loads what the episodes and patients left before.</summary>
    public async Task LoadAsync(IReadOnlyList<ReceivedEpisode> episodes, IReadOnlyList<Guid> patients, CancellationToken stop)
    {
        foreach (var holder in episodes.GroupBy(e => e.FacilityId))
            Take(await RowsAsync($"episode <> '' and holder_id = @p0 and episode {In(1)}", stop, holder.Key, List(holder.Select(e => e.Key))));
        if (patients.Count > 0) Take(await RowsAsync($"type = 'Patient' and fid {In(0)}", stop, List(patients.Select(p => p.ToString()))));
    }

    string In(int place) => connection.IsPostgres() ? $"= any(@p{place})" : $"in (select value from json_each(@p{place}))";

    object List(IEnumerable<string> values) => connection.IsPostgres() ? values.ToArray() : JsonSerializer.Serialize(values);

    Task<List<KeptResource>> RowsAsync(string where, CancellationToken stop, params object?[] values) =>
        connection.RowsAsync($"select {KeptResource.Columns} from records_resource where {where}", KeptResource.Read, stop, values);

    void Take(List<KeptResource> rows)
    {
        foreach (var row in rows)
        {
            if (!before.TryAdd(row.Fid, row) || row.Episode.Length == 0) continue;
            if (!byEpisode.TryGetValue((row.HolderId, row.Episode), out var list)) byEpisode[(row.HolderId, row.Episode)] = list = [];
            list.Add(row);
        }
    }

    /// <summary>Takes in what an episode says.</summary>
    public void Keep(ReceivedEpisode episode, LinkedPerson link, EpisodeContext context)
    {
        var said = new HashSet<string>();
        var patient = Hashes.Of($"Patient/{link.PatientId}");
        foreach (var made in context.Made)
        {
            var fid = made.Fid.ToString();
            said.Add(fid);
            var isPatient = made.Type == "Patient";
            Put(new()
            {
                Type = made.Type,
                Fid = fid,
                At = at,
                Occurred = made.Occurred,
                HolderId = episode.FacilityId,
                PersonId = link.PersonId,
                PatientId = link.PatientId,
                Patient = patient,
                EncounterId = isPatient ? null : context.EncounterId,
                Episode = isPatient ? "" : episode.Key,
                Kinds = made.Kinds,
                Sensitive = made.Sensitive,
                SourceId = episode.SourceId,
                SourceRow = made.SourceRow,
                Body = made.Body,
            }, isPatient);
        }
        // A row that the facility no longer sends is no longer said; what it said stays in the history.
        foreach (var gone in byEpisode.GetValueOrDefault((episode.FacilityId, episode.Key)) ?? [])
            if (!said.Contains(gone.Fid) && !gone.IsDeleted)
                after[gone.Fid] = gone with { Version = gone.Version + 1, At = at, IsDeleted = true, Method = "DELETE", Author = "", SourceId = episode.SourceId, PersonId = link.PersonId };
    }

    void Put(KeptResource row, bool isPatient)
    {
        var kept = after.GetValueOrDefault(row.Fid) ?? before.GetValueOrDefault(row.Fid);
        // Who somebody is was said best by the latest visit, whatever the order in which visits arrive.
        if (isPatient && kept is not null && row.Occurred < kept.Occurred) return;
        if (kept is not null && kept.SaysTheSame(row)) return;
        after[row.Fid] = before.TryGetValue(row.Fid, out var old) ? row with { Rid = old.Rid, Version = old.Version + 1 } : row;
    }

    /// <summary>Writes the difference, with its rows in the search index.</summary>
    public async Task WriteAsync(CancellationToken stop)
    {
        var changes = new ResourceChanges();
        foreach (var row in after.Values)
        {
            var read = row.IsDeleted ? null : ResourceReader.Read(row.Body, ReadMode.Index);
            if (before.TryGetValue(row.Fid, out var old)) changes.Change(old, row, read);
            else changes.Add(row, read!);
        }
        await changes.WriteAsync(connection, stop);
    }
}
