using System.Buffers.Binary;

namespace LienY.Dicom.Tests;

/// <summary>Where each frame lies.</summary>
public sealed class FrameTableTests
{
    [Fact]
    public void Native_frames_are_found_by_arithmetic_beyond_four_gigabytes()
    {
        var header = Given.Image(1000, 1000, 16).Set(Tags.NumberOfFrames, 5000);
        var table = FrameTable.Native(header, 1234, 5000L * 2_000_000);
        Assert.Equal(5000, table.Count);
        Assert.Equal(new Run(1234 + 4999L * 2_000_000, 2_000_000), table[4999][0]);
    }

    [Fact]
    public void Frames_the_header_names_but_the_file_lacks_are_not_there()
    {
        Assert.Equal(2, FrameTable.Native(Given.Image().Set(Tags.NumberOfFrames, 10), 0, 32 * 2 + 5).Count);
        Assert.Throws<DicomFormatException>(() => FrameTable.Native(Given.Image(), 0, 31));
    }

    [Fact]
    public void Frames_of_single_bits_need_not_begin_with_a_byte()
    {
        var header = Given.Image(3, 3, 1).Set(Tags.BitsAllocated, 1).Set(Tags.NumberOfFrames, 3);
        var table = FrameTable.Native(header, 100, 4);
        Assert.Equal((new Run(101, 2), 1), (table[1][0], table.BitOffset(1)));
        Assert.Equal((new Run(102, 2), 2), (table[2][0], table.BitOffset(2)));
        var frame = PixelCodec.Native(new byte[] { 0b1010_1010, 0b11 }, PixelLayout.Of(header), bitOffset: 1);
        Assert.Equal(new byte[] { 1, 0, 1, 0, 1, 0, 1, 1, 1 }, frame.Bytes);
    }

    [Theory]
    [InlineData("one each")]
    [InlineData("basic table")]
    [InlineData("extended table")]
    [InlineData("marks")]
    public void Fragments_are_grouped_to_frames(string how)
    {
        byte[] first = [0xFF, 0xD8, 0xFF, 0xE0, 1, 1], rest = [2, 2, 2, 2];
        ReadOnlyMemory<byte>[] fragments = how == "one each" ? [first, first, first] : [first, rest, first, first, rest];
        var header = Given.Image().Set(Tags.NumberOfFrames, 3);
        var table = Array.Empty<byte>();
        long[] offsets = [0, 6 + 8 + 4 + 8, 6 + 8 + 4 + 8 + 6 + 8];
        if (how == "basic table") table = [.. offsets.SelectMany(o => BitConverter.GetBytes((uint)o))];
        if (how == "extended table") header.Set(Tags.ExtendedOffsetTable, Vr.OV, offsets.SelectMany(BitConverter.GetBytes).ToArray());
        header.Set(new Element(Tags.PixelData, Vr.OB, table, fragments));

        var file = new DicomFile(new DataSet(), TransferSyntax.JpegBaseline, header);
        var frames = new FrameSource(file);
        Assert.Equal(3, frames.Count);
        Assert.Equal(how == "one each" ? [6, 6, 6] : new[] { 10, 6, 10 }, Enumerable.Range(0, 3).Select(i => frames.Bytes(i).Length));

        var bytes = Part10.ToBytes(header, TransferSyntax.JpegBaseline);
        var start = Part10.ReadStart(bytes)!;
        var scan = HeaderScan.Read(bytes.AsSpan(start.DataSetOffset), start.Syntax);
        var streamed = FrameTable.Encapsulated(scan.DataSet, new MemoryStream(bytes), start.DataSetOffset + scan.PixelOffset);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(frames.Bytes(i).ToArray(), streamed[i].ToArray().SelectMany(run => bytes.AsSpan((int)run.Offset, (int)run.Length).ToArray()));
        }
    }
}
