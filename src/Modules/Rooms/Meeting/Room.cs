using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Rooms;

/// <summary>
/// A room while it is open: follows from what happened in it, and decides what may happen next. Rights come from the seat alone, whatever the page of who asks says.
/// No clock, no database, no line: it is told the time, and what is new waits in <see cref="TakeFresh"/>.
/// </summary>
sealed partial class Room(RoomCard card)
{
    /// <summary>Most strokes kept on one exhibit.</summary>
    public const int MostStrokes = 500;

    readonly Dictionary<Guid, Sitting> sittings = [];
    readonly Dictionary<string, List<Drawn>> strokes = new(StringComparer.Ordinal);
    readonly List<Happening> told = [];
    int fresh;

    /// <summary>What does not change.</summary>
    public RoomCard Card => card;

    /// <summary>Number of the last happening.</summary>
    public long Seq => told.Count;

    /// <summary>Everything that happened, in order.</summary>
    public IReadOnlyList<Happening> Told => told;

    /// <summary>Every seat that is expected.</summary>
    public IEnumerable<Sitting> Sittings => sittings.Values.Where(s => !s.IsGone);

    /// <summary>Who is in the room.</summary>
    public IEnumerable<Sitting> Present => Sittings.Where(s => s.IsPresent);

    /// <summary>It has ended.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The last moment that it knows.</summary>
    public DateTimeOffset LastAt => told.Count == 0 ? DateTimeOffset.MinValue : told[^1].At;

    /// <summary>Who holds the pointer, as long as they are there and may show.</summary>
    public Guid? Floor => floor is { } seat && Find(seat) is { IsPresent: true, MayShow: true } ? seat : null;
    Guid? floor;

    /// <summary>What is shown; null: nothing.</summary>
    public Shown? Exhibit { get; private set; }

    /// <summary>What was written, oldest first.</summary>
    public List<Said> Chat { get; } = [];

    /// <summary>The recording that is asked for or runs.</summary>
    public Taping? Tape { get; private set; }

    /// <summary>Who leads now: the chair, a secretary while the chair is away, or nobody.</summary>
    public Sitting? Leader => Present.FirstOrDefault(s => s.Role == RoomRole.Chair) ?? Present.Where(s => s.Role == RoomRole.Secretary).MinBy(s => s.Id);

    /// <summary>A seat that is expected; null where there is none.</summary>
    public Sitting? Find(Guid seat) => sittings.TryGetValue(seat, out var s) && !s.IsGone ? s : null;

    /// <summary>What is drawn on an exhibit.</summary>
    public IReadOnlyList<Drawn> Strokes(string exhibit) => strokes.GetValueOrDefault(exhibit) ?? [];

    /// <summary>Brings back what was told before.</summary>
    public void Recall(IEnumerable<Happening> happenings)
    {
        foreach (var happening in happenings)
        {
            if (happening.Seq != Seq + 1) throw new InvalidOperationException($"Happening {happening.Seq} follows {Seq} in room '{card.Id}'.");
            told.Add(happening);
            Apply(happening);
        }
        fresh = told.Count;
    }

    /// <summary>What has happened since this was last asked.</summary>
    public IReadOnlyList<Happening> TakeFresh()
    {
        if (fresh == told.Count) return [];
        var taken = told.GetRange(fresh, told.Count - fresh);
        fresh = told.Count;
        return taken;
    }

    void Tell(Happening happening, DateTimeOffset at)
    {
        var next = happening with { Seq = Seq + 1, At = at > LastAt ? at : LastAt };
        told.Add(next);
        Apply(next);
    }

    Sitting Of(Guid seat)
    {
        if (IsClosed) throw Refusal.Conflict("Cuộc họp đã kết thúc.");
        return Find(seat) ?? throw Refusal.Forbidden("Ông/bà không còn trong thành phần của cuộc họp này.");
    }

    Sitting Inside(Guid seat) => Of(seat) is { IsPresent: true } s ? s : throw Refusal.Forbidden("Ông/bà chưa ở trong phòng họp.");

    Sitting Leading(Guid seat)
    {
        var s = Inside(seat);
        if (Leader != s) throw Refusal.Forbidden("Chỉ người đang chủ trì cuộc họp làm được việc này.");
        return s;
    }

    void Apply(Happening happening)
    {
        switch (happening)
        {
            case Seated e:
                if (!sittings.TryGetValue(e.Seat, out var seat)) sittings[e.Seat] = seat = new(e.Seat);
                (seat.UserId, seat.Name, seat.OrganisationId, seat.Organisation, seat.Role, seat.Number, seat.IsGone) = (e.UserId, e.Name, e.OrganisationId, e.Organisation, e.Role, e.Number, false);
                break;
            case Unseated e:
                sittings[e.Seat].IsGone = true;
                sittings[e.Seat].IsAdmitted = false;
                break;
            case Waited e: sittings[e.Seat].IsWaiting = e.On; break;
            case Admitted e: (sittings[e.Seat].IsAdmitted, sittings[e.Seat].IsWaiting) = (true, false); break;
            case TurnedAway e: (sittings[e.Seat].IsAdmitted, sittings[e.Seat].IsWaiting) = (false, false); break;
            case Entered e: (sittings[e.Seat].IsPresent, sittings[e.Seat].IsWaiting) = (true, false); break;
            case Left e: (sittings[e.Seat].IsPresent, sittings[e.Seat].HasHandUp) = (false, false); break;
            case RoleGiven e:
                if (e.Former is { } former) sittings[former].Role = RoomRole.Expert;
                sittings[e.Seat].Role = e.Role;
                break;
            case FloorGiven e: floor = e.Seat; break;
            case HandRaised e: sittings[e.Seat].HasHandUp = e.Up; break;
            case Said e: Chat.Add(e); break;
            case Shown e: Exhibit = e.Key is null ? null : e; break;
            case Drawn e:
                if (!strokes.TryGetValue(e.Exhibit, out var list)) strokes[e.Exhibit] = list = [];
                list.Add(e);
                break;
            case Erased e: strokes.GetValueOrDefault(e.Exhibit)?.RemoveAll(d => e.Stroke is null || d.Stroke.Id == e.Stroke); break;
            case RecordingAsked e: Tape = new(e.Recording, e.Text, e.Teaching); break;
            case Consented e when Tape is not null: if (e.Yes) Tape.Agreed[e.Seat] = e.Teaching; break;
            case RecordingStarted when Tape is not null: (Tape.IsRunning, Tape.WasMade) = (true, true); break;
            case RecordingPaused when Tape is not null: Tape.IsRunning = false; break;
            case RecordingStopped: Tape = null; break;
            case Closed: IsClosed = true; break;
        }
    }
}
