using System.Globalization;
using System.Xml.Linq;
using static LienY.Writing.Wml;

namespace LienY.Writing;

/// <summary>The head of the first page: organs and number at the left, national name, motto, place and date at the right, then kind and summary.</summary>
static class Masthead
{
    const int LeftCell = 3714;
    const string MottoText = "Độc lập - Tự do - Hạnh phúc";
    static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");
    static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>Everything above the content.</summary>
    public static IEnumerable<XElement> Of(OfficialDocument document)
    {
        var rightCell = Sheet.Width(false) - LeftCell;
        yield return Frame([LeftCell, rightCell],
            FrameRow(FrameCell(LeftCell, Organs(document)), FrameCell(rightCell, Nation(rightCell))),
            FrameRow(FrameCell(LeftCell, Numbering(document)), FrameCell(rightCell, [Line(Styles.PlaceDate, $"{document.Place}, {DayOf(document.Date)}")])));
        if (document.Type != DocumentType.Dispatch)
        {
            yield return Line(Styles.TypeName, document.Type.Name);
            yield return Balanced(Styles.Subject, SafeText.OneLine(document.Subject), 14, Sheet.Width(false));
            yield return Rule(document.Subject, 14, Sheet.Width(false), 0.35, after: 200);
        }
        foreach (var line in Addressees(document.Addressees))
            yield return line;
    }

    /// <summary>The number and symbol, e.g. "Số: 05/BC-SYT", room left where the number is not yet given.</summary>
    public static string NumberOf(OfficialDocument document) =>
        document.Number is { } number ? $"Số: {number.ToString("00", Plain)}/{document.Symbol}" : $"Số:        /{document.Symbol}";

    /// <summary>The day as the decree writes it: days under 10 and months 1 and 2 with a 0 before, room left for blanks.</summary>
    public static string DayOf(IssueDate date)
    {
        var day = date.Day?.ToString("00", Plain) ?? "    ";
        var month = date.Month is { } value ? value.ToString(value < 3 ? "00" : "0", Plain) : "    ";
        return $"ngày {day} tháng {month} năm {date.Year?.ToString("0000", Plain) ?? "        "}";
    }

    /// <summary>A rule in proportion to the last line of the words above it.</summary>
    public static XElement Rule(string above, double points, int room, double share, int after = 0)
    {
        var width = Math.Max(Math.Min(Letters.Width(SafeText.OneLine(above), points), room) * share, 400);
        var side = (int)((room - width) / 2);
        return Line(Styles.Rule).With(El("pBdr", El("top", At("val", "single"), At("sz", 6), At("space", 1), At("color", "000000"))),
            after > 0 ? El("spacing", At("after", after)) : null, El("ind", At("left", side), At("right", side)));
    }

    /// <summary>A centred line in bold capitals or words that, where it must wrap, wraps into lines of about one length.</summary>
    public static XElement Balanced(string style, string words, double points, int room)
    {
        var line = Line(style, words);
        var width = Letters.Width(words, points);
        if (width <= room * 0.98)
            return line;
        var lines = Math.Ceiling(width / (room * 0.9));
        var side = (int)Math.Max((room - width / lines * 1.12) / 2, 0);
        return line.With(El("ind", At("left", side), At("right", side)));
    }

    /// <summary>A name in capitals, by Vietnamese rules.</summary>
    public static string Capitals(string name) => SafeText.OneLine(name).ToUpper(Vietnamese);

    static IEnumerable<XElement> Organs(OfficialDocument document)
    {
        if (document.ParentOrgan is { Length: > 0 } parent)
            yield return Balanced(Styles.Parent, Capitals(parent), 12, LeftCell);
        var issuer = Capitals(document.Issuer);
        yield return Balanced(Styles.Issuer, issuer, 12, LeftCell);
        yield return Rule(issuer, 12, LeftCell, 0.4);
    }

    static IEnumerable<XElement> Nation(int room) =>
    [
        Line(Styles.NationalName, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        Line(Styles.Motto, MottoText),
        Rule(MottoText, 13, room, 1),
    ];

    static IEnumerable<XElement> Numbering(OfficialDocument document)
    {
        yield return Line(Styles.Number, NumberOf(document));
        if (document.Type == DocumentType.Dispatch)
            yield return Line(Styles.DispatchSubject, "V/v " + SafeText.OneLine(document.Subject));
        if (document.Draft)
            yield return Line(Styles.DraftMark, "DỰ THẢO");
    }

    static IEnumerable<XElement> Addressees(IReadOnlyList<string> names)
    {
        if (names is [var only])
            yield return Line(Styles.Addressee, $"Kính gửi: {SafeText.OneLine(only)}");
        if (names.Count < 2)
            yield break;
        yield return Line(Styles.AddresseeItem, "Kính gửi:").With(El("spacing", At("before", 240)));
        for (var i = 0; i < names.Count; i++)
            yield return Line(Styles.AddresseeItem, $"- {SafeText.OneLine(names[i])}{(i == names.Count - 1 ? "." : ";")}")
                .With(i == names.Count - 1 ? El("spacing", At("after", 240)) : null, El("ind", At("left", 2835)));
    }
}
