namespace LienY.Dicom.Tests;

/// <summary>What devices do wrong and is read all the same.</summary>
public sealed class TolerantTests
{
    static readonly byte[] plain = DataSetWriter.ToBytes(Given.Image(), TransferSyntax.ExplicitLittle).ToArray();

    [Theory]
    [InlineData("1.2.840.10008.1.2", "1.2.840.10008.1.2.1")]
    [InlineData("1.2.840.10008.1.2.1", "1.2.840.10008.1.2")]
    [InlineData("1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1")]
    [InlineData("1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2")]
    [InlineData("1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99")]
    public void A_file_that_says_one_syntax_and_is_another_is_read_as_what_it_is(string real, string said)
    {
        byte[] bytes = [.. Part10.Header("1.2", "1.3", TransferSyntax.Of(said)), .. DataSetWriter.ToBytes(Given.Image(), TransferSyntax.Of(real)).Span];
        var file = Part10.Read(bytes);
        Assert.Equal(real, file.Syntax.Uid);
        Assert.Equal(Given.Told(Given.Image()), Given.Told(file.DataSet));
    }

    [Fact]
    public void A_file_without_preamble_or_meta_is_read()
    {
        Assert.Equal("P1", Part10.Read(plain).DataSet.Text(Tags.PatientId));
        Assert.Equal(TransferSyntax.ExplicitBig, Part10.Read(DataSetWriter.ToBytes(Given.Image(), TransferSyntax.ExplicitBig)).Syntax);
        Assert.Equal("P1", Part10.Read(DataSetWriter.ToBytes(Given.Image(), TransferSyntax.ImplicitLittle)).DataSet.Text(Tags.PatientId));
        Assert.Equal("P1", Part10.Read(Part10.ToBytes(Given.Image(), TransferSyntax.ExplicitLittle)[128..]).DataSet.Text(Tags.PatientId));
        Assert.Equal("P1", Part10.Read(Part10.ToBytes(Given.Image(), TransferSyntax.ExplicitLittle)[132..]).DataSet.Text(Tags.PatientId));
    }

    [Fact]
    public void A_wrong_length_of_the_meta_group_does_no_harm()
    {
        var bytes = Part10.ToBytes(Given.Image(), TransferSyntax.ExplicitLittle);
        bytes[140] = 3;
        Assert.Equal("P1", Part10.Read(bytes).DataSet.Text(Tags.PatientId));
    }

    [Fact]
    public void Unknown_values_are_read_as_the_dictionary_has_them()
    {
        byte[] item = [0xFE, 0xFF, 0, 0xE0, 10, 0, 0, 0, 0x40, 0, 0x07, 0, 2, 0, 0, 0, (byte)'C', (byte)'T'];
        byte[] bytes =
        [
            0x10, 0, 0x20, 0, (byte)'U', (byte)'N', 0, 0, 2, 0, 0, 0, (byte)'P', (byte)'1',
            0x40, 0, 0x00, 0x01, (byte)'U', (byte)'N', 0, 0, (byte)item.Length, 0, 0, 0, .. item,
            0x40, 0, 0x75, 0x02, (byte)'U', (byte)'N', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, .. item, 0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0,
        ];
        var set = Part10.ReadDataSet(bytes, TransferSyntax.ExplicitLittle);
        Assert.Equal("P1", set.Text(Tags.PatientId));
        Assert.Equal("CT", set.Item(Tags.ScheduledProcedureStepSequence)!.Text(Tags.ScheduledProcedureStepDescription));
        Assert.Equal("CT", set.Item(Tags.RequestAttributesSequence)!.Text(Tags.ScheduledProcedureStepDescription));
    }

    [Fact]
    public void Signed_values_in_implicit_data_follow_the_pixels()
    {
        var set = Given.Image().Set(Tags.PixelRepresentation, 1).Set(Tags.SmallestImagePixelValue, Vr.SS, new byte[] { 0xFE, 0xFF });
        var back = Part10.ReadDataSet(DataSetWriter.ToBytes(set, TransferSyntax.ImplicitLittle), TransferSyntax.ImplicitLittle);
        Assert.Equal(-2, back.Int(Tags.SmallestImagePixelValue));
    }

    [Fact]
    public void Pixels_cut_short_are_taken_where_that_is_asked()
    {
        var bytes = Part10.ToBytes(Given.Image(), TransferSyntax.ExplicitLittle);
        Assert.Throws<DicomFormatException>(() => Part10.Read(bytes.AsMemory(0, bytes.Length - 6)));
        var file = Part10.Read(bytes.AsMemory(0, bytes.Length - 6), ReadLimits.Default with { TakesTruncatedPixels = true });
        Assert.True(file.IsTruncated);
        Assert.Equal(26, file.DataSet.Bytes(Tags.PixelData).Length);
    }
}
