using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>The department makes the yearly plan from needs; the director approves; what changes afterwards is kept as an amendment.</summary>
sealed class YearPlanning(TrainingStore store, NeedDesk needs, Units units, Caller caller, TimeProvider clock)
{
    /// <summary>A new plan of a department; returns its id, or that of the one which is there.</summary>
    public async Task<Guid> MakeAsync(Guid department, int year, CancellationToken stop)
    {
        caller.Must(TrainingRights.Plan, department);
        if (year is < 2000 or > 2100) throw new Refusal(RefusalKind.Invalid, "Năm này không hợp lệ.") { Field = "year" };
        if (await store.Plans.AsNoTracking().SingleOrDefaultAsync(p => p.DepartmentId == department && p.Year == year, stop) is { } there) return there.Id;
        var plan = new YearPlan
        {
            DepartmentId = department,
            Year = year,
            Title = FormattableString.Invariant($"Kế hoạch đào tạo năm {year}"),
            MadeAt = clock.GetUtcNow(),
            MadeByName = caller.Name,
        };
        store.Plans.Add(plan);
        await store.SaveChangesAsync(stop);
        return plan.Id;
    }

    /// <summary>
    /// Puts needs into a plan: like needs (the same technique, or the same words) come together in one line, which is for all their people. Returns how many lines are
    /// new.
    /// </summary>
    public async Task<int> TakeAsync(Guid planId, IReadOnlyCollection<Guid> ids, string reason, CancellationToken stop)
    {
        var plan = await MineAsync(planId, stop);
        if (ids.Count == 0) throw new Refusal(RefusalKind.Invalid, "Xin đánh dấu ít nhất một nhu cầu.") { Field = "needs" };
        MustTellWhy(plan, reason);
        var chosen = await needs.Seen().Where(n => ids.Contains(n.Id)).ToListAsync(stop);
        if (chosen.Count == 0) throw Refusal.Missing("Không tìm thấy nhu cầu đào tạo này.");
        var lines = await store.Lines.Where(l => l.PlanId == planId && l.RemovedAt == null).ToListAsync(stop);
        var ordinal = await store.Lines.Where(l => l.PlanId == planId).MaxAsync(l => (int?)l.Ordinal, stop) ?? 0;
        var made = 0;
        foreach (var like in chosen.GroupBy(Likeness))
        {
            var first = like.First();
            var line = lines.Find(l => l.ClassId is null && Likeness(l) == like.Key);
            var before = line?.Said ?? "";
            if (line is null)
            {
                line = new()
                {
                    PlanId = planId,
                    Ordinal = ++ordinal,
                    Name = first.Topic,
                    Technique = first.Technique,
                    HostId = plan.DepartmentId,
                    Quarter = like.Select(n => n.Quarter).Distinct().Count() == 1 ? first.Quarter : 0,
                };
                store.Lines.Add(line);
                made++;
            }
            line.People += like.Sum(n => n.People);
            foreach (var need in like) need.PutInto(line.Id);
            Amend(plan, line, before, line.Said, reason);
        }
        // Whoever approves in the same moment must see the new lines.
        store.Expect(plan, plan.Version);
        await store.SaveChangesAsync(stop);
        return made;
    }

