namespace LienY.Training;

/// <summary>From when until when; empty where the end is not after the begin.</summary>
readonly record struct Span(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Nothing.</summary>
    public bool IsEmpty => To <= From;

    /// <summary>What both have.</summary>
    public Span And(Span other) => new(From > other.From ? From : other.From, To < other.To ? To : other.To);

    /// <summary>Both have something.</summary>
    public bool Meets(Span other) => !And(other).IsEmpty;
}

/// <summary>Moments put together from spans: always in order, never overlapping.</summary>
sealed class Spans
{
    readonly List<Span> all = [];

    /// <summary>The spans in order.</summary>
    public IReadOnlyList<Span> All => all;

    /// <summary>How long they are together.</summary>
    public TimeSpan Length => all.Aggregate(TimeSpan.Zero, (sum, s) => sum + (s.To - s.From));

    /// <summary>Puts a span to the others.</summary>
    public void Add(Span span)
    {
        if (span.IsEmpty) return;
        foreach (var other in all.Where(o => o.From <= span.To && o.To >= span.From).ToList())
        {
            all.Remove(other);
            span = new(other.From < span.From ? other.From : span.From, other.To > span.To ? other.To : span.To);
        }
        all.Insert(all.FindIndex(o => o.From > span.From) is >= 0 and var at ? at : all.Count, span);
    }

    /// <summary>Takes a span out.</summary>
    public void Remove(Span span)
    {
        if (span.IsEmpty) return;
        var rest = all.SelectMany(o => o.Meets(span) ? [new(o.From, span.From < o.To ? span.From : o.To), new(span.To > o.From ? span.To : o.From, o.To)]
            : (IEnumerable<Span>)[o]).Where(o => !o.IsEmpty).ToList();
        all.Clear();
        all.AddRange(rest);
    }
}
