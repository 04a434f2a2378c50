using System.Globalization;
using System.Text.Json;

namespace LienY.Records;

/// <summary>What an operation is asked: parameters of the address, and of a Parameters resource in the body; or a bare resource as the body.</summary>
sealed class OperationInput
{
    readonly List<(string Name, JsonElement Value)> parts = [];
    readonly IReadOnlyList<KeyValuePair<string, string>> query;

    OperationInput(IReadOnlyList<KeyValuePair<string, string>> query) => this.query = query;

    /// <summary>The body where it is a resource other than Parameters.</summary>
    public JsonElement? Body { get; private set; }

    /// <summary>Reads the request; refused (400) where the body is no JSON object.</summary>
    public static OperationInput Read(FhirCall call)
    {
        var input = new OperationInput(call.Ask.Query);
        if (call.Ask.Body.Length == 0) return input;
        JsonElement root;
        try
        {
            root = JsonDocument.Parse(call.Ask.Body).RootElement;
        }
        catch (JsonException fault)
        {
            throw new FhirProblem(400, "structure", "", "The body is not JSON: " + fault.Message);
        }
        if (root.ValueKind != JsonValueKind.Object) throw new FhirProblem(400, "structure", "", "The body must be a resource.");
        if (root.Word("resourceType") != "Parameters") input.Body = root;
        else foreach (var part in root.Each("parameter")) input.Take(part);
        return input;
    }

    void Take(JsonElement part)
    {
        if (part.ValueKind != JsonValueKind.Object) return;
        foreach (var property in part.EnumerateObject())
        {
            if (property.Name == "resource" || property.Name.StartsWith("value", StringComparison.Ordinal)) parts.Add((part.Word("name"), property.Value));
        }
    }

    /// <summary>A value or resource of the Parameters; null where it was not given.</summary>
    public JsonElement? Part(string name)
    {
        foreach (var (own, value) in parts) if (own == name) return value;
        return null;
    }

    /// <summary>An object of the Parameters (Coding, CodeableConcept, a resource); null where it was not given.</summary>
    public JsonElement? Object(string name) => Part(name) is { ValueKind: JsonValueKind.Object } found ? found : null;

    /// <summary>A text, wherever it was given; null where it was not.</summary>
    public string? Text(string name) => All(name).FirstOrDefault();

    /// <summary>All texts of a name.</summary>
    public IEnumerable<string> All(string name)
    {
        foreach (var (own, value) in parts)
        {
            if (own != name) continue;
            if (value.ValueKind == JsonValueKind.String) yield return value.GetString()!;
            else if (value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False) yield return value.GetRawText();
        }
        foreach (var (own, value) in query) if (own == name && value.Length > 0) yield return value;
    }

    /// <summary>A text that must be given.</summary>
    public string Needed(string name) => Text(name) ?? throw new FhirProblem(400, "required", "", $"The parameter '{name}' is needed.");

    /// <summary>A whole number from nought up; null where it was not given; refused where it is none.</summary>
    public int? Count(string name)
    {
        if (Text(name) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
            : throw new FhirProblem(400, "value", "", $"The parameter '{name}' must be a whole number, not '{text}'.");
    }

    /// <summary>True where a switch is on.</summary>
    public bool Flag(string name) => Text(name) == "true";
}
