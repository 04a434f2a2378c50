using System.Threading.RateLimiting;
using LienY.Design;
using LienY.Kernel;
using LienY.Rooms.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Rooms;

/// <summary>How often one network address may come with guest links, so that nobody tries them out.</summary>
sealed class GuestGate : IDisposable
{
    readonly PartitionedRateLimiter<string> limit = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetTokenBucketLimiter(address, _ => new() { TokenLimit = 240, TokensPerPeriod = 60, ReplenishmentPeriod = TimeSpan.FromSeconds(30), QueueLimit = 0 }));

    /// <summary>Lets one request in, or refuses it.</summary>
    public void Pass(HttpContext context)
    {
        using var lease = limit.AttemptAcquire(context.Connection.RemoteIpAddress?.ToString() ?? "");
        if (!lease.IsAcquired) throw new Refusal(RefusalKind.Unavailable, "Có quá nhiều yêu cầu từ địa chỉ mạng này. Xin chờ một phút rồi thử lại.") { Code = "too-many" };
    }

    /// <inheritdoc/>
    public void Dispose() => limit.Dispose();
}

/// <summary>Addresses for guests without an account: the secret of the link is the leave. Open on purpose, limited by address.</summary>
static class GuestRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rooms/guest/{link}", async (string link, HttpContext context, GuestGate gate, RoomDoor door, Table table, CancellationToken stop) =>
        {
            gate.Pass(context);
            var at = await door.GuestAsync(link, stop);
            if (at.Room.ClosedAt is not null) return Show.Page<EndedPage>(new { Title = at.Room.Title });
            Passes.OfGuest(context);
            return Show.Page<RoomPage>(new { Model = new RoomView(at.Room, at.Seat!, $"/rooms/guest/{link}", $"/rooms/guest/{link}", false, false, await table.AgendaAsync(at.Room, stop)) });
        }).Open();
        routes.MapPost("/rooms/guest/{link}/pass", async (string link, HttpContext context, GuestGate gate, RoomDoor door, Passes passes, CancellationToken stop) =>
        {
            gate.Pass(context);
            var at = await door.GuestAsync(link, stop);
            RoomRoutes.MustBeOpen(at.Room);
            return Results.Json(new { pass = await passes.GiveAsync(at.Room.Id, at.Seat!.Id, at.Seat.Role, Passes.OfGuest(context), stop) });
        }).Open();
        routes.MapGet("/rooms/guest/{link}/exhibits", async (string link, HttpContext context, GuestGate gate, RoomDoor door, Table table, GuestEyes eyes, CancellationToken stop) =>
        {
            gate.Pass(context);
            var at = await door.GuestAsync(link, stop);
            var own = Seen(at, await table.OfSeatAsync(at.Room.Id, at.Seat!.Id, stop)).Select(e => RoomRoutes.Laid(e with
            {
                Href = e.Href.Replace($"/rooms/{at.Room.Id}/", $"/rooms/guest/{link}/", StringComparison.Ordinal),
            }, $"/rooms/guest/{link}/pages"));
            if (await eyes.NowAsync(at, stop) is { } shown)
                own = own.Append(RoomRoutes.Laid(new(shown.Key, shown.Kind, shown.Name, $"/rooms/guest/{link}/shown?key={Uri.EscapeDataString(shown.Key)}"), $"/rooms/guest/{link}/shown/pages"));
            return Results.Json(new { exhibits = own, agenda = Array.Empty<string>() });
        }).Open();
        Shown(routes);
        routes.MapGet("/rooms/guest/{link}/files/{file:guid}", async (string link, Guid file, HttpContext context, GuestGate gate, RoomDoor door, RoomFiles files, RoomsStore store, CancellationToken stop) =>
        {
            gate.Pass(context);
            var at = await door.GuestAsync(link, stop);
            await door.MustBeAdmittedAsync(at, stop);
            return await RoomRoutes.FileAsync(at.Room, file, files, store, stop);
        }).Open();
        routes.MapGet("/rooms/guest/{link}/pages", async (string link, string? key, HttpRequest request, GuestGate gate, RoomDoor door, Table table, RoomFiles files, RoomsStore store, CancellationToken stop) =>
            await PagesAsync(link, key, null, request, gate, door, table, files, store, stop)).Open();
        routes.MapGet("/rooms/guest/{link}/pages/{page:int}", async (string link, int page, string? key, HttpRequest request, GuestGate gate, RoomDoor door, Table table, RoomFiles files, RoomsStore store, CancellationToken stop) =>
            await PagesAsync(link, key, page, request, gate, door, table, files, store, stop)).Open();
    }

    // The one thing that is before everybody just now.
    static void Shown(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rooms/guest/{link}/shown", async (string link, string? key, HttpContext context, GuestGate gate, RoomDoor door, GuestEyes eyes, CancellationToken stop) =>
        {
            gate.Pass(context);
            var (row, bytes) = await eyes.LookAsync(await door.GuestAsync(link, stop), key, 0, stop);
            context.Response.Headers.CacheControl = "no-store";
            // A document is seen page by page, as it is shown; it is not handed out.
            return row.Kind == "pdf" ? throw Refusal.Missing("Tài liệu này không còn trên màn hình chung.") : Results.Bytes(bytes, row.Type);
        }).Open();
        routes.MapGet("/rooms/guest/{link}/shown/pages", async (string link, string? key, HttpContext context, GuestGate gate, RoomDoor door, GuestEyes eyes, CancellationToken stop) =>
        {
            gate.Pass(context);
            return await eyes.NowAsync(await door.GuestAsync(link, stop), stop) is { } row && row.Key == key ? Results.Json(new { pages = row.Pages })
                : throw Refusal.Missing("Tài liệu này không còn trên màn hình chung.");
        }).Open();
        routes.MapGet("/rooms/guest/{link}/shown/pages/{page:int}", async (string link, int page, string? key, HttpContext context, GuestGate gate, RoomDoor door, GuestEyes eyes, RoomFiles files,
            CancellationToken stop) =>
        {
            gate.Pass(context);
            var (row, bytes) = await eyes.LookAsync(await door.GuestAsync(link, stop), key, page, stop);
            context.Response.Headers.CacheControl = "no-store";
            return row.Kind == "pdf" ? Results.Bytes(await files.PageAsync(bytes, row.Hash, page, stop), "image/png") : throw Refusal.Missing("Tài liệu không có trang này.");
        }).Open();
    }

    static async Task<IResult> PagesAsync(string link, string? key, int? page, HttpRequest request, GuestGate gate, RoomDoor door, Table table, RoomFiles files, RoomsStore store, CancellationToken stop)
    {
        gate.Pass(request.HttpContext);
        var at = await door.GuestAsync(link, stop);
        await door.MustBeAdmittedAsync(at, stop);
        return await RoomRoutes.PagesAsync(at, key, page, request, table, files, store, stop);
    }

    static IReadOnlyList<Contracts.RoomExhibit> Seen(AtDoor at, IReadOnlyList<Contracts.RoomExhibit> exhibits) =>
        [.. exhibits.Where(e => e.Href.StartsWith($"/rooms/{at.Room.Id}/", StringComparison.Ordinal))];
}
