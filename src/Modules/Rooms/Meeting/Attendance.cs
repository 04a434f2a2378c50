using LienY.Contracts;

namespace LienY.Rooms;

/// <summary>Who was there from when until when, read off what happened.</summary>
static class Attendance
{
    /// <summary>Intervals in the order in which they began; those of one seat never overlap. Who only looked in for no time at all leaves none.</summary>
    public static IReadOnlyList<RoomPresence> Of(IEnumerable<Happening> told)
    {
        var seats = new Dictionary<Guid, Seated>();
        var roles = new Dictionary<Guid, RoomRole>();
        var open = new Dictionary<Guid, int>();
        var all = new List<RoomPresence>();
        foreach (var happening in told)
        {
            switch (happening)
            {
                case Seated e:
                    seats[e.Seat] = e;
                    roles[e.Seat] = e.Role;
                    break;
                case RoleGiven e:
                    if (e.Former is { } former) roles[former] = RoomRole.Expert;
                    roles[e.Seat] = e.Role;
                    break;
                case Entered e:
                    var s = seats[e.Seat];
                    open[e.Seat] = all.Count;
                    all.Add(new(s.Seat, s.UserId, s.Name, s.OrganisationId, roles[s.Seat], e.At, null));
                    break;
                case Left e when open.Remove(e.Seat, out var at):
                    all[at] = all[at] with { To = e.At, Role = roles[e.Seat] };
                    break;
            }
        }
        return [.. all.Where(p => p.To is null || p.To > p.From)];
    }

    /// <summary>Captions that were typed, with the names of who typed them.</summary>
    public static IReadOnlyList<RoomCaption> Captions(IReadOnlyList<Happening> told)
    {
        var names = told.OfType<Seated>().GroupBy(s => s.Seat).ToDictionary(g => g.Key, g => g.Last().Name);
        return [.. told.OfType<Captioned>().Select(c => new RoomCaption(c.Seat, names.GetValueOrDefault(c.Seat, ""), c.Language, c.Text, c.At))];
    }

    /// <summary>Recordings that were made.</summary>
    public static IReadOnlyList<RoomRecording> Recordings(IEnumerable<Happening> told)
    {
        var made = new Dictionary<Guid, RoomRecording>();
        foreach (var happening in told)
        {
            if (happening is RecordingStarted start) made.TryAdd(start.Recording, new(start.Recording, start.At, null, false));
            else if (happening is RecordingStopped { WasMade: true } stop) made[stop.Recording] = made[stop.Recording] with { To = stop.At, IsTeaching = stop.IsTeaching };
        }
        return [.. made.Values.OrderBy(r => r.From)];
    }
}
