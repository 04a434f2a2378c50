using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>How much of a plan a unit carries.</summary>
sealed record UnitLoad(int Tasks, int Done, int Overdue, int Duties, int Targets, int Reports)
{
    /// <summary>Both together.</summary>
    public static UnitLoad operator +(UnitLoad a, UnitLoad b) =>
        new(a.Tasks + b.Tasks, a.Done + b.Done, a.Overdue + b.Overdue, a.Duties + b.Duties, a.Targets + b.Targets, a.Reports + b.Reports);

    /// <summary>Nothing.</summary>
    public static readonly UnitLoad None = new(0, 0, 0, 0, 0, 0);
}

/// <summary>A unit of the plan in one of the two views.</summary>
/// <param name="Id">Null for work given to nobody.</param>
/// <param name="Beside">"nay là …" in the view by the paper; whose work it took over in the view of today.</param>
sealed record UnitRow(Guid? Id, string Name, string? Beside, bool IsOrphan, UnitLoad Load);

/// <summary>The units of a plan as signed or as they stand today; the totals are the same.</summary>
sealed record PlanUnitsView(PlanHead Head, bool Now, IReadOnlyList<UnitRow> Rows, UnitLoad Total, IReadOnlyList<UnitRow> Orphans, IReadOnlyList<(Handover Handover, string From, string To)> Handovers,
    IReadOnlyList<(string Value, string Label)> Choices);

/// <summary>Lays out the units of a plan, and gives the work of units that ended without successor to others.</summary>
sealed class PlanUnits(PlanDesk desk, Lineage lineage)
{
    readonly PlansStore store = desk.Store;

    /// <summary>The page; <paramref name="now"/>: by the units of today.</summary>
    public async Task<PlanUnitsView> LayAsync(Guid planId, bool now, CancellationToken stop)
    {
        var head = await desk.HeadAsync(planId, stop);
        var signed = await SignedAsync(planId, stop);
        var carried = await lineage.OfAsync(head.Plan, signed.Keys.Where(k => k != Guid.Empty).Select(k => (Guid?)k), stop);
        var rows = now ? Today(signed, carried) : [.. signed.Select(s => Row(s.Key, s.Value, carried))];
        var handovers = await store.Handovers.AsNoTracking().Where(h => h.PlanId == planId).OrderByDescending(h => h.DecidedAt).ToListAsync(stop);
        var names = await desk.Organisations.NamesAsync(handovers.SelectMany(h => new[] { h.FromId, h.ToId }), null, stop);
        var orphans = carried.Values.Where(c => c.IsOrphan && signed[c.Id] != UnitLoad.None).Select(c => Row(c.Id, signed[c.Id], carried)).ToList();
        return new(head, now, [.. rows.OrderBy(r => r.Id is null).ThenByDescending(r => r.Load.Tasks + r.Load.Duties).ThenBy(r => Fold.Of(r.Name), StringComparer.Ordinal)],
            signed.Values.Aggregate(UnitLoad.None, (a, b) => a + b), orphans,
            handovers.ConvertAll(h => (h, names.GetValueOrDefault(h.FromId, "–"), names.GetValueOrDefault(h.ToId, "–"))),
            orphans.Count > 0 && head.MayLead ? [.. (await desk.Organisations.ListAsync(null, 600, stop)).Select(o => (o.Id.ToString(), o.Name))] : []);
    }

    /// <summary>Gives the work of a unit that ended to another from a day on; open tasks move, the paper and what was done stay.</summary>
    public async Task HandOverAsync(Guid planId, Guid from, Guid to, DateOnly day, string note, CancellationToken stop)
    {
        var plan = await store.PlanAsync(planId, stop);
        WhoMay.MustLead(desk.Caller, plan);
        WhoMay.MustBeLive(plan);
        if (day > desk.Today) throw new Refusal(RefusalKind.Invalid, "Ngày giao không được sau hôm nay.") { Field = "day" };
        var unit = (await lineage.OfAsync(plan, [from], stop))[from];
        if (!unit.IsOrphan) throw Refusal.Conflict("Đơn vị “{0}” đã có đơn vị tiếp nhận.", unit.Signed);
        if (await desk.Organisations.FindAsync(to, null, stop) is not { IsOpen: true } heir) throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị đang hoạt động.") { Field = "to" };
        store.Handovers.Add(new Handover { PlanId = planId, FromId = from, ToId = to, OnDay = day, Note = note, DecidedBy = desk.Caller.UserId, DecidedName = desk.Caller.Name, DecidedAt = desk.Act.At });
        foreach (var task in await store.Tasks.Where(t => t.PlanId == planId && t.UnitId == from && (t.State == TaskState.Open || t.State == TaskState.Doing)).ToListAsync(stop))
            (task.SignedUnitId, task.UnitId, task.OwnerUserId, task.AssignedOn) = (task.SignedUnitId ?? from, to, null, day);
        if (!await store.Parties.AnyAsync(p => p.PlanId == planId && p.OrgId == to && p.Role == PartyRole.Lead, stop))
            store.Parties.Add(new Party { PlanId = planId, OrgId = to, Role = PartyRole.Lead });
        store.Remember(planId, Words.Key("Giao việc của “{0}” cho “{1}” từ ngày {2}"), "plan", planId, unit.Signed, heir.Name, Say.Day(day));
        store.Publish($"plan/{planId}", new Contracts.PlanHandedOver(planId, from, to, day));
        store.Notify(new Notice
        {
            OrganisationId = to,
            Text = Words.Key("Đơn vị tiếp nhận việc của “{0}” trong kế hoạch “{1}”."),
            Args = Notice.ArgsOf(unit.Signed, plan.Title),
            Link = $"/plans/{planId}/units?view=now",
            Once = $"plan/{planId}/handover/{from}/{to}",
        });
        await store.SaveChangesAsync(stop);
    }

