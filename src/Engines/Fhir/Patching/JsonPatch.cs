using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LienY.Fhir;

/// <summary>
/// JSON Patch (RFC 6902) on the bytes: what an operation does not touch stays byte for byte as it was, so decimals such as 1.10, order and blanks survive.
/// All operations are done, or none.
/// </summary>
public static class JsonPatch
{
    const int MaxOperations = 1_000;
    const int MaxSize = 32 << 20;

    /// <summary>The document after the operations.</summary>
    /// <exception cref="PatchFault">The patch is malformed, or an operation does not fit the document.</exception>
    public static byte[] Apply(ReadOnlySpan<byte> document, ReadOnlySpan<byte> patch)
    {
        using var operations = Parse(patch);
        if (operations.RootElement.ValueKind != JsonValueKind.Array) throw new PatchFault(true, "A JSON Patch is a list of operations.");
        if (operations.RootElement.GetArrayLength() > MaxOperations) throw new PatchFault(true, "A patch may have at most 1000 operations.");
        var bytes = document.ToArray();
        try
        {
            JsonPlaces.Whole(bytes);
        }
        catch (JsonException)
        {
            throw new PatchFault(false, "The document is not JSON.");
        }
        var number = 0;
        foreach (var operation in operations.RootElement.EnumerateArray())
        {
            bytes = new PatchStep(operation, string.Create(CultureInfo.InvariantCulture, $"Operation {number++}")).Do(bytes);
            if (bytes.Length > MaxSize) throw new PatchFault(false, "The document would become too large.");
        }
        return bytes;
    }

    /// <summary>The same on a FHIR resource: its type and id must stay what they are.</summary>
    /// <exception cref="PatchFault">As <see cref="Apply"/>, and where type or id would change.</exception>
    public static byte[] ApplyToResource(ReadOnlySpan<byte> resource, ReadOnlySpan<byte> patch)
    {
        var patched = Apply(resource, patch);
        MustKeep(resource, patched);
        return patched;
    }

    internal static void MustKeep(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        foreach (var name in (ReadOnlySpan<string>)["resourceType", "id"])
        {
            if (Text(before, name) != Text(after, name)) throw new PatchFault(false, $"A patch may not change '{name}'.");
        }
    }

    static string? Text(ReadOnlySpan<byte> json, string name)
    {
        var found = JsonPlaces.Members(json, JsonPlaces.Whole(json).From)?.Find(m => m.Name == name);
        return found is { Name: not null } member ? Encoding.UTF8.GetString(json[member.From..member.To]) : null;
    }

    static JsonDocument Parse(ReadOnlySpan<byte> patch)
    {
        try
        {
            return JsonDocument.Parse(patch.ToArray(), new JsonDocumentOptions { MaxDepth = 128 });
        }
        catch (JsonException fault)
        {
            throw new PatchFault(true, "The patch is not JSON: " + fault.Message);
        }
    }
}
