using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace LienY.Dicom.Tests;

/// <summary>What is written is read back the same, in every syntax and through JSON.</summary>
public sealed class RoundTripTests
{
    static readonly TransferSyntax[] syntaxes = [TransferSyntax.ImplicitLittle, TransferSyntax.ExplicitLittle, TransferSyntax.ExplicitBig, TransferSyntax.Deflated];

    [Fact]
    public void Any_data_set_comes_back_from_any_syntax() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(
        ArbMap.Default.ArbFor<int>(), (int seed) =>
    {
        var set = Given.Random(new Random(seed));
        foreach (var syntax in syntaxes)
        {
            var file = Part10.Read(Part10.ToBytes(set, syntax));
            Assert.Equal(syntax, file.Syntax);
            Assert.Equal(Given.Told(set), Given.Told(file.DataSet));
        }
        return true;
    }));

    [Fact]
    public void Any_data_set_comes_back_from_json() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(ArbMap.Default.ArbFor<int>(), (int seed) =>
    {
        var set = Given.Random(new Random(seed));
        var json = Given.Json(set);
        Assert.Equal(json, Given.Json(DicomJson.Read(JsonDocument.Parse(json).RootElement)));
        return true;
    }));

    [Fact]
    public void A_scan_fed_in_small_pieces_finds_what_the_reader_finds() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(
        ArbMap.Default.ArbFor<int>(), (int seed) =>
    {
        var random = new Random(seed);
        var set = Given.Random(random);
        set.Set(Tags.PixelData, Vr.OW, new byte[512]);
        foreach (var syntax in syntaxes)
        {
            var bytes = DataSetWriter.ToBytes(set, syntax).ToArray();
            var scan = new HeaderScan(syntax);
            for (var at = 0; at < bytes.Length;)
            {
                var piece = Math.Min(bytes.Length - at, random.Next(1, 300));
                if (scan.Feed(bytes.AsSpan(at, piece))) break;
                at += piece;
            }
            Assert.True(scan.IsDone);
            Assert.Equal(512, scan.PixelLength);
            if (!syntax.IsDeflated) Assert.Equal(bytes.Length - 512, scan.PixelOffset);
            var header = set.Copy();
            header.Remove(Tags.PixelData);
            Assert.Equal(Given.Told(header), Given.Told(scan.DataSet));
        }
        return true;
    }));

    [Fact]
    public void A_long_value_is_passed_over_and_its_place_told()
    {
        var set = Given.Image();
        set.Set(new Tag(0x0009, 0x0010), "MAKER").Set(new Tag(0x0009, 0x1001), Vr.OB, new byte[300_000]);
        var bytes = DataSetWriter.ToBytes(set, TransferSyntax.ExplicitLittle).ToArray();
        var scan = new HeaderScan(TransferSyntax.ExplicitLittle);
        for (var at = 0; at < bytes.Length && !scan.Feed(bytes.AsSpan(at, Math.Min(1000, bytes.Length - at))); at += 1000) { }
        Assert.True(scan.IsDone);
        var passed = scan.DataSet[new Tag(0x0009, 0x1001)]!;
        Assert.True(passed.IsElsewhere);
        Assert.Equal(300_000, passed.Length);
        Assert.Equal(4, scan.DataSet.Int(Tags.Rows));
        Assert.Equal(32, scan.PixelLength);
    }

    [Fact]
    public void A_header_cut_short_is_told()
    {
        var bytes = DataSetWriter.ToBytes(Given.Image(), TransferSyntax.ExplicitLittle);
        var scan = HeaderScan.Read(bytes.Span[..101], TransferSyntax.ExplicitLittle);
        Assert.False(scan.IsDone);
        Assert.Throws<DicomFormatException>(scan.End);
    }
}
