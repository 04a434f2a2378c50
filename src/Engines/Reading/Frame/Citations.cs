using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Cited documents: "Kế hoạch số 156/KH-UBND ngày 13 tháng 5 năm 2025 của …".</summary>
static partial class Citations
{
    /// <summary>A numbered citation in a text: where, its kind, its number without spaces, and the day stated right after it.</summary>
    public readonly record struct Numbered(int Start, int End, string Kind, string Number, DateOnly? Day, bool DayWrong);

    public static IEnumerable<Numbered> In(string text)
    {
        foreach (Match m in NumberedMark().Matches(text))
        {
            var number = Space().Replace(m.Groups[2].Value, "").TrimEnd('.', ',', ';', '-');
            var end = m.Index + m.Length;
            var day = DayText.First(text, end);
            var near = day is { } d && d.Start - end <= 24 && Between().IsMatch(text[end..d.Start]);
            yield return new(m.Index, near ? day!.Value.Start + day.Value.Length : end, Capitalised(m.Groups[1].Value), number,
                near ? day!.Value.Day : null, near && day!.Value.Day is null);
        }
    }

    /// <summary>The basis a paragraph or list item states first, or null.</summary>
    public static Citation? Basis(string text, Func<int, int, LineSpan> span, int offset = 0)
    {
        var lead = Lead().Match(text);
        var start = lead.Length;
        var body = text[start..];
        var first = In(body).Where(n => n.Start <= 1 || (n.Start < 90 && KindAtStart().IsMatch(body) && !Cut().IsMatch(body[..n.Start]))).Cast<Numbered?>().FirstOrDefault();
        if (first is { } numbered)
        {
            var name = numbered.Start > 1 ? body[..numbered.Start].Trim() : "";
            return new((name.Length > 0 ? name + " " : "") + (numbered.Kind.Length > 0 ? numbered.Kind + " " : "") + numbered.Number, numbered.Day, IssuerAfter(body[numbered.End..]),
                text[..(start + numbered.End)].Trim(), span(offset, offset + start + numbered.End));
        }
        if (!KindAtStart().IsMatch(body)) return null;
        if (LawMark().Match(body) is { Success: true } law)
        {
            var lawDay = DayText.First(body, law.Index + law.Length);
            var lawNear = lawDay is { } d && d.Start - law.Index - law.Length <= 24;
            var lawEnd = lawNear ? lawDay!.Value.Start + lawDay.Value.Length : law.Length;
            return new($"{law.Groups[1].Value.Trim()} {Space().Replace(law.Groups[2].Value, "")}", lawNear ? lawDay!.Value.Day : null, null,
                text[..(start + lawEnd)].Trim(), span(offset, offset + start + lawEnd));
        }
        var day = DayText.First(body);
        var cut = NameEnd().Match(body);
        var nameEnd = cut.Success ? cut.Index : Math.Min(body.Length, 160);
        if (day is { } found && found.Start < nameEnd) nameEnd = found.Start;
        var end = day is { } dated ? dated.Start + dated.Length : nameEnd;
        var title = TrailingWords().Replace(body[..nameEnd].Trim(), "").TrimEnd(' ', ',', ';', '.');
        return title.Length < 4 ? null : new(title, day?.Day, null, text[..(start + Math.Max(end, nameEnd))].Trim(), span(offset, offset + start + Math.Max(end, nameEnd)));
    }

    static string? IssuerAfter(string text)
    {
        var m = IssuerMark().Match(text);
        return m.Success ? Vietnamese.Squeeze(m.Groups[1].Value).TrimEnd(',', ';', '.') : null;
    }

    static string Capitalised(string kind) => Vietnamese.Capital(Vietnamese.Squeeze(kind));

    const string Kinds = "Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư liên tịch|Thông tư|Chỉ thị|Kế hoạch|Công văn|Th[ỏo][aả] thuận(?: hợp tác)?|Chương trình(?: hành động| phối hợp| hợp tác| công tác)?|Bản ghi nhớ|Biên bản(?: ghi nhớ| thỏa thuận)?|Kết luận|Thông báo|Hướng dẫn|Hợp đồng|Đề án|Tờ trình|Văn bản|Công điện|Báo cáo|Quy chế";

    [GeneratedRegex(@"\b(" + Kinds + @")\s+(?:số\s*:?\s*)?(\d{1,6}\s?(?:/\s?\d{4})?\s?[/\-–]\s?[A-ZĐƯ][A-ZĐƯa-zđư\d]*(?:\s?[\-–/&]\s?[A-ZĐƯ][A-ZĐƯa-zđưÀ-ỹ\d]*)*)", RegexOptions.CultureInvariant | RegexOptions.None, 1000)]
    private static partial Regex NumberedMark();

    [GeneratedRegex(@"^\s*(?:Căn cứ(?: vào)?|Thực hiện|Theo|Xét|Triển khai|Thi hành|[-+])?\s*(?:các\s)?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Lead();

    [GeneratedRegex(@"^\s*(?:" + Kinds + @")\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex KindAtStart();

    [GeneratedRegex(@"\b(về|sửa đổi|thực hiện|ban hành|của|quy định)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Cut();

    [GeneratedRegex(@"^((?:Bộ luật|Luật|Pháp lệnh|Nghị quyết)[^;.\d]{2,90}?)\s+số\s*:?\s*(\d{1,4}\s?/\s?\d{4}\s?/\s?[A-ZĐƯ]+\d*)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LawMark();

    [GeneratedRegex(@"\s(về việc|về|ban hành|quy định|đã ký|được ký|ký)\s|[;.]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NameEnd();

    [GeneratedRegex(@"\s*,?\s*(đã ký kết ngày|được ký kết ngày|ký kết ngày|ký ngày|đã ký kết|ngày)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TrailingWords();

    [GeneratedRegex(@"^\s*,?\s*(?:ban hành\s+|ký\s+)?(?:ngày\s*)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Between();

    [GeneratedRegex(@"^\s*,?\s*của\s+(.{3,90}?)(?=\s(?:về|phê duyệt|ban hành|sửa đổi|quy định|hướng dẫn|v/v)\b|[;.,]|$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex IssuerMark();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Space();
}
