using System.Globalization;
using LienY.Kernel;
using LienY.Periods;

namespace LienY.Boards;

/// <summary>A window of days with its name, and a short one for the foot of a chart; <paramref name="IsTwin"/> where it is the same window a year earlier.</summary>
sealed record Span(string Label, string Short, DateOnly From, DateOnly To, bool IsTwin = false)
{
    /// <summary>The window of a period.</summary>
    public static Span Of(Period period, Words words)
    {
        var title = period.Title(words.Language);
        var brief = period.Type.Name switch
        {
            "Monthly" or "ND09Monthly" => period.Last.ToString("MM/yyyy", CultureInfo.InvariantCulture),
            "Yearly" => period.Last.ToString("yyyy", CultureInfo.InvariantCulture),
            "Quarterly" => period.Code[5..] + "/" + period.Code[..4],
            "Weekly" => period.Code[4..] + "/" + period.Code[..4],
            _ => title,
        };
        return new(title, brief, period.First, period.Last);
    }
}

/// <summary>Periods of an item on a day.</summary>
static class Spans
{
    /// <summary>Windows at most.</summary>
    public const int Most = 120;

    /// <summary>Relative periods by key, with words (Vietnamese keys).</summary>
    public static IReadOnlyList<(string Key, string Words)> Relative { get; } =
    [
        ("last12m", Words.Key("12 tháng qua")), ("last6m", Words.Key("6 tháng qua")), ("lastmonth", Words.Key("Tháng trước")), ("thismonth", Words.Key("Tháng này")),
        ("last12nd", Words.Key("12 tháng báo cáo qua (15–14)")), ("lastnd", Words.Key("Tháng báo cáo trước (15–14)")),
        ("thisquarter", Words.Key("Quý này")), ("lastquarter", Words.Key("Quý trước")), ("last4q", Words.Key("4 quý qua")),
        ("thisyear", Words.Key("Năm nay")), ("monthsthisyear", Words.Key("Các tháng của năm nay")), ("lastyear", Words.Key("Năm trước")), ("last5y", Words.Key("5 năm qua")),
        ("whole", Words.Key("Từ đầu đến nay")),
    ];

    /// <summary>Types from which fixed periods may be taken.</summary>
    public static IReadOnlyList<PeriodType> Types { get; } = [PeriodType.Monthly, PeriodType.Nd09Monthly, PeriodType.Quarterly, PeriodType.SixMonthly, PeriodType.Yearly, PeriodType.Weekly];

    /// <summary>The windows, oldest first, each followed by its twin where a comparison is asked.</summary>
    public static IReadOnlyList<Span> Of(PeriodChoice choice, DateOnly today, Words words)
    {
        var spans = Plain(choice, today, words);
        return choice.Compare ? [.. spans.SelectMany(s => new[] { s, Twin(s, today, words) })] : spans;
    }

    /// <summary>The same window a year earlier; of a running one the same days.</summary>
    public static Span Twin(Span span, DateOnly today, Words words)
    {
        var running = span.To > today && span.From <= today;
        var to = running ? today : span.To;
        // The last day of February has its like in the last day of February.
        var last = to.AddDays(1).AddYears(-1).AddDays(-1);
        var label = running ? words["{0}: cùng kỳ năm trước (đến {1})", span.Label, last] : words["{0}: cùng kỳ năm trước", span.Label];
        return new(label, words["cùng kỳ"], span.From.AddYears(-1), last, true);
    }

    /// <summary>The windows of one length before a window and itself, oldest first, for a run of values.</summary>
    public static IReadOnlyList<Span> Run(Span span, int count, Words words)
    {
        var type = Types.FirstOrDefault(t => t.Of(span.To) is var p && p.First == span.From && p.Last == span.To) ?? PeriodType.Monthly;
        return [.. Back(type.Of(span.To), count).Select(p => Span.Of(p, words))];
    }

    static List<Span> Plain(PeriodChoice choice, DateOnly today, Words words)
    {
        IEnumerable<Period> periods = choice.Key switch
        {
            "last12m" => Back(PeriodType.Monthly.Of(today).Previous, 12),
            "last6m" => Back(PeriodType.Monthly.Of(today).Previous, 6),
            "lastmonth" => [PeriodType.Monthly.Of(today).Previous],
            "thismonth" => [PeriodType.Monthly.Of(today)],
            "last12nd" => Back(PeriodType.Nd09Monthly.Of(today).Previous, 12),
            "lastnd" => [PeriodType.Nd09Monthly.Of(today).Previous],
            "thisquarter" => [PeriodType.Quarterly.Of(today)],
            "lastquarter" => [PeriodType.Quarterly.Of(today).Previous],
            "last4q" => Back(PeriodType.Quarterly.Of(today).Previous, 4),
            "thisyear" => [PeriodType.Yearly.Of(today)],
            "lastyear" => [PeriodType.Yearly.Of(today).Previous],
            "last5y" => Back(PeriodType.Yearly.Of(today).Previous, 5),
            "monthsthisyear" => Between(PeriodType.Monthly.Of(new(today.Year, 1, 1)), PeriodType.Monthly.Of(today)),
            "fixed" => Fixed(choice),
            "whole" => [],
            _ => throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "pk" },
        };
        if (choice.Key == "whole") return [new(words["Từ đầu đến nay"], words["đến nay"], new(2000, 1, 1), today)];
        return [.. periods.Select(p => Span.Of(p, words))];
    }

    static List<Period> Fixed(PeriodChoice choice)
    {
        var from = Read(choice.From, choice.Type, "pfrom");
        var to = choice.To.Length == 0 ? from : Read(choice.To, choice.Type, "pto");
        if (to.First < from.First) throw new Refusal(RefusalKind.Invalid, "Kỳ cuối phải sau kỳ đầu.") { Field = "pto" };
        return Between(from, to);
    }

    static Period Read(string code, string type, string field) =>
        Period.TryParse(code.Trim(), out var period) && period.Type.Name == type ? period
        : throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là mã kỳ. Ví dụ: 202601 (tháng), 2026ND01 (tháng báo cáo), 2026Q1 (quý), 2026S1 (6 tháng), 2026 (năm), 2026W3 (tuần).", code) { Field = field };

    static List<Period> Between(Period from, Period to)
    {
        var all = new List<Period>();
        for (var next = from; next.First <= to.First; next = next.Next)
        {
            if (all.Count == Most) throw new Refusal(RefusalKind.Invalid, "Nhiều nhất {0} kỳ trong một mục. Xin chọn ít hơn.", Most) { Field = "pto" };
            all.Add(next);
        }
        return all;
    }

    static List<Period> Back(Period last, int count)
    {
        var all = new List<Period>();
        for (var next = last; all.Count < count; next = next.Previous) all.Add(next);
        all.Reverse();
        return all;
    }
}
