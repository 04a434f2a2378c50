using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LienY.Media;

/// <summary>AES_CM_128_HMAC_SHA1_80, RFC 3711 §4.1.1 and §4.2.</summary>
sealed class CounterCipher : SrtpCipher
{
    const int Tag = 10;
    readonly Aes rtpAes = Aes.Create(), rtcpAes = Aes.Create();
    readonly ICryptoTransform rtpBlocks, rtcpBlocks;
    readonly IncrementalHash rtpMac, rtcpMac;
    readonly byte[] rtpSalt, rtcpSalt;
    readonly byte[] counters = new byte[2048], stream = new byte[2048];

    public CounterCipher(SrtpKeys keys)
    {
        (rtpBlocks, rtcpBlocks) = (Blocks(rtpAes, keys.RtpKey), Blocks(rtcpAes, keys.RtcpKey));
        rtpMac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, keys.RtpAuth);
        rtcpMac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, keys.RtcpAuth);
        (rtpSalt, rtcpSalt) = (keys.RtpSalt, keys.RtcpSalt);
    }

    static ICryptoTransform Blocks(Aes aes, byte[] key)
    {
        aes.Mode = CipherMode.ECB;
        aes.Padding = PaddingMode.None;
        aes.Key = key;
        return aes.CreateEncryptor();
    }

    public override int RtpOverhead => Tag;
    public override int RtcpOverhead => Tag + 4;

    // IV = salt·2^16 xor SSRC·2^64 xor index·2^16.
    void Mix(ICryptoTransform blocks, ReadOnlySpan<byte> salt, uint ssrc, ulong index, Span<byte> body)
    {
        if (body.Length > stream.Length) return;
        Span<byte> first = stackalloc byte[16];
        first.Clear();
        salt.CopyTo(first);
        for (var i = 0; i < 4; i++) first[4 + i] ^= (byte)(ssrc >> (24 - 8 * i));
        for (var i = 0; i < 6; i++) first[8 + i] ^= (byte)(index >> (40 - 8 * i));
        var count = (body.Length + 15) / 16;
        for (var i = 0; i < count; i++)
        {
            first.CopyTo(counters.AsSpan(16 * i));
            BinaryPrimitives.WriteUInt16BigEndian(counters.AsSpan(16 * i + 14), (ushort)i);
        }
        if (count > 0) blocks.TransformBlock(counters, 0, 16 * count, stream, 0);
        for (var i = 0; i < body.Length; i++) body[i] ^= stream[i];
    }

    static void Authenticate(IncrementalHash mac, ReadOnlySpan<byte> bytes, uint rollover, bool withRollover, Span<byte> tag)
    {
        Span<byte> word = stackalloc byte[4];
        mac.AppendData(bytes);
        if (withRollover)
        {
            BinaryPrimitives.WriteUInt32BigEndian(word, rollover);
            mac.AppendData(word);
        }
        mac.GetHashAndReset(tag);
    }

    public override void SealRtp(Span<byte> packet, int header, int length, uint rollover)
    {
        var (ssrc, sequence) = (BinaryPrimitives.ReadUInt32BigEndian(packet[8..]), BinaryPrimitives.ReadUInt16BigEndian(packet[2..]));
        Mix(rtpBlocks, rtpSalt, ssrc, ((ulong)rollover << 16) | sequence, packet[header..length]);
        Span<byte> tag = stackalloc byte[20];
        Authenticate(rtpMac, packet[..length], rollover, true, tag);
        tag[..Tag].CopyTo(packet[length..]);
    }

    public override bool OpenRtp(Span<byte> packet, int header, uint rollover)
    {
        Span<byte> tag = stackalloc byte[20];
        Authenticate(rtpMac, packet[..^Tag], rollover, true, tag);
        if (!CryptographicOperations.FixedTimeEquals(tag[..Tag], packet[^Tag..])) return false;
        var (ssrc, sequence) = (BinaryPrimitives.ReadUInt32BigEndian(packet[8..]), BinaryPrimitives.ReadUInt16BigEndian(packet[2..]));
        Mix(rtpBlocks, rtpSalt, ssrc, ((ulong)rollover << 16) | sequence, packet[header..^Tag]);
        return true;
    }

    public override void SealRtcp(Span<byte> packet, int length, uint index)
    {
        Mix(rtcpBlocks, rtcpSalt, BinaryPrimitives.ReadUInt32BigEndian(packet[4..]), index, packet[8..length]);
        BinaryPrimitives.WriteUInt32BigEndian(packet[length..], index | 0x80000000);
        Span<byte> tag = stackalloc byte[20];
        Authenticate(rtcpMac, packet[..(length + 4)], 0, false, tag);
        tag[..Tag].CopyTo(packet[(length + 4)..]);
    }

    public override bool OpenRtcp(Span<byte> packet, uint word)
    {
        Span<byte> tag = stackalloc byte[20];
        Authenticate(rtcpMac, packet[..^Tag], 0, false, tag);
        if (!CryptographicOperations.FixedTimeEquals(tag[..Tag], packet[^Tag..]) || (word & 0x80000000) == 0) return false;
        Mix(rtcpBlocks, rtcpSalt, BinaryPrimitives.ReadUInt32BigEndian(packet[4..]), word & 0x7fffffff, packet[8..^(Tag + 4)]);
        return true;
    }

    public override void Dispose()
    {
        rtpBlocks.Dispose();
        rtcpBlocks.Dispose();
        rtpAes.Dispose();
        rtcpAes.Dispose();
        rtpMac.Dispose();
        rtcpMac.Dispose();
    }
}
