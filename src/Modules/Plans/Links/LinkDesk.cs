using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Lays out the family of a plan: one query a kind of row, one question to evidence for all targets.</summary>
sealed class LinkDesk(PlanDesk desk, IAgreements agreements)
{
    readonly PlansStore store = desk.Store;

    /// <summary>The page.</summary>
    public async Task<LinksView> LayAsync(Guid id, CancellationToken stop)
    {
        var head = await desk.HeadAsync(id, stop);
        var plan = head.Plan;
        var above = await AboveAsync(plan, stop);
        var parent = above.Count > 0 && above[0].Id == plan.ParentId ? above[0] : null;
        var below = await store.Plans.AsNoTracking().Where(p => p.ParentId == id).OrderBy(p => p.StartsOn).ThenBy(p => p.Number).ToListAsync(stop);
        var siblings = plan.ParentId is { } up ? await store.Plans.AsNoTracking().Where(p => p.ParentId == up && p.Id != id).OrderBy(p => p.StartsOn).ToListAsync(stop) : [];
        var allBelow = await store.Plans.IgnoreQueryFilters(["org"]).CountAsync(p => p.ParentId == id, stop);
        var family = above.Concat(below).Concat(siblings).Append(plan).DistinctBy(p => p.Id).ToList();
        var book = await TargetBook.LoadAsync(desk, family, stop);
        var owners = await desk.Organisations.NamesAsync(family.Select(p => p.OwnerId).Distinct(), null, stop);
        FamilyPlan Line(Plan p) => new(p, owners.GetValueOrDefault(p.OwnerId, p.Issuer), [.. book.Of(p.Id).Select(t => t.Status)]);

        var ties = await store.Ties.AsNoTracking().Where(t => t.PlanId == id || t.ParentPlanId == id).ToListAsync(stop);
        var mayLink = desk.Caller.May(Rights.Link, plan.OwnerId);
        var mine = book.Of(id);
        var theirs = parent is null ? [] : book.Of(parent.Id);
        var accepted = ties.Where(t => t.PlanId == id && t.State is TieState.Accepted).Select(t => Row(t, mine, theirs)).OfType<TieRow>().OrderBy(r => r.Own.Row.Ordinal).ToList();
        var down = Down(mine, ties.Where(t => t.ParentPlanId == id && t.State is TieState.Accepted).ToList(), book);
        var lines = await LinesAsync(plan, stop);
        var cards = await agreements.ListAsync(stop);
        return new()
        {
            Head = head,
            Above = [.. above.AsEnumerable().Reverse().Select(Line)],
            HasHiddenParent = plan.ParentId is not null && parent is null,
            Self = Line(plan),
            Siblings = [.. siblings.Select(Line)],
            Below = [.. below.Select(Line)],
            HiddenBelow = allBelow - below.Count,
            Agreement = cards.FirstOrDefault(a => a.Id == plan.AgreementId),
            Tied = accepted,
            Proposed = Proposed(mine, theirs, ties),
            Down = down,
            Differences = await DifferencesAsync(plan, parent, accepted, down, book, lines, stop),
            MayLink = mayLink,
            Parents = mayLink && plan.ParentId is null ? await LinkSuggestions.ParentsAsync(store, plan, lines, stop) : [],
            Agreements = mayLink && plan.AgreementId is null ? LinkSuggestions.Agreements(cards, plan, lines) : [],
            ParentChoices = mayLink ? await ChoicesAsync(plan, stop) : [],
            AgreementChoices = mayLink ? [.. cards.Select(a => (a.Id.ToString(), Cut(a.Title)))] : [],
            OwnChoices = Choices(mine),
            AboveChoices = Choices(theirs),
        };
    }

