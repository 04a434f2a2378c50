using System.Globalization;

namespace LienY.Media;

/// <summary>What a browser answered for one m-line.</summary>
/// <param name="Sends">It will send here.</param>
/// <param name="Rids">Sizes it will send, in its order; empty where it sends one.</param>
/// <param name="Ssrcs">Sources it announced; with rids none.</param>
/// <param name="HasRed">It takes redundant sound.</param>
public sealed record AnsweredLine(string Mid, bool IsVideo, bool Sends, bool Receives, IReadOnlyList<string> Rids, IReadOnlyList<uint> Ssrcs, bool HasRed);

/// <summary>A browser's answer, as far as the server needs it. Read from untrusted text: sizes are bounded, nothing in it says who somebody is.</summary>
/// <param name="Fragment">ice-ufrag.</param>
/// <param name="Fingerprint">SHA-256 of its certificate in capital hex digits with colons.</param>
/// <param name="IsActive">It opens the DTLS handshake, as it must with this server.</param>
public sealed record SdpAnswer(string Fragment, string Fingerprint, bool IsActive, IReadOnlyList<AnsweredLine> Lines)
{
    /// <summary>Longest description that is read, in characters.</summary>
    public const int MaxLength = 400_000;

    /// <summary>Reads an answer; null where it lacks what the connection needs.</summary>
    public static SdpAnswer? Read(string sdp)
    {
        if (sdp.Length > MaxLength) return null;
        string? fragment = null, fingerprint = null, setup = null;
        var lines = new List<AnsweredLine>();
        Reading? now = null;
        foreach (var range in sdp.AsSpan().Split('\n'))
        {
            var line = sdp.AsSpan(range).TrimEnd('\r');
            if (line.StartsWith("m="))
            {
                if (now is not null) lines.Add(now.Done());
                if (lines.Count > 1000) return null;
                now = new(line);
            }
            else if (line.StartsWith("a=ice-ufrag:")) fragment ??= line[12..].ToString();
            else if (line.StartsWith("a=fingerprint:sha-256 ", StringComparison.OrdinalIgnoreCase)) fingerprint ??= line[22..].Trim().ToString().ToUpperInvariant();
            else if (line.StartsWith("a=setup:")) setup ??= line[8..].ToString();
            else now?.Take(line);
        }
        if (now is not null) lines.Add(now.Done());
        return fragment is { Length: >= 4 and <= 256 } && fingerprint is { Length: 95 } && lines.Count > 0 ? new(fragment, fingerprint, setup is "active", lines) : null;
    }

    sealed class Reading(ReadOnlySpan<char> line)
    {
        readonly bool video = line.StartsWith("m=video");
        readonly bool open = !line.StartsWith("m=audio 0 ") && !line.StartsWith("m=video 0 ");
        readonly List<string> rids = [];
        readonly List<uint> ssrcs = [];
        string mid = "", direction = "sendrecv";
        bool red;

        public void Take(ReadOnlySpan<char> line)
        {
            if (line.StartsWith("a=mid:") && line.Length < 40) mid = line[6..].ToString();
            else if (line is "a=sendonly" or "a=recvonly" or "a=inactive" or "a=sendrecv") direction = line[2..].ToString();
            else if (line.StartsWith("a=rid:") && line.EndsWith(" send") && rids.Count < 8 && line.Length < 40) rids.Add(line[6..^5].ToString());
            else if (line.StartsWith("a=rid:") && line.IndexOf(" send ") is var at and > 6 and < 30 && rids.Count < 8) rids.Add(line[6..at].ToString());
            else if (line.StartsWith("a=rtpmap:63 red/")) red = true;
            else if (line.StartsWith("a=ssrc:") && line.IndexOf(' ') is var space and > 7
                && uint.TryParse(line[7..space], NumberStyles.None, CultureInfo.InvariantCulture, out var ssrc)
                && !ssrcs.Contains(ssrc) && ssrcs.Count < 16) ssrcs.Add(ssrc);
        }

        public AnsweredLine Done() => new(mid, video, open && direction is "sendonly" or "sendrecv", open && direction is "recvonly" or "sendrecv", rids, ssrcs, red);
    }
}
