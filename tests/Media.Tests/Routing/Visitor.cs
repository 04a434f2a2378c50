using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace LienY.Media.Tests;

/// <summary>A browser as far as a room can tell: answers offers, shakes hands, sends and receives sealed packets. Decodes nothing.</summary>
sealed class Visitor : IDisposable
{
    readonly DtlsIdentity identity;
    readonly Queue<byte[]> arrived = [];
    readonly Dictionary<string, uint> sources = [];
    readonly MemoryPath toServer, toVisitor;
    readonly byte[] buffer = new byte[2048];
    string serverFragment = "", serverPassword = "";

    public Visitor(Room room, int id, bool mayPublish = true)
    {
        (Room, identity) = (room, new(new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero)));
        (Seat, Peer) = (room.Join(id, mayPublish), new(identity, server: false));
        toVisitor = new(bytes => { if (!Loses(bytes)) arrived.Enqueue(bytes); });
        toServer = new(bytes => Room.Hear(Seat, toVisitor, bytes, Now));
        Fingerprint = identity.Fingerprint;
    }

    public static long Now { get; set; } = 1_000_000;

    public Room Room { get; }

    public Member Seat { get; }

    public Peer Peer { get; }

    public string Fingerprint { get; set; }

    /// <summary>What of the way down is lost (sealed bytes).</summary>
    public Func<byte[], bool> Loses { get; set; } = _ => false;

    public RoomOffer Offer { get; private set; } = null!;

    /// <summary>Opened RTP packets in the order of their coming.</summary>
    public List<byte[]> Packets { get; } = [];

    /// <summary>Opened compounds of reports.</summary>
    public List<byte[]> Reports { get; } = [];

    /// <summary>Takes the present offer and answers it.</summary>
    public void Negotiate()
    {
        Offer = Seat.Offer();
        string Value(string name) => Offer.Sdp.Split("\r\n").First(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..];
        (serverFragment, serverPassword) = (Value("a=ice-ufrag:"), Value("a=ice-pwd:"));
        Peer.Expect(serverFragment, Value("a=fingerprint:sha-256 "), Now);
        Assert.True(Seat.Answer(Answered(Offer.Sdp), Now));
    }

    /// <summary>An answer as browsers write it, less what the server does not read.</summary>
    public string Answered(string offer)
    {
        var text = new StringBuilder("v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
        foreach (var section in offer.Split("\r\nm=").Skip(1))
        {
            var direction = section.Contains("a=recvonly") ? "sendonly" : section.Contains("a=sendonly") ? "recvonly" : "inactive";
            text.Append("m=").Append(section.Split("\r\n")[0]).Append("\r\n").Append(section.Split("\r\n").First(l => l.StartsWith("a=mid", StringComparison.Ordinal)));
            text.Append($"\r\na=ice-ufrag:{Peer.Ice.Fragment}\r\na=ice-pwd:{Peer.Ice.Password}\r\na=fingerprint:sha-256 {Fingerprint}\r\n");
            text.Append($"a=setup:active\r\na={direction}\r\n");
            if (section.StartsWith("audio", StringComparison.Ordinal)) text.Append("a=rtpmap:111 opus/48000/2\r\na=rtpmap:63 red/48000/2\r\n");
            else text.Append("a=rtpmap:96 VP8/90000\r\n");
            if (section.Contains("a=simulcast:recv")) text.Append("a=rid:l send\r\na=rid:m send\r\na=rid:h send\r\na=simulcast:send l;m;h\r\n");
        }
        return text.ToString();
    }

    /// <summary>Answers the first offer, checks the path and shakes hands.</summary>
    public Visitor Enter()
    {
        Negotiate();
        Check();
        Peer.Path = toServer;
        for (var i = 0; i < 100 && (Peer.State, Seat.Peer.State) != (PeerState.Open, PeerState.Open); i++)
        {
            Now += 60_000;
            Peer.Tick(Now);
            Collect();
        }
        return this;
    }

    public void Check() => toServer.Send(buffer.AsSpan(0, StunWriter.Check(buffer, serverFragment, Peer.Ice.Fragment, serverPassword, true)));

    /// <summary>Opens what has come.</summary>
    public void Collect()
    {
        while (arrived.TryDequeue(out var bytes))
        {
            if (bytes[0] is >= 20 and < 64) Peer.HearHandshake(bytes, Now);
            if (bytes[0] < 128 || Peer.Session is not { } keys) continue;
            var reports = RtcpPart.Looks(bytes);
            var length = reports ? keys.OpenRtcp(bytes) : keys.OpenRtp(bytes);
            if (length > 0) (reports ? Reports : Packets).Add(bytes[..length]);
        }
    }

    /// <summary>Sends plain bytes of a packet or a report, sealed.</summary>
    public void Send(ReadOnlySpan<byte> plain)
    {
        plain.CopyTo(buffer);
        var length = RtcpPart.Looks(plain) ? Peer.Session!.SealRtcp(buffer, plain.Length) : Peer.Session!.SealRtp(buffer, plain.Length);
        toServer.Send(buffer.AsSpan(0, length));
    }

    /// <summary>Seals and sends a packet of a stream that will never be heard of again: who sends under ever new numbers would otherwise remember them all.</summary>
    public void SendOnce(ReadOnlySpan<byte> plain)
    {
        Send(plain);
        if (plain.Length < 12 || RtcpPart.Looks(plain)) return;
        var source = BinaryPrimitives.ReadUInt32BigEndian(plain[8..]);
        if (!sources.ContainsValue(source)) Peer.Session!.Forget(source);
    }

    uint Source(string name) => sources.TryGetValue(name, out var ssrc) ? ssrc : sources[name] = (uint)(Seat.Id * 1000 + sources.Count + 1);

    public uint SoundSource => Source("sound");

    /// <summary>Sends one sound of 20 ms whose payload says its number.</summary>
    public void Sound(ushort sequence, string payload = "âm thanh", byte level = 30)
    {
        var bytes = new byte[1200];
        var writer = new RtpWriter(bytes);
        writer.Header(Wire.Opus, false, sequence, sequence * 960u, Source("sound"));
        writer.Extension(Wire.Mid, 1)[0] = (byte)'0';
        writer.Extension(Wire.AudioLevel, 1)[0] = level;
        writer.EndExtensions();
        writer.Payload(Encoding.UTF8.GetBytes(payload));
        Send(bytes.AsSpan(0, writer.Length));
    }

    /// <summary>Sends one packet of a picture of one size; every packet is a whole picture.</summary>
    public void Picture(int layer, ushort sequence, bool key, int size = 500, int temporal = 0)
    {
        var bytes = new byte[1500];
        var writer = new RtpWriter(bytes);
        writer.Header(Wire.Vp8, true, sequence, sequence * 6000u, Source("picture" + layer));
        writer.Extension(Wire.Mid, 1)[0] = (byte)'1';
        writer.Extension(Wire.Rid, 1)[0] = "lmh"u8[layer];
        writer.EndExtensions();
        var payload = new byte[size];
        var at = new Vp8Descriptor
        {
            StartsPicture = true,
            Key = key,
            PictureId = sequence & 0x7fff,
            LongPictureId = true,
            Tl0PicIdx = sequence & 0xff,
            Temporal = temporal
        }.Write(payload);
        payload[at] = (byte)(key ? 0 : 1);
        if (key) new byte[] { 0x9d, 1, 0x2a, (byte)(160 << layer), (byte)((160 << layer) >> 8), (byte)(90 << layer), (byte)((90 << layer) >> 8) }.CopyTo(payload, at + 3);
        writer.Payload(payload);
        Send(bytes.AsSpan(0, writer.Length));
    }

    public void Dispose()
    {
        Peer.Dispose();
        identity.Dispose();
    }

    sealed class MemoryPath(Action<byte[]> take) : MediaPath
    {
        public override IPEndPoint Address { get; } = new(IPAddress.Loopback, 5);

        public override void Send(ReadOnlySpan<byte> datagram) => take(datagram.ToArray());
    }
}
