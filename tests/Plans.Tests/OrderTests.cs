using System.Net;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans.Tests;

/// <summary>Procurement, equipment and the calendar through their pages.</summary>
public abstract class OrderTests(TestSite site)
{
    [Fact]
    public async Task An_item_advances_by_documents_is_marked_late_and_leaves_a_fact_for_each_stage()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await owner.OpenAsync($"/plans/{plan.Id}/orders/new");
        await owner.SubmitAsync($"/plans/{plan.Id}/orders", [("name", "Máy siêu âm"), ("project", "Nâng cấp"), ("planned", "3.200.000.000"), ("due", "2025-11-01")]);
        Assert.Contains("Hạn bàn giao 01/11/2025 đã qua.", owner.Text);
        var address = owner.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        await owner.SubmitAsync(address + "/stage", [("stage", "Contracted")]);
        Assert.Contains("Xin nhập số văn bản của bước này.", owner.Text);
        await owner.SubmitAsync(address + "/stage", [("stage", "Contracted"), ("document", "12/HĐ"), ("on", "2025-10-01")]);
        await owner.SubmitAsync(address + "/stage", [("stage", "HandedOver"), ("document", "3/BB"), ("on", "2025-11-10")]);
        Assert.DoesNotContain("đã qua", owner.Text);
        Assert.Equal([10, 11], (await plan.FactsAsync("plan.procurement.advanced")).Select(f => f.On.Month));
        await owner.OpenAsync($"/plans/{plan.Id}/orders?stage=HandedOver");
        Assert.Contains("Máy siêu âm", owner.Text);
        await owner.OpenAsync($"/plans/{plan.Id}/orders?late=on");
        Assert.Contains("Không có hạng mục nào khớp bộ lọc.", owner.Text);
        await owner.OpenAsync($"/plans/{plan.Id}/budget/entries?line={plan.Line}");
        await owner.SubmitAsync($"/budget/{plan.Line}", [("amount", "1.000.000"), ("document", "UNC 1"), ("order", address.Split('/')[^1])]);
        await owner.OpenAsync(address);
        Assert.Contains("1.000.000", owner.Text);
    }

    [Fact]
    public async Task Delivered_equipment_leaves_its_quantity_and_a_correction_takes_the_old_back()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await owner.OpenAsync($"/plans/{plan.Id}/equipment/new");
        await owner.SubmitAsync($"/plans/{plan.Id}/equipment", [("name", "Máy thở"), ("quantity", "4"), ("unit", plan.Hospital.ToString()), ("state", "Delivered")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, owner.Answer.StatusCode);
        await owner.SubmitAsync($"/plans/{plan.Id}/equipment", [("delivered", "2025-10-05")]);
        await owner.OpenAsync(owner.Page.QuerySelector("a[href^='/equipment/']")!.GetAttribute("href")!);
        await owner.SubmitAsync("/equipment/", [("quantity", "3")]);
        var facts = await plan.FactsAsync("plan.equipment.delivered");
        Assert.Equal([4m, -4m, 3m], facts.Select(f => f.Value));
        Assert.All(facts, f => Assert.Equal(plan.Hospital, f.Unit));
    }

    [Fact]
    public async Task The_calendar_holds_tasks_milestones_and_items_with_keys_that_stay()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var owner = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await owner.OpenAsync($"/plans/{plan.Id}/dependencies");
        await owner.SubmitAsync($"/plans/{plan.Id}/milestones", [("name", "Sơ kết"), ("on", "2025-11-25")]);
        await owner.OpenAsync($"/plans/{plan.Id}/orders/new");
        await owner.SubmitAsync($"/plans/{plan.Id}/orders", [("name", "Phòng hội chẩn"), ("due", "2025-11-28")]);
        var entries = (await site.HouseAsync(async s =>
        {
            var all = new List<CalendarEntry>();
            foreach (var source in s.GetServices<ICalendarSource>()) all.AddRange(await source.EntriesAsync(new(2025, 11, 1), new(2025, 11, 30), default));
            return all;
        })).Where(e => e.PlanId == plan.Id).ToList();
        Assert.Contains(entries, e => e.Key == $"task/{plan.Task}" && e is { Kind: "task", IsDone: false } && e.UnitId == plan.Hospital);
        Assert.Contains(entries, e => e is { Kind: "milestone", Title: "Sơ kết" } && e.From == new DateOnly(2025, 11, 25));
        Assert.Contains(entries, e => e is { Kind: "order", Title: "Phòng hội chẩn" });
    }
}

/// <summary>On the embedded database.</summary>
public sealed class OrdersOnSqlite(SqliteSite site) : OrderTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class OrdersOnPostgres(PostgresSite site) : OrderTests(site), IClassFixture<PostgresSite>;
