using System.Buffers.Binary;
using System.Xml.Linq;
using static LienY.Writing.Wml;

namespace LienY.Writing;

/// <summary>The foot of the document: recipients at the left, signature at the right, a second signature beside where there is one.</summary>
static class Closing
{
    const int LeftCell = 4394;

    /// <summary>The closing table; images are handed to the package.</summary>
    public static XElement Of(OfficialDocument document, Package package)
    {
        int[] widths = [LeftCell, Sheet.Width(false) - LeftCell];
        XElement Row(IEnumerable<XElement> left, IEnumerable<XElement> right) => FrameRow(FrameCell(widths[0], left), FrameCell(widths[1], right));
        var (signature, recipients) = (document.Signature, Recipients(document));
        // Two signers stand in two rows, so that their names share a line however many lines of authority each has.
        return document.CoSignature is not { } other
            ? Frame(widths, Row(recipients, [.. Offices(signature), .. Name(signature, package)]))
            : Frame(widths, Row(Offices(other), Offices(signature)), Row(Name(other, package), Name(signature, package)),
                Row([Line(Styles.Gap).With(El("spacing", At("after", 240))), .. recipients], [Line(Styles.Gap)]));
    }

    static IEnumerable<XElement> Recipients(OfficialDocument document)
    {
        yield return Line(Styles.RecipientsHead, "Nơi nhận:");
        foreach (var name in Names(document))
            yield return Line(Styles.Recipients, $"- {name};");
        yield return Line(Styles.Recipients, $"- Lưu: {Content.Bare(SafeText.OneLine(document.Archive))}.");
    }

    /// <summary>Recipients in order, "Như trên" first where the document is addressed.</summary>
    public static IEnumerable<string> Names(OfficialDocument document)
    {
        IEnumerable<string> names = document.Recipients.Select(SafeText.OneLine).Select(Content.Bare);
        return document.Addressees.Count > 0 && !document.Recipients.Any(name => name.StartsWith("Như trên", StringComparison.OrdinalIgnoreCase)) ? names.Prepend("Như trên") : names;
    }

    static IEnumerable<XElement> Offices(Signature signature) =>
        signature.Authority.Append(signature.Position).Select(line => Line(Styles.Authority, Masthead.Capitals(line)).With(El("keepNext")));

    static IEnumerable<XElement> Name(Signature signature, Package package)
    {
        var name = Line(Styles.Signer, SafeText.OneLine(signature.Name));
        if (signature.Image is { } image)
        {
            yield return Line(Styles.Image, El("r", Picture(image.Span, package.AddImage(image), package.Images)));
            name.With(El("spacing", At("before", 60)));
        }
        yield return name;
    }

    static XElement Picture(ReadOnlySpan<byte> png, string relation, int id)
    {
        if (png.Length < 24 || !png.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            throw new ArgumentException("The image of a signature must be a PNG file.", nameof(png));
        const long widest = 40 * 36000, tallest = 20 * 36000;
        double width = BinaryPrimitives.ReadUInt32BigEndian(png[16..]), height = BinaryPrimitives.ReadUInt32BigEndian(png[20..]);
        var scale = Math.Min(widest / Math.Max(width, 1), tallest / Math.Max(height, 1));
        var (cx, cy) = ((long)(width * scale), (long)(height * scale));
        XNamespace wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
        XNamespace a = "http://schemas.openxmlformats.org/drawingml/2006/main";
        XNamespace pic = "http://schemas.openxmlformats.org/drawingml/2006/picture";
        var size = new object[] { new XAttribute("cx", cx), new XAttribute("cy", cy) };
        return El("drawing", new XElement(wp + "inline",
            new XElement(wp + "extent", size),
            new XElement(wp + "docPr", new XAttribute("id", id), new XAttribute("name", $"Chữ ký {id}"), new XAttribute("descr", "Hình chữ ký")),
            new XElement(a + "graphic", new XElement(a + "graphicData", new XAttribute("uri", pic.NamespaceName),
                new XElement(pic + "pic",
                    new XElement(pic + "nvPicPr", new XElement(pic + "cNvPr", new XAttribute("id", 0), new XAttribute("name", "Chữ ký")), new XElement(pic + "cNvPicPr")),
                    new XElement(pic + "blipFill", new XElement(a + "blip", new XAttribute(Relations + "embed", relation)),
                        new XElement(a + "stretch", new XElement(a + "fillRect"))),
                    new XElement(pic + "spPr",
                        new XElement(a + "xfrm", new XElement(a + "off", new XAttribute("x", 0), new XAttribute("y", 0)), new XElement(a + "ext", size)),
                        new XElement(a + "prstGeom", new XAttribute("prst", "rect"), new XElement(a + "avLst"))))))));
    }
}
