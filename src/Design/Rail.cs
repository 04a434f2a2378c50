using LienY.Kernel;

namespace LienY.Design;

/// <summary>One step of "where I am".</summary>
public sealed record Crumb(string Label, string Href);

/// <summary>Places that belong together, under one heading; no heading: those that stand by themselves.</summary>
public sealed record PlaceGroup(string Heading, IReadOnlyList<Place> Places);

/// <summary>The places of all modules, in order.</summary>
public sealed class Rail(IEnumerable<Module> modules)
{
    readonly Place[] places = [.. modules.SelectMany(m => m.Places).OrderBy(p => p.Order)];

    // By the order of a place: below 30 what everybody opens daily.
    static readonly (int From, string Heading)[] Headings =
        [(0, ""), (30, Words.Key("Chuyên môn")), (40, Words.Key("Văn thư")), (50, Words.Key("Hồ sơ và số liệu")), (60, Words.Key("Kết nối và quản trị"))];

    /// <summary>Places in their groups; one place of a group, or few in all, stand by themselves.</summary>
    public static IReadOnlyList<PlaceGroup> Group(IReadOnlyList<Place> places)
    {
        if (places.Count <= 7) return [new("", places)];
        var groups = new List<PlaceGroup>();
        foreach (var group in places.GroupBy(p => Headings.Last(h => h.From <= p.Order).Heading))
        {
            var alone = group.Key.Length == 0 || group.Count() == 1;
            if (alone && groups is [.., { Heading: "" } before]) groups[^1] = new("", [.. before.Places, .. group]);
            else groups.Add(new(alone ? "" : group.Key, [.. group]));
        }
        return groups;
    }

    /// <summary>Places that this caller may enter.</summary>
    public IEnumerable<Place> For(Caller caller) => caller.IsKnown ? places.Where(p => p.Right is null || caller.May(p.Right)) : [];
}
