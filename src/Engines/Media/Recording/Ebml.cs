using System.Buffers.Binary;
using System.Text;

namespace LienY.Media;

/// <summary>Writes EBML elements (RFC 8794): identifier, size, content.</summary>
sealed class Ebml
{
    readonly MemoryStream bytes = new();

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Bytes => bytes.GetBuffer().AsSpan(0, (int)bytes.Length);

    /// <summary>Length so far.</summary>
    public long Length => bytes.Length;

    public Ebml UInt(uint id, ulong value)
    {
        Span<byte> all = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(all, value);
        var from = 0;
        while (from < 7 && all[from] == 0) from++;
        return Binary(id, all[from..]);
    }

    public Ebml Float(uint id, double value)
    {
        Span<byte> all = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(all, value);
        return Binary(id, all);
    }

    public Ebml Text(uint id, string value) => Binary(id, Encoding.UTF8.GetBytes(value));

    public Ebml Binary(uint id, ReadOnlySpan<byte> value)
    {
        Id(bytes, id);
        Size(bytes, value.Length);
        bytes.Write(value);
        return this;
    }

    public Ebml Group(uint id, Action<Ebml> fill)
    {
        var inner = new Ebml();
        fill(inner);
        return Binary(id, inner.Bytes);
    }

    public static void Id(Stream to, uint id)
    {
        for (var shift = 24; shift >= 0; shift -= 8) if (id >> shift != 0) to.WriteByte((byte)(id >> shift));
    }

    /// <summary>A size in the shortest form of at least so many bytes.</summary>
    public static void Size(Stream to, long size, int least = 1)
    {
        var length = least;
        while (size >= (1L << (7 * length)) - 1) length++;
        to.WriteByte((byte)((0x100 >> length) | (int)(size >> (8 * (length - 1)))));
        for (var shift = 8 * (length - 2); shift >= 0; shift -= 8) to.WriteByte((byte)(size >> shift));
    }
}
