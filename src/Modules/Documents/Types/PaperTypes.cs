using System.Globalization;
using LienY.Kernel;

namespace LienY.Documents;

/// <summary>A kind of administrative paper with its symbol, in force from a day (Nghị định 30/2020/NĐ-CP, Phụ lục III); a dispatch (công văn) has no symbol.</summary>
sealed record PaperType(string Symbol, string Name, DateOnly From, DateOnly? To);

/// <summary>The kinds of paper, dated.</summary>
static class PaperTypes
{
    /// <summary>All that were ever in force.</summary>
    public static readonly IReadOnlyList<PaperType> All = Load();

    /// <summary>Those in force on a day.</summary>
    public static IEnumerable<PaperType> On(DateOnly day) => All.Where(t => t.From <= day && (t.To is null || day <= t.To));

    /// <summary>Name of a symbol; the symbol itself where it is none of the decree's.</summary>
    public static string Name(string symbol) => All.FirstOrDefault(t => t.Symbol == symbol)?.Name ?? symbol;

    /// <summary>The symbol of a name as papers and messages write it; "" (công văn) where it is none.</summary>
    public static string SymbolOf(string name, string notation)
    {
        var folded = Fold.Of(name);
        if (All.FirstOrDefault(t => Fold.Of(t.Name) == folded) is { } named) return named.Symbol;
        var first = notation.Split('-', '/')[0];
        return All.FirstOrDefault(t => t.Symbol.Length > 0 && t.Symbol == first)?.Symbol ?? "";
    }

    /// <summary>Choices of a form.</summary>
    public static IEnumerable<(string Value, string Label)> Choices(DateOnly day) => On(day).Select(t => (t.Symbol, t.Symbol.Length > 0 ? $"{t.Name} ({t.Symbol})"
        : t.Name));

    static List<PaperType> Load()
    {
        using var reader = new StreamReader(typeof(PaperTypes).Assembly.GetManifestResourceStream("Types/types.tsv")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.TrimEnd('\r').Split('\t')).Select(c =>
            new PaperType(c[0], c[1], Day(c[2])!.Value, Day(c[3])))];
    }

    static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
