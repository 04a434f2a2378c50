using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace LienY.Sheets;

/// <summary>
/// Writes an Excel workbook (Office Open XML, ECMA-376, transitional) row by row: memory does not grow with the rows. Head row frozen, bold and with a
/// filter; days are real dates; no text ever becomes a formula. Opens in Excel and LibreOffice.
/// </summary>
public static class Workbook
{
    /// <summary>MIME type of .xlsx.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Rows that one sheet holds below its head.</summary>
    public const int SheetRows = 1_048_575;

    /// <summary>Writes the sheets; rows beyond <paramref name="rowsPerSheet"/> go on in a further sheet. The stream stays open and need not seek.</summary>
    public static void Write(Stream to, IReadOnlyList<Sheet> sheets, int rowsPerSheet = SheetRows)
    {
        if (sheets.Count == 0) throw new ArgumentException("A workbook needs a sheet.", nameof(sheets));
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        var styles = new StyleBook();
        var written = new List<WrittenSheet>();
        foreach (var sheet in sheets)
        {
            using var rows = sheet.Rows.GetEnumerator();
            var more = rows.MoveNext();
            for (var part = 1; part == 1 || more; part++)
            {
                var name = SheetName(part == 1 ? sheet.Name : $"{sheet.Name} ({part})", written);
                more = SheetWriter.Write(zip, written.Count + 1, sheet.Columns, rows, more, Math.Min(rowsPerSheet, SheetRows), styles, out var count);
                written.Add(new(name, sheet.Columns.Count, count));
            }
        }
        Part(zip, "xl/styles.xml", styles.Xml());
        Part(zip, "xl/workbook.xml", BookXml(written));
        Part(zip, "xl/_rels/workbook.xml.rels", Relations(written.Count));
        Part(zip, "_rels/.rels", Head + $"<Relationships xmlns=\"{PackageRelations}\"><Relationship Id=\"rId1\" Type=\"{Relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        Part(zip, "[Content_Types].xml", Types(written.Count));
    }

    internal const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    internal const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    internal const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    internal const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// <summary>A sheet's name as Excel takes it: at most 31 characters, no []:*?/\, no apostrophe at the ends, unlike every other one.</summary>
    static string SheetName(string wanted, List<WrittenSheet> others)
    {
        var name = new string([.. SafeXml.Clean(wanted).Select(c => "[]:*?/\\\r\n\t".Contains(c) ? ' ' : c)]).Trim().Trim('\'').Trim();
        if (name.Length == 0) name = "Trang";
        string Fit(string tail) => (name.Length + tail.Length > 31 ? name[..(31 - tail.Length)].TrimEnd() : name) + tail;
        var fit = Fit("");
        for (var n = 2; others.Any(o => o.Name.Equals(fit, StringComparison.OrdinalIgnoreCase)); n++) fit = Fit($" {n}");
        return fit;
    }

    static string BookXml(List<WrittenSheet> sheets)
    {
        var xml = new StringBuilder(Head).Append(CultureInfo.InvariantCulture, $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relation}\"><bookViews><workbookView/></bookViews><sheets>");
        for (var i = 0; i < sheets.Count; i++)
            xml.Append(CultureInfo.InvariantCulture, $"<sheet name=\"{SafeXml.Attribute(sheets[i].Name)}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>");
        xml.Append("</sheets><definedNames>");
        for (var i = 0; i < sheets.Count; i++)
        {
            var quoted = SafeXml.Attribute("'" + sheets[i].Name.Replace("'", "''", StringComparison.Ordinal) + "'");
            xml.Append(CultureInfo.InvariantCulture, $"<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{i}\" hidden=\"1\">{quoted}!$A$1:${SheetWriter.Letters(sheets[i].Columns - 1)}${sheets[i].Rows + 1}</definedName>");
        }
        for (var i = 0; i < sheets.Count; i++)
        {
            var quoted = SafeXml.Attribute("'" + sheets[i].Name.Replace("'", "''", StringComparison.Ordinal) + "'");
            xml.Append(CultureInfo.InvariantCulture, $"<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{i}\">{quoted}!$1:$1</definedName>");
        }
        return xml.Append("</definedNames></workbook>").ToString();
    }

    static string Relations(int sheets)
    {
        var xml = new StringBuilder(Head).Append(CultureInfo.InvariantCulture, $"<Relationships xmlns=\"{PackageRelations}\">");
        for (var i = 1; i <= sheets; i++) xml.Append(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{i}\" Type=\"{Relation}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>");
        return xml.Append(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{sheets + 1}\" Type=\"{Relation}/styles\" Target=\"styles.xml\"/></Relationships>").ToString();
    }

    static string Types(int sheets)
    {
        const string Base = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        var xml = new StringBuilder(Head).Append("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">")
            .Append("<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>")
            .Append(CultureInfo.InvariantCulture, $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{Base}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{Base}.styles+xml\"/>");
        for (var i = 1; i <= sheets; i++) xml.Append(CultureInfo.InvariantCulture, $"<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"{Base}.worksheet+xml\"/>");
        return xml.Append("</Types>").ToString();
    }

    internal static void Part(ZipArchive zip, string path, string xml)
    {
        using var entry = zip.CreateEntry(path, CompressionLevel.Fastest).Open();
        entry.Write(Encoding.UTF8.GetBytes(xml));
    }
}

/// <summary>A sheet that stands in the file.</summary>
sealed record WrittenSheet(string Name, int Columns, int Rows);
