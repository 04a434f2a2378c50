using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Rotation;

/// <summary>
/// Doctors of Lào Cai go to communes twice a week, a doctor of the National Children's Hospital comes for rounds (Đề án 1816), a young volunteer
/// serves a district (Đề án 585):
/// drawn up, approved, kept and confirmed by the moves that people use, with days that were missed, excused, swapped and entered afterwards.
/// </summary>
sealed class RotationDemonstration(RotationStore store, Arranging arranging, IPractitioners register, IPlans plans, TimeProvider clock) : IDemonstration
{
    static readonly (string From, string To, string Zone, string Slots, int Misses)[] Communes =
    [
        ("ttyt-tp-lao-cai", "tram-lao-cai", "I", "1:Day 4:Day", 0), ("ttyt-tp-lao-cai", "tram-cam-duong", "I", "2:Day 5:Day", 2),
            ("bvdk-bac-ha", "tram-bac-ha", "II", "2:Morning 4:Morning", 1),
        ("bvdk-bao-thang", "tram-bao-thang", "I", "1:Day 3:Day", 1), ("ttyt-sa-pa", "tram-sa-pa", "II", "3:Morning 5:Morning", 0),
            ("bvdk-van-ban", "tram-van-ban", "III", "2:Morning 5:Morning", 4),
    ];

