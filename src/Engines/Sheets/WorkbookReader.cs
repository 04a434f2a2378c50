using System.IO.Compression;
using System.Xml;

namespace LienY.Sheets;

/// <summary>Reads an Excel workbook (.xlsx, transitional or strict) row by row; formulas give their kept results. Throws <see cref="TableFault"/>.</summary>
public sealed class WorkbookReader : IDisposable
{
    readonly ZipArchive zip;
    readonly TableLimits limits;
    readonly Dictionary<string, ZipArchiveEntry> parts = new(StringComparer.OrdinalIgnoreCase);
    readonly List<(string Name, string Path)> sheets = [];
    readonly HashSet<string> hidden = [];
    readonly string bookPath = "xl/workbook.xml";
    readonly bool since1904;
    List<string>? shared;
    CellForms? forms;

    WorkbookReader(ZipArchive zip, TableLimits limits)
    {
        this.zip = zip;
        this.limits = limits;
        if (zip.Entries.Count > limits.Parts) throw new TableFault("too-large", "Tệp Excel có quá nhiều phần bên trong nên không đọc.");
        foreach (var entry in zip.Entries) parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
        if (parts.ContainsKey("xl/workbook.bin")) throw new TableFault("old-excel", "Tệp là Excel nhị phân (.xlsb). Xin lưu lại dạng .xlsx.");
        bookPath = Relations("").FirstOrDefault(r => r.Type.EndsWith("/officeDocument", StringComparison.Ordinal)).Target ?? bookPath;
        if (!parts.ContainsKey(bookPath)) throw new TableFault("not-a-table", "Tệp không phải là bảng Excel (.xlsx).");
        var targets = Relations(bookPath).ToDictionary(r => r.Id, r => r.Target, StringComparer.Ordinal);
        using var xml = Part(bookPath)!;
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "workbookPr") since1904 = xml.GetAttribute("date1904") is "1" or "true";
            if (xml.LocalName == "sheet" && xml.GetAttribute("state") is "hidden" or "veryHidden") hidden.Add(xml.GetAttribute("name") ?? "");
            if (xml.LocalName == "sheet" && RelationId(xml) is { } id && targets.TryGetValue(id, out var path) && path.Contains("worksheets/", StringComparison.OrdinalIgnoreCase))
                sheets.Add((xml.GetAttribute("name") ?? "", path));
        }
        if (sheets.Count == 0) throw new TableFault("empty", "Tệp Excel không có trang tính nào.");
    }

    /// <summary>Opens a workbook; the stream must seek and stays open.</summary>
    public static WorkbookReader Open(Stream content, TableLimits? limits = null)
    {
        // Shorter than the end of any archive: some streams fail on being sought before their begin.
        if (content.Length < 22) throw Broken();
        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            return new(zip, limits ?? new());
        }
        catch (Exception problem) when (problem is InvalidDataException or XmlException or IOException or NotSupportedException)
        {
            zip?.Dispose();
            throw Broken();
        }
        catch (TableFault)
        {
            zip?.Dispose();
            throw;
        }
    }

    /// <summary>Names of the sheets, in order.</summary>
    public IReadOnlyList<string> SheetNames => sheets.ConvertAll(s => s.Name);

    /// <summary>The file holds macros.</summary>
    public bool HasMacros => parts.ContainsKey("xl/vbaProject.bin");

    /// <summary>Merged cells and hidden parts of a sheet.</summary>
    public SheetLayout Layout(string sheet)
    {
        using var xml = Guarded(() => Part(sheets.Find(s => s.Name == sheet).Path ?? "")) ?? throw Broken();
        return Guarded(() => SheetLayout.Read(xml, hidden.Contains(sheet)));
    }

    /// <summary>Rows of a sheet that hold something (the first sheet when null).</summary>
    public IEnumerable<TableRow> Rows(string? sheet = null)
    {
        var path = sheet is null ? sheets[0].Path : sheets.Find(s => s.Name == sheet).Path ?? throw new TableFault("not-a-table", "Tệp Excel không có trang tính “{0}”.", sheet!);
        shared ??= Guarded(() => SharedTexts.Read(RelatedPart("/sharedStrings", "xl/sharedStrings.xml"), limits));
        forms ??= Guarded(() => CellForms.Read(RelatedPart("/styles", "xl/styles.xml")));
        using var xml = Guarded(() => Part(path)) ?? throw Broken();
        var reader = new SheetReader(xml, shared, forms, since1904, limits);
        while (Guarded(reader.Next) is { } row) yield return row;
    }

    /// <inheritdoc/>
    public void Dispose() => zip.Dispose();

    static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is InvalidDataException or XmlException or IOException or FormatException or OverflowException or ArgumentException)
        {
            throw Broken();
        }
    }

    static TableFault Broken() => new("broken", "Tệp Excel bị hỏng nên không đọc được. Xin mở bằng Excel, lưu lại rồi gửi lần nữa.");

    XmlReader? RelatedPart(string kind, string otherwise)
    {
        var path = Relations(bookPath).FirstOrDefault(r => r.Type.EndsWith(kind, StringComparison.Ordinal)).Target ?? otherwise;
        return Part(path);
    }

    XmlReader? Part(string path)
    {
        if (!parts.TryGetValue(path, out var entry)) return null;
        if (entry.Length > limits.UnpackedBytes || (entry.Length > 10 << 20 && entry.Length / Math.Max(1, entry.CompressedLength) > limits.Ratio))
            throw new TableFault("too-large", "Tệp Excel nở ra quá lớn khi mở nên không đọc.");
        // The length a zip states may be a lie: what really comes out is counted.
        return XmlReader.Create(new CountedStream(entry.Open(), Math.Min(limits.UnpackedBytes, Math.Max(10L << 20, entry.CompressedLength * limits.Ratio))),
            new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, CloseInput = true });
    }

    IEnumerable<(string Id, string Type, string Target)> Relations(string of)
    {
        var slash = of.LastIndexOf('/') + 1;
        using var xml = Part(of[..slash] + "_rels/" + of[slash..] + ".rels");
        var found = new List<(string, string, string)>();
        while (xml?.Read() == true)
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Relationship" && xml.GetAttribute("TargetMode") != "External")
                found.Add((xml.GetAttribute("Id") ?? "", xml.GetAttribute("Type") ?? "", Resolve(of[..slash], xml.GetAttribute("Target") ?? "")));
        return found;
    }

    static string Resolve(string folder, string target)
    {
        if (target.StartsWith('/')) return target[1..];
        var steps = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var step in target.Replace('\\', '/').Split('/'))
        {
            if (step == ".." && steps.Count > 0) steps.RemoveAt(steps.Count - 1);
            else if (step is not ("." or ".." or "")) steps.Add(step);
        }
        return string.Join('/', steps);
    }

    static string? RelationId(XmlReader xml)
    {
        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
        {
            if (xml.LocalName != "id" || xml.Prefix.Length == 0) continue;
            var value = xml.Value;
            xml.MoveToElement();
            return value;
        }
        xml.MoveToElement();
        return null;
    }
}
