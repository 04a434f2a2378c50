namespace LienY.Dicom.Tests;

/// <summary>The files that come with Debian's python3-pydicom, made by many devices and programs; skipped where it is not installed.</summary>
public sealed class ForeignTests
{
    const string Folder = "/usr/lib/python3/dist-packages/pydicom/data";

    // One is cut inside an element, one has lost its first byte.
    static readonly string[] broken = ["rtplan_truncated.dcm", "no_meta.dcm"];

    [Fact]
    public void Every_file_is_read_and_written_again_the_same()
    {
        Assert.SkipUnless(Directory.Exists(Folder), "python3-pydicom is not installed.");
        var files = Directory.EnumerateFiles(Folder, "*.dcm", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        Assert.True(files.Length > 50);
        var faults = new List<string>();
        foreach (var path in files)
        {
            var name = Path.GetFileName(path);
            try
            {
                var bytes = File.ReadAllBytes(path);
                var file = Part10.Read(bytes, ReadLimits.Default with { TakesTruncatedPixels = true });
                var again = Part10.ReadDataSet(DataSetWriter.ToBytes(file.DataSet, file.Syntax), file.Syntax);
                if (Given.Told(file.DataSet) != Given.Told(again)) faults.Add(name + ": written differently");
                Given.Json(file.DataSet);
                var scan = HeaderScan.Read(bytes.AsSpan((int)file.DataSetOffset), file.Syntax, null, isWhole: true);
                if (!scan.IsDone) faults.Add(name + ": no header");
            }
            catch (DicomFormatException) when (broken.Contains(name)) { }
            catch (DicomFormatException e)
            {
                faults.Add($"{name}: {e.Message}");
            }
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public void Every_picture_is_drawn_but_those_of_jpeg_2000()
    {
        Assert.SkipUnless(Directory.Exists(Folder), "python3-pydicom is not installed.");
        var faults = new List<string>();
        var drawn = 0;
        foreach (var path in Directory.EnumerateFiles(Folder, "*.dcm", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            if (broken.Contains(name)) continue;
            var file = Part10.Read(File.ReadAllBytes(path), ReadLimits.Default with { TakesTruncatedPixels = true });
            if (file.IsTruncated || !file.DataSet.Has(Tags.PixelData) || !file.DataSet.Has(Tags.Rows) || !PixelCodec.CanDecode(file.Syntax)) continue;
            try
            {
                var frames = new FrameSource(file);
                for (var i = 0; i < frames.Count; i++) Assert.NotEmpty(Picture.Of(file.DataSet, frames.Native(i), i).Fit(64).ToPng());
                drawn++;
            }
            catch (DicomFormatException e)
            {
                faults.Add($"{name}: {e.Message}");
            }
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
        Assert.True(drawn > 40, $"{drawn} drawn");
    }
}
