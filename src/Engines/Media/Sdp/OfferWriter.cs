using System.Globalization;
using System.Text;

namespace LienY.Media;

/// <summary>Writes the server's offer (RFC 8866, RFC 8829): ICE-lite, one bundle, numbers of <see cref="Wire"/>.</summary>
public static class OfferWriter
{
    /// <summary>Names of the simulcast sizes, smallest first: browsers starve the last ones first.</summary>
    public static readonly string[] Rids = ["l", "m", "h"];

    /// <summary>Bits a second of a voice while somebody listens on a thin line.</summary>
    public const int ThinVoice = 16_000;

    const string Sound = """
        a=rtpmap:111 opus/48000/2
        a=rtcp-fb:111 transport-cc
        a=rtcp-fb:111 nack
        a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1
        a=rtpmap:63 red/48000/2
        a=fmtp:63 111/111
        """;

    const string Picture = """
        a=rtpmap:96 VP8/90000
        a=rtcp-fb:96 goog-remb
        a=rtcp-fb:96 transport-cc
        a=rtcp-fb:96 ccm fir
        a=rtcp-fb:96 nack
        a=rtcp-fb:96 nack pli
        a=rtpmap:97 rtx/90000
        a=fmtp:97 apt=96
        """;

    /// <summary>The offer as text with CRLF.</summary>
    /// <param name="session">Number of the session; the same as long as the connection lives.</param>
    /// <param name="version">Grows by one with every offer.</param>
    /// <param name="candidates">Values of a=candidate without the name.</param>
    /// <param name="name">Canonical name of the server's streams.</param>
    public static string Write(long session, int version, IceAgent ice, string fingerprint, IEnumerable<string> candidates, IReadOnlyList<MediaLine> lines, string name)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append("\r\n");
        var known = candidates.ToList();
        Line($"v=0");
        Line($"o=- {session} {version} IN IP4 127.0.0.1");
        Line($"s=-");
        Line($"t=0 0");
        Line($"a=ice-lite");
        Line($"a=extmap-allow-mixed");
        Line($"a=msid-semantic: WMS *");
        Line($"a=group:BUNDLE {string.Join(' ', lines.Select(l => l.Mid))}");
        foreach (var line in lines)
        {
            Line($"m={(line.IsVideo ? "video 9 UDP/TLS/RTP/SAVPF 96 97" : line.Up ? "audio 9 UDP/TLS/RTP/SAVPF 63 111" : "audio 9 UDP/TLS/RTP/SAVPF 111 63")}");
            Line($"c=IN IP4 0.0.0.0");
            Line($"a=rtcp:9 IN IP4 0.0.0.0");
            Line($"a=mid:{line.Mid}");
            Line($"a=ice-ufrag:{ice.Fragment}");
            Line($"a=ice-pwd:{ice.Password}");
            Line($"a=fingerprint:sha-256 {fingerprint}");
            Line($"a=setup:actpass");
            Line($"a=rtcp-mux");
            Line($"a=rtcp-rsize");
            Line($"a={(!line.Active ? "inactive" : line.Up ? "recvonly" : "sendonly")}");
            Extensions(line, text);
            foreach (var attribute in (line.IsVideo ? Picture : Sound).ReplaceLineEndings("\n").Split('\n'))
                if (!line.Thin || !attribute.StartsWith("a=fmtp:111 ", StringComparison.Ordinal)) Line($"{attribute}");
            // Headers are most of a short packet: fewer of them leave a line of 64 kbit/s room for each sound twice (RFC 8866 §6.4, RFC 7587 §6.1).
            if (line.Thin) Line($"a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1;maxaveragebitrate={ThinVoice}");
            if (line is { Up: true, IsVideo: false }) Line($"a=ptime:{(line.Thin ? 60 : 40)}");
            if (line.Simulcast)
            {
                foreach (var rid in Rids) Line($"a=rid:{rid} recv");
                Line($"a=simulcast:recv {string.Join(';', Rids)}");
            }
            if (line is { Active: true, Up: false }) Sources(line, name, text);
            foreach (var candidate in known) Line($"a=candidate:{candidate}");
            if (known.Count > 0) Line($"a=end-of-candidates");
        }
        return text.ToString();
    }

    static void Extensions(MediaLine line, StringBuilder text)
    {
        void Map(int id, string uri) => text.Append(CultureInfo.InvariantCulture, $"a=extmap:{id} {uri}\r\n");
        Map(Wire.Mid, "urn:ietf:params:rtp-hdrext:sdes:mid");
        Map(Wire.TransportSequence, "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01");
        Map(Wire.AbsSendTime, "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time");
        if (!line.IsVideo) Map(Wire.AudioLevel, "urn:ietf:params:rtp-hdrext:ssrc-audio-level");
        if (!line.Simulcast) return;
        Map(Wire.Rid, "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id");
        Map(Wire.RepairedRid, "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id");
    }

    static void Sources(MediaLine line, string name, StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"a=msid:{line.Stream} t{line.Ssrc}\r\n");
        if (line.RtxSsrc != 0) text.Append(CultureInfo.InvariantCulture, $"a=ssrc-group:FID {line.Ssrc} {line.RtxSsrc}\r\n");
        foreach (var ssrc in new[] { line.Ssrc, line.RtxSsrc })
            if (ssrc != 0) text.Append(CultureInfo.InvariantCulture, $"a=ssrc:{ssrc} cname:{name}\r\na=ssrc:{ssrc} msid:{line.Stream} t{line.Ssrc}\r\n");
    }
}
