using System.Xml.Linq;
using static LienY.Writing.Wml;

namespace LienY.Writing;

/// <summary>The A4 sheet of Nghị định 30/2020 Phụ lục I §I: top and bottom 20 mm, left 30 mm, right 15 mm, in twips.</summary>
static class Sheet
{
    public const int ShortSide = 11906;
    public const int LongSide = 16838;
    public const int Top = 1134;
    public const int Bottom = 1134;
    public const int Left = 1701;
    public const int Right = 851;

    /// <summary>Width left for words.</summary>
    public static int Width(bool landscape) => (landscape ? LongSide : ShortSide) - Left - Right;

    /// <summary>Closes a section; one that opens a document or an annex counts from 1 and shows no number on its first page.</summary>
    public static XElement Section(bool landscape, bool opens) => El("sectPr",
        Header("default", Package.NumberedHeader),
        opens ? Header("first", Package.EmptyHeader) : null,
        Val("type", "nextPage"),
        El("pgSz", At("w", landscape ? LongSide : ShortSide), At("h", landscape ? ShortSide : LongSide),
            landscape ? At("orient", "landscape") : null),
        El("pgMar", At("top", Top), At("right", Right), At("bottom", Bottom), At("left", Left),
            At("header", 567), At("footer", 567), At("gutter", 0)),
        opens ? El("pgNumType", At("start", 1)) : null,
        opens ? El("titlePg") : null);

    static XElement Header(string type, string id) => El("headerReference", At("type", type), new XAttribute(Relations + "id", id));
}

/// <summary>The pages of a document as they fill: elements in order, cut into sections where the paper turns or an annex opens.</summary>
sealed class Flow
{
    readonly List<XElement> elements = [];
    bool opens = true;

    /// <summary>Whether the current pages lie on the long side.</summary>
    public bool Landscape { get; private set; }

    /// <summary>Adds what is printed next.</summary>
    public void Add(params IEnumerable<XElement> more) => elements.AddRange(more);

    /// <summary>Goes on on paper turned as asked, on a new page if it must turn.</summary>
    public void Turn(bool landscape)
    {
        if (landscape == Landscape)
            return;
        Cut();
        Landscape = landscape;
    }

    /// <summary>Opens an annex on a new page with its own page numbers.</summary>
    public void Open(bool landscape)
    {
        Cut();
        (Landscape, opens) = (landscape, true);
    }

    /// <summary>Everything, the last section closed.</summary>
    public IEnumerable<XElement> Close() => [.. elements, Sheet.Section(Landscape, opens)];

    void Cut()
    {
        if (elements.Count > 0)
            elements.Add(Line(Styles.Gap).With(Sheet.Section(Landscape, opens)));
        opens = elements.Count == 0;
    }
}
