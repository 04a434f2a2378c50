using System.Globalization;
using System.Text;

namespace LienY.Reading.Tests;

/// <summary>A page of A4 whose words stand exactly where they are put, as a PDF of another maker: one font without its outlines, its letters told by a map.</summary>
sealed class PressedPdf
{
    const double Size = 12;

    /// <summary>Points that every letter takes.</summary>
    public const double Letter = Size / 2;

    readonly StringBuilder content = new("BT /F 12 Tf\n");

    /// <summary>Puts a word: left edge, and top of its line from the top of the page.</summary>
    public void Word(double left, double top, string word) =>
        content.Append(CultureInfo.InvariantCulture, $"1 0 0 1 {left:0.##} {842 - top - Size:0.##} Tm <{string.Concat(word.Select(c => ((int)c).ToString("X4", CultureInfo.InvariantCulture)))}> Tj\n");

    /// <summary>The file.</summary>
    public byte[] Bytes()
    {
        // Letters are their own numbers, in blocks of 256 as the map demands.
        var map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n31 beginbfrange\n"
            + string.Concat(Enumerable.Range(0, 31).Select(b => $"<{b:X2}00> <{b:X2}FF> <{b:X2}00>\n")) + "endbfrange endcmap end end";
        string[] objects =
        [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>", Stream(content + "ET"),
            "<</Type/Font/Subtype/Type0/BaseFont/Tinos/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 8 0 R>>",
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/Tinos/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 7 0 R/DW 500>>",
            "<</Type/FontDescriptor/FontName/Tinos/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>", Stream(map),
        ];
        var body = new StringBuilder("%PDF-1.5\n");
        var at = new List<int>();
        foreach (var part in objects)
        {
            at.Add(body.Length);
            body.Append(at.Count).Append(" 0 obj").Append(part).Append("endobj\n");
        }
        var table = body.Length;
        body.Append(CultureInfo.InvariantCulture, $"xref\n0 {at.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in at) body.Append(place.ToString("d10", CultureInfo.InvariantCulture)).Append(" 00000 n \n");
        body.Append(CultureInfo.InvariantCulture, $"trailer<</Size {at.Count + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(body.ToString());
    }

    static string Stream(string text) => $"<</Length {text.Length}>>\nstream\n{text}\nendstream ";
}
