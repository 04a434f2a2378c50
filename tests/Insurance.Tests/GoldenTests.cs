namespace LienY.Insurance.Tests;

/// <summary>Files written without this engine, every field of every table filled, and the answer beside them.</summary>
public sealed class GoldenTests
{
    static string Folder => Path.Combine(AppContext.BaseDirectory, "Golden");

    static IEnumerable<(int Table, string Field, string? Value)> Answer(string set) => File.ReadLines(Path.Combine(Folder, set + ".tsv")).Select(l => l.Split('\t'))
        .Select(c => (int.Parse(c[0], System.Globalization.CultureInfo.InvariantCulture), c[1], c[2].Length > 0 ? c[2] : null));

    [Theory]
    [InlineData("4750")]
    [InlineData("3176")]
    public void An_envelope_with_every_field_is_read_field_for_field_and_accepted(string set)
    {
        var read = Files.Read(File.ReadAllBytes(Path.Combine(Folder, set + ".xml")));
        Assert.Empty(read.Faults);
        var episode = Assert.Single(read.Episodes);
        Assert.Equal(Answer(set), episode.Tables.SelectMany(t => episode.Rows(t)).SelectMany(r =>
            r.Layout.Fields.Where(f => f.IsIn(set)).Select(f => (r.Layout.Number, f.Name, r[f.Name]))));
        Assert.Equal(set, read.Only.RuleSet);
        Assert.True(read.Only.Grade == Grade.Accepted, string.Join("\n", read.Only.Faults.Select(f => $"{f.Rule} '{f.Value}' {f.Expected}")));
    }

    public static TheoryData<int> Tables => [.. Enumerable.Range(0, 16)];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Each_table_alone_is_read(int table)
    {
        using var file = File.OpenRead(Path.Combine(Folder, $"XML{table}.xml"));
        using var reader = EnvelopeReader.Open(file, "bang.xml");
        var episode = reader.Next()!;
        Assert.Null(reader.Next());
        Assert.Empty(reader.Faults.Concat(episode.Faults));
        Assert.Equal([table], episode.Tables);
        var row = Assert.Single(episode.Rows(table));
        Assert.Equal(Answer("3176").Where(a => a.Table == table).Select(a => (a.Field, a.Value)),
            row.Layout.Fields.Where(f => f.IsIn("3176")).Select(f => (f.Name, row[f.Name])));
    }

    [Fact]
    public void The_envelope_of_one_set_on_a_day_of_the_other_is_told_where_they_differ()
    {
        var old = Files.Read(File.ReadAllBytes(Path.Combine(Folder, "4750.xml"))).Episodes[0];
        old.Summary![FieldNames.NGAY_RA] = "202501021630";
        var faults = new EnvelopeCheck(RuleBook.Standard, Files.Now).Of(old).Faults.Where(f => f.Rule.EndsWith(".other-set", StringComparison.Ordinal)).ToList();
        Assert.Equal(["MA_NOI_DI", "MA_NOI_DEN", "TEN_DICH_VU", "TEN_THUOC", "PP_DIEU_TRI"], faults.Select(f => f.Field!));
        Assert.All(faults, f => Assert.Equal(Severity.Warn, f.Severity));
    }
}
