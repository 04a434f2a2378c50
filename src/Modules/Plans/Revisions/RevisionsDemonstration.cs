using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>
/// More of the demonstration's plans, with invented documents: an amendment in effect and one being drafted, a target shared out to hospitals with a gap, work
/// measured by facts, a plan that was withdrawn.
/// </summary>
sealed class RevisionsDemonstration(PlansStore store, IPlanImport papers, Revising revising, Publishing publishing, Withdrawing withdrawing, PlanDesk desk) : IDemonstration
{
    /// <inheritdoc/>
    public int Order => 33;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        if (world.Plans.TryGetValue("than-uyen", out var digital)) await ReviseAsync(digital, world.Today, stop);
        if (world.Plans.TryGetValue("lao-cai", out var children)) await ShareAsync(children, world, stop);
        foreach (var key in new[] { "kien-giang", "than-uyen", "lao-cai" })
            if (world.Plans.TryGetValue(key, out var plan)) await MeasureAsync(plan, stop);
        if (world.Organisations.TryGetValue("syt-lai-chau", out var department)) await WithdrawAsync(department, world.Today, stop);
    }

    async Task ReviseAsync(Guid planId, DateOnly today, CancellationToken stop)
    {
        var plan = await store.PlanAsync(planId, stop);
        var target = await store.Indicators.Where(i => i.PlanId == planId && i.Value == 85 && i.RestatesId == null).OrderBy(i => i.Ordinal).FirstOrDefaultAsync(stop);
        var task = await store.Tasks.Where(t => t.PlanId == planId && t.State != TaskState.Done && t.DueOn != null && t.DueOn > today).OrderBy(t => t.Ordinal).FirstOrDefaultAsync(stop);
        var effective = today.AddDays(-60) < plan.StartsOn ? plan.StartsOn : today.AddDays(-60);
        if (target is null || effective > today) return;
        var made = await revising.BeginAsync(planId, new("168/QĐ-BVĐK (mẫu)", effective.AddDays(-5), "Bệnh viện Đa khoa Than Uyên", effective, "Điều chỉnh một số nội dung theo kế hoạch của tỉnh"), null, stop);
        await revising.SetRowAsync(made.Id, PlanPart.Target, target.Id, 0, c => c with { Value = 88 }, stop);
        if (task is not null) await revising.SetRowAsync(made.Id, PlanPart.Task, task.Id, 0, c => c with { Name = c.Name + " (có báo cáo kết quả gửi Sở Y tế)" }, stop);
        await publishing.PublishAsync(made.Id, made.Version, stop);
        var draft = await revising.BeginAsync(planId, new("dự thảo 2 (mẫu)", today, "Bệnh viện Đa khoa Than Uyên", today.AddDays(20), "Đang lấy ý kiến các khoa, phòng"), null, stop);
        await revising.SetRowAsync(draft.Id, PlanPart.Target, target.Id, 0, c => c with { Value = 90 }, stop);
    }

    async Task ShareAsync(Guid planId, DemoWorld world, CancellationToken stop)
    {
        var whole = await store.Indicators.Where(i => i.PlanId == planId && i.RestatesId == null && i.Value >= 5 && i.EndedOn == null && !i.Unit.Contains("%") && !i.Unit.Contains("/")).OrderBy(i => i.Ordinal).FirstOrDefaultAsync(stop);
        var units = new[] { "bvdk-bac-ha", "bvdk-bao-thang", "bvdk-van-ban", "bvdk-bat-xat", "bv-san-nhi-lao-cai" }.Where(world.Organisations.ContainsKey).Select(k => world.Organisations[k]).ToList();
        if (whole is null || units.Count == 0) return;
        store.Sharings.Add(new Sharing { IndicatorId = whole.Id, PlanId = planId, Way = SharingWay.Sum });
        var parts = Apportioning.Split(whole.Value!.Value, units.Count);
        for (var i = 0; i < units.Count; i++)
        {
            // The last hospital has agreed to less: the page shows what is missing.
            store.Shares.Add(new Share { PlanId = planId, IndicatorId = whole.Id, UnitId = units[i], Value = i == units.Count - 1 ? Math.Max(0, parts[i] - 1) : parts[i], StartsOn = whole.StartsOn, EndsOn = whole.EndsOn });
            var unit = units[i];
            if (!await store.Parties.AnyAsync(p => p.PlanId == planId && p.OrgId == unit, stop)) store.Parties.Add(new Party { PlanId = planId, OrgId = unit, Role = PartyRole.Cooperating });
        }
        await store.SaveChangesAsync(stop);
    }

    async Task MeasureAsync(Guid planId, CancellationToken stop)
    {
        var measured = new HashSet<string>();
        foreach (var task in await store.Tasks.Where(t => t.PlanId == planId && t.State != TaskState.Dropped).OrderBy(t => t.Ordinal).ToListAsync(stop))
            if (measured.Count < 3 && GaugeBook.For(task.Name) is [var kind, ..] && measured.Add(kind.Kind))
                await desk.Gauges.SetAsync(task, 0, kind.Kind, "", null, ownPlan: true, kind.Kind == "plan.meeting.held" ? 6 : 20, stop);
    }

    async Task WithdrawAsync(Guid department, DateOnly today, CancellationToken stop)
    {
        var plan = await papers.ImportAndAdoptAsync(department, "ke-hoach-thi-diem-2026.txt", Encoding.UTF8.GetBytes(Paper), (_, _) => new("declared", null), stop);
        if ((await store.PlanAsync(plan, stop)) is var made && today.AddDays(-30) is var day && day >= made.StartsOn && day <= made.EndsOn)
            await withdrawing.WithdrawAsync(plan, new("77/QĐ-SYT (mẫu)", day, "Sở Y tế tỉnh Lai Châu", day, "Nội dung đã đưa vào kế hoạch chuyển đổi số của tỉnh"), null, stop);
    }

    const string Paper = """
        SỞ Y TẾ TỈNH LAI CHÂU

        Số: 21/KH-SYT

        Lai Châu, ngày 02 tháng 02 năm 2026

        KẾ HOẠCH

        Thí điểm đăng ký khám bệnh trực tuyến năm 2026

        I. MỤC TIÊU

        - Ít nhất 30% lượt khám được đăng ký trực tuyến.

        II. NỘI DUNG THỰC HIỆN

        1. Chuẩn bị

        - Chọn phần mềm đăng ký khám.

        Nơi nhận:
        - Lưu: VT.

        GIÁM ĐỐC

        Nguyễn Văn Ví Dụ
        """;
}