    /// <summary>Plans above, nearest first, up to the first that the caller may not see.</summary>
    async Task<List<Plan>> AboveAsync(Plan plan, CancellationToken stop)
    {
        var above = new List<Plan>();
        for (var next = plan.ParentId; next is { } id && above.TrueForAll(p => p.Id != id) && id != plan.Id;)
        {
            if (await store.Plans.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, stop) is not { } found) break;
            above.Add(found);
            next = found.ParentId;
        }
        return above;
    }

    static TieRow? Row(Tie tie, IReadOnlyList<StandingTarget> mine, IReadOnlyList<StandingTarget> theirs) =>
        mine.FirstOrDefault(m => m.Row.Id == tie.IndicatorId) is { } own && theirs.FirstOrDefault(t => t.Row.Id == tie.ParentIndicatorId) is { } above
            ? new(own, above, tie, Likeness.Of(own.Row, above.Row)) : null;

    // One proposal a target: its nearest above, unless something was said about the target already.
    static List<TieRow> Proposed(IReadOnlyList<StandingTarget> mine, IReadOnlyList<StandingTarget> theirs, List<Tie> ties) =>
        [.. mine.Where(m => !ties.Exists(t => t.IndicatorId == m.Row.Id && t.State is TieState.Accepted))
            .SelectMany(m => theirs.Where(t => !ties.Exists(x => x.IndicatorId == m.Row.Id && x.ParentIndicatorId == t.Row.Id))
                .Select(t => new TieRow(m, t, null, Likeness.Of(m.Row, t.Row))).Where(r => r.Score >= Likeness.Near).OrderByDescending(r => r.Score).Take(1))
            .OrderBy(r => r.Own.Row.Ordinal)];

    static List<HandedDown> Down(IReadOnlyList<StandingTarget> mine, List<Tie> ties, TargetBook book) =>
        [.. mine.Select(m => new HandedDown(m, [.. ties.Where(t => t.ParentIndicatorId == m.Row.Id).Select(t => book.Find(t.IndicatorId)).OfType<StandingTarget>()])).Where(d => d.Parts.Count > 0)];

    async Task<List<Difference>> DifferencesAsync(Plan plan, Plan? parent, List<TieRow> tied, List<HandedDown> down, TargetBook book, IReadOnlyList<string> lines, CancellationToken stop)
    {
        var found = new List<Difference>();
        if (parent is not null)
        {
            var above = tied.Select(t => t.Above.Row.Id).ToHashSet();
            var counts = (await store.Ties.IgnoreQueryFilters(["org"]).Where(t => above.Contains(t.ParentIndicatorId) && t.State == TieState.Accepted)
                .GroupBy(t => t.ParentIndicatorId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(stop)).ToDictionary(g => g.Key, g => g.Count);
            foreach (var row in tied)
                found.AddRange(Differences.Of(new(plan, row.Own.Row, parent, row.Above.Row), IsPart(row.Above.Row, counts.GetValueOrDefault(row.Above.Row.Id))));
            found.AddRange(Differences.Dates(plan, lines, parent, await LinesAsync(parent, stop)));
        }
        foreach (var handed in down)
        {
            var pairs = handed.Parts.Select(p => new TiedPair(p.Plan, p.Row, plan, handed.Own.Row)).ToList();
            foreach (var pair in pairs) found.AddRange(Differences.Of(pair, IsPart(handed.Own.Row, pairs.Count)));
            if (Differences.Sum(pairs) is { } sum) found.Add(sum);
        }
        var settled = (await store.Settlements.AsNoTracking().Where(s => s.PlanId == plan.Id).ToListAsync(stop)).ToDictionary(s => s.Difference);
        return [.. found.DistinctBy(d => d.Key).Select(d => d with { Settled = settled.GetValueOrDefault(d.Key) }).OrderBy(d => d.Settled is not null)];
    }

    static bool IsPart(Indicator parent, int parts) => parts > 1 && !Likeness.IsRate(parent.Comparator, parent.Unit);

    /// <summary>The lines of a plan's paper; none where it came from no paper.</summary>
    async Task<IReadOnlyList<string>> LinesAsync(Plan plan, CancellationToken stop) => plan.ImportId is not { } import ? []
        : (await store.Imports.IgnoreQueryFilters(["org"]).Where(i => i.Id == import).Select(i => i.Text).FirstOrDefaultAsync(stop) ?? "").Split('\n');

    async Task<List<(string, string)>> ChoicesAsync(Plan plan, CancellationToken stop) =>
        [.. (await store.Plans.AsNoTracking().Where(p => p.Id != plan.Id && p.State != PlanState.Draft).OrderByDescending(p => p.StartsOn).Take(300).ToListAsync(stop))
            .Select(p => (p.Id.ToString(), Cut($"{p.Number} {p.Title}".Trim())))];

    static List<(string, string)> Choices(IReadOnlyList<StandingTarget> targets) => [.. targets.Select(t => (t.Row.Id.ToString(), Cut($"{t.Row.Path} {t.Row.Name}: {t.Wanted}".Trim())))];

    static string Cut(string text) => text.Length > 110 ? text[..110] + "…" : text;
}

/// <summary>The targets of some plans as they stand today.</summary>
sealed class TargetBook
{
    readonly ILookup<Guid, StandingTarget> byPlan;
    readonly Dictionary<Guid, StandingTarget> byId;

    TargetBook(IReadOnlyList<StandingTarget> all) => (byPlan, byId) = (all.ToLookup(t => t.Plan.Id), all.ToDictionary(t => t.Row.Id));

    /// <summary>Targets of a plan in the order of its paper.</summary>
    public IReadOnlyList<StandingTarget> Of(Guid plan) => [.. byPlan[plan]];

    /// <summary>One target; null where the caller may not see it.</summary>
    public StandingTarget? Find(Guid id) => byId.GetValueOrDefault(id);

    /// <summary>One query and one question to evidence, however many plans.</summary>
    public static async Task<TargetBook> LoadAsync(PlanDesk desk, IReadOnlyList<Plan> plans, CancellationToken stop)
    {
        var ids = plans.Select(p => p.Id).ToList();
        var by = plans.ToDictionary(p => p.Id);
        var rows = await desk.Store.Indicators.AsNoTracking().Where(i => ids.Contains(i.PlanId) && i.RestatesId == null && i.EndedOn == null).OrderBy(i => i.PlanId).ThenBy(i => i.Ordinal).ToListAsync(stop);
        var targets = rows.ConvertAll(r => r.Target());
        var readings = desk.Evidence is { } evidence && targets.Count > 0 ? (await evidence.ReadAsync(targets, desk.Today, stop)).ToDictionary(r => r.IndicatorId) : [];
        return new([.. rows.Zip(targets, (row, target) => new StandingTarget(by[row.PlanId], row, TargetWords.Of(target, desk.Words),
            readings.GetValueOrDefault(row.Id)?.Status ?? TargetStatus.NoData, readings.GetValueOrDefault(row.Id)?.Value))]);
    }
}
