using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using LienY.Media;
using LienY.Rooms;

namespace LienY.Bench;

/// <summary>One browser of the load: answers offers, shakes hands, sends sound and pictures of made-up bytes, tells when packets came, decodes nothing.</summary>
sealed class LoadSeat(DtlsIdentity identity, bool speaks, int picturePackets, Action<JsonObject> say) : IDisposable
{
    readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    readonly Peer peer = new(identity, server: false);
    readonly FeedbackWriter feedback = new();
    readonly Dictionary<uint, ushort> last = [];
    readonly byte[] buffer = new byte[2048];
    readonly Lock turn = new();
    readonly byte[] noise = new byte[1200];
    string fragment = "", password = "";
    ushort sound, picture;
    long beat, pictures;
    bool begun;

    public long Came { get; private set; }

    public long Missing { get; private set; }

    /// <summary>Number of the last packet of sound that was sent.</summary>
    public ushort Sounds => sound;

    public void Reset() => (Came, Missing) = (0, 0);

    public void Join() => say(new() { ["type"] = "join" });

    public void Hear(JsonNode message)
    {
        if (message["type"]!.GetValue<string>() != "offer") return;
        var sdp = message["sdp"]!.GetValue<string>();
        string Value(string name) => sdp.Split("\r\n").First(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..];
        lock (turn)
        {
            if (!begun)
            {
                (begun, fragment, password) = (true, Value("a=ice-ufrag:"), Value("a=ice-pwd:"));
                var candidate = sdp.Split("\r\n").First(l => l.StartsWith("a=candidate:", StringComparison.Ordinal) && l.Contains(" udp ") && l.Split(' ')[4].Contains('.')).Split(' ');
                socket.Connect(IPAddress.Parse(candidate[4]), int.Parse(candidate[5], CultureInfo.InvariantCulture));
                (socket.ReceiveBufferSize, socket.Blocking) = (1 << 20, false);
                peer.Path = new SocketPath(socket);
                peer.Expect(fragment, Value("a=fingerprint:sha-256 "), EmbeddedPlane.Now);
                _ = ReceiveAsync();
            }
        }
        say(new() { ["type"] = "answer", ["sdp"] = Answer(sdp) });
    }

    string Answer(string offer)
    {
        var text = new StringBuilder("v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
        foreach (var section in offer.Split("\r\nm=").Skip(1))
        {
            text.Append("m=").Append(section.Split("\r\n")[0]).Append("\r\n").Append(section.Split("\r\n").First(l => l.StartsWith("a=mid", StringComparison.Ordinal)));
            text.Append(CultureInfo.InvariantCulture, $"\r\na=ice-ufrag:{peer.Ice.Fragment}\r\na=fingerprint:sha-256 {identity.Fingerprint}\r\na=setup:active\r\n");
            text.Append(section.Contains("a=recvonly") ? "a=sendonly\r\n" : section.Contains("a=sendonly") ? "a=recvonly\r\n" : "a=inactive\r\n");
        }
        return text.ToString();
    }

    /// <summary>Every 5 ms: what a browser would do by now.</summary>
    public void Beat(long now)
    {
        lock (turn)
        {
            if (!begun) return;
            beat++;
            if (beat % 400 == 1 || peer.State == PeerState.Opening && beat % 20 == 1)
                peer.Send(buffer.AsSpan(0, StunWriter.Check(buffer, fragment, peer.Ice.Fragment, password, true)));
            peer.Tick(EmbeddedPlane.Now);
            if (peer.Session is not { } keys) return;
            if (beat % 20 == 0)
            {
                var length = feedback.Write(buffer, 1, 1, EmbeddedPlane.Now);
                if (length > 0) peer.Send(buffer.AsSpan(0, keys.SealRtcp(buffer, length)));
            }
            if (!speaks) return;
            if (now % 4 == 0) Sound(keys);
            // Pictures come in groups, as an encoder gives them.
            if (now % 13 == 0) for (var i = 0; i < Math.Max(1, picturePackets / 15); i++) Picture(keys, i == Math.Max(1, picturePackets / 15) - 1);
        }
    }

    void Sound(SrtpSession keys)
    {
        var writer = new RtpWriter(buffer);
        writer.Header(Wire.Opus, false, ++sound, sound * 960u, 11);
        writer.Extension(Wire.Mid, 1)[0] = (byte)'0';
        writer.Extension(Wire.AudioLevel, 1)[0] = 40;
        writer.EndExtensions();
        writer.Payload(noise.AsSpan(0, 80));
        peer.Send(buffer.AsSpan(0, keys.SealRtp(buffer, writer.Length)));
    }

    void Picture(SrtpSession keys, bool ends)
    {
        var writer = new RtpWriter(buffer);
        writer.Header(Wire.Vp8, ends, ++picture, (uint)pictures * 6000u, 22);
        writer.Extension(Wire.Mid, 1)[0] = (byte)'1';
        writer.Extension(Wire.Rid, 1)[0] = (byte)'m';
        writer.EndExtensions();
        var first = picture % Math.Max(1, picturePackets / 15) == 1 || picturePackets < 30;
        var at = new Vp8Descriptor
        {
            StartsPicture = first,
            Key = false,
            PictureId = (int)(pictures & 0x7fff),
            LongPictureId = true,
            Tl0PicIdx = (int)(pictures & 0xff),
            Temporal = 0
        }.Write(noise);
        // A whole picture every second or so, since nobody here hears when one is asked for.
        noise[at] = (byte)(first && pictures % 15 == 0 ? 0 : 1);
        writer.Payload(noise.AsSpan(0, 1080));
        if (ends) pictures++;
        peer.Send(buffer.AsSpan(0, keys.SealRtp(buffer, writer.Length)));
    }

    async Task ReceiveAsync()
    {
        var bytes = new byte[2048];
        while (true)
        {
            int length;
            try
            {
                length = await socket.ReceiveAsync(bytes);
            }
            catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
            {
                return;
            }
            // What has come meanwhile is taken without waiting: waiting costs more than taking.
            lock (turn)
            {
                Take(bytes.AsSpan(0, length));
                for (var more = 0; begun && more < 64; more++)
                {
                    length = socket.Receive(bytes, SocketFlags.None, out var state);
                    if (state != SocketError.Success) break;
                    Take(bytes.AsSpan(0, length));
                }
            }
        }
    }

    void Take(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 13 && bytes[0] is >= 20 and < 64) peer.HearHandshake(bytes, EmbeddedPlane.Now);
        if (bytes.Length < 20 || bytes[0] < 128 || RtcpPart.Looks(bytes)) return;
        // Headers are not encrypted: what a receiver reports can be read without opening anything.
        if (bytes[12] == 0xBE && bytes[13] == 0xDE && bytes[16] == ((Wire.TransportSequence << 4) | 1))
            feedback.Came(BinaryPrimitives.ReadUInt16BigEndian(bytes[17..]), EmbeddedPlane.Now);
        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]);
        var sequence = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        Came++;
        if (last.TryGetValue(ssrc, out var before))
        {
            var ahead = Wire.Ahead(sequence, before);
            if (ahead > 1) Missing += ahead - 1;
            else if (ahead <= 0) Missing = Math.Max(0, Missing - 1);
            if (ahead <= 0) return;
        }
        last[ssrc] = sequence;
    }

    public void Dispose()
    {
        lock (turn)
        {
            begun = false;
            socket.Dispose();
            peer.Dispose();
        }
    }

    sealed class SocketPath(Socket socket) : MediaPath
    {
        public override IPEndPoint Address => (IPEndPoint)socket.RemoteEndPoint!;

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
    }
}
