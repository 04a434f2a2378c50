using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LienY.Reading;

/// <summary>The JSON of a reading, as docs/plan-json.md describes it.</summary>
public static class PlanJson
{
    static readonly JsonSerializerOptions Shape = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new LineSpanJson(), new ComparatorJson() },
    };

    /// <summary>The reading as indented JSON text.</summary>
    public static string Write(PlanReading reading) => JsonSerializer.Serialize(reading, Shape);

    /// <summary>The reading as UTF-8 JSON onto a stream.</summary>
    public static void Write(PlanReading reading, Stream to) => JsonSerializer.Serialize(to, reading, Shape);

    /// <summary>The reading a JSON text of this shape holds.</summary>
    public static PlanReading Read(string json) =>
        JsonSerializer.Deserialize<PlanReading>(json, Shape) ?? throw new JsonException("The JSON text holds 'null', not a reading.");
}

sealed class LineSpanJson : JsonConverter<LineSpan>
{
    public override LineSpan Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        var ends = JsonSerializer.Deserialize<int[]>(ref reader, options);
        return ends is [var first, var last] ? new(first, last) : throw new JsonException("Lines are [first, last].");
    }

    public override void Write(Utf8JsonWriter writer, LineSpan value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.First);
        writer.WriteNumberValue(value.Last);
        writer.WriteEndArray();
    }
}

sealed class ComparatorJson : JsonConverter<Comparator>
{
    public override Comparator Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        Comparators.Of(reader.GetString() ?? "none");

    public override void Write(Utf8JsonWriter writer, Comparator value, JsonSerializerOptions options) => writer.WriteStringValue(value.Sign());
}
