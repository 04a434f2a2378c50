using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LienY.Media;

/// <summary>Writes one track's RTP packets into an append-only file of sealed segments of two seconds, each bound to the one before, so that a process that is
/// killed loses no more than two seconds and nobody can change, leave out or reorder anything unseen.</summary>
/// <remarks>
/// File, big-endian: head of 80 bytes (<see cref="TrackHead"/>: "LYTRACK1", recording 16, track 16, payload type 4, clock 4, began 8, origin 8, salt 4, zeros 12),
/// then segments. Segment: "SEG1" or, for the last of a track that was ended in order, "END1"; index 4 (from 0); time of its first packet 8 (µs of the media
/// clock); length of content 4; hash of what precedes 32; the first 8 bytes of the SHA-256 of these 52; content; tag 16;
/// own hash 32.
/// Content: AES-256-GCM, nonce = salt of the head ‖ index as 8 bytes, additional data = the 60 bytes before it. Own hash: SHA-256 over everything of the segment
/// before it. The hash that precedes the first segment is SHA-256 of the head. Content in clear: for each packet the time since the segment's first 4 (µs),
/// length 2, the RTP packet as it was received (decrypted).
/// A file belongs to one run of one track; after a fall a new file is begun.
/// </remarks>
public sealed class TrackSegments : IDisposable
{
    internal const int HeadLength = 60, CheckAt = 52, TagLength = 16, HashLength = 32;
    const int Most = 4 * 1024 * 1024;

    readonly Stream to;
    readonly AesGcm cipher;
    readonly long span;
    readonly byte[] salt = new byte[4], hash;
    byte[] clear = new byte[64 * 1024], sealedBytes = new byte[64 * 1024];
    long first = -1;
    int filled, index;
    bool ended;

    /// <summary>Begins a file in an empty stream; the key has 32 bytes and belongs to this recording alone. Throws ArgumentException for another length.</summary>
    public TrackSegments(Stream to, ReadOnlySpan<byte> key, TrackHead head, long span = 2_000_000)
    {
        if (key.Length != 32) throw new ArgumentException($"The key of a recording has 32 bytes, not {key.Length}.", nameof(key));
        (this.to, this.span, cipher) = (to, span, new(key, TagLength));
        RandomNumberGenerator.Fill(salt);
        Span<byte> bytes = stackalloc byte[TrackHead.Length];
        head.Write(bytes, salt);
        hash = TrackHead.Hash(bytes);
        to.Write(bytes);
        to.Flush();
    }

    /// <summary>Segments written so far.</summary>
    public int Segments => index;

    /// <summary>Hash of the last segment written: to be kept elsewhere, it vouches for the whole file so far.</summary>
    public ReadOnlySpan<byte> Hash => hash;

    /// <summary>Adds one packet that came at a time of the media clock (µs); closes the segment before when its span is over.</summary>
    public void Add(ReadOnlySpan<byte> packet, long now)
    {
        if (ended || packet.Length is 0 or > ushort.MaxValue) return;
        if (first >= 0 && (now - first >= span || now < first || filled + packet.Length + 6 > Most)) Close(false);
        if (first < 0) first = now;
        if (filled + packet.Length + 6 > clear.Length) Array.Resize(ref clear, Math.Max(clear.Length * 2, filled + packet.Length + 6));
        BinaryPrimitives.WriteInt32BigEndian(clear.AsSpan(filled), (int)Math.Min(now - first, int.MaxValue));
        BinaryPrimitives.WriteUInt16BigEndian(clear.AsSpan(filled + 4), (ushort)packet.Length);
        packet.CopyTo(clear.AsSpan(filled + 6));
        filled += packet.Length + 6;
    }

    /// <summary>Closes a segment whose span is over though nothing comes any more; to be called about once a second.</summary>
    public void Tick(long now)
    {
        if (first >= 0 && now - first >= span) Close(false);
    }

    /// <summary>Ends the track in order; what is added afterwards is ignored.</summary>
    public void End()
    {
        if (ended) return;
        Close(true);
        ended = true;
        to.Flush();
    }

    /// <summary>Forgets the key; a track that was not ended looks cut.</summary>
    public void Dispose()
    {
        cipher.Dispose();
        CryptographicOperations.ZeroMemory(clear);
    }

    void Close(bool last)
    {
        var length = HeadLength + filled + TagLength + HashLength;
        if (sealedBytes.Length < length) sealedBytes = new byte[length + length / 2];
        var bytes = sealedBytes.AsSpan(0, length);
        (last ? "END1"u8 : "SEG1"u8).CopyTo(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes[4..], index);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Math.Max(first, 0));
        BinaryPrimitives.WriteInt32BigEndian(bytes[16..], filled);
        hash.CopyTo(bytes[20..]);
        HeadCheck(bytes).CopyTo(bytes[CheckAt..]);
        Span<byte> nonce = stackalloc byte[12];
        Nonce(nonce, salt, index);
        cipher.Encrypt(nonce, clear.AsSpan(0, filled), bytes.Slice(HeadLength, filled), bytes.Slice(HeadLength + filled, TagLength), bytes[..HeadLength]);
        SHA256.HashData(bytes[..^HashLength], hash);
        hash.CopyTo(bytes[^HashLength..]);
        to.Write(bytes);
        to.Flush();
        index++;
        (first, filled) = (-1, 0);
    }

    /// <summary>Tells a changed length from a cut end.</summary>
    internal static ReadOnlySpan<byte> HeadCheck(ReadOnlySpan<byte> segment) => SHA256.HashData(segment[..CheckAt]).AsSpan(0, HeadLength - CheckAt);

    internal static void Nonce(Span<byte> to, ReadOnlySpan<byte> salt, int index)
    {
        salt.CopyTo(to);
        BinaryPrimitives.WriteInt64BigEndian(to[4..], index);
    }
}
