using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>What a form says of a procurement item.</summary>
sealed record OrderForm(string Project, string Package, string Name, Guid? InvestorId, string Contractor, long? Planned, long? Contract, DateOnly? DueOn, string Note)
{
    /// <summary>Reads it; ids of a form are never trusted.</summary>
    public static async Task<OrderForm> ReadAsync(PlanDesk desk, Plan plan, Form form, CancellationToken stop)
    {
        var investor = form.Id("investor");
        if (investor is { } id && !(await TaskSheet.UnitsAsync(desk, plan, stop)).ContainsKey(id)) throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "investor" };
        return new(form.Text("project", 200), form.Text("package", 120), form.Required("name", 300), investor, form.Text("contractor", 200), Dong(form, "planned"), Dong(form, "contract"), form.Day("due"), form.Text("note", 2000));
    }

    static long? Dong(Form form, string name) => form.Number(name) switch
    {
        null => null,
        < 0 or > MoneyForm.Most => throw new Refusal(RefusalKind.Invalid, "Số tiền không được âm và phải theo đồng.") { Field = name },
        { } n when n != decimal.Truncate(n) => throw new Refusal(RefusalKind.Invalid, "Xin nhập số tiền theo đồng, không có phần lẻ.") { Field = name },
        { } n => (long)n,
    };
}

/// <summary>What a form says of equipment.</summary>
sealed record EquipmentForm(string Name, string Model, int Quantity, Guid? UnitId, Guid? OrderId, DateOnly? DeliveredOn, string Serials, EquipmentState State, DateOnly? WarrantyUntil, string Note)
{
    /// <summary>Reads it.</summary>
    public static async Task<EquipmentForm> ReadAsync(PlanDesk desk, Plan plan, Form form, CancellationToken stop)
    {
        var read = new EquipmentForm(form.Required("name", 300), form.Text("model", 200), form.Whole("quantity"), form.Id("unit"), form.Id("order"), form.Day("delivered"), form.Text("serials", 2000),
            form.One<EquipmentState>("state"), form.Day("warranty"), form.Text("note", 2000));
        if (read.Quantity is < 1 or > 100_000) throw new Refusal(RefusalKind.Invalid, "Số lượng là số nguyên từ 1 đến 100.000.") { Field = "quantity" };
        if (read.DeliveredOn > desk.Today) throw new Refusal(RefusalKind.Invalid, "Ngày giao không được sau hôm nay.") { Field = "delivered" };
        if (read.State is not EquipmentState.Awaited && read.DeliveredOn is null) throw new Refusal(RefusalKind.Invalid, "Thiết bị đã giao cần có ngày giao.") { Field = "delivered" };
        if (read.UnitId is { } unit && !(await TaskSheet.UnitsAsync(desk, plan, stop)).ContainsKey(unit)) throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "unit" };
        if (read.OrderId is { } order && !await desk.Store.Orders.AnyAsync(o => o.Id == order && o.PlanId == plan.Id, stop)) throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "order" };
        return read;
    }
}

/// <summary>The way of procurement items through their stages, and of equipment to its units; both leave facts.</summary>
static class OrderWork
{
    /// <summary>Adds an item.</summary>
    public static Order Add(PlansStore store, Plan plan, Act act, OrderForm form)
    {
        var order = new Order { PlanId = plan.Id, Project = form.Project, Package = form.Package, Name = form.Name };
        Take(order, form);
        store.Orders.Add(order);
        act.Remember(store, plan.Id, Words.Key("Thêm hạng mục mua sắm “{0}”"), "order", order.Id, order.Name);
        return order;
    }

    /// <summary>What a form says now.</summary>
    public static void Change(PlansStore store, Act act, Order order, OrderForm form)
    {
        act.Remember(store, order.PlanId, Words.Key("Sửa hạng mục mua sắm “{0}”"), "order", order.Id, form.Name);
        Take(order, form);
    }

