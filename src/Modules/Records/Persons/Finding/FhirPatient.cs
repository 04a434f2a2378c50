using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>What a $match asks.</summary>
sealed record MatchAsk(PersonClaim Claim, int Count, bool OnlyCertain);

/// <summary>Patient of FHIR R4 as $match needs it: Parameters in, searchset Bundle out (hl7.org/fhir/R4/patient-operation-match.html).</summary>
static class FhirPatient
{
    const string GradeUrl = "http://hl7.org/fhir/StructureDefinition/match-grade";

    /// <summary>Reads Parameters with a Patient named <c>resource</c>, <c>count</c> and <c>onlyCertainMatches</c>; a bare Patient is taken too.</summary>
    public static MatchAsk Asked(JsonElement root)
    {
        if (Text(root, "resourceType") == "Patient") return new(Claim(root), 10, false);
        if (Text(root, "resourceType") != "Parameters") throw Refusal.Invalid("Thao tác $match nhận một Parameters có tham số resource là Patient.");
        PersonClaim? claim = null;
        var (count, only) = (10, false);
        foreach (var parameter in Each(root, "parameter"))
        {
            switch (Text(parameter, "name"))
            {
                case "resource" when parameter.TryGetProperty("resource", out var patient) && Text(patient, "resourceType") == "Patient": claim = Claim(patient); break;
                case "count" when parameter.TryGetProperty("valueInteger", out var n) && n.ValueKind == JsonValueKind.Number
                    && n.TryGetInt32(out var most):
                    count = Math.Clamp(most, 1, 50); break;
                case "onlyCertainMatches" when parameter.TryGetProperty("valueBoolean", out var b): only = b.ValueKind == JsonValueKind.True; break;
            }
        }
        return claim is null ? throw Refusal.Invalid("Thao tác $match nhận một Parameters có tham số resource là Patient.") : new(claim, count, only);
    }

    /// <summary>What a Patient says of who it is; of no holder.</summary>
    public static PersonClaim Claim(JsonElement patient)
    {
        var name = Each(patient, "name").Select(NameOf).FirstOrDefault(n => n.Length > 0) ?? "";
        var numbers = Each(patient, "identifier").Take(20).Select(i => (Text(i, "system"), Text(i, "value"))).Where(n => n.Item1.Length > 0).ToList();
        var phone = Each(patient, "telecom").Where(t => Text(t, "system") is "phone" or "sms").Select(t => Text(t, "value")).FirstOrDefault() ?? "";
        var (place, address) = Each(patient, "address").Select(a => (Place(a), Text(a, "text"))).FirstOrDefault();
        var guardian = Each(patient, "contact").Select(c => c.TryGetProperty("name", out var n) ? NameOf(n) : "").FirstOrDefault(n => n.Length > 0) ?? "";
        return new(Guid.Empty, "", name, Text(patient, "birthDate"), Text(patient, "gender"), numbers, place ?? "", address ?? "", phone, guardian);
    }

    // Vietnamese names are said in "text" or as family and given names; either way family first.
    static string NameOf(JsonElement name) => Text(name, "text") is { Length: > 0 } text ? text
        : string.Join(' ', Each(name, "given").Where(g => g.ValueKind == JsonValueKind.String).Select(g => g.GetString()).Prepend(Text(name, "family"))).Trim();

    static string Place(JsonElement address) => Text(address, "postalCode") is { Length: > 0 } code ? code : "";

    /// <summary>The answer: best first, each with score, match-grade and the reasons in words.</summary>
    public static byte[] Bundle(IReadOnlyList<MatchedPerson> matched, Words words) => Write(json =>
    {
        json.WriteString("resourceType", "Bundle");
        json.WriteString("type", "searchset");
        json.WriteNumber("total", matched.Count);
        json.WriteStartArray("entry");
        foreach (var one in matched)
        {
            json.WriteStartObject();
            json.WriteString("fullUrl", "urn:uuid:" + one.Known.Id);
            json.WriteStartObject("resource");
            WritePatient(json, one);
            json.WriteEndObject();
            json.WriteStartObject("search");
            json.WriteStartArray("extension");
            WriteExtension(json, GradeUrl, "valueCode", PersonWords.Code(one.Compared.Grade));
            foreach (var reason in one.Compared.Reasons) WriteExtension(json, "urn:lieny:match-reason", "valueString", words[reason.Text]);
            json.WriteEndArray();
            json.WriteString("mode", "match");
            json.WriteNumber("score", one.Compared.Score);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    static void WriteExtension(Utf8JsonWriter json, string url, string kind, string value)
    {
        json.WriteStartObject();
        json.WriteString("url", url);
        json.WriteString(kind, value);
        json.WriteEndObject();
    }

    // Of the numbers only those that the asker already knows.
    static void WritePatient(Utf8JsonWriter json, MatchedPerson one)
    {
        json.WriteString("resourceType", "Patient");
        json.WriteString("id", one.Known.Id);
        if (one.Shared.Count > 0)
        {
            json.WriteStartArray("identifier");
            foreach (var number in one.Shared)
            {
                json.WriteStartObject();
                json.WriteString("system", number.System);
                json.WriteString("value", number.Folded);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (one.Known.Name.Length > 0)
        {
            json.WriteStartArray("name");
            json.WriteStartObject();
            json.WriteString("text", one.Known.Name);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        if (one.Known.Sex is "male" or "female" or "other" or "unknown") json.WriteString("gender", one.Known.Sex);
        if (BirthDay.Fhir(one.Known.BirthDay) is { } birth) json.WriteString("birthDate", birth);
    }

    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    static IEnumerable<JsonElement> Each(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];
}
