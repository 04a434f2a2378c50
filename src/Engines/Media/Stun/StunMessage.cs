using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace LienY.Media;

/// <summary>One STUN message read in place (RFC 5389 §6, RFC 8489).</summary>
public readonly ref struct StunMessage
{
    /// <summary>Binding request.</summary>
    public const int BindingRequest = 0x0001;

    /// <summary>Binding success response.</summary>
    public const int BindingSuccess = 0x0101;

    /// <summary>Binding error response.</summary>
    public const int BindingError = 0x0111;

    internal const uint Cookie = 0x2112A442, FingerprintMask = 0x5354554e;
    internal const int UsernameAttribute = 0x0006, IntegrityAttribute = 0x0008, ErrorAttribute = 0x0009, MappedAttribute = 0x0020, PriorityAttribute = 0x0024,
        UseCandidateAttribute = 0x0025, FingerprintAttribute = 0x8028, ControlledAttribute = 0x8029, ControllingAttribute = 0x802a;

    readonly ReadOnlySpan<byte> bytes;

    StunMessage(ReadOnlySpan<byte> bytes) => this.bytes = bytes;

    /// <summary>Method and class: <see cref="BindingRequest"/>, <see cref="BindingSuccess"/> …</summary>
    public int Type => BinaryPrimitives.ReadUInt16BigEndian(bytes);

    /// <summary>The 12 bytes that join an answer to its request.</summary>
    public ReadOnlySpan<byte> Transaction => bytes.Slice(8, 12);

    /// <summary>What ICE puts there: the receiver's fragment, a colon, the sender's; empty where there is none.</summary>
    public ReadOnlySpan<byte> Username => TryAttribute(UsernameAttribute, out var value, out _) ? value : default;

    /// <summary>The controlling side has chosen this path (RFC 8445 §8.1.1).</summary>
    public bool UseCandidate => TryAttribute(UseCandidateAttribute, out _, out _);

    /// <summary>Whether a datagram may be STUN at all: first byte 0 to 3 (RFC 7983) and the magic cookie.</summary>
    public static bool Looks(ReadOnlySpan<byte> bytes) =>
        bytes.Length is >= 20 and <= Wire.MaxPacket && bytes[0] < 4 && BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) == Cookie;

    /// <summary>Reads a message; false where lengths do not fit together.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out StunMessage message)
    {
        message = default;
        if (!Looks(bytes)) return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        if (length % 4 != 0 || length + 20 != bytes.Length) return false;
        for (var at = 20; at < bytes.Length;)
        {
            if (at + 4 > bytes.Length) return false;
            at += 4 + ((BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]) + 3) & ~3);
            if (at > bytes.Length) return false;
        }
        message = new(bytes);
        return true;
    }

    /// <summary>Value and place of an attribute.</summary>
    public bool TryAttribute(int type, out ReadOnlySpan<byte> value, out int place)
    {
        for (var at = 20; at + 4 <= bytes.Length;)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) == type)
            {
                value = bytes.Slice(at + 4, length);
                place = at;
                return true;
            }
            at += 4 + ((length + 3) & ~3);
        }
        value = default;
        place = 0;
        return false;
    }

    /// <summary>Whether MESSAGE-INTEGRITY was made with this password (RFC 5389 §15.4).</summary>
    public bool IsSignedWith(ReadOnlySpan<byte> password)
    {
        if (!TryAttribute(IntegrityAttribute, out var given, out var place) || given.Length != 20) return false;
        Span<byte> mac = stackalloc byte[20];
        Sign(bytes, place, password, mac);
        return CryptographicOperations.FixedTimeEquals(mac, given);
    }

    /// <summary>Whether FINGERPRINT is there and right (RFC 5389 §15.5); it must come last.</summary>
    public bool HasFingerprint =>
        TryAttribute(FingerprintAttribute, out var given, out var place) && given.Length == 4 && place + 8 == bytes.Length
        && BinaryPrimitives.ReadUInt32BigEndian(given) == (Crc32.HashToUInt32(bytes[..place]) ^ FingerprintMask);

    // The length field counts up to and with the integrity attribute, whatever follows it.
    internal static void Sign(ReadOnlySpan<byte> bytes, int place, ReadOnlySpan<byte> password, Span<byte> mac)
    {
        Span<byte> copy = stackalloc byte[place];
        bytes[..place].CopyTo(copy);
        BinaryPrimitives.WriteUInt16BigEndian(copy[2..], (ushort)(place - 20 + 24));
        HMACSHA1.HashData(password, copy, mac);
    }
}
