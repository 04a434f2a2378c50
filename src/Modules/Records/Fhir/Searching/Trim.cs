using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using LienY.Fhir;

namespace LienY.Records;

/// <summary>Tells a part of each resource only (<c>_elements</c>, <c>_summary</c>), marked as such (tag SUBSETTED).</summary>
sealed class Trim
{
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };
    readonly SummaryKind summary;
    readonly HashSet<string> elements;

    Trim(SummaryKind summary, IEnumerable<string> elements) => (this.summary, this.elements) = (summary, [.. elements]);

    /// <summary>What a query asks for; null where resources are told whole.</summary>
    public static Trim? Of(SearchQuery query) =>
        query.Summary is SummaryKind.False or SummaryKind.Count && query.Elements.Count == 0 ? null : new(query.Summary, query.Elements);

    /// <summary>Writes the part.</summary>
    public void Write(IBufferWriter<byte> to, FhirRow row)
    {
        var whole = new ArrayBufferWriter<byte>(row.Body.Length + 128);
        Sending.Write(whole, row.Body, row.MetaAt, row.Version, row.At, row.SourceId, row.SourceRow);
        using var json = JsonDocument.Parse(whole.WrittenMemory);
        using var w = new Utf8JsonWriter(to, Plain);
        w.WriteStartObject();
        Members(w, json.RootElement, FhirTypes.Shape(row.Type), isTop: true);
        w.WriteEndObject();
    }

    void Members(Utf8JsonWriter w, JsonElement from, TypeShape shape, bool isTop)
    {
        foreach (var member in from.EnumerateObject())
        {
            var name = member.Name.TrimStart('_');
            if (isTop && name is "resourceType" or "id")
            {
                member.WriteTo(w);
                continue;
            }
            if (isTop && name == "meta")
            {
                w.WritePropertyName("meta");
                Meta(w, member.Value);
                continue;
            }
            var element = Element(shape, name);
            if (element is null || !Keeps(element, isTop)) continue;
            if (summary != SummaryKind.True || element.Inner is not { } inner || member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            {
                member.WriteTo(w);
                continue;
            }
            w.WritePropertyName(member.Name);
            Inside(w, member.Value, inner);
        }
    }

    void Inside(Utf8JsonWriter w, JsonElement value, TypeShape shape)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            w.WriteStartArray();
            foreach (var item in value.EnumerateArray()) Inside(w, item, shape);
            w.WriteEndArray();
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            w.WriteStartObject();
            Members(w, value, shape, isTop: false);
            w.WriteEndObject();
        }
        else value.WriteTo(w);
    }

    // A choice bears its type behind its name.
    static ElementShape? Element(TypeShape shape, string name) => shape.Element(name) ?? shape.Elements.FirstOrDefault(e =>
        e.IsChoice && name.StartsWith(e.Name, StringComparison.Ordinal) && name.Length > e.Name.Length && char.IsAsciiLetterUpper(name[e.Name.Length]));

    bool Keeps(ElementShape element, bool isTop)
    {
        var mandatory = element.Min > 0 || element.IsModifier;
        if (elements.Count > 0 && isTop) return mandatory || elements.Contains(element.Name);
        return summary switch
        {
            SummaryKind.True => element.InSummary || mandatory,
            SummaryKind.Text => !isTop || mandatory || element.Name == "text",
            SummaryKind.Data => !isTop || element.Name != "text",
            _ => true,
        };
    }

    static void Meta(Utf8JsonWriter w, JsonElement meta)
    {
        w.WriteStartObject();
        foreach (var member in meta.EnumerateObject())
            if (member.Name != "tag") member.WriteTo(w);
        w.WriteStartArray("tag");
        foreach (var tag in meta.All("tag")) tag.WriteTo(w);
        w.WriteStartObject();
        w.WriteString("system", "http://terminology.hl7.org/CodeSystem/v3-ObservationValue");
        w.WriteString("code", "SUBSETTED");
        w.WriteEndObject();
        w.WriteEndArray();
        w.WriteEndObject();
    }
}
