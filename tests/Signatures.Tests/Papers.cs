using System.Globalization;
using System.Text;

namespace LienY.Signatures.Tests;

/// <summary>Small PDFs written here byte by byte: with a table, and with a cross-reference stream and an object stream.</summary>
static class Papers
{
    static readonly string[] Bodies =
    [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        "<</Length 44>>\nstream\nBT /F1 18 Tf 72 720 Td (Ke hoach mau 2026) Tj ET\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ];

    /// <summary>One page, classic cross-reference table.</summary>
    public static byte[] Table() => Write(Bodies);

    public static byte[] Write(IReadOnlyList<string> bodies, string trailer = "")
    {
        var text = new StringBuilder("%PDF-1.5\n");
        var places = new List<int>();
        for (var i = 0; i < bodies.Count; i++)
        {
            places.Add(text.Length);
            text.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{bodies[i]}\nendobj\n");
        }
        var start = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {bodies.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places) text.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        text.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {bodies.Count + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>The same page; all but the content in an object stream, found by a cross-reference stream.</summary>
    public static byte[] Packed()
    {
        int[] packed = [1, 2, 3, 5];
        var (head, body) = (new StringBuilder(), new StringBuilder());
        foreach (var number in packed)
        {
            head.Append(CultureInfo.InvariantCulture, $"{number} {body.Length} ");
            body.Append(Bodies[number - 1]).Append('\n');
        }
        var text = new StringBuilder("%PDF-1.5\n");
        var content = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"4 0 obj\n{Bodies[3]}\nendobj\n");
        var stream = text.Length;
        text.Append(CultureInfo.InvariantCulture,
            $"6 0 obj\n<</Type/ObjStm/N 4/First {head.Length}/Length {head.Length + body.Length}>>\nstream\n{head}{body}\nendstream\nendobj\n");
        var section = text.Length;
        var rows = new List<byte>();
        void Row(int kind, int second, int third) => rows.AddRange([(byte)kind, (byte)(second >> 8), (byte)second, (byte)third]);
        Row(0, 0, 255);
        for (var number = 1; number <= 5; number++)
            if (number == 4) Row(1, content, 0);
            else Row(2, 6, Array.IndexOf(packed, number));
        Row(1, stream, 0);
        Row(1, section, 0);
        text.Append(CultureInfo.InvariantCulture, $"7 0 obj\n<</Type/XRef/Size 8/Root 1 0 R/W[1 2 1]/Length {rows.Count}>>\nstream\n");
        text.Append(Encoding.Latin1.GetString([.. rows])).Append(CultureInfo.InvariantCulture, $"\nendstream\nendobj\nstartxref\n{section}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
