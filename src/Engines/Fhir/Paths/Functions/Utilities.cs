using static LienY.Fhir.FunctionTable;

namespace LienY.Fhir;

/// <summary>Clock, trace, types (FHIRPath §5.9, §6.3).</summary>
internal static class Utilities
{
    internal static readonly (string Name, Entry Entry)[] All =
    [
        Make("now", 0, 0, (run, _, _, _) => [new PathValue(PathMoment.Of(run.Now, MomentKind.DateTime))]),
        Make("today", 0, 0, (run, _, _, _) => [new PathValue(PathMoment.Of(run.Now, MomentKind.Date))]),
        Make("timeOfDay", 0, 0, (run, _, _, _) => [new PathValue(PathMoment.Of(run.Now, MomentKind.Time))]),
        Make("trace", 1, 2, Trace),
        Make("is", 1, 1, (run, _, input, a) => TypeTests.Apply(run, input, ((TypeNameNode)a[0]).Name, "is")),
        Make("as", 1, 1, (run, _, input, a) => TypeTests.Apply(run, input, ((TypeNameNode)a[0]).Name, "as")),
        Plain("type", (_, input) => [.. input.Select(i => new PathTypeInfo(i.Namespace, i.TypeName))]),
        Make("comparable", 1, 1, (run, scope, input, a) => Comparable(Items.One(input), a[0].One(run, scope))),
    ];

    static IReadOnlyList<PathItem> Trace(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, IReadOnlyList<PathNode> a)
    {
        if (run.Setting.Trace is { } trace)
        {
            var shown = a.Count == 1 ? input : [.. input.SelectMany((item, i) => a[1].Evaluate(run, new PathScope([item], i, scope.Total)))];
            trace(Items.Text(a[0].Evaluate(run, scope)) ?? "", shown);
        }
        return input;
    }

    static IReadOnlyList<PathItem> Comparable(PathItem? left, PathItem? right)
    {
        if (left is null || right is null || Items.System(left) is not PathQuantity a || Items.System(right) is not PathQuantity b) return [];
        return Items.Of(PathQuantity.Compare(a, b) is not null);
    }
}