    // What each unit has by the paper; the empty id holds what the paper gives to nobody.
    async Task<Dictionary<Guid, UnitLoad>> SignedAsync(Guid planId, CancellationToken stop)
    {
        var today = desk.Today;
        var loads = new Dictionary<Guid, UnitLoad>();
        void Add(Guid? unit, UnitLoad load) => loads[unit ?? Guid.Empty] = loads.GetValueOrDefault(unit ?? Guid.Empty, UnitLoad.None) + load;
        foreach (var party in await store.Parties.AsNoTracking().Where(p => p.PlanId == planId && p.Role != PartyRole.Recipient).Select(p => p.OrgId).Distinct().ToListAsync(stop)) Add(party, UnitLoad.None);
        foreach (var task in await store.Tasks.AsNoTracking().Where(t => t.PlanId == planId && t.State != TaskState.Dropped).ToListAsync(stop))
            Add(task.SignedUnitId ?? task.UnitId, new(1, task.State is TaskState.Done ? 1 : 0, task.Overdue(today) ? 1 : 0, 0, 0, 0));
        foreach (var duty in await store.Duties.AsNoTracking().Where(d => d.PlanId == planId && d.EndedOn == null).Select(d => d.OrgId).ToListAsync(stop)) Add(duty, new(0, 0, 0, 1, 0, 0));
        foreach (var owner in await store.Indicators.AsNoTracking().Where(i => i.PlanId == planId && i.RestatesId == null && i.EndedOn == null).Select(i => i.OwnerId).ToListAsync(stop)) Add(owner, new(0, 0, 0, 0, 1, 0));
        foreach (var sender in await store.Obligations.AsNoTracking().Where(o => o.PlanId == planId && o.EndedOn == null).Select(o => o.FromId).ToListAsync(stop)) Add(sender, new(0, 0, 0, 0, 0, 1));
        return loads;
    }

    UnitRow Row(Guid unit, UnitLoad load, IReadOnlyDictionary<Guid, CarriedUnit> carried) => unit == Guid.Empty ? new(null, desk.Words["chưa giao đơn vị nào"], null, false, load)
        : new(unit, carried[unit].Signed, carried[unit].Today is { } name ? desk.Words["nay là {0}", name] : null, carried[unit].IsOrphan, load);

    // Work that two units carry on is counted once, with the main one.
    List<UnitRow> Today(Dictionary<Guid, UnitLoad> signed, IReadOnlyDictionary<Guid, CarriedUnit> carried) =>
        [.. signed.GroupBy(s => s.Key == Guid.Empty ? Guid.Empty : carried[s.Key].By is [var main, ..] ? main : s.Key).Select(g =>
        {
            var load = g.Aggregate(UnitLoad.None, (a, b) => a + b.Value);
            if (g.Key == Guid.Empty) return Row(Guid.Empty, load, carried);
            var first = carried[g.First().Key];
            var former = g.Where(s => s.Key != g.Key && carried[s.Key].By.Count > 0).Select(s => carried[s.Key].Signed).ToList();
            var others = g.SelectMany(s => carried[s.Key].Now.Skip(1)).Distinct().ToList();
            var beside = former.Count > 0 ? desk.Words["tiếp nhận nhiệm vụ của {0}", string.Join("; ", former)] : null;
            if (others.Count > 0) beside = $"{beside} {desk.Words["cùng {0}", string.Join("; ", others)]}".Trim();
            return new UnitRow(g.Key, first.By.Count > 0 ? first.Now[0] : first.Signed, beside, first.By.Count == 0, load);
        })];
}
