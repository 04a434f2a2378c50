namespace LienY.Dicom.Tests;

/// <summary>From values to what the eye sees.</summary>
public sealed class PictureTests
{
    static byte[] Grey(DataSet header, params ushort[] values)
    {
        header.Set(Tags.Rows, 1).Set(Tags.Columns, values.Length).Set(Tags.PixelData, Vr.OW, values.SelectMany(BitConverter.GetBytes).ToArray());
        return Picture.Of(header, PixelCodec.Native(header.Bytes(Tags.PixelData).Span, PixelLayout.Of(header))).Pixels;
    }

    [Fact]
    public void A_window_in_hounsfield_units_follows_the_standard()
    {
        // PS3.3 C.11.2.1.2.1: centre 2048, width 4096 on values from -1024 to 3071.
        var header = Given.Image().SetNumbers(Tags.RescaleIntercept, -1024).SetNumbers(Tags.RescaleSlope, 1)
            .SetNumbers(Tags.WindowCenter, 40).SetNumbers(Tags.WindowWidth, 400);
        Assert.Equal(new byte[] { 0, 0, 128, 255, 255 }, Grey(header, 0, 1024 - 160, 1024 + 40, 1024 + 240, 4000));
    }

    [Fact]
    public void Monochrome1_is_white_at_zero_and_no_window_shows_all_values()
    {
        Assert.Equal(new byte[] { 0, 255 }, Grey(Given.Image(), 100, 300));
        Assert.Equal(new byte[] { 255, 0 }, Grey(Given.Image().Set(Tags.PhotometricInterpretation, "MONOCHROME1"), 100, 300));
    }

    [Fact]
    public void Signed_values_of_twelve_bits_high_in_the_word_are_read()
    {
        var header = Given.Image().Set(Tags.BitsStored, 12).Set(Tags.HighBit, 15).Set(Tags.PixelRepresentation, 1).Set(Tags.Rows, 1).Set(Tags.Columns, 3);
        header.Set(Tags.PixelData, Vr.OW, new byte[] { 0xFF, 0xFF, 0x10, 0x00, 0x0F, 0x80 });
        Assert.Equal(new[] { -1, 1, -2048 }, Picture.Stored(PixelCodec.Native(header.Bytes(Tags.PixelData).Span, PixelLayout.Of(header))));
    }

    [Theory]
    [InlineData("LINEAR", 100, 0.5 + 0.5 / 199, 200)]
    [InlineData("LINEAR_EXACT", 100, 0.5, 200)]
    [InlineData("SIGMOID", 150, 0.7310585786, 200)]
    [InlineData("LINEAR", 100, 1, 1)]
    public void Each_window_function_is_as_the_standard_writes_it(string function, double value, double grey, double width) =>
        Assert.Equal(grey, new Window(100, width, function).Grey(value), 8);

    [Fact]
    public void A_table_of_values_takes_the_nearest_at_its_ends()
    {
        var item = new DataSet().Set(Tags.LutDescriptor, Vr.US, new byte[] { 3, 0, 100, 0, 8, 0 }).Set(Tags.LutData, Vr.OW, new byte[] { 10, 0, 20, 0, 30, 0 });
        var table = LookupTable.Of(item, isSigned: false)!;
        Assert.Equal(new ushort[] { 10, 10, 20, 30, 30 }, new[] { 0, 100, 101, 102, 5000 }.Select(v => table[v]));
        Assert.Equal(new byte[] { 10, 20, 30 }, Grey(Given.Image().SetItems(Tags.VoiLutSequence, item), 100, 101, 102));
    }

    [Fact]
    public void Segments_of_a_palette_are_laid_out()
    {
        // PS3.3 C.7.9.2: three discrete, a line of four, the first segment again.
        ushort[] words = [0, 3, 1, 2, 3, 1, 4, 7, 2, 1, 0, 0];
        var set = new DataSet().Set(Tags.RedPaletteColorLookupTableDescriptor, Vr.US, new byte[] { 10, 0, 0, 0, 16, 0 })
            .Set(Tags.SegmentedRedPaletteColorLookupTableData, Vr.OW, words.SelectMany(BitConverter.GetBytes).ToArray());
        var table = LookupTable.Of(set, Tags.RedPaletteColorLookupTableDescriptor,
            Tags.RedPaletteColorLookupTableData, Tags.SegmentedRedPaletteColorLookupTableData, false)!;
        Assert.Equal(new ushort[] { 1, 2, 3, 4, 5, 6, 7, 1, 2, 3 }, table.Entries);
    }

    [Fact]
    public void Halved_colours_and_planes_become_pixels()
    {
        var layout = PixelLayout.Of(Given.Image(1, 2, 8, 3).Set(Tags.PhotometricInterpretation, "YBR_FULL_422"));
        var native = PixelCodec.Native([100, 150, 128, 255], layout);
        Assert.Equal(new byte[] { 100, 128, 255, 150, 128, 255 }, native.Bytes);
        Assert.Equal(new byte[] { 255, 9, 100, 255, 59, 150 }, Picture.Of(new DataSet(), native).Pixels);
        var planar = PixelLayout.Of(Given.Image(1, 2, 8, 3).Set(Tags.PlanarConfiguration, 1));
        Assert.Equal(new byte[] { 1, 3, 5, 2, 4, 6 }, PixelCodec.Native([1, 2, 3, 4, 5, 6], planar).Bytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_jpeg_of_a_picture_is_near_it_and_a_smaller_one_keeps_its_means(int samples)
    {
        var source = Pictures.Smooth(70, 50, 8, samples, noise: 1);
        var picture = Picture.Of(source, PixelCodec.Native(source.Bytes(Tags.PixelData).Span, PixelLayout.Of(source)));
        var back = PixelCodec.Decode(picture.ToJpeg(95), TransferSyntax.JpegBaseline, PixelLayout.Of(source));
        Assert.True(picture.Pixels.Zip(back.Bytes).Average(p => Math.Abs(p.First - p.Second)) < 2.5);
        var small = picture.Fit(35);
        Assert.Equal((35, 25), (small.Width, small.Height));
        Assert.Equal(picture.Pixels.Average(p => p), small.Pixels.Average(p => p), 0.6);
        Assert.Same(picture, picture.Fit(70));
    }
}
