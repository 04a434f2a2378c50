namespace LienY.Plans;

/// <summary>A piece of work on numbered days: its wished beginning, its length (at least 1), a day before which it cannot end any more; done work stands still.</summary>
sealed record Span(Guid Id, int Start, int Length, bool IsDone = false, int NotEndedBy = int.MinValue);

/// <summary>One waits for another.</summary>
sealed record Bond(Guid From, Guid To, TaskLinkKind Kind, int Lag);

/// <summary>Where a piece of work comes to lie: earliest and latest beginning and end, both inclusive.</summary>
sealed record Placed(Guid Id, int Start, int Finish, int LatestStart, int LatestFinish)
{
    /// <summary>Days by which it may slip without moving the end of its chain.</summary>
    public int Slack => LatestFinish - Finish;
}

/// <summary>
/// The critical path method: forward for the earliest days (never before the wished one), backward from the end of each chain for the latest.
/// Chains that have nothing to do with each other have each their own end. Pure: the order of what is given does not matter.
/// </summary>
sealed class Schedule
{
    readonly Dictionary<Guid, Placed> placed = [];
    readonly HashSet<Guid> critical = [];
    readonly ILookup<Guid, Bond> after;

    /// <summary>Computes; ties to unknown work are left out. Throws <see cref="InvalidOperationException"/> where the ties run in a circle.</summary>
    public Schedule(IEnumerable<Span> spans, IEnumerable<Bond> ties)
    {
        var work = spans.ToDictionary(s => s.Id);
        // What is done moves no more: nothing that comes before can press it.
        var live = ties.Where(t => work.ContainsKey(t.From) && work.TryGetValue(t.To, out var to) && !to.IsDone).ToList();
        after = live.ToLookup(t => t.From);
        var before = live.ToLookup(t => t.To);
        var order = Order(work, live);
        var (start, length) = (new Dictionary<Guid, int>(), new Dictionary<Guid, int>());
        foreach (var id in order)
        {
            var span = work[id];
            start[id] = before[id].Select(t => Bound(t, start[t.From], length[t.From], span.Length)).Append(span.Start).Max();
            length[id] = Math.Max(start[id] + span.Length - 1, span.NotEndedBy) - start[id] + 1;
        }
        var ends = Chains(work.Keys, live).SelectMany(chain => chain.Select(id => (Id: id, End: chain.Max(c => start[c] + length[c] - 1)))).ToDictionary(x => x.Id, x => x.End);
        var latest = new Dictionary<Guid, int>();
        foreach (var id in order.AsEnumerable().Reverse())
            latest[id] = after[id].Select(t => Limit(t, latest[t.To], length[t.To], length[id])).Append(ends[id]).Min();
        foreach (var (id, span) in work)
        {
            var finish = start[id] + length[id] - 1;
            placed[id] = new(id, start[id], finish, latest[id] - length[id] + 1, latest[id]);
            if (!span.IsDone && latest[id] == finish && (before[id].Any() || after[id].Any())) critical.Add(id);
        }
    }

    /// <summary>Where each piece lies.</summary>
    public IReadOnlyDictionary<Guid, Placed> Work => placed;

    /// <summary>On the critical path: tied to others and without slack.</summary>
    public bool IsCritical(Guid id) => critical.Contains(id);

    /// <summary>The critical work in the order of its days.</summary>
    public IReadOnlyList<Guid> CriticalPath => [.. critical.OrderBy(id => placed[id].Start).ThenBy(id => placed[id].Finish).ThenBy(id => id)];

    /// <summary>Everything that waits for it, near or far.</summary>
    public IReadOnlySet<Guid> After(Guid id)
    {
        var found = new HashSet<Guid>();
        var open = new Stack<Guid>([id]);
        while (open.TryPop(out var at))
            foreach (var tie in after[at])
                if (found.Add(tie.To)) open.Push(tie.To);
        return found;
    }

    /// <summary>The chain that would close a circle if <paramref name="to"/> waited for <paramref name="from"/>: from <paramref name="to"/> to <paramref name="from"/>; null where none would.</summary>
    public static IReadOnlyList<Guid>? Circle(IEnumerable<Bond> ties, Guid from, Guid to)
    {
        if (from == to) return [from];
        var next = ties.ToLookup(t => t.From, t => t.To);
        var came = new Dictionary<Guid, Guid> { [to] = to };
        var open = new Queue<Guid>([to]);
        while (open.TryDequeue(out var at))
        {
            foreach (var id in next[at])
                if (came.TryAdd(id, at)) open.Enqueue(id);
            if (!came.ContainsKey(from)) continue;
            var chain = new List<Guid> { from };
            while (chain[^1] != to) chain.Add(came[chain[^1]]);
            chain.Reverse();
            return chain;
        }
        return null;
    }

    // Earliest beginning of the waiting work.
    static int Bound(Bond tie, int start, int length, int own) => tie.Kind switch
    {
        TaskLinkKind.FinishStart => start + length + tie.Lag,
        TaskLinkKind.StartStart => start + tie.Lag,
        _ => start + length - 1 + tie.Lag - own + 1,
    };

    // Latest end of the work that comes first.
    static int Limit(Bond tie, int latest, int length, int own) => tie.Kind switch
    {
        TaskLinkKind.FinishStart => latest - length - tie.Lag,
        TaskLinkKind.StartStart => latest - length + 1 - tie.Lag + own - 1,
        _ => latest - tie.Lag,
    };

    static List<Guid> Order(Dictionary<Guid, Span> work, List<Bond> ties)
    {
        var waits = ties.GroupBy(t => t.To).ToDictionary(g => g.Key, g => g.Count());
        var next = ties.ToLookup(t => t.From, t => t.To);
        var ready = new Queue<Guid>(work.Keys.Where(id => !waits.ContainsKey(id)).Order());
        var order = new List<Guid>(work.Count);
        while (ready.TryDequeue(out var id))
        {
            order.Add(id);
            foreach (var to in next[id])
                if (--waits[to] == 0) ready.Enqueue(to);
        }
        return order.Count == work.Count ? order : throw new InvalidOperationException("The ties run in a circle.");
    }

    static IEnumerable<List<Guid>> Chains(IEnumerable<Guid> all, List<Bond> ties)
    {
        var near = ties.SelectMany(t => new[] { (t.From, t.To), (From: t.To, To: t.From) }).ToLookup(t => t.From, t => t.To);
        var seen = new HashSet<Guid>();
        foreach (var id in all)
        {
            if (!seen.Add(id)) continue;
            var chain = new List<Guid> { id };
            for (var at = 0; at < chain.Count; at++) chain.AddRange(near[chain[at]].Where(seen.Add));
            yield return chain;
        }
    }
}
