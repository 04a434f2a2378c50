using System.Collections.Concurrent;
using LienY.Kernel;

namespace LienY.Network;

/// <summary>The whole tree in memory at one edition; never changes. Every question is asked for a day.</summary>
sealed class OrganisationAtlas(Guid stamp, IReadOnlyDictionary<Guid, Unit> units, IReadOnlyList<Passage> passages)
{
    readonly ConcurrentDictionary<DateOnly, ILookup<Guid, Unit>> below = [];
    readonly ConcurrentDictionary<(Guid, DateOnly), HashSet<Guid>> reaches = [];
    readonly ILookup<Guid, Passage> onward = passages.ToLookup(p => p.FromId);
    readonly ILookup<Guid, Passage> from = passages.ToLookup(p => p.ToId);
    readonly Lazy<NameIndex> names = new(() => new NameIndex(units));

    /// <summary>Which edition this is.</summary>
    public Guid Stamp => stamp;

    /// <summary>All organisations by id.</summary>
    public IReadOnlyDictionary<Guid, Unit> Units => units;

    /// <summary>The index of names.</summary>
    public NameIndex Names => names.Value;

    /// <summary>What became of an organisation.</summary>
    public IEnumerable<Passage> Onward(Guid id) => onward[id];

    /// <summary>Of what an organisation was made.</summary>
    public IEnumerable<Passage> From(Guid id) => from[id];

    /// <summary>Organisations directly below on a day; one that has ended stays below its last parent.</summary>
    public IEnumerable<Unit> Below(Guid id, DateOnly on)
    {
        if (below.Count > 40) below.Clear();
        return below.GetOrAdd(on, day => units.Values.Where(u => u.Parent(day) is not null).ToLookup(u => u.Parent(day)!.Value))[id];
    }

    /// <summary>
    /// The organisation, every one below it on a day, and those that ended and passed into one of them: what they left is its successors' to keep.
    /// </summary>
    public IReadOnlySet<Guid> Reach(Guid id, DateOnly on)
    {
        if (reaches.Count > 64) reaches.Clear();
        return reaches.GetOrAdd((id, on), _ => Walk(id, on));
    }

    HashSet<Guid> Walk(Guid id, DateOnly on)
    {
        var reached = new HashSet<Guid>();
        var open = new Stack<Guid>([id]);
        while (open.TryPop(out var next))
        {
            if (!reached.Add(next)) continue;
            foreach (var unit in Below(next, on)) open.Push(unit.Id);
            foreach (var passage in From(next))
                if (passage.HappenedOn <= on && units.TryGetValue(passage.FromId, out var old) && !old.IsOpen(on)) open.Push(old.Id);
        }
        return reached;
    }

    /// <summary>The organisation and those above it on a day, nearest first.</summary>
    public List<Unit> Above(Guid id, DateOnly on)
    {
        var above = new List<Unit>();
        for (Guid? next = id; next is { } n && units.TryGetValue(n, out var unit) && !above.Contains(unit); next = unit.Parent(on)) above.Add(unit);
        return above;
    }

    /// <summary>Is it one of these organisations or below one of them on a day?</summary>
    public bool IsUnder(Unit unit, IReadOnlySet<Unit> tops, DateOnly on)
    {
        // A tree is never this deep; the limit guards against a circle in the data.
        for (var depth = 0; depth < 40; depth++)
        {
            if (tops.Contains(unit)) return true;
            if (unit.Parent(on) is not { } above || !units.TryGetValue(above, out unit!)) return false;
        }
        return false;
    }

    /// <summary>The highest above it that is not a ministry: the province, or a central institution itself.</summary>
    public Unit? Root(Guid id, DateOnly on) => Above(id, on) is { Count: > 0 } above ? above.LastOrDefault(u => u.Kind != "ministry") ?? above[^1] : null;

    /// <summary>The place where it lies on a day: its own, or that of the nearest above it.</summary>
    public Guid? PlaceOf(Guid id, DateOnly on) => Above(id, on).FirstOrDefault(u => u.PlaceId is not null)?.PlaceId;

    /// <summary>Who carries on up to a day; itself while open; empty where it ended without successor.</summary>
    public List<Guid> Successors(Guid id, DateOnly on)
    {
        var carry = new List<Guid>();
        var seen = new HashSet<Guid>();
        var open = new Queue<Guid>([id]);
        while (open.TryDequeue(out var next))
        {
            if (!seen.Add(next) || !units.TryGetValue(next, out var unit)) continue;
            if (unit.EndedOn is not { } ended || on <= ended) carry.Add(next);
            else foreach (var passage in Onward(next).Where(p => p.HappenedOn <= on)) open.Enqueue(passage.ToId);
        }
        return carry;
    }

    /// <summary>Would passing under <paramref name="parent"/> close a circle?</summary>
    public bool Circles(Guid id, Guid parent, DateOnly on) => Above(parent, on).Any(u => u.Id == id);
}
