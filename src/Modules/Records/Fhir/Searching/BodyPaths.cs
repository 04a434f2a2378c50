using System.Collections.Concurrent;
using System.Text.Json;
using LienY.Fhir;

namespace LienY.Records;

/// <summary>Where in a body the values of a search parameter stand, for what the index does not keep: exact text, kinds of identifiers, codes to sort by.</summary>
static class BodyPaths
{
    static readonly ConcurrentDictionary<int, string[][]> known = new();

    /// <summary>The elements of a parameter in a resource.</summary>
    public static IEnumerable<JsonElement> Find(JsonElement resource, SearchParam param) =>
        known.GetOrAdd(param.Pid, _ => [.. Alternatives(param.Expression).Select(Steps)]).SelectMany(path => At(resource, path, 0));

    static IEnumerable<JsonElement> At(JsonElement element, string[] path, int step)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                foreach (var found in At(item, path, step)) yield return found;
            yield break;
        }
        if (step == path.Length)
        {
            yield return element;
            yield break;
        }
        if (element.ValueKind != JsonValueKind.Object) yield break;
        foreach (var member in element.EnumerateObject())
        {
            if (!Is(member.Name, path[step])) continue;
            foreach (var found in At(member.Value, path, step + 1)) yield return found;
        }
    }

    // A choice bears its type behind its name.
    static bool Is(string name, string step) => name.StartsWith(step, StringComparison.Ordinal)
        && (name.Length == step.Length || char.IsAsciiLetterUpper(name[step.Length]));

    /// <summary>Alternatives of an expression, at bars outside of brackets.</summary>
    static IEnumerable<string> Alternatives(string expression)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < expression.Length; i++)
        {
            depth += expression[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (expression[i] != '|' || depth > 0) continue;
            yield return expression[start..i].Trim();
            start = i + 1;
        }
        yield return expression[start..].Trim();
    }

    // Names joined by points; functions narrow what the index has narrowed already.
    static string[] Steps(string alternative)
    {
        var steps = new List<string>();
        var (depth, word) = (0, "");
        var text = alternative.StartsWith('(') && alternative.IndexOf(')', StringComparison.Ordinal) is > 0 and var close
            ? alternative[1..close].Split(" as ")[0] + alternative[(close + 1)..] : alternative.Split(" as ")[0];
        foreach (var c in text + ".")
        {
            if (c == '(')
            {
                if (depth++ == 0) word = word == "extension" ? word : "";
            }
            else if (c == ')') depth--;
            else if (depth > 0) continue;
            else if (c is '.' or '[')
            {
                if (word.Length > 0 && char.IsAsciiLetter(word[0])) steps.Add(word);
                word = "";
            }
            else word += c;
        }
        return [.. steps.Skip(1)];
    }

    /// <summary>Every text within an element.</summary>
    public static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(m => Texts(m.Value)),
        _ => [],
    };

    /// <summary>The code, number or reference that an element is sorted by; null where it has none.</summary>
    public static string? Word(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Object => element.All("coding").Select(c => c.Text("code")).FirstOrDefault(c => c.Length > 0)
            ?? new[] { "code", "value", "reference", "text" }.Select(n => element.Text(n)).FirstOrDefault(t => t.Length > 0),
        _ => null,
    };
}
