using System.Globalization;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Media;
using LienY.Rooms.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Rooms;

/// <summary>Looking at recordings again: every replay is in the trail; a copy leaves the house only with the second consent. And how long they are kept.</summary>
static class RecordingRoutes
{
    /// <summary>Removes recordings whose time is over.</summary>
    public static readonly Job Round = new("rooms-recordings", TimeSpan.FromHours(1), async (services, stop) =>
    {
        var (store, shelf, clock) = (services.GetRequiredService<RoomsStore>(), services.GetRequiredService<TapeShelf>(), services.GetRequiredService<TimeProvider>());
        var today = clock.Today();
        foreach (var recording in await store.Recordings.Where(r => r.KeepUntil < today && r.RemovedAt == null).ToListAsync(stop))
        {
            shelf.Remove(recording.OrganisationId, recording.Id);
            recording.RemovedAt = clock.GetUtcNow();
            store.Trace("recording.removed", "recording", recording.Id.ToString());
        }
        await store.SaveChangesAsync(stop);
    });

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rooms/recordings/{id:guid}", ShowAsync).NeedsSignIn();
        routes.MapGet("/rooms/recordings/{id:guid}/tracks/{name}", TrackAsync).NeedsSignIn();
        routes.MapGet("/rooms/recordings/{id:guid}/film.webm", FilmAsync).NeedsSignIn();
        routes.MapGet("/rooms/rules", async (RoomsStore store, Caller caller, CancellationToken stop) => Show.Page<RulesPage>(new { Model = await RuleAsync(store, caller, stop) })).Needs(RoomsRights.Recordings);
        routes.MapPost("/rooms/rules", KeepAsync).Needs(RoomsRights.Recordings);
    }

    static Guid HolderOf(Caller caller) => caller.May(RoomsRights.Recordings, caller.OrganisationId) ? caller.OrganisationId : caller.Posts.First(p => RoomsRights.Recordings.Roles.Contains(p.Role)).OrganisationId;

    static async Task<RuleRow> RuleAsync(RoomsStore store, Caller caller, CancellationToken stop)
    {
        var holder = HolderOf(caller);
        return await store.Rules.FirstOrDefaultAsync(r => r.OrganisationId == holder, stop) ?? new() { OrganisationId = holder, Version = 0 };
    }

    static async Task<IResult> KeepAsync(HttpContext context, RoomsStore store, Caller caller, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var days = form.Whole("days", -1);
        if (days is < 1 or > 3650) throw new Refusal(RefusalKind.Invalid, "Số ngày lưu từ 1 đến 3650.") { Field = "days" };
        var rule = await RuleAsync(store, caller, stop);
        if (rule.Version == 0) store.Rules.Add(rule = new() { OrganisationId = rule.OrganisationId, KeepDays = days });
        else store.Expect(rule, form.Whole("version")).KeepDays = days;
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/rooms/rules", Words.Key("Đã lưu."));
    }

    static async Task<(RecordingRow Recording, AtDoor At)> FindAsync(Guid id, RoomsStore store, RoomDoor door, CancellationToken stop)
    {
        var recording = await store.Recordings.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy bản ghi này.");
        var at = await door.FindAsync(recording.RoomId, stop);
        if (!at.MayReplay) throw Refusal.Forbidden("Chỉ chủ tọa, thư ký của cuộc họp và lãnh đạo đơn vị được xem lại bản ghi.");
        if (recording.RemovedAt is not null) throw Refusal.Missing("Bản ghi này đã được xóa theo hạn lưu.");
        return (recording, at);
    }

    static async Task<IReadOnlyList<RecordedTrack>> TracksAsync(RecordingRow recording, RoomsStore store, TapeShelf shelf, bool anew, CancellationToken stop) =>
        await shelf.TracksAsync(recording, await RoomBook.ToldAsync(store, recording.RoomId, stop),
            await store.Tracks.AsNoTracking().Where(t => t.RecordingId == recording.Id).OrderBy(t => t.File).ToListAsync(stop), anew, stop);

    static async Task<IResult> ShowAsync(Guid id, RoomsStore store, RoomDoor door, TapeShelf shelf, CancellationToken stop)
    {
        var (recording, at) = await FindAsync(id, store, door, stop);
        var tracks = await TracksAsync(recording, store, shelf, true, stop);
        store.Trace("recording.replay", "recording", id.ToString());
        if (tracks.Any(t => t.IsDamaged)) store.Trace("recording.damaged", "recording", id.ToString());
        await store.SaveChangesAsync(stop);
        return Show.Page<ReplayPage>(new { Model = new ReplayView(at.Room, recording, tracks) });
    }

    static async Task<IResult> TrackAsync(Guid id, string name, RoomsStore store, RoomDoor door, TapeShelf shelf, CancellationToken stop)
    {
        var (recording, _) = await FindAsync(id, store, door, stop);
        var track = (await TracksAsync(recording, store, shelf, false, stop)).FirstOrDefault(t => t.File == name && t.IsPlayable) ?? throw Refusal.Missing("Không tìm thấy bản ghi này.");
        // The address of a track leads past the page: whoever takes it is written down as well.
        store.Trace("recording.track.read", "recording", id.ToString());
        await store.SaveChangesAsync(stop);
        return Results.Stream(shelf.Film(recording, [track]), track.Kind == "sound" ? "audio/webm" : "video/webm", enableRangeProcessing: true);
    }

    static async Task<IResult> FilmAsync(Guid id, RoomsStore store, RoomDoor door, TapeShelf shelf, CancellationToken stop)
    {
        var (recording, _) = await FindAsync(id, store, door, stop);
        if (!recording.IsTeaching) throw Refusal.Forbidden("Chưa đủ sự đồng ý thứ hai của mọi người nên không lấy bản sao ra ngoài.");
        IReadOnlyList<RecordedTrack> tracks = [.. (await TracksAsync(recording, store, shelf, true, stop)).Where(t => t.IsPlayable)];
        if (tracks.Count == 0) throw Refusal.Missing("Bản ghi này không có tiếng và hình.");
        store.Trace("recording.copy", "recording", id.ToString());
        await store.SaveChangesAsync(stop);
        return Results.Stream(shelf.Film(recording, [.. tracks.Select(t => t with { Name = t.Number.ToString(CultureInfo.InvariantCulture) })]), "video/webm", "ban-ghi.webm");
    }
}
