using System.Net;
using System.Text.Json;
using LienY.Fhir;

namespace LienY.Records;

/// <summary>What a Subscription resource asks for (FHIR R4 §Subscription), and what is wrong with it.</summary>
/// <param name="Status">As the resource says: <c>requested</c>, <c>active</c>, <c>error</c>, <c>off</c>.</param>
/// <param name="Problem">Why it cannot work, in English for programs; empty where it can.</param>
sealed record HookAsk(string Status, string Type, string Query, string Endpoint, string Payload, string Headers, DateTimeOffset? End, string Problem)
{
    const int MostHeaders = 10;

    /// <summary>Reads the bytes of a Subscription.</summary>
    public static HookAsk Of(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        var channel = root.TryGetProperty("channel", out var c) && c.ValueKind == JsonValueKind.Object ? c : default;
        var criteria = Text(root, "criteria");
        var cut = criteria.IndexOf('?', StringComparison.Ordinal);
        var (type, query) = cut < 0 ? (criteria, "") : (criteria[..cut], criteria[(cut + 1)..]);
        var (endpoint, payload) = (Text(channel, "endpoint"), Text(channel, "payload"));
        var headers = Lines(channel);
        DateTimeOffset? end = DateTimeOffset.TryParse(Text(root, "end"), System.Globalization.CultureInfo.InvariantCulture, out var at) ? at : null;
        return new(Text(root, "status"), type, query, endpoint, payload, string.Join('\n', headers), end, Wrong(type, Text(channel, "type"), endpoint, payload, headers));
    }

    static string Wrong(string type, string channel, string endpoint, string payload, List<string> headers) =>
        !FhirTypes.Is(type) ? $"criteria must be 'Type?query' with a resource type of R4, not '{type}'"
        : channel != "rest-hook" ? $"channel.type must be rest-hook, not '{channel}'"
        : !IsSafe(endpoint) ? "channel.endpoint must be an https address (http only on this machine)"
        : payload is not ("" or "application/fhir+json" or "application/json") ? $"channel.payload must be application/fhir+json or absent, not '{payload}'"
        : headers.Count > MostHeaders || headers.Exists(h => !IsHeader(h)) ? $"channel.header must be at most {MostHeaders} lines 'Name: value', none of them about the connection"
        : "";

    /// <summary>Data of persons never travels in the clear; the machine itself is no journey.</summary>
    static bool IsSafe(string endpoint) => Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));

    static bool IsHeader(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || line.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0) return false;
        var name = line[..colon];
        return name.All(ch => char.IsAsciiLetterOrDigit(ch) || ch is '-' or '_') && name.ToLowerInvariant() is not ("host" or "content-length" or "transfer-encoding" or "connection" or "content-type");
    }

    static List<string> Lines(JsonElement channel) => channel.ValueKind == JsonValueKind.Object && channel.TryGetProperty("header", out var all) && all.ValueKind == JsonValueKind.Array
        ? [.. all.EnumerateArray().Where(h => h.ValueKind == JsonValueKind.String).Select(h => h.GetString()!)] : [];

    static string Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString()! : "";
}
