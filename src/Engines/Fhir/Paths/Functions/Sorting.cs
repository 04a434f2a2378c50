namespace LienY.Fhir;

/// <summary><c>sort</c>: by nothing, or by expressions, a sign before one turns its order.</summary>
internal static class Sorting
{
    internal static IReadOnlyList<PathItem> Sort(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, IReadOnlyList<PathNode> by)
    {
        var keyed = input.Select((item, i) => (Item: item, Keys: Keys(run, new PathScope([item], i, scope.Total), item, by))).ToList();
        run.Step(keyed.Count);
        return [.. keyed.OrderBy(k => k.Keys, Comparer<(PathItem? Key, bool Down)[]>.Create((a, b) => Compare(run, a, b))).Select(k => k.Item)];
    }

    static (PathItem? Key, bool Down)[] Keys(PathRun run, PathScope scope, PathItem item, IReadOnlyList<PathNode> by)
    {
        if (by.Count == 0) return [(item, false)];
        return [.. by.Select(node => node is PolarityNode { IsMinus: true } turned ? (turned.Inner.One(run, scope), true) : (node.One(run, scope), false))];
    }

    static int Compare(PathRun run, (PathItem? Key, bool Down)[] a, (PathItem? Key, bool Down)[] b)
    {
        run.Step();
        for (var i = 0; i < a.Length; i++)
        {
            var (x, y) = (a[i].Key, b[i].Key);
            if (x is null && y is null) continue;
            // What has no key comes first, whichever way the order goes.
            if (x is null || y is null) return x is null ? -1 : 1;
            var order = Operators.Compare(x, y) ?? 0;
            if (order != 0) return a[i].Down ? -order : order;
        }
        return 0;
    }
}
