using System.Text.Json;
using System.Text.Unicode;

namespace LienY.Fhir;

/// <summary>What a bundle asks for, without its resources having been read.</summary>
public sealed class BundleOutline
{
    /// <summary>batch, transaction, document, message …; empty where it says none.</summary>
    public string Type { get; set; } = "";

    /// <summary>The entries in their order.</summary>
    public List<BundleEntry> Entries { get; } = [];

    /// <summary>What is wrong with the bundle itself.</summary>
    public List<Issue> Issues { get; } = [];

    /// <summary>True where an issue is an error or worse.</summary>
    public bool IsBad => Issues.Exists(i => i.Severity is "error" or "fatal");
}

/// <summary>One entry of a bundle.</summary>
public sealed class BundleEntry
{
    /// <summary>Place in the bundle.</summary>
    public required int Index { get; init; }

    /// <summary>Address by which the other entries refer to it; null where there is none.</summary>
    public string? FullUrl { get; set; }

    /// <summary>Bytes of the resource; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Resource { get; set; }

    /// <summary>GET, POST, PUT, PATCH, DELETE, HEAD; empty where the entry asks for nothing.</summary>
    public string Method { get; set; } = "";

    /// <summary>Address relative to the base.</summary>
    public string Url { get; set; } = "";

    /// <summary>Only where no resource matches this query.</summary>
    public string? IfNoneExist { get; set; }

    /// <summary>Only where this is the current version.</summary>
    public string? IfMatch { get; set; }

    /// <summary>Only where this is not the current version.</summary>
    public string? IfNoneMatch { get; set; }

    /// <summary>Only where it was changed since.</summary>
    public string? IfModifiedSince { get; set; }
}

/// <summary>Reads the outline of a bundle in one pass; resources stay where they are.</summary>
public static class BundleReader
{
    /// <summary>Most entries of a bundle.</summary>
    public const int MostEntries = 20_000;

    /// <summary>Most bytes of a bundle.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    /// <summary>Levels that a bundle puts around a resource.</summary>
    const int Around = 3;

    /// <summary>Never throws: what is wrong becomes issues.</summary>
    public static BundleOutline Read(ReadOnlyMemory<byte> json)
    {
        if (json.Span.StartsWith("\uFEFF"u8)) json = json[3..];
        var outline = new BundleOutline();
        if (json.Length > MostBytes) outline.Issues.Add(new Issue("fatal", "too-long", "Bundle", $"The bundle has {json.Length} bytes; at most {MostBytes} are taken."));
        else if (!Utf8.IsValid(json.Span)) outline.Issues.Add(new Issue("fatal", "structure", "Bundle", "The bytes are not UTF-8."));
        if (outline.IsBad) return outline;
        try
        {
            new BundleWalk(json, outline).Root();
        }
        catch (JsonException e)
        {
            var place = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
            outline.Issues.Add(new Issue("fatal", "structure", "Bundle", $"The JSON is broken or too deep at {place}."));
        }
        catch (InvalidOperationException)
        {
            outline.Issues.Add(new Issue("fatal", "structure", "Bundle", "An escape stands for half of a character."));
        }
        return outline;
    }

    internal static JsonReaderOptions Options { get; } = new() { MaxDepth = ResourceReader.MostDepth + Around };
}

/// <summary>One pass over a bundle.</summary>
ref struct BundleWalk(ReadOnlyMemory<byte> json, BundleOutline outline)
{
    Utf8JsonReader reader = new(json.Span, BundleReader.Options);

    public void Root()
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            Fault("Bundle", "A bundle is a JSON object.");
            return;
        }
        var type = "";
        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Name(ref seen, "Bundle");
            reader.Read();
            if (name == "resourceType") type = Text("Bundle.resourceType");
            else if (name == "type") outline.Type = Text("Bundle.type");
            else if (name == "entry") Entries();
            else reader.Skip();
        }
        reader.Read();
        if (type != "Bundle") Fault("Bundle", "The resourceType is not 'Bundle'.");
        if (outline.Type == "") outline.Issues.Add(new Issue("error", "required", "Bundle.type", "Bundle needs the element 'type'."));
    }

    void Entries()
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Fault("Bundle.entry", "An array is expected.");
            reader.Skip();
            return;
        }
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            var path = $"Bundle.entry[{index}]";
            if (index == BundleReader.MostEntries)
                outline.Issues.Add(new Issue("error", "too-costly", "Bundle.entry", $"A bundle has at most {BundleReader.MostEntries} entries."));
            if (index >= BundleReader.MostEntries || reader.TokenType != JsonTokenType.StartObject)
            {
                if (reader.TokenType != JsonTokenType.StartObject) Fault(path, "An object is expected.");
                reader.Skip();
                continue;
            }
            var entry = new BundleEntry { Index = index };
            outline.Entries.Add(entry);
            Entry(entry, path);
        }
    }

    void Entry(BundleEntry entry, string path)
    {
        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Name(ref seen, path);
            reader.Read();
            switch (name)
            {
                case "fullUrl":
                    entry.FullUrl = Text(path + ".fullUrl");
                    break;
                case "request":
                    Request(entry, path + ".request");
                    break;
                case "resource":
                    var start = (int)reader.TokenStartIndex;
                    if (reader.TokenType != JsonTokenType.StartObject) Fault(path + ".resource", "An object is expected.");
                    reader.Skip();
                    entry.Resource = json[start..(int)reader.BytesConsumed];
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    void Request(BundleEntry entry, string path)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Fault(path, "An object is expected.");
            reader.Skip();
            return;
        }
        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Name(ref seen, path);
            reader.Read();
            var below = $"{path}.{name}";
            switch (name)
            {
                case "method":
                    entry.Method = Text(below);
                    break;
                case "url":
                    entry.Url = Text(below);
                    break;
                case "ifNoneExist":
                    entry.IfNoneExist = Text(below);
                    break;
                case "ifMatch":
                    entry.IfMatch = Text(below);
                    break;
                case "ifNoneMatch":
                    entry.IfNoneMatch = Text(below);
                    break;
                case "ifModifiedSince":
                    entry.IfModifiedSince = Text(below);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    static readonly string[] names =
    [
        "resourceType", "type", "entry", "fullUrl", "request", "resource", "method", "url", "ifNoneExist", "ifMatch", "ifNoneMatch", "ifModifiedSince",
    ];

    /// <summary>The name that the reader stands at; empty for one that the outline does not know.</summary>
    readonly string Name(ref int seen, string path)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (!reader.ValueTextEquals(names[i])) continue;
            if ((seen & (1 << i)) != 0) Fault(path, $"The property '{names[i]}' stands twice.");
            seen |= 1 << i;
            return names[i];
        }
        return "";
    }

    string Text(string path)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.ValueIsEscaped ? Escaped.Text(json.Span[(int)reader.TokenStartIndex..(int)reader.BytesConsumed]) : Interned.Of(reader.ValueSpan);
        Fault(path, "A text is expected.");
        reader.Skip();
        return "";
    }

    readonly void Fault(string path, string text)
    {
        if (outline.Issues.Count < ResourceReader.MostIssues) outline.Issues.Add(new Issue("error", "structure", path, text));
    }
}
