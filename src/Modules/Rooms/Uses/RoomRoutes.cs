using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Rooms.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Rooms;

/// <summary>Addresses of the list of meetings and of a room for people with accounts.</summary>
static class RoomRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rooms", async (MyRooms rooms, CancellationToken stop) => Show.Page<RoomsPage>(new { Model = await rooms.ListAsync(stop) })).NeedsSignIn();
        routes.MapExport("/rooms", async (MyRooms rooms, Words words, CancellationToken stop) => MyRooms.Listed(await rooms.ListAsync(stop), words)).NeedsSignIn();
        routes.MapGet("/rooms/{id:guid}", ShowAsync).NeedsSignIn();
        routes.MapPost("/rooms/{id:guid}/pass", PassAsync).NeedsSignIn();
        routes.MapGet("/rooms/{id:guid}/exhibits", ExhibitsAsync).NeedsSignIn();
        routes.MapPost("/rooms/{id:guid}/close", CloseAsync).NeedsSignIn();
        routes.MapPost("/rooms/{id:guid}/files", LayAsync).NeedsSignIn();
        routes.MapPost("/rooms/{id:guid}/files/{file:guid}/remove", RemoveAsync).NeedsSignIn();
        routes.MapGet("/rooms/{id:guid}/files/{file:guid}", async (Guid id, Guid file, RoomDoor door, RoomFiles files, RoomsStore store, CancellationToken stop) =>
            await FileAsync((await door.FindAsync(id, stop)).Room, file, files, store, stop)).NeedsSignIn();
        routes.MapGet("/rooms/{id:guid}/pages", async (Guid id, string? key, HttpRequest request, RoomDoor door, Table table, RoomFiles files, RoomsStore store, CancellationToken stop) =>
            await PagesAsync(await door.SeatedAsync(id, stop), key, null, request, table, files, store, stop)).NeedsSignIn();
        routes.MapGet("/rooms/{id:guid}/pages/{page:int}", async (Guid id, int page, string? key, HttpRequest request, RoomDoor door, Table table, RoomFiles files, RoomsStore store, CancellationToken stop) =>
            await PagesAsync(await door.SeatedAsync(id, stop), key, page, request, table, files, store, stop)).NeedsSignIn();
    }

    static async Task<IResult> ShowAsync(Guid id, RoomDoor door, MyRooms rooms, Table table, CancellationToken stop)
    {
        var at = await door.FindAsync(id, stop);
        if (at.Room.ClosedAt is not null || at.Seat is null) return Show.Page<RecordPage>(new { Model = await rooms.RecordAsync(at, stop) });
        return Show.Page<RoomPage>(new { Model = new RoomView(at.Room, at.Seat, $"/rooms/{id}", at.Room.Back, at.MayPlan, at.MayLay, await table.AgendaAsync(at.Room, stop)) });
    }

    static async Task<IResult> PassAsync(Guid id, RoomDoor door, Passes passes, Caller caller, CancellationToken stop)
    {
        var at = await door.SeatedAsync(id, stop);
        MustBeOpen(at.Room);
        return Results.Json(new { pass = await passes.GiveAsync(id, at.Seat!.Id, at.Seat.Role, Passes.OfUser(caller.UserId!.Value), stop) });
    }

    /// <summary>Refuses a room that has ended.</summary>
    public static void MustBeOpen(RoomRow room)
    {
        if (room.ClosedAt is not null) throw new Refusal(RefusalKind.Conflict, "Cuộc họp đã kết thúc.") { Code = "closed" };
    }

    static async Task<IResult> ExhibitsAsync(Guid id, RoomDoor door, Table table, CancellationToken stop)
    {
        var at = await door.SeatedAsync(id, stop);
        var exhibits = (await table.OfSeatAsync(id, at.Seat!.Id, stop)).Select(e => Laid(e, $"/rooms/{id}/pages"));
        return Results.Json(new { exhibits, agenda = await table.AgendaAsync(at.Room, stop) });
    }

    /// <summary>Something on the table as the page wants it; <paramref name="pages"/> is where the pages of a document are drawn.</summary>
    public static object Laid(RoomExhibit exhibit, string pages) =>
        new { key = exhibit.Key, kind = exhibit.Kind, name = exhibit.Name, href = exhibit.Href, pages = exhibit.Kind == "pdf" ? pages : null };

    static async Task<IResult> CloseAsync(Guid id, HttpContext context, RoomDoor door, IRooms rooms, CancellationToken stop)
    {
        var at = await door.FindAsync(id, stop);
        if (!at.MayKeep && at.Seat is not { Role: RoomRole.Chair or RoomRole.Secretary }) throw Refusal.Forbidden("Chỉ chủ tọa, thư ký hoặc người trông coi phòng họp của đơn vị kết thúc được cuộc họp.");
        await rooms.CloseAsync(id, stop);
        return Show.Done(context, $"/rooms/{id}", Words.Key("Đã kết thúc cuộc họp."));
    }

    static async Task<IResult> LayAsync(Guid id, HttpContext context, RoomDoor door, RoomFiles files, Signals signals, Caller caller, CancellationToken stop)
    {
        var at = await door.SeatedAsync(id, stop);
        var form = await context.Request.ReadFormAsync(stop);
        await files.LayAsync(at, form.Files.GetFile("file") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn một tệp ảnh hoặc PDF không quá {0} MB.", RoomFiles.Largest / 1024 / 1024) { Field = "file" },
            caller.UserId!.Value, stop);
        await signals.SendAsync("room/" + id, "files", stop);
        return Show.Done(context, $"/rooms/{id}/plan", Words.Key("Đã đưa tài liệu vào phòng họp."));
    }

    static async Task<IResult> RemoveAsync(Guid id, Guid file, HttpContext context, RoomDoor door, RoomsStore store, Signals signals, CancellationToken stop)
    {
        var at = await door.SeatedAsync(id, stop);
        if (!at.MayLay) throw Refusal.Forbidden("Chỉ chủ tọa, thư ký, người trình bày và chuyên gia đưa tài liệu vào phòng họp.");
        var row = await store.Files.FirstOrDefaultAsync(f => f.Id == file && f.RoomId == id && !f.IsGone, stop) ?? throw Refusal.Missing("Tài liệu này không còn trong danh sách của cuộc họp.");
        row.IsGone = true;
        await store.SaveChangesAsync(stop);
        await signals.SendAsync("room/" + id, "files", stop);
        return Show.Done(context, $"/rooms/{id}/plan", Words.Key("Đã bỏ tài liệu khỏi phòng họp."));
    }

    /// <summary>A file of the table, for who sits there.</summary>
    public static async Task<IResult> FileAsync(RoomRow room, Guid id, RoomFiles files, RoomsStore store, CancellationToken stop)
    {
        var file = await store.Files.IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(f => f.Id == id && f.RoomId == room.Id && !f.IsGone, stop)
            ?? throw Refusal.Missing("Tài liệu này không còn trong danh sách của cuộc họp.");
        store.Trace("room.file.read", "room", room.Id.ToString());
        await store.SaveChangesAsync(stop);
        var bytes = await files.BytesAsync(file, stop);
        return file.Kind == "image" ? Results.Bytes(bytes, file.Type) : Results.Bytes(bytes, file.Type, file.Name);
    }

    /// <summary>How many pages a document has, or one of them as a picture.</summary>
    public static async Task<IResult> PagesAsync(AtDoor at, string? key, int? page, HttpRequest request, Table table, RoomFiles files, RoomsStore store, CancellationToken stop)
    {
        var exhibit = (await table.OfSeatAsync(at.Room.Id, at.Seat!.Id, stop)).FirstOrDefault(e => e.Key == key && e.Kind == "pdf")
            ?? throw Refusal.Missing("Tài liệu này không còn trong danh sách của cuộc họp.");
        var own = exhibit.Key.StartsWith("file/", StringComparison.Ordinal) && Guid.TryParse(exhibit.Key[5..], out var id)
            ? await store.Files.IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(f => f.Id == id && f.RoomId == at.Room.Id, stop) : null;
        if (page is null && own is not null) return Results.Json(new { pages = own.Pages });
        var pdf = own is not null ? await files.BytesAsync(own, stop) : await files.FetchAsync(exhibit, request, stop);
        if (page is null) return Results.Json(new { pages = await files.CountAsync(pdf, stop) });
        request.HttpContext.Response.Headers.CacheControl = "private, max-age=3600";
        return Results.Bytes(await files.PageAsync(pdf, own?.Hash ?? Passes.HashOf(Convert.ToBase64String(pdf)), page.Value, stop), "image/png");
    }
}
