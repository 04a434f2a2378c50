using FsCheck;
using FsCheck.Fluent;

namespace LienY.Training.Tests;

/// <summary>The gate of attendance is what minute by minute counting over the evidence gives.</summary>
public sealed class PresenceProperties
{
    static readonly DateTimeOffset Begin = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    const int Length = 120;

    sealed record Piece(int From, int To, int Kind);

    static Evidence Of(Piece p, int at) => new()
    {
        Key = at.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ClassId = Guid.Empty,
        SessionId = Guid.Empty,
        NominationId = Guid.Empty,
        Kind = p.Kind switch { 0 => EvidenceKind.Room, 1 => EvidenceKind.Code, _ => EvidenceKind.Lecturer },
        IsAbsence = p.Kind == 3,
        FromAt = Begin.AddMinutes(p.From),
        ToAt = Begin.AddMinutes(p.To),
        MadeAt = Begin.AddSeconds(at),
    };

    static readonly Gen<Piece> Pieces = from a in Gen.Choose(-30, Length + 30) from b in Gen.Choose(-30, Length + 30) from k in Gen.Choose(0, 3) select new Piece(a, b, k);

    static bool[] Counted(IReadOnlyList<Piece> pieces)
    {
        var there = new bool[Length];
        void Set(Piece p, bool value)
        {
            for (var m = Math.Max(0, p.From); m < Math.Min(Length, p.To); m++) there[m] = value;
        }
        foreach (var p in pieces.Where(p => p.Kind < 2)) Set(p, true);
        foreach (var p in pieces.Where(p => p.Kind >= 2)) Set(p, p.Kind == 2);
        return there;
    }

    [Fact]
    public void Minutes_are_the_recomputation_from_the_evidence_and_the_gate_opens_by_them_alone() => Prop.ForAll(Gen.ListOf(Pieces).ToArbitrary(), list =>
    {
        var pieces = list.ToList();
        var session = new Span(Begin, Begin.AddMinutes(Length));
        var spans = Presence.Of(session, pieces.Select(Of), []);
        var minutes = Counted(pieces).Count(m => m);
        var attended = new Attended((int)spans.Length.TotalMinutes, Length);
        var rule = new PassRule(80, null, 5, GradeRule.Read(GradeRule.Usual));
        return spans.Length.TotalMinutes == minutes && Judgement.Of(rule, attended, null, null).IsPassed == (minutes * 100 >= 80 * Length)
            && spans.All.Zip(spans.All.Skip(1)).All(p => p.First.To < p.Second.From);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_in_which_machines_tell_changes_nothing() => Prop.ForAll(Gen.ListOf(Pieces).ToArbitrary(), list =>
    {
        var seen = list.Where(p => p.Kind < 2).Select(Of).ToList();
        var session = new Span(Begin, Begin.AddMinutes(Length));
        return Presence.Of(session, seen, []).Length == Presence.Of(session, Enumerable.Reverse(seen), []).Length;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Who_does_not_answer_is_not_counted_until_the_next_answer()
    {
        var session = new Span(Begin, Begin.AddMinutes(Length));
        Span At(int minute) => new(Begin.AddMinutes(minute), Begin.AddMinutes(minute + 3));
        var room = Of(new(0, Length, 0), 1);
        var answered = new Evidence
        {
            Key = "p",
            ClassId = Guid.Empty,
            SessionId = Guid.Empty,
            NominationId = Guid.Empty,
            Kind = EvidenceKind.Prompt,
            FromAt = At(70).From,
            ToAt = At(70).To,
            MadeAt = Begin,
        };
        Assert.Equal(60, Presence.Of(session, [room, answered], [At(10), At(70)]).Length.TotalMinutes);
        Assert.Equal(10, Presence.Of(session, [room], [At(10), At(70)]).Length.TotalMinutes);
    }
}
