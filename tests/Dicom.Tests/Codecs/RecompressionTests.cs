namespace LienY.Dicom.Tests;

/// <summary>Whole objects from one transfer syntax to another and back.</summary>
public sealed class RecompressionTests
{
    [Theory]
    [InlineData("1.2.840.10008.1.2.4.80", 12, 1)]
    [InlineData("1.2.840.10008.1.2.4.80", 8, 3)]
    [InlineData("1.2.840.10008.1.2.5", 16, 1)]
    public void An_object_compressed_without_loss_is_the_same_again(string uid, int bits, int samples)
    {
        var one = Pictures.Smooth(20, 14, bits, samples);
        var pixels = one.Bytes(Tags.PixelData).ToArray();
        var source = one.Set(Tags.NumberOfFrames, 3).Set(Tags.PixelData, one[Tags.PixelData]!.Vr, (byte[])[.. pixels, .. pixels.Reverse(), .. pixels]);
        var target = TransferSyntax.Of(uid);

        var packed = Part10.Read(Part10.ToBytes(Recompression.Of(new DicomFile(new DataSet(), TransferSyntax.ExplicitLittle, source), target), target));
        Assert.Equal(12, packed.DataSet[Tags.PixelData]!.OffsetTable.Length);
        Assert.Equal(3, packed.DataSet[Tags.PixelData]!.Fragments.Count);

        Assert.Equal(Given.Told(source), Given.Told(Recompression.Of(packed, TransferSyntax.ExplicitLittle)));
    }

    [Fact]
    public void A_lossy_colour_stream_becomes_rgb()
    {
        var source = Pictures.Smooth(20, 14, 8, 3);
        var picture = Picture.Of(source, PixelCodec.Native(source.Bytes(Tags.PixelData).Span, PixelLayout.Of(source)));
        source.Set(Tags.PhotometricInterpretation, "YBR_FULL_422").Set(new Element(Tags.PixelData, Vr.OB, default, [picture.ToJpeg(95)]));
        var native = Recompression.Of(new DicomFile(new DataSet(), TransferSyntax.JpegBaseline, source), TransferSyntax.ExplicitLittle);
        Assert.Equal("RGB", native.Text(Tags.PhotometricInterpretation));
        Assert.Equal(20 * 14 * 3, native.Bytes(Tags.PixelData).Length);
    }

    [Fact]
    public void What_cannot_be_decoded_is_said_so()
    {
        Assert.False(Recompression.Can(TransferSyntax.Jpeg2000, TransferSyntax.ExplicitLittle));
        Assert.True(Recompression.Can(TransferSyntax.JpegLossless, TransferSyntax.JpegLsLossless));
        var pixels = new Element(Tags.PixelData, Vr.OB, default, [new byte[] { 0xFF, 0x4F, 0xFF, 0x51 }]);
        var file = new DicomFile(new DataSet(), TransferSyntax.Jpeg2000, Given.Image().Set(pixels));
        Assert.Throws<DicomFormatException>(() => Recompression.Of(file, TransferSyntax.ExplicitLittle));
    }
}
