using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace LienY.Rooms;

/// <summary>Where media travels (docs/operate.md). Nothing has to be set: one UDP and one TCP port of the same number on every address of the machine.</summary>
sealed record MediaSettings
{
    /// <summary>Addresses under which browsers reach this machine, separated by commas (<c>LIENY_MEDIA_ADDRESS</c>); empty: those of its interfaces.</summary>
    public string Address { get; init; } = "";

    /// <summary>UDP port (<c>LIENY_MEDIA_PORT</c>); another free one is taken where it is in use. 0: any.</summary>
    public int Port { get; init; } = 3480;

    /// <summary>TCP port for networks that let no UDP through (<c>LIENY_MEDIA_TCP_PORT</c>), e.g. 443 on an address of its own; −1: none.</summary>
    public int TcpPort { get; init; } = 3480;

    /// <summary>Which back end (<c>LIENY_MEDIA_PLANE</c>): <c>embedded</c>, <c>mesh</c>, <c>janus</c>; empty: janus where its address is set, else embedded
    /// where possible, else mesh.</summary>
    public string Plane { get; init; } = "";

    /// <summary>Address of Janus' HTTP interface (<c>LIENY_JANUS_URL</c>), e.g. <c>http://127.0.0.1:8088/janus</c>.</summary>
    public string JanusUrl { get; init; } = "";

    /// <summary>What that Janus wants to hear with every request (<c>LIENY_JANUS_SECRET</c>; its <c>api_secret</c>); empty: nothing.</summary>
    public string JanusSecret { get; init; } = "";

    /// <summary>Addresses of a TURN server, separated by commas (<c>LIENY_TURN_URLS</c>), e.g. <c>turn:turn.example.vn:3478</c>.</summary>
    public string TurnUrls { get; init; } = "";

    /// <summary>The secret shared with that server (<c>LIENY_TURN_SECRET</c>; coturn: static-auth-secret).</summary>
    public string TurnSecret { get; init; } = "";

    /// <summary>Reads the settings of an installation.</summary>
    public static MediaSettings Read(IConfiguration? from)
    {
        string Text(string name, string otherwise) => from?["LIENY_" + name] ?? from?[name.Replace("_", "", StringComparison.Ordinal)] ?? otherwise;
        int Number(string name, int otherwise) => int.TryParse(Text(name, ""), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number : otherwise;
        var port = Number("MEDIA_PORT", 3480);
        return new()
        {
            Address = Text("MEDIA_ADDRESS", ""),
            Port = port,
            TcpPort = Number("MEDIA_TCP_PORT", port),
            Plane = Text("MEDIA_PLANE", ""),
            JanusUrl = Text("JANUS_URL", ""),
            JanusSecret = Text("JANUS_SECRET", ""),
            TurnUrls = Text("TURN_URLS", ""),
            TurnSecret = Text("TURN_SECRET", ""),
        };
    }

    /// <summary>Servers for the page's RTCPeerConnection: credentials that end by themselves after a day (draft-uberti-behave-turn-rest-00 §2.2). Empty
    /// without TURN.</summary>
    public JsonArray Relays(DateTimeOffset now)
    {
        if (TurnUrls.Length == 0) return [];
        var user = string.Create(CultureInfo.InvariantCulture, $"{now.AddHours(24).ToUnixTimeSeconds()}:lieny");
        return
        [
            new JsonObject
            {
                ["urls"] = new JsonArray([.. TurnUrls.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(u => (JsonNode)u)]),
                ["username"] = user,
                ["credential"] = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(TurnSecret), Encoding.UTF8.GetBytes(user))),
            },
        ];
    }
}
