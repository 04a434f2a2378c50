using static LienY.Fhir.FunctionTable;

namespace LienY.Fhir;

/// <summary>Questions about what is there (FHIRPath §5.1).</summary>
internal static class Existence
{
    internal static readonly (string Name, Entry Entry)[] All =
    [
        Plain("empty", (_, input) => Items.Of(input.Count == 0)),
        Make("exists", 0, 1, (run, scope, input, a) => Items.Of(a.Count == 0 ? input.Count > 0 : Filtering.Where(run, scope, input, a[0]).Any())),
        Make("all", 1, 1, (run, scope, input, a) => Items.Of(IsAll(run, scope, input, a[0]))),
        Plain("allTrue", (_, input) => Items.Of(Truths(input).All(t => t))),
        Plain("anyTrue", (_, input) => Items.Of(Truths(input).Any(t => t))),
        Plain("allFalse", (_, input) => Items.Of(Truths(input).All(t => !t))),
        Plain("anyFalse", (_, input) => Items.Of(Truths(input).Any(t => !t))),
        Make("subsetOf", 1, 1, (run, scope, input, a) => Items.Of(IsWithin(run, input, a[0].Evaluate(run, scope)))),
        Make("supersetOf", 1, 1, (run, scope, input, a) => Items.Of(IsWithin(run, a[0].Evaluate(run, scope), input))),
        Plain("count", (_, input) => [new PathValue(input.Count)]),
        Plain("distinct", Items.Distinct),
        Plain("isDistinct", (run, input) => Items.Of(Items.Distinct(run, input).Count == input.Count)),
        Plain("not", (_, input) => Items.Of(!Items.Truth(input))),
    ];

    static bool IsAll(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, PathNode test)
    {
        for (var i = 0; i < input.Count; i++)
        {
            run.Step();
            if (Items.Truth(test.Evaluate(run, new PathScope([input[i]], i, scope.Total))) != true) return false;
        }
        return true;
    }

    static IEnumerable<bool> Truths(IReadOnlyList<PathItem> input) =>
        input.Select(i => i.Value is bool truth ? truth : throw PathFault.Execution($"A Boolean is needed here, but a {i.TypeName} is given.")).ToList();

    static bool IsWithin(PathRun run, IReadOnlyList<PathItem> part, IReadOnlyList<PathItem> whole) => part.All(p => Items.Contains(run, whole, p));
}
