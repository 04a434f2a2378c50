using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using LienY.Media;

namespace LienY.Rooms.Tests;

/// <summary>One connection of a browser to Janus: checks, handshake, sealed packets of made-up bytes. Addresses come and go one by one.</summary>
sealed class JanusWayEnd(DtlsIdentity identity, Action<JsonObject> trickle) : MediaPath, IDisposable
{
    readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    readonly Peer peer = new(identity, server: false);
    readonly Lock turn = new();
    readonly byte[] buffer = new byte[2048];
    readonly byte[] noise = new byte[1000];
    string fragment = "", password = "";
    bool connected, ended;
    long beat;
    ushort sound, picture;

    /// <summary>Packets of media that came.</summary>
    public long Came { get; private set; }

    public override string ToString() => $"{peer.State}, {(connected ? Address : "no address")}";

    public override IPEndPoint Address => (IPEndPoint)socket.RemoteEndPoint!;

    /// <summary>What a browser offers that sends a voice and a picture.</summary>
    public string Offer() => Describe(
    [
        $"m=audio 9 UDP/TLS/RTP/SAVPF {Wire.Opus}\r\na=mid:0\r\na=sendonly\r\na=rtpmap:{Wire.Opus} opus/48000/2\r\na=ssrc:11 cname:p",
        $"m=video 9 UDP/TLS/RTP/SAVPF {Wire.Vp8}\r\na=mid:1\r\na=sendonly\r\na=rtpmap:{Wire.Vp8} VP8/90000\r\na=ssrc:22 cname:p",
    ]);

    /// <summary>What it answers when it only listens.</summary>
    public string Answer(string offer) => Describe([.. Sections(offer).Select(section =>
    {
        var lines = section.Split("\r\n");
        return string.Join("\r\n", ["m=" + lines[0], .. lines.Where(l => l.StartsWith("a=mid:", StringComparison.Ordinal) || l.StartsWith("a=rtpmap:", StringComparison.Ordinal)),
            section.Contains("a=sendonly", StringComparison.Ordinal) ? "a=recvonly" : "a=inactive"]);
    })]);

    static string[] Sections(string sdp) => sdp.Split("\r\nm=")[1..];

    string Describe(string[] sections)
    {
        var mids = sections.Select(s => s.Split("a=mid:")[1].Split("\r\n")[0]);
        var text = new StringBuilder($"v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE {string.Join(' ', mids)}\r\n");
        foreach (var section in sections)
            text.Append(CultureInfo.InvariantCulture, $"{section}\r\nc=IN IP4 0.0.0.0\r\na=rtcp-mux\r\na=ice-ufrag:{peer.Ice.Fragment}\r\na=ice-pwd:{peer.Ice.Password}\r\na=ice-options:trickle\r\n")
                .Append(CultureInfo.InvariantCulture, $"a=fingerprint:sha-256 {identity.Fingerprint}\r\na=setup:active\r\n");
        return text.ToString();
    }

    /// <summary>Takes Janus' description.</summary>
    public void Hear(string sdp)
    {
        string Value(string name) => sdp.Split("\r\n").First(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..];
        lock (turn)
        {
            (fragment, password) = (Value("a=ice-ufrag:"), Value("a=ice-pwd:"));
            peer.Expect(fragment, Value("a=fingerprint:sha-256 ").ToUpperInvariant(), EmbeddedPlane.Now);
        }
        foreach (var line in sdp.Split("\r\n")) if (line.StartsWith("a=candidate:", StringComparison.Ordinal)) Reach(line[2..]);
    }

    /// <summary>Takes an address at which Janus can be reached; the first that fits is used.</summary>
    public void Reach(string candidate)
    {
        var parts = candidate.Split(' ');
        lock (turn)
        {
            if (connected || ended || parts.Length < 6 || !parts[2].Equals("udp", StringComparison.OrdinalIgnoreCase) || !IPAddress.TryParse(parts[4], out var address)
                || address.AddressFamily != AddressFamily.InterNetwork) return;
            socket.Connect(address, int.Parse(parts[5], CultureInfo.InvariantCulture));
            socket.Blocking = false;
            (connected, peer.Path) = (true, this);
        }
        var own = (IPEndPoint)socket.LocalEndPoint!;
        trickle(new() { ["candidate"] = string.Create(CultureInfo.InvariantCulture, $"candidate:1 1 udp 2113937151 {own.Address} {own.Port} typ host"), ["sdpMid"] = "0", ["sdpMLineIndex"] = 0 });
    }

    /// <summary>Every 5 ms: takes what came and does what a browser would do by now.</summary>
    public void Beat(bool speaks)
    {
        lock (turn)
        {
            if (!connected || ended || password.Length == 0) return;
            Take();
            if (beat++ % 400 == 0 || peer.State == PeerState.Opening && beat % 20 == 1)
                peer.Send(buffer.AsSpan(0, StunWriter.Check(buffer, fragment, peer.Ice.Fragment, password, true)));
            peer.Tick(EmbeddedPlane.Now);
            if (!speaks || peer.Session is not { } keys) return;
            if (beat % 4 == 0) Send(keys, Wire.Opus, ++sound, sound * 960u, 11, noise.AsSpan(0, 80));
            if (beat % 12 != 0) return;
            // A whole small picture each time: the first byte of what follows the descriptor tells it.
            var at = new Vp8Descriptor { StartsPicture = true, Key = true, PictureId = ++picture & 0x7fff, LongPictureId = true }.Write(noise);
            noise[at] = 0;
            Send(keys, Wire.Vp8, picture, picture * 6000u, 22, noise.AsSpan(0, 600));
        }
    }

    void Send(SrtpSession keys, int type, ushort number, uint time, uint ssrc, ReadOnlySpan<byte> payload)
    {
        var writer = new RtpWriter(buffer);
        writer.Header((byte)type, true, number, time, ssrc);
        writer.Payload(payload);
        Send(buffer.AsSpan(0, keys.SealRtp(buffer, writer.Length)));
    }

    void Take()
    {
        Span<byte> bytes = stackalloc byte[2048];
        while (true)
        {
            var length = socket.Receive(bytes, SocketFlags.None, out var state);
            if (state != SocketError.Success) return;
            if (length > 19 && bytes[0] < 4) peer.HearCheck(this, bytes[..length], EmbeddedPlane.Now);
            else if (length > 13 && bytes[0] is >= 20 and < 64) peer.HearHandshake(bytes[..length], EmbeddedPlane.Now);
            else if (length > 19 && bytes[0] >= 128 && !RtcpPart.Looks(bytes[..length])) Came++;
        }
    }

    public override void Send(ReadOnlySpan<byte> datagram)
    {
        try
        {
            socket.Send(datagram);
        }
        catch (SocketException)
        {
            // Lost, as on a network.
        }
    }

    public void Dispose()
    {
        lock (turn)
        {
            ended = true;
            peer.Dispose();
            socket.Dispose();
        }
    }
}
