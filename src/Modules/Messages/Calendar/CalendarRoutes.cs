using LienY.Design;
using LienY.Kernel;
using LienY.Messages.Pages;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Messages;

/// <summary>Addresses of the calendar.</summary>
static class CalendarRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/calendar", async (HttpRequest request, CalendarDesk desk, TimeProvider clock, CancellationToken stop) =>
            Show.Page<CalendarPage>(new { Model = (object)await desk.LayAsync(CalendarAsk.Of(request, clock.Today()), stop) })).NeedsSignIn();
        routes.MapExport("/calendar", ExportAsync).NeedsSignIn();
        routes.MapGet("/api/calendar", async (HttpRequest request, CalendarDesk desk, TimeProvider clock, CancellationToken stop) =>
            Results.Json((await desk.LayAsync(CalendarAsk.Of(request, clock.Today()), stop)).Entries)).NeedsSignIn();
    }

    static async Task<IResult> ExportAsync(HttpRequest request, CalendarDesk desk, TimeProvider clock, Words words, CancellationToken stop)
    {
        var view = await desk.LayAsync(CalendarAsk.Of(request, clock.Today()), stop);
        Column[] head = [words["Từ ngày"], words["Đến ngày"], words["Giờ"], words["Loại"], words["Việc"], words["Chi tiết"], words["Đơn vị"], words["Tình trạng"], words["Địa chỉ"]];
        return Export.Of("lich", head, view.Entries.Select(e => new object?[]
        {
            e.From, e.To, e.At?.ToString("HH:mm", Say.Vietnam), words[Kinds.Word(e.Kind)], e.Title, e.Detail, view.Unit(e),
            e.IsDone ? words["xong"] : e.IsLate(view.Today) ? words["quá hạn"] : "", new Link(words["Mở"], e.Href),
        }));
    }
}
