using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace LienY.Dicom.Tests;

/// <summary>Files made to break a reader are refused with a word on where and why, within bounded memory.</summary>
public sealed class HostileFileTests
{
    [Fact]
    public void Sequences_nested_without_end_are_refused()
    {
        using var all = new MemoryStream();
        for (var i = 0; i < 200_000; i++)
        {
            all.Write([0x40, 0, 0x75, 0x02, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]);
            all.Write([0xFE, 0xFF, 0, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF]);
        }
        var refused = Assert.Throws<DicomFormatException>(() => Part10.ReadDataSet(all.ToArray(), TransferSyntax.ExplicitLittle));
        Assert.Contains("nested deeper than 64", refused.Message, StringComparison.Ordinal);
        Assert.Equal(new Tag(0x0040, 0x0275), refused.Tag);
        Assert.Throws<DicomFormatException>(() => HeaderScan.Read(all.ToArray(), TransferSyntax.ExplicitLittle));
    }

    [Fact]
    public void A_length_beyond_the_end_is_refused_with_its_place()
    {
        var bytes = DataSetWriter.ToBytes(new DataSet().Set(Tags.PatientId, "P1").Set(Tags.PatientComments, "x"), TransferSyntax.ExplicitLittle).ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(10 + 6), 60_000);
        var refused = Assert.Throws<DicomFormatException>(() => Part10.ReadDataSet(bytes, TransferSyntax.ExplicitLittle));
        Assert.Equal("At byte 10, element (0010,4000): LT of 60000 bytes, but 2 are left", refused.Message);
    }

    [Fact]
    public void A_sequence_longer_than_its_item_is_refused()
    {
        byte[] bytes =
        [
            0x40, 0, 0x75, 0x02, (byte)'S', (byte)'Q', 0, 0, 28, 0, 0, 0, 0xFE, 0xFF, 0, 0xE0, 20, 0, 0, 0,
            0x40, 0, 0x08, 0, (byte)'S', (byte)'Q', 0, 0, 200, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. new byte[300],
        ];
        Assert.Throws<DicomFormatException>(() => Part10.ReadDataSet(bytes, TransferSyntax.ExplicitLittle));
    }

    [Fact]
    public void A_hundred_thousand_elements_are_enough()
    {
        using var all = new MemoryStream();
        for (var i = 0; i < 100_001; i++) all.Write([0x09, (byte)(i >> 16), (byte)i, (byte)(i >> 8), (byte)'U', (byte)'S', 0, 0]);
        var refused = Assert.Throws<DicomFormatException>(() => Part10.ReadDataSet(all.ToArray(), TransferSyntax.ExplicitLittle));
        Assert.Contains("more than 100000 elements", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_set_that_inflates_without_end_is_refused()
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var i = 0; i < 1000; i++) deflate.Write(new byte[1 << 20]);
        }
        byte[] file = [.. Part10.Header("1.2.3", "1.2.4", TransferSyntax.Deflated), .. packed.ToArray()];
        Assert.True(file.Length < 2_000_000);
        Assert.Contains("refused", Assert.Throws<DicomFormatException>(() => Part10.Read(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2.4.50")]
    [InlineData("1.2.840.10008.1.2.4.80")]
    public void A_stream_larger_than_the_header_says_is_not_even_allocated(string uid)
    {
        var source = Pictures.Smooth(16, 16, 8);
        var native = PixelCodec.Native(source.Bytes(Tags.PixelData).Span, PixelLayout.Of(source));
        var stream = uid.EndsWith("50", StringComparison.Ordinal) ? Picture.Of(source, native).ToJpeg() : PixelCodec.Encode(native, TransferSyntax.JpegLsLossless);
        var head = stream.AsSpan().IndexOf(uid.EndsWith("50", StringComparison.Ordinal) ? [0xFF, 0xC0] : new byte[] { 0xFF, 0xF7 });
        BinaryPrimitives.WriteUInt32BigEndian(stream.AsSpan(head + 5), 0xFFFFFFFF);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = Assert.Throws<DicomFormatException>(() => PixelCodec.Decode(stream, TransferSyntax.Of(uid), native.Layout));
        Assert.Contains("65535 × 65535", refused.Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000);
        var both = native.Layout with { Rows = 65_535, Columns = 65_535 };
        refused = Assert.Throws<DicomFormatException>(() => PixelCodec.Decode(stream, TransferSyntax.Of(uid), both));
        Assert.Contains("too large", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_dicom_are_told_so()
    {
        foreach (var text in new[] { "", "%PDF-1.7 and so on", "PK\u0003\u0004", new string('x', 5000), "<?xml version='1.0'?>" })
        {
            Assert.Throws<DicomFormatException>(() => Part10.Read(Encoding.UTF8.GetBytes(text)));
        }
    }

    [Fact]
    public void A_scan_of_endless_header_keeps_little()
    {
        var scan = new HeaderScan(TransferSyntax.ExplicitLittle);
        byte[] head = [0x09, 0, 0x01, 0x10, (byte)'O', (byte)'B', 0, 0, 0, 0, 0, 0x40];
        scan.Feed(head);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var piece = new byte[65_536];
        for (var i = 0; i < 4000; i++) Assert.False(scan.Feed(piece));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
        Assert.Equal(12 + 0x4000_0000L, scan.Wanted);
    }
}
