using System.Diagnostics;

namespace LienY.Dicom.Tests;

/// <summary>Frames that dcmtk compressed are decoded as dcmtk does, and dcmtk decodes what we encode; skipped where it is not installed.</summary>
public sealed class PeerTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("lieny-dicom-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("dcmcjpls +el", 8, 1)]
    [InlineData("dcmcjpls +el", 12, 1)]
    [InlineData("dcmcjpls +el", 16, 1)]
    [InlineData("dcmcjpls +el +t1 5 +t2 9 +t3 30 +rs 40", 8, 1)]
    [InlineData("dcmcjpls +el +il", 8, 3)]
    [InlineData("dcmcjpls +el +is", 8, 3)]
    [InlineData("dcmcjpls +el +in", 8, 3)]
    [InlineData("dcmcjpeg +e1", 8, 1)]
    [InlineData("dcmcjpeg +e1", 12, 1)]
    [InlineData("dcmcjpeg +e1", 16, 1)]
    [InlineData("dcmcjpeg +e1", 8, 3)]
    [InlineData("dcmcjpeg +el +sv 2", 12, 1)]
    [InlineData("dcmcjpeg +el +sv 3", 16, 1)]
    [InlineData("dcmcjpeg +el +sv 4", 16, 1)]
    [InlineData("dcmcjpeg +el +sv 5", 12, 1)]
    [InlineData("dcmcjpeg +el +sv 6", 12, 1)]
    [InlineData("dcmcjpeg +el +sv 7", 16, 1)]
    [InlineData("dcmcjpeg +el +sv 7", 8, 3)]
    [InlineData("dcmcjpeg +e1 +fs 1", 16, 1)]
    [InlineData("dcmcrle", 8, 1)]
    [InlineData("dcmcrle", 16, 1)]
    [InlineData("dcmcrle", 8, 3)]
    public void What_dcmtk_compressed_without_loss_is_the_same_again(string command, int bits, int samples)
    {
        var source = Pictures.Smooth(61, 47, bits, samples);
        var packed = Run(command, source);
        var frames = new FrameSource(packed);
        Assert.True(frames.IsEncapsulated);
        Assert.Equal(Convert.ToHexString(source.Bytes(Tags.PixelData).Span[..(61 * 47 * samples * (bits > 8 ? 2 : 1))]), Convert.ToHexString(frames.Native(0).Bytes));
    }

    [Theory]
    [InlineData("dcmcjpls +en +md 3", "dcmdjpls", 8, 1, 0)]
    [InlineData("dcmcjpls +en +md 2", "dcmdjpls", 16, 1, 0)]
    [InlineData("dcmcjpls +en +md 2 +is", "dcmdjpls", 8, 3, 0)]
    [InlineData("dcmcjpls +en +md 2 +il", "dcmdjpls", 8, 3, 0)]
    [InlineData("dcmcjpeg +eb", "dcmdjpeg", 8, 1, 0)]
    [InlineData("dcmcjpeg +ee", "dcmdjpeg", 12, 1, 1)]
    [InlineData("dcmcjpeg +eb +s4", "dcmdjpeg", 8, 3, 1)]
    [InlineData("dcmcjpeg +eb +s2", "dcmdjpeg", 8, 3, 2)]
    [InlineData("dcmcjpeg +eb +n1", "dcmdjpeg", 8, 3, 40)]
    [InlineData("dcmcjpeg +es", "dcmdjpeg", 8, 1, 1)]
    [InlineData("dcmcjpeg +es", "dcmdjpeg", 12, 1, 1)]
    [InlineData("dcmcjpeg +ep", "dcmdjpeg", 8, 1, 1)]
    [InlineData("dcmcjpeg +ep", "dcmdjpeg", 8, 3, 2)]
    [InlineData("dcmcjpeg +ep", "dcmdjpeg", 12, 1, 1)]
    public void What_dcmtk_compressed_with_loss_is_decoded_as_dcmtk_does(string command, string back, int bits, int samples, int most)
    {
        var packed = Run(command, Pictures.Smooth(61, 47, bits, samples));
        var ours = new FrameSource(packed).Native(0);
        var theirs = new FrameSource(Part10.Read(File.ReadAllBytes(Run(back, "packed.dcm", "back.dcm")))).Native(0);
        var differs = Picture.Stored(ours).Zip(Picture.Stored(theirs)).Max(p => Math.Abs(p.First - p.Second));
        Assert.True(differs <= most, $"{differs} > {most}");
    }

    [Theory]
    [InlineData("80", "dcmdjpls", 8, 1)]
    [InlineData("80", "dcmdjpls", 12, 1)]
    [InlineData("80", "dcmdjpls", 16, 1)]
    [InlineData("80", "dcmdjpls", 8, 3)]
    [InlineData("5", "dcmdrle", 8, 1)]
    [InlineData("5", "dcmdrle", 16, 1)]
    [InlineData("5", "dcmdrle", 8, 3)]
    public void What_we_compress_dcmtk_decodes_the_same(string syntax, string back, int bits, int samples)
    {
        var target = syntax == "80" ? TransferSyntax.JpegLsLossless : TransferSyntax.Rle;
        var source = Pictures.Smooth(61, 47, bits, samples);
        var native = PixelCodec.Native(source.Bytes(Tags.PixelData).Span, PixelLayout.Of(source));
        var packed = source.Copy().Set(new Element(Tags.PixelData, Vr.OB, default, [PixelCodec.Encode(native, target)]));
        File.WriteAllBytes(Path.Combine(folder, "packed.dcm"), Part10.ToBytes(packed, target));
        var theirs = Part10.Read(File.ReadAllBytes(Run(back, "packed.dcm", "back.dcm")));
        Assert.Equal(Convert.ToHexString(source.Bytes(Tags.PixelData).Span), Convert.ToHexString(theirs.DataSet.Bytes(Tags.PixelData).Span));
    }

    DicomFile Run(string command, DataSet source)
    {
        File.WriteAllBytes(Path.Combine(folder, "source.dcm"), Part10.ToBytes(source, TransferSyntax.ExplicitLittle));
        return Part10.Read(File.ReadAllBytes(Run(command, "source.dcm", "packed.dcm")));
    }

    string Run(string command, string from, string to)
    {
        var parts = command.Split(' ');
        Assert.SkipUnless(File.Exists("/usr/bin/" + parts[0]), "dcmtk is not installed.");
        string[] arguments = [.. parts[1..], Path.Combine(folder, from), Path.Combine(folder, to)];
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/" + parts[0], arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
        return Path.Combine(folder, to);
    }
}
