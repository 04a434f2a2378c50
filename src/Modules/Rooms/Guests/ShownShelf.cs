using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LienY.Rooms;

/// <summary>
/// Keeps what a presenter shows for the guests of the room, who have no account of their own to open it with: fetched once through the presenter's rights, sealed
/// under an id of its own, for a limited time.
/// </summary>
sealed class ShownShelf(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ShownShelf> log)
{
    /// <summary>For how long something that was shown may be seen, if the room does not end before.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromHours(4);

    /// <summary>Removes what may no longer be seen.</summary>
    public static readonly Job Round = new("rooms-shown", TimeSpan.FromMinutes(5), async (services, stop) =>
    {
        var (store, files, now) = (services.GetRequiredService<RoomsStore>(), services.GetRequiredService<IFiles>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        foreach (var row in await store.Shown.Where(s => s.UntilAt <= now).ToListAsync(stop))
        {
            await files.ClearAsync(row.Id, stop);
            store.Shown.Remove(row);
        }
        await store.SaveChangesAsync(stop);
    });

    /// <summary>Fetches and keeps an exhibit of another module where the room expects a guest. What cannot be fetched is shown to the others all the same.</summary>
    public async Task KeepAsync(Guid room, RoomExhibit exhibit, HttpRequest asked, CancellationToken stop)
    {
        if (exhibit.Kind is not ("image" or "pdf" or "text")) return;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        var (store, pages, files) = (scope.ServiceProvider.GetRequiredService<RoomsStore>(), scope.ServiceProvider.GetRequiredService<RoomFiles>(),
            scope.ServiceProvider.GetRequiredService<IFiles>());
        if (!await store.Seats.AnyAsync(s => s.RoomId == room && s.UserId == null && !s.IsGone, stop)) return;
        try
        {
            var bytes = await pages.FetchAsync(exhibit, asked, stop);
            if (TypeOf(exhibit.Kind, bytes) is not { } type) return;
            var count = exhibit.Kind == "pdf" ? await pages.CountAsync(bytes, stop) : 1;
            var now = clock.GetUtcNow();
            var old = await store.Shown.FirstOrDefaultAsync(s => s.RoomId == room && s.Key == exhibit.Key, stop);
            var id = Guid.CreateVersion7(now);
            using var content = new MemoryStream(bytes);
            var kept = await files.PutAsync(id, content, RoomFiles.LargestShown, stop);
            if (old is not null)
            {
                store.Shown.Remove(old);
                await store.SaveChangesAsync(stop);
            }
            store.Shown.Add(new()
            {
                Id = id,
                RoomId = room,
                Key = exhibit.Key,
                Kind = exhibit.Kind,
                Name = exhibit.Name,
                Type = type,
                Hash = kept.Hash,
                Pages = count,
                ShownAt = now,
                UntilAt = now + Term,
            });
            await store.SaveChangesAsync(stop);
            if (old is not null) await files.ClearAsync(old.Id, stop);
        }
        catch (Exception problem) when (problem is Refusal or HttpRequestException or TaskCanceledException or DbUpdateException && !stop.IsCancellationRequested)
        {
            log.LogWarning(problem, "What is shown in room '{Room}' could not be kept for its guests.", room);
        }
    }

    // Guests get what the house knows by its bytes, never what a browser would run.
    static string? TypeOf(string kind, byte[] bytes) => kind switch
    {
        "text" => IsText(bytes) ? "text/plain; charset=utf-8" : null,
        _ => RoomFiles.KindOf(bytes) is { } found && found.Kind == kind ? found.Type : null,
    };

    static bool IsText(byte[] bytes)
    {
        try
        {
            new UTF8Encoding(false, true).GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
