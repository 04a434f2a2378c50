using System.Globalization;
using System.Xml;

namespace LienY.Sheets;

/// <summary>What a worksheet says about its form: merged cells (rows from 1, columns from 0, ends inclusive), hidden rows and columns, and whether it is hidden itself.</summary>
public sealed record SheetLayout(IReadOnlyList<(int Top, int Left, int Bottom, int Right)> Merges, IReadOnlySet<int> HiddenRows, IReadOnlySet<int> HiddenColumns, bool IsHidden)
{
    internal static SheetLayout Read(XmlReader xml, bool hidden)
    {
        var (merges, rows, columns) = (new List<(int, int, int, int)>(), new HashSet<int>(), new HashSet<int>());
        var last = 0;
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "row")
            {
                last = Whole(xml.GetAttribute("r")) ?? last + 1;
                if (IsTrue(xml.GetAttribute("hidden"))) rows.Add(last);
            }
            else if (xml.LocalName == "col" && IsTrue(xml.GetAttribute("hidden")))
            {
                for (var c = Whole(xml.GetAttribute("min")) ?? 1; c <= Math.Min(Whole(xml.GetAttribute("max")) ?? 0, 1_000); c++) columns.Add(c - 1);
            }
            else if (xml.LocalName == "mergeCell" && xml.GetAttribute("ref")?.Split(':') is [var from, var to] && Place(from) is { } a && Place(to) is { } b && merges.Count < 20_000)
                merges.Add((a.Row, a.Column, b.Row, b.Column));
        }
        return new(merges, rows, columns, hidden);
    }

    static bool IsTrue(string? value) => value is "1" or "true";

    static int? Whole(string? value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    static (int Row, int Column)? Place(string reference)
    {
        var letters = reference.TakeWhile(char.IsAsciiLetterUpper).ToArray();
        if (letters.Length is 0 or > 3 || Whole(reference[letters.Length..]) is not { } row) return null;
        return (row, letters.Aggregate(0, (n, c) => n * 26 + c - 'A' + 1) - 1);
    }
}
