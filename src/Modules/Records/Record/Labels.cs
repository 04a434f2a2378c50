using System.Data.Common;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// Which codes and names tell of something sensitive: dated rows of <c>records_label</c>, so that a new list is data. ICD codes by range, techniques and
/// drugs by words of their folded names.
/// </summary>
sealed class Labels(IReadOnlyList<LabelRow> rows)
{
    readonly List<LabelRow> icd = [.. rows.Where(r => r.System == "icd")];
    readonly List<LabelRow> techniques = [.. rows.Where(r => r.System == "technique")];
    readonly List<LabelRow> drugs = [.. rows.Where(r => r.System == "drug")];

    /// <summary>Reads them.</summary>
    public static async Task<Labels> ReadAsync(DbConnection connection, CancellationToken stop) =>
        new(await connection.RowsAsync("select system, first, last, sensitive, valid_from, valid_to from records_label",
            r => new LabelRow(r.GetString(0), r.GetString(1), r.GetString(2), (Sensitivities)r.GetInt64(3), r.Day(4), r.IsDBNull(5) ? null : r.Day(5)), stop));

    /// <summary>Groups of one or several ICD codes (separated by semicolons) on a day.</summary>
    public Sensitivities OfCodes(string? codes, DateOnly on)
    {
        if (string.IsNullOrEmpty(codes)) return Sensitivities.None;
        var found = Sensitivities.None;
        foreach (var code in codes.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            foreach (var row in icd)
                if (row.Holds(on) && Within(code, row)) found |= row.Sensitive;
        return found;
    }

    /// <summary>Groups of a technique or test by its name.</summary>
    public Sensitivities OfTechnique(string? name, DateOnly on) => ByName(techniques, name, on);

    /// <summary>Groups of a drug by its name.</summary>
    public Sensitivities OfDrug(string? name, DateOnly on) => ByName(drugs, name, on);

    static bool Within(string code, LabelRow row)
    {
        // B24.1 lies within B20–B24: a code is compared as far as the bounds are long.
        ReadOnlySpan<char> Cut(string bound) => code.AsSpan(0, Math.Min(code.Length, bound.Length));
        return Cut(row.First).CompareTo(row.First, StringComparison.OrdinalIgnoreCase) >= 0 && Cut(row.Last).CompareTo(row.Last, StringComparison.OrdinalIgnoreCase) <= 0;
    }

    static Sensitivities ByName(List<LabelRow> rows, string? name, DateOnly on)
    {
        var folded = Fold.Of(name);
        var found = Sensitivities.None;
        if (folded.Length == 0) return found;
        foreach (var row in rows)
            if (row.Holds(on) && HasWord(folded, row.First)) found |= row.Sensitive;
        return found;
    }

    // A drug may be called "Tenofovirdisoproxil": the word must begin there, and may go on for long words.
    static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (word.Length >= 7 || end == text.Length || !char.IsLetterOrDigit(text[end]))) return true;
        }
        return false;
    }
}

/// <summary>One rule: codes from first to last, or a word of a name, in force for some time.</summary>
sealed record LabelRow(string System, string First, string Last, Sensitivities Sensitive, DateOnly From, DateOnly? To)
{
    /// <summary>In force on a day; what happened before the first list is judged by the first list.</summary>
    public bool Holds(DateOnly on) => To is not { } to || on <= to;
}
