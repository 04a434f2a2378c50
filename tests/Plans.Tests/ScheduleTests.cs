using FsCheck;
using FsCheck.Fluent;

namespace LienY.Plans.Tests;

/// <summary>The critical path method against its own definition, on networks of any shape.</summary>
public sealed class ScheduleTests
{
    /// <summary>A network: work with lengths, ties that only run forward in the order of making.</summary>
    sealed record Net(Span[] Spans, Bond[] Ties);

    static Gen<Net> Networks(bool onlyFinishStart) =>
        from count in Gen.Choose(1, 9)
        from starts in Gen.ArrayOf(Gen.Choose(0, onlyFinishStart ? 0 : 20), count)
        from lengths in Gen.ArrayOf(Gen.Choose(1, 12), count)
        from pairs in Gen.ListOf(Gen.Choose(0, count - 1).Zip(Gen.Choose(0, count - 1)))
        from kinds in Gen.ArrayOf(Gen.Choose(0, 2), pairs.Count)
        from lags in Gen.ArrayOf(Gen.Choose(onlyFinishStart ? 0 : -6, onlyFinishStart ? 0 : 6), pairs.Count)
        let ids = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).ToArray()
        let spans = ids.Select((id, i) => new Span(id, starts[i], lengths[i], NotEndedBy: onlyFinishStart ? int.MinValue : lengths[i] * 3)).ToArray()
        let ties = pairs.Select((p, i) => (p.Item1, p.Item2, Kind: onlyFinishStart ? TaskLinkKind.FinishStart : (TaskLinkKind)kinds[i], Lag: lags[i]))
            .Where(p => p.Item1 < p.Item2).DistinctBy(p => (p.Item1, p.Item2)).Select(p => new Bond(ids[p.Item1], ids[p.Item2], p.Kind, p.Lag)).ToArray()
        select new Net(spans, ties);

    static void ForAll(Gen<Net> nets, Action<Net> holds) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(nets.ToArbitrary(), holds));

    [Fact]
    public void No_work_has_less_than_no_slack_and_none_begins_before_its_wish() => ForAll(Networks(false), net =>
    {
        var schedule = new Schedule(net.Spans, net.Ties);
        foreach (var span in net.Spans)
        {
            Assert.True(schedule.Work[span.Id].Slack >= 0);
            Assert.True(schedule.Work[span.Id].Start >= span.Start);
        }
    });

    [Fact]
    public void Every_tie_holds_for_the_earliest_and_for_the_latest_days() => ForAll(Networks(false), net =>
    {
        var schedule = new Schedule(net.Spans, net.Ties);
        foreach (var tie in net.Ties)
        {
            var (a, b) = (schedule.Work[tie.From], schedule.Work[tie.To]);
            Assert.True(Holds(tie, a.Start, a.Finish, b.Start, b.Finish));
            Assert.True(Holds(tie, a.LatestStart, a.LatestFinish, b.LatestStart, b.LatestFinish));
        }
    });

    [Fact]
    public void The_order_in_which_work_and_ties_are_given_does_not_matter() => ForAll(Networks(false), net =>
    {
        var (one, other) = (new Schedule(net.Spans, net.Ties), new Schedule(net.Spans.Reverse(), net.Ties.Reverse()));
        Assert.Equal(one.Work.OrderBy(w => w.Key), other.Work.OrderBy(w => w.Key));
        Assert.Equal(one.CriticalPath, other.CriticalPath);
    });

    [Fact]
    public void The_critical_path_is_as_long_as_the_longest_way_through_its_chain() => ForAll(Networks(true), net =>
    {
        var schedule = new Schedule(net.Spans, net.Ties);
        var longest = net.Spans.ToDictionary(s => s.Id, s => Longest(net, s));
        foreach (var span in net.Spans) Assert.Equal(longest[span.Id] - 1, schedule.Work[span.Id].Finish);
        foreach (var id in schedule.CriticalPath)
        {
            var end = schedule.After(id).Append(id).Max(i => schedule.Work[i].Finish);
            Assert.Contains(schedule.CriticalPath, i => (i == id || schedule.After(id).Contains(i)) && schedule.Work[i].Finish == end && end == schedule.Work[i].LatestFinish);
        }
        Assert.Equal(net.Ties.Length > 0, schedule.CriticalPath.Count > 0);
    });

    [Fact]
    public void A_tie_that_closes_a_circle_is_found_with_its_chain() => ForAll(Networks(true), net =>
    {
        var schedule = new Schedule(net.Spans, net.Ties);
        foreach (var a in net.Spans)
            foreach (var b in net.Spans)
            {
                var chain = Schedule.Circle(net.Ties, a.Id, b.Id);
                Assert.Equal(a.Id == b.Id || schedule.After(b.Id).Contains(a.Id), chain is not null);
                if (chain is null || a.Id == b.Id) continue;
                Assert.Equal((b.Id, a.Id), (chain[0], chain[^1]));
                Assert.All(chain.Zip(chain.Skip(1)), step => Assert.Contains(net.Ties, t => (t.From, t.To) == step));
            }
    });

    [Fact]
    public void Working_days_skip_weekends_and_days_off()
    {
        var tet = new HashSet<DateOnly> { new(2026, 2, 16), new(2026, 2, 17), new(2026, 2, 18), new(2026, 2, 19), new(2026, 2, 20) };
        var time = new Worktime(new(2026, 2, 2), day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !tet.Contains(day));
        Assert.Equal(time.At(new(2026, 2, 23)), time.At(new(2026, 2, 13)) + 1);
        Assert.Equal(new DateOnly(2026, 2, 23), time.On(time.At(new(2026, 2, 14))));
        Assert.Equal(new DateOnly(2026, 2, 13), time.On(time.UpTo(new(2026, 2, 20))));
        Assert.Equal(new DateOnly(2026, 2, 24), time.On(time.At(new(2026, 2, 13)) + 2));
    }

    static bool Holds(Bond tie, int s1, int f1, int s2, int f2) => tie.Kind switch
    {
        TaskLinkKind.FinishStart => s2 >= f1 + 1 + tie.Lag,
        TaskLinkKind.StartStart => s2 >= s1 + tie.Lag,
        _ => f2 >= f1 + tie.Lag,
    };

    // By trying every way that leads to it.
    static int Longest(Net net, Span span) =>
        span.Length + net.Ties.Where(t => t.To == span.Id).Select(t => Longest(net, net.Spans.First(s => s.Id == t.From))).Append(0).Max();
}
