using System.Text;
using System.Text.Json;
using LienY.Contracts;
using LienY.Fhir;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Records;

/// <summary>What the pages for integrators show: every look goes through the server as a program's would, the gate and the trail included.</summary>
sealed class Integration(FhirDesk desk, FhirSeats seats, Database database, Caller caller, IServiceProvider services)
{
    static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>The desk.</summary>
    public async Task<DeskView> DeskAsync(HttpContext context, CancellationToken stop)
    {
        var seat = await seats.OfAsync(null, stop);
        await using var connection = await database.OpenAsync(stop);
        var values = new List<object?> { false };
        var gate = FhirGate.Where(connection, seat, "r", values);
        var counts = await connection.RowsAsync($"select r.type, count(*) from records_resource r where r.is_deleted = @p0 and {gate} group by r.type order by r.type",
            r => (r.GetString(0), r.GetInt64(1)), stop, [.. values]);
        return new(FhirHttp.Base(context), counts, caller.May(RecordsRights.Export), seat.HolderId != Guid.Empty);
    }

    /// <summary>Resources of a type; the query may name a person, so it comes in a body, never in an address.</summary>
    public async Task<BrowseView> BrowseAsync(string type, string query, string? next, CancellationToken stop)
    {
        var (problem, lines, more) = ("", (IReadOnlyList<FoundLine>)[], (string?)null);
        if (FhirTypes.Is(type))
        {
            var (status, body, _) = await AskAsync("GET", next is { Length: > 0 } ? $"{type}?{next}" : $"{type}?{(query.Length > 0 ? query + "&" : "")}_count=20", "", stop);
            using var json = JsonDocument.Parse(body);
            if (status == 200) (lines, more) = (Lines(json.RootElement), Next(json.RootElement));
            else problem = Problem(json.RootElement);
        }
        return new(type, query, FhirTypes.All, lines, problem, more, FhirTypes.Is(type));
    }

    /// <summary>One resource, the present or a former version.</summary>
    public async Task<ResourceView> ResourceAsync(string type, string id, string? version, CancellationToken stop)
    {
        var (status, body, _) = await AskAsync("GET", version is { Length: > 0 } ? $"{type}/{id}/_history/{version}" : $"{type}/{id}", "", stop);
        var (_, history, _) = await AskAsync("GET", $"{type}/{id}/_history?_count=50", "", stop);
        using var json = JsonDocument.Parse(body);
        using var past = JsonDocument.Parse(history);
        var shown = json.RootElement.TryGetProperty("meta", out var meta) && meta.TryGetProperty("versionId", out var v) ? v.GetString() ?? "" : "";
        return new(type, id, shown, Versions(past.RootElement), status == 200 ? body : default, status == 200 ? "" : Problem(json.RootElement));
    }

    /// <summary>A request typed by hand.</summary>
    public async Task<TryView> TryAsync(string method, string path, string body, HttpContext context, CancellationToken stop)
    {
        if (!Methods.Contains(method)) throw new Refusal(RefusalKind.Invalid, "Xin chọn cách gọi.") { Field = "method" };
        var clean = path.Trim().TrimStart('/');
        if (clean.StartsWith("fhir/", StringComparison.Ordinal)) clean = clean["fhir/".Length..];
        var (status, answer, headers) = await AskAsync(method, clean, body, stop);
        return new(method, path, body, true, status, headers, answer, Curl(FhirHttp.Base(context), method, clean, body));
    }

    /// <summary>The same request for a command line.</summary>
    public static string Curl(string root, string method, string path, string body)
    {
        var line = new StringBuilder("curl -H \"Authorization: Bearer $TOKEN\"");
        if (method != "GET") line.Append(" -X ").Append(method);
        if (body.Length > 0) line.Append(method == "PATCH" ? " -H \"Content-Type: application/json-patch+json\"" : " -H \"Content-Type: application/fhir+json\"").Append(" --data-binary @body.json");
        return line.Append(" '").Append(root).Append('/').Append(path.Replace("'", "%27", StringComparison.Ordinal)).Append('\'').ToString();
    }

