using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LienY.Records;

/// <summary>Filters of a value set over the codes of a system: <c>property op value</c>.</summary>
static class TermFilters
{
    static readonly TimeSpan patience = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether a code passes all filters of an include.</summary>
    public static async ValueTask<bool> PassAsync(CodeBook book, Concept concept, JsonElement include, CancellationToken stop)
    {
        foreach (var filter in include.Each("filter"))
        {
            if (!await PassesAsync(book, concept, filter.Word("property"), filter.Word("op"), filter.Word("value"), stop)) return false;
        }
        return true;
    }

    static async ValueTask<bool> PassesAsync(CodeBook book, Concept concept, string property, string op, string value, CancellationToken stop)
    {
        switch (op)
        {
            case "is-a":
                return concept.Code == value || await book.IsBelowAsync(concept, value, stop);
            case "descendent-of":
                return await book.IsBelowAsync(concept, value, stop);
            case "is-not-a":
                return concept.Code != value && !await book.IsBelowAsync(concept, value, stop);
            case "generalizes":
                return concept.Code == value || (await book.FindAsync(value, stop) is { } lower && await book.IsBelowAsync(lower, concept.Code, stop));
            case "=":
                return Values(concept, property).Contains(value);
            case "in":
                return Values(concept, property).Any(value.Split(',', StringSplitOptions.TrimEntries).Contains);
            case "not-in":
                return !Values(concept, property).Any(value.Split(',', StringSplitOptions.TrimEntries).Contains);
            case "exists":
                return Values(concept, property).Any() == (value == "true");
            case "regex":
                return Values(concept, property).Any(v => Matches(v, value));
            default:
                throw new FhirProblem(422, "not-supported", "", $"The filter operator '{op}' is not supported.");
        }
    }

    static IEnumerable<string> Values(Concept concept, string property) => property switch
    {
        "concept" or "code" => [concept.Code],
        "display" => [concept.Display],
        "parent" => concept.Parents,
        "inactive" => [concept.IsInactive ? "true" : "false"],
        _ => concept.Properties.Where(p => p.Name == property).Select(p => p.Value),
    };

    static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, $"^(?:{pattern})$", RegexOptions.CultureInvariant, patience);
        }
        catch (ArgumentException)
        {
            throw new FhirProblem(422, "value", "", string.Create(CultureInfo.InvariantCulture, $"'{pattern}' is not a regular expression."));
        }
        catch (RegexMatchTimeoutException)
        {
            throw new FhirProblem(422, "too-costly", "", "The regular expression of the filter takes too long.");
        }
    }
}
