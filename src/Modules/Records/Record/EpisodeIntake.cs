using System.Data.Common;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// Keeps episodes: each becomes resources with ids that follow from the episode, so that a re-send changes only what differs, marks as deleted what is
/// gone, and leaves every former version in the history.
/// </summary>
sealed class EpisodeIntake(IPersons persons, TimeProvider clock) : IEpisodeIntake
{
    /// <summary>What is known of an episode that came before.</summary>
    sealed record Known(int Version, Guid PersonId, Guid PatientId, Guid EncounterId);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredEpisode>> StoreAsync(DbConnection connection, IReadOnlyList<ReceivedEpisode> episodes, CancellationToken stop)
    {
        var answers = new StoredEpisode[episodes.Count];
        var labels = await Labels.ReadAsync(connection, stop);
        using var writer = new FhirWriter();
        // The same episode twice in one call is two waves: the second finds what the first left.
        var waiting = Enumerable.Range(0, episodes.Count).ToList();
        while (waiting.Count > 0)
        {
            var wave = waiting.DistinctBy(i => (episodes[i].FacilityId, episodes[i].Key)).ToList();
            waiting.RemoveAll(wave.Contains);
            await StoreAsync(connection, episodes, wave, answers, labels, writer, stop);
        }
        return answers;
    }

    async Task StoreAsync(DbConnection connection, IReadOnlyList<ReceivedEpisode> episodes, List<int> wave, StoredEpisode[] answers, Labels labels, FhirWriter writer,
        CancellationToken stop)
    {
        var known = await KnownAsync(connection, [.. wave.Select(i => episodes[i])], stop);
        var fresh = new List<int>();
        foreach (var i in wave)
        {
            if (known.TryGetValue((episodes[i].FacilityId, episodes[i].Key), out var before) && before.Version >= episodes[i].Version)
                answers[i] = new(before.PersonId, before.PatientId, before.EncounterId, persons.SubjectHash(before.PersonId));
            else fresh.Add(i);
        }
        if (fresh.Count == 0) return;
        var linked = await persons.LinkAsync(connection, [.. fresh.Select(i => Claims.Of(episodes[i]))], stop);
        var at = clock.GetUtcNow();
        var keeping = new Keeping(connection, at);
        await keeping.LoadAsync([.. fresh.Select(i => episodes[i]).Where(e => known.ContainsKey((e.FacilityId, e.Key)))],
            [.. linked.Where(l => !l.IsNew).Select(l => l.PatientId).Distinct()], stop);
        for (var n = 0; n < fresh.Count; n++)
        {
            var (episode, link) = (episodes[fresh[n]], linked[n]);
            var context = EpisodeMapping.Map(episode, link, labels, writer);
            keeping.Keep(episode, link, context);
            answers[fresh[n]] = new(link.PersonId, link.PatientId, context.EncounterId, persons.SubjectHash(link.PersonId));
        }
        await keeping.WriteAsync(stop);
        await HeadsAsync(connection, [.. fresh.Select(i => (episodes[i], answers[i]))], known, at, stop);
    }

    static async Task<Dictionary<(Guid, string), Known>> KnownAsync(DbConnection connection, List<ReceivedEpisode> episodes, CancellationToken stop)
    {
        const string columns = "holder_id, episode, version, person_id, patient_id, encounter_id from records_episode";
        static ((Guid, string), Known) Read(DbDataReader r) => ((r.GetGuid(0), r.GetString(1)), new(r.GetInt32(2), r.GetGuid(3), r.GetGuid(4), r.GetGuid(5)));
        var found = new Dictionary<(Guid, string), Known>();
        foreach (var holder in episodes.GroupBy(e => e.FacilityId))
        {
            var keys = holder.Select(e => e.Key).ToArray();
            // Rows of episodes that come at the same moment from two connections must not both be taken for new: the later waits here.
            if (connection.IsPostgres()) await connection.RunAsync("select pg_advisory_xact_lock(h) from (select distinct hashtext(k) h from unnest(@p0::text[]) k order by 1) locks", stop, (object)keys.Select(k => $"{holder.Key}/{k}").ToArray());
            var rows = connection.IsPostgres()
                ? await connection.RowsAsync($"select {columns} where holder_id = @p0 and episode = any(@p1)", Read, stop, holder.Key, keys)
                : await connection.RowsAsync($"select {columns} where holder_id = @p0 and episode in (select value from json_each(@p1))", Read, stop, holder.Key,
                    System.Text.Json.JsonSerializer.Serialize(keys));
            foreach (var (key, head) in rows) found[key] = head;
        }
        return found;
    }

    static async Task HeadsAsync(DbConnection connection, List<(ReceivedEpisode Episode, StoredEpisode Stored)> heads, Dictionary<(Guid, string), Known> known,
        DateTimeOffset at, CancellationToken stop)
    {
        foreach (var (e, s) in heads)
        {
            var sql = known.ContainsKey((e.FacilityId, e.Key))
                ? "update records_episode set version = @p2, person_id = @p3, patient_id = @p4, encounter_id = @p5, source_id = @p6, original = @p7, at = @p8 where holder_id = @p0 and episode = @p1"
                : "insert into records_episode (holder_id, episode, version, person_id, patient_id, encounter_id, source_id, original, at) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)";
            await connection.RunAsync(sql, stop, e.FacilityId, e.Key, e.Version, s.PersonId, s.PatientId, s.EncounterId, e.SourceId, e.Original, at);
        }
    }
}