    /// <summary>It reached a later stage on a day, by a document.</summary>
    public static async Task<OrderStep> AdvanceAsync(PlansStore store, Plan plan, Act act, Order order, OrderStage stage, DateOnly on, string document, DateOnly? documentOn, string note, KeptUpload? file, CancellationToken stop)
    {
        if (stage == order.Stage) throw new Refusal(RefusalKind.Invalid, "Hạng mục đang ở bước này.") { Field = "stage" };
        if (stage < order.Stage && note.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do lùi về bước trước.") { Field = "note" };
        if (document.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin nhập số văn bản của bước này.") { Field = "document" };
        if (on > act.Today) throw new Refusal(RefusalKind.Invalid, "Ngày ghi nhận không được sau hôm nay.") { Field = "on" };
        var step = new OrderStep
        {
            PlanId = plan.Id,
            OrderId = order.Id,
            Stage = stage,
            ReachedOn = on,
            Document = document,
            DocumentOn = documentOn,
            FileOrgId = file is null ? null : plan.OwnerId,
            FileName = file?.Name ?? "",
            FileHash = file?.Hash ?? "",
            Note = note,
            RecordedBy = act.UserId,
            RecordedName = act.UserName,
            RecordedAt = act.At,
        };
        store.OrderSteps.Add(step);
        order.Stage = stage;
        await WorkFacts.StateAsync(store, WorkFacts.ProcurementAdvanced, $"order/{order.Id}/{step.Id}", order.InvestorId ?? plan.OwnerId, on, 1, plan.Id, order.Id, [("stage", stage.ToString().ToLowerInvariant())], stop);
        act.Remember(store, plan.Id, Words.Key("Hạng mục “{0}”: {1} ngày {2} ({3})"), "order", order.Id, order.Name, Order.Word(stage), Say.Day(on), document);
        return step;
    }

    /// <summary>Adds or changes equipment; delivery leaves a fact with the quantity, a correction takes it back first.</summary>
    public static async Task<Equipment> EquipAsync(PlansStore store, Plan plan, Act act, Equipment? equipment, EquipmentForm form, CancellationToken stop)
    {
        var isNew = equipment is null;
        equipment ??= new Equipment { PlanId = plan.Id, Name = form.Name, Quantity = form.Quantity };
        var (before, source) = ((equipment.DeliveredOn, equipment.Quantity, equipment.UnitId), $"equipment/{equipment.Id}");
        (equipment.Name, equipment.Model, equipment.Quantity, equipment.UnitId, equipment.OrderId) = (form.Name, form.Model, form.Quantity, form.UnitId, form.OrderId);
        (equipment.DeliveredOn, equipment.Serials, equipment.State, equipment.WarrantyUntil, equipment.Note) = (form.DeliveredOn, form.Serials, form.State, form.WarrantyUntil, form.Note);
        if (isNew) store.Equipment.Add(equipment);
        if (!isNew && before != (equipment.DeliveredOn, equipment.Quantity, equipment.UnitId)) await WorkFacts.ReverseAsync(store, WorkFacts.EquipmentDelivered, source, "Sửa ngày giao, số lượng hoặc đơn vị nhận", stop);
        if (equipment.DeliveredOn is { } on)
            await WorkFacts.StateAsync(store, WorkFacts.EquipmentDelivered, source, equipment.UnitId ?? plan.OwnerId, on, equipment.Quantity, plan.Id, equipment.OrderId, [("kind", equipment.Name)], stop);
        act.Remember(store, plan.Id, isNew ? Words.Key("Thêm thiết bị “{0}” × {1}") : Words.Key("Sửa thiết bị “{0}” × {1}"), "equipment", equipment.Id, equipment.Name, Say.Number(equipment.Quantity));
        return equipment;
    }

    static void Take(Order order, OrderForm form) =>
        (order.Project, order.Package, order.Name, order.InvestorId, order.Contractor, order.Planned, order.Contract, order.DueOn, order.Note) =
        (form.Project, form.Package, form.Name, form.InvestorId, form.Contractor, form.Planned, form.Contract, form.DueOn, form.Note);
}
