using FsCheck;
using FsCheck.Fluent;
using LienY.Contracts;
using LienY.Periods;

namespace LienY.DataSets.Tests;

/// <summary>The rules of approval against an explicit table, and what no sequence of actions may break.</summary>
public sealed class ApprovalRulesTests
{
    /// <summary>
    /// Every state and action. Columns: state, action, then what comes of it for somebody who may only approve, only accept, both:
    /// the new state, or why not.
    /// </summary>
    const string Table = """
        Unapprovable      Approve   NotApplicable    NotApplicable    NotApplicable
        Unapprovable      Unapprove NotApplicable    NotApplicable    NotApplicable
        Unapprovable      Accept    NotApplicable    NotApplicable    NotApplicable
        Unapprovable      Unaccept  NotApplicable    NotApplicable    NotApplicable
        UnapprovedAbove   Approve   NotHere          NotYours         NotHere
        UnapprovedAbove   Unapprove NotApproved      NotApproved      NotApproved
        UnapprovedAbove   Accept    NotYours         NotApproved      NotApproved
        UnapprovedAbove   Unaccept  NotYours         NotAccepted      NotAccepted
        UnapprovedWaiting Approve   NotReady         NotYours         NotReady
        UnapprovedWaiting Unapprove NotApproved      NotApproved      NotApproved
        UnapprovedWaiting Accept    NotYours         NotApproved      NotApproved
        UnapprovedWaiting Unaccept  NotYours         NotAccepted      NotAccepted
        UnapprovedReady   Approve   ApprovedHere     NotYours         ApprovedHere
        UnapprovedReady   Unapprove NotApproved      NotApproved      NotApproved
        UnapprovedReady   Accept    NotYours         NotApproved      NotApproved
        UnapprovedReady   Unaccept  NotYours         NotAccepted      NotAccepted
        ApprovedAbove     Approve   Already          NotYours         Already
        ApprovedAbove     Unapprove ApprovedAbove!   ApprovedAbove!   ApprovedAbove!
        ApprovedAbove     Accept    NotYours         ApprovedAbove!   ApprovedAbove!
        ApprovedAbove     Unaccept  NotYours         ApprovedAbove!   ApprovedAbove!
        ApprovedHere      Approve   Already          NotYours         Already
        ApprovedHere      Unapprove UnapprovedReady  UnapprovedReady  UnapprovedReady
        ApprovedHere      Accept    NotYours         AcceptedHere     AcceptedHere
        ApprovedHere      Unaccept  NotYours         NotAccepted      NotAccepted
        AcceptedHere      Approve   Already          NotYours         Already
        AcceptedHere      Unapprove AcceptedAbove    UnapprovedReady  UnapprovedReady
        AcceptedHere      Accept    NotYours         Already          Already
        AcceptedHere      Unaccept  NotYours         ApprovedHere     ApprovedHere
        """;

    static readonly ApprovalPower[] Powers = [ApprovalPower.Approve, ApprovalPower.Accept, ApprovalPower.Approve | ApprovalPower.Accept];

