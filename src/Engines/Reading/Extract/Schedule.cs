using System.Globalization;
using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>The time cell of an activity: "Theo đợt, Quý III - IV/2025", "Tháng 9 và 12/2025", "Từ 6/2026".</summary>
sealed partial record Schedule(DateOnly? Start, DateOnly? End, IReadOnlyList<string> Months, string? Frequency)
{
    public static Schedule Read(string text, int? year)
    {
        var s = Vietnamese.Fold(text);
        var frequency = FrequencyMark().Match(s) is { Success: true } f ? Vietnamese.Capital(text.Substring(f.Index, f.Length)) : null;
        var opened = From().IsMatch(s);
        var y = YearMark().Match(s) is { Success: true } ym ? DayText.Int(ym.Groups[1].Value) : year;
        var days = DayText.All(text).Where(d => d.Day is not null).Select(d => d.Day!.Value).ToList();
        if (days.Count >= 2) return new(days[0], days[^1], [], frequency);
        if (days.Count == 1)
        {
            if (Before().IsMatch(s)) return new(null, days[0], [], frequency);
            return new(ShortStart(s, days[0]) ?? days[0], opened && ShortStart(s, days[0]) is null ? null : days[0], [], frequency);
        }
        if (Quarters().Match(s) is { Success: true } q && y is { } qy)
        {
            var first = Quarter(q.Groups[1].Value);
            var last = q.Groups[2].Success ? Quarter(q.Groups[2].Value) : first;
            if (first is >= 1 and <= 4 && last is >= 1 and <= 4)
            {
                var open = opened && !q.Groups[2].Success;
                return new(new(qy, first * 3 - 2, 1), open ? null : DayText.LastOf(qy, last * 3), [], frequency);
            }
        }
        if (Months12().Match(s) is { Success: true }) return MonthList(s, y, opened, frequency);
        if (HalfYear().Match(s) is { Success: true } half && y is { } hy)
            return half.Groups[1].Value == "dau" ? new(new(hy, 1, 1), new(hy, 6, 30), [], frequency) : new(new(hy, 7, 1), new(hy, 12, 31), [], frequency);
        if (YearRange().Match(s) is { Success: true } range)
            return new(new(DayText.Int(range.Groups[1].Value), 1, 1), new(DayText.Int(range.Groups[2].Value), 12, 31), [], frequency);
        if (y is { } whole && (YearMark().IsMatch(s) || WholeYear().IsMatch(s)))
            return Before().IsMatch(s) ? new(null, new(whole, 12, 31), [], frequency) : new(new(whole, 1, 1), opened ? null : new(whole, 12, 31), [], frequency);
        return new(null, null, [], frequency);
    }

    static DateOnly? ShortStart(string s, DateOnly end) =>
        ShortDay().Match(s) is { Success: true } m && m.Groups[2].Success && DayText.Day(end.Year, DayText.Int(m.Groups[2].Value), DayText.Int(m.Groups[1].Value)) is { } day ? day : null;

    static Schedule MonthList(string s, int? y, bool opened, string? frequency)
    {
        var all = MonthYear().Matches(s);
        var months = new List<(int Year, int Month)>();
        foreach (Match one in all)
        {
            var month = DayText.Int(one.Groups[1].Value);
            var at = one.Groups[2].Success ? DayText.Int(one.Groups[2].Value) : LaterYear(s, one.Index) ?? y;
            if (month is >= 1 and <= 12 && at is { } known) months.Add((known, month));
        }
        if (months.Count == 0) return new(null, null, [], frequency);
        if (months.Count == 1)
        {
            DateOnly? first = new DateOnly(months[0].Year, months[0].Month, 1);
            return new(Before().IsMatch(s) ? null : first, opened ? null : DayText.LastOf(months[0].Year, months[0].Month), opened ? [] : [Show(months[0])], frequency);
        }
        if (MonthRange().IsMatch(s))
            return new(new(months[0].Year, months[0].Month, 1), DayText.LastOf(months[^1].Year, months[^1].Month), [], frequency);
        return new(null, null, [.. months.Select(Show)], frequency);
    }

    static int? LaterYear(string s, int from) => YearMark().Match(s, from) is { Success: true } m ? DayText.Int(m.Groups[1].Value) : null;

    static string Show((int Year, int Month) month) => string.Create(CultureInfo.InvariantCulture, $"{month.Year:0000}-{month.Month:00}");

    static int Quarter(string text) => text switch { "i" => 1, "ii" => 2, "iii" => 3, "iv" => 4, _ => DayText.Int(text) };

    [GeneratedRegex(@"thuong xuyen|theo dot|dinh ky|hang (nam|quy|thang|tuan|ngay)|moi (nam|quy|thang|tuan)|theo (nhu cau|yeu cau|ke hoach)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FrequencyMark();

    [GeneratedRegex(@"\btu (quy|thang|ngay|nam|\d)|^tu ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex From();

    [GeneratedRegex(@"truoc|cham nhat|den het|xong", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Before();

    [GeneratedRegex(@"(?<!\d)((?:19|20)\d\d)(?!\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex YearMark();

    [GeneratedRegex(@"(?<!\d)((?:19|20)\d\d)\s*(?:-|den)\s*(?:nam\s*)?((?:19|20)\d\d)(?!\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex YearRange();

    [GeneratedRegex(@"\bquy\s*(iv|i{1,3}|[1-4])\b(?:/(?:19|20)\d\d)?(?:\s*(?:-|,|va|den)\s*(?:quy\s*)?(?:(?:iv|i{1,3}|[1-4])\s*,\s*)*(iv|i{1,3}|[1-4])\b)?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Quarters();

    [GeneratedRegex(@"\bthang\s*\d|\bt\d{1,2}\b|(?<![\d/])\d{1,2}/(?:19|20)\d\d", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Months12();

    [GeneratedRegex(@"(?<![\d/])(1[0-2]|0?[1-9])(?![\d.])(?:\s*/\s*((?:19|20)\d\d))?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MonthYear();

    [GeneratedRegex(@"\d\s*(?:/\s*(?:19|20)\d\d)?\s*(?:-|den)\s*(?:het\s*)?(?:thang\s*|t)?\d", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MonthRange();

    [GeneratedRegex(@"6 thang (dau|cuoi)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HalfYear();

    [GeneratedRegex(@"ca nam|trong nam|nam nay", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WholeYear();

    [GeneratedRegex(@"(?<![\d/])(\d{1,2})(?:/(\d{1,2}))?\s*(?:-|den)\s*\d{1,2}\s*/", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ShortDay();
}
