using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LienY.Records;

/// <summary>Writes FHIR R4 JSON; an empty value is left out, as FHIR demands. One for a batch: its memory is used again.</summary>
sealed class FhirWriter : IDisposable
{
    /// <summary>ICD-10.</summary>
    public const string Icd = "http://hl7.org/fhir/sid/icd-10";

    readonly ArrayBufferWriter<byte> buffer = new(4096);
    readonly Utf8JsonWriter json;

    /// <summary>A writer.</summary>
    public FhirWriter() => json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>A whole resource; <paramref name="fill"/> writes what stands after its type and id.</summary>
    public byte[] Resource<T>(string type, Guid id, T given, Action<FhirWriter, T> fill)
    {
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteString("resourceType", type);
        json.WriteString("id", id);
        fill(this, given);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A text.</summary>
    public FhirWriter Text(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) json.WriteString(name, value);
        return this;
    }

    /// <summary>A time as far as it is known.</summary>
    public FhirWriter Time(string name, FhirTime? time) => Text(name, time?.Text);

    /// <summary>A number as it was sent; left out where it is none.</summary>
    public FhirWriter Number(string name, string? value)
    {
        if (Decimal(value) is { } number) json.WriteNumber(name, number);
        return this;
    }

    /// <summary>An object.</summary>
    public FhirWriter Open(string? name = null)
    {
        if (name is null) json.WriteStartObject();
        else json.WriteStartObject(name);
        return this;
    }

    /// <summary>The end of an object.</summary>
    public FhirWriter Close()
    {
        json.WriteEndObject();
        return this;
    }

    /// <summary>A list.</summary>
    public FhirWriter List(string name)
    {
        json.WriteStartArray(name);
        return this;
    }

    /// <summary>The end of a list.</summary>
    public FhirWriter End()
    {
        json.WriteEndArray();
        return this;
    }

    /// <summary>A reference to a resource of ours.</summary>
    public FhirWriter Reference(string name, string type, Guid id) => Open(name).Text("reference", $"{type}/{id}").Close();

    /// <summary>Something known by a number only; <paramref name="name"/> null within a list.</summary>
    public FhirWriter Known(string? name, string system, string? value) =>
        string.IsNullOrEmpty(value) ? this : Open(name).Open("identifier").Text("system", system).Text("value", value).Close().Close();

    /// <summary>A coded concept with its words; <paramref name="name"/> null within a list.</summary>
    public FhirWriter Concept(string? name, string system, string? code, string? text)
    {
        if (string.IsNullOrEmpty(code) && string.IsNullOrEmpty(text)) return this;
        Open(name);
        if (!string.IsNullOrEmpty(code)) List("coding").Open().Text("system", system).Text("code", code).Close().End();
        return Text("text", text).Close();
    }

    /// <summary>A list of one coded concept.</summary>
    public FhirWriter Concepts(string name, string system, string? code, string? text) =>
        string.IsNullOrEmpty(code) && string.IsNullOrEmpty(text) ? this : List(name).Concept(null, system, code, text).End();

    /// <summary>A list of notes.</summary>
    public FhirWriter Notes(params ReadOnlySpan<string?> texts)
    {
        var any = false;
        foreach (var text in texts)
        {
            if (string.IsNullOrEmpty(text)) continue;
            if (!any) List("note");
            any = true;
            Open().Text("text", text).Close();
        }
        return any ? End() : this;
    }

    /// <summary>A number as the tables write it, with a point or a comma.</summary>
    public static decimal? Decimal(string? text) =>
        !string.IsNullOrEmpty(text) && text.Length < 25 && decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out var number)
            ? number : null;

    /// <inheritdoc/>
    public void Dispose() => json.Dispose();
}
