using FsCheck;
using FsCheck.Fluent;
using LienY.Kernel;

namespace LienY.Consults.Tests;

/// <summary>The way of a case against an independent table: any deeds in any order, at any hour.</summary>
public sealed class MachineTests
{
    static readonly DateTimeOffset Start = new(2025, 11, 20, 2, 0, 0, TimeSpan.Zero);
    static readonly Actor Somebody = new(Guid.CreateVersion7(), "Người thử", Guid.CreateVersion7());
    static readonly Guid Elsewhere = Guid.CreateVersion7();

    /// <summary>What may follow what, written down once more by hand from the reference.</summary>
    static readonly Dictionary<string, (CaseState[] From, CaseState To)> Table = new()
    {
        ["submit"] = ([CaseState.Draft], CaseState.AwaitingApproval),
        ["refuse-inside"] = ([CaseState.AwaitingApproval], CaseState.RefusedInside),
        ["revise"] = ([CaseState.RefusedInside, CaseState.AwaitingApproval], CaseState.Draft),
        ["open-urgently"] = ([CaseState.Draft], CaseState.RoomOpen),
        ["accept"] = ([CaseState.AwaitingAcceptance], CaseState.AwaitingSchedule),
        ["accept-written"] = ([CaseState.AwaitingAcceptance], CaseState.AwaitingOpinion),
        ["ask-more"] = ([CaseState.AwaitingAcceptance], CaseState.NeedsMore),
        ["supplement"] = ([CaseState.NeedsMore], CaseState.AwaitingAcceptance),
        ["refuse"] = ([CaseState.AwaitingAcceptance], CaseState.Refused),
        ["pass-on"] = ([CaseState.AwaitingAcceptance], CaseState.PassedOn),
        ["send-on"] = ([CaseState.PassedOn], CaseState.AwaitingAcceptance),
        ["needs-meeting"] = ([CaseState.AwaitingOpinion], CaseState.AwaitingSchedule),
        ["opinion"] = ([CaseState.AwaitingOpinion], CaseState.AwaitingSignatures),
        ["schedule"] = ([CaseState.AwaitingSchedule, CaseState.Scheduled], CaseState.Scheduled),
        ["unschedule"] = ([CaseState.Scheduled, CaseState.RoomOpen], CaseState.AwaitingSchedule),
        ["open-room"] = ([CaseState.Scheduled], CaseState.RoomOpen),
        ["begin"] = ([CaseState.RoomOpen], CaseState.InConsultation),
        ["end-meeting"] = ([CaseState.InConsultation], CaseState.AwaitingMinutes),
        ["minutes"] = ([CaseState.AwaitingMinutes], CaseState.AwaitingSignatures),
        ["reopen-minutes"] = ([CaseState.AwaitingSignatures], CaseState.AwaitingMinutes),
        ["signed"] = ([CaseState.AwaitingSignatures], CaseState.Signed),
        ["follow-up"] = ([CaseState.Signed], CaseState.FollowingUp),
        ["close"] = ([CaseState.FollowingUp], CaseState.Closed),
        ["cancel"] = ([CaseState.Draft, CaseState.AwaitingApproval, CaseState.RefusedInside, CaseState.AwaitingAcceptance, CaseState.NeedsMore, CaseState.PassedOn,
            CaseState.AwaitingOpinion, CaseState.AwaitingSchedule, CaseState.Scheduled], CaseState.Cancelled),
    };

    static readonly string[] Deeds = [.. Table.Keys, "approve", "decide", "join", "hold", "wait", "clock", "late"];

    static Case New(Urgency urgency)
    {
        var one = Case.Begin("HC-THU", Somebody, Start);
        (one.AnsweringId, one.Urgency) = (Guid.CreateVersion7(), urgency);
        return one;
    }

    static void Do(Case one, string deed, DateTimeOffset at, bool onCall)
    {
        var clock = new RunningClock(at.AddMinutes(15), at.AddMinutes(15), onCall ? Guid.CreateVersion7() : null);
        switch (deed)
        {
            case "submit": one.Submit(Somebody, at); break;
            case "approve": one.Approve(Somebody, at, clock); break;
            case "refuse-inside": one.RefuseInside(Somebody, at, "vì"); break;
            case "revise": one.Revise(Somebody, at); break;
            case "open-urgently": one.OpenUrgently(Somebody, at, "vì"); break;
            case "accept": one.Accept(Somebody, at, null); break;
            case "accept-written": one.Accept(Somebody, at, clock); break;
            case "join": one.Join(Somebody, at); break;
            case "ask-more": one.AskForMore(Somebody, at, "thêm"); break;
            case "supplement": one.Supplement(Somebody, at, clock); break;
            case "refuse": one.Refuse(Somebody, at, "vì"); break;
            case "pass-on": one.PassOn(one.AnsweringId == Elsewhere ? Guid.CreateVersion7() : Elsewhere, Somebody, at, "vì"); break;
            case "send-on": one.SendOn(Somebody, at, clock); break;
            case "needs-meeting": one.NeedsMeeting(Somebody, at, "vì"); break;
            case "opinion": one.GiveOpinion(Somebody, at); break;
            case "schedule": one.Schedule(Guid.CreateVersion7(), at.AddDays(1), Somebody, at); break;
            case "hold": one.HoldIn(Guid.CreateVersion7(), Somebody, at); break;
            case "unschedule": one.Unschedule(Somebody, at, "vì"); break;
            case "open-room": one.OpenRoom(Somebody, at); break;
            case "begin": one.Begin(Somebody, at); break;
            case "end-meeting": one.EndMeeting(Somebody, at); break;
            case "minutes": one.MinutesWritten(Somebody, at); break;
            case "reopen-minutes": one.ReopenMinutes(Somebody, at, "vì"); break;
            case "signed": one.SignedByAll(Somebody, at); break;
            case "decide": one.Decide(Somebody, at); break;
            case "follow-up": one.StartFollowUp(Somebody, at); break;
            case "close": one.Close(Somebody, at); break;
            case "cancel": one.Cancel(Somebody, at, "vì"); break;
            case "clock": one.PassClock(Somebody, at, onCall ? Guid.CreateVersion7() : null, at.AddMinutes(5)); break;
            case "late": one.ApprovalMissed(Somebody, at); break;
        }
    }

