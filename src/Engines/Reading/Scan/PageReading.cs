using System.Globalization;

namespace LienY.Reading;

/// <summary>From the picture of a page to its words: set upright and straight, cleaned, ruling lines taken, each cell of a table recognised by itself.</summary>
static class PageReading
{
    const int Resolution = 300, LongestSide = 6_000;
    const double Scale = 72.0 / Resolution;

    /// <summary>Reads a page of the document in the room; the picture is the page set straight, for people to compare.</summary>
    public static (ScannedPage Page, Gray Picture) Read(Poppler room, PdfPage sheet)
    {
        var number = sheet.Number;
        var key = "p" + number.ToString(CultureInfo.InvariantCulture);
        var recogniser = new Recogniser(room, Resolution);
        var page = Cleaning.Clean(Picture(room, sheet));
        var lie = Lie.Of(page);
        var turned = lie.IsSideways ? 90 : 0;
        page = page.Turned(turned).Rotated(-lie.Skew);
        if (Ink(page, 0, 0, page.Width, page.Height) < 200) return (Empty(number, page, lie, turned), page);
        var more = recogniser.Turn(page.Shrunk(2), key);
        (page, turned) = (page.Turned(more), (turned + more) % 360);
        var picture = page.Shrunk(3);
        var rules = RuleFinder.Take(page, Resolution);
        var found = new PdfPage(number, page.Width * Scale, page.Height * Scale, [], rules);
        var parts = new List<(Part Part, bool IsLine)>();
        foreach (var grid in PdfGrids.Of(found).Where(g => g.Cells.Count(c => Ink(page, Dots(c.Left) + 6, Dots(c.Top) + 6, Dots(c.Right) - 5, Dots(c.Bottom) - 5) > 20) > 1))
        {
            foreach (var cell in grid.Cells) parts.AddRange(TextLines.Of(page, Dots(cell.Left) + 5, Dots(cell.Top) + 5, Dots(cell.Right) - 4, Dots(cell.Bottom) - 4));
            page.Erase(Dots(grid.Left) - 4, Dots(grid.Top) - 4, Dots(grid.Right) + 4, Dots(grid.Bottom) + 4);
        }
        parts.AddRange(TextLines.Of(page, 0, 0, page.Width, page.Height));
        var words = recogniser.Read([.. parts.Where(p => p.IsLine).Select(p => p.Part)], Recogniser.OneLine, key)
            .Concat(recogniser.Read([.. parts.Where(p => !p.IsLine).Select(p => p.Part)], Recogniser.Block, key)).SelectMany(w => w).ToList();
        return (Empty(number, page, lie, turned) with
        {
            Words = [.. words.Select(w => w with { Left = Points(w.Left), Top = Points(w.Top), Right = Points(w.Right), Bottom = Points(w.Bottom) })],
            Rules = [.. rules.Select(r => new[] { Points(r.Left / Scale), Points(r.Top / Scale), Points(r.Right / Scale), Points(r.Bottom / Scale) })],
        }, picture);
    }

    static ScannedPage Empty(int number, Gray page, Lie lie, int turned) => new()
    {
        Number = number,
        Width = Points(page.Width),
        Height = Points(page.Height),
        Turned = turned,
        Skew = Math.Round(lie.Skew, 2),
        IsSlanted = lie.IsSlanted,
        Words = [],
        Rules = [],
    };

    static double Points(double dots) => Math.Round(dots * Scale, 2);

    static int Dots(double points) => (int)Math.Round(points / Scale);

    static Gray Picture(Poppler room, PdfPage sheet)
    {
        var page = sheet.Number.ToString(CultureInfo.InvariantCulture);
        // A drawing larger than A3 is read as an A4 sheet would be.
        var fits = Math.Max(sheet.Width, sheet.Height) / Scale <= LongestSide;
        var made = fits ? room.Run("pdftoppm", out _, "-gray", "-r", Resolution.ToString(CultureInfo.InvariantCulture), "-f", page, "-l", page, "{file}")
            : room.Run("pdftoppm", out _, "-gray", "-scale-to", "3508", "-f", page, "-l", page, "{file}");
        return made is not null && Gray.OfPgm(made) is { } gray ? gray
            : throw new ReadingRefusal("damaged", $"Trang {page} của tệp đã hỏng nên không xem được.", "Hãy quét lại văn bản rồi nhập lại.");
    }

    static int Ink(Gray page, int left, int top, int right, int bottom)
    {
        var count = 0;
        for (var y = Math.Max(0, top); y < Math.Min(page.Height, bottom); y++)
            foreach (var value in page.At.AsSpan(y * page.Width + Math.Max(0, left), Math.Max(0, Math.Min(page.Width, right) - Math.Max(0, left))))
                if (value < Cleaning.Ink) count++;
        return count;
    }
}
