using FsCheck;
using FsCheck.Fluent;
using LienY.Contracts;

namespace LienY.Logbook.Tests;

/// <summary>Which entry and which row are one performance, and when a case is independent.</summary>
public sealed class MatchingTests
{
    static readonly DateOnly Day = new(2025, 3, 3);

    static Arbitrary<(int[] Logs, int[] Rows, int Seed)> Sides() =>
        (from logs in Gen.ArrayOf(Gen.Choose(0, 59)) from rows in Gen.ArrayOf(Gen.Choose(0, 59)) from seed in Gen.Choose(0, 1000) select (logs, rows, seed)).ToArbitrary();

    // A number stands for encounter (of 4), technique (of 2) and day (of 7).
    static Matchable Of(string side, int i, int n) => new($"{side}/{i:000}", n % 2 == 0 ? "A" : "B", Day.AddDays(n % 7), ["h" + (n % 4)]);

    [Fact]
    public void Pairs_are_mutual_of_one_technique_and_at_most_a_day_apart_whatever_the_order() => Prop.ForAll(Sides(), sides =>
    {
        var logs = sides.Logs.Select((n, i) => Of("log", i, n)).ToList();
        var rows = sides.Rows.Select((n, i) => Of("feed", i, n)).ToList();
        var pairs = Matching.Of(logs, rows);
        var shuffle = new Random(sides.Seed);
        Assert.Equal(pairs.OrderBy(p => p.Key, StringComparer.Ordinal),
            Matching.Of(logs.OrderBy(_ => shuffle.Next()).ToList(), rows.OrderBy(_ => shuffle.Next()).ToList()).OrderBy(p => p.Key, StringComparer.Ordinal));
        var all = logs.Concat(rows).ToDictionary(m => m.Key);
        foreach (var (one, other) in pairs)
        {
            Assert.Equal(one, pairs[other]);
            Assert.Equal(all[one].Technique, all[other].Technique);
            Assert.Equal(all[one].Hashes, all[other].Hashes);
            Assert.True(Math.Abs(all[one].On.DayNumber - all[other].On.DayNumber) <= 1);
        }
        // Nothing that fits is left alone on both sides.
        Assert.DoesNotContain(from log in logs
                              where !pairs.ContainsKey(log.Key)
                              from row in rows
                              where !pairs.ContainsKey(row.Key) && row.Technique == log.Technique && row.Hashes[0] == log.Hashes[0]
                                  && Math.Abs(row.On.DayNumber - log.On.DayNumber) <= 1
                              select log, _ => true);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_people_said_goes_before_what_the_numbers_say()
    {
        var pairs = Matching.Of([new("log/1", "A", Day, ["h"], "feed/2"), new("log/2", "A", Day, ["h"])],
            [new("feed/1", "A", Day, ["h"]), new("feed/2", "A", Day.AddDays(30), ["x"])]);
        Assert.Equal("feed/2", pairs["log/1"]);
        Assert.Equal("feed/1", pairs["log/2"]);
    }

    static LoggedCase Case(Guid at, params (Guid At, string Role, short Level)[] members)
    {
        var one = new LoggedCase { Id = Guid.CreateVersion7(), FacilityId = at, LoggedAt = default, LoggedByName = "" };
        one.Members.AddRange(members.Select((m, i) => new LoggedMember
        {
            CaseId = one.Id,
            PractitionerId = Guid.CreateVersion7(),
            Name = "",
            OrganisationId = m.At,
            Role = m.Role,
            Level = m.Level,
            Ordinal = i
        }));
        return one;
    }

    [Fact]
    public void A_case_is_independent_only_when_everybody_needed_did_it_alone()
    {
        var (home, centre) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        Assert.True(Case(home, (home, "surgeon", 5), (home, "assistant", 6)).JudgeIndependence());
        Assert.True(Case(home, (home, "surgeon", 5), (home, "assistant", 1)).JudgeIndependence());
        Assert.False(Case(home, (home, "surgeon", 5), (home, "assistant", 4)).JudgeIndependence());
        Assert.False(Case(home, (home, "surgeon", 5), (centre, "assistant", 6)).JudgeIndependence());
        Assert.False(Case(home, (home, "surgeon", 1)).JudgeIndependence());
        var watched = Case(home, (home, "surgeon", 5));
        (watched.SupervisorId, watched.SupervisorAt, watched.Supervision) = (Guid.CreateVersion7(), centre, Supervision.OnSite);
        Assert.False(watched.JudgeIndependence());
        watched.Supervision = Supervision.Room;
        Assert.True(watched.JudgeIndependence());
        watched.EkipRoles = "anaesthesia surgeon";
        Assert.False(watched.JudgeIndependence());
    }

    [Fact]
    public void A_learning_curve_counts_what_counts_in_the_order_of_days()
    {
        var (home, me) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        LoggedCase At(int day, short level, LogState state)
        {
            var one = new LoggedCase { Id = Guid.CreateVersion7(), FacilityId = home, OnDay = Day.AddDays(day), State = state, LoggedAt = default, LoggedByName = "" };
            one.Members.Add(new() { CaseId = one.Id, PractitionerId = me, Name = "", OrganisationId = home, Role = "surgeon", Level = level, Ordinal = 1 });
            one.IsIndependent = one.JudgeIndependence();
            return one;
        }
        var points = Tally.Curve([At(9, 5, LogState.Counted), At(1, 2, LogState.Counted), At(5, 3, LogState.AwaitsSupervisor), At(4, 4, LogState.Counted)], c => Tally.LevelOf(c, me));
        Assert.Equal([(1, (short)2, 0), (2, (short)4, 0), (3, (short)5, 1)], points.Select(p => (p.Number, p.Level, p.Independent)));
        Assert.Equal((short)CompetencyLevel.Independent, points[^1].Level);
    }
}
