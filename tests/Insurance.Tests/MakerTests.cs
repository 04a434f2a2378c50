namespace LienY.Insurance.Tests;

/// <summary>Invented episodes are good ones, always the same, and go through a file unharmed.</summary>
public sealed class MakerTests
{
    static readonly DateOnly[] Days = [new(2024, 9, 3), new(2025, 3, 14), new(2026, 7, 15), new(2026, 11, 21)];

    [Fact]
    public void Every_scene_on_every_rule_set_passes_without_a_fault()
    {
        foreach (var day in Days)
        {
            foreach (var scene in Enum.GetValues<Scene>())
            {
                for (var number = 1; number <= 25; number++)
                {
                    var episode = Files.Maker(number, day).Make(scene, number);
                    var verdict = new EnvelopeCheck(RuleBook.Standard, Files.Now).Of(episode);
                    Assert.True(verdict.Grade == Grade.Accepted, $"{day} {scene} {number}: "
                        + string.Join("; ", verdict.Faults.Select(f => $"{f.Rule} row {f.Row} '{f.Value}' {f.Expected}")));
                    Assert.Equal(RuleBook.SetOn(day), verdict.RuleSet);
                }
            }
        }
    }

    [Fact]
    public void The_mix_holds_every_table_but_the_check_in()
    {
        var tables = Files.Maker().Many(1_500).SelectMany(e => e.Tables).ToHashSet();
        Assert.Equal(Enumerable.Range(1, 15).ToHashSet(), tables);
    }

    [Fact]
    public void The_same_seed_makes_the_same_file() =>
        Assert.Equal(Files.Written([.. Files.Maker(3).Many(20)]), Files.Written([.. Files.Maker(3).Many(20)]));

    [Fact]
    public void Another_seed_makes_another_file() =>
        Assert.NotEqual(Files.Written([.. Files.Maker(3).Many(20)]), Files.Written([.. Files.Maker(4).Many(20)]));

    [Theory]
    [InlineData("2024-09-03")]
    [InlineData("2026-11-21")]
    public void What_is_written_is_read_back_field_for_field(string on)
    {
        var maker = Files.Maker(11, DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture));
        var made = maker.Many(300).ToList();
        var read = Files.Read(Files.Written(made, maker.Set));
        Assert.Empty(read.Faults);
        Assert.All(read.Verdicts, v => Assert.Empty(v.Faults));
        Assert.Equal(made.Select(Flat), read.Episodes.Select(Flat));
        Assert.Equal(("99001", 300, Files.Today), (read.Head.Facility, read.Head.Told, read.Head.Made));
    }

    [Fact]
    public void A_check_in_file_gives_one_episode_for_each_row()
    {
        var made = Enumerable.Range(1, 40).Select(n => Files.Maker().Make(Scene.CheckIn, n)).ToList();
        var to = new MemoryStream();
        EnvelopeWriter.WriteCheckIn(to, made, "3176");
        var read = Files.Read(to.ToArray());
        Assert.True(read.Head.IsCheckIn);
        Assert.Empty(read.All);
        Assert.Equal(made.Select(e => e.Key), read.Episodes.Select(e => e.Key));
        Assert.All(read.Episodes, e => Assert.True(e.IsCheckIn));
    }

    [Fact]
    public void An_injected_fault_is_found_at_its_place_and_nowhere_refused_without_it()
    {
        foreach (var injection in Injection.All)
        {
            var found = 0;
            for (var number = 1; number <= 120; number++)
            {
                var episode = Files.Maker(number).Many(1, number).Single();
                if (injection.Spoil(episode) is not { } row) continue;
                found++;
                var verdict = new EnvelopeCheck(RuleBook.Standard, Files.Now).Of(episode);
                var fault = verdict.Faults.FirstOrDefault(f => f.Rule == injection.Rule && (row == 0 || f.Row == row));
                Assert.True(fault is not null, $"{injection.Name} of {number}: only " + string.Join("; ", verdict.Faults.Select(f => $"{f.Rule} {f.Row}")));
                Assert.Equal(($"XML{injection.Table}", injection.Field, injection.Severity), (fault.Table, fault.Field, fault.Severity));
                Assert.Equal(injection.Grade, verdict.Grade);
            }
            Assert.True(found > 0, injection.Name);
        }
    }

    static string Flat(Episode e) => string.Join('\n',
        e.Tables.SelectMany(t => e.Rows(t)).SelectMany(r => r.Layout.Fields.Select(f => $"{f.Address} {r.Number} {r[f.Name]}")));
}
