using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace LienY.Writing;

/// <summary>The parts of a template: those with words as XML, all others as they are.</summary>
sealed class TemplatePackage
{
    /// <summary>The main part.</summary>
    public const string Document = "word/document.xml";

    const long MostBytes = 100L * 1024 * 1024;
    static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly XmlReaderSettings Limits = new() { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = 64_000_000 };
    readonly List<(string Name, byte[] Content)> entries = [];

    /// <summary>Unpacks and judges a file.</summary>
    public TemplatePackage(byte[] docx)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(docx), ZipArchiveMode.Read);
            if (zip.Entries.Sum(e => e.Length) > MostBytes || zip.Entries.Count > 2000) throw new TemplateRefused("too-large", "The file unpacks beyond measure.");
            foreach (var entry in zip.Entries.Where(e => !e.FullName.EndsWith('/'))) entries.Add((entry.FullName, Bytes(entry)));
        }
        catch (InvalidDataException)
        {
            throw new TemplateRefused("not-word", "The file is no ZIP package.");
        }
        if (entries.All(e => e.Name != Document) || entries.FirstOrDefault(e => e.Name == "[Content_Types].xml").Content is not { } types) throw new TemplateRefused("not-word", $"The package holds no '{Document}'.");
        if (Encoding.UTF8.GetString(types).Contains("macroEnabled", StringComparison.OrdinalIgnoreCase)
            || entries.Any(e => e.Name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || e.Name.Contains("/activeX/", StringComparison.OrdinalIgnoreCase) || e.Name.Contains("/embeddings/", StringComparison.OrdinalIgnoreCase)))
            throw new TemplateRefused("macros", "The package carries macros or embedded objects.");
        foreach (var (name, content) in entries.Where(e => e.Name.EndsWith(".rels", StringComparison.Ordinal)))
            foreach (var link in Load(name, content).Elements().Where(l => (string?)l.Attribute("TargetMode") == "External"))
                if (((string?)link.Attribute("Type"))?.EndsWith("/hyperlink", StringComparison.Ordinal) != true) throw new TemplateRefused("external", $"The part '{name}' refers to '{(string?)link.Attribute("Target")}'.");
        foreach (var _ in Open())
        {
            // Every part with words must be readable before anything is promised.
        }
    }

    /// <summary>Fresh copies of the parts that hold words.</summary>
    public IEnumerable<(string Part, XElement Root)> Open() => entries.Where(e => HoldsWords(e.Name)).Select(e => (e.Name, Load(e.Name, e.Content)));

    /// <summary>The package with changed parts, in its own order, without any time.</summary>
    public byte[] Write(IReadOnlyList<(string Part, XElement Root)> changed)
    {
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = Epoch;
                using var file = entry.Open();
                if (changed.FirstOrDefault(c => c.Part == name).Root is not { } root)
                {
                    file.Write(content);
                    continue;
                }
                using var writer = XmlWriter.Create(file, new() { Encoding = new UTF8Encoding(false) });
                new XDocument(new XDeclaration("1.0", "UTF-8", "yes"), root).Save(writer);
            }
        return memory.ToArray();
    }

    static bool HoldsWords(string name) => name == Document || (name.StartsWith("word/", StringComparison.Ordinal) && name.EndsWith(".xml", StringComparison.Ordinal)
        && (name.StartsWith("word/header", StringComparison.Ordinal) || name.StartsWith("word/footer", StringComparison.Ordinal)));

    static XElement Load(string name, byte[] content)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(content), Limits);
            return XElement.Load(reader, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException problem)
        {
            throw new TemplateRefused("not-word", $"The part '{name}' cannot be read: {problem.Message}");
        }
    }

    // The length an entry claims may lie: what comes out is counted.
    static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var copy = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            copy.Write(buffer, 0, read);
            if (copy.Length > MostBytes) throw new TemplateRefused("too-large", $"The part '{entry.FullName}' unpacks beyond measure.");
        }
        return copy.ToArray();
    }
}
