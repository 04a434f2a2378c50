using System.Diagnostics;

namespace LienY.Dicom.Tests;

/// <summary>Python's pydicom reads what we write and sees the same pixels; skipped where Debian's python3-pydicom and python3-numpy are not installed.</summary>
public sealed class PydicomTests : IDisposable
{
    const string Folder = "/usr/lib/python3/dist-packages/pydicom/data";

    const string Comparing = """
        import sys, os, pydicom, warnings
        warnings.simplefilter('ignore')
        folder = sys.argv[1]
        same = 0
        for name in sorted(os.listdir(folder)):
            if not name.endswith('.txt'):
                continue
            path = open(os.path.join(folder, name)).read()
            ds = pydicom.dcmread(path, force=True)
            try:
                pixels = ds.pixel_array
            except Exception:
                continue
            if int(ds.get('NumberOfFrames', 1) or 1) > 1:
                pixels = pixels[0]
            wanted = pixels.astype(pixels.dtype.newbyteorder('<')).tobytes()
            ours = open(os.path.join(folder, name[:-4] + '.raw'), 'rb').read()
            same += wanted == ours
            if wanted != ours:
                print('differs', path, len(wanted), len(ours))
        print('same', same)
        """;

    const string Writing = """
        import sys, json, pydicom
        ds = pydicom.dcmread(sys.argv[1])
        print(json.dumps(json.loads(ds.to_json()), sort_keys=True))
        """;

    readonly string folder = Directory.CreateTempSubdirectory("lieny-pydicom-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Native_and_rle_pixels_are_what_pydicom_sees()
    {
        Assert.SkipUnless(Directory.Exists(Folder) && Directory.Exists(Folder + "/../../numpy"), "python3-pydicom and python3-numpy are not installed.");
        var count = 0;
        foreach (var path in Directory.EnumerateFiles(Folder, "*.dcm", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            byte[] pixels;
            try
            {
                var file = Part10.Read(File.ReadAllBytes(path));
                if (file.Syntax.IsEncapsulated && file.Syntax.Uid != TransferSyntax.Rle.Uid || !file.DataSet.Has(Tags.Rows)) continue;
                pixels = new FrameSource(file).Native(0).Bytes;
            }
            catch (DicomFormatException)
            {
                continue;
            }
            File.WriteAllText(Path.Combine(folder, $"{count:000}.txt"), path);
            File.WriteAllBytes(Path.Combine(folder, $"{count:000}.raw"), pixels);
            count++;
        }
        // One it cannot draw itself.
        Assert.Equal($"same {count - 1}", Python(Comparing, folder));
        Assert.True(count > 20);
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2")]
    [InlineData("1.2.840.10008.1.2.1")]
    [InlineData("1.2.840.10008.1.2.2")]
    [InlineData("1.2.840.10008.1.2.1.99")]
    public void What_we_write_pydicom_reads_to_the_same_json(string uid)
    {
        Assert.SkipUnless(Directory.Exists(Folder), "python3-pydicom is not installed.");
        for (var seed = 0; seed < 4; seed++)
        {
            var set = Given.Random(new Random(seed));
            // pydicom does not know what is in private elements of implicit data, and writes floats in its own way.
            set.RemoveWhere(e => e.Tag.IsPrivate || e.Vr is Vr.FD or Vr.DS || e.Items.Count > 0 || e.IsEmpty);
            var path = Path.Combine(folder, "written.dcm");
            File.WriteAllBytes(path, Part10.ToBytes(set, TransferSyntax.Of(uid)));
            var theirs = Python(Writing, path);
            Assert.Equal(Given.Told(set), Given.Told(DicomJson.Read(System.Text.Json.JsonDocument.Parse(theirs).RootElement)));
        }
    }

    static string Python(string script, string argument)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", script, argument]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var fault = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, fault.Result);
        return said.Trim();
    }
}