    async Task<(int Status, ReadOnlyMemory<byte> Body, IReadOnlyList<(string, string)> Headers)> AskAsync(string method, string path, string body, CancellationToken stop)
    {
        var cut = path.IndexOf('?', StringComparison.Ordinal);
        var query = new List<KeyValuePair<string, string>>();
        if (cut >= 0)
            foreach (var pair in new Microsoft.AspNetCore.WebUtilities.QueryStringEnumerable(path[cut..])) query.Add(new(pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        var ask = new FhirAsk(method, cut < 0 ? path : path[..cut], query, Encoding.UTF8.GetBytes(body)) { ContentType = method == "PATCH" ? "application/json-patch+json" : FhirMedia };
        FhirReply reply;
        try
        {
            reply = await desk.HandleAsync(new(await seats.OfAsync(null, stop), ask, services, stop));
        }
        catch (FhirProblem problem)
        {
            reply = problem.Reply();
        }
        var headers = new List<(string, string)>();
        if (reply.Version > 0) headers.Add(("ETag", $"W/\"{reply.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)}\""));
        if (reply.At is { } at) headers.Add(("Last-Modified", at.ToUniversalTime().ToString("r", System.Globalization.CultureInfo.InvariantCulture)));
        if (reply.Location is { } location) headers.Add(("Location", location));
        return (reply.Status, reply.Bytes(), headers);
    }

    const string FhirMedia = "application/fhir+json";

    static List<FoundLine> Lines(JsonElement bundle)
    {
        var lines = new List<FoundLine>();
        if (!bundle.TryGetProperty("entry", out var entries)) return lines;
        foreach (var entry in entries.EnumerateArray())
            if (entry.TryGetProperty("resource", out var r) && Text(r, "resourceType") is { Length: > 0 } type && type != "OperationOutcome")
                lines.Add(new(type, Text(r, "id"), r.TryGetProperty("meta", out var m) ? Text(m, "versionId") : "", r.TryGetProperty("meta", out m) ? Text(m, "lastUpdated") : "", Title(r), Text(r, "status")));
        return lines;
    }

    // The words by which a person knows a resource: its name, its code, its title, else nothing.
    static string Title(JsonElement r)
    {
        foreach (var name in new[] { "code", "name", "title", "type", "vaccineCode", "medicationCodeableConcept", "description", "class" })
            if (r.TryGetProperty(name, out var found) && Said(found) is { Length: > 0 } words) return words;
        return "";
    }

    static string Said(JsonElement of) => of.ValueKind switch
    {
        JsonValueKind.String => of.GetString()!,
        JsonValueKind.Array => of.EnumerateArray().Select(Said).FirstOrDefault(w => w.Length > 0) ?? "",
        JsonValueKind.Object => Text(of, "text") is { Length: > 0 } text ? text : Text(of, "display") is { Length: > 0 } display ? display
            : of.TryGetProperty("coding", out var coding) && Said(coding) is { Length: > 0 } coded ? coded
            : $"{Text(of, "family")} {string.Join(' ', of.TryGetProperty("given", out var given) ? given.EnumerateArray().Select(g => g.ToString()) : [])}".Trim() is { Length: > 0 } name ? name
            : Text(of, "code"),
        _ => "",
    };

    static string? Next(JsonElement bundle) => bundle.TryGetProperty("link", out var links)
        ? links.EnumerateArray().Where(l => Text(l, "relation") == "next").Select(l => Text(l, "url")).Select(u => u.Contains('?', StringComparison.Ordinal) ? u[(u.IndexOf('?', StringComparison.Ordinal) + 1)..] : null).FirstOrDefault()
        : null;

    static List<(string, string, string)> Versions(JsonElement bundle) => !bundle.TryGetProperty("entry", out var entries) ? [] :
        [.. entries.EnumerateArray().Select(e => (
            e.TryGetProperty("response", out var p) && Text(p, "etag") is { Length: > 0 } etag ? etag.Trim('W', '/', '"') : "",
            e.TryGetProperty("response", out p) ? Text(p, "lastModified") : "",
            e.TryGetProperty("request", out var q) ? Text(q, "method") : "")).Where(v => v.Item1.Length > 0)];

    static string Problem(JsonElement outcome) => outcome.TryGetProperty("issue", out var issues)
        ? string.Join(" ", issues.EnumerateArray().Select(i => Text(i, "diagnostics")).Where(t => t.Length > 0).Take(5)) : "";

    static string Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString()! : "";
}
