using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LienY.Media;

/// <summary>Seals and opens the bytes of one direction; knows nothing of order or replay. Not for two threads at once.</summary>
abstract class SrtpCipher : IDisposable
{
    /// <summary>Bytes added to an RTP packet.</summary>
    public abstract int RtpOverhead { get; }

    /// <summary>Bytes added to an RTCP packet.</summary>
    public abstract int RtcpOverhead { get; }

    public static SrtpCipher Of(SrtpKeys keys) => keys.Profile == SrtpProfile.AeadAes128Gcm ? new GcmCipher(keys) : new CounterCipher(keys);

    /// <summary>Seals in place: header, then length−header bytes of payload, then room for the overhead.</summary>
    public abstract void SealRtp(Span<byte> packet, int header, int length, uint rollover);

    /// <summary>Opens in place; false where the tag is wrong.</summary>
    public abstract bool OpenRtp(Span<byte> packet, int header, uint rollover);

    public abstract void SealRtcp(Span<byte> packet, int length, uint index);

    /// <summary>Opens in place; index without the encryption flag.</summary>
    public abstract bool OpenRtcp(Span<byte> packet, uint word);

    public abstract void Dispose();
}

/// <summary>AEAD_AES_128_GCM, RFC 7714.</summary>
sealed class GcmCipher(SrtpKeys keys) : SrtpCipher
{
    const int Tag = 16;
    readonly AesGcm rtp = new(keys.RtpKey, Tag);
    readonly AesGcm rtcp = new(keys.RtcpKey, Tag);
    readonly byte[] rtpSalt = keys.RtpSalt, rtcpSalt = keys.RtcpSalt;

    public override int RtpOverhead => Tag;
    public override int RtcpOverhead => Tag + 4;

    // 00 00 | SSRC | ROC | SEQ, mixed with the salt (§8.1).
    void RtpNonce(Span<byte> nonce, ReadOnlySpan<byte> packet, uint rollover)
    {
        nonce[0] = nonce[1] = 0;
        packet.Slice(8, 4).CopyTo(nonce[2..]);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[6..], rollover);
        nonce[10] = packet[2];
        nonce[11] = packet[3];
        for (var i = 0; i < 12; i++) nonce[i] ^= rtpSalt[i];
    }

    public override void SealRtp(Span<byte> packet, int header, int length, uint rollover)
    {
        Span<byte> nonce = stackalloc byte[12];
        RtpNonce(nonce, packet, rollover);
        var body = packet[header..length];
        rtp.Encrypt(nonce, body, body, packet.Slice(length, Tag), packet[..header]);
    }

    public override bool OpenRtp(Span<byte> packet, int header, uint rollover)
    {
        Span<byte> nonce = stackalloc byte[12];
        RtpNonce(nonce, packet, rollover);
        var body = packet[header..^Tag];
        return Opened(rtp, nonce, body, packet[^Tag..], packet[..header]);
    }

    // 00 00 | SSRC | 00 00 | index, mixed with the salt (§9.1); associated: the first 8 bytes and the index word (§9.2).
    void RtcpNonce(Span<byte> nonce, ReadOnlySpan<byte> packet, uint index)
    {
        nonce.Clear();
        packet.Slice(4, 4).CopyTo(nonce[2..]);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[8..], index);
        for (var i = 0; i < 12; i++) nonce[i] ^= rtcpSalt[i];
    }

    public override void SealRtcp(Span<byte> packet, int length, uint index)
    {
        Span<byte> nonce = stackalloc byte[12], associated = stackalloc byte[12];
        RtcpNonce(nonce, packet, index);
        packet[..8].CopyTo(associated);
        BinaryPrimitives.WriteUInt32BigEndian(associated[8..], index | 0x80000000);
        var body = packet[8..length];
        rtcp.Encrypt(nonce, body, body, packet.Slice(length, Tag), associated);
        BinaryPrimitives.WriteUInt32BigEndian(packet[(length + Tag)..], index | 0x80000000);
    }

    public override bool OpenRtcp(Span<byte> packet, uint word)
    {
        // Unencrypted reports (flag off) are never sent by browsers.
        if ((word & 0x80000000) == 0) return false;
        Span<byte> nonce = stackalloc byte[12], associated = stackalloc byte[12];
        RtcpNonce(nonce, packet, word & 0x7fffffff);
        packet[..8].CopyTo(associated);
        BinaryPrimitives.WriteUInt32BigEndian(associated[8..], word);
        var body = packet[8..^(Tag + 4)];
        return Opened(rtcp, nonce, body, packet.Slice(packet.Length - Tag - 4, Tag), associated);
    }

    static bool Opened(AesGcm aes, ReadOnlySpan<byte> nonce, Span<byte> body, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> associated)
    {
        try
        {
            aes.Decrypt(nonce, body, tag, body, associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public override void Dispose()
    {
        rtp.Dispose();
        rtcp.Dispose();
    }
}
