using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>The entries of one item for one target, in order, with running totals, so that any period is two look-ups.</summary>
sealed class Track
{
    readonly Entry[] entries;
    readonly DateOnly[] days;
    readonly long[] totals;
    readonly int[] counts;

    public Track(EvidenceItem item, IEnumerable<SeriesEntries> found)
    {
        Item = item;
        entries = [.. found.SelectMany(s => s.Entries)];
        Array.Sort(days = Array.ConvertAll(entries, e => e.On), entries);
        (totals, counts) = (new long[entries.Length + 1], new int[entries.Length + 1]);
        for (var i = 0; i < entries.Length; i++)
            (totals[i + 1], counts[i + 1]) = (totals[i] + entries[i].Total, counts[i] + entries[i].Count);
    }

    public EvidenceItem Item { get; }

    public int Count(DateOnly from, DateOnly to) => to < from ? 0 : counts[After(to)] - counts[Before(from)];

    public Grade? Weakest(DateOnly from, DateOnly to)
    {
        Grade? weakest = null;
        foreach (ref readonly var entry in Range(from, to))
            if (entry.Weakest is { } grade && (weakest is null || grade > weakest)) weakest = grade;
        return weakest;
    }

    public decimal? Value(DateOnly from, DateOnly to)
    {
        var (a, b) = (Before(from), After(to));
        var count = b > a ? counts[b] - counts[a] : 0;
        if (count <= 0) return null;
        var total = Ledger.Unscale(totals[b] - totals[a]);
        return Item.Measure switch
        {
            Measure.Sum => total,
            Measure.Count => count,
            Measure.Average => total / count,
            Measure.Distinct => Subjects(entries.AsSpan(a, b - a)),
            Measure.Last => Last(entries.AsSpan(a, b - a)),
            Measure.LastSum => Units(entries.AsSpan(a, b - a)).Sum(),
            _ => Units(entries.AsSpan(a, b - a)) is { Count: > 0 } units ? units.Average() : null,
        };
    }

    /// <summary>The first statement of the period: the baseline where the plan names none.</summary>
    public (DateOnly On, decimal Value)? First(DateOnly from, DateOnly to)
    {
        foreach (var entry in Range(from, to))
            if (entry.LastOn is { } on) return (on, Ledger.Unscale(entry.LastValue));
        return null;
    }

    ReadOnlySpan<Entry> Range(DateOnly from, DateOnly to) => Before(from) is var a && After(to) is var b && b > a ? entries.AsSpan(a, b - a) : [];

    static decimal? Subjects(ReadOnlySpan<Entry> range)
    {
        var net = new Dictionary<string, int>();
        foreach (var entry in range)
            if (entry.Subject is { } subject) net[subject] = net.GetValueOrDefault(subject) + entry.Count;
        return net.Count == 0 ? null : net.Values.Count(n => n > 0);
    }

    static decimal? Last(ReadOnlySpan<Entry> range)
    {
        var best = -1;
        for (var i = range.Length - 1; i >= 0; i--)
        {
            // Earlier half-months cannot hold a later statement.
            if (best >= 0 && range[i].On < HalfMonth.Of(range[best].LastOn!.Value)) break;
            if (range[i].LastOn is not null && (best < 0 || Order(range[i]).CompareTo(Order(range[best])) > 0)) best = i;
        }
        return best < 0 ? null : Ledger.Unscale(range[best].LastValue);
    }

    static List<decimal> Units(ReadOnlySpan<Entry> range)
    {
        var last = new Dictionary<Guid, (DateOnly, long, long Value)>();
        foreach (ref readonly var entry in range)
            if (entry.LastOn is not null && (!last.TryGetValue(entry.Unit, out var known) || Order(entry).CompareTo((known.Item1, known.Item2)) > 0))
                last[entry.Unit] = (entry.LastOn.Value, entry.LastSeq, entry.LastValue);
        return [.. last.Values.Select(v => Ledger.Unscale(v.Value))];
    }

    static (DateOnly, long) Order(in Entry entry) => (entry.LastOn!.Value, entry.LastSeq);

    /// <summary>How many entries lie before a day.</summary>
    int Before(DateOnly day)
    {
        var (low, high) = (0, days.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (days[middle] < day) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    int After(DateOnly to) => Before(to.AddDays(1));
}

/// <summary>The figures of one target for its formula, over any period.</summary>
sealed class TargetFigures
{
    readonly Dictionary<EvidenceItem, Track> tracks;
    readonly Beyond beyond;
    readonly Guid unit;
    readonly List<FormulaItem> others;

    public TargetFigures(FigureBook book, Target target, Formula formula, Beyond beyond)
    {
        this.beyond = beyond;
        unit = target.OwnerId;
        others = [.. formula.Items.Where(i => i is not EvidenceItem)];
        tracks = formula.Items.OfType<EvidenceItem>().ToDictionary<EvidenceItem, EvidenceItem, Track>(i => i,
            i => book.Track(i, target.PlanId, FigureBook.Reference(i.Topic, target.IndicatorId), FigureBook.Reference(i.Unit, target.OwnerId), target.Within), ReferenceEqualityComparer.Instance);
    }

    /// <summary>Figures from beyond the plan that the formula uses in a period.</summary>
    public IEnumerable<Figure> Others(DateOnly from, DateOnly to) => others.Select(i => beyond.Of(i, unit, from, to)).OfType<Figure>();

    /// <summary>Each new fact adds to the value of the formula.</summary>
    public bool Accumulates(Formula formula, DateOnly on) => formula.Accumulates || others.Count > 0 && beyond.Accumulates(formula, on);

    /// <summary>Name of an item from beyond the plan.</summary>
    public string Name(FormulaItem item, DateOnly on) => beyond.Name(item, on);

    /// <summary>Tracks whose facts count as evidence (numerator and denominator belong to their value).</summary>
    public IEnumerable<Track> Evidence => tracks.Values.Where(t => t.Item.Kind is not (Kinds.Numerator or Kinds.Denominator));

    /// <summary>The period's figures for a formula.</summary>
    public IFigures Within(DateOnly from, DateOnly to) => new Window(this, from, to);

    sealed class Window(TargetFigures figures, DateOnly from, DateOnly to) : IFigures
    {
        public int Days => Math.Max(0, to.DayNumber - from.DayNumber + 1);

        public int PeriodInYear => YearPart.Of(from, to).Number;

        public int YearlyPeriodCount => YearPart.Of(from, to).Count;

        public decimal? Of(FormulaItem item)
        {
            if (item is not EvidenceItem evidence) return figures.beyond.Of(item, figures.unit, from, to)?.Value;
            var (first, last) = evidence.Within(from, to);
            return first > last ? null : figures.tracks[evidence].Value(first, last);
        }
    }
}
