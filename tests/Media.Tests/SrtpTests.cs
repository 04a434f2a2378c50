namespace LienY.Media.Tests;

/// <summary>Sealed packets against the vectors of the standards.</summary>
public sealed class SrtpTests
{
    static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));

    [Fact]
    public void Session_keys_are_those_of_rfc_3711_b3()
    {
        var key = Hex("E1F97A0D3E018BE0D64FA32C06DE4139");
        var salt = Hex("0EC675AD498AFEEBB6960B3AABE6");
        Assert.Equal(Hex("C61E7A93744F39EE10734AFE3FF7A087"), SrtpKeys.Derive(key, salt, 0, 16));
        Assert.Equal(Hex("30CBBC08863D8C85D49DB34A9AE1"), SrtpKeys.Derive(key, salt, 2, 14));
        Assert.Equal(Hex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"), SrtpKeys.Derive(key, salt, 1, 20));
    }

    [Fact]
    public void A_packet_sealed_in_counter_mode_is_that_of_libsrtp()
    {
        // The vector that libsrtp and pion test themselves with: master key and salt of RFC 3711 B.3, SSRC cafebabe, sequence 0x1234.
        var keys = new SrtpKeys(SrtpProfile.Aes128CmSha1, Hex("E1F97A0D3E018BE0D64FA32C06DE4139"), Hex("0EC675AD498AFEEBB6960B3AABE6"));
        using var session = new SrtpSession(keys, keys);
        var packet = new byte[60];
        Hex("800F1234DECAFBADCAFEBABE ABABABABABABABABABABABABABABABAB").CopyTo(packet, 0);
        var length = session.SealRtp(packet, 28);
        Assert.Equal(Hex("800F1234DECAFBADCAFEBABE4E55DC4CE79978D88CA4D215949D2402B78D6ACC99EA179B8DBB"), packet[..length]);
    }

    [Theory]
    [InlineData(SrtpProfile.AeadAes128Gcm)]
    [InlineData(SrtpProfile.Aes128CmSha1)]
    public void Every_packet_comes_through_once_over_two_turns_of_the_counter(SrtpProfile profile)
    {
        var (sender, receiver) = Pair(profile);
        var random = new Random(3);
        var packet = new byte[200];
        var at = 65000;
        for (var i = 0; i < 140_000; i += random.Next(1, 400), at = 65000 + i)
        {
            var length = Write(packet, (ushort)at, random.Next(0, 150));
            var plain = packet[..length];
            var sealedPacket = packet[..sender.SealRtp(packet, length)];
            var again = sealedPacket.ToArray();
            Assert.Equal(length, receiver.OpenRtp(sealedPacket));
            Assert.Equal(plain, sealedPacket[..length]);
            Assert.Equal(0, receiver.OpenRtp(again));
        }
    }

    [Theory]
    [InlineData(SrtpProfile.AeadAes128Gcm)]
    [InlineData(SrtpProfile.Aes128CmSha1)]
    public void A_changed_bit_is_noticed_and_does_no_harm(SrtpProfile profile)
    {
        var (sender, receiver) = Pair(profile);
        var packet = new byte[100];
        var length = Write(packet, 5, 40);
        var sealedLength = sender.SealRtp(packet, length);
        for (var bit = 0; bit < sealedLength * 8; bit += 5)
        {
            var bad = packet[..sealedLength];
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(0, receiver.OpenRtp(bad));
        }
        Assert.Equal(length, receiver.OpenRtp(packet.AsSpan(0, sealedLength)));
    }

    [Theory]
    [InlineData(SrtpProfile.AeadAes128Gcm)]
    [InlineData(SrtpProfile.Aes128CmSha1)]
    public void Reports_come_through_once(SrtpProfile profile)
    {
        var (sender, receiver) = Pair(profile);
        for (var i = 0; i < 20; i++)
        {
            var report = new byte[80];
            Hex("81c90007 00000001 00000002 00000003 00000004 00000005 00000006 00000007").CopyTo(report, 0);
            var length = sender.SealRtcp(report, 32);
            var copy = report[..length];
            Assert.Equal(32, receiver.OpenRtcp(report.AsSpan(0, length)));
            Assert.Equal("81C9000700000001000000020000000300000004000000050000000600000007", Convert.ToHexString(report, 0, 32));
            Assert.Equal(0, receiver.OpenRtcp(copy));
        }
    }

    [Theory]
    [InlineData(SrtpProfile.AeadAes128Gcm)]
    [InlineData(SrtpProfile.Aes128CmSha1)]
    public void Every_source_counts_its_reports_by_itself(SrtpProfile profile)
    {
        // Two sessions of one sender stand for two of its sources: both count from 0.
        var (one, receiver) = Pair(profile);
        var (other, _) = Pair(profile);
        foreach (var (session, source) in new[] { (one, 1), (other, 2) })
        {
            var report = new byte[80];
            Hex($"81c90007 0000000{source} 00000002 00000003 00000004 00000005 00000006 00000007").CopyTo(report, 0);
            Assert.Equal(32, receiver.OpenRtcp(report.AsSpan(0, session.SealRtcp(report, 32))));
        }
    }

    [Fact]
    public void Gcm_packet_is_that_of_rfc_7714_16_1_1()
    {
        // The standard's vector gives session keys, so the cipher is asked directly through a session whose keys are set.
        using var cipher = new System.Security.Cryptography.AesGcm(Hex("000102030405060708090a0b0c0d0e0f"), 16);
        var iv = Hex("51753c6580c2726f20718414");
        var packet = Hex("8040f17b8041f8d35501a0b2 47616c6c696120657374206f6d6e697320646976697361 20696e207061727465732074726573");
        var body = packet[12..];
        var tag = new byte[16];
        cipher.Encrypt(iv, body, body, tag, packet[..12]);
        Assert.Equal(Hex("f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"), body);
        Assert.Equal(Hex("899d7f27beb16a9152cf765ee4390cce"), tag);
        // The same nonce comes out of salt, source, rollover and sequence as GcmCipher mixes them (§8.1).
        var salt = Hex("517569642070726f2071756f");
        var mixed = Hex("00005501a0b200000000f17b");
        for (var i = 0; i < 12; i++) mixed[i] ^= salt[i];
        Assert.Equal(iv, mixed);
    }

    [Fact]
    public void A_peer_cannot_open_streams_without_end()
    {
        var (sender, receiver) = Pair(SrtpProfile.AeadAes128Gcm);
        var opened = 0;
        for (uint ssrc = 1; ssrc <= 200; ssrc++)
        {
            var packet = new byte[100];
            var writer = new RtpWriter(packet);
            writer.Header(Wire.Opus, false, 1, 1, ssrc);
            if (receiver.OpenRtp(packet.AsSpan(0, sender.SealRtp(packet, writer.Length))) > 0) opened++;
        }
        Assert.Equal(SrtpSession.MaxStreams, opened);
    }

    internal static (SrtpSession Sender, SrtpSession Receiver) Pair(SrtpProfile profile)
    {
        var random = new Random(1);
        var (key, salt, back) = (new byte[16], new byte[profile == SrtpProfile.AeadAes128Gcm ? 12 : 14], new byte[16]);
        random.NextBytes(key);
        random.NextBytes(salt);
        random.NextBytes(back);
        SrtpKeys Keys(byte[] k) => new(profile, k, salt);
        return (new(Keys(key), Keys(back)), new(Keys(back), Keys(key)));
    }

    static int Write(byte[] packet, ushort sequence, int size)
    {
        var writer = new RtpWriter(packet);
        writer.Header(Wire.Vp8, false, sequence, 1000, 77);
        writer.Extension(Wire.TransportSequence, 2);
        writer.EndExtensions();
        writer.Payload(new byte[size]);
        return writer.Length;
    }
}
