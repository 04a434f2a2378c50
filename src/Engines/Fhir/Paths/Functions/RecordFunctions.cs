using System.Text.Json;
using static LienY.Fhir.FunctionTable;

namespace LienY.Fhir;

/// <summary>Functions that FHIR adds to FHIRPath (R4 §2.9.1.5).</summary>
internal static class RecordFunctions
{
    internal static readonly (string Name, Entry Entry)[] All =
    [
        Make("extension", 1, 1, (run, scope, input, a) => Extensions(run, input, Items.Text(a[0].Evaluate(run, scope)))),
        Plain("hasValue", (_, input) => Items.Of(input.Count == 1 && (input[0] is PathElement e ? e.HasValue : input[0].Value is not null))),
        Plain("getValue", (_, input) => input.Count == 1 && input[0].Value is { } value ? [new PathValue(value)] : []),
        Plain("resolve", Resolve),
        Make("memberOf", 1, 1, MemberOf),
        Make("conformsTo", 1, 1, ConformsTo),
        Plain("htmlChecks", (_, input) => Items.Of(input.All(i => i.Value is not string text || Narratives.IsSafe(text)))),
        Plain("elementDefinition", (_, _) => []),
        Make("slice", 2, 2, (_, _, _, _) => []),
        Make("checkModifiers", 1, 50, (run, scope, input, a) => CheckModifiers(run, scope, input, a)),
    ];

    static List<PathItem> Extensions(PathRun run, IReadOnlyList<PathItem> input, string? url)
    {
        var found = new List<PathItem>();
        foreach (var item in input)
        {
            if (item is not PathElement element) continue;
            foreach (var extension in element.Children("extension"))
            {
                run.Step();
                if (extension.Json.ValueKind == JsonValueKind.Object && extension.Json.TryGetProperty("url", out var own) && own.ValueEquals(url)) found.Add(extension);
            }
        }
        return found;
    }

    static List<PathItem> Resolve(PathRun run, IReadOnlyList<PathItem> input)
    {
        var found = new List<PathItem>();
        foreach (var item in input)
        {
            run.Step(10);
            var text = item.Value as string ?? (item as PathElement)?.Children("reference").FirstOrDefault()?.Value as string;
            if (string.IsNullOrEmpty(text)) continue;
            if (text[0] == '#')
            {
                if (run.Resource is { } resource && Contained(resource, text[1..]) is { } inside) found.Add(inside);
            }
            else if (run.Setting.Resolve?.Invoke(text) is { } outside) found.Add(outside);
        }
        return found;
    }

    static PathElement? Contained(PathElement resource, string id)
    {
        var whole = resource;
        while (whole is { Name: "contained", Parent: not null }) whole = whole.Parent.Resource;
        return id.Length == 0 ? whole : whole.Children("contained").FirstOrDefault(c => c.Children("id").FirstOrDefault()?.Value is string own && own == id);
    }

    static IReadOnlyList<PathItem> MemberOf(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, IReadOnlyList<PathNode> a)
    {
        if (Items.One(input) is not PathElement element || Items.Text(a[0].Evaluate(run, scope)) is not { } set) return [];
        return Items.Of(run.Setting.MemberOf?.Invoke(element, set));
    }

    static IReadOnlyList<PathItem> ConformsTo(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, IReadOnlyList<PathNode> a)
    {
        if (Items.One(input) is not PathElement element || Items.Text(a[0].Evaluate(run, scope)) is not { } profile) return [];
        const string own = "http://hl7.org/fhir/StructureDefinition/";
        if (profile.StartsWith(own, StringComparison.Ordinal) && FhirTypes.Kind(profile[own.Length..]) is not null)
        {
            return Items.Of(PathTypes.IsA(element.TypeName, profile[own.Length..]));
        }
        return Items.Of(run.Setting.ConformsTo?.Invoke(element, profile) ?? throw PathFault.Execution($"The profile '{profile}' is not known."));
    }

    static IReadOnlyList<PathItem> CheckModifiers(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, IReadOnlyList<PathNode> a)
    {
        var known = a.Select(n => Items.Text(n.Evaluate(run, scope))).ToHashSet();
        foreach (var element in input.OfType<PathElement>())
        {
            foreach (var modifier in element.Children("modifierExtension"))
            {
                var url = modifier.Children("url").FirstOrDefault()?.Value as string;
                if (!known.Contains(url)) throw PathFault.Execution($"The modifier extension '{url}' is not understood here.");
            }
        }
        return input;
    }
}
