using System.Text.Json;
using System.Text.Json.Nodes;
using LienY.Contracts;
using LienY.Media;
using Microsoft.Extensions.Logging;

namespace LienY.Rooms;

/// <summary>Sound and pictures of an open room: a seat of the media plane for each who is there, and the deck that records. Called by the room's writer only.</summary>
sealed class RoomMedia(IMediaPlane plane, TapeShelf shelf, RoomCard card, ILogger log) : IAsyncDisposable
{
    readonly Dictionary<Line, (IMediaSeat Seat, RoomRole Role)> seats = [];
    IMediaRoom? media;
    TapeDeck? deck;
    Guid? recording;
    bool runs;
    bool failed;

    /// <summary>Gives a line its seat, or a new one where the role has changed what may be sent.</summary>
    public async Task SitAsync(Line line, Sitting sitting)
    {
        if (failed) return;
        if (seats.TryGetValue(line, out var known))
        {
            if (known.Role == sitting.Role || MayPublish(known.Role) == MayPublish(sitting.Role)) return;
            known.Seat.Dispose();
        }
        try
        {
            media ??= await plane.OpenAsync(card.Id, CancellationToken.None);
            if (seats.Count >= plane.MostSeats) return;
            seats[line] = (media.Sit(sitting.Number, MayPublish(sitting.Role), notice =>
            {
                if (notice is MediaNotice.ToPage page) line.Send(Message.Of(new { t = "media", m = page.Message }));
            }), sitting.Role);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // Without sound and pictures a room still works; the page says so.
            failed = true;
            log.LogError(problem, "Media of room '{Room}' could not be opened.", card.Id);
        }
    }

    static bool MayPublish(RoomRole role) => role != RoomRole.Observer;

    /// <summary>Takes a line's seat away.</summary>
    public void Leave(Line line)
    {
        if (seats.Remove(line, out var seat)) seat.Seat.Dispose();
    }

    /// <summary>Passes a message of the page on.</summary>
    public void Signal(Line line, JsonElement order)
    {
        if (failed) line.Send(Message.Of(new { t = "media", m = new { type = "none" } }));
        else if (seats.TryGetValue(line, out var seat) && order.TryGetProperty("m", out var message) && message.ValueKind == JsonValueKind.Object)
            seat.Seat.Signal(JsonNode.Parse(message.GetRawText()));
    }

    /// <summary>Records as the room has decided: from the moment everyone agreed, not while somebody has not.</summary>
    public async Task RecordAsync(Taping? tape)
    {
        if (deck is not null && tape?.Id != recording) await EndDeckAsync();
        var on = tape is { IsRunning: true };
        if (media is null || on == runs) return;
        runs = on;
        if (!on)
        {
            media.Tap(null);
            return;
        }
        recording = tape!.Id;
        deck ??= shelf.Open(card.OrganisationId, tape.Id);
        if (media.Tap(deck.Hear)) media.Refresh();
        else log.LogWarning("The media plane '{Plane}' cannot record.", plane.Name);
    }

    async Task EndDeckAsync()
    {
        media?.Tap(null);
        if (deck is not null) await deck.DisposeAsync();
        (deck, recording, runs) = (null, null, false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndDeckAsync();
        foreach (var seat in seats.Values) seat.Seat.Dispose();
        seats.Clear();
        if (media is not null) await media.DisposeAsync();
    }
}
