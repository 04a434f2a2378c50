using System.Buffers.Binary;
using System.IO.Hashing;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace LienY.Media;

/// <summary>Writes one STUN message into a buffer of the caller (at least 200 bytes and the texts it carries).</summary>
public ref struct StunWriter
{
    readonly Span<byte> buffer;

    /// <summary>Begins a message of this type and transaction (12 bytes).</summary>
    public StunWriter(Span<byte> buffer, int type, ReadOnlySpan<byte> transaction)
    {
        this.buffer = buffer;
        BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)type);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], StunMessage.Cookie);
        transaction.CopyTo(buffer[8..]);
        Length = 20;
    }

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>Adds an attribute, padded to a whole word.</summary>
    public void Attribute(int type, scoped ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(buffer[Length..], (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[(Length + 2)..], (ushort)value.Length);
        value.CopyTo(buffer[(Length + 4)..]);
        var end = Length + 4 + value.Length;
        Length = (end + 3) & ~3;
        buffer[end..Length].Clear();
    }

    /// <summary>Adds XOR-MAPPED-ADDRESS: what the other side looks like from here.</summary>
    public void Mapped(IPEndPoint address)
    {
        Span<byte> value = stackalloc byte[20];
        var ip = address.Address.IsIPv4MappedToIPv6 ? address.Address.MapToIPv4() : address.Address;
        var v4 = ip.AddressFamily == AddressFamily.InterNetwork;
        value[0] = 0;
        value[1] = (byte)(v4 ? 1 : 2);
        BinaryPrimitives.WriteUInt16BigEndian(value[2..], (ushort)(address.Port ^ (StunMessage.Cookie >> 16)));
        ip.TryWriteBytes(value[4..], out var size);
        // The mask is the cookie followed by the transaction, as they stand in the header.
        for (var i = 0; i < size; i++) value[4 + i] ^= buffer[4 + i];
        Attribute(StunMessage.MappedAttribute, value[..(4 + size)]);
    }

    /// <summary>Closes the message with MESSAGE-INTEGRITY and FINGERPRINT.</summary>
    public int Finish(scoped ReadOnlySpan<byte> password)
    {
        Span<byte> mac = stackalloc byte[20];
        StunMessage.Sign(buffer, Length, password, mac);
        Attribute(StunMessage.IntegrityAttribute, mac);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], (ushort)(Length - 20 + 8));
        Span<byte> crc = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc32.HashToUInt32(buffer[..Length]) ^ StunMessage.FingerprintMask);
        Attribute(StunMessage.FingerprintAttribute, crc);
        return Length;
    }

    /// <summary>The check a full ICE agent sends: the other's fragment first, then its own; controlling, nominating at once.</summary>
    public static int Check(Span<byte> buffer, string theirFragment, string ownFragment, string theirPassword, bool nominate)
    {
        Span<byte> transaction = stackalloc byte[12];
        RandomNumberGenerator.Fill(transaction);
        var writer = new StunWriter(buffer, StunMessage.BindingRequest, transaction);
        writer.Attribute(StunMessage.UsernameAttribute, System.Text.Encoding.ASCII.GetBytes(theirFragment + ":" + ownFragment));
        writer.Attribute(StunMessage.PriorityAttribute, [0x6e, 0x7f, 0x1e, 0xff]);
        writer.Attribute(StunMessage.ControllingAttribute, [1, 2, 3, 4, 5, 6, 7, 8]);
        if (nominate) writer.Attribute(StunMessage.UseCandidateAttribute, default);
        return writer.Finish(System.Text.Encoding.ASCII.GetBytes(theirPassword));
    }
}
