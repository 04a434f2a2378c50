using System.Globalization;
using System.Text.RegularExpressions;
using static LienY.Fhir.FunctionTable;

namespace LienY.Fhir;

/// <summary>Work with texts (FHIRPath §5.6).</summary>
internal static class Texts
{
    static readonly TimeSpan patience = TimeSpan.FromMilliseconds(200);

    internal static readonly (string Name, Entry Entry)[] All =
    [
        With("indexOf", (text, part) => text.IndexOf(part, StringComparison.Ordinal)),
        With("lastIndexOf", (text, part) => text.LastIndexOf(part, StringComparison.Ordinal)),
        With("startsWith", (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
        With("endsWith", (text, part) => text.EndsWith(part, StringComparison.Ordinal)),
        With("contains", (text, part) => text.Contains(part, StringComparison.Ordinal)),
        With("matches", (text, pattern) => Matches(text, pattern)),
        With("matchesFull", (text, pattern) => Matches(text, $"^(?:{pattern})$")),
        Of("upper", text => text.ToUpperInvariant()),
        Of("lower", text => text.ToLowerInvariant()),
        Of("length", text => text.Length),
        Of("trim", text => text.Trim()),
        Make("toChars", 0, 0, (run, _, input, _) => Chars(run, Items.Text(input))),
        Make("substring", 1, 2, Substring),
        Make("replace", 2, 2, (run, scope, input, a) => Replace(run, scope, input, a, Plain)),
        Make("replaceMatches", 2, 2, (run, scope, input, a) => Replace(run, scope, input, a, ByPattern)),
        Make("split", 1, 1, Split),
        Make("join", 0, 1, (run, scope, input, a) =>
            [new PathValue(string.Join(a.Count == 0 ? "" : Items.Text(a[0].Evaluate(run, scope)) ?? "", input.Select(i => Items.Text([i]))))]),
    ];

    static (string, Entry) Of(string name, Func<string, object> does) =>
        Make(name, 0, 0, (_, _, input, _) => Items.Text(input) is { } text ? [new PathValue(does(text))] : []);

    static (string, Entry) With(string name, Func<string, string, object> does) => Make(name, 1, 1, (run, scope, input, a) =>
    {
        var text = Items.Text(input);
        var part = Items.Text(a[0].Evaluate(run, scope));
        return text is null || part is null ? [] : [new PathValue(does(text, part))];
    });

    static List<PathItem> Chars(PathRun run, string? text)
    {
        var found = new List<PathItem>();
        foreach (var c in text ?? "") run.Add(found, new PathValue(c.ToString()));
        return found;
    }

    static IReadOnlyList<PathItem> Substring(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, IReadOnlyList<PathNode> a)
    {
        var text = Items.Text(input);
        var start = a[0].One(run, scope)?.Value as int?;
        if (text is null || start is not { } from || from < 0 || from >= text.Length) return [];
        if (a.Count == 1) return [new PathValue(text[from..])];
        if (a[1].One(run, scope)?.Value is not int count) return [new PathValue(text[from..])];
        return [new PathValue(count <= 0 ? "" : text.Substring(from, Math.Min(count, text.Length - from)))];
    }

    static IReadOnlyList<PathItem> Replace(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, IReadOnlyList<PathNode> a,
        Func<string, string, string, string> does)
    {
        var text = Items.Text(input);
        var what = Items.Text(a[0].Evaluate(run, scope));
        var with = Items.Text(a[1].Evaluate(run, scope));
        if (text is null || what is null || with is null) return [];
        run.Step(text.Length / 16);
        return [new PathValue(does(text, what, with))];
    }

    static string Plain(string text, string what, string with)
    {
        if (what.Length > 0) return text.Replace(what, with, StringComparison.Ordinal);
        return text.Length == 0 ? with : with + string.Concat(text.Select(c => c + with));
    }

    static string ByPattern(string text, string pattern, string with) => pattern.Length == 0 ? text : Guarded(pattern, r => r.Replace(text, with));

    static bool Matches(string text, string pattern) => Guarded(pattern, r => r.IsMatch(text));

    /// <summary>The dot takes line breaks, as FHIRPath says; a pattern that takes too long is a fault.</summary>
    internal static T Guarded<T>(string pattern, Func<Regex, T> does)
    {
        try
        {
            return does(Patterns.Get(pattern, patience));
        }
        catch (ArgumentException)
        {
            throw PathFault.Execution("The pattern is not a regular expression.");
        }
        catch (RegexMatchTimeoutException)
        {
            throw new PathFault(PathFaultKind.Limit, "The pattern takes too long on this text.");
        }
    }

    static IReadOnlyList<PathItem> Split(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, IReadOnlyList<PathNode> a)
    {
        var text = Items.Text(input);
        var by = Items.Text(a[0].Evaluate(run, scope));
        if (text is null || by is null) return [];
        if (by.Length == 0) return Chars(run, text);
        var found = new List<PathItem>();
        foreach (var part in text.Split(by, StringSplitOptions.None)) run.Add(found, new PathValue(part));
        return found;
    }
}
