using System.Globalization;
using System.Text;
using System.Xml;

namespace LienY.Sheets;

/// <summary>Reads the rows of one worksheet as they come.</summary>
sealed class SheetReader(XmlReader xml, List<string> shared, CellForms forms, bool since1904, TableLimits limits)
{
    int last;

    /// <summary>The next row that holds something; null at the end.</summary>
    public TableRow? Next()
    {
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "sheetData") return null;
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "row") continue;
            last = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : last + 1;
            if (last > limits.Rows) throw new TableFault("too-large", "Bảng có quá nhiều dòng hoặc cột.");
            if (xml.IsEmptyElement) continue;
            var cells = Cells();
            if (cells.Exists(c => !c.IsEmpty)) return new(last, cells);
        }
        return null;
    }

    List<Cell> Cells()
    {
        var cells = new List<Cell>();
        var depth = xml.Depth;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "c") continue;
            var at = Place(xml.GetAttribute("r")) ?? cells.Count;
            if (at >= limits.Columns) throw new TableFault("too-large", "Bảng có quá nhiều dòng hoặc cột.");
            var cell = One();
            while (cells.Count <= at) cells.Add(Cell.Empty);
            cells[at] = cell;
        }
        return cells;
    }

    Cell One()
    {
        var (type, style) = (xml.GetAttribute("t") ?? "n", xml.GetAttribute("s"));
        if (xml.IsEmptyElement) return Cell.Empty;
        var depth = xml.Depth;
        string? value = null;
        StringBuilder? inline = null;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "v") value = SharedTexts.Content(xml, limits.CellCharacters);
            else if (xml.LocalName == "rPh") SharedTexts.Pass(xml);
            else if (xml.LocalName == "t") (inline ??= new()).Append(SharedTexts.Content(xml, limits.CellCharacters));
        }
        return type switch
        {
            "inlineStr" => new(SafeXml.Plain(inline?.ToString() ?? "")),
            "s" => value is null ? Cell.Empty : int.Parse(value, CultureInfo.InvariantCulture) is var n && n >= 0 && n < shared.Count ? new(shared[n]) : throw new FormatException(),
            "b" => new(value == "1" ? "TRUE" : "FALSE"),
            "str" or "e" => new(SafeXml.Plain(value ?? "")),
            "d" => DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? Cell.Of(at) : new(value ?? ""),
            _ => string.IsNullOrEmpty(value) ? Cell.Empty : Number(double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture), forms.Of(style)),
        };
    }

    Cell Number(double value, CellForm form)
    {
        if (form == CellForm.Moment && Moment(value) is { } at) return Cell.Of(at);
        // A spreadsheet holds 15 digits; the 17 of its file are binary noise.
        return decimal.TryParse(value.ToString("G15", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? Cell.Of(number, form == CellForm.Percent) : new(value.ToString("R", CultureInfo.InvariantCulture));
    }

    DateTime? Moment(double serial)
    {
        if (serial is < 0 or >= 2_958_466) return null;
        if (serial < 1) return DateTime.MinValue.AddSeconds(Math.Round(serial * 86_400));
        // Serials below 60 count from the first day of 1900, those after 60 over a leap day that never was (ECMA-376 part 1, 18.17.4.1).
        var first = since1904 ? new DateTime(1904, 1, 1) : serial < 60 ? new DateTime(1899, 12, 31) : new DateTime(1899, 12, 30);
        return first.AddSeconds(Math.Round(serial * 86_400));
    }

    /// <summary>Column of a reference: "B7" is 1.</summary>
    static int? Place(string? reference)
    {
        if (reference is null) return null;
        var column = 0;
        foreach (var c in reference)
        {
            if (c is < 'A' or > 'Z' || column > 100_000) break;
            column = (column * 26) + c - 'A' + 1;
        }
        return column == 0 ? null : column - 1;
    }
}
