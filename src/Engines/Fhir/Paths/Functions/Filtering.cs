using static LienY.Fhir.FunctionTable;

namespace LienY.Fhir;

/// <summary>Filtering, taking parts, and putting collections together (FHIRPath §5.2 to §5.4).</summary>
internal static class Filtering
{
    internal static readonly (string Name, Entry Entry)[] All =
    [
        Make("where", 1, 1, (run, scope, input, a) => Where(run, scope, input, a[0]).ToList()),
        Make("select", 1, 1, (run, scope, input, a) => Select(run, scope, input, a[0])),
        Make("repeat", 1, 1, (run, scope, input, a) => Repeat(run, scope, input, a[0], false)),
        Make("repeatAll", 1, 1, (run, scope, input, a) => Repeat(run, scope, input, a[0], true)),
        Make("ofType", 1, 1, (run, _, input, a) => TypeTests.Apply(run, input, ((TypeNameNode)a[0]).Name, "ofType")),
        Plain("single", (_, input) => input.Count <= 1 ? input : throw Items.TooMany(input.Count)),
        Plain("first", (_, input) => input.Count > 0 ? [input[0]] : []),
        Plain("last", (_, input) => input.Count > 0 ? [input[^1]] : []),
        Plain("tail", (_, input) => [.. input.Skip(1)]),
        Make("skip", 1, 1, (run, scope, input, a) => [.. input.Skip(Number(run, scope, a[0]))]),
        Make("take", 1, 1, (run, scope, input, a) => [.. input.Take(Number(run, scope, a[0]))]),
        Make("intersect", 1, 1, (run, scope, input, a) => Intersect(run, input, a[0].Evaluate(run, scope))),
        Make("exclude", 1, 1, (run, scope, input, a) => Exclude(run, input, a[0].Evaluate(run, scope))),
        Make("union", 1, 1, (run, scope, input, a) => Items.Distinct(run, input.Concat(a[0].Evaluate(run, scope)))),
        Make("combine", 1, 2, (run, scope, input, a) => [.. input, .. a[0].Evaluate(run, scope)]),
        Make("aggregate", 1, 2, Aggregate),
        Make("sort", 0, 10, Sorting.Sort),
        Make("iif", 2, 3, If),
        Make("coalesce", 1, 20, (run, scope, _, a) => a.Select(x => x.Evaluate(run, scope)).FirstOrDefault(x => x.Count > 0) ?? []),
    ];

    internal static IEnumerable<PathItem> Where(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, PathNode test)
    {
        for (var i = 0; i < input.Count; i++)
        {
            run.Step();
            if (Items.Truth(test.Evaluate(run, new PathScope([input[i]], i, scope.Total))) == true) yield return input[i];
        }
    }

    static List<PathItem> Select(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, PathNode what)
    {
        var found = new List<PathItem>();
        for (var i = 0; i < input.Count; i++)
        {
            foreach (var item in what.Evaluate(run, new PathScope([input[i]], i, scope.Total))) run.Add(found, item);
        }
        return found;
    }

    static List<PathItem> Repeat(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, PathNode what, bool all)
    {
        var found = new List<PathItem>();
        var front = input;
        while (front.Count > 0)
        {
            var next = new List<PathItem>();
            foreach (var item in Select(run, scope, front, what))
            {
                // Elements of a document are different things even where they say the same; only values can come round again.
                var isNew = all || (item is PathElement element ? !found.Any(f => ReferenceEquals(f, element))
                    : !Items.Contains(run, found, item) && !Items.Contains(run, next, item));
                if (isNew) run.Add(next, item);
            }
            found.AddRange(next);
            front = next;
        }
        return found;
    }

    static int Number(PathRun run, PathScope scope, PathNode node) =>
        node.One(run, scope)?.Value is int number ? number : throw PathFault.Execution("A whole number is needed.");

    static List<PathItem> Intersect(PathRun run, IReadOnlyList<PathItem> left, IReadOnlyList<PathItem> right) =>
        Items.Distinct(run, left.Where(l => Items.Contains(run, right, l)));

    static List<PathItem> Exclude(PathRun run, IReadOnlyList<PathItem> left, IReadOnlyList<PathItem> right) => [.. left.Where(l => !Items.Contains(run, right, l))];

    static IReadOnlyList<PathItem> Aggregate(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, IReadOnlyList<PathNode> a)
    {
        var total = a.Count > 1 ? a[1].Evaluate(run, scope) : [];
        for (var i = 0; i < input.Count; i++)
        {
            run.Step();
            total = a[0].Evaluate(run, new PathScope([input[i]], i, total));
        }
        return total;
    }

    static IReadOnlyList<PathItem> If(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, IReadOnlyList<PathNode> a)
    {
        if (input.Count > 1) throw Items.TooMany(input.Count);
        var inner = input.Count == 1 ? scope with { This = input } : scope;
        var test = Items.One(a[0].Evaluate(run, inner));
        if (test is { Value: not bool }) throw PathFault.Execution("The first argument of iif must be a Boolean.");
        return test is { Value: true } ? a[1].Evaluate(run, inner) : a.Count > 2 ? a[2].Evaluate(run, inner) : [];
    }
}
