using System.Globalization;
using System.Text;

namespace LienY.Signatures;

/// <summary>
/// How a signature shows on its page (Nghị định 30/2020/NĐ-CP, Phụ lục I): the signer's picture centred in a box above the name, the seal's picture in its own colours
/// over a third of it on the left; on attachments a line of text at the top right instead.
/// </summary>
public sealed record PdfLook
{
    /// <summary>Page from 1; 0: the last.</summary>
    public int Page { get; init; }

    /// <summary>Left edge of the box in points from the page's left.</summary>
    public double Left { get; init; }

    /// <summary>Lower edge of the box in points from the page's foot.</summary>
    public double Bottom { get; init; }

    /// <summary>Width of the box in points.</summary>
    public double Width { get; init; } = 170;

    /// <summary>Height of the box in points.</summary>
    public double Height { get; init; } = 85;

    /// <summary>PNG of the signer's handwriting; null: none.</summary>
    public byte[]? Hand { get; init; }

    /// <summary>PNG of the seal; null: none.</summary>
    public byte[]? Seal { get; init; }

    /// <summary>For an attachment: number and moment, size 10, top right; the box is placed by itself. Letters of ASCII and Đ.</summary>
    public string Corner { get; init; } = "";

    /// <summary>Where the key has no picture: lines in the middle of the box, size 10, blue. Letters of ASCII and Đ.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    const double Size = 10;
    const double Edge = 28;
    const double Leading = 13;

    // Widths of Times-Roman from space to tilde, in thousandths (Adobe's font metrics of the 14 standard fonts).
    static readonly short[] Widths =
    [
        250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
        921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
        333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
    ];

    internal double[] Box(double[] page)
    {
        if (Corner.Length == 0)
        {
            var (left, bottom) = (page[0] + Left, page[1] + Bottom);
            if (Hand is not null || Seal is null) return [left, bottom, left + Width, bottom + Height];
            // A seal by itself stands where it covers the left third of a hand that fills three quarters of the same box.
            var right = left + Width * 0.375;
            return [Math.Max(page[0], right - Height), bottom, Math.Max(right, page[0] + Height), bottom + Height];
        }
        var width = Measure(Plain(Corner)) + 2;
        return [page[2] - Edge - width, page[3] - Edge - Size - 3, page[2] - Edge, page[3] - Edge];
    }

    static double Measure(string text) => text.Sum(c => Widths[(c == 'Đ' ? 'D' : c) - ' ']) * Size / 1000;

    internal static string Plain(string text) => new([.. text.Where(c => c is >= ' ' and <= '~' or 'Đ')]);

    /// <summary>The form that is drawn in the box.</summary>
    internal PdfRef Draw(PdfUpdate update, double width, double height)
    {
        var (content, pictures, resources) = (new StringBuilder(), new PdfDict(), new PdfDict());
        var across = Hand is null ? 0 : Put("Hand", PngPicture.Read(Hand), width, height, null);
        if (Seal is not null) Put("Seal", PngPicture.Read(Seal), width, height, Hand is null ? null : (width - across) / 2 + across / 3);
        if (pictures.Entries.Count > 0) resources["XObject"] = pictures;
        var lines = Hand is null && Seal is null ? Lines : [];
        if (Corner.Length > 0 || lines.Count > 0)
        {
            resources["Font"] = new PdfDict
            {
                ["F"] = new PdfDict
                {
                    ["Type"] = new PdfName("Font"),
                    ["Subtype"] = new PdfName("Type1"),
                    ["BaseFont"] = new PdfName("Times-Roman")
                }
            };
            if (Corner.Length > 0) Write(content, Plain(Corner), 1, 3, "0 g 0 G");
            for (var i = 0; i < lines.Count; i++)
                Write(content, Plain(lines[i]), (width - Measure(Plain(lines[i]))) / 2, height / 2 + (lines.Count / 2.0 - 1 - i) * Leading + 3, "0.09 0.19 0.56 rg 0.09 0.19 0.56 RG");
        }
        var bytes = Encoding.Latin1.GetBytes(content.ToString());
        return update.Add(new PdfStream(new()
        {
            ["Type"] = new PdfName("XObject"),
            ["Subtype"] = new PdfName("Form"),
            ["BBox"] = new PdfArray([PdfAtom.Of(0), PdfAtom.Of(0), PdfAtom.Of(width), PdfAtom.Of(height)]),
            ["Resources"] = resources,
            ["Length"] = PdfAtom.Of(bytes.Length),
        }, bytes));

        // The picture as large as fits, centred, or with its right edge at a place; returns how wide it became.
        double Put(string name, PngPicture picture, double wide, double high, double? rightEdge)
        {
            var scale = Math.Min((rightEdge ?? wide) / picture.Width, high / picture.Height);
            var (w, h) = (picture.Width * scale, picture.Height * scale);
            pictures[name] = picture.Into(update);
            content.Append(CultureInfo.InvariantCulture,
                $"q {w:0.###} 0 0 {h:0.###} {(rightEdge is { } r ? r - w : (wide - w) / 2):0.###} {(high - h) / 2:0.###} cm /{name} Do Q\n");
            return w;
        }
    }

    // Đ is a D with a stroke, told as Đ to those who copy the text.
    static void Write(StringBuilder content, string words, double at, double foot, string colour)
    {
        content.Append(CultureInfo.InvariantCulture, $"{colour} 0.5 w\n");
        foreach (var part in Parts(words))
        {
            var text = part == "Đ" ? "D" : part.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")",
                "\\)", StringComparison.Ordinal);
            var shown = string.Create(CultureInfo.InvariantCulture, $"BT /F {Size:0} Tf {at:0.###} {foot:0.###} Td ({text}) Tj ET\n");
            content.Append(part == "Đ" ? "/Span <</ActualText <FEFF0110>>> BDC " + shown.TrimEnd('\n') + " EMC\n" : shown);
            if (part == "Đ") content.Append(CultureInfo.InvariantCulture, $"{at:0.###} {foot + 3.4:0.###} m {at + 3.6:0.###} {foot + 3.4:0.###} l S\n");
            at += Measure(part);
        }
    }

    static IEnumerable<string> Parts(string text)
    {
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != 'Đ') continue;
            if (i > from) yield return text[from..i];
            yield return "Đ";
            from = i + 1;
        }
        if (from < text.Length) yield return text[from..];
    }
}

/// <summary>Pictures for appearances.</summary>
public static class Pictures
{
    /// <summary>Whether a file is a PNG that an appearance can draw.</summary>
    public static bool IsDrawable(byte[] png)
    {
        try
        {
            PngPicture.Read(png);
            return true;
        }
        catch (Exception problem) when (SignatureFault.Is(problem))
        {
            return false;
        }
    }
}
