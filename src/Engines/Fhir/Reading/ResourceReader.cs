using System.Text.Json;
using System.Text.Unicode;

namespace LienY.Fhir;

/// <summary>Reads a resource in one pass over its bytes: what is wrong with it, and what the index, the labels and a transaction need to know of it.</summary>
public static class ResourceReader
{
    /// <summary>Most bytes of a resource.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Most bytes of one text that is neither base64 nor a narrative.</summary>
    public const int MostText = 1024 * 1024;

    /// <summary>Most levels of objects and arrays.</summary>
    public const int MostDepth = 64;

    /// <summary>Most issues that are told of.</summary>
    public const int MostIssues = 100;

    /// <summary>Most rows of the index that one resource gives.</summary>
    public const int MostValues = 100_000;

    /// <summary>Opens the tables and the types that come most, so that the first request does not wait for them (about 0.1 s of a processor).</summary>
    public static void Warm()
    {
        string[] most = ["Patient", "Encounter", "Observation", "Condition", "Procedure", "MedicationRequest", "DiagnosticReport", "Organization", "Practitioner"];
        foreach (var type in most) Read(System.Text.Encoding.UTF8.GetBytes("{\"resourceType\":\"" + type + "\"}"), ReadMode.Check | ReadMode.Index);
    }

    /// <summary>Never throws: bytes that are no JSON, too deep, too long, or no UTF-8 become issues.</summary>
    public static ReadResource Read(ReadOnlyMemory<byte> json, ReadMode mode)
    {
        if (json.Span.StartsWith("\uFEFF"u8)) json = json[3..];
        var read = new ReadResource { Body = json };
        if (json.Length > MostBytes)
        {
            read.Issues.Add(new Issue("fatal", "too-long", "", $"The resource has {json.Length} bytes; at most {MostBytes} are taken."));
            return read;
        }
        if (!Utf8.IsValid(json.Span))
        {
            read.Issues.Add(new Issue("fatal", "structure", "", "The bytes are not UTF-8."));
            return read;
        }
        var walk = new Walk(read, mode, Scratch.Own);
        try
        {
            walk.Root();
        }
        catch (JsonException e)
        {
            walk.Broken(e);
        }
        catch (InvalidOperationException)
        {
            // What the reader of .NET throws where a name has half of a surrogate pair.
            walk.Torn();
        }
        Scratch.Own.Trim();
        return read;
    }
}
