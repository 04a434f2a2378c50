using System.Globalization;
using LienY.Fhir;

namespace LienY.Records;

/// <summary>
/// Reads the parameters of a search (FHIR R4 §3.1.1) into what they mean. What is unknown is left out and told, or refused where the asker wants it strict;
/// a value that cannot be read is refused with the name of its parameter.
/// </summary>
sealed class QueryReading(IReadOnlyList<string> types, bool isStrict, string root, ValueSetCodes? sets, DateTimeOffset now)
{
    const int MostFilters = 100;
    const int MostDepth = 6;
    static readonly HashSet<string> Beside = ["_format", "_pretty"];
    static readonly Dictionary<string, string> Refused = new()
    {
        ["_text"] = "Searching narratives is not supported.",
        ["_content"] = "Searching the whole text is not supported.",
        ["_filter"] = "_filter is not supported; please use the parameters of the type.",
        ["_query"] = "Named queries are not supported.",
        ["_list"] = "_list is not supported; please search by _id.",
        ["near"] = "Searching by distance is not supported.",
    };

    readonly SearchQuery query = new() { Types = types };
    readonly FilterReading filters = new(root, sets, now);
    int count;

    /// <summary>Reads them.</summary>
    public SearchQuery Read(IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            if (Beside.Contains(name) || name == "_type") continue;
            if (name == "_purpose")
            {
                // The next page is read for the same purpose.
                query.Used.Add(new(name, value));
                continue;
            }
            if (value.Length == 0)
            {
                Leave(name, $"The parameter '{name}' has no value.");
                continue;
            }
            if (!Result(name, value)) Condition(name, value);
        }
        if (query.Summary == SummaryKind.Count) query.Count = 0;
        if (query is { Summary: SummaryKind.Text, Includes.Count: > 0 })
            throw Wrong("_summary", "_summary=text cannot be asked together with _include or _revinclude.");
        return query;
    }

    // Everything that is about the answer, not about which resources.
    bool Result(string name, string value)
    {
        switch (name)
        {
            case "_count":
                if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var asked)) throw Wrong(name, $"'{value}' is not a count.");
                query.Count = Math.Min(asked, SearchQuery.MostCount);
                break;
            case "_total":
                query.Total = value switch
                {
                    "none" => TotalKind.None,
                    "estimate" => TotalKind.Estimate,
                    "accurate" => TotalKind.Accurate,
                    _ => throw Wrong(name, $"'{value}' is none of none, estimate, accurate."),
                };
                break;
            case "_summary":
                query.Summary = value switch
                {
                    "false" => SummaryKind.False,
                    "true" => SummaryKind.True,
                    "text" => SummaryKind.Text,
                    "data" => SummaryKind.Data,
                    "count" => SummaryKind.Count,
                    _ => throw Wrong(name, $"'{value}' is none of true, false, text, data, count."),
                };
                break;
            case "_elements":
                foreach (var element in value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                    query.Elements.Add(element[(element.LastIndexOf('.') + 1)..]);
                break;
            case "_contained":
                if (value != "false") throw Wrong(name, "Contained resources are not searched: only _contained=false is possible.");
                break;
            case "_containedType":
                throw Wrong(name, "Contained resources are not searched.");
            case "_cursor":
                query.Cursor = value;
                return true;
            case "_sort":
                Sort(value);
                return true;
            case "_include" or "_include:iterate" or "_include:recurse" or "_revinclude" or "_revinclude:iterate" or "_revinclude:recurse":
                Include(name, value);
                return true;
            default:
                return false;
        }
        query.Used.Add(new(name, value));
        return true;
    }

    void Condition(string name, string value)
    {
        if (++count > MostFilters) throw new FhirProblem(400, "too-costly", "", $"More than {MostFilters} conditions.");
        var bare = name.Split(':')[0];
        if (Refused.TryGetValue(bare, out var why)) throw new FhirProblem(400, "not-supported", name, why);
        var made = filters.Read(types, name, value, query.Checks, MostDepth);
        if (made is null)
        {
            Leave(name, $"{Whose} no search parameter '{name}'.");
            return;
        }
        query.Filters.Add(made);
        query.Used.Add(new(name, value));
    }

    void Sort(string value)
    {
        var kept = new List<string>();
        foreach (var word in value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (down, code) = word[0] == '-' ? (true, word[1..]) : (false, word);
            var found = FilterReading.Params(types, code, all: true);
            if (code is "_id" or "_lastUpdated") query.Sorts.Add(new(code, down, []));
            else if (found.Count == 0 || found.Any(p => p.Kind != found[0].Kind))
            {
                Leave("_sort", $"{Whose} no search parameter '{code}' to sort by.");
                continue;
            }
            else query.Sorts.Add(new(code, down, found));
            kept.Add(word);
        }
        if (query.Sorts.Count > 8) throw Wrong("_sort", "More than eight keys to sort by.");
        if (kept.Count > 0) query.Used.Add(new("_sort", string.Join(',', kept)));
    }

    void Include(string name, string value)
    {
        var (reverse, iterate) = (name.StartsWith("_rev", StringComparison.Ordinal), name.Contains(':', StringComparison.Ordinal));
        if (value == "*")
        {
            // Every reference of what was found, or every reference to it.
            foreach (var each in reverse ? FhirTypes.All : types.Count == 0 ? FhirTypes.All : types)
                query.Includes.Add(new(reverse, each, References(each), null, iterate));
            query.Used.Add(new(name, value));
            return;
        }
        var parts = value.Split(':');
        if (parts.Length is < 2 or > 3 || !FhirTypes.Is(parts[0])) throw Wrong(name, $"'{value}' is not Type:parameter or Type:parameter:target.");
        if (parts.Length == 3 && !FhirTypes.Is(parts[2])) throw Wrong(name, $"There is no resource type '{parts[2]}'.");
        var target = parts.Length == 3 ? parts[2] : null;
        if (parts[1] == "*") query.Includes.Add(new(reverse, parts[0], References(parts[0]), target, iterate));
        else if (FhirTypes.Param(parts[0], parts[1]) is { Kind: ParamKind.Reference } param) query.Includes.Add(new(reverse, parts[0], [param], target, iterate));
        else
        {
            Leave(name, $"{parts[0]} has no reference parameter '{parts[1]}'.");
            return;
        }
        query.Used.Add(new(name, value));
    }

    static List<SearchParam> References(string type) => [.. FhirTypes.Params(type).Where(p => p.Kind == ParamKind.Reference)];

    string Whose => types.Count == 1 ? $"{types[0]} has" : "The types searched have in common";

    void Leave(string name, string why)
    {
        if (isStrict) throw new FhirProblem(400, "not-supported", name, why);
        query.Ignored.Add(new("warning", "not-supported", name, why + " It was left out."));
    }

    /// <summary>Refuses (400) half a pair or a zero: they cannot be kept, so cannot be found.</summary>
    public static void MustBeText(IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        foreach (var (name, value) in parameters)
            if (!IsText(name) || !IsText(value)) throw Wrong(name.Replace('\0', ' '), "the text has characters that are none.");
    }

    static bool IsText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || char.IsLowSurrogate(text[i])) return false;
            if (char.IsHighSurrogate(text[i]) && (++i == text.Length || !char.IsLowSurrogate(text[i]))) return false;
        }
        return true;
    }

    static FhirProblem Wrong(string name, string why) => new(400, "invalid", name, $"{name}: {why}");
}
