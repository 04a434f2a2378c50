using System.Globalization;
using System.Text;
using LienY.Consults.Pages;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Consults;

/// <summary>Addresses of meetings and weekly lines.</summary>
static class MeetingRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/consults/sessions", async (HttpRequest request, MeetingDesk desk, CancellationToken stop) =>
            Show.Page<SessionsPage>(new { Model = (object)await desk.ListAsync(request, stop) })).Needs(MeetingRights.Watch);
        routes.MapExport("/consults/sessions/export", ExportAsync).Needs(MeetingRights.Watch);
        routes.MapGet("/consults/sessions/new", async (Guid? @case, MeetingDesk desk, CancellationToken stop) =>
            Show.Page<NewSessionPage>(new { Model = (object)await desk.NewAsync(@case, stop) })).Needs(ConsultsRights.Arrange);
        routes.MapPost("/consults/sessions", MakeAsync).Needs(ConsultsRights.Arrange);
        routes.MapGet("/consults/sessions/{id:guid}", async (Guid id, MeetingDesk desk, CancellationToken stop) =>
            Show.Page<SessionPage>(new { Model = (object)await desk.FindAsync(id, stop) })).NeedsSignIn();
        routes.MapGet("/consults/sessions/{id:guid}/invitation.ics", CalendarAsync).NeedsSignIn();
        routes.MapPost("/consults/sessions/{id:guid}/enter", async (Guid id, HttpContext context, RoomDoor door, CancellationToken stop) =>
            Show.Done(context, "/rooms/" + await door.EnterAsync(id, stop))).NeedsSignIn();
        Change(routes, "cases", (form, id, use, stop) => use.AddCaseAsync(id, form.Id("case")
            ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn một ca hội chẩn.") { Field = "case" }, stop), Words.Key("Đã thêm ca vào chương trình."));
        Change(routes, "cases/remove", (form, id, use, stop) => use.RemoveCaseAsync(id, form.Id("case") ?? default, form.Text("reason", 500), stop),
            Words.Key("Đã bỏ ca khỏi chương trình."));
        Change(routes, "cases/order", (form, id, use, stop) => use.OrderAsync(id, form.Id("case") ?? default, form.Text("by", 10) == "up" ? -1 : 1, stop), null);
        Change(routes, "seats", (form, id, use, stop) => use.SeatAsync(id,
            new(form.Id("user"), form.Text("name", 120), form.Text("position", 120), form.Id("facility"), form.One<RoomRole>("role"), form.Text("language", 2)), stop),
            Words.Key("Đã xếp chỗ."));
        Change(routes, "seats/remove", (form, id, use, stop) => use.UnseatAsync(id, form.Id("seat") ?? default, stop), Words.Key("Đã bỏ chỗ."));
        Change(routes, "move", (form, id, use, stop) => use.MoveAsync(id, form.Whole("version"), At(form), form.Whole("length", 60), form.Text("reason", 500), stop),
            Words.Key("Đã chuyển giờ; mọi người đã được báo."));
        Change(routes, "off", (form, id, use, stop) => use.CallOffAsync(id, form.Whole("version"), form.Text("reason", 500), stop), Words.Key("Đã báo không họp."));
        routes.MapPost("/consults/sessions/{id:guid}/seats/link", InviteAsync).NeedsSignIn();
        routes.MapPost("/consults/sessions/{id:guid}/held", HeldAsync).NeedsSignIn();
        routes.MapGet("/consults/cases/{id:guid}/emergency", async (Guid id, CaseBook cases, CancellationToken stop) =>
            Show.Page<EmergencyPage>(new { Model = (object)await cases.FindAsync(id, stop) })).Needs(ConsultsRights.Ask);
        routes.MapPost("/consults/cases/{id:guid}/emergency", async (Guid id, HttpContext context, RoomDoor door, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            return Show.Done(context, "/consults/sessions/" + await door.OpenNowAsync(id, form.Whole("version"), form.Text("reason", 500), stop),
                Words.Key("Phòng đã mở. Lãnh đạo cần duyệt trong 24 giờ."));
        }).Needs(ConsultsRights.Ask);
        Lines(routes);
    }

    static void Lines(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/consults/series/new", async (MeetingDesk desk, CancellationToken stop) =>
            Show.Page<NewSeriesPage>(new { Model = (object)await desk.NewSeriesAsync(stop) })).Needs(ConsultsRights.Arrange);
        routes.MapPost("/consults/series", MakeSeriesAsync).Needs(ConsultsRights.Arrange);
        routes.MapGet("/consults/series/{id:guid}", async (Guid id, MeetingDesk desk, CancellationToken stop) =>
            Show.Page<SeriesPage>(new { Model = (object)await desk.SeriesAsync(id, stop) })).Needs(MeetingRights.Watch);
        routes.MapPost("/consults/series/{id:guid}/end", async (Guid id, HttpContext context, SeriesPlanning use, TimeProvider clock, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await use.EndAsync(id, form.Whole("version"), form.Day("last") ?? clock.Today(), form.Required("reason", 500), stop);
            return Show.Done(context, "/consults/series/" + id, Words.Key("Đã dừng lịch tuần."));
        }).Needs(ConsultsRights.Arrange);
    }

    static void Change(IEndpointRouteBuilder routes, string what, Func<Form, Guid, Scheduling, CancellationToken, Task> work, string? said) =>
        routes.MapPost("/consults/sessions/{id:guid}/" + what, async (Guid id, HttpContext context, Scheduling use, CancellationToken stop) =>
        {
            await work(await Form.ReadAsync(context.Request, stop), id, use, stop);
            return Show.Done(context, "/consults/sessions/" + id, said);
        }).NeedsSignIn();

    static DateTimeOffset At(Form form) =>
        Moments.At(form.Day("day") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn ngày họp.") { Field = "day" }, Moments.Hour(form.Required("at", 5), "at"));

    static async Task<IResult> MakeAsync(HttpContext context, Scheduling use, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var holder = form.Id("holder") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn cơ sở chủ trì.") { Field = "holder" };
        var id = await use.MakeAsync(new(holder, form.Text("title", 200), At(form), form.Whole("length", 60), form.Ticked("abroad"),
            [.. form.All("cases").Select(c => Guid.TryParse(c, out var known) ? known : Guid.Empty)]), stop);
        return Show.Done(context, "/consults/sessions/" + id, Words.Key("Đã lập lịch. Xin chọn chủ tọa và thư ký."));
    }

    static async Task<IResult> MakeSeriesAsync(HttpContext context, SeriesPlanning use, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var holder = form.Id("holder") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn cơ sở chủ trì.") { Field = "holder" };
        var (plan, topic) = form.Text("target", 80).Split('/') is [var p, var t] && Guid.TryParse(p, out var planId)
            && Guid.TryParse(t, out var topicId) ? (planId, topicId) : ((Guid?)null, (Guid?)null);
        var weekday = form.Whole("weekday", 2);
        if (weekday is < 1 or > 7) throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "weekday" };
        var id = await use.MakeAsync(new(holder, form.Required("title", 200), (short)weekday, Moments.Hour(form.Required("at", 5), "at"),
            Math.Clamp(form.Whole("length", 90), 10, 720),
            form.Day("from") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn ngày.") { Field = "from" }, form.Day("to")
            ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn ngày.") { Field = "to" },
            [.. form.All("facilities").Select(f => Guid.TryParse(f, out var known) ? known : Guid.Empty).Where(f => f != Guid.Empty)], plan, topic), form.Id("chair"),
            form.Id("secretary"), stop);
        return Show.Done(context, "/consults/series/" + id, Words.Key("Đã lập lịch tuần."));
    }

    static async Task<IResult> HeldAsync(Guid id, HttpContext context, MeetingEnd use, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var day = form.Day("day") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn ngày họp.") { Field = "day" };
        await use.HeldElsewhereAsync(id, form.Whole("version"), form.All("present").Select(p => Guid.TryParse(p, out var seat) ? seat : Guid.Empty).ToHashSet(),
            Moments.At(day, Moments.Hour(form.Required("from", 5), "from")), Moments.At(day, Moments.Hour(form.Required("to", 5), "to")), stop);
        return Show.Done(context, "/consults/sessions/" + id, Words.Key("Đã ghi nhận buổi họp. Dự thảo biên bản đã sẵn sàng."));
    }

    static async Task<IResult> InviteAsync(Guid id, HttpContext context, Scheduling scheduling, RoomDoor door, MeetingDesk desk, SignInRules rules,
        CancellationToken stop)
    {
        var seat = (await Form.ReadAsync(context.Request, stop)).Id("seat") ?? default;
        var path = await door.InviteAsync(await scheduling.MineAsync(id, stop), seat, stop);
        var site = rules.PublicUrl.Length > 0 ? rules.PublicUrl.TrimEnd('/') : $"{context.Request.Scheme}://{context.Request.Host}";
        return Show.Page<SessionPage>(new { Model = (object)(await desk.FindAsync(id, stop) with { Invited = (seat, site + path) }) });
    }

    static async Task<IResult> CalendarAsync(Guid id, HttpContext context, MeetingDesk desk, IOrganisations organisations, SignInRules rules, Words words,
        CancellationToken stop)
    {
        var view = await desk.FindAsync(id, stop);
        var site = rules.PublicUrl.Length > 0 ? rules.PublicUrl.TrimEnd('/') : $"{context.Request.Scheme}://{context.Request.Host}";
        var text = await InvitationTexts.OfAsync(view.Session, organisations, words, path => site + path, stop);
        return Results.File(Encoding.UTF8.GetBytes(Invitation.Write(text)), "text/calendar; charset=utf-8", "hoi-chan.ics");
    }

    static async Task<IResult> ExportAsync(HttpRequest request, MeetingDesk desk, Words words, CancellationToken stop)
    {
        var (_, _, rows) = await desk.RowsAsync(request, stop);
        var names = await desk.NamesAsync(rows.SelectMany(MeetingDesk.Facilities), stop);
        Column[] head = [words["Bắt đầu"], words["Kết thúc"], words["Buổi hội chẩn"], words["Trạng thái"], words["Cơ sở chủ trì"], words["Các cơ sở"],
            words["Số người dự"], words["Lý do"]];
        return Export.Of("buoi-hoi-chan", head, rows.Select(s => new object?[]
        {
            s.StartsAt, s.EndsAt, s.Title, words[SessionWords.Of(s.State)], names.GetValueOrDefault(s.OrganisationId),
            string.Join("; ", MeetingDesk.Facilities(s).Select(f => names.GetValueOrDefault(f, ""))),
            s.Seats.Count, s.Reason,
        }));
    }
}
