using static LienY.Fhir.FunctionTable;

namespace LienY.Fhir;

/// <summary>Walking the tree of elements (FHIRPath §5.8).</summary>
internal static class Trees
{
    internal static readonly (string Name, Entry Entry)[] All =
    [
        Plain("children", (run, input) => Children(run, input)),
        Plain("descendants", (run, input) =>
        {
            var found = new List<PathItem>();
            var front = Children(run, input);
            while (front.Count > 0)
            {
                found.AddRange(front);
                front = Children(run, front);
            }
            return found;
        }),
    ];

    static List<PathItem> Children(PathRun run, IReadOnlyList<PathItem> input)
    {
        var found = new List<PathItem>();
        foreach (var item in input)
        {
            if (item is not PathElement element) continue;
            foreach (var child in element.Children()) run.Add(found, child);
        }
        return found;
    }
}
