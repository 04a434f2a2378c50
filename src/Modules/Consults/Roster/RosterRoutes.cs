using System.Globalization;
using LienY.Consults.Pages;
using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Consults;

/// <summary>Pages of rosters and of limits.</summary>
static class RosterRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/consults/roster", async (Guid? facility, RosterDesk desk, CancellationToken stop) =>
            Show.Page<RosterPage>(new { Model = await desk.ShowAsync(facility, stop) })).Needs(ConsultsRights.See);
        routes.MapPost("/consults/roster", async (HttpContext context, RosterDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await desk.AddAsync(form, stop);
            return Show.Done(context, $"/consults/roster?facility={form.Id("facility")}", Words.Key("Đã lưu."));
        }).Needs(ConsultsRights.Roster);
        routes.MapPost("/consults/roster/import", async (HttpContext context, RosterDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var file = form.File("file") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp.") { Field = "file" };
            await desk.ImportAsync(form.Id("facility") ?? Guid.Empty, Uploaded.Rows(file), stop);
            return Show.Done(context, $"/consults/roster?facility={form.Id("facility")}", Words.Key("Đã nhập lịch trực."));
        }).Needs(ConsultsRights.Roster);
        routes.MapPost("/consults/roster/{id:guid}/remove", async (Guid id, HttpContext context, RosterDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await desk.RemoveAsync(id, form.Whole("version"), stop);
            return Show.Done(context, $"/consults/roster?facility={form.Id("facility")}", Words.Key("Đã bỏ khỏi lịch trực."));
        }).Needs(ConsultsRights.Roster);
        routes.MapExport("/consults/roster", ExportAsync).Needs(ConsultsRights.See);
        routes.MapGet("/consults/rules", async (RosterDesk desk, TimeProvider clock, CancellationToken stop) =>
            Show.Page<RulesPage>(new { Model = new RulesView(await desk.RulesAsync(stop), clock.Today()) })).Needs(ConsultsRights.Rules);
        routes.MapPost("/consults/rules", async (HttpContext context, RosterDesk desk, CancellationToken stop) =>
        {
            await desk.SetRuleAsync(await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, "/consults/rules", Words.Key("Đã lưu."));
        }).Needs(ConsultsRights.Rules);
    }

    // The heads are those that the import reads, in its order.
    static async Task<IResult> ExportAsync(Guid? facility, RosterDesk desk, Words words, CancellationToken stop)
    {
        string[] heads = [Words.Key("Người trực"), Words.Key("Chuyên khoa"), Words.Key("Từ ngày"), Words.Key("Đến ngày"), Words.Key("Từ giờ"),
            Words.Key("Đến giờ"), Words.Key("Thứ tự")];
        return Export.Of("lich-truc-hoi-chan", [.. heads.Select(h => new Column(words[h]))], (await desk.ShowAsync(facility, stop)).Duties.Select(d =>
            (IReadOnlyList<object?>)[d.UserName, d.Specialty.Length == 0 ? "" : words[Specialties.Name(d.Specialty)], Say.Day(d.FromDay),
                Say.Day(d.ToDay), Hour(d.FromMinute), Hour(d.ToMinute), d.Rank]));
    }

    /// <summary>A minute of the day as 07:30.</summary>
    public static string Hour(int minute) => TimeOnly.MinValue.AddMinutes(minute).ToString("HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>The limits.</summary>
sealed record RulesView(IReadOnlyList<ClockRule> Rules, DateOnly Today);
