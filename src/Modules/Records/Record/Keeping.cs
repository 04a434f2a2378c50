using System.Data.Common;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Compares what a batch of episodes says with what is kept, and writes the difference.</summary>
sealed class Keeping(DbConnection connection, DateTimeOffset at)
{
    readonly Dictionary<Guid, KeptResource> before = [];
    readonly Dictionary<(Guid Holder, string Episode), List<KeptResource>> byEpisode = [];
    readonly Dictionary<Guid, KeptResource> after = [];

    /// <summary>Loads what the episodes and patients left before.</summary>
    public async Task LoadAsync(IReadOnlyList<ReceivedEpisode> episodes, IReadOnlyList<Guid> patients, CancellationToken stop)
    {
        foreach (var holder in episodes.GroupBy(e => e.FacilityId))
            Take(await RowsAsync($"holder_id = @p0 and episode {In(1)}", stop, holder.Key, List(holder.Select(e => e.Key))));
        if (patients.Count > 0) Take(await RowsAsync($"fid {In(0)}", stop, connection.IsPostgres() ? patients.ToArray()
            : List(patients.Select(p => (string)connection.Store(p)))));
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
        var said = new HashSet<Guid>();
        foreach (var made in context.Made)
        {
            said.Add(made.Fid);
            var isPatient = made.Type == "Patient";
            var row = new KeptResource(made.Fid, made.Type, 1, made.Occurred, episode.FacilityId, link.PersonId, link.PatientId, isPatient ? null : context.EncounterId,
                isPatient ? "" : episode.Key, made.Kinds, made.Sensitive, false, episode.SourceId, made.SourceRow, made.Body);
            Put(row, isPatient);
        }
        // A row that the facility no longer sends is no longer said; what it said stays in the history.
        foreach (var gone in byEpisode.GetValueOrDefault((episode.FacilityId, episode.Key)) ?? [])
            if (!said.Contains(gone.Fid) && !gone.IsDeleted)
                after[gone.Fid] = gone with { Version = gone.Version + 1, IsDeleted = true, SourceId = episode.SourceId, PersonId = link.PersonId };
    }

    void Put(KeptResource row, bool isPatient)
    {
        var kept = after.GetValueOrDefault(row.Fid) ?? before.GetValueOrDefault(row.Fid);
        // Who somebody is was said best by the latest visit, whatever the order in which visits arrive.
        if (isPatient && kept is not null && row.Occurred < kept.Occurred) return;
        if (kept is not null && kept.SaysTheSame(row)) return;
        after[row.Fid] = row with { Version = before.TryGetValue(row.Fid, out var old) ? old.Version + 1 : 1 };
    }

    /// <summary>Writes the difference.</summary>
    public async Task WriteAsync(CancellationToken stop)
    {
        var writer = new ResourceWriter(connection, at);
        await writer.AddAsync([.. after.Values.Where(r => !before.ContainsKey(r.Fid))], stop);
        foreach (var changed in after.Values.Where(r => before.ContainsKey(r.Fid)).OrderBy(r => r.Fid)) await writer.ChangeAsync(changed, stop);
    }
}
