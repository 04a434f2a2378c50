using System.Text;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Codes;

/// <summary>A list that the house knows by a short name.</summary>
/// <param name="Kind">Short name in commands and addresses (<c>icd10</c>).</param>
/// <param name="System">URI of the system.</param>
/// <param name="Name">What people call it (a key of the words).</param>
sealed record CodeKind(string Kind, string System, string Name);

/// <summary>The lists known by name, and how a code of each is written.</summary>
static class CodeKinds
{
    /// <summary>Those that the check of hospitals' files uses.</summary>
    public static readonly IReadOnlyList<CodeKind> Known =
    [
        new("icd10", CodeSystems.Icd10, Words.Key("ICD-10 Việt Nam")), new("techniques", CodeSystems.Techniques, Words.Key("Dịch vụ kỹ thuật")),
        new("drugs", CodeSystems.Drugs, Words.Key("Thuốc")), new("facilities", CodeSystems.Facilities, Words.Key("Cơ sở khám chữa bệnh")),
    ];

    /// <summary>A kind by its short name; any other list by its URI. Null where it is neither.</summary>
    public static CodeKind? Of(string? name, string label = "") =>
        Known.FirstOrDefault(k => k.Kind == name || k.System == name)
        ?? (name is { Length: < 300 } && Uri.TryCreate(name, UriKind.Absolute, out _) ? new(name, name, label.Length > 0 ? label : name) : null);

    /// <summary>A code as it is kept: in ICD-10 capital letters without the signs of dagger and asterisk.</summary>
    public static string Form(string system, string code) =>
        system == CodeSystems.Icd10 ? code.Trim().TrimEnd('†', '*', '+', ' ').ToUpperInvariant() : code.Trim();

    /// <summary>Words for search: without marks and punctuation, each behind a space; the code also without its points.</summary>
    public static string Folded(string code, params IEnumerable<string> names)
    {
        var folded = new StringBuilder();
        foreach (var word in WordsOf(code).Append(code.Replace(".", "", StringComparison.Ordinal).ToLowerInvariant()).Concat(names.SelectMany(WordsOf)).Distinct())
            if (folded.Length < 700) folded.Append(' ').Append(word);
        return folded.ToString();
    }

    /// <summary>Words of a text for search: letters, digits and inner points only.</summary>
    public static IEnumerable<string> WordsOf(string text)
    {
        var clean = new StringBuilder();
        foreach (var c in Fold.Of(text)) clean.Append(char.IsLetterOrDigit(c) || c == '.' ? c : ' ');
        return clean.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('.')).Where(w => w.Length > 0);
    }
}
