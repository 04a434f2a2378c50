using System.Collections.Frozen;
using System.Globalization;

namespace LienY.Insurance;

/// <summary>The sixteen tables of the insurance XML (QĐ 130/2023, 4750/2023, 3176/2024).</summary>
public static class FieldBook
{
    /// <summary>XML0 to XML15, by number.</summary>
    public static IReadOnlyList<TableLayout> Tables { get; } = Load();

    static readonly FrozenDictionary<string, TableLayout> ByElement =
        Tables.SelectMany(t => new[] { t.Root, t.List, t.Row }.OfType<string>().Distinct().Select(e => (e, t)))
            .ToFrozenDictionary(p => p.e, p => p.t, StringComparer.OrdinalIgnoreCase);

    /// <summary>The table that an element (root, list or row) opens, or null.</summary>
    public static TableLayout? Opening(string element) => ByElement.GetValueOrDefault(element);

    /// <summary>The table of a LOAIHOSO, forgiving letters of any case, spaces and zeros: <c>XML1</c>, <c>xml 01</c>, <c>1</c>; null when there is none.</summary>
    public static TableLayout? OfKind(string kind)
    {
        var text = kind.Replace(" ", "", StringComparison.Ordinal);
        if (text.StartsWith("XML", StringComparison.OrdinalIgnoreCase)) text = text[3..];
        return text.Length is 1 or 2 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < Tables.Count
            ? Tables[number] : null;
    }

    static List<TableLayout> Load()
    {
        var fields = DataFile.Rows("fields.tsv", 8).ToLookup(c => int.Parse(c[0], CultureInfo.InvariantCulture));
        return [.. DataFile.Rows("tables.tsv", 5).Select(c =>
        {
            var number = int.Parse(c[0], CultureInfo.InvariantCulture);
            return new TableLayout(number, c[1], Some(c[2]), c[3], c[4], [.. fields[number].Select((f, i) => Read(number, f, i))]);
        })];
    }

    static Field Read(int table, string[] c, int index) => new(
        table, c[1], Enum.Parse<FieldKind>(c[2].Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
        c[3].Length > 0 ? int.Parse(c[3], CultureInfo.InvariantCulture) : null,
        c[4] switch { "R" => Severity.Refuse, "W" => Severity.Warn, _ => null },
        Some(c[5].TrimEnd('!')), c[5].EndsWith('!') ? Severity.Refuse : Severity.Warn, Some(c[6]), c[7], index);

    static string? Some(string cell) => cell.Length > 0 ? cell : null;
}
