using LienY.Contracts;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>One line of a table of levels: the unit as written, its level, its denominator.</summary>
sealed record ShareLine(string Unit, decimal? Value, decimal? Weight);

/// <summary>Shares a target out to units, for officers who lead the plan.</summary>
sealed class ShareWork(PlanDesk desk, Populations populations)
{
    readonly PlansStore store = desk.Store;

    /// <summary>Says how the levels answer the whole.</summary>
    public async Task SetWayAsync(Guid planId, Guid indicatorId, int version, SharingWay way, CancellationToken stop)
    {
        var (plan, whole) = await MineAsync(planId, indicatorId, stop);
        await BookAsync(whole, version, way, stop);
        store.Remember(plan.Id, Words.Key("Chỉ tiêu “{0}”: đổi cách giao cho đơn vị"), "share", whole.Id, whole.Name);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Adds units, each without a level yet.</summary>
    public async Task AddAsync(Guid planId, Guid indicatorId, IReadOnlyList<Guid> units, CancellationToken stop)
    {
        var (plan, whole) = await MineAsync(planId, indicatorId, stop);
        if (units.Count == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn ít nhất một đơn vị.") { Field = "unit" };
        var known = await TaskSheet.UnitsAsync(desk, plan, stop);
        foreach (var unit in units.Distinct())
        {
            if (!known.ContainsKey(unit)) throw new Refusal(RefusalKind.Invalid, "Chỉ giao được cho đơn vị có tên trong kế hoạch hoặc trực thuộc cơ quan chủ trì.") { Field = "unit" };
            await PutAsync(plan, whole, unit, null, null, stop);
        }
        await BookAsync(whole, null, null, stop);
        store.Remember(plan.Id, Words.Key("Giao chỉ tiêu “{0}” cho {1} đơn vị"), "share", whole.Id, whole.Name, Say.Number(units.Count));
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Sets the levels, denominators and days of all units at once, as the table of the page has them.</summary>
    public async Task SetAsync(Guid planId, Guid indicatorId, Form form, CancellationToken stop)
    {
        var (plan, whole) = await MineAsync(planId, indicatorId, stop);
        foreach (var share in await store.Shares.Where(s => s.IndicatorId == indicatorId).ToListAsync(stop))
        {
            var key = share.Id.ToString("N");
            if (form.Text("version-" + key, 12).Length == 0) continue;
            var (value, weight, from, to) = (form.Number("value-" + key), form.Number("weight-" + key), form.Day("from-" + key) ?? whole.StartsOn, form.Day("to-" + key) ?? whole.EndsOn);
            if (weight < 0) throw new Refusal(RefusalKind.Invalid, "Mẫu số không được âm.") { Field = "weight-" + key };
            if (to < from) throw new Refusal(RefusalKind.Invalid, "Hạn hoàn thành phải từ ngày bắt đầu trở đi.") { Field = "to-" + key };
            if (form.Ticked("drop-" + key))
            {
                store.Expect(share, form.Whole("version-" + key));
                store.Shares.Remove(share);
                continue;
            }
            if ((share.Value, share.Weight, share.StartsOn, share.EndsOn) == (value, weight, from, to)) continue;
            store.Expect(share, form.Whole("version-" + key));
            (share.Value, share.Weight, share.StartsOn, share.EndsOn) = (value, weight, from, to);
        }
        store.Remember(plan.Id, Words.Key("Sửa mức giao cho đơn vị của chỉ tiêu “{0}”"), "share", whole.Id, whole.Name);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Takes a table (unit, level, denominator); a unit that cannot be told refuses the whole table.</summary>
    public async Task<int> TakeAsync(Guid planId, Guid indicatorId, IReadOnlyList<ShareLine> lines, CancellationToken stop)
    {
        var (plan, whole) = await MineAsync(planId, indicatorId, stop);
        if (lines.Count == 0) throw new Refusal(RefusalKind.Invalid, "Bảng chưa có dòng nào. Mỗi dòng gồm tên đơn vị, mức giao và mẫu số nếu có.") { Field = "table" };
        var known = await TaskSheet.UnitsAsync(desk, plan, stop);
        var found = new Dictionary<Guid, ShareLine>();
        var strange = new List<string>();
        foreach (var line in lines)
        {
            var exact = known.Where(k => Fold.Of(k.Value) == Fold.Of(line.Unit)).Select(k => (Guid?)k.Key).FirstOrDefault();
            var unit = exact ?? (await desk.Organisations.MatchAsync(line.Unit, plan.OwnerId, null, stop)).Where(m => m.Score >= 0.85 && known.ContainsKey(m.Organisation.Id)).Select(m => (Guid?)m.Organisation.Id).FirstOrDefault();
            if (unit is not { } id) strange.Add(line.Unit);
            else if (!found.TryAdd(id, line)) throw new Refusal(RefusalKind.Invalid, "Đơn vị “{0}” có hai dòng trong bảng.", line.Unit) { Field = "table" };
        }
        if (strange.Count > 0) throw new Refusal(RefusalKind.Invalid, "Chưa nhận ra đơn vị: {0}. Chưa ghi dòng nào; xin sửa tên rồi dán lại.", string.Join("; ", strange.Take(8))) { Field = "table" };
        foreach (var (unit, line) in found) await PutAsync(plan, whole, unit, line.Value, line.Weight, stop);
        await BookAsync(whole, null, null, stop);
        store.Remember(plan.Id, Words.Key("Giao chỉ tiêu “{0}” cho {1} đơn vị"), "share", whole.Id, whole.Name, Say.Number(found.Count));
        await store.SaveChangesAsync(stop);
        return found.Count;
    }

    /// <summary>Takes a reported population as denominators; see <see cref="Populations.TakeAsync"/>.</summary>
    public async Task<(int Taken, string Name, IReadOnlyList<string> Without)> WeighAsync(Guid planId, Guid indicatorId, string population, int year, CancellationToken stop)
    {
        var (plan, whole) = await MineAsync(planId, indicatorId, stop);
        return await populations.TakeAsync(plan, whole, population, year, stop);
    }

    /// <summary>Accepts a proposal: levels by unit.</summary>
    public async Task AcceptAsync(Guid planId, Guid indicatorId, IReadOnlyDictionary<Guid, decimal> levels, CancellationToken stop)
    {
        var (plan, whole) = await MineAsync(planId, indicatorId, stop);
        foreach (var share in await store.Shares.Where(s => s.IndicatorId == indicatorId).ToListAsync(stop))
            if (levels.TryGetValue(share.UnitId, out var level)) share.Value = level;
        store.Remember(plan.Id, Words.Key("Nhận đề xuất chia chỉ tiêu “{0}” cho {1} đơn vị"), "share", whole.Id, whole.Name, Say.Number(levels.Count));
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Lines of a pasted text or an uploaded table; a first line without numbers is its head.</summary>
    public static IReadOnlyList<ShareLine> Read(Stream content)
    {
        var lines = new List<ShareLine>();
        try
        {
            foreach (var row in TableReader.Rows(content))
            {
                if (row[0].IsEmpty) continue;
                var (value, weight) = (Number(row[1]), Number(row[2]));
                if (value is null && weight is null && lines.Count == 0 && !row[1].IsEmpty) continue;
                if (value is null && !row[1].IsEmpty) throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là số. Ví dụ đúng: 1.320 hoặc 24,4.", row[1].Text.Trim()) { Field = "table" };
                lines.Add(new(row[0].Text.Trim(), value, weight));
            }
        }
        catch (TableFault fault)
        {
            throw new Refusal(RefusalKind.Invalid, fault.Text, [.. fault.Args]) { Field = "table" };
        }
        return lines;
    }

    static decimal? Number(Cell cell) => cell.Number ?? (Say.TryNumber(cell.Text, out var number) ? number : null);

    async Task PutAsync(Plan plan, Indicator whole, Guid unit, decimal? value, decimal? weight, CancellationToken stop)
    {
        var share = await store.Shares.FirstOrDefaultAsync(s => s.IndicatorId == whole.Id && s.UnitId == unit, stop);
        if (share is null) store.Shares.Add(new Share { PlanId = plan.Id, IndicatorId = whole.Id, UnitId = unit, Value = value, Weight = weight, StartsOn = whole.StartsOn, EndsOn = whole.EndsOn });
        else (share.Value, share.Weight) = (value ?? share.Value, weight ?? share.Weight);
        // Who gets a level sees the plan.
        if (!store.Parties.Local.Any(p => p.PlanId == plan.Id && p.OrgId == unit) && !await store.Parties.AnyAsync(p => p.PlanId == plan.Id && p.OrgId == unit, stop))
            store.Parties.Add(new Party { PlanId = plan.Id, OrgId = unit, Role = PartyRole.Cooperating });
    }

    async Task BookAsync(Indicator whole, int? version, SharingWay? way, CancellationToken stop)
    {
        var sharing = await store.Sharings.FirstOrDefaultAsync(s => s.IndicatorId == whole.Id, stop);
        if (sharing is null)
            store.Sharings.Add(new Sharing { IndicatorId = whole.Id, PlanId = whole.PlanId, Way = way ?? (Likeness.IsRate(whole.Comparator, whole.Unit) ? SharingWay.Same : SharingWay.Sum) });
        else if (way is { } chosen) store.Expect(sharing, version ?? sharing.Version).Way = chosen;
    }

    async Task<(Plan Plan, Indicator Whole)> MineAsync(Guid planId, Guid indicatorId, CancellationToken stop)
    {
        var plan = await store.PlanAsync(planId, stop);
        WhoMay.MustLead(desk.Caller, plan);
        WhoMay.MustBeLive(plan);
        return (plan, await store.Indicators.FirstOrDefaultAsync(i => i.Id == indicatorId && i.PlanId == planId && i.EndedOn == null, stop) ?? throw Refusal.Missing("Không có chỉ tiêu này trong kế hoạch."));
    }
}
