using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Rooms.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Rooms;

/// <summary>Rooms that are made here: title and time, who is expected, what lies on the table.</summary>
static class PlanRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rooms/new", (TimeProvider clock) => Show.Page<NewRoomPage>(new { Today = clock.Today() })).Needs(RoomsRights.Make);
        routes.MapPost("/rooms/new", MakeAsync).Needs(RoomsRights.Make);
        routes.MapGet("/rooms/{id:guid}/plan", ShowAsync).NeedsSignIn();
        routes.MapPost("/rooms/{id:guid}/plan", ChangeAsync).NeedsSignIn();
        routes.MapPost("/rooms/{id:guid}/seats", SeatAsync).NeedsSignIn();
        routes.MapPost("/rooms/{id:guid}/seats/{seat:guid}/remove", UnseatAsync).NeedsSignIn();
        routes.MapPost("/rooms/{id:guid}/seats/{seat:guid}/link", LinkAsync).NeedsSignIn();
    }

    static async Task<IResult> MakeAsync(HttpContext context, RoomPlanning planning, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        return Show.Done(context, $"/rooms/{await planning.MakeAsync(Of(form), stop)}/plan", Words.Key("Đã mở phòng họp. Xin mời thêm người dự."));
    }

    static PlanInput Of(Form form) => new(form.Required("title", 200), form.Day("day"), form.Text("from", 5), form.Text("to", 5), form.Ticked("record"));

    static async Task<IResult> ShowAsync(Guid id, RoomDoor door, RoomPlanning planning, ShownLink shown, HttpContext context, CancellationToken stop)
    {
        var at = await door.FindAsync(id, stop);
        return Show.Page<PlanPage>(new { Model = await planning.ViewAsync(at, shown.Take(context), stop) });
    }

    static async Task<IResult> ChangeAsync(Guid id, HttpContext context, RoomDoor door, RoomPlanning planning, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await planning.ChangeAsync(await door.FindAsync(id, stop), Of(form), form.Whole("version"), stop);
        return Show.Done(context, $"/rooms/{id}/plan", Words.Key("Đã lưu."));
    }

    static async Task<IResult> SeatAsync(Guid id, HttpContext context, RoomDoor door, RoomPlanning planning, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var role = Enum.TryParse<RoomRole>(form.Text("role", 20), out var r) && Enum.IsDefined(r) ? r : throw new Refusal(RefusalKind.Invalid, "Vai trò này không có trong danh sách.") { Field = "role" };
        await planning.SeatAsync(await door.FindAsync(id, stop), Guid.TryParse(form.Text("person", 40), out var person) ? person : null, form.Text("name", 120), role, stop);
        return Show.Done(context, $"/rooms/{id}/plan", Words.Key("Đã thêm người dự."));
    }

    static async Task<IResult> UnseatAsync(Guid id, Guid seat, HttpContext context, RoomDoor door, RoomPlanning planning, CancellationToken stop)
    {
        await planning.UnseatAsync(await door.FindAsync(id, stop), seat, stop);
        return Show.Done(context, $"/rooms/{id}/plan", Words.Key("Đã bỏ người này khỏi thành phần."));
    }

    static async Task<IResult> LinkAsync(Guid id, Guid seat, HttpContext context, RoomDoor door, IRooms rooms, ShownLink shown, SignInRules rules, CancellationToken stop)
    {
        var at = await door.FindAsync(id, stop);
        if (!at.MayKeep && at.Seat is not { Role: RoomRole.Chair or RoomRole.Secretary }) throw Refusal.Forbidden("Chỉ chủ tọa hoặc thư ký mời khách.");
        var site = rules.PublicUrl.Length > 0 ? rules.PublicUrl.TrimEnd('/') : $"{context.Request.Scheme}://{context.Request.Host}";
        shown.Leave(context, seat, site + await rooms.InviteAsync(id, seat, stop));
        return Show.Done(context, $"/rooms/{id}/plan");
    }
}
