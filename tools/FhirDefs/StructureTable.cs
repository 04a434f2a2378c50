using System.Text.Json;

namespace LienY.FhirDefs;

/// <summary>
/// structure.tsv: a line <c>!Type [regex]</c>, then each element that the type itself adds (not its base):
/// <c>.name</c> with one dot a level, min, max, types (<c>Reference(A|B)</c>; comma between), flags (s: in a summary, m: modifier), binding
/// (r: required or e: extensible, and the value set), content reference (path inside the type).
/// </summary>
static class StructureTable
{
    /// <summary>Address that most value sets begin with; left out in the table.</summary>
    public const string ValueSets = "http://hl7.org/fhir/ValueSet/";

    /// <summary>Writes the file.</summary>
    public static void Write(Package package, TypeTable types, string folder)
    {
        using var to = new StreamWriter(Path.Combine(folder, "structure.tsv")) { NewLine = "\n" };
        foreach (var type in types.Types)
        {
            var name = type.Text("id");
            var elements = type.GetProperty("snapshot").GetProperty("element").EnumerateArray().ToList();
            var regex = elements.SelectMany(e => e.Items("type")).SelectMany(t => t.Items("extension"))
                .Where(x => x.Text("url").EndsWith("/regex", StringComparison.Ordinal)).Select(x => x.Text("valueString")).LastOrDefault();
            to.WriteLine(type.Text("kind") == "primitive-type" && regex is not null ? $"!{name}\t{regex}" : $"!{name}");
            if (type.Text("kind") == "primitive-type") continue;
            foreach (var e in elements.Skip(1).Where(e => e.GetProperty("base").Text("path").StartsWith(name + ".", StringComparison.Ordinal))) to.WriteLine(Line(e));
        }
    }

    static string Line(JsonElement e)
    {
        var parts = e.Text("path").Split('.');
        var flags = (e.IsTrue("isSummary") ? "s" : "") + (e.IsTrue("isModifier") ? "m" : "");
        var reference = e.Text("contentReference").TrimStart('#');
        var cells = new[]
        {
            new string('.', parts.Length - 1) + parts[^1], e.GetProperty("min").GetInt32().ToString(), e.Text("max"),
            e.Text("path") == "Resource.id" ? "id" : string.Join(',', e.Items("type").Select(Type)), flags, Binding(e), reference,
        };
        return string.Join('\t', cells).TrimEnd('\t');
    }

    static string Type(JsonElement t)
    {
        var code = t.Text("code");
        if (code.StartsWith("http://hl7.org/fhirpath/", StringComparison.Ordinal))
            code = t.Items("extension").FirstOrDefault(x => x.Text("url").EndsWith("fhir-type", StringComparison.Ordinal)) is { ValueKind: JsonValueKind.Object } named
                ? named.Text("valueUrl") : "string";
        var targets = t.Items("targetProfile").Select(p => p.GetString()!.Last()).ToList();
        return targets.Count == 0 ? code : $"{code}({string.Join('|', targets)})";
    }

    static string Binding(JsonElement e)
    {
        if (!e.TryGetProperty("binding", out var binding) || binding.Text("strength") is not ("required" or "extensible")) return "";
        var set = binding.Text("valueSet").Split('|')[0];
        if (set.StartsWith(ValueSets, StringComparison.Ordinal)) set = set[ValueSets.Length..];
        return set == "" ? "" : binding.Text("strength")[..1] + ":" + set;
    }
}
