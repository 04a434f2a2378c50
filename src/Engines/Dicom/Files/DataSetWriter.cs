using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace LienY.Dicom;

/// <summary>Writes data sets as bytes (PS3.5 §7): even values, sequences and items of undefined length, group lengths only where the standard wants them.</summary>
public static class DataSetWriter
{
    const uint Undefined = 0xFFFFFFFF;

    /// <summary>The bytes of a data set, deflated where the syntax says so.</summary>
    public static ReadOnlyMemory<byte> ToBytes(DataSet dataSet, TransferSyntax syntax)
    {
        var writer = new ArrayBufferWriter<byte>(4096);
        Write(writer, dataSet, syntax with { IsDeflated = false });
        if (!syntax.IsDeflated) return writer.WrittenMemory;
        using var all = new MemoryStream();
        using (var deflate = new DeflateStream(all, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(writer.WrittenSpan);
        if (all.Length % 2 == 1) all.WriteByte(0);
        return all.ToArray();
    }

    /// <summary>Writes a data set; groups 0000 and 0002 get their group length (PS3.7 §6.3.1, PS3.10 §7.1), in all others it is left out.</summary>
    public static void Write(IBufferWriter<byte> writer, DataSet dataSet, TransferSyntax syntax)
    {
        if (syntax.IsDeflated)
        {
            writer.Write(ToBytes(dataSet, syntax).Span);
            return;
        }
        Level(new Sink(writer, syntax), dataSet, 0);
    }

    static void Level(Sink sink, DataSet set, int depth)
    {
        if (depth > ReadLimits.Default.Depth) throw new DicomFormatException($"Sequences nested deeper than {ReadLimits.Default.Depth} cannot be written.");
        var group = -1;
        foreach (var element in set)
        {
            if (element.Tag.Element == 0) continue;
            if (element.Tag.Group is 0 or 2 && element.Tag.Group != group) GroupLength(sink, set, element.Tag.Group);
            group = element.Tag.Group;
            Write(sink, element, depth);
        }
    }

    static void GroupLength(Sink sink, DataSet set, ushort group)
    {
        var measured = new ArrayBufferWriter<byte>(256);
        var inner = new Sink(measured, sink.Syntax);
        foreach (var element in set.Where(e => e.Tag.Group == group && e.Tag.Element != 0)) Write(inner, element, 0);
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, measured.WrittenCount);
        Write(sink, new Element(new Tag(group, 0), Vr.UL, bytes), 0);
    }

    static void Write(Sink sink, Element element, int depth)
    {
        if (element.IsElsewhere) throw new DicomFormatException($"The value of {element} was passed over in reading and cannot be written.");
        if (element.IsEncapsulated)
        {
            sink.Head(element.Tag, element.Vr, Undefined);
            sink.Item(Tags.Item, (uint)element.OffsetTable.Length);
            sink.Raw(element.OffsetTable.Span);
            foreach (var fragment in element.Fragments)
            {
                sink.Item(Tags.Item, (uint)(fragment.Length + (fragment.Length & 1)));
                sink.Raw(fragment.Span);
                if ((fragment.Length & 1) == 1) sink.Raw([0]);
            }
            sink.Item(Tags.SequenceEnd, 0);
            return;
        }
        if (element.Vr == Vr.SQ && element.Value.Length == 0)
        {
            sink.Head(element.Tag, Vr.SQ, element.Items.Count == 0 ? 0 : Undefined);
            if (element.Items.Count == 0) return;
            foreach (var item in element.Items)
            {
                sink.Item(Tags.Item, Undefined);
                Level(sink, item, depth + 1);
                sink.Item(Tags.ItemEnd, 0);
            }
            sink.Item(Tags.SequenceEnd, 0);
            return;
        }
        var value = element.Value.Span;
        var odd = value.Length & 1;
        // A value too long for 16 bits is written as UN (PS3.5 §6.2.2).
        var vr = element.Vr == Vr.None || sink.Syntax.IsExplicit && !element.Vr.IsLong() && value.Length + odd > 0xFFFF ? Vr.UN : element.Vr;
        sink.Head(element.Tag, vr, (uint)(value.Length + odd));
        if (sink.Syntax.IsBigEndian && vr.Unit() > 1) sink.Turned(value, vr.Unit());
        else sink.Raw(value);
        if (odd == 1) sink.Raw([vr.Padding()]);
    }

    /// <summary>Where bytes go, and in which order.</summary>
    sealed class Sink(IBufferWriter<byte> writer, TransferSyntax syntax)
    {
        public TransferSyntax Syntax => syntax;

        public void Head(Tag tag, Vr vr, uint length)
        {
            if (!syntax.IsExplicit)
            {
                Item(tag, length);
                return;
            }
            var span = writer.GetSpan(12);
            Short(span, tag.Group);
            Short(span[2..], tag.Element);
            (span[4], span[5]) = ((byte)((int)vr >> 8), (byte)vr);
            var isLong = vr.IsLong();
            if (isLong)
            {
                Short(span[6..], 0);
                Long(span[8..], length);
            }
            else
            {
                Short(span[6..], (ushort)length);
            }
            writer.Advance(isLong ? 12 : 8);
        }

        public void Item(Tag tag, uint length)
        {
            var span = writer.GetSpan(8);
            Short(span, tag.Group);
            Short(span[2..], tag.Element);
            Long(span[4..], length);
            writer.Advance(8);
        }

        public void Raw(ReadOnlySpan<byte> bytes) => writer.Write(bytes);

        public void Turned(ReadOnlySpan<byte> bytes, int unit)
        {
            for (var i = 0; i < bytes.Length; i += unit)
            {
                var number = bytes.Slice(i, Math.Min(unit, bytes.Length - i));
                var span = writer.GetSpan(unit);
                number.CopyTo(span);
                span[..number.Length].Reverse();
                writer.Advance(number.Length);
            }
        }

        void Short(Span<byte> span, ushort number)
        {
            if (syntax.IsBigEndian) BinaryPrimitives.WriteUInt16BigEndian(span, number);
            else BinaryPrimitives.WriteUInt16LittleEndian(span, number);
        }

        void Long(Span<byte> span, uint number)
        {
            if (syntax.IsBigEndian) BinaryPrimitives.WriteUInt32BigEndian(span, number);
            else BinaryPrimitives.WriteUInt32LittleEndian(span, number);
        }
    }
}
