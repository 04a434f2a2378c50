using LienY.Contracts;
using LienY.Periods;

namespace LienY.DataSets;

/// <summary>
/// A workflow in one period over the whole tree as it stood on the last day of that period: which units approve, who stands above whom, and what is
/// approved. A unit that ended before that day counts below its successor and does not approve itself. Without database and clock.
/// </summary>
sealed class ApprovalBoard
{
    readonly OrganisationTree tree;
    readonly Dictionary<string, int> levelOfKind = [];
    readonly HashSet<Guid> busy = [];
    readonly Dictionary<Guid, List<Guid>> below = [];
    readonly Dictionary<Guid, List<Guid>> reports = [];
    readonly Dictionary<Guid, (bool Approved, bool Accepted)> standing = [];
    readonly HashSet<Guid> incomplete;

    /// <param name="workflow">The workflow.</param>
    /// <param name="levels">Its levels from the top.</param>
    /// <param name="period">The period.</param>
    /// <param name="tree">The tree on the last day of the period.</param>
    /// <param name="reporters">Units of which a report is expected.</param>
    /// <param name="incomplete">Those of them with a report that is not complete.</param>
    /// <param name="today">Nothing is approved before its period has ended.</param>
    public ApprovalBoard(Workflow workflow, IReadOnlyList<ApprovalLevel> levels, Period period, OrganisationTree tree, IEnumerable<Guid> reporters,
        IEnumerable<Guid> incomplete, DateOnly today)
    {
        (Workflow, Levels, Period, this.tree) = (workflow, levels, period, tree);
        this.incomplete = [.. incomplete];
        IsOver = period.Last < today;
        for (var i = 0; i < levels.Count; i++)
            foreach (var kind in levels[i].KindList) levelOfKind.TryAdd(kind, i);
        foreach (var unit in reporters.Distinct().Where(u => tree.Find(u) is { IsOpen: true }))
        {
            foreach (var one in tree.Find(unit)!.Above.Prepend(unit)) busy.Add(one);
            if ((LevelAt(unit) is null ? Above(unit).Cast<Guid?>().FirstOrDefault() : unit) is { } approver) Of(reports, approver).Add(unit);
        }
        Units = [.. busy.Where(u => LevelAt(u) is not null)];
        foreach (var unit in Units)
            foreach (var above in Above(unit)) Of(below, above).Add(unit);
    }

    /// <summary>The workflow.</summary>
    public Workflow Workflow { get; }

    /// <summary>Its levels from the top.</summary>
    public IReadOnlyList<ApprovalLevel> Levels { get; }

    /// <summary>The period.</summary>
    public Period Period { get; }

    /// <summary>The period has ended.</summary>
    public bool IsOver { get; }

    /// <summary>Units that approve: at a level, with something to report at or below them.</summary>
    public IReadOnlyList<Guid> Units { get; }

    /// <summary>The name of a unit on the last day of the period.</summary>
    public string Name(Guid unit) => tree.Find(unit)?.Name ?? "";

    /// <summary>The level at which a unit approves; null where it does not.</summary>
    public ApprovalLevel? Level(Guid unit) => LevelAt(unit) is { } i ? Levels[i] : null;

    /// <summary>Units above that approve, nearest first, each at a higher level than the one before.</summary>
    public IEnumerable<Guid> Above(Guid unit)
    {
        var level = LevelAt(unit) ?? int.MaxValue;
        foreach (var above in tree.Find(unit)?.Above ?? [])
            if (LevelAt(above) is { } higher && higher < level)
            {
                level = higher;
                yield return above;
            }
    }

    /// <summary>Units below that approve, at any depth.</summary>
    public IReadOnlyList<Guid> Below(Guid unit) => below.GetValueOrDefault(unit) ?? [];

    /// <summary>Units whose reports are approved first by this one: itself, and those below it that stand at no level.</summary>
    public IReadOnlyList<Guid> Reports(Guid unit) => reports.GetValueOrDefault(unit) ?? [];

    /// <summary>Units whose reports this one answers for, at any depth.</summary>
    public IEnumerable<Guid> AllReports(Guid unit) => Below(unit).Prepend(unit).SelectMany(Reports).Distinct();

    /// <summary>Notes what is approved.</summary>
    public void Put(Guid unit, bool approved, bool accepted) => standing[unit] = (approved, approved && accepted);

    /// <summary>Approved here.</summary>
    public bool IsApproved(Guid unit) => standing.GetValueOrDefault(unit).Approved;

    /// <summary>How a unit stands.</summary>
    public ApprovalPosition Position(Guid unit)
    {
        var (approved, accepted) = standing.GetValueOrDefault(unit);
        var above = Above(unit).ToList();
        var atLevel = LevelAt(unit) is not null;
        return new(busy.Contains(unit) || (!atLevel && above.Count > 0 && busy.Contains(above[0])), atLevel, above.Count > 0, above.Any(IsApproved), IsReady(unit),
            approved, accepted);
    }

    /// <summary>The state of a unit.</summary>
    public ApprovalState State(Guid unit) => ApprovalRules.StateOf(Position(unit));

    /// <summary>Figures of the unit are closed: it, or one above it, has approved.</summary>
    public bool IsClosed(Guid unit) => IsApproved(unit) || Above(unit).Any(IsApproved);

    bool IsReady(Guid unit) =>
        IsOver
        && Below(unit).All(b => standing.GetValueOrDefault(b) is { Approved: true } s && (!Workflow.AcceptFirst || s.Accepted || Above(b).FirstOrDefault() != unit))
        && (!Workflow.CompleteFirst || !Reports(unit).Any(incomplete.Contains));

    int? LevelAt(Guid unit) => tree.Find(unit) is { IsOpen: true } one && levelOfKind.TryGetValue(one.Kind, out var level) ? level : null;

    static List<Guid> Of(Dictionary<Guid, List<Guid>> all, Guid key) => all.TryGetValue(key, out var list) ? list : all[key] = [];
}
