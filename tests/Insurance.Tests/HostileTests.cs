using System.Text;

namespace LienY.Insurance.Tests;

/// <summary>Measures memory, so nothing else runs beside it.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;

/// <summary>Files made to hurt: nothing throws, memory stays bounded, and what is whole is read.</summary>
[Collection<Alone>]
public sealed class HostileTests
{
    static readonly (string, string)[] Good = [("XML1", Files.Base64(Files.Summary("A")))];

    const string Bomb = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>";

    [Fact]
    public void An_entity_bomb_is_refused()
    {
        var read = Files.Read(Bomb + "<GIAMDINHHS><MACSKCB>&c;</MACSKCB></GIAMDINHHS>");
        Assert.Equal("file.dtd", Assert.Single(read.Faults).Rule);
        Assert.Empty(read.Episodes);
    }

    [Fact]
    public void An_entity_bomb_inside_a_table_harms_that_record_only()
    {
        var read = Files.Read(Files.Envelope([("XML1", Files.Base64(Bomb + "<TONG_HOP><MA_LK>&c;</MA_LK></TONG_HOP>"))], Good));
        Assert.Equal([Grade.Refused, Grade.Accepted], read.Verdicts.Select(v => v.Grade));
        Assert.Contains(read.Verdicts[0].Faults, f => f.Rule == "XML1.dtd");
    }

    [Fact]
    public void A_file_from_outside_is_not_fetched()
    {
        var secret = Path.GetTempFileName();
        File.WriteAllText(secret, "bi-mat");
        var read = Files.Read($"<!DOCTYPE a [<!ENTITY x SYSTEM \"file://{secret}\">]><GIAMDINHHS><MACSKCB>&x;</MACSKCB></GIAMDINHHS>");
        File.Delete(secret);
        Assert.Null(read.Head.Facility);
        Assert.Contains(read.Faults, f => f.Rule == "file.dtd");
    }

    [Theory]
    [InlineData("nested deeply")]
    [InlineData("names without end")]
    [InlineData("names of attributes without end")]
    [InlineData("faults without end")]
    [InlineData("files without end")]
    [InlineData("check-ins without end")]
    [InlineData("one long tag")]
    [InlineData("attributes with closing signs")]
    [InlineData("one long comment")]
    [InlineData("one long text")]
    [InlineData("records without end")]
    public void A_stream_that_hardly_ends_is_read_within_bounds(string how)
    {
        GC.Collect();
        var before = GC.GetTotalMemory(true);
        var stream = new Endless(how, (how == "one long text" ? 200L : 64L) << 20);
        using var reader = EnvelopeReader.Open(stream, "to.xml", new ReadingLimits { Episodes = 10_000_000 });
        long most = 0;
        for (var n = 0; reader.Next() is { } episode; n++)
        {
            Assert.NotNull(episode.Key);
            if (n % 50_000 == 0) most = Math.Max(most, GC.GetTotalMemory(true));
        }
        most = Math.Max(most, stream.Most);
        Assert.True(most - before < 60L << 20, $"{how}: {(most - before) >> 20} MB");
        Assert.NotEmpty(reader.Faults);
    }

    [Fact]
    public void A_table_of_two_hundred_megabytes_is_cut_off_and_the_next_record_is_read()
    {
        GC.Collect();
        var before = GC.GetTotalMemory(true);
        var stream = new Endless("rows without end", 200L << 20);
        using var reader = EnvelopeReader.Open(stream, "to.xml");
        var first = reader.Next();
        Assert.Contains(first!.Faults, f => f is { Rule: "XML2.rows", Table: "XML2" });
        Assert.Equal("A", reader.Next()!.Key);
        Assert.True(stream.Most - before < 160L << 20, $"{(stream.Most - before) >> 20} MB");
    }

    [Fact]
    public void A_field_beyond_its_bound_is_cut_and_told()
    {
        var read = Files.Read(Files.Envelope([("XML1", Files.Base64(Files.Summary("A", ("GHI_CHU", new string('x', 3_000_000)))))], Good));
        Assert.Contains(read.Verdicts[0].Faults, f => f is { Rule: "XML1.GHI_CHU.too-long", Severity: Severity.Refuse });
        Assert.True(read.Episodes[0].Summary![FieldNames.GHI_CHU]!.Length <= 1 << 20);
        Assert.Equal(2, read.Episodes.Count);
    }

