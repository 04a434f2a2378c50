using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>What the list of items is narrowed to.</summary>
sealed record OrderFilter(OrderStage? Stage, bool Late, string Words)
{
    /// <summary>Reads it from the address.</summary>
    public static OrderFilter Of(IQueryCollection query) => new(Enum.TryParse<OrderStage>(query["stage"], true, out var stage) && Enum.IsDefined(stage) ? stage : null, query["late"].Count > 0,
        query["q"].ToString() is { Length: <= 200 } q ? q.Trim() : "");

    /// <summary>As it stands in the address.</summary>
    public string Query => "?" + string.Join('&', new[] { Stage is { } s ? "stage=" + s : "", Late ? "late=on" : "", Words.Length > 0 ? "q=" + Uri.EscapeDataString(Words) : "" }.Where(p => p.Length > 0));
}

/// <summary>An item with what has been disbursed for it.</summary>
sealed record OrderRow(Order Order, string Investor, long Spent, bool IsLate);

/// <summary>Procurement items and equipment of a plan.</summary>
sealed record OrdersView(PlanHead Head, OrderFilter Filter, IReadOnlyList<OrderRow> Rows, int All, IReadOnlyList<Equipment> Equipment, IReadOnlyDictionary<Guid, string> Units)
{
    /// <summary>May change them.</summary>
    public bool May => Head is { MayLead: true, MayWork: true };
}

/// <summary>One item with its stages, money and equipment; null for a new one.</summary>
sealed record OrderView(PlanHead Head, Order? Order, IReadOnlyList<OrderStep> Steps, IReadOnlyList<MoneyEntry> Money, IReadOnlyList<Equipment> Equipment, IReadOnlyList<(string Value, string Label)> Units,
    IReadOnlyList<string> Projects)
{
    /// <summary>May change it.</summary>
    public bool May => Head is { MayLead: true, MayWork: true };
}

/// <summary>One piece of equipment with its form; null for a new one.</summary>
sealed record EquipmentView(PlanHead Head, Equipment? Equipment, IReadOnlyList<(string Value, string Label)> Units, IReadOnlyList<(string Value, string Label)> Orders, Guid? Order);

/// <summary>Loads procurement.</summary>
static class OrderSheet
{
    /// <summary>The list.</summary>
    public static async Task<OrdersView> LoadAsync(PlanDesk desk, Guid id, OrderFilter filter, CancellationToken stop)
    {
        var head = await desk.HeadAsync(id, stop);
        var orders = await desk.Store.Orders.AsNoTracking().Where(o => o.PlanId == id).ToListAsync(stop);
        var spent = (await desk.Store.Money.AsNoTracking().Where(m => m.PlanId == id && m.OrderId != null && m.Kind == MoneyKind.Spent).ToListAsync(stop)).GroupBy(m => m.OrderId!.Value).ToDictionary(g => g.Key, g => g.Sum(m => m.Amount));
        var equipment = await desk.Store.Equipment.AsNoTracking().Where(e => e.PlanId == id).OrderBy(e => e.Name).ToListAsync(stop);
        var units = await desk.UnitsAsync(head.Plan, orders.Select(o => o.InvestorId).Concat(equipment.Select(e => e.UnitId)), stop);
        var kept = orders.Where(o => (filter.Stage is null || o.Stage == filter.Stage) && (!filter.Late || o.IsLate(head.Today))
            && (filter.Words.Length == 0 || Fold.Of($"{o.Project} {o.Package} {o.Name} {o.Contractor}").Contains(Fold.Of(filter.Words), StringComparison.Ordinal)));
        return new(head, filter, [.. kept.OrderBy(o => Fold.Of(o.Project), StringComparer.Ordinal).ThenBy(o => o.DueOn ?? DateOnly.MaxValue)
            .Select(o => new OrderRow(o, o.InvestorId is { } i ? units.GetValueOrDefault(i, "") : "", spent.GetValueOrDefault(o.Id), o.IsLate(head.Today)))], orders.Count, equipment, units);
    }

    /// <summary>One item.</summary>
    public static async Task<OrderView> OneAsync(PlanDesk desk, Guid planId, Order? order, CancellationToken stop)
    {
        var head = await desk.HeadAsync(planId, stop);
        var id = order?.Id;
        var units = await UnitsAsync(desk, head, stop);
        var projects = await desk.Store.Budgets.Where(b => b.PlanId == planId).Select(b => b.Label).Distinct().ToListAsync(stop);
        return new(head, order, await desk.Store.OrderSteps.AsNoTracking().Where(s => s.OrderId == id).OrderBy(s => s.RecordedAt).ToListAsync(stop),
            await desk.Store.Money.AsNoTracking().Where(m => id != null && m.OrderId == id).OrderBy(m => m.MadeOn).ToListAsync(stop),
            await desk.Store.Equipment.AsNoTracking().Where(e => id != null && e.OrderId == id).OrderBy(e => e.Name).ToListAsync(stop), units, projects);
    }

    /// <summary>One piece of equipment.</summary>
    public static async Task<EquipmentView> EquipmentAsync(PlanDesk desk, Guid planId, Equipment? equipment, Guid? order, CancellationToken stop)
    {
        var head = await desk.HeadAsync(planId, stop);
        var orders = await desk.Store.Orders.AsNoTracking().Where(o => o.PlanId == planId).ToListAsync(stop);
        return new(head, equipment, await UnitsAsync(desk, head, stop), [.. orders.Select(o => (o.Id.ToString(), o.Name))], order);
    }

    static async Task<IReadOnlyList<(string, string)>> UnitsAsync(PlanDesk desk, PlanHead head, CancellationToken stop) =>
        [.. (await TaskSheet.UnitsAsync(desk, head.Plan, stop)).OrderBy(u => Fold.Of(u.Value), StringComparer.Ordinal).Select(u => (u.Key.ToString(), u.Value))];

    /// <summary>Items as a file.</summary>
    public static IEnumerable<object?[]> Orders(OrdersView view, Words words) => view.Rows.Select(r => new object?[]
    {
        r.Order.Project, r.Order.Package, r.Order.Name, r.Investor, r.Order.Contractor, words[Order.Word(r.Order.Stage)], r.Order.Planned, r.Order.Contract, r.Spent, r.Order.DueOn, r.IsLate ? words["chậm"] : "", r.Order.Note,
    }).Prepend([words["Dự án"], words["Gói"], words["Hạng mục"], words["Chủ đầu tư"], words["Nhà thầu"], words["Bước"], words["Kế hoạch (đồng)"], words["Hợp đồng (đồng)"], words["Đã giải ngân (đồng)"], words["Hạn"], words["Chậm"], words["Ghi chú"]]);

    /// <summary>Equipment as a file.</summary>
    public static IEnumerable<object?[]> Equipment(OrdersView view, Words words) => view.Equipment.Select(e => new object?[]
    {
        e.Name, e.Model, e.Quantity, e.UnitId is { } u ? view.Units.GetValueOrDefault(u, "") : "", e.DeliveredOn, e.Serials, words[Plans.Equipment.Word(e.State)], e.WarrantyUntil, e.Note,
    }).Prepend([words["Thiết bị"], words["Kiểu, hãng"], words["Số lượng"], words["Đơn vị nhận"], words["Ngày giao"], words["Số máy"], words["Tình trạng"], words["Bảo hành đến"], words["Ghi chú"]]);
}
