using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using static LienY.Writing.Wml;

namespace LienY.Writing;

/// <summary>A place where a document departs from the layout of Nghị định 30/2020/NĐ-CP.</summary>
/// <param name="Rule">A stable name of the rule, e.g. "le" (margins) or "so-trang" (page number).</param>
/// <param name="Text">What is wrong and what is asked, in Vietnamese.</param>
public sealed record Violation(string Rule, string Text);

/// <summary>Checks a DOCX file against Phụ lục I of Nghị định 30/2020/NĐ-CP, whoever wrote it.</summary>
public static partial class Nd30Check
{
    /// <summary>Everything that departs from the layout; empty when the file keeps to it.</summary>
    /// <exception cref="InvalidDataException">It is not a Word document, or one that unpacks beyond measure.</exception>
    public static IReadOnlyList<Violation> Check(Stream docx)
    {
        var printed = new Printed(docx);
        return [.. Paper(printed), .. PageNumbers(printed), .. Letters(printed), .. Nd30Parts.Check(printed), .. Tables(printed), .. Properties(printed)];
    }

    /// <summary>Everything that departs from the layout; empty when the file keeps to it.</summary>
    /// <exception cref="InvalidDataException">As for a stream.</exception>
    public static IReadOnlyList<Violation> Check(byte[] docx)
    {
        using var stream = new MemoryStream(docx);
        return Check(stream);
    }

    static IEnumerable<Violation> Paper(Printed printed)
    {
        foreach (var section in printed.Sections)
        {
            var size = section.Element(Main + "pgSz");
            int[] sides = [Twips(size, "w"), Twips(size, "h")];
            if (Math.Abs(sides.Min() - Sheet.ShortSide) > 20 || Math.Abs(sides.Max() - Sheet.LongSide) > 20)
                yield return new("kho-giay", "Khổ giấy phải là A4 (210 mm x 297 mm).");
            var margins = section.Element(Main + "pgMar");
            foreach (var (side, name, least, most) in new[] { ("top", "trên", 20, 25), ("bottom", "dưới", 20, 25), ("left", "trái", 30, 35), ("right", "phải", 15, 20) })
            {
                var millimetres = Twips(margins, side) * 25.4 / 1440;
                if (millimetres < least - 0.1 || millimetres > most + 0.1)
                    yield return new("le", $"Lề {name} là {millimetres.ToString("0.#", CultureInfo.GetCultureInfo("vi-VN"))} mm, phải từ {least} đến {most} mm.");
            }
        }
    }

    static IEnumerable<Violation> PageNumbers(Printed printed)
    {
        var first = true;
        foreach (var section in printed.Sections)
        {
            var line = printed.Header(section, "default")?.Descendants(Main + "p").FirstOrDefault(IsNumbered);
            if (line is null || printed.Read(line) is not { Align: "center", Points: 13 or 14 })
                yield return new("so-trang", "Số trang phải ở giữa lề trên, cỡ chữ 13 đến 14.");
            if (first && (section.Element(Main + "titlePg") is null || printed.Header(section, "first")?.Descendants(Main + "p").Any(IsNumbered) != false))
                yield return new("so-trang-dau", "Trang thứ nhất không hiển thị số trang.");
            first = false;
        }
    }

    static IEnumerable<Violation> Letters(Printed printed)
    {
        foreach (var line in printed.Lines.Where(line => line.Foreign).Take(3))
            yield return new("phong-chu", $"Phông chữ phải là Times New Roman, màu đen: “{Short(line.Text)}”.");
    }

    static IEnumerable<Violation> Tables(Printed printed)
    {
        foreach (var table in printed.Body.Descendants(Main + "tbl"))
        {
            if (table.Element(Main + "tblGrid") is null)
                yield return new("luoi-bang", "Bảng không khai báo các cột (tblGrid).");
            var rows = table.Elements(Main + "tr").ToList();
            if (table.Element(Main + "tblPr")?.Element(Main + "tblBorders") is not null && rows.Count > 1 && rows[0].Descendants(Main + "tblHeader").FirstOrDefault() is null)
                yield return new("dau-bang", "Dòng đầu bảng phải lặp lại khi bảng sang trang.");
        }
    }

    static IEnumerable<Violation> Properties(Printed printed)
    {
        if (string.IsNullOrWhiteSpace(printed.Properties.Title))
            yield return new("thuoc-tinh", "Tệp chưa có tiêu đề trong thuộc tính.");
        if (printed.Properties.Language != "vi-VN")
            yield return new("ngon-ngu", "Ngôn ngữ của tệp phải là tiếng Việt (vi-VN).");
    }

    /// <summary>The first words of a line, to quote it.</summary>
    internal static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    static bool IsNumbered(XElement paragraph) =>
        paragraph.Descendants(Main + "fldSimple").Any(field => PageField().IsMatch(Printed.Text(field, "instr") ?? ""))
        || paragraph.Descendants(Main + "instrText").Any(field => PageField().IsMatch(field.Value));

    static int Twips(XElement? element, string side) => int.TryParse(Printed.Text(element, side), CultureInfo.InvariantCulture, out var twips) ? twips : 0;

    [GeneratedRegex(@"\bPAGE\b")]
    private static partial Regex PageField();
}
