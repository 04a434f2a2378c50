using System.Data.Common;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Logbook;

/// <summary>Rows of a facility changed in the feed; what they mean is settled after commit. Stream: <c>case/{facility}</c>.</summary>
sealed record FeedRowsCame(Guid FacilityId);

/// <summary>Keeps rows of XML3 with watched techniques, within the feed's own transaction, by keyed hashes instead of numbers.</summary>
sealed class FeedFollower(Encounters encounters, TimeProvider clock) : IEpisodeFollower
{
    sealed record Known(Guid Id, Guid VisitId, int Line, int Version, string Technique, DateOnly On, string Licences, bool IsThere);

    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> FollowedAsync(DbConnection connection, Guid facility, CancellationToken stop) =>
        (await connection.RowsAsync("select technique from logbook_watch where facility_id = @p0", r => r.GetString(0), stop,
            facility)).ToHashSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task FollowAsync(DbConnection connection, Guid facility, IReadOnlyList<FollowedEpisode> episodes, CancellationToken stop)
    {
        var changed = false;
        foreach (var episode in episodes)
        {
            var known = await connection.RowsAsync(
                "select id, visit_id, line, episode_version, technique, on_day, licences, is_there from logbook_feed_row where visit_id = @p0",
                r => new Known(r.GetGuid(0), r.GetGuid(1), r.GetInt32(2), r.GetInt32(3), r.GetString(4), r.Day(5), r.GetString(6), r.GetBoolean(7)), stop,
                    episode.VisitId);
            // An older version that comes late, or the same again, changes nothing.
            if (known.Exists(k => k.Version >= episode.Version)) continue;
            changed |= await ReplaceAsync(connection, facility, episode, known, stop);
        }
        if (changed) await Outbox.PublishAsync(connection, $"case/{facility}", new FeedRowsCame(facility), clock.GetUtcNow(), stop);
    }

    async Task<bool> ReplaceAsync(DbConnection connection, Guid facility, FollowedEpisode episode, List<Known> known, CancellationToken stop)
    {
        var (changed, byLine) = (false, known.ToDictionary(k => k.Line));
        var hash = encounters.Hash(facility, episode.Numbers[0]);
        var record = episode.Numbers.Count > 1 ? encounters.Hash(facility, episode.Numbers[1]) : null;
        foreach (var row in episode.Rows)
        {
            var licences = string.Join(';', row.Licences);
            if (licences.Length > 300) licences = licences[..300];
            if (!byLine.Remove(row.Line, out var old))
            {
                await connection.RunAsync("insert into logbook_feed_row (id, facility_id, visit_id, line, episode_version, technique, on_day, licences, episode_hash, record_hash, "
                    + "is_there, is_settled, told_version, told_technique, told_on) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, true, false, 0, '', null)", stop,
                    Guid.CreateVersion7(), facility, episode.VisitId, row.Line, episode.Version, row.Technique, row.On, licences, hash, record);
                changed = true;
                continue;
            }
            var same = old.IsThere && old.Technique == row.Technique && old.On == row.On && old.Licences == licences;
            await connection.RunAsync("update logbook_feed_row set episode_version = @p1, technique = @p2, on_day = @p3, licences = @p4, episode_hash = @p5, record_hash = @p6, "
                + (same ? "is_there = true" : "is_there = true, is_settled = false") + " where id = @p0", stop,
                old.Id, episode.Version, row.Technique, row.On, licences, hash, record);
            changed |= !same;
        }
        foreach (var gone in byLine.Values)
        {
            await connection.RunAsync("update logbook_feed_row set episode_version = @p1, is_there = false" + (gone.IsThere ? ", is_settled = false"
                : "") + " where id = @p0", stop,
                gone.Id, episode.Version);
            changed |= gone.IsThere;
        }
        return changed;
    }
}
