using System.Globalization;
using System.Text.Json;

namespace LienY.Fhir;

/// <summary>Equality and equivalence of single items (FHIRPath §6.1).</summary>
internal static class Equality
{
    /// <summary>A value by whose hash equal items can be found; null where they must be compared.</summary>
    internal static object? Key(PathItem item) => item.Value switch
    {
        string or bool => item.Value,
        int i => (decimal)i,
        long l => (decimal)l,
        decimal d => d,
        _ => null,
    };

    internal static bool? Same(PathItem a, PathItem b)
    {
        if (ReferenceEquals(a, b)) return true;
        var (x, y) = (Items.System(a), Items.System(b));
        if (x is null || y is null)
        {
            if (a is PathElement left && b is PathElement right) return SameJson(left, right);
            return a is PathTypeInfo s && b is PathTypeInfo t && s.Space == t.Space && s.Name == t.Name;
        }
        // Two whole quantities of a record are the same when their elements are, also without a known unit.
        if (x is PathQuantity && y is PathQuantity && a is PathElement e && b is PathElement f && SameJson(e, f)) return true;
        return SameValue(x, y);
    }

    static bool? SameValue(object x, object y)
    {
        if (Number(x) is { } m && Number(y) is { } n) return m == n;
        switch (x, y)
        {
            case (PathQuantity p, PathQuantity q):
                return PathQuantity.Compare(p, q) is { } order ? order == 0 : null;
            case (PathQuantity p, _) when Number(y) is { } number:
                return p.Unit == "1" && p.Value == number;
            case (_, PathQuantity q) when Number(x) is { } number:
                return q.Unit == "1" && q.Value == number;
            case (PathMoment or string, PathMoment or string) when Moments(x, y) is var (s, t):
                return PathMoment.Compare(s, t) is { } when ? when == 0 : null;
            default:
                return x.GetType() == y.GetType() && x.Equals(y);
        }
    }

    internal static decimal? Number(object value) => value switch
    {
        int i => i,
        long l => l,
        decimal d => d,
        _ => null,
    };

    /// <summary>Both as moments that can be compared; null where they cannot be.</summary>
    internal static (PathMoment, PathMoment)? Moments(object x, object y) =>
        x is PathMoment s && y is PathMoment t && s.Kind == MomentKind.Time == (t.Kind == MomentKind.Time) ? (s, t) : null;

    static bool SameJson(PathElement a, PathElement b)
    {
        if (a.Json.ValueKind is JsonValueKind.Undefined || b.Json.ValueKind is JsonValueKind.Undefined) return a.Json.ValueKind == b.Json.ValueKind && SameChildren(a, b);
        return a.HasValue == b.HasValue && JsonElement.DeepEquals(a.Json, b.Json);
    }

    static bool SameChildren(PathElement a, PathElement b) => a.Children().Select(c => c.Json.ToString()).SequenceEqual(b.Children().Select(c => c.Json.ToString()));

    internal static bool Alike(PathItem a, PathItem b)
    {
        if (ReferenceEquals(a, b)) return true;
        var (x, y) = (Items.System(a), Items.System(b));
        if (x is null || y is null) return x is null && y is null && a is PathElement left && b is PathElement right && AlikeJson(left.Json, right.Json);
        if (Number(x) is { } m && Number(y) is { } n) return PathNumbers.IsEquivalent(m, n);
        return (x, y) switch
        {
            (PathQuantity p, PathQuantity q) => PathQuantity.IsEquivalent(p, q),
            (PathQuantity p, _) when Number(y) is { } number => p.Unit == "1" && PathNumbers.IsEquivalent(p.Value, number),
            (_, PathQuantity q) when Number(x) is { } number => q.Unit == "1" && PathNumbers.IsEquivalent(q.Value, number),
            (string s, string t) => Plain(s) == Plain(t),
            _ when Moments(x, y) is var (s, t) => PathMoment.Compare(s, t) == 0,
            _ => x.GetType() == y.GetType() && x.Equals(y),
        };
    }

    /// <summary>Letter case and kind of blank do not matter to equivalence.</summary>
    static string Plain(string text) => string.Join(' ', text.ToLower(CultureInfo.InvariantCulture).Split((char[]?)null, StringSplitOptions.None));

    static bool AlikeJson(JsonElement a, JsonElement b)
    {
        if (a.ValueKind != b.ValueKind) return false;
        switch (a.ValueKind)
        {
            case JsonValueKind.Object:
                var mine = a.EnumerateObject().Where(p => p.Name != "id").ToList();
                return mine.Count == b.EnumerateObject().Count(p => p.Name != "id")
                    && mine.TrueForAll(p => b.TryGetProperty(p.Name, out var other) && AlikeJson(p.Value, other));
            case JsonValueKind.Array:
                var rest = b.EnumerateArray().ToList();
                foreach (var item in a.EnumerateArray())
                {
                    var at = rest.FindIndex(r => AlikeJson(item, r));
                    if (at < 0) return false;
                    rest.RemoveAt(at);
                }
                return rest.Count == 0;
            case JsonValueKind.String:
                return Plain(a.GetString()!) == Plain(b.GetString()!);
            default:
                return JsonElement.DeepEquals(a, b);
        }
    }
}
