using System.Data.Common;
using LienY.Contracts;
using LienY.Insurance;
using static LienY.Insurance.FieldNames;

namespace LienY.Feed;

/// <summary>Tells those who follow single techniques which rows of XML3 show them, within the transaction that stores the visits.</summary>
static class FollowedRows
{
    /// <summary>Tells every follower of the versions of this piece; where nothing of the hospital is followed, no row is looked at.</summary>
    public static async Task TellAsync(DbConnection connection, IEnumerable<IEpisodeFollower> followers, Guid facility, IReadOnlyList<Decided> decided,
        CancellationToken stop)
    {
        foreach (var follower in followers)
        {
            var codes = await follower.FollowedAsync(connection, facility, stop);
            if (codes.Count == 0) continue;
            // Of two versions of a visit in one piece the later one stands.
            var episodes = decided.Where(d => d.IsVersion).GroupBy(d => d.Visit!.Id).Select(g => Of(g.Last(), codes, g.Any(d => d.OldVersion > 0)))
                .OfType<FollowedEpisode>().ToList();
            if (episodes.Count > 0) await follower.FollowAsync(connection, facility, episodes, stop);
        }
    }

    static FollowedEpisode? Of(Decided d, IReadOnlySet<string> codes, bool mayReplace)
    {
        List<FollowedRow>? rows = null;
        foreach (var row in d.Checked.Episode.Rows(3))
        {
            // What another facility performed for this one is not its own practice.
            if (row[MA_DICH_VU] is not { } code || EpisodeFacts.Technique(code) is not { At: null, Code: var plain } || !codes.Contains(plain)) continue;
            if ((row.Day(NGAY_TH_YL) ?? row.Day(NGAY_YL) ?? d.Visit!.Ended) is not { } on) continue;
            var people = row[NGUOI_THUC_HIEN] ?? row[MA_BAC_SI] ?? "";
            (rows ??= []).Add(new(row.Number, plain, on, people.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
        }
        if (rows is null && !mayReplace) return null;
        string[] numbers = d.Checked.Episode.Summary?[MA_HSBA] is { Length: > 0 } record ? [d.Visit!.Key, record] : [d.Visit!.Key];
        return new(d.Visit.Id, d.Version, numbers, rows ?? []);
    }
}