    [Fact]
    public void Every_state_and_action_comes_out_as_the_table_says()
    {
        var rows = Table.Split('\n').Select(r => r.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(Enum.GetValues<ApprovalState>().Length * Enum.GetValues<ApprovalAction>().Length, rows.Select(r => (r[0], r[1])).Distinct().Count());
        foreach (var row in rows)
        {
            var (state, action) = (Enum.Parse<ApprovalState>(row[0]), Enum.Parse<ApprovalAction>(row[1]));
            for (var i = 0; i < Powers.Length; i++)
            {
                var (to, no) = ApprovalRules.Decide(state, action, Powers[i], hasAbove: true);
                Assert.True(row[i + 2] == (no is { } why ? why == ApprovalNo.ApprovedAbove ? "ApprovedAbove!" : why.ToString() : to.ToString()), $"{row[0]} {row[1]} {Powers[i]}: {no} {to}");
                if (no is not null) Assert.Equal(state, to);
            }
            Assert.NotNull(ApprovalRules.Decide(state, action, ApprovalPower.None, hasAbove: true).No);
        }
        Assert.Equal(ApprovalNo.NobodyAbove, ApprovalRules.Decide(ApprovalState.ApprovedHere, ApprovalAction.Accept, Powers[2], hasAbove: false).No);
    }

    /// <summary>A ministry with two departments, each with three units that report, one of them with a room of its own that stands at no level.</summary>
    static ApprovalBoard Board(bool acceptFirst, out Guid[] all)
    {
        var ids = Enumerable.Range(1, 12).Select(i => new Guid(i, 0, 0, new byte[8])).ToArray();
        TreeUnit Of(int i, string kind, params int[] above) => new(ids[i], "Đơn vị " + i, kind, [.. above.Select(a => ids[a])], true, [], null);
        var units = new List<TreeUnit> { Of(0, "ministry"), Of(1, "department", 0), Of(2, "department", 0) };
        for (var i = 3; i < 9; i++) units.Add(Of(i, i % 2 == 0 ? "hospital" : "centre", i < 6 ? 1 : 2, 0));
        units.Add(Of(9, "division", 3, 1, 0));
        units.Add(Of(10, "hospital", 1, 0));
        units.Add(Of(11, "partner"));
        var levels = new[] { ("bo", 1, "ministry"), ("so", 2, "department"), ("don-vi", 3, "hospital centre") }.Select(l =>
        {
            var level = new ApprovalLevel { Position = l.Item2, Kinds = l.Item3 };
            level.Call(l.Item1, l.Item1);
            return level;
        }).ToList();
        var period = Period.Parse("202508");
        all = ids;
        // Unit 10 reports nothing; unit 9 (a room) reports for itself.
        return new(new() { AcceptFirst = acceptFirst }, levels, period, new("x", units), ids[3..10], [], period.Last.AddDays(1));
    }

    [Fact]
    public void A_unit_without_reports_and_one_outside_the_levels_need_no_approval()
    {
        var board = Board(false, out var ids);
        Assert.Equal(ApprovalState.Unapprovable, board.State(ids[10]));
        Assert.Equal(ApprovalState.Unapprovable, board.State(ids[11]));
        Assert.Equal(ApprovalState.UnapprovedAbove, board.State(ids[9]));
        Assert.Equal([ids[3], ids[9]], board.Reports(ids[3]).Order());
        Assert.Equal(ApprovalState.UnapprovedReady, board.State(ids[4]));
        Assert.Equal(ApprovalState.UnapprovedWaiting, board.State(ids[1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_sequence_of_actions_leaves_a_unit_approved_above_one_that_is_not(bool acceptFirst)
    {
        var steps = ArbMap.Default.ArbFor<(byte Unit, byte Action, byte Power)[]>();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(120), Prop.ForAll(steps, sequence =>
        {
            var board = Board(acceptFirst, out var ids);
            foreach (var (u, a, p) in sequence)
            {
                var unit = ids[u % ids.Length];
                var action = (ApprovalAction)(a % 4);
                var at = board.Position(unit);
                var before = ids.Select(board.IsClosed).ToArray();
                var (to, no) = ApprovalRules.Decide(ApprovalRules.StateOf(at), action, (ApprovalPower)(p % 4), at.HasAbove);
                if (no is not null) continue;
                board.Put(unit, to is ApprovalState.ApprovedHere or ApprovalState.AcceptedHere, to == ApprovalState.AcceptedHere);
                // Nothing below an approval is opened, nor moved, by what happens at one unit.
                if (action is ApprovalAction.Approve or ApprovalAction.Accept) Assert.All(before.Zip(ids), b => Assert.True(!b.First || board.IsClosed(b.Second)));
                foreach (var approved in board.Units.Where(board.IsApproved))
                {
                    Assert.All(board.Below(approved), b => Assert.True(board.IsApproved(b)));
                    Assert.All(board.Below(approved), b => Assert.Equal(ApprovalState.ApprovedAbove, board.State(b)));
                    Assert.All(board.AllReports(approved), r => Assert.True(board.IsClosed(r)));
                }
                Assert.All(board.Units.Where(b => board.State(b) == ApprovalState.AcceptedHere), b => Assert.True(board.IsApproved(b) && board.Above(b).Any()));
            }
        }));
    }

    [Theory]
    [InlineData(100, 150, false)]
    [InlineData(100, 151, true)]
    [InlineData(100, 49, true)]
    [InlineData(4, 12, false)]
    [InlineData(4, 14, true)]
    [InlineData(0, 10, true)]
    public void A_large_difference_is_more_than_half_and_at_least_ten(int before, int now, bool large) => Assert.Equal(large, new Difference(now, before).IsLarge);

    [Fact]
    public void Nothing_is_a_difference_where_a_figure_is_missing()
    {
        Assert.False(new Difference(null, 100).IsLarge);
        Assert.False(new Difference(100, null).IsLarge);
        Assert.Null(new Difference(100, null).Percent);
        Assert.Null(new Difference(null, 100).Percent);
        Assert.Null(new Difference(100, 0).Percent);
        Assert.Equal(-25m, new Difference(75, 100).Percent);
    }
}
