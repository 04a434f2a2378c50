using LienY.Contracts;
using LienY.Formulas;
using LienY.Periods;

namespace LienY.DataSets;

/// <summary>The dictionary and the tree at one moment: which units a rule or predictor is asked of, and what a formula may ask about a unit.</summary>
sealed class Ground(Glossary glossary, OrganisationTree tree)
{
    readonly Dictionary<(Guid, Guid), bool> reports = [];

    public Glossary Glossary => glossary;
    public OrganisationTree Tree => tree;

    /// <summary>
    /// The units among some that are asked: open ones of the levels; without levels those that report a data set with one of the elements, or all where no
    /// data set has one.
    /// </summary>
    public List<Guid> UnitsOf(string levels, IEnumerable<Formula> formulas, IEnumerable<Guid> among)
    {
        var open = among.Where(u => tree.Find(u) is { IsOpen: true });
        if (levels.Length > 0)
        {
            var wanted = levels.Split(' ').Select(l => int.Parse(l, System.Globalization.CultureInfo.InvariantCulture)).ToHashSet();
            return [.. open.Where(u => wanted.Contains(tree.Find(u)!.Above.Count + 1))];
        }
        var sets = SetsOf(formulas).Select(s => s.Id).ToHashSet();
        return sets.Count == 0 ? [.. open] : [.. open.Where(u => glossary.SetsOfUnit[u].Any(s => sets.Contains(s.SetId)))];
    }

    /// <summary>Data sets that ask for an element of the formulas.</summary>
    public IEnumerable<DataSet> SetsOf(IEnumerable<Formula> formulas) =>
        formulas.SelectMany(f => f.Items).OfType<DataItem>().Select(ElementOf).OfType<Element>().SelectMany(e => glossary.SetsOf[e.Id]).Distinct();

    /// <summary>The element of an item; null where there is none any more.</summary>
    public Element? ElementOf(DataItem item) => glossary.Elements.Find(item.Element, IdScheme.Any);

    /// <summary>Is a unit, or one below it, expected to report a data set in a period.</summary>
    public bool Reports(Guid unit, string set, Period period)
    {
        if (glossary.Sets.Find(set, IdScheme.Any) is not { } found) return false;
        if (reports.TryGetValue((unit, found.Id), out var known)) return known;
        return reports[(unit, found.Id)] = tree.Below(unit).Any(u => glossary.SetsOfUnit[u].Any(s => s.SetId == found.Id && s.Covers(period.Last)));
    }

    public bool InGroup(Guid unit, string group) => glossary.Groups.Find(group, IdScheme.Any)?.Units.Any(u => u.UnitId == unit) == true;

    public bool IsBelow(Guid unit, string above) =>
        (Guid.TryParse(above, out var id) ? tree.Find(id) : tree.Find(above)) is { } found && found.Id != unit && tree.Find(unit)?.Above.Contains(found.Id) == true;
}

/// <summary>What a formula asks about a unit and a period beside its items; items are given by place, those of samples by number.</summary>
sealed class PlaceAndTime(Ground ground, Guid unit, Period period) : IFigures
{
    /// <summary>Values of an item in the samples.</summary>
    public Func<FormulaItem, int, decimal?>? Sampled { get; init; }

    /// <summary>Value of an item in the period.</summary>
    public Func<FormulaItem, decimal?>? Now { get; init; }

    public int SampleCount { get; init; }
    public int Days => period.Last.DayNumber - period.First.DayNumber + 1;
    public int PeriodInYear => OfYear(period.FactDay);
    public int YearlyPeriodCount => OfYear(new(period.FactDay.Year, 12, 31));

    public decimal? Of(FormulaItem item) => Now?.Invoke(item);

    public decimal? Of(FormulaItem item, int sample) => Sampled?.Invoke(item, sample);

    public bool InGroup(string group) => ground.InGroup(unit, group);

    public bool IsAncestor(string above) => ground.IsBelow(unit, above);

    public bool InSet(string set) => ground.Reports(unit, set, period);

    /// <summary>How many periods count in the year up to a day.</summary>
    int OfYear(DateOnly to)
    {
        var count = 0;
        for (var p = period.Type.Of(new(period.FactDay.Year, 1, 1)); p.FactDay <= to; p = p.Next)
            if (p.FactDay.Year == to.Year) count++;
        return count;
    }
}

/// <summary>Figures that many formulas need, read together: the number of questions does not grow with the number of units, periods and formulas.</summary>
sealed class Reader(IAnalytics analytics, FigureOptions options)
{
    /// <summary>So many figures are read at once.</summary>
    public const int Batch = 150_000;

    readonly Dictionary<FigureAsk, int> places = [];
    readonly List<FigureAsk> asks = [];
    IReadOnlyList<Figure> figures = [];

    /// <summary>Enough is noted to be read.</summary>
    public bool IsFull => asks.Count >= Batch;

    /// <summary>Notes an item for a unit and a period; returns its place.</summary>
    public int Note(string item, Guid unit, Period period)
    {
        var ask = new FigureAsk(item, unit, period.First, period.Last);
        ref var place = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(places, ask, out var known);
        if (known) return place;
        asks.Add(ask);
        return place = asks.Count - 1;
    }

    /// <summary>Reads what was noted.</summary>
    public async Task ReadAsync(CancellationToken stop) => figures = asks.Count == 0 ? [] : await analytics.ReadAsync(asks, options, stop);

    /// <summary>The figure at a place.</summary>
    public Figure this[int place] => figures[place];

    /// <summary>Forgets everything, for the next batch.</summary>
    public void Clear()
    {
        places.Clear();
        asks.Clear();
        figures = [];
    }
}
