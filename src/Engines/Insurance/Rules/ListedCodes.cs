using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace LienY.Insurance;

/// <summary>Which codes of the state's large, dated lists hold; answered by whoever keeps the lists, which are no part of the program.</summary>
public interface IListedCodes
{
    /// <summary>Whether a code holds on a day; null where no list covers that day, so that nothing can be said.</summary>
    /// <param name="list"><c>icd10</c>, <c>techniques</c>, <c>drugs</c> or <c>facilities</c>.</param>
    /// <param name="code">As the list writes it: ICD-10 with its point and without dagger and asterisk.</param>
    /// <param name="day">The day by which the episode is judged.</param>
    bool? Holds(string list, string code, DateOnly day);
}

/// <summary>The lists that rules may name.</summary>
public static class ListedCodes
{
    /// <summary>Their names.</summary>
    public static readonly FrozenSet<string> Names = new[] { "icd10", "techniques", "drugs", "facilities" }.ToFrozenSet();

    /// <summary>A code as its list writes it.</summary>
    public static string Form(string list, string code)
    {
        if (list != "icd10") return code;
        var plain = code.TrimEnd('†', '*', '+', ' ').ToUpperInvariant();
        return plain.Length > 3 && !plain.Contains('.', StringComparison.Ordinal) ? plain.Insert(3, ".") : plain;
    }
}

/// <summary>
/// The codes of a field stand in a loaded list on the day. Parameters: the list, and behind a colon the form of what is looked up (its match; a value
/// without one is no code of that list and is left to other rules).
/// </summary>
sealed class Coded : RowCheck
{
    readonly string list;
    readonly Regex? form;

    public Coded(Rule rule) : base(rule)
    {
        var parts = rule.Parameters.Split(':', 2);
        list = ListedCodes.Names.Contains(parts[0]) ? parts[0] : throw new FormatException($"Rule \"{rule.Id}\" names the unknown list \"{parts[0]}\".");
        if (parts.Length > 1) form = new(parts[1], RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    public override void Run(CheckRun run, Row row)
    {
        if (run.Listed is not { } listed || row[Index] is not { } text) return;
        foreach (var one in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var code = form is null ? one : form.Match(one) is { Success: true } match ? match.Value : null;
            if (code is not null && listed.Holds(list, ListedCodes.Form(list, code), run.Day) == false) run.Tell(Rule.Break(row, "coded-" + list, one));
        }
    }
}
