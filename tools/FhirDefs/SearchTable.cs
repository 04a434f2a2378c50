using System.Text.Json;
using System.Text.RegularExpressions;

namespace LienY.FhirDefs;

/// <summary>
/// search-params.tsv: one line a type and code: <c>number, type, code, kind, expression, targets, parts of a composite (code:kind:expression, ; between)</c>.
/// A pair that a previous file knows keeps its number for ever: index rows are known by it.
/// </summary>
static class SearchTable
{
    static readonly string[] Left =
    [
        "device-extensions-", "observation-genetic-", "diagnosticreport-genetic-", "patient-extensions-", "valueset-extensions-", "codesystem-extensions-", "example-",
        "Resource-query", "Resource-content", "DomainResource-text", "MolecularSequence-chromosome-variant-coordinate", "MolecularSequence-chromosome-window-coordinate",
        "MolecularSequence-referenceseqid-variant-coordinate", "MolecularSequence-referenceseqid-window-coordinate",
    ];

    static readonly string[] LeftWhole = ["filter", "example"];

    /// <summary>Writes the file.</summary>
    public static void Write(Package package, TypeTable types, string folder)
    {
        var path = Path.Combine(folder, "search-params.tsv");
        var known = File.Exists(path) ? File.ReadLines(path).Select(l => l.Split('\t')).ToDictionary(c => (c[1], c[2]), c => int.Parse(c[0])) : [];
        var next = known.Count == 0 ? 1 : known.Values.Max() + 1;
        var all = package.All("SearchParameter");
        var byUrl = all.ToDictionary(s => s.Text("url"));
        var rows = all.Where(s => !Left.Any(l => s.Text("id").StartsWith(l, StringComparison.Ordinal)) && !LeftWhole.Contains(s.Text("id")))
            .SelectMany(s => Bases(s, types).Select(b => (Type: b, Definition: s)))
            .DistinctBy(r => (r.Type, r.Definition.Text("code"))).ToList();
        var order = types.Resources.Select((t, i) => (t, i)).ToDictionary(p => p.t, p => p.i);
        var lines = rows.OrderBy(r => r.Definition.Text("code")[0] == '_').ThenBy(r => order[r.Type]).ThenBy(r => r.Definition.Text("code"), StringComparer.Ordinal)
            .Select(r => (Number: known.TryGetValue((r.Type, r.Definition.Text("code")), out var n) ? n : next++, Row: r)).OrderBy(r => r.Number)
            .Select(r => string.Join('\t', r.Number, r.Row.Type, r.Row.Definition.Text("code"), r.Row.Definition.Text("type"), Expression(r.Row.Definition, r.Row.Type),
                Targets(r.Row.Definition), Parts(r.Row.Definition, byUrl)).TrimEnd('\t'));
        File.WriteAllLines(path, lines);
    }

    static IEnumerable<string> Bases(JsonElement s, TypeTable types) =>
        s.Items("base").Select(b => b.GetString()!).SelectMany(b => b is "Resource" or "DomainResource" ? types.Resources : [b]);

    /// <summary>The alternatives that speak of one type.</summary>
    static string Expression(JsonElement s, string type)
    {
        // One definition (InsurancePlan name) leaves the type out.
        var own = Alternatives(s.Text("expression")).Select(a => char.IsLower(a[0]) ? $"{type}.{a}" : a)
            .Where(a => Head(a) is "Resource" or "DomainResource" || Head(a) == type);
        return string.Join(" | ", own.Select(a => Regex.Replace(a, "^(Domain)?Resource\\.", type + ".").Trim()));
    }

    /// <summary>Nothing where any type may be meant.</summary>
    static string Targets(JsonElement s) =>
        s.Items("target").ToList() is { Count: < 100 } some ? string.Join(',', some.Select(t => t.GetString()).Where(t => t != "Resource")) : "";

    static string Head(string alternative) => alternative.TrimStart('(', ' ').Split('.', ' ', ')')[0];

    static IEnumerable<string> Alternatives(string expression)
    {
        var depth = 0;
        var from = 0;
        for (var i = 0; i < expression.Length; i++)
        {
            if (expression[i] == '(') depth++;
            if (expression[i] == ')') depth--;
            if (expression[i] != '|' || depth > 0) continue;
            yield return expression[from..i].Trim();
            from = i + 1;
        }
        yield return expression[from..].Trim();
    }

    static string Parts(JsonElement s, Dictionary<string, JsonElement> byUrl) => string.Join(';', s.Items("component").Select(c =>
    {
        var part = byUrl[c.Text("definition")];
        // The parts of one definition (DocumentReference relationship) have each other's expressions.
        var expression = (part.Text("code"), c.Text("expression")) switch
        {
            ("relatesto", "code") => "target",
            ("relation", "target") => "code",
            (_, var written) => written,
        };
        return $"{part.Text("code")}:{part.Text("type")}:{expression}";
    }));
}
