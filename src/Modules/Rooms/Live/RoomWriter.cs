using System.Net.WebSockets;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Rooms;

/// <summary>The one writer of an open room: takes what pages ask, has the room decide, makes durable what happened, then tells every page.</summary>
sealed class RoomWriter(Room room, RoomBook book, RoomHall hall, RoomMedia media, TimeProvider clock) : IWriter
{
    /// <summary>A room in which nobody has been for so long, after its planned end, is closed.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(15);

    readonly Dictionary<Guid, Line> lines = [];
    readonly Dictionary<Guid, byte[]> devices = [];
    byte[]? view;

    /// <summary>The room.</summary>
    public Room Room => room;

    /// <summary>When it is planned to end.</summary>
    public DateTimeOffset? EndsAt { get; set; }

    DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>A page comes. Another page of the same seat ends: one seat, one line.</summary>
    public ValueTask JoinAsync(Line line)
    {
        if (lines.Remove(line.Seat, out var old))
        {
            old.Send(Message.Of(new { t = "bye", why = "again" }));
            old.Close("again");
            media.Leave(old);
            room.Go(line.Seat, "again", Now);
        }
        room.Come(line.Seat, Now);
        lines[line.Seat] = line;
        return ValueTask.CompletedTask;
    }

    /// <summary>A line has ended.</summary>
    public ValueTask PartAsync(Line line, string why)
    {
        if (!lines.TryGetValue(line.Seat, out var present) || present != line) return ValueTask.CompletedTask;
        lines.Remove(line.Seat);
        devices.Remove(line.Seat);
        media.Leave(line);
        room.Go(line.Seat, why == "left" ? "left" : "lost", Now);
        return ValueTask.CompletedTask;
    }

    /// <summary>A page asks for something; what is refused is told to it alone.</summary>
    public ValueTask OrderAsync(Line line, JsonElement order, RoomExhibit? exhibit)
    {
        if (!lines.TryGetValue(line.Seat, out var present) || present != line) return ValueTask.CompletedTask;
        try
        {
            Obey(line, order, exhibit);
        }
        catch (Refusal refusal)
        {
            line.Refuse(refusal);
        }
        return ValueTask.CompletedTask;
    }

    void Obey(Line line, JsonElement order, RoomExhibit? exhibit)
    {
        var (me, now) = (line.Seat, Now);
        switch (order.Text("t"))
        {
            case "view": Look(line, order); break;
            case "media": media.Signal(line, order); break;
            case "device": Tell(line, "device/" + me, devices[me] = Message.Of(new { t = "device", seat = me, mic = order.Flag("mic"), cam = order.Flag("cam"), soundOnly = order.Flag("soundOnly") })); break;
            case "say": room.Say(me, order.Text("text"), now); break;
            case "caption": room.Caption(me, order.Text("text"), order.Text("lang"), now); break;
            case "hand": room.RaiseHand(me, order.Id("seat") ?? me, order.Flag("up"), now); break;
            case "show": room.Show(me, exhibit, now); view = null; break;
            case "draw": room.Draw(me, StrokeOf(order), now); break;
            case "erase": room.Erase(me, order.Text("stroke") is { Length: > 0 } s ? s : null, now); break;
            case "floor": room.GiveFloor(me, order.Id("seat"), now); break;
            case "role": room.GiveRole(me, Seat(order), Enum.TryParse<RoomRole>(order.Text("role"), true, out var role) ? role : (RoomRole)(-1), now); break;
            case "admit": room.Admit(me, Seat(order), now); break;
            case "turn": room.TurnAway(me, Seat(order), now); break;
            case "record": room.AskToRecord(me, Guid.CreateVersion7(now), order.Flag("teaching"), now); break;
            case "consent": room.Agree(me, order.Id("recording") ?? Guid.Empty, order.Flag("yes"), order.Flag("teaching"), (int)(order.Whole("text") ?? 0), now); break;
            case "stop": room.StopRecording(me, now); break;
            case "close": room.Close(me, "leader", now); break;
            default: throw Refusal.Invalid("Trang gửi một yêu cầu mà hệ thống không hiểu. Xin tải lại trang.");
        }
    }

