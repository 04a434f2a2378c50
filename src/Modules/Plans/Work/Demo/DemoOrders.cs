namespace LienY.Plans;

/// <summary>Procurement and equipment of the demonstration.</summary>
static class DemoOrders
{
    /// <summary>Two items on their way and three pieces of equipment.</summary>
    public static async Task TellAsync(PlansStore store, DemoYear year, DemoCast cast, CancellationToken stop)
    {
        var unit = cast.UnitFor(1);
        var lead = year.Act(year.Clamp(year.First.AddDays(15)), cast.Lead);
        var (ultrasound, line) = (
            OrderWork.Add(store, year.Plan, lead, new("Nâng cấp chẩn đoán hình ảnh", "Gói 01 (mẫu)", "Máy siêu âm tim 4D", unit, "Công ty thiết bị mẫu", 3_200_000_000, 3_050_000_000, year.Last.AddDays(-25), "Dữ liệu mẫu")),
            OrderWork.Add(store, year.Plan, lead, new("Hội chẩn từ xa", "Gói 02 (mẫu)", "Thiết bị phòng hội chẩn từ xa", year.Plan.OwnerId, "", 1_450_000_000, null, year.Last.AddDays(75), "Dữ liệu mẫu")));
        await AdvanceAsync(store, year, cast, ultrasound, OrderStage.Carried, 45, stop);
        await AdvanceAsync(store, year, cast, line, OrderStage.Tendering, 90, stop);
        foreach (var (name, model, count, order, isHere) in new[]
        {
            ("Máy siêu âm xách tay", "Mẫu SX-2", 4, (Order?)null, true), ("Màn hình hội chẩn 75 inch", "Mẫu M75", 2, line, false), ("Bộ mô hình cấp cứu sơ sinh", "Mẫu SS-1", 6, null, true),
        })
        {
            var on = year.Clamp(year.Last.AddDays(-60));
            await OrderWork.EquipAsync(store, year.Plan, year.Act(on, cast.Lead), null, new(name, model, count, unit, order?.Id, isHere ? on : null, isHere ? "SN-0001 (mẫu)" : "", isHere ? EquipmentState.InUse : EquipmentState.Awaited,
                isHere ? on.AddYears(1) : null, "Dữ liệu mẫu"), stop);
        }
    }

    static async Task AdvanceAsync(PlansStore store, DemoYear year, DemoCast cast, Order order, OrderStage last, int days, CancellationToken stop)
    {
        for (var stage = OrderStage.Approved; stage <= last; stage++)
        {
            var on = year.Clamp(year.First.AddDays(days * (int)stage));
            await OrderWork.AdvanceAsync(store, year.Plan, year.Act(on, cast.Lead), order, stage, on, $"{20 + (int)stage}/QĐ (mẫu)", on, "", null, stop);
        }
    }
}
