using LienY.Contracts;

namespace LienY.Rooms;

/// <summary>How a room stands, for a page that comes: everything, or only what happened since the last number it had.</summary>
static class Picture
{
    const int MostMissed = 300;
    const int MostChat = 300;

    /// <summary>Tells a page how the room stands.</summary>
    public static void Give(Line line, Room room, byte[]? view, IEnumerable<byte[]> devices)
    {
        if (line.Last is { } last && last > 0 && last <= room.Seq && room.Seq - last <= MostMissed)
        {
            line.Send(Message.Of(new { t = "resumed", me = line.Seat, seq = room.Seq }));
            foreach (var happening in room.Told.Skip((int)last)) line.Send(Message.Of(happening));
            if (room.Exhibit is { } shown) line.Send(Strokes(room, shown));
        }
        else line.Send(Message.Of(Whole(line, room)));
        foreach (var device in devices) line.Send(device);
        if (view is not null) line.Latest("view", view);
    }

    /// <summary>What is drawn on what is shown now.</summary>
    public static byte[] Strokes(Room room, Shown shown) => Message.Of(new { t = "strokes", exhibit = shown.Key, strokes = room.Strokes(shown.Key!).Select(d => new { d.Seat, d.Stroke }) });

    static object Whole(Line line, Room room) => new
    {
        t = "state",
        me = line.Seat,
        seq = room.Seq,
        mayRecord = room.Card.MayRecord,
        floor = room.Floor,
        seats = room.Sittings.Select(s => new
        {
            s.Id,
            s.Number,
            s.Name,
            s.Organisation,
            s.Role,
            guest = s.IsGuest,
            present = s.IsPresent,
            waiting = s.IsWaiting,
            hand = s.HasHandUp,
        }),
        exhibit = room.Exhibit is { } e ? new { e.Key, e.Name, e.What } : null,
        strokes = room.Exhibit is { } shown ? room.Strokes(shown.Key!).Select(d => new { d.Seat, d.Stroke }) : [],
        chat = room.Chat.TakeLast(MostChat).Select(c => new { c.Seq, c.At, c.Seat, c.Text }),
        tape = room.Tape is { } tape ? new { tape.Id, tape.Text, tape.Teaching, running = tape.IsRunning, made = tape.WasMade, agreed = tape.Agreed.Keys } : null,
    };
}
