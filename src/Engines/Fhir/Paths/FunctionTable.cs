using System.Collections.Frozen;
using System.Globalization;

namespace LienY.Fhir;

/// <summary>All functions by name, with the fewest and most arguments they take.</summary>
internal static class FunctionTable
{
    internal readonly record struct Entry(int Fewest, int Most, PathFunction Does);

    static readonly FrozenDictionary<string, Entry> all = Existence.All.Concat(Filtering.All).Concat(Texts.All).Concat(TextCodings.All).Concat(Maths.All)
        .Concat(Conversions.All).Concat(Trees.All).Concat(Utilities.All).Concat(RecordFunctions.All)
        .ToFrozenDictionary(p => p.Name, p => p.Entry, StringComparer.Ordinal);

    internal static PathNode Node(PathNode? source, string name, List<PathNode> arguments)
    {
        if (!all.TryGetValue(name, out var entry)) throw PathFault.Semantic($"'{name}' is not a function.");
        if (arguments.Count < entry.Fewest || arguments.Count > entry.Most)
        {
            throw PathFault.Semantic(string.Create(CultureInfo.InvariantCulture, $"'{name}' cannot take {arguments.Count} arguments."));
        }
        return new CallNode(source, name, entry.Does, arguments);
    }

    internal static (string Name, Entry Entry) Make(string name, int fewest, int most, PathFunction does) => (name, new Entry(fewest, most, does));

    /// <summary>A function that looks only at what it is called on.</summary>
    internal static (string Name, Entry Entry) Plain(string name, Func<PathRun, IReadOnlyList<PathItem>, IReadOnlyList<PathItem>> does) =>
        (name, new Entry(0, 0, (run, _, input, _) => does(run, input)));

    /// <summary>A function on one item; nothing in, nothing out.</summary>
    internal static (string Name, Entry Entry) Single(string name, Func<PathItem, object?> does) => (name, new Entry(0, 0, (_, _, input, _) =>
        Items.One(input) is { } item && does(item) is { } result ? [new PathValue(result)] : []));
}