    static Guid Seat(JsonElement order) => order.Id("seat") ?? throw Refusal.Invalid("Xin chọn một người trong phòng.");

    static Stroke StrokeOf(JsonElement order)
    {
        try
        {
            return order.TryGetProperty("stroke", out var stroke) && stroke.Deserialize<Stroke>(Happening.Json) is { } s ? s : throw Refusal.Invalid("Nét vẽ này không hợp lệ.");
        }
        catch (JsonException)
        {
            throw Refusal.Invalid("Nét vẽ này không hợp lệ.");
        }
    }

    void Look(Line line, JsonElement order)
    {
        room.Pointing(line.Seat);
        view = Message.Of(new { t = "view", by = line.Seat, v = View.Read(order.TryGetProperty("v", out var v) ? v : default) });
        Tell(line, "view", view);
    }

    /// <summary>Tells everybody in the room but one how something stands.</summary>
    void Tell(Line? from, string what, byte[] message)
    {
        foreach (var line in lines.Values)
            if (line != from && line.IsTold && room.Find(line.Seat) is { IsPresent: true }) line.Latest(what, message);
    }

    /// <summary>The plan has changed, or somebody outside wants the meeting to end.</summary>
    public ValueTask PlanAsync(RoomRow row, IReadOnlyCollection<Seated> seats)
    {
        EndsAt = row.EndsAt;
        room.Plan(seats, Now);
        if (row.ClosingAt is not null) room.Close(null, "outside", Now);
        return ValueTask.CompletedTask;
    }

    /// <summary>Something was laid on the table or taken off.</summary>
    public ValueTask FilesAsync()
    {
        foreach (var line in lines.Values.Where(l => l.IsTold)) line.Send(Message.Of(new { t = "files" }));
        return ValueTask.CompletedTask;
    }

    /// <summary>Comes round every few seconds: a room that nobody uses any more is closed.</summary>
    public ValueTask RoundAsync()
    {
        var since = EndsAt is { } end && end > room.LastAt ? end : room.LastAt;
        if (lines.Count == 0 && !room.Present.Any() && room.Seq > 0 && Now - since > Idle) room.Close(null, "idle", Now);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask FlushAsync(CancellationToken stop)
    {
        var fresh = room.TakeFresh();
        if (fresh.Count > 0) await book.WriteAsync(room, fresh, stop);
        // Before anybody new gets a seat: who has not agreed is never heard by the deck.
        if (fresh.Count > 0) await media.RecordAsync(room.Tape);
        var news = fresh.Count == 0 ? [] : fresh.Select(Message.Of).ToArray();
        foreach (var line in lines.Values.ToList())
        {
            Bring(line, fresh, news);
            if (line.IsTold && lines.ContainsValue(line) && room.Find(line.Seat) is { } sitting) await media.SitAsync(line, sitting);
        }
        if (room.IsClosed) hall.Ended(room.Card.Id);
    }

    void Bring(Line line, IReadOnlyList<Happening> fresh, byte[][] news)
    {
        if (room.Find(line.Seat) is not { } seat || (line.IsTold && !seat.IsPresent) || room.IsClosed || fresh.Any(h => h is TurnedAway t && t.Seat == line.Seat))
        {
            line.Send(Message.Of(new { t = "bye", why = room.IsClosed ? "closed" : "removed" }));
            line.Close(room.IsClosed ? "closed" : "removed");
            lines.Remove(line.Seat);
            media.Leave(line);
            return;
        }
        if (!seat.IsPresent)
        {
            line.Latest("lobby", Message.Of(new { t = "lobby", led = room.Leader is not null }));
            return;
        }
        if (!line.IsTold)
        {
            Picture.Give(line, room, view, devices.Values);
            line.IsTold = true;
            return;
        }
        foreach (var message in news) line.Send(message);
        if (fresh.Any(h => h is Shown) && room.Exhibit is { } shown) line.Send(Picture.Strokes(room, shown));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await media.DisposeAsync();
        foreach (var line in lines.Values) line.Close(room.IsClosed ? "closed" : "moved", room.IsClosed ? WebSocketCloseStatus.NormalClosure : WebSocketCloseStatus.EndpointUnavailable);
        lines.Clear();
    }
}
