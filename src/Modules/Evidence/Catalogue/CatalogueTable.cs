using System.Globalization;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>A row of a table of indicators that could not be taken, and why.</summary>
sealed record BadRow(int Line, string Code, Refusal Why);

/// <summary>
/// Tables of indicators: tab-separated with a head line. Columns <c>code</c> and <c>name</c> must be there; others by name: name_en, name_zh, topic, unit,
/// direction (+, -, 0), factor, annualised (1), decimals, numerator, denominator, definition, source, law_number, law_date, law_clause, aggregation, valid_from.
/// An indicator without a numerator is an official figure.
/// </summary>
static class CatalogueTable
{
    /// <summary>The rows with their codes, and those that cannot be read.</summary>
    public static (IReadOnlyList<(string Code, IndicatorInput Input)> Rows, IReadOnlyList<BadRow> Bad) Read(string text)
    {
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var heads = lines[0].Split('\t').Select(h => h.Trim()).ToList();
        if (!heads.Contains("code") || !heads.Contains("name")) throw Refusal.Invalid("Dòng đầu của bảng phải có cột code và name, cách nhau bằng dấu tab.");
        var (rows, bad) = (new List<(string, IndicatorInput)>(), new List<BadRow>());
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Trim().Length == 0) continue;
            var cells = heads.Zip(lines[i].Split('\t')).ToDictionary(c => c.First, c => c.Second.Trim());
            try
            {
                rows.Add((Code(cells), Input(cells)));
            }
            catch (Refusal why)
            {
                bad.Add(new(i + 1, cells.GetValueOrDefault("code", ""), why));
            }
        }
        return (rows, bad);
    }

    static string Code(Dictionary<string, string> cells) =>
        cells.GetValueOrDefault("code", "") is var code && CatalogueIndicator.IsCode(code) ? code
        : throw new Refusal(RefusalKind.Invalid, "Mã gồm chữ cái không dấu, chữ số, dấu chấm, gạch ngang hoặc gạch dưới, ví dụ TCMR_DAYDU.");

    static IndicatorInput Input(Dictionary<string, string> cells)
    {
        string Of(string name) => cells.GetValueOrDefault(name, "");
        var input = new IndicatorInput
        {
            Name = Of("name"),
            NameEn = Of("name_en"),
            NameZh = Of("name_zh"),
            Definition = Of("definition"),
            Unit = Of("unit"),
            Topic = Of("topic"),
            Direction = Of("direction") switch { "-" => Direction.Lower, "0" => Direction.Neither, _ => Direction.Higher },
            Kind = Of("numerator").Length > 0 ? IndicatorKind.Formula : IndicatorKind.Official,
            Numerator = Of("numerator"),
            Denominator = Of("denominator"),
            Factor = Number(Of("factor"), 1),
            IsAnnualised = Of("annualised") == "1",
            Missing = MissingPolicy.SkipIfAllMissing,
            Decimals = (int)Number(Of("decimals"), 2),
            Aggregation = Of("aggregation"),
            Source = Of("source"),
            LawNumber = Of("law_number"),
            LawDate = Day(Of("law_date")),
            LawClause = Of("law_clause"),
            ValidFrom = Day(Of("valid_from")) ?? new DateOnly(2025, 1, 1),
        };
        if (input.Name.Length == 0) throw new Refusal(RefusalKind.Invalid, "Thiếu tên chỉ tiêu.");
        // Reads the formulas, so that a fault is this row's fault.
        input.Into(new() { IndicatorId = Guid.Empty, Number = 1, Author = "", MadeAt = default }, "", input.ValidFrom!.Value);
        return input;
    }

    static decimal Number(string text, decimal otherwise) =>
        text.Length == 0 ? otherwise : decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var n) ? n : throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là số.", text);

    static DateOnly? Day(string text) => text.Length == 0 ? null : Say.TryDay(text, out var day) ? day : throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là ngày hợp lệ.", text);
}
