using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace LienY.Sheets;

/// <summary>Writes one worksheet as a stream.</summary>
static class SheetWriter
{
    const int Looked = 200, WidestColumn = 60, MostLinks = 65_000;

    /// <summary>Writes at most <paramref name="most"/> rows; true where rows are left (the enumerator stands on the next one).</summary>
    public static bool Write(
        ZipArchive zip, int number, IReadOnlyList<Column> columns, IEnumerator<IReadOnlyList<object?>> rows, bool any, int most, StyleBook styles, out int count)
    {
        var first = new List<IReadOnlyList<object?>>();
        while (any && first.Count < Math.Min(Looked, most))
        {
            first.Add(rows.Current);
            any = rows.MoveNext();
        }
        var links = new List<(string Cell, string Href)>();
        using (var entry = zip.CreateEntry($"xl/worksheets/sheet{number}.xml", CompressionLevel.Fastest).Open())
        using (var xml = new StreamWriter(entry, new UTF8Encoding(false), 65536))
        {
            Start(xml, columns, first, number == 1);
            Row(xml, 1, columns, [.. columns.Select(c => c.Head)], styles, links, head: true);
            count = 0;
            foreach (var row in first) Row(xml, ++count + 1, columns, row, styles, links, head: false);
            for (; any && count < most; any = rows.MoveNext()) Row(xml, ++count + 1, columns, rows.Current, styles, links, head: false);
            xml.Write("</sheetData>");
            xml.Write(string.Create(CultureInfo.InvariantCulture, $"<autoFilter ref=\"A1:{Letters(columns.Count - 1)}{count + 1}\"/>"));
            if (links.Count > 0)
            {
                xml.Write("<hyperlinks>");
                for (var i = 0; i < links.Count; i++) xml.Write(string.Create(CultureInfo.InvariantCulture, $"<hyperlink ref=\"{links[i].Cell}\" r:id=\"rId{i + 1}\"/>"));
                xml.Write("</hyperlinks>");
            }
            xml.Write("<pageMargins left=\"0.6\" right=\"0.4\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>");
        }
        if (links.Count > 0) Workbook.Part(zip, $"xl/worksheets/_rels/sheet{number}.xml.rels", Relations(links));
        return any;
    }

    static void Start(StreamWriter xml, IReadOnlyList<Column> columns, List<IReadOnlyList<object?>> first, bool selected)
    {
        xml.Write(Workbook.Head);
        xml.Write($"<worksheet xmlns=\"{Workbook.Main}\" xmlns:r=\"{Workbook.Relation}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
        xml.Write($"<sheetViews><sheetView{(selected ? " tabSelected=\"1\"" : "")} workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>");
        xml.Write("<sheetFormatPr defaultRowHeight=\"15\"/><cols>");
        for (var i = 0; i < columns.Count; i++)
        {
            var width = columns[i].Width ?? Math.Clamp(first.Select(r => i < r.Count ? Length(r[i]) : 0).Append(columns[i].Head.Length + 3).Max() + 2, 8, WidestColumn);
            xml.Write(string.Create(CultureInfo.InvariantCulture, $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{Math.Clamp(width, 2, 255)}\" customWidth=\"1\"/>"));
        }
        xml.Write("</cols><sheetData>");
    }

    static int Length(object? value) => value switch
    {
        null => 0,
        string text => text.Length,
        Link link => link.Text.Length,
        DateOnly => 10,
        DateTime => 16,
        _ => 14,
    };

    static void Row(StreamWriter xml, int number, IReadOnlyList<Column> columns, IReadOnlyList<object?> cells, StyleBook styles, List<(string, string)> links, bool head)
    {
        xml.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{number}\">"));
        for (var i = 0; i < Math.Min(columns.Count, cells.Count); i++) Cell(xml, string.Create(CultureInfo.InvariantCulture, $"{Letters(i)}{number}"), columns[i], cells[i], styles, links, head);
        xml.Write("</row>");
    }

    static void Cell(StreamWriter xml, string at, Column column, object? value, StyleBook styles, List<(string, string)> links, bool head)
    {
        if (value is null or "") return;
        if (head) Text(xml, at, (string)value, StyleBook.Head);
        else if (value is Link link)
        {
            var leads = Uri.TryCreate(link.Href, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto" && uri.AbsoluteUri.Length <= 2000 && links.Count < MostLinks;
            if (leads) links.Add((at, uri!.AbsoluteUri));
            Text(xml, at, link.Text, leads ? StyleBook.Linked : StyleBook.Plain);
        }
        else if (value is bool truth) xml.Write($"<c r=\"{at}\" s=\"{StyleBook.Plain}\" t=\"b\"><v>{(truth ? 1 : 0)}</v></c>");
        else if (column.Kind != ColumnKind.Text && Number(value, column.Kind) is { } number)
            xml.Write(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{at}\" s=\"{styles.For(column, value)}\"><v>{number}</v></c>"));
        else Text(xml, at, value is string text ? text : Separated.Cell(value), StyleBook.Plain);
    }

    /// <summary>The value as the file keeps a number; null where it must be text (also a number too long for a spreadsheet's 15 digits).</summary>
    static string? Number(object value, ColumnKind kind) => value switch
    {
        DateOnly day when day.Year >= 1901 => (day.DayNumber - Serial0).ToString(CultureInfo.InvariantCulture),
        DateTime at when at.Year >= 1901 => Math.Round((at - new DateTime(1899, 12, 30)).TotalDays, 9).ToString(CultureInfo.InvariantCulture),
        double d when !double.IsFinite(d) => null,
        float or double => (kind == ColumnKind.Percent ? Convert.ToDouble(value, CultureInfo.InvariantCulture) / 100 : Convert.ToDouble(value, CultureInfo.InvariantCulture)).ToString("R", CultureInfo.InvariantCulture),
        decimal or long or ulong or int or uint or short or ushort or byte or sbyte => Whole(Convert.ToDecimal(value, CultureInfo.InvariantCulture), kind),
        _ => null,
    };

    static string? Whole(decimal value, ColumnKind kind) =>
        Math.Abs(value) >= 1_000_000_000_000_000m ? null : (kind == ColumnKind.Percent ? value / 100 : value).ToString(CultureInfo.InvariantCulture);

    static readonly int Serial0 = new DateOnly(1899, 12, 30).DayNumber;

    static void Text(StreamWriter xml, string at, string text, int style)
    {
        // Quoted: the cell stays text even after somebody edits it in the spreadsheet.
        if (style == StyleBook.Plain && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r') style = StyleBook.Quoted;
        xml.Write($"<c r=\"{at}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        xml.Write(SafeXml.Cell(text));
        xml.Write("</t></is></c>");
    }

    static string Relations(List<(string Cell, string Href)> links)
    {
        var xml = new StringBuilder(Workbook.Head).Append(CultureInfo.InvariantCulture, $"<Relationships xmlns=\"{Workbook.PackageRelations}\">");
        for (var i = 0; i < links.Count; i++)
            xml.Append(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{i + 1}\" Type=\"{Workbook.Relation}/hyperlink\" Target=\"{SafeXml.Attribute(links[i].Href)}\" TargetMode=\"External\"/>");
        return xml.Append("</Relationships>").ToString();
    }

    /// <summary>0 is A, 26 is AA.</summary>
    public static string Letters(int column)
    {
        var letters = "";
        for (column = Math.Max(column, 0) + 1; column > 0; column = (column - 1) / 26) letters = (char)('A' + ((column - 1) % 26)) + letters;
        return letters;
    }
}
