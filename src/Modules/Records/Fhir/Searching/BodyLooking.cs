using System.Text.Json;

namespace LienY.Records;

/// <summary>Looks again in the bodies of what the index found, where it knows values without case and marks only; and sorts by what stands in bodies.</summary>
static class BodyLooking
{
    /// <summary>Most rows that are sorted by what their bodies say.</summary>
    public const int MostSorted = 5000;

    /// <summary>Meets every check.</summary>
    public static bool Passes(FhirRow row, IReadOnlyList<BodyCheck> checks)
    {
        using var json = JsonDocument.Parse(row.Body);
        return checks.All(c => c.Params.FirstOrDefault(p => p.Type == row.Type) is { } param
            && BodyPaths.Find(json.RootElement, param).Any(e => c.Values.Any(v => Fits(e, c.Look, v))));
    }

    static bool Fits(JsonElement element, BodyLook look, string value)
    {
        if (look == BodyLook.Exact) return BodyPaths.Texts(element).Contains(value);
        var parts = SearchText.Split(value, '|');
        return element.Text("value") == SearchText.Plain(parts[2]) && element.Of("type").All("coding").Any(c =>
            c.Text("code") == SearchText.Plain(parts[1]) && (parts[0].Length == 0 || c.Text("system") == SearchText.Plain(parts[0])));
    }

    /// <summary>The rows in the order of all terms; the keys that the database gave stand for the terms that it knows.</summary>
    public static List<FhirRow> Sorted(List<FhirRow> rows, IReadOnlyList<SortTerm> terms)
    {
        var keyed = rows.Select(r => (Row: r, Keys: Keys(r, terms))).ToList();
        keyed.Sort((a, b) =>
        {
            for (var i = 0; i < terms.Count; i++)
            {
                var order = Order(a.Keys[i], b.Keys[i], terms[i]);
                if (order != 0) return order;
            }
            return a.Row.Rid.CompareTo(b.Row.Rid);
        });
        return [.. keyed.Select(k => k.Row with { Keys = [.. k.Keys.Select(x => x ?? "")] })];
    }

    /// <summary>A row comes behind the place where a page ended.</summary>
    public static bool IsBehind(FhirRow row, SearchCursor after, IReadOnlyList<SortTerm> terms)
    {
        for (var i = 0; i < terms.Count; i++)
        {
            // A missing word is empty in a cursor and comes last.
            var (mine, theirs) = (Missing(row.Keys[i], terms[i]), Missing(after.Keys[i], terms[i]));
            var order = Order(mine, theirs, terms[i]);
            if (order != 0) return order > 0;
        }
        return row.Rid > after.Rid;
    }

    static object? Missing(object key, SortTerm term) => term.ByBody && key is "" ? null : key;

    static int Order(object? a, object? b, SortTerm term)
    {
        if (term.ByBody && (a is null || b is null)) return a is null ? b is null ? 0 : 1 : -1;
        var order = a is string s ? string.CompareOrdinal(s, (string)b!) : ((IComparable)a!).CompareTo(b);
        return term.IsDown ? -order : order;
    }

    static List<object?> Keys(FhirRow row, IReadOnlyList<SortTerm> terms)
    {
        var keys = new List<object?>();
        var given = 0;
        JsonDocument? json = null;
        foreach (var term in terms)
        {
            if (!term.ByBody)
            {
                keys.Add(row.Keys[given++]);
                continue;
            }
            json ??= JsonDocument.Parse(row.Body);
            var param = term.Params.FirstOrDefault(p => p.Type == row.Type);
            var words = param is null ? [] : BodyPaths.Find(json.RootElement, param).Select(BodyPaths.Word).OfType<string>().Order(StringComparer.Ordinal).ToList();
            keys.Add(words.Count == 0 ? null : term.IsDown ? words[^1] : words[0]);
        }
        json?.Dispose();
        return keys;
    }
}
