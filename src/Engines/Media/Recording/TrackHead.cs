using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LienY.Media;

/// <summary>What a recorded track is: written in clear at the head of its file, so that it can be listed without the key.</summary>
/// <param name="Recording">The recording it belongs to.</param>
/// <param name="Track">The track.</param>
/// <param name="PayloadType">What is carried: <see cref="Wire.Opus"/> or <see cref="Wire.Vp8"/>.</param>
/// <param name="Clock">Ticks a second of its timestamps.</param>
/// <param name="Began">Unix time in microseconds at which the recording's clock stood at <paramref name="Origin"/>.</param>
/// <param name="Origin">The microseconds of the media clock at that moment.</param>
public readonly record struct TrackHead(Guid Recording, Guid Track, int PayloadType, int Clock, long Began, long Origin)
{
    /// <summary>Length of the head in bytes.</summary>
    public const int Length = 80;

    /// <summary>Hash that the first segment builds upon.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> head) => SHA256.HashData(head);

    /// <summary>Writes the head with the four bytes that make the nonces of this file its own.</summary>
    public void Write(Span<byte> to, ReadOnlySpan<byte> salt)
    {
        to[..Length].Clear();
        "LYTRACK1"u8.CopyTo(to);
        Recording.TryWriteBytes(to[8..], true, out _);
        Track.TryWriteBytes(to[24..], true, out _);
        BinaryPrimitives.WriteInt32BigEndian(to[40..], PayloadType);
        BinaryPrimitives.WriteInt32BigEndian(to[44..], Clock);
        BinaryPrimitives.WriteInt64BigEndian(to[48..], Began);
        BinaryPrimitives.WriteInt64BigEndian(to[56..], Origin);
        salt[..4].CopyTo(to[64..]);
    }

    /// <summary>Reads a head; false where it is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> from, out TrackHead head)
    {
        head = default;
        if (from.Length < Length || !from[..8].SequenceEqual("LYTRACK1"u8)) return false;
        head = new(new(from.Slice(8, 16), true), new(from.Slice(24, 16), true), BinaryPrimitives.ReadInt32BigEndian(from[40..]),
            BinaryPrimitives.ReadInt32BigEndian(from[44..]), BinaryPrimitives.ReadInt64BigEndian(from[48..]), BinaryPrimitives.ReadInt64BigEndian(from[56..]));
        return true;
    }
}
