namespace LienY.Fhir;

/// <summary>What must be true of an element on the way before what lies below counts.</summary>
/// <param name="IsExtension">True: it has an extension of this address; false: its property has this value.</param>
/// <param name="Property">Name of the property; empty for an extension.</param>
/// <param name="Literal">The value or address.</param>
sealed record PathGuard(bool IsExtension, string Property, string Literal);

/// <summary>One element on the way of a search expression.</summary>
/// <param name="Name">Name without a type.</param>
/// <param name="Type">The one type of a choice that counts; null: all.</param>
/// <param name="Guard">A condition; null: none.</param>
/// <param name="Target">Only references that lead to this type; null: all.</param>
/// <param name="First">Only the first of several.</param>
sealed record PathStep(string Name, string? Type = null, PathGuard? Guard = null, string? Target = null, bool First = false);

/// <summary>
/// The little of FHIRPath that search expressions of the specification use: <c>a.b</c>, <c>|</c>, <c>where(x='y')</c>, <c>where(resolve() is T)</c>,
/// <c>where(hasExtension('u'))</c>, <c>as</c>, <c>ofType</c>, <c>[0]</c>. Anything else is refused, so that a parameter is never silently half indexed.
/// </summary>
static class SearchPath
{
    /// <summary>The alternatives of an expression, each from the type (its first step is left out).</summary>
    /// <exception cref="FormatException">The expression uses something else.</exception>
    public static IEnumerable<IReadOnlyList<PathStep>> Parse(string expression, string? type)
    {
        foreach (var alternative in Split(expression, '|'))
        {
            var steps = One(alternative.Trim());
            if (type is null) yield return steps;
            else if (steps[0].Name == type) yield return steps.Skip(1).ToList();
            else throw new FormatException($"The expression '{expression}' does not begin with '{type}'.");
        }
    }

    static List<PathStep> One(string text)
    {
        var steps = new List<PathStep>();
        if (text.StartsWith('('))
        {
            var close = Close(text, 0);
            var inner = text[1..close];
            var split = inner.LastIndexOf(" as ", StringComparison.Ordinal);
            steps.AddRange(One(split < 0 ? inner : inner[..split].Trim()));
            if (split >= 0) steps[^1] = steps[^1] with { Type = inner[(split + 4)..].Trim() };
            text = text[(close + 1)..].TrimStart('.');
            if (text == "") return steps;
        }
        foreach (var part in Split(text, '.'))
        {
            if (part.EndsWith(')') && part.IndexOf('(') is > 0 and var open) steps[^1] = Call(steps[^1], part[..open], part[(open + 1)..^1].Trim());
            else if (part.EndsWith("[0]", StringComparison.Ordinal)) steps.Add(new PathStep(part[..^3], First: true));
            else if (part.Length > 0 && part.All(char.IsAsciiLetterOrDigit)) steps.Add(new PathStep(part));
            else throw new FormatException($"'{part}' of '{text}' is not understood.");
        }
        return steps;
    }

    static PathStep Call(PathStep step, string name, string argument)
    {
        if (name is "as" or "ofType") return step with { Type = argument };
        if (name != "where") throw new FormatException($"The function '{name}' is not understood.");
        if (argument.StartsWith("resolve() is ", StringComparison.Ordinal)) return step with { Target = argument["resolve() is ".Length..].Trim() };
        if (argument.StartsWith("hasExtension(", StringComparison.Ordinal))
            return step with { Guard = new PathGuard(true, "", argument["hasExtension(".Length..].Trim(')', '\'', ' ')) };
        var equal = argument.IndexOf('=');
        if (equal < 0 || !argument[..equal].Trim().All(char.IsAsciiLetter)) throw new FormatException($"The condition '{argument}' is not understood.");
        return step with { Guard = new PathGuard(false, argument[..equal].Trim(), argument[(equal + 1)..].Trim().Trim('\'')) };
    }

    static int Close(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == '(') depth++;
            if (text[i] == ')' && --depth == 0) return i;
        }
        throw new FormatException($"A bracket of '{text}' is not closed.");
    }

    static IEnumerable<string> Split(string text, char at)
    {
        var depth = 0;
        var quoted = false;
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\'') quoted = !quoted;
            if (quoted) continue;
            if (text[i] == '(') depth++;
            if (text[i] == ')') depth--;
            if (text[i] != at || depth > 0) continue;
            yield return text[from..i];
            from = i + 1;
        }
        yield return text[from..];
    }
}
