using System.Text.Json;

namespace LienY.Records;

/// <summary>Answers of operations: a Parameters resource.</summary>
static class ParametersReply
{
    /// <summary>With the parameters that are written.</summary>
    public static FhirReply Of(Action<Utf8JsonWriter> write) => new(200)
    {
        Body = FhirText.Object(json =>
        {
            json.WriteString("resourceType", "Parameters");
            json.WriteStartArray("parameter");
            write(json);
            json.WriteEndArray();
        }),
    };

    /// <summary>A text.</summary>
    public static void String(Utf8JsonWriter json, string name, string value) => Value(json, name, "valueString", value);

    /// <summary>A text of another type, e.g. <c>valueCode</c>.</summary>
    public static void Value(Utf8JsonWriter json, string name, string kind, string value)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString(kind, value);
        json.WriteEndObject();
    }

    /// <summary>True or false.</summary>
    public static void Flag(Utf8JsonWriter json, string name, bool value)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteBoolean("valueBoolean", value);
        json.WriteEndObject();
    }

    /// <summary>A parameter of parts; empty ones are left out.</summary>
    public static void Parts(Utf8JsonWriter json, string name, IEnumerable<(string Name, string Kind, string Value)> parts)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteStartArray("part");
        foreach (var (part, kind, value) in parts) if (value.Length > 0) Value(json, part, kind, value);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
