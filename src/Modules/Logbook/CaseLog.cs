using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Logbook;

/// <summary>Cases from both sources, for those who count them. Whoever asks has judged who may see the answer; nothing in it leads to a patient.</summary>
sealed class CaseLog(LogbookStore store, IServiceProvider services) : ICaseLog
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<PerformedCase>> CasesAsync(Guid facility, IReadOnlyCollection<string> techniques, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var codes = techniques.Distinct().ToList();
        // A day more on both sides, so that what belongs together over the edge is found together.
        var (first, last) = (from == DateOnly.MinValue ? from : from.AddDays(-1), to == DateOnly.MaxValue ? to : to.AddDays(1));
        var cases = await store.Cases.IgnoreQueryFilters(["org"]).AsNoTracking().Include(c => c.Members)
            .Where(c => c.FacilityId == facility && codes.Contains(c.Technique)
            && c.OnDay >= first && c.OnDay <= last && c.State != LogState.Withdrawn && c.State != LogState.TakenBack).ToListAsync(stop);
        var rows = await store.FeedRows.IgnoreQueryFilters(["org"]).AsNoTracking().Include(r => r.Members)
            .Where(r => r.FacilityId == facility && codes.Contains(r.Technique)
            && r.OnDay >= first && r.OnDay <= last && r.IsThere && r.Members.Any()).ToListAsync(stop);
        var pairs = Pairs(cases, rows);
        var byKey = cases.ToDictionary(c => c.Key, StringComparer.Ordinal);
        var trained = await TrainedAsync(facility, rows, stop);
        return [.. cases.Select(c => Of(c, pairs)).Concat(rows.Select(r => Of(r, pairs, byKey, trained))).Where(p => p.On >= from && p.On <= to)
            .OrderBy(p => p.On).ThenBy(p => p.Key, StringComparer.Ordinal)];
    }

    /// <summary>Which of them are one performance.</summary>
    public static Dictionary<string, string> Pairs(IEnumerable<LoggedCase> cases, IReadOnlyCollection<FeedRow> rows)
    {
        var keys = rows.ToDictionary(r => r.Id, r => r.Key);
        return Matching.Of(
            cases.Select(c => new Matchable(c.Key, c.Technique, c.OnDay, c.EncounterHash is { } h ? [h] : [], c.FeedRowId is { } id ? keys.GetValueOrDefault(id) : null)),
            rows.Select(r => new Matchable(r.Key, r.Technique, r.OnDay, r.RecordHash is { } h ? [r.EpisodeHash, h] : [r.EpisodeHash])));
    }

    static PerformedCase Of(LoggedCase c, Dictionary<string, string> pairs) => new(c.Key, c.OnDay, c.FacilityId, c.Technique, c.EkipId,
        [.. c.Members.OrderBy(m => m.Ordinal).Select(m => new CaseMember(m.PractitionerId, m.Role, (CompetencyLevel)m.Level))], LogWords.Key(c.Outcome),
        c.State == LogState.Counted)
    {
        IsIndependent = c.IsIndependent,
        Href = "/logbook/cases/" + c.Id,
        SameAs = pairs.GetValueOrDefault(c.Key),
    };

    static PerformedCase Of(FeedRow r, Dictionary<string, string> pairs, Dictionary<string, LoggedCase> cases, Dictionary<(Guid, string), DateOnly> trained)
    {
        var same = pairs.GetValueOrDefault(r.Key);
        var logged = same is null ? null : cases.GetValueOrDefault(same);
        return new(r.Key, r.OnDay, r.FacilityId, r.Technique, logged?.EkipId,
            [.. r.Members.Select(m => new CaseMember(m.PractitionerId, "operator", CompetencyLevel.Independent))],
            logged is null ? "" : LogWords.Key(logged.Outcome), true)
        {
            // Where the log knows the performance, it knows better who stood beside.
            IsIndependent = logged?.IsIndependent ?? r.Members.Exists(m => trained.TryGetValue((m.PractitionerId, r.Technique), out var since) && since <= r.OnDay),
            Href = "/logbook/feed/" + r.Id,
            SameAs = same,
        };
    }

    /// <summary>From which day somebody counts as trained in a technique: their first signed case at level 4 or more, or their certificate.</summary>
    async Task<Dictionary<(Guid, string), DateOnly>> TrainedAsync(Guid facility, List<FeedRow> rows, CancellationToken stop)
    {
        var people = rows.SelectMany(r => r.Members).Select(m => m.PractitionerId).Distinct().ToList();
        var since = new Dictionary<(Guid, string), DateOnly>();
        if (people.Count == 0) return since;
        var codes = rows.Select(r => r.Technique).Distinct().ToList();
        var signed = await (from m in store.Members.AsNoTracking()
                            join c in store.Cases.IgnoreQueryFilters(["org"]) on m.CaseId equals c.Id
                            where c.FacilityId == facility && c.State == LogState.Counted && codes.Contains(c.Technique) && m.Level >= 4
                                && people.Contains(m.PractitionerId)
                            select new { m.PractitionerId, c.Technique, c.OnDay }).ToListAsync(stop);
        foreach (var s in signed) Since(s.PractitionerId, s.Technique, s.OnDay);
        if (services.GetService<ICertificates>() is { } certificates)
            foreach (var card in await certificates.OfPractitionersAsync(people, stop))
                if (card is { PractitionerId: { } who, State: "valid" }) foreach (var code in card.Techniques) Since(who, code, card.On);
        return since;

        void Since(Guid who, string code, DateOnly on)
        {
            if (!since.TryGetValue((who, code), out var known) || on < known) since[(who, code)] = on;
        }
    }

    /// <inheritdoc/>
    public async Task WatchAsync(Guid facility, IReadOnlyCollection<string> techniques, CancellationToken stop)
    {
        var wanted = techniques.ToHashSet(StringComparer.Ordinal);
        var standing = await store.Watched.Where(w => w.FacilityId == facility).ToListAsync(stop);
        store.Watched.RemoveRange(standing.Where(w => !wanted.Contains(w.Technique)));
        store.Watched.AddRange(wanted.Except(standing.Select(w => w.Technique)).Select(t => new Watched { FacilityId = facility, Technique = t }));
        await store.SaveChangesAsync(stop);
    }
}
