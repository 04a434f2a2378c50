using System.Buffers;
using System.Globalization;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>FHIR over HTTP: reads a request, writes an answer.</summary>
static class FhirHttp
{
    /// <summary>Largest body: a bundle of some ten thousand resources.</summary>
    public const int MostBytes = 32 * 1024 * 1024;

    const int MostParameters = 500;

    /// <summary>Reads the request; refused where it is too large or speaks no JSON.</summary>
    public static async Task<FhirAsk> ReadAsync(HttpContext context, SignInRules rules, CancellationToken stop)
    {
        var request = context.Request;
        var query = new List<KeyValuePair<string, string>>();
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value)) query.Add(new(pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        if (query.Count > MostParameters) throw new FhirProblem(400, "too-costly", "", $"More than {MostParameters} parameters.");
        string? format = null;
        foreach (var (name, value) in query) if (name == "_format") format = value;
        FhirFormat.MustBeJson(request.Headers, format);
        var method = HttpMethods.IsHead(request.Method) ? "GET" : request.Method;
        var path = request.Path.Value!["/fhir".Length..];
        var kind = method == "PATCH" ? FhirAskKind.Patch : path.EndsWith("/_search", StringComparison.Ordinal) ? FhirAskKind.Form : FhirAskKind.Resource;
        var type = method is "POST" or "PUT" or "PATCH" ? FhirFormat.BodyType(request.ContentType, kind) : "";
        var body = method is "POST" or "PUT" or "PATCH" ? await BodyAsync(request, stop) : default;
        if (type == "application/x-www-form-urlencoded")
        {
            foreach (var pair in new QueryStringEnumerable(Encoding.UTF8.GetString(body.Span))) query.Add(new(pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
            body = default;
        }
        var headers = request.Headers;
        var prefer = headers["Prefer"].ToString();
        return new(method, path, query, body)
        {
            Base = Base(context, rules),
            IfMatch = One(headers.IfMatch),
            IfNoneMatch = One(headers.IfNoneMatch),
            IfNoneExist = One(headers["If-None-Exist"]),
            IfModifiedSince = DateTimeOffset.TryParseExact(One(headers.IfModifiedSince), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) ? since : null,
            ContentType = type,
            Return = Wish(prefer),
            IsStrict = prefer.Contains("handling=strict", StringComparison.Ordinal),
        };
    }

    /// <summary>What a Prefer header wants back.</summary>
    public static FhirReturn Wish(string prefer) => prefer.Contains("return=minimal", StringComparison.Ordinal) ? FhirReturn.Minimal
        : prefer.Contains("return=OperationOutcome", StringComparison.Ordinal) ? FhirReturn.Outcome
        : prefer.Contains("return=representation", StringComparison.Ordinal) ? FhirReturn.Representation : FhirReturn.Usual;

    static string? One(Microsoft.Extensions.Primitives.StringValues values) => values.Count == 0 ? null : values.ToString();

    /// <summary>Address of the server: the public one where it is set, else as it was called.</summary>
    public static string Base(HttpContext context) => Base(context, context.RequestServices.GetRequiredService<SignInRules>());

    /// <summary>The same where the settings are known already: a request of the short way makes no services.</summary>
    public static string Base(HttpContext context, SignInRules rules) => rules.PublicUrl is { Length: > 0 } known
        ? known.TrimEnd('/') + "/fhir" : $"{context.Request.Scheme}://{context.Request.Host}/fhir";

    static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpRequest request, CancellationToken stop)
    {
        if (request.ContentLength > MostBytes) throw TooLarge();
        if (request.ContentLength is { } length)
        {
            var whole = new byte[length];
            await request.Body.ReadExactlyAsync(whole, stop);
            return whole;
        }
        using var buffer = new MemoryStream();
        var part = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(part, stop)) > 0)
        {
            buffer.Write(part, 0, read);
            if (buffer.Length > MostBytes) throw TooLarge();
        }
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    static FhirProblem TooLarge() => new(413, "too-long", "", $"The body is larger than {MostBytes / 1024 / 1024} MiB; please split it.");

    /// <summary>Writes the answer.</summary>
    public static async Task WriteAsync(HttpContext context, FhirReply reply, string root)
    {
        var response = context.Response;
        response.StatusCode = reply.Status;
        if (reply.Version > 0) response.Headers.ETag = $"W/\"{reply.Version.ToString(CultureInfo.InvariantCulture)}\"";
        if (reply.At is { } at) response.Headers.LastModified = at.ToUniversalTime().ToString("r", CultureInfo.InvariantCulture);
        if (reply.Location is { } location)
        {
            if (reply.Status == 201) response.Headers.Location = $"{root}/{location}";
            response.Headers.ContentLocation = $"{root}/{location}";
        }
        if (reply.Status is 204 or 304 || !reply.HasBody)
        {
            if (reply.Status is not (204 or 304)) response.ContentLength = 0;
            return;
        }
        response.ContentType = reply.ContentType;
        if (HttpMethods.IsHead(context.Request.Method)) return;
        if (reply.Write is { } write) write(response.BodyWriter);
        else
        {
            response.ContentLength = reply.Body.Length;
            response.BodyWriter.Write(reply.Body.Span);
        }
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
