namespace LienY.Logbook;

/// <summary>
/// A logged case or a row of the feed as it is matched. <paramref name="Hashes"/>: keyed hashes of its encounter; <paramref name="Told"/>: key of the
/// other that somebody named.
/// </summary>
sealed record Matchable(string Key, string Technique, DateOnly On, IReadOnlyList<string> Hashes, string? Told = null);

/// <summary>
/// Which logged case and which row of the feed are one performance: what people said first, then the same encounter and technique at most a day apart, the nearest
/// first; each at most once. The same whatever the order in which they are given.
/// </summary>
static class Matching
{
    /// <summary>The other's key, both ways.</summary>
    public static Dictionary<string, string> Of(IEnumerable<Matchable> logged, IEnumerable<Matchable> rows)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        var (logs, feed) = (logged.OrderBy(l => l.Key, StringComparer.Ordinal).ToList(), rows.OrderBy(r => r.Key, StringComparer.Ordinal).ToList());
        var byKey = feed.ToDictionary(r => r.Key, StringComparer.Ordinal);
        foreach (var log in logs)
            if (log.Told is { } told && byKey.TryGetValue(told, out var row) && row.Technique == log.Technique) Pair(log, row);
        var byHash = feed.SelectMany(r => r.Hashes.Select(h => (Hash: h, Row: r))).ToLookup(p => p.Hash, p => p.Row, StringComparer.Ordinal);
        var near = from log in logs
                   from row in log.Hashes.SelectMany(h => byHash[h]).Distinct()
                   let apart = Math.Abs(log.On.DayNumber - row.On.DayNumber)
                   where row.Technique == log.Technique && apart <= 1
                   orderby apart, log.On, log.Key, row.Key
                   select (log, row);
        foreach (var (log, row) in near) Pair(log, row);
        return pairs;

        void Pair(Matchable log, Matchable row)
        {
            if (pairs.ContainsKey(log.Key) || pairs.ContainsKey(row.Key)) return;
            (pairs[log.Key], pairs[row.Key]) = (row.Key, log.Key);
        }
    }
}
