using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>What an amending paper would do to one row of a plan.</summary>
sealed record FoundChange(PlanPart Part, Guid ObjectId, Deed Deed, Clause? Before, Clause? After);

/// <summary>
/// Matches the rows of an amending paper to those of the plan: the nearest name in the same part. A matched row that says something else is a change, one
/// without a match is added. What the paper does not name stays; an officer ends it by hand.
/// </summary>
static class RevisionMatching
{
    const decimal Same = 0.55m;

    /// <summary>Changes that the accepted rows of an import make; rows not looked at yet count as they were read where <paramref name="all"/>.</summary>
    public static async Task<IReadOnlyList<FoundChange>> FindAsync(PlansStore store, Plan plan, PlanFile import, CancellationToken stop, bool all = false)
    {
        var rows = await store.ImportRows.AsNoTracking().Where(r => r.ImportId == import.Id).OrderBy(r => r.Ordinal).ToListAsync(stop);
        var units = await store.ImportUnits.Where(u => u.ImportId == import.Id).ToDictionaryAsync(u => u.Folded, u => u.State == UnitState.Left ? null : u.OrganisationId, stop);
        var stands = await PlanRows.LoadAsync(store, plan.Id, stop);
        var live = rows.Where(r => r.State is RowState.Accepted or RowState.Changed || (all && r.State is RowState.Unreviewed)).Select(r => (Row: r, F: RowFields.Of(r))).ToList();
        Guid? Unit(string written) => written.Length == 0 ? null : units.GetValueOrDefault(Fold.Of(written));
        return
        [
            .. Match(PlanPart.Target, live.Where(x => x.Row.Kind == RowKind.Indicator), stands, (x, now) => Target(x.F, x.Row, now, plan, Unit)),
            .. Match(PlanPart.Task, live.Where(x => x.Row.Kind is RowKind.Task or RowKind.Activity), stands, (x, now) => Task(x.F, now, plan, Unit)),
            .. Match(PlanPart.Duty, live.Where(x => x.Row.Kind == RowKind.Duty).SelectMany(Items), stands, (x, now) => Duty(x.F, now, Unit)),
            .. Match(PlanPart.Budget, live.Where(x => x.Row.Kind == RowKind.Budget), stands, (x, now) => Budget(x.F, now), (f, c) => f.Year == c.Year),
            .. Match(PlanPart.Obligation, live.Where(x => x.Row.Kind == RowKind.Obligation).SelectMany(ByCadence), stands, (x, now) => Obligation(x.F, now, plan, Unit),
                (f, c) => f.Cadences[0] == c.Cadence, Same / 2),
        ];
    }

    static IEnumerable<FoundChange> Match(PlanPart part, IEnumerable<(ImportRow Row, RowFields F)> rows, PlanRows stands, Func<(ImportRow Row, RowFields F), Clause?, Clause> make,
        Func<RowFields, Clause, bool>? fits = null, decimal least = Same)
    {
        var free = stands.Of(part).ToDictionary(r => r.Id, r => r.Clause);
        // The surest pairs first, so that a loose likeness never takes the row of an exact one.
        var wanted = rows.Select(r => (Row: r, Best: free.Where(f => fits?.Invoke(r.F, f.Value) != false).Select(f => (f.Key, Score: Likeness.Shared(r.F.Name, f.Value.Name)))
            .OrderByDescending(f => f.Score).ToList())).OrderByDescending(r => r.Best.Count > 0 ? r.Best[0].Score : 0).ToList();
        var found = new List<(int Ordinal, FoundChange Change)>();
        foreach (var (row, best) in wanted)
        {
            if (best.FirstOrDefault(b => b.Score >= least && free.ContainsKey(b.Key)) is { Score: > 0 } pair)
            {
                free.Remove(pair.Key, out var now);
                var after = make(row, now);
                if (after != now) found.Add((row.Row.Ordinal, new(part, pair.Key, Deed.Change, now, after)));
            }
            else found.Add((row.Row.Ordinal, new(part, Guid.CreateVersion7(), Deed.Add, null, make(row, null))));
        }
        return found.OrderBy(f => f.Ordinal).Select(f => f.Change);
    }

    static string Name(string read, Clause? now) => now is not null && Fold.Of(read) == Fold.Of(now.Name) ? now.Name : read;

    static Clause Target(RowFields f, ImportRow row, Clause? now, Plan plan, Func<string, Guid?> unit) => (now ?? new Clause { Path = f.Path, Measure = row.Measure ?? "" }) with
    {
        Name = Name(f.Name, now),
        Comparator = f.Comparator ?? Comparator.None,
        Value = f.Value,
        High = f.High,
        Unit = now is not null && Likeness.SameUnit(f.Unit, now.Unit) ? now.Unit : f.Unit,
        From = f.From ?? now?.From ?? plan.StartsOn,
        To = f.To ?? now?.To ?? plan.EndsOn,
        OrgId = unit(f.Owner) ?? now?.OrgId ?? plan.OwnerId,
    };

    static Clause Task(RowFields f, Clause? now, Plan plan, Func<string, Guid?> unit) => (now ?? new Clause { Path = f.Path, Content = f.Section }) with
    {
        Name = Name(f.Name, now),
        From = f.From ?? now?.From ?? plan.StartsOn,
        To = f.To ?? now?.To ?? plan.EndsOn,
        OrgId = f.Lead.Append(f.Owner).Select(unit).FirstOrDefault(u => u is not null) ?? now?.OrgId,
    };

    static Clause Duty(RowFields f, Clause? now, Func<string, Guid?> unit) =>
        (now ?? new Clause { Path = f.Path }) with { Name = Name(f.Name, now), OrgId = unit(f.Owner) ?? now?.OrgId, Written = (unit(f.Owner) ?? now?.OrgId) is null ? f.Owner : "" };

    static Clause Budget(RowFields f, Clause? now) =>
        (now ?? new Clause()) with { Name = Name(f.Name, now), Source = f.Source.Length > 0 ? f.Source : now?.Source ?? "", Year = f.Year ?? now?.Year, Amount = f.Amount };

    static Clause Obligation(RowFields f, Clause? now, Plan plan, Func<string, Guid?> unit) => (now ?? new Clause()) with
    {
        Name = now?.Name ?? f.Quote,
        OrgId = unit(f.Owner) ?? now?.OrgId ?? plan.OwnerId,
        ToId = unit(f.Recipient) ?? now?.ToId ?? plan.OwnerId,
        Cadence = f.Cadences[0],
        Due = f.Due.Length > 0 ? f.Due : now?.Due ?? "",
    };

    static IEnumerable<(ImportRow, RowFields)> Items((ImportRow Row, RowFields F) duty) =>
        duty.F.Name.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text => (duty.Row, duty.F with { Name = text }));

    static IEnumerable<(ImportRow, RowFields)> ByCadence((ImportRow Row, RowFields F) report) =>
        Cadences.WithDays(report.F.Cadences, report.F.Due).Select(c => (report.Row, report.F with { Cadences = [c.Cadence], Due = c.Due ?? "", Name = report.F.Quote }));
}
