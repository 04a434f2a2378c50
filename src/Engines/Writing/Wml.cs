using System.Xml.Linq;

namespace LienY.Writing;

/// <summary>The words of WordprocessingML (ISO/IEC 29500-1 §17) this engine writes with; lengths in twips, letters in half points.</summary>
static class Wml
{
    public static readonly XNamespace Main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public static readonly XNamespace Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>An element of the main vocabulary.</summary>
    public static XElement El(string name, params object?[] content) => new(Main + name, content);

    /// <summary>An attribute of the main vocabulary.</summary>
    public static XAttribute At(string name, object value) => new(Main + name, value);

    /// <summary>An element that holds one value.</summary>
    public static XElement Val(string name, object value) => El(name, At("val", value));

    /// <summary>A paragraph in a named style holding plain words.</summary>
    public static XElement Line(string style, string words) => Line(style, Words(words));

    /// <summary>A paragraph in a named style holding runs.</summary>
    public static XElement Line(string style, params object?[] content) => El("p", El("pPr", Val("pStyle", style)), content);

    /// <summary>A run of words; line feeds and tabs become their elements, characters XML cannot hold are dropped.</summary>
    public static XElement Words(string words, bool bold = false, bool italic = false)
    {
        var run = El("r");
        if (bold || italic)
            run.Add(El("rPr", bold ? El("b") : null, italic ? El("i") : null));
        var rest = SafeText.Of(words).AsSpan();
        while (!rest.IsEmpty)
        {
            var cut = rest.IndexOfAny('\n', '\t');
            var piece = cut < 0 ? rest : rest[..cut];
            if (!piece.IsEmpty)
                run.Add(El("t", new XAttribute(XNamespace.Xml + "space", "preserve"), piece.ToString()));
            if (cut < 0)
                break;
            run.Add(El(rest[cut] == '\n' ? "br" : "tab"));
            rest = rest[(cut + 1)..];
        }
        return run;
    }

    /// <summary>Adds properties to a paragraph; they must come in schema order after those it already has.</summary>
    public static XElement With(this XElement paragraph, params object?[] properties)
    {
        paragraph.Element(Main + "pPr")!.Add(properties);
        return paragraph;
    }

    /// <summary>A table without lines that only places things side by side; widths in twips.</summary>
    public static XElement Frame(int[] widths, params XElement[] rows) => El("tbl",
        El("tblPr", El("tblW", At("w", widths.Sum()), At("type", "dxa")), Val("jc", "center"), El("tblLayout", At("type", "fixed")),
            El("tblCellMar", El("left", At("w", 0), At("type", "dxa")), El("right", At("w", 0), At("type", "dxa")))),
        El("tblGrid", widths.Select(width => El("gridCol", At("w", width)))),
        rows);

    /// <summary>A row of such a table, kept on one page.</summary>
    public static XElement FrameRow(params XElement[] cells) => El("tr", El("trPr", El("cantSplit")), cells);

    /// <summary>A cell of such a table.</summary>
    public static XElement FrameCell(int width, IEnumerable<XElement> lines) =>
        El("tc", El("tcPr", El("tcW", At("w", width), At("type", "dxa"))), lines);
}
