using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>Opens rooms: at the time of a meeting, and at once in an emergency.</summary>
sealed class RoomDoor(ConsultsStore store, CaseBook cases, Seats seats, IEnumerable<IRooms> rooms, Caller caller, TimeProvider clock)
{
    /// <summary>How long before its time a room may be entered.</summary>
    public static readonly TimeSpan Early = TimeSpan.FromMinutes(30);

    IRooms Rooms => rooms.FirstOrDefault() ?? throw Refusal.Unavailable("Máy chủ này chưa bật phòng họp. Buổi họp qua đường khác vẫn ghi nhận được trên trang của buổi.");

    /// <summary>Opens the room of a meeting for somebody who sits there or arranges it; returns the room.</summary>
    public async Task<Guid> EnterAsync(Guid id, CancellationToken stop)
    {
        var session = await store.Sessions.Include(s => s.Seats).SingleOrDefaultAsync(s => s.Id == id, stop)
            ?? throw Refusal.Missing("Không tìm thấy buổi hội chẩn này.");
        if (!session.Seats.Exists(s => s.UserId == caller.UserId && caller.UserId is not null)
            && !await seats.HoldsAsync(ConsultsRights.Arrange, session.OrganisationId, stop))
            throw Refusal.Forbidden("Ông/bà không có trong danh sách dự buổi này. Xin liên hệ thư ký buổi hội chẩn.");
        if (session.State is not (SessionState.Planned or SessionState.Open))
            throw Refusal.Conflict("Buổi hội chẩn này đang ở trạng thái “{0}” nên không vào phòng được.", SessionWords.Of(session.State));
        var now = clock.GetUtcNow();
        if (session.StartsAt - now > Early) throw Refusal.Conflict("Phòng mở trước giờ họp {0} phút. Xin quay lại lúc {1}.", (int)Early.TotalMinutes,
            Say.Moment(session.StartsAt - Early));
        session.RoomId = await Rooms.PlanAsync(PlanOf(session), stop);
        foreach (var one in await AgendaAsync(id, stop))
            if (one.State == CaseState.Scheduled) one.OpenRoom(Actor.Of(caller), now);
        await store.SaveChangesAsync(stop);
        return session.RoomId.Value;
    }

    /// <summary>A link for a guest of the meeting, who has no account; the room is made where there is none yet. Shown only now; an earlier link of the seat
    /// ends.</summary>
    public async Task<string> InviteAsync(Session session, Guid seat, CancellationToken stop)
    {
        if (session.State is not (SessionState.Planned or SessionState.Open))
            throw Refusal.Conflict("Buổi hội chẩn này đang ở trạng thái “{0}” nên không vào phòng được.", SessionWords.Of(session.State));
        if (!session.Seats.Exists(s => s.Id == seat && s.UserId is null)) throw Refusal.Missing("Không có khách mời này trong danh sách dự.");
        session.RoomId = await Rooms.PlanAsync(PlanOf(session), stop);
        var link = await Rooms.InviteAsync(session.RoomId.Value, seat, stop);
        store.Trace("consult.guest.invited", "consults_session", session.Id.ToString());
        await store.SaveChangesAsync(stop);
        return link;
    }

    /// <summary>An emergency: the room opens at once, whoever answers is called in, the approval is owed in 24 hours. Returns the meeting.</summary>
    public async Task<Guid> OpenNowAsync(Guid caseId, int version, string why, CancellationToken stop)
    {
        var one = await cases.ExpectAsync(caseId, version, stop);
        await seats.MustAsync(ConsultsRights.Ask, one.AskingId, stop);
        var (now, by) = (clock.GetUtcNow(), Actor.Of(caller));
        if (one.State == CaseState.Draft) one.OpenUrgently(by, now, why);
        if (one.SessionId is { } there) return there;
        var session = await HoldAsync(one, by, now, stop);
        foreach (var user in session.Seats.Where(s => s.FacilityId == one.AnsweringId).Select(s => s.UserId).OfType<Guid>())
            store.Notify(new Notice
            {
                UserId = user,
                Text = Words.Key("Tối khẩn: ca {0} đang chờ ông/bà trong phòng hội chẩn."),
                Args = Notice.ArgsOf(one.Code),
                Link = "/consults/sessions/" + session.Id,
                Once = $"consult-emergency/{session.Id}/{user}",
            });
        store.Notify(new Notice
        {
            OrganisationId = one.AnsweringId,
            Text = Words.Key("Tối khẩn: ca {0} đang chờ trong phòng hội chẩn."),
            Args = Notice.ArgsOf(one.Code),
            Link = "/consults/sessions/" + session.Id,
            Once = $"consult-emergency/{session.Id}",
        });
        session.RoomId = await Rooms.PlanAsync(PlanOf(session), stop);
        await store.SaveChangesAsync(stop);
        return session.Id;
    }

    async Task<Session> HoldAsync(Case one, Actor by, DateTimeOffset now, CancellationToken stop)
    {
        var session = new Session
        {
            OrganisationId = one.AnsweringId!.Value,
            Title = $"Hội chẩn tối khẩn ca {one.Code}",
            StartsAt = now,
            EndsAt = now.AddHours(1),
            IsEmergency = true,
            MadeAt = now,
            MadeBy = caller.UserId,
            MadeByName = caller.Name,
            ChangedAt = now,
        };
        var presenter = new Seat
        {
            SessionId = session.Id,
            UserId = one.AskedById,
            Name = one.AskedByName,
            FacilityId = one.AskingId,
            Role = RoomRole.Secretary,
            Ordinal = 1
        };
        session.Seats.Add(presenter);
        var day = Say.DayOf(now);
        var duties = await store.Duties.AsNoTracking().Where(d => d.OrganisationId == one.AnsweringId && d.ToDay >= day.AddDays(-1)
            && (d.Specialty == "" || d.Specialty == one.Specialty))
            .OrderBy(d => d.Rank).ToListAsync(stop);
        foreach (var duty in duties.Where(d => d.Covers(Say.WallClock(now)) && d.UserId != one.AskedById).DistinctBy(d => d.UserId).Take(5))
            session.Seats.Add(new()
            {
                SessionId = session.Id,
                UserId = duty.UserId,
                Name = duty.UserName,
                FacilityId = one.AnsweringId,
                Role = session.Seats.Count == 1 ? RoomRole.Chair : RoomRole.Expert,
                Ordinal = session.Seats.Count + 1,
            });
        store.Sessions.Add(session);
        store.Agenda.Add(new AgendaItem { SessionId = session.Id, CaseId = one.Id, Ordinal = 1, PresenterId = presenter.Id, Minutes = 30 });
        one.HoldIn(session.Id, by, now);
        return session;
    }

    /// <summary>The room as Rooms has to know it.</summary>
    public static RoomPlan PlanOf(Session session) => new(session.Subject, session.Title, "/consults/sessions/" + session.Id, session.StartsAt, session.EndsAt,
        [.. session.Seats.OrderBy(s => s.Ordinal).Select(s => new RoomSeat(s.Id, s.UserId, s.Name, s.FacilityId, s.Role))])
    { OrganisationId = session.OrganisationId };

    async Task<List<Case>> AgendaAsync(Guid id, CancellationToken stop)
    {
        var ids = await store.Agenda.Where(a => a.SessionId == id).Select(a => a.CaseId).ToListAsync(stop);
        return await store.Cases.Where(c => ids.Contains(c.Id)).ToListAsync(stop);
    }
}
