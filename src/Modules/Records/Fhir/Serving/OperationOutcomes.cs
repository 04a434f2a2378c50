using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using LienY.Fhir;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>What is said of a request, as OperationOutcome.</summary>
static class OperationOutcomes
{
    const int Most = 100;
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };

    /// <summary>The resource; of very many issues the first hundred.</summary>
    public static byte[] Of(IReadOnlyList<Issue> issues)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var w = new Utf8JsonWriter(buffer, Plain)) Write(w, issues);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes it as a value.</summary>
    public static void Write(Utf8JsonWriter w, IReadOnlyList<Issue> issues)
    {
        w.WriteStartObject();
        w.WriteString("resourceType", "OperationOutcome");
        w.WriteStartArray("issue");
        foreach (var issue in issues.Take(Most))
        {
            w.WriteStartObject();
            w.WriteString("severity", issue.Severity);
            w.WriteString("code", issue.Code);
            w.WriteString("diagnostics", issue.Text);
            if (issue.Path.Length > 0)
            {
                w.WriteStartArray("expression");
                w.WriteStringValue(issue.Path);
                w.WriteEndArray();
            }
            w.WriteEndObject();
        }
        w.WriteEndArray();
        w.WriteEndObject();
    }

    /// <summary>One word of good news.</summary>
    public static byte[] Done(string text) => Of([new("information", "informational", "", text)]);

    /// <summary>A refusal of the house as a problem of FHIR.</summary>
    public static FhirProblem Of(Refusal refusal, string text) => new(refusal.Code switch
    {
        "sign-in" => 401,
        "too-large" => 413,
        "too-many" => 429,
        _ => refusal.Status,
    }, refusal.Code switch
    {
        "sign-in" => "login",
        "too-large" => "too-long",
        "too-many" => "throttled",
        _ => refusal.Kind switch
        {
            RefusalKind.Forbidden => "forbidden",
            RefusalKind.Missing => "not-found",
            RefusalKind.Conflict => "conflict",
            RefusalKind.Unavailable => "transient",
            _ => "invalid",
        },
    }, "", text);
}
