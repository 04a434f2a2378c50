using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Rooms;

/// <summary>Coming and going.</summary>
sealed partial class Room
{
    /// <summary>Brings the seats to the plan. Two chairs are refused; who is no longer expected leaves.</summary>
    public void Plan(IReadOnlyCollection<Seated> seats, DateTimeOffset at)
    {
        if (IsClosed) return;
        if (seats.Count(s => s.Role == RoomRole.Chair) > 1) throw Refusal.Conflict("Mỗi cuộc họp chỉ có một chủ tọa.");
        foreach (var gone in Sittings.Where(s => seats.All(p => p.Seat != s.Id)).ToList())
        {
            if (gone.IsPresent || gone.IsWaiting) Go(gone, "removed", at);
            Tell(new Unseated(gone.Id), at);
        }
        // A chair who hands over makes room before the next one sits down.
        foreach (var seat in seats.OrderBy(s => s.Role == RoomRole.Chair))
        {
            var known = Find(seat.Seat);
            if (known is null || known.Name != seat.Name || known.Role != seat.Role || known.Organisation != seat.Organisation || known.OrganisationId != seat.OrganisationId || known.UserId != seat.UserId)
                Tell(seat with { Number = sittings.TryGetValue(seat.Seat, out var before) ? before.Number : sittings.Count }, at);
        }
        Weigh(at);
    }

    /// <summary>Somebody comes: people with accounts and admitted guests are in, other guests wait. True where they are in.</summary>
    public bool Come(Guid seat, DateTimeOffset at)
    {
        var s = Of(seat);
        if (s.IsPresent) return true;
        if (s.IsGuest && !s.IsAdmitted)
        {
            if (!s.IsWaiting) Tell(new Waited(seat, true), at);
            return false;
        }
        Tell(new Entered(seat), at);
        if (Floor is null && s.Role == RoomRole.Presenter) Tell(new FloorGiven(seat, seat), at);
        Weigh(at);
        return true;
    }

    /// <summary>Somebody goes, or the line to them is lost. Who was not there changes nothing.</summary>
    public void Go(Guid seat, string why, DateTimeOffset at)
    {
        if (!IsClosed && Find(seat) is { } s) Go(s, why, at);
    }

    void Go(Sitting s, string why, DateTimeOffset at)
    {
        if (s.IsWaiting) Tell(new Waited(s.Id, false), at);
        if (!s.IsPresent) return;
        Tell(new Left(s.Id, why), at);
        if (!Present.Any() && Tape is not null) Stop(null, at);
        Weigh(at);
    }

    /// <summary>The chair or a secretary lets a guest in; who stands in the lobby is in the room with it.</summary>
    public void Admit(Guid by, Guid seat, DateTimeOffset at)
    {
        if (Inside(by).Role is not (RoomRole.Chair or RoomRole.Secretary)) throw Refusal.Forbidden("Chỉ chủ tọa hoặc thư ký cho khách vào phòng.");
        var guest = Of(seat);
        if (guest.IsAdmitted || !guest.IsGuest) return;
        var waited = guest.IsWaiting;
        Tell(new Admitted(seat, by), at);
        if (waited) Come(seat, at);
    }

    /// <summary>The chair or a secretary does not let a guest in; the leader sends somebody out, never the chair.</summary>
    public void TurnAway(Guid by, Guid seat, DateTimeOffset at)
    {
        var s = Of(seat);
        if (s.IsPresent)
        {
            Leading(by);
            if (s.Role == RoomRole.Chair || seat == by) throw Refusal.Conflict("Không thể mời chủ tọa hoặc chính mình ra khỏi phòng.");
        }
        else if (Inside(by).Role is not (RoomRole.Chair or RoomRole.Secretary)) throw Refusal.Forbidden("Chỉ chủ tọa hoặc thư ký cho khách vào phòng.");
        Tell(new TurnedAway(seat, by), at);
        Go(s, "removed", at);
    }

    /// <summary>The leader ends the meeting; or it is ended from outside (<paramref name="by"/> null). Again changes nothing.</summary>
    public void Close(Guid? by, string why, DateTimeOffset at)
    {
        if (IsClosed) return;
        if (by is { } seat) Leading(seat);
        foreach (var s in Sittings.Where(s => s.IsPresent || s.IsWaiting).ToList()) Go(s, "closed", at);
        if (Tape is not null) Stop(null, at);
        Tell(new Closed(by, why), at);
    }

    /// <summary>A writer that takes over knows nobody's line: who was there left when the last one was known to live.</summary>
    public void TakeOver(DateTimeOffset alive)
    {
        if (IsClosed) return;
        foreach (var s in Sittings.Where(s => s.IsPresent || s.IsWaiting).ToList()) Go(s, "lost", alive);
    }
}
