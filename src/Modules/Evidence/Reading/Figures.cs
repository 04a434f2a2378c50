using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>The entries of one item for one target, in order, with running totals, so that any period is two look-ups.</summary>
sealed class Track
{
    readonly Entry[] entries;
    readonly long[] totals;
    readonly int[] counts;

    public Track(EvidenceItem item, IEnumerable<Entry> found)
    {
        Item = item;
        entries = [.. found.OrderBy(e => e.On)];
        (totals, counts) = (new long[entries.Length + 1], new int[entries.Length + 1]);
        for (var i = 0; i < entries.Length; i++)
            (totals[i + 1], counts[i + 1]) = (totals[i] + entries[i].Total, counts[i] + entries[i].Count);
    }

    public EvidenceItem Item { get; }

    public int Count(DateOnly from, DateOnly to) => counts[After(to)] - counts[Before(from)];

    public Grade? Weakest(DateOnly from, DateOnly to) => Range(from, to).ToArray().Max(e => e.Weakest);

    public decimal? Value(DateOnly from, DateOnly to)
    {
        var (a, b) = (Before(from), After(to));
        var count = counts[b] - counts[a];
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
        Entry? best = null;
        for (var i = range.Length - 1; i >= 0; i--)
        {
            // Earlier half-months cannot hold a later statement.
            if (best is { } b && range[i].On < HalfMonth.Of(b.LastOn!.Value)) break;
            if (Later(range[i], best)) best = range[i];
        }
        return best is { } found ? Ledger.Unscale(found.LastValue) : null;
    }

    static List<decimal> Units(ReadOnlySpan<Entry> range)
    {
        var last = new Dictionary<Guid, Entry?>();
        foreach (var entry in range)
            if (Later(entry, last.GetValueOrDefault(entry.UnitId))) last[entry.UnitId] = entry;
        return [.. last.Values.Select(e => Ledger.Unscale(e!.Value.LastValue))];
    }

    static bool Later(Entry entry, Entry? than) =>
        entry.LastOn is { } on && (than is null || (on, entry.LastSeq).CompareTo((than.Value.LastOn!.Value, than.Value.LastSeq)) > 0);

    int Before(DateOnly from) => Search(e => e.On < from);

    int After(DateOnly to) => Search(e => e.On <= to);

    int Search(Func<Entry, bool> isLeft)
    {
        var (low, high) = (0, entries.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (isLeft(entries[middle])) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}

/// <summary>The figures of one target for its formula, over any period.</summary>
sealed class TargetFigures
{
    readonly Dictionary<string, Track> tracks;

    public TargetFigures(FigureBook book, Target target, Formula formula) =>
        tracks = formula.Items.ToDictionary(i => i.Key, i => new Track(i, book.Of(i, target.PlanId, Reference(i.Topic, target.IndicatorId), Reference(i.Unit, target.OwnerId))));

    /// <summary>Tracks whose facts count as evidence (numerator and denominator belong to their value).</summary>
    public IEnumerable<Track> Evidence => tracks.Values.Where(t => t.Item.Kind is not (Kinds.Numerator or Kinds.Denominator));

    /// <summary>The period's figures for a formula.</summary>
    public IFigures Within(DateOnly from, DateOnly to) => new Window(tracks, from, to);

    static Guid? Reference(string? text, Guid own) => text is null ? null : text == "this" ? own : Guid.Parse(text);

    sealed class Window(Dictionary<string, Track> tracks, DateOnly from, DateOnly to) : IFigures
    {
        public int Days => Math.Max(0, to.DayNumber - from.DayNumber + 1);

        public decimal? Of(EvidenceItem item) => tracks[item.Key].Value(item.First(from, to), to);
    }
}
