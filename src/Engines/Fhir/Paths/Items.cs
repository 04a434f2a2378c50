using System.Globalization;
using System.Text.Json;

namespace LienY.Fhir;

/// <summary>Rules that all operators share: one item out of a collection, equality, truth.</summary>
internal static class Items
{
    internal static PathFault TooMany(int count) =>
        PathFault.Execution(string.Create(CultureInfo.InvariantCulture, $"One item is needed here, but there are {count}."));

    internal static PathItem? One(IReadOnlyList<PathItem> items) => items.Count switch
    {
        0 => null,
        1 => items[0],
        _ => throw TooMany(items.Count),
    };

    /// <summary>The System value an item stands for in operators; null for an element that has none.</summary>
    internal static object? System(PathItem item) => item.Value ?? (item as PathElement)?.Quantity;

    /// <summary>Truth of a collection: nothing is unknown, a single item that is no Boolean is true.</summary>
    internal static bool? Truth(IReadOnlyList<PathItem> items) => One(items) is not { } item ? null : item.Value is not bool truth || truth;

    internal static IReadOnlyList<PathItem> Of(bool? truth) => truth is { } known ? [PathValue.Of(known)] : [];

    internal static string? Text(IReadOnlyList<PathItem> items) => One(items) switch
    {
        null => null,
        { Value: string text } => text,
        PathElement { Value: not null } element when element.Json.ValueKind == JsonValueKind.String => element.Json.GetString(),
        var other => throw PathFault.Execution($"A text is needed here, but a {other.TypeName} is given."),
    };

    /// <summary>The <c>=</c> of two collections; null where it cannot be known.</summary>
    internal static bool? AreEqual(PathRun run, IReadOnlyList<PathItem> left, IReadOnlyList<PathItem> right)
    {
        if (left.Count == 0 || right.Count == 0) return null;
        if (left.Count != right.Count) return false;
        bool? all = true;
        for (var i = 0; i < left.Count; i++)
        {
            run.Step();
            switch (Equality.Same(left[i], right[i]))
            {
                case false: return false;
                case null: all = null; break;
            }
        }
        return all;
    }

    /// <summary>The <c>~</c> of two collections, in any order.</summary>
    internal static bool AreEquivalent(PathRun run, IReadOnlyList<PathItem> left, IReadOnlyList<PathItem> right)
    {
        if (left.Count != right.Count) return false;
        var rest = new List<PathItem>(right);
        foreach (var item in left)
        {
            run.Step(rest.Count);
            var at = rest.FindIndex(r => Equality.Alike(item, r));
            if (at < 0) return false;
            rest.RemoveAt(at);
        }
        return true;
    }

    internal static bool Contains(PathRun run, IReadOnlyList<PathItem> items, PathItem one)
    {
        run.Step(items.Count);
        foreach (var item in items) if (Equality.Same(item, one) == true) return true;
        return false;
    }

    internal static List<PathItem> Distinct(PathRun run, IEnumerable<PathItem> items)
    {
        var kept = new List<PathItem>();
        var seen = new HashSet<object>();
        foreach (var item in items)
        {
            run.Step();
            // Plain values are found by their hash; everything else is compared.
            if (Equality.Key(item) is { } key)
            {
                if (seen.Add(key)) kept.Add(item);
            }
            else if (!Contains(run, kept, item)) kept.Add(item);
        }
        return kept;
    }
}
