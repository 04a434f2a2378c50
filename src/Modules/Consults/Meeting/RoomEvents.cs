using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>Hears of rooms: the first people came in, everybody has left. The same again changes nothing.</summary>
sealed class RoomEvents(ConsultsStore store, MeetingEnd ending) : IListen<RoomOpened>, IListen<RoomClosed>
{
    public async Task OnAsync(RoomOpened happened, CancellationToken stop)
    {
        if (MeetingEnd.SessionOf(happened.Subject) is not { } id || await store.Sessions.SingleOrDefaultAsync(s => s.Id == id, stop) is not { } session) return;
        session.Open(happened.At);
        foreach (var one in await ending.CasesAsync(id, stop))
        {
            if (one.State == CaseState.Scheduled) one.OpenRoom(Actor.House, happened.At);
            if (one.State == CaseState.RoomOpen) one.Begin(Actor.House, happened.At);
        }
        await store.SaveChangesAsync(stop);
    }

    public async Task OnAsync(RoomClosed happened, CancellationToken stop)
    {
        if (MeetingEnd.SessionOf(happened.Subject) is not { } id || await store.Sessions.Include(s => s.Seats)
            .SingleOrDefaultAsync(s => s.Id == id, stop) is not { } session) return;
        if (happened.Presence.Count == 0 && session.State == SessionState.Planned) return;
        await ending.EndAsync(session, happened.At, [.. happened.Presence.Select(p => new Presence
        {
            SessionId = id, SeatId = p.SeatId, UserId = p.UserId, Name = p.Name, FacilityId = p.OrganisationId, Role = p.Role, FromAt = p.From, ToAt = p.To
                ?? happened.At,
        })], Actor.House, stop);
        await store.SaveChangesAsync(stop);
    }
}

/// <summary>Ends a meeting: presence is kept, the cases wait for minutes, whose drafts are written at once.</summary>
sealed class MeetingEnd(ConsultsStore store, MinutesDrafting drafting, Scheduling scheduling, Caller caller, TimeProvider clock)
{
    /// <summary>The meeting of a room's subject; null: not ours.</summary>
    public static Guid? SessionOf(string subject) => subject.StartsWith("consult/", StringComparison.Ordinal)
        && Guid.TryParse(subject["consult/".Length..], out var id) ? id : null;

    /// <summary>Cases of a meeting in the order of its agenda.</summary>
    public async Task<List<Case>> CasesAsync(Guid session, CancellationToken stop)
    {
        var order = await store.Agenda.AsNoTracking().Where(a => a.SessionId == session).OrderBy(a => a.Ordinal).Select(a => a.CaseId).ToListAsync(stop);
        return [.. (await store.Cases.Where(c => order.Contains(c.Id)).ToListAsync(stop)).OrderBy(c => order.IndexOf(c.Id))];
    }

    /// <summary>Ends it; a meeting that has ended stays as it is. The caller saves.</summary>
    public async Task EndAsync(Session session, DateTimeOffset at, IReadOnlyList<Presence> presence, Actor by, CancellationToken stop)
    {
        if (!session.End(at)) return;
        store.Presence.AddRange(presence);
        AttendanceFacts.State(store, session, presence);
        foreach (var one in await CasesAsync(session.Id, stop))
        {
            if (one.State == CaseState.Scheduled) one.OpenRoom(by, session.OpenedAt ?? at);
            if (one.State == CaseState.RoomOpen) one.Begin(by, session.OpenedAt ?? at);
            if (one.State != CaseState.InConsultation) continue;
            one.EndMeeting(by, at);
            await drafting.PrepareAsync(one, session, presence, stop);
        }
    }

    /// <summary>
    /// Takes down by hand a meeting that did not run in our room (telephone, another system): who was there, from when until when. The same minutes follow.
    /// </summary>
    public async Task HeldElsewhereAsync(Guid id, int version, IReadOnlySet<Guid> present, DateTimeOffset from, DateTimeOffset to, CancellationToken stop)
    {
        var session = await scheduling.MineAsync(id, stop);
        store.Expect(session, version);
        if (session.State != SessionState.Planned) throw Refusal.Conflict("Buổi hội chẩn này đang ở trạng thái “{0}” nên không đổi được.",
            SessionWords.Of(session.State));
        var now = clock.GetUtcNow();
        if (to <= from || to - from > TimeSpan.FromHours(12)) throw new Refusal(RefusalKind.Invalid,
            "Giờ kết thúc phải sau giờ bắt đầu và trong vòng 12 giờ.")
        { Field = "to" };
        if (to > now) throw new Refusal(RefusalKind.Invalid, "Giờ kết thúc còn ở phía trước. Xin ghi nhận khi buổi họp đã xong.") { Field = "to" };
        if (!session.Seats.Exists(s => present.Contains(s.Id))) throw new Refusal(RefusalKind.Invalid, "Xin đánh dấu ít nhất một người có mặt.") { Field = "present" };
        session.Open(from);
        await EndAsync(session, to, [.. session.Seats.Where(s => present.Contains(s.Id)).Select(s => new Presence
        {
            SessionId = id, SeatId = s.Id, UserId = s.UserId, Name = s.Name, FacilityId = s.FacilityId, Role = s.Role, FromAt = from, ToAt = to,
        })], Actor.Of(caller), stop);
        store.Trace("consult.session.held-elsewhere", "consults_session", id.ToString());
        await store.SaveChangesAsync(stop);
    }
}