    /// <inheritdoc/>
    public int Order => 60;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        var (today, number) = (world.Today, 0);
        foreach (var (sender, receiver, zone, slots, misses) in Communes)
            await OneAsync(world, "commune", sender, receiver, zone, today.AddDays(-120), today.AddDays(45), slots, ++number, misses, 14, null, stop);
        (Guid, Guid)? target = null;
        if (world.Plans.TryGetValue("lao-cai", out var plan) && (await plans.TargetsAsync(plan, stop)).FirstOrDefault(t => Fold.Of(t.Name) is var name
            && (name.Contains("luan phien", StringComparison.Ordinal) || name.Contains("1816", StringComparison.Ordinal))) is { } found) target = (plan,
                found.IndicatorId);
        foreach (var month in new[] { new DateOnly(2023, 8, 7), new DateOnly(2023, 10, 9), today.AddDays(-60), today.AddDays(-3) })
            await OneAsync(world, "1816", "bv-nhi-tw", "bv-san-nhi-lao-cai", "", month, month.AddDays(11), "", ++number, 0, 9, month.Year == 2023 ? target : null, stop);
        await OneAsync(world, "585", "bv-san-nhi-lao-cai", "bvdk-bac-ha", "", today.AddDays(-80), today.AddDays(20), "", ++number, 1, 11, null, stop);
        await DayFacts.RunAsync(store, today, stop);
        // One order waits for the director.
        if (await DraftAsync(world, "1816", "bv-san-nhi-lao-cai", "bvdk-bao-yen", "", today.AddDays(10), today.AddDays(24), "", ++number, null, stop) is { } waiting)
        {
            waiting.Send();
            await store.SaveChangesAsync(stop);
        }
        store.ChangeTracker.Clear();
    }

    async Task<RotationOrder?> DraftAsync(DemoWorld world, string scheme, string sender, string receiver, string zone, DateOnly from, DateOnly to, string slots,
        int number,
        (Guid Plan, Guid Topic)? target, CancellationToken stop)
    {
        if (!world.Organisations.TryGetValue(sender, out var sends) || !world.Organisations.TryGetValue(receiver, out var receives)) return null;
        var staff = (await register.AtAsync([sends], null, 100, stop)).Where(c => c is { IsLicensed: true, Title: "doctor" }).ToList();
        var known = sender == "bv-nhi-tw" && world.People.TryGetValue("bs.nhitw", out var expert) ? staff.Find(c => c.UserId == expert)
            : sender == "bv-san-nhi-lao-cai" && scheme == "585" && world.People.TryGetValue("bs.sannhi", out var young) ? staff.Find(c => c.UserId == young) : null;
        if ((known ?? staff.ElementAtOrDefault(number % Math.Max(1, staff.Count))) is not { } doctor) return null;
        var order = new RotationOrder
        {
            Scheme = scheme,
            Zone = zone,
            SenderId = sends,
            ReceiverId = receives,
            FromDay = from,
            ToDay = to,
            Slots = slots,
            Purpose = scheme == "commune" ? "Khám chữa bệnh, quản lý bệnh mạn tính tại xã (mẫu)" : "Khám chữa bệnh, bàn giao kỹ thuật, tập huấn tại chỗ (mẫu)",
            GoalPatients = scheme switch { "commune" => 900, "585" => 1_000, _ => 100 },
            GoalTechniques = scheme switch { "commune" => 0, "585" => 9, _ => 2 },
            GoalClasses = scheme == "585" ? 4 : 1,
            DecisionNumber = FormattableString.Invariant($"{number:00}/QĐ-LP"),
            DecisionOn = from.AddDays(-7),
            PlanId = target?.Plan,
            TopicId = target?.Topic,
            MadeAt = new(from.AddDays(-10).ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero),
            MadeByName = "Phòng Kế hoạch tổng hợp (mẫu)",
        };
        order.People.Add(new() { OrderId = order.Id, PractitionerId = doctor.Id, UserId = doctor.UserId, Name = doctor.Name });
        store.Orders.Add(order);
        await store.SaveChangesAsync(stop);
        return order;
    }

    async Task OneAsync(DemoWorld world, string scheme, string sender, string receiver, string zone, DateOnly from, DateOnly to, string slots, int number, int misses,
        int each,
        (Guid, Guid)? target, CancellationToken stop)
    {
        if (await DraftAsync(world, scheme, sender, receiver, zone, from, to, slots, number, target, stop) is not { } order) return;
        order.Send();
        order.Decide(true, null, "Lãnh đạo đơn vị (mẫu)", order.MadeAt.AddDays(2), "");
        await arranging.LayAsync(order, stop);
        var (today, now, n) = (world.Today, clock.GetUtcNow(), 0);
        foreach (var day in store.Days.Local.Where(d => d.OrderId == order.Id && d.OnDay < today && d.State == DayState.Planned).OrderBy(d => d.OnDay).ToList())
        {
            var at = new DateTimeOffset(day.OnDay.ToDateTime(new TimeOnly(1, 10)), TimeSpan.Zero);
            n++;
            if (n % 17 == 9)
            {
                day.AskLeave("Dự lớp tập huấn của Sở (mẫu)");
                day.DecideLeave(true);
            }
            else if (misses > 0 && n % (13 - (2 * misses)) == 5) continue;
            else if (n % 19 == 4)
            {
                day.ClaimLate("Xã mất sóng cả ngày (mẫu)", today);
                // The newest waits for the commune.
                if (day.OnDay < today.AddDays(-10)) day.Judge(true, "Trưởng trạm (mẫu)", at.AddDays(1));
            }
            else day.CheckIn(n % 3 == 0 ? "receiver" : "code", n % 3 == 0 ? "Trưởng trạm (mẫu)" : day.Name, at, day.OnDay);
            if (day.State != DayState.Met) continue;
            day.Report(new(each + world.Chance.Next(each), scheme != "commune" && n % 6 == 3 ? 1 : 0, n % 20 == 10 ? 1 : 0, n % 9 == 2 ? 1 : 0, "", ""));
            if (day.OnDay < new DateOnly(today.Year, today.Month, 1).AddMonths(-1).AddDays(20)) day.Confirm("Trưởng trạm (mẫu)", now);
        }
        foreach (var day in store.Days.Local.Where(d => d.OrderId == order.Id && d.OnDay < today).ToList())
        {
            await DayFacts.StateAsync(store, day, today, stop);
            if (day is { ConfirmedAt: not null, Techniques: > 0 })
                store.Publish($"credit/rotation/{day.Id}", new CreditEarned($"rotation/{day.Id}", day.PractitionerId, day.UserId, "transfer-taught", null, day.OnDay,
                    day.SenderId,
                    "Bàn giao kỹ thuật khi luân phiên", "/rotation/days/" + day.Id));
        }
        await store.SaveChangesAsync(stop);
        store.ChangeTracker.Clear();
    }
}
