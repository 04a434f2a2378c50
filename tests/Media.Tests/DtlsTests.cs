namespace LienY.Media.Tests;

/// <summary>Handshakes between two ends in memory, through the system's library.</summary>
public sealed class DtlsTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Two ends with agreed keys, and the sessions they opened.</summary>
    internal static (SrtpSession Server, SrtpSession Client) Shake(Func<int, bool>? loses = null)
    {
        Assert.SkipUnless(DtlsIdentity.IsPossible, "libssl.so.3 is not on this machine.");
        using var one = new DtlsIdentity(Now);
        using var other = new DtlsIdentity(Now);
        using var server = new DtlsPeer(one, true);
        using var client = new DtlsPeer(other, false);
        var (toServer, toClient, n) = (new Queue<byte[]>(), new Queue<byte[]>(), 0);
        void Pass(Queue<byte[]> queue, ReadOnlySpan<byte> bytes)
        {
            Assert.InRange(bytes.Length, 13, 1200);
            if (loses?.Invoke(n++) != true) queue.Enqueue(bytes.ToArray());
        }
        for (var round = 0; round < 400 && (server.State, client.State) != (DtlsState.Ready, DtlsState.Ready); round++)
        {
            client.Tick(b => Pass(toServer, b));
            server.Tick(b => Pass(toClient, b));
            while (toServer.TryDequeue(out var bytes)) server.Hear(bytes, b => Pass(toClient, b));
            while (toClient.TryDequeue(out var bytes)) client.Hear(bytes, b => Pass(toServer, b));
            if (round > 3) Thread.Sleep(20);
        }
        Assert.Equal((DtlsState.Ready, DtlsState.Ready), (server.State, client.State));
        Assert.Equal((one.Fingerprint, other.Fingerprint), (client.PeerFingerprint, server.PeerFingerprint));
        return (server.OpenSession(), client.OpenSession());
    }

    [Fact]
    public void Both_ends_agree_on_keys_and_know_each_others_certificate()
    {
        var (server, client) = Shake();
        Span<byte> packet = stackalloc byte[100];
        var writer = new RtpWriter(packet);
        writer.Header(Wire.Opus, false, 7, 8, 9);
        writer.Payload("xin chào"u8);
        var plain = packet[..writer.Length].ToArray();
        var sealedLength = client.SealRtp(packet, writer.Length);
        Assert.NotEqual(plain, packet[..plain.Length].ToArray());
        Assert.Equal(plain.Length, server.OpenRtp(packet[..sealedLength]));
        Assert.Equal(plain, packet[..plain.Length].ToArray());
    }

    [Fact]
    public void A_handshake_survives_a_lost_datagram() => Shake(n => n == 1);

    [Fact]
    public void Garbage_does_not_end_a_handshake_nor_throw()
    {
        Assert.SkipUnless(DtlsIdentity.IsPossible, "libssl.so.3 is not on this machine.");
        using var identity = new DtlsIdentity(Now);
        using var server = new DtlsPeer(identity, true);
        var random = new Random(5);
        var bytes = new byte[300];
        for (var i = 0; i < 200; i++)
        {
            random.NextBytes(bytes);
            bytes[0] = (byte)(20 + i % 44);
            server.Hear(bytes.AsSpan(0, 1 + random.Next(299)), _ => { });
        }
        Assert.Equal(DtlsState.Shaking, server.State);
    }
}