    /// <summary>Adds a line that no unit asked for.</summary>
    public async Task AddAsync(Guid planId, LineInput input, string reason, CancellationToken stop)
    {
        var plan = await MineAsync(planId, stop);
        MustTellWhy(plan, reason);
        await units.MustAsync(input.HostId, "host", stop);
        var line = new PlanLine
        {
            PlanId = planId,
            Ordinal = (await store.Lines.Where(l => l.PlanId == planId).MaxAsync(l => (int?)l.Ordinal, stop) ?? 0) + 1,
            Name = input.Name,
            Technique = "",
            HostId = input.HostId,
        };
        line.Write(input);
        store.Lines.Add(line);
        Amend(plan, line, "", line.Said, reason);
        store.Expect(plan, plan.Version);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Changes a line.</summary>
    public async Task ChangeAsync(Guid planId, Guid lineId, int version, LineInput input, string reason, CancellationToken stop)
    {
        var (plan, line) = await LineAsync(planId, lineId, stop);
        store.Expect(line, version);
        MustTellWhy(plan, reason);
        await units.MustAsync(input.HostId, "host", stop);
        var before = line.Said;
        line.Write(input);
        if (before != line.Said) Amend(plan, line, before, line.Said, reason);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Takes a line out; its needs wait again.</summary>
    public async Task RemoveAsync(Guid planId, Guid lineId, int version, string reason, CancellationToken stop)
    {
        var (plan, line) = await LineAsync(planId, lineId, stop);
        store.Expect(line, version);
        MustTellWhy(plan, reason);
        if (line.ClassId is not null) throw Refusal.Conflict("Dòng này đã mở lớp nên không bỏ được. Xin hủy lớp trước.");
        line.RemovedAt = clock.GetUtcNow();
        foreach (var need in await store.Needs.Where(n => n.LineId == lineId).ToListAsync(stop)) need.PutBack();
        Amend(plan, line, line.Said, "", reason);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Sends it to the director.</summary>
    public async Task SubmitAsync(Guid id, int version, CancellationToken stop)
    {
        var plan = store.Expect(await MineAsync(id, stop, false), version);
        plan.Submit(await store.Lines.CountAsync(l => l.PlanId == id && l.RemovedAt == null, stop), caller.Name, clock.GetUtcNow());
        store.Notify(new Notice
        {
            OrganisationId = plan.DepartmentId,
            Text = Words.Key("{0} chờ lãnh đạo duyệt."),
            Args = Notice.ArgsOf(plan.Title),
            Link = "/training/plans/" + id,
            Once = $"training-plan/{id}/submitted/{version}",
        });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>The director approves, or sends back where <paramref name="returned"/> says why.</summary>
    public async Task DecideAsync(Guid id, int version, string number, string? returned, CancellationToken stop)
    {
        var plan = await store.Plans.SingleOrDefaultAsync(p => p.Id == id, stop) ?? throw Missing();
        caller.Must(TrainingRights.Approve, plan.DepartmentId);
        store.Expect(plan, version);
        if (returned is not null) plan.Return(returned);
        else plan.Approve(number, caller.Name, clock.GetUtcNow());
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Tells the units.</summary>
    public async Task PublishAsync(Guid id, int version, CancellationToken stop)
    {
        var plan = store.Expect(await MineAsync(id, stop, false), version);
        plan.Publish(clock.GetUtcNow());
        var asked = await (from n in store.Needs join l in store.Lines on n.LineId equals l.Id where l.PlanId == id select n.UnitId).Distinct().ToListAsync(stop);
        foreach (var unit in asked)
            store.Notify(new Notice
            {
                OrganisationId = unit,
                Text = Words.Key("{0} đã được gửi các đơn vị."),
                Args = Notice.ArgsOf(plan.Title),
                Link = "/training/plans/" + id,
                Once = $"training-plan/{id}/published/{unit}",
            });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Opens a class from a line; the units whose needs it serves get their places. Returns the class.</summary>
    public async Task<Guid> OpenClassAsync(Guid planId, Guid lineId, CancellationToken stop)
    {
        var (plan, line) = await LineAsync(planId, lineId, stop);
        if (!plan.IsFixed) throw Refusal.Conflict("Kế hoạch chưa được duyệt nên chưa mở lớp được.");
        if (line.ClassId is { } there) return there;
        var from = new DateOnly(plan.Year, line.Quarter == 0 ? 1 : ((line.Quarter - 1) * 3) + 1, 15);
        if (from < clock.Today()) from = clock.Today().AddDays(14);
        var made = new TrainingClass
        {
            Code = TrainingClass.NewCode(from),
            Name = line.Name,
            OwnerId = plan.DepartmentId,
            HostId = line.HostId,
            Mode = line.Mode,
            FromDay = from,
            ToDay = from.AddDays(1),
            Techniques = line.Technique,
            Paper = line.Paper,
            Payer = line.Payer,
            Capacity = line.People,
            TheoryHours = 16,
            LineId = line.Id,
            MadeAt = clock.GetUtcNow(),
            MadeBy = caller.UserId,
            MadeByName = caller.Name,
        };
        made.Check();
        store.Classes.Add(made);
        foreach (var unit in (await store.Needs.AsNoTracking().Where(n => n.LineId == lineId).ToListAsync(stop)).GroupBy(n => n.UnitId))
            store.Quotas.Add(new() { ClassId = made.Id, UnitId = unit.Key, Seats = unit.Sum(n => n.People), Payer = line.Payer });
        line.ClassId = made.Id;
        store.Expect(line, line.Version);
        await store.SaveChangesAsync(stop);
        return made.Id;
    }

    async Task<YearPlan> MineAsync(Guid id, CancellationToken stop, bool isChange = true)
    {
        var plan = await store.Plans.SingleOrDefaultAsync(p => p.Id == id, stop) ?? throw Missing();
        caller.Must(TrainingRights.Plan, plan.DepartmentId);
        if (isChange && plan.State == YearPlanState.Submitted)
            throw Refusal.Conflict("Kế hoạch đang chờ lãnh đạo duyệt nên không sửa được. Xin chờ duyệt hoặc đề nghị trả lại.");
        return plan;
    }

    async Task<(YearPlan, PlanLine)> LineAsync(Guid planId, Guid lineId, CancellationToken stop) => (await MineAsync(planId, stop),
        await store.Lines.SingleOrDefaultAsync(l => l.Id == lineId && l.PlanId == planId && l.RemovedAt == null, stop)
            ?? throw Refusal.Missing("Không tìm thấy dòng kế hoạch này."));

    void Amend(YearPlan plan, PlanLine line, string before, string after, string reason)
    {
        if (!plan.IsFixed) return;
        store.Amendments.Add(new()
        {
            PlanId = plan.Id,
            LineId = line.Id,
            Before = before,
            After = after,
            Reason = reason,
            MadeAt = clock.GetUtcNow(),
            MadeByName = caller.Name,
        });
    }

    static void MustTellWhy(YearPlan plan, string reason)
    {
        if (plan.IsFixed && reason.Length == 0)
            throw new Refusal(RefusalKind.Invalid, "Kế hoạch đã duyệt: xin ghi lý do điều chỉnh, nội dung cũ vẫn được lưu.") { Field = "reason" };
    }

    static string Likeness(Need need) => need.Technique.Length > 0 ? need.Technique : Fold.Of(need.Topic);

    static string Likeness(PlanLine line) => line.Technique.Length > 0 ? line.Technique : Fold.Of(line.Name);

    static Refusal Missing() => Refusal.Missing("Không tìm thấy kế hoạch đào tạo này.");
}
