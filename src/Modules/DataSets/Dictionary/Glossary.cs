using LienY.Contracts;
using LienY.Kernel;

namespace LienY.DataSets;

/// <summary>By what another system names things: uid, code or name. <see cref="Any"/> tries uid, then code.</summary>
enum IdScheme
{
    /// <summary>Uid, then code.</summary>
    Any,

    /// <summary>Uid.</summary>
    Uid,

    /// <summary>Code.</summary>
    Code,

    /// <summary>Name.</summary>
    Name,
}

/// <summary>Terms of one kind, found by id, uid, code and name.</summary>
sealed class Shelf<T> where T : Term
{
    readonly Dictionary<Guid, T> ids = [];
    readonly Dictionary<string, T> uids = new(StringComparer.Ordinal);
    readonly Dictionary<string, T> codes = new(StringComparer.Ordinal);
    readonly Dictionary<string, T?> names = new(StringComparer.Ordinal);

    /// <summary>Puts them up.</summary>
    public Shelf(IEnumerable<T> all, IEnumerable<OtherName>? others = null)
    {
        foreach (var one in all)
        {
            ids[one.Id] = one;
            uids[one.Uid] = one;
            codes[one.Code] = one;
            foreach (var name in new[] { one.Name, one.NameEn, one.NameZh }.Where(n => n.Length > 0).Select(Fold.Of).Distinct())
                // A name that two terms have names neither.
                names[name] = names.TryGetValue(name, out var other) && other != one ? null : one;
        }
        foreach (var other in others ?? [])
            if (ids.TryGetValue(other.TargetId, out var target)) (other.Scheme == "uid" ? uids : codes).TryAdd(other.Text, target);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<T> All => ids.Values;

    /// <summary>One by id; null where there is none.</summary>
    public T? Find(Guid id) => ids.GetValueOrDefault(id);

    /// <summary>One by id that is known to be there.</summary>
    public T this[Guid id] => ids[id];

    /// <summary>One by what another system calls it; null where there is none.</summary>
    public T? Find(string? text, IdScheme scheme)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return scheme switch
        {
            IdScheme.Uid => uids.GetValueOrDefault(text),
            IdScheme.Code => codes.GetValueOrDefault(text),
            IdScheme.Name => names.GetValueOrDefault(Fold.Of(text)),
            _ => uids.GetValueOrDefault(text) ?? codes.GetValueOrDefault(text),
        };
    }
}

/// <summary>The whole dictionary at one moment, in memory; never changes.</summary>
sealed class Glossary
{
    /// <summary>Which edition.</summary>
    public required Guid Stamp { get; init; }
    public required Shelf<Element> Elements { get; init; }
    public required Shelf<Choice> Choices { get; init; }
    public required Shelf<Category> Categories { get; init; }
    public required Shelf<Combination> Combinations { get; init; }
    public required Shelf<Combo> Combos { get; init; }
    public required Shelf<DataSet> Sets { get; init; }
    public required Shelf<Constant> Constants { get; init; }
    public required Shelf<UnitGroup> Groups { get; init; }
    public required Shelf<ApprovalLevel> Levels { get; init; }
    public required Shelf<Workflow> Workflows { get; init; }

    /// <summary>Cells of each combination, in order.</summary>
    public required ILookup<Guid, Combo> CombosOf { get; init; }

    /// <summary>Data sets that ask for an element.</summary>
    public required ILookup<Guid, DataSet> SetsOf { get; init; }

    /// <summary>Units that report a data set.</summary>
    public required ILookup<Guid, SetUnit> UnitsOf { get; init; }

    /// <summary>Data sets that a unit reports.</summary>
    public required ILookup<Guid, SetUnit> SetsOfUnit { get; init; }

    /// <summary>Versions of elements, oldest first.</summary>
    public required ILookup<Guid, AttributeVersion> VersionsOf { get; init; }

    /// <summary>Names of units and cells in other systems.</summary>
    public required IReadOnlyList<OtherName> OtherNames { get; init; }

    /// <summary>The cell of what is not split.</summary>
    public Combo Default => Combos[Combo.DefaultId];

    /// <summary>The version of an element that is in force on a day; null where it has none.</summary>
    public Combo? InForce(Guid elementId, DateOnly on) =>
        VersionsOf[elementId].LastOrDefault(v => v.ValidFrom <= on) is { } version ? Combos.Find(version.ComboId) : null;

    /// <summary>The cell of a combination that has exactly these choices; null where there is none.</summary>
    public Combo? Cell(Guid combinationId, IReadOnlySet<Guid> choices) => CombosOf[combinationId].FirstOrDefault(c => choices.SetEquals(c.ChoiceIds));

    /// <summary>Levels of a workflow from the top.</summary>
    public IReadOnlyList<ApprovalLevel> LevelsOf(Workflow workflow) => [.. workflow.Levels.Select(l => Levels[l.LevelId]).OrderBy(l => l.Position).ThenBy(l => l.Code, StringComparer.Ordinal)];

    /// <summary>Data sets that a workflow approves.</summary>
    public IEnumerable<DataSet> SetsIn(Workflow workflow) => Sets.All.Where(s => s.WorkflowId == workflow.Id);

    /// <summary>The dictionary as other modules see it.</summary>
    public DataDictionary Told(DateOnly today) => new(
        Elements.All.Select(e => new ElementCard(e.Id, e.Code, e.Uid, e.Name, e.Unit, e.Aggregation, e.ValueType, InForce(e.Id, today)?.Code)),
        Combos.All.Select(c => new OptionCard(c.Id, c.Code, c.Uid, c.Name)),
        Sets.All.Select(s => new DataSetCard(s.Id, s.Code, s.Uid, s.Name, s.PeriodType)),
        Constants.All.SelectMany(c => new[] { c.Code, c.Uid }.Distinct().Select(n => (Name: n, c.Value))).DistinctBy(c => c.Name).ToDictionary(c => c.Name, c => c.Value),
        Groups.All.SelectMany(g => new[] { g.Code, g.Uid }.Distinct().Select(n => (Name: n, Units: (IReadOnlySet<Guid>)g.Units.Select(u => u.UnitId).ToHashSet())))
            .DistinctBy(g => g.Name).ToDictionary(g => g.Name, g => g.Units));
}