    [Fact]
    public void No_deeds_in_any_order_lead_to_an_illegal_state_or_lose_a_clock()
    {
        var deed = from name in Gen.Elements(Deeds) from minutes in Gen.Choose(0, 2000) from onCall in Gen.Elements(true, false) select (name, minutes, onCall);
        // Now and then the deed that leads on is taken, so that the far end of the way is reached too.
        var way = from urgency in Gen.Elements(Enum.GetValues<Urgency>()) from deeds in Gen.ListOf(deed, 120) select (urgency, deeds.ToArray());
        Prop.ForAll(Arb.From(way), w =>
        {
            var (one, now) = (New(w.urgency), Start);
            foreach (var (name, minutes, onCall) in w.Item2)
            {
                now = now.AddMinutes(minutes);
                var (before, steps, owed) = (one.State, one.StepCount, one.ApprovalDueAt);
                try
                {
                    Do(one, name, now, onCall);
                }
                catch (Refusal)
                {
                    Assert.Equal((before, steps), (one.State, one.StepCount));
                    continue;
                }
                if (name == "wait") continue;
                Assert.Equal(steps + 1, one.StepCount);
                Assert.Equal((before, one.State, one.StepCount), (one.Steps[^1].Before, one.Steps[^1].After, one.Steps[^1].Number));
                if (Table.TryGetValue(name, out var rule)) Assert.True(rule.From.Contains(before) && one.State == rule.To, $"{name}: {before} → {one.State}");
                else if (name == "approve") Assert.True(owed is not null ? one.State == before : (before, one.State) == (CaseState.AwaitingApproval,
                    CaseState.AwaitingAcceptance));
                else Assert.Equal(before, one.State);
                Holds(one);
            }
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [Fact]
    public void Every_state_is_reached_by_its_deeds()
    {
        var seen = new HashSet<CaseState>();
        foreach (var way in new[]
        {
            "submit refuse-inside revise submit approve ask-more supplement pass-on send-on accept schedule open-room begin end-meeting "
                + "minutes signed decide follow-up close",
            "submit approve accept-written opinion signed", "submit approve refuse", "cancel", "open-urgently hold join begin end-meeting",
        })
        {
            var one = New(Urgency.Immediate);
            seen.Add(one.State);
            foreach (var deed in way.Split(' '))
            {
                Do(one, deed, Start.AddMinutes(1), true);
                seen.Add(one.State);
                Holds(one);
            }
        }
        Assert.Empty(Enum.GetValues<CaseState>().Except(seen));
    }

    [Fact]
    public void A_case_is_never_closed_without_signed_minutes_and_the_treating_doctors_decision()
    {
        var one = New(Urgency.Planned);
        foreach (var deed in "submit approve accept-written opinion signed follow-up".Split(' ')) Do(one, deed, Start, true);
        Assert.Contains("quyết định của bác sĩ điều trị", Assert.Throws<Refusal>(() => Do(one, "close", Start, true)).Text, StringComparison.Ordinal);
        Do(one, "decide", Start, true);
        Do(one, "close", Start, true);
        Assert.Equal(CaseState.Closed, one.State);
    }

    [Fact]
    public void Only_an_immediate_case_opens_before_approval_and_owes_it_for_a_day()
    {
        Assert.Throws<Refusal>(() => Do(New(Urgency.Urgent), "open-urgently", Start, true));
        var one = New(Urgency.Immediate);
        Do(one, "open-urgently", Start, true);
        Assert.Equal(Start.AddHours(24), one.ApprovalDueAt);
        Assert.True(one.IsOverdue(Start.AddHours(24)));
        Do(one, "approve", Start.AddHours(2), true);
        Assert.Equal((CaseState.RoomOpen, null), (one.State, one.ApprovalDueAt));
    }

    /// <summary>What must be true at every moment.</summary>
    static void Holds(Case one)
    {
        var runs = one.State is CaseState.AwaitingAcceptance or CaseState.AwaitingOpinion;
        Assert.Equal(runs, one.Clock != ClockKind.None);
        Assert.Equal(runs, one.DueAt is not null);
        // A clock goes on until it lies with the director.
        if (runs) Assert.True(one.NextAt is not null || (one.Level > 0 && one.OnCallId is null), "a clock was lost");
        else Assert.Null(one.NextAt);
        if (one.State == CaseState.AwaitingOpinion) Assert.Equal(ClockKind.Opinion, one.Clock);
        if (one.State is CaseState.Signed or CaseState.FollowingUp or CaseState.Closed) Assert.NotNull(one.SignedAt);
        if (one.State == CaseState.Closed) Assert.NotNull(one.DecidedAt);
        Assert.Equal(one.IsOver, one.EndAt is not null);
        Assert.Equal(one.State == CaseState.PassedOn, one.PassedToId is not null);
        if (one.State == CaseState.Scheduled) Assert.NotNull(one.SessionId);
        Assert.Equal(one.StepCount, one.Steps.Count);
        if (one.State is not (CaseState.Draft or CaseState.AwaitingApproval or CaseState.RefusedInside or CaseState.Cancelled)) Assert.NotNull(one.SentAt);
    }
}
