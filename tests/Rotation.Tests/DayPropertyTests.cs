using FsCheck;
using FsCheck.Fluent;
using LienY.Kernel;

namespace LienY.Rotation.Tests;

/// <summary>Days of an order under any sequence of what people do with them.</summary>
public sealed class DayPropertyTests
{
    static readonly DateOnly Start = new(2025, 3, 3);

    /// <summary>Something that somebody does: which, on which day, with which number.</summary>
    sealed record Deed(int What, int Which, int Number);

    static Arbitrary<(int[] Slots, int Length, int[] Holidays, int Today, Deed[] Deeds)> Orders() => (
        from slots in Gen.ArrayOf(Gen.Choose(0, 20))
        from length in Gen.Choose(0, 60)
        from holidays in Gen.ArrayOf(Gen.Choose(0, 60))
        from today in Gen.Choose(-5, 70)
        from deeds in Gen.ArrayOf(from what in Gen.Choose(0, 8) from which in Gen.Choose(0, 200) from number in Gen.Choose(0, 60) select new Deed(what, which, number))
        select (slots, length, holidays, today, deeds)).ToArbitrary();

    static (RotationOrder Order, List<RotationDay> Days) Lay(int[] slots, int length, int[] holidays)
    {
        var off = holidays.Select(h => Start.AddDays(h)).ToHashSet();
        bool IsWorkday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !off.Contains(day);
        var order = new RotationOrder
        {
            Scheme = "commune",
            SenderId = Guid.CreateVersion7(),
            ReceiverId = Guid.CreateVersion7(),
            FromDay = Start,
            ToDay = Start.AddDays(length),
            Slots = Slot.Text(slots.Select(s => new Slot(s % 7 + 1, (DayPart)(s % 3)))),
            MadeAt = default,
            MadeByName = "",
        };
        var person = Guid.CreateVersion7();
        var days = order.Due(IsWorkday).Select(d =>
        {
            var day = new RotationDay
            {
                OrderId = order.Id,
                Scheme = order.Scheme,
                SenderId = order.SenderId,
                ReceiverId = order.ReceiverId,
                PractitionerId = person,
                Name = "A",
                OnDay = d.Day,
                Part = d.Part,
                Slot = $"{d.Day:yyyyMMdd}/{d.Part}",
            };
            if (RotationOrder.IsHoliday(d.Day, IsWorkday)) day.Holiday("Nghỉ lễ");
            return day;
        }).ToList();
        return (order, days);
    }

    static void Do(RotationDay day, Deed deed, DateOnly today)
    {
        try
        {
            switch (deed.What)
            {
                case 0: day.CheckIn("code", "B", default, today); break;
                case 1: day.ClaimLate(deed.Number % 5 == 0 ? "" : "mất mạng", today); break;
                case 2: day.Judge(deed.Number % 2 == 0, "C", default); break;
                case 3: day.AskLeave("ốm"); break;
                case 4: day.DecideLeave(deed.Number % 2 == 0); break;
                case 5: day.Swap(Guid.CreateVersion7(), null, "D", Start.AddDays(deed.Number), "đổi ca"); break;
                case 6: day.Report(new(deed.Number, 1, 0, 0, "", "")); break;
                case 7: day.Confirm("E", default); break;
                default: day.CheckIn("receiver", "C", default, day.OnDay); break;
            }
        }
        catch (Refusal)
        {
            // Refused: nothing may have changed, which the counts below show.
        }
    }

    [Fact]
    public void Days_due_are_days_met_unmet_and_excused_for_any_order_swap_and_holiday() => Prop.ForAll(Orders(), given =>
    {
        var (_, days) = Lay(given.Slots, given.Length, given.Holidays);
        var today = Start.AddDays(given.Today);
        var laid = days.Select(d => d.Slot).ToHashSet();
        Assert.Equal(days.Count, laid.Count);
        foreach (var deed in given.Deeds)
        {
            if (days.Count > 0) Do(days[deed.Which % days.Count], deed, today);
            var count = DayCount.Of(days, today);
            Assert.Equal(count.Met + count.Unmet + count.Excused, count.Due);
            // Nothing disappears and nothing becomes two.
            Assert.Equal(days.Count, count.Due + count.Ahead);
            Assert.Equal(laid, days.Select(d => d.Slot).ToHashSet());
            Assert.Equal(count.Unmet, days.Count(d => d.IsUnmet(today)));
            Assert.All(days.Where(d => d.ConfirmedAt is not null), d => Assert.Equal(DayState.Met, d.State));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_refused_changes_nothing() => Prop.ForAll(Orders(), given =>
    {
        var (_, days) = Lay(given.Slots, given.Length, given.Holidays);
        var today = Start.AddDays(given.Today);
        foreach (var deed in given.Deeds.Where(_ => days.Count > 0))
        {
            var day = days[deed.Which % days.Count];
            var before = (day.State, day.OnDay, day.Name, day.Patients, day.ConfirmedAt, day.Excuse, day.Claim);
            Do(day, deed, today);
            if (before.ConfirmedAt is not null) Assert.Equal(before, (day.State, day.OnDay, day.Name, day.Patients, day.ConfirmedAt, day.Excuse, day.Claim));
            if (before.State == DayState.Met && deed.What < 6) Assert.Equal(DayState.Met, day.State);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_week_is_met_when_the_duty_less_what_was_excused_is_there()
    {
        var (order, days) = Lay([0, 3], 13, []);
        Assert.Equal(4, days.Count);
        var monday = Start;
        Assert.Equal("later", Overview.Week(monday, days, [order], 2, Start).Kind);
        Assert.Equal("bad", Overview.Week(monday, days, [order], 2, Start.AddDays(20)).Kind);
        days[0].CheckIn("code", "A", default, days[0].OnDay);
        Assert.Equal("bad", Overview.Week(monday, days, [order], 2, Start.AddDays(20)).Kind);
        days[1].AskLeave("ốm");
        days[1].DecideLeave(true);
        var week = Overview.Week(monday, days, [order], 2, Start.AddDays(20));
        Assert.Equal(("ok", 1, 1), (week.Kind, week.Met, week.Owed));
        // Fewer slots than the duty: the week cannot be met by keeping them all.
        Assert.Equal("bad", Overview.Week(monday, days, [order], 3, Start.AddDays(20)).Kind);
        Assert.Equal("none", Overview.Week(monday.AddDays(70), days, [order], 2, Start.AddDays(20)).Kind);
    }
}