    [Fact]
    public void A_file_cut_anywhere_gives_the_records_before_the_cut_and_one_clear_fault()
    {
        var file = Files.Written([.. Files.Maker().Many(4)]);
        var full = Files.Read(file);
        for (var cut = 0; cut < file.Length - 20; cut += 131)
        {
            var read = Files.Read(file[..cut]);
            Assert.Contains(read.Faults, f => f.Severity == Severity.Refuse);
            Assert.Equal(full.Episodes.Take(read.Episodes.Count).Select(e => e.Key), read.Episodes.Select(e => e.Key));
            Assert.All(read.Verdicts, v => Assert.Equal(Grade.Accepted, v.Grade));
        }
    }

    [Fact]
    public void Bytes_changed_by_chance_never_throw()
    {
        var chance = new Random(20261122);
        var plain = Files.Envelope([("XML1", Files.Summary("A"))], [("XML1", Files.Summary("B"))]);
        var files = new[] { Files.Written([.. Files.Maker().Many(2)]), Encoding.UTF8.GetBytes(plain), Encoding.Unicode.GetBytes(Files.Envelope(Good)) };
        for (var turn = 0; turn < 3_000; turn++)
        {
            var file = (byte[])files[turn % files.Length].Clone();
            for (var changes = chance.Next(1, 12); changes > 0; changes--)
            {
                var at = chance.Next(file.Length);
                file[at] = chance.Next(3) switch { 0 => (byte)chance.Next(256), 1 => (byte)"<>&\"'/=!?;\0"[chance.Next(11)], _ => file[chance.Next(file.Length)] };
            }
            var read = Files.Read(file);
            Assert.All(read.All, f => Assert.False(string.IsNullOrEmpty(f.Text) || string.IsNullOrEmpty(f.Remedy)));
        }
    }

    [Fact]
    public void Characters_changed_inside_a_table_never_throw()
    {
        var chance = new Random(4);
        var episode = Files.Maker().Make(Scene.Inpatient, 5);
        var table = new MemoryStream();
        EnvelopeWriter.Table(table, 3, episode.Rows(3), "3176");
        for (var turn = 0; turn < 1_500; turn++)
        {
            var xml = table.ToArray();
            for (var changes = chance.Next(1, 20); changes > 0; changes--) xml[chance.Next(xml.Length)] = (byte)chance.Next(256);
            var read = Files.Read(Files.Envelope([("XML1", Files.Base64(Files.Summary("A"))), ("XML3", Convert.ToBase64String(xml))], Good));
            Assert.Equal(2, read.Episodes.Count);
            Assert.False(read.IsBroken);
        }
    }

    [Theory]
    [InlineData("79228162514264337593543950335")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("1e308")]
    [InlineData("-0.00000000000000000000000000000001")]
    [InlineData("NaN")]
    [InlineData("٣")]
    public void Numbers_beyond_all_bounds_are_faults_not_failures(string number)
    {
        var read = Files.Read(Files.Envelope([("XML1", Files.Base64(Files.Summary("A", ("T_TONGCHI_BV", number), ("T_TONGCHI_BH", number),
            ("T_BNCCT", "-" + number))))]));
        Assert.Equal(Grade.Refused, read.Only.Grade);
        Assert.Contains(read.Only.Faults, f => f.Field == "T_TONGCHI_BV");
    }

    [Fact]
    public void A_record_with_a_thousand_faults_tells_the_first_few_hundred()
    {
        var rows = string.Concat(Enumerable.Repeat("<CHI_TIET_DVKT><TEN_DICH_VU>x</TEN_DICH_VU></CHI_TIET_DVKT>", 1_000));
        var read = Files.Read(Files.Envelope([("XML1", Files.Base64(Files.Summary("A"))),
            ("XML3", Files.Base64($"<CHITIEU_CHITIET_DVKT_VTYT>{rows}</CHITIEU_CHITIET_DVKT_VTYT>"))]));
        Assert.Equal(501, read.Only.Faults.Count);
        Assert.Equal("many", read.Only.Faults[^1].Rule);
        Assert.Equal(Grade.Refused, read.Only.Grade);
    }
}
