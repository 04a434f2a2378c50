using System.IO.Compression;
using System.Text;

namespace LienY.Insurance.Tests;

/// <summary>One file or a zip of many.</summary>
public sealed class ParcelTests
{
    static byte[] One(string key) => Encoding.UTF8.GetBytes(Files.Envelope([("XML1", Files.Base64(Files.Summary(key)))]));

    static MemoryStream Zip(params (string Name, byte[] Content)[] entries)
    {
        var to = new MemoryStream();
        using (var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        to.Position = 0;
        return to;
    }

    static (List<string> Keys, List<string> Names, List<Fault> Faults) Read(Stream stream, ReadingLimits? limits = null)
    {
        var (keys, names, faults) = (new List<string>(), new List<string>(), new List<Fault>());
        using var parcel = Parcel.Open(stream, "goi", limits);
        while (parcel.Next() is { } reader)
        {
            using (reader)
            {
                names.Add(parcel.Current);
                while (reader.Next() is { } episode) keys.Add(episode.Key ?? "?");
                faults.AddRange(reader.Faults);
            }
        }
        return (keys, names, [.. faults, .. parcel.Faults]);
    }

    [Fact]
    public void A_single_file_is_a_parcel_of_one()
    {
        var read = Read(new MemoryStream(One("A")));
        Assert.Equal(["A"], read.Keys);
        Assert.Equal(["goi"], read.Names);
        Assert.Empty(read.Faults);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_zip_of_files_is_read_entry_by_entry_also_from_a_stream_that_cannot_seek(bool seeks)
    {
        Stream zip = Zip(("a.xml", One("A")), ("thu/muc/", []), ("thu/b.XML", One("B")), ("ghi-chu.txt", One("C")), ("__MACOSX/a.xml", [1]));
        if (!seeks) zip = new GZipStream(Packed(zip), CompressionMode.Decompress);
        var read = Read(zip);
        Assert.Equal(["A", "B"], read.Keys);
        Assert.Equal(["goi!a.xml", "goi!b.XML"], read.Names);
        Assert.Equal(("zip.other", "ghi-chu.txt"), read.Faults.Select(f => (f.Rule, f.Value)).Single());
    }

    [Fact]
    public void A_single_file_may_come_from_a_stream_that_cannot_seek() =>
        Assert.Equal(["A"], Read(new GZipStream(Packed(new MemoryStream(One("A"))), CompressionMode.Decompress)).Keys);

    [Theory]
    [InlineData("../../etc/passwd.xml")]
    [InlineData("/tuyet/doi.xml")]
    [InlineData("..\\..\\windows.xml")]
    [InlineData("C:/tep.xml")]
    public void A_name_that_climbs_out_is_only_a_label(string name)
    {
        var read = Read(Zip((name, One("A"))));
        Assert.Equal(["A"], read.Keys);
        Assert.Equal("zip.name", Assert.Single(read.Faults).Rule);
        Assert.DoesNotContain(read.Names, n => n.Contains("..", StringComparison.Ordinal) || n.Contains('/') || n.Contains('\\'));
    }

    [Fact]
    public void A_bomb_is_refused_and_the_other_entries_are_read()
    {
        var read = Read(Zip(("bom.xml", new byte[30 << 20]), ("a.xml", One("A"))));
        Assert.Equal(["A"], read.Keys);
        Assert.Equal(("zip.bomb", Severity.Refuse), (Assert.Single(read.Faults).Rule, read.Faults[0].Severity));
    }

    [Fact]
    public void All_entries_together_are_bounded()
    {
        var read = Read(Zip([.. Enumerable.Range(0, 20).Select(n => ($"{n}.xml", One("K" + n)))]), new ReadingLimits { UnpackedBytes = 4_000 });
        Assert.InRange(read.Keys.Count, 1, 5);
        Assert.Contains(read.Faults, f => f.Rule == "zip.bomb");
    }

    [Fact]
    public void Too_many_entries_are_refused_before_they_are_listed()
    {
        var read = Read(Zip([.. Enumerable.Range(0, 50).Select(n => ($"{n}.xml", One("K" + n)))]), new ReadingLimits { ArchiveEntries = 49 });
        Assert.Empty(read.Keys);
        Assert.Equal(("zip.many", "49"), read.Faults.Select(f => (f.Rule, f.Expected)).Single());
    }

    [Fact]
    public void An_archive_in_an_archive_is_left_out()
    {
        var read = Read(Zip(("trong.zip", Zip(("a.xml", One("A"))).ToArray()), ("gia.xml", Zip(("a.xml", One("A"))).ToArray())));
        Assert.Empty(read.Keys);
        Assert.Equal(["zip.other"], read.Faults.Where(f => f.Severity == Severity.Warn).Select(f => f.Rule));
        Assert.Contains(read.Faults, f => f.Severity == Severity.Refuse && f.File == "goi!gia.xml");
    }

    [Fact]
    public void A_broken_archive_never_throws()
    {
        var whole = Zip(("a.xml", One("A")), ("b.xml", One("B"))).ToArray();
        for (var cut = 4; cut < whole.Length; cut += 7) Assert.NotEmpty(Read(new MemoryStream(whole[..cut])).Faults);
        var chance = new Random(3);
        for (var turn = 0; turn < 3_000; turn++)
        {
            var spoiled = (byte[])whole.Clone();
            for (var changes = chance.Next(1, 8); changes > 0; changes--) spoiled[chance.Next(4, spoiled.Length)] = (byte)chance.Next(256);
            Read(new MemoryStream(spoiled));
        }
    }

    static MemoryStream Packed(Stream plain)
    {
        var to = new MemoryStream();
        using (var gzip = new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true)) plain.CopyTo(gzip);
        to.Position = 0;
        return to;
    }
}
