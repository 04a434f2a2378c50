using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>What the form of a new meeting holds.</summary>
sealed record SessionInput(Guid Holder, string Title, DateTimeOffset StartsAt, int Length, bool IsAbroad, IReadOnlyList<Guid> Cases);

/// <summary>What the form of a seat holds: a person with an account, or a guest by name.</summary>
sealed record SeatInput(Guid? UserId, string Name, string Position, Guid? FacilityId, RoomRole Role, string Language);

/// <summary>Sets the time of meetings, puts cases on their agenda and people on their seats, moves them and calls them off.</summary>
sealed class Scheduling(ConsultsStore store, CaseBook cases, Seats seats, Caller caller, IPeople people, TimeProvider clock)
{
    /// <summary>Makes a meeting; the doctors who asked present, those who took the cases give their opinion. Returns its id.</summary>
    public async Task<Guid> MakeAsync(SessionInput input, CancellationToken stop)
    {
        await seats.MustAsync(ConsultsRights.Arrange, input.Holder, stop);
        var now = clock.GetUtcNow();
        if (input.StartsAt < now.AddMinutes(-5)) throw new Refusal(RefusalKind.Invalid, "Giờ họp đã qua. Xin chọn giờ ở phía trước.") { Field = "day" };
        var session = New(input.Holder, input.Title, input.StartsAt, input.Length, input.IsAbroad, now);
        store.Sessions.Add(session);
        foreach (var id in input.Cases) await PutAsync(session, id, now, stop);
        await ReminderBook.LayAsync(store, session, now, stop);
        store.Publish("consult-session/" + session.Id, new SessionCalled(session.Id, session.Sequence, false));
        await store.SaveChangesAsync(stop);
        return session.Id;
    }

    Session New(Guid holder, string title, DateTimeOffset starts, int length, bool isAbroad, DateTimeOffset now) => new()
    {
        OrganisationId = holder,
        Title = title.Length > 0 ? title : "Hội chẩn từ xa ngày " + Say.Day(Say.DayOf(starts)),
        StartsAt = starts,
        EndsAt = starts.AddMinutes(Math.Clamp(length, 10, 720)),
        IsAbroad = isAbroad,
        MadeAt = now,
        MadeBy = caller.UserId,
        MadeByName = caller.Name,
        ChangedAt = now,
    };

    /// <summary>Puts a case at the end of the agenda.</summary>
    public async Task AddCaseAsync(Guid id, Guid caseId, CancellationToken stop)
    {
        var session = await MineAsync(id, stop);
        if (!session.IsAhead) throw Refusal.Conflict("Buổi hội chẩn này đang ở trạng thái “{0}” nên không đổi được.", SessionWords.Of(session.State));
        var now = clock.GetUtcNow();
        await PutAsync(session, caseId, now, stop);
        await ReminderBook.LayAsync(store, session, now, stop);
        session.Touch(now);
        store.Publish("consult-session/" + session.Id, new SessionCalled(session.Id, session.Sequence, false));
        await store.SaveChangesAsync(stop);
    }

    async Task PutAsync(Session session, Guid caseId, DateTimeOffset now, CancellationToken stop)
    {
        var one = await cases.FindAsync(caseId, stop);
        if (one.AnsweringId != session.OrganisationId && one.AskingId != session.OrganisationId && !session.Seats.Exists(s => s.FacilityId == one.AskingId))
            throw new Refusal(RefusalKind.Invalid, "Ca {0} không thuộc cơ sở nào của buổi hội chẩn này.", one.Code) { Field = "case" };
        // A case that is taken out of another meeting leaves its agenda too.
        var old = await store.Agenda.Where(a => a.CaseId == caseId && a.SessionId != session.Id).ToListAsync(stop);
        var others = old.ConvertAll(a => a.SessionId);
        var open = await store.Sessions.IgnoreQueryFilters(["org"]).Where(s => others.Contains(s.Id) && s.State == SessionState.Planned).Select(s => s.Id)
            .ToListAsync(stop);
        store.Agenda.RemoveRange(old.Where(a => open.Contains(a.SessionId)));
        one.Schedule(session.Id, session.StartsAt, Actor.Of(caller), now);
        var last = await store.Agenda.Where(a => a.SessionId == session.Id).MaxAsync(a => (int?)a.Ordinal, stop) ?? 0;
        last = Math.Max(last, store.Agenda.Local.Where(a => a.SessionId == session.Id).Select(a => a.Ordinal).DefaultIfEmpty().Max());
        var presenter = Sit(session, new(one.AskedById, one.AskedByName, "", one.AskingId, RoomRole.Presenter, "vi"));
        if (one.AcceptedById is { } expert) Sit(session, new(expert, one.AcceptedByName ?? "", "", one.AnsweringId, RoomRole.Expert, "vi"));
        store.Agenda.Add(new AgendaItem { SessionId = session.Id, CaseId = caseId, Ordinal = last + 1, PresenterId = presenter.Id });
    }

    /// <summary>Takes a case off the agenda; it waits for another time.</summary>
    public async Task RemoveCaseAsync(Guid id, Guid caseId, string why, CancellationToken stop)
    {
        var session = await MineAsync(id, stop);
        var item = await store.Agenda.SingleOrDefaultAsync(a => a.SessionId == id && a.CaseId == caseId, stop)
            ?? throw Refusal.Missing("Ca này không có trong chương trình.");
        if (!session.IsAhead) throw Refusal.Conflict("Buổi hội chẩn này đang ở trạng thái “{0}” nên không đổi được.", SessionWords.Of(session.State));
        (await store.Cases.SingleAsync(c => c.Id == caseId, stop)).Unschedule(Actor.Of(caller), clock.GetUtcNow(), why);
        store.Agenda.Remove(item);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Moves a case one place up or down in the order.</summary>
    public async Task OrderAsync(Guid id, Guid caseId, int by, CancellationToken stop)
    {
        await MineAsync(id, stop);
        var items = await store.Agenda.Where(a => a.SessionId == id).OrderBy(a => a.Ordinal).ToListAsync(stop);
        var at = items.FindIndex(a => a.CaseId == caseId);
        var to = at + Math.Sign(by);
        if (at < 0 || to < 0 || to >= items.Count) return;
        (items[at], items[to]) = (items[to], items[at]);
        for (var i = 0; i < items.Count; i++) items[i].Ordinal = i + 1;
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Gives somebody a seat. There is one chair and one secretary: who held it before becomes an expert.</summary>
    public async Task SeatAsync(Guid id, SeatInput input, CancellationToken stop)
    {
        var session = await MineAsync(id, stop);
        if (session.State is not (SessionState.Planned or SessionState.Open))
            throw Refusal.Conflict("Buổi hội chẩn này đang ở trạng thái “{0}” nên không đổi được.", SessionWords.Of(session.State));
        var named = input;
        if (input.UserId is { } user)
        {
            var known = (await people.NamesAsync([user], stop)).GetValueOrDefault(user)
                ?? throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "user" };
            named = input with { Name = known };
        }
        if (named.Name.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn người có tài khoản, hoặc ghi tên khách mời.") { Field = "name" };
        if (input.Role is RoomRole.Chair or RoomRole.Secretary)
        {
            if (input.UserId is null) throw new Refusal(RefusalKind.Invalid, "Chủ tọa và thư ký phải có tài khoản để ký biên bản.") { Field = "user" };
            foreach (var before in session.Seats.Where(s => s.Role == input.Role)) before.Role = RoomRole.Expert;
        }
        Sit(session, named);
        var now = clock.GetUtcNow();
        await ReminderBook.LayAsync(store, session, now, stop);
        store.Publish("consult-session/" + session.Id, new SessionCalled(session.Id, session.Sequence, false));
        session.ChangedAt = now;
        await store.SaveChangesAsync(stop);
    }

    Seat Sit(Session session, SeatInput input)
    {
        if (input.UserId is { } user && session.Seats.Find(s => s.UserId == user) is { } there)
        {
            // Who presents and leads keeps the seat with the greater duty.
            if (input.Role < there.Role || there.Role > RoomRole.Expert) there.Role = input.Role;
            return there;
        }
        var seat = new Seat
        {
            SessionId = session.Id,
            UserId = input.UserId,
            Name = input.Name,
            Position = input.Position,
            FacilityId = input.FacilityId,
            Role = input.Role,
            Language = input.Language is "zh" or "en" ? input.Language : "vi",
            Ordinal = session.Seats.Count + 1,
        };
        session.Seats.Add(seat);
        store.SessionSeats.Add(seat);
        return seat;
    }

    /// <summary>Takes a seat away; whoever presents a case keeps theirs.</summary>
    public async Task UnseatAsync(Guid id, Guid seatId, CancellationToken stop)
    {
        var session = await MineAsync(id, stop);
        var seat = session.Seats.Find(s => s.Id == seatId) ?? throw Refusal.Missing("Không có chỗ ngồi này.");
        if (session.State != SessionState.Planned) throw Refusal.Conflict("Buổi hội chẩn này đang ở trạng thái “{0}” nên không đổi được.",
            SessionWords.Of(session.State));
        if (await store.Agenda.AnyAsync(a => a.SessionId == id && a.PresenterId == seatId, stop))
            throw Refusal.Conflict("{0} là người trình bày một ca. Xin bỏ ca khỏi chương trình trước.", seat.Name);
        store.SessionSeats.Remove(seat);
        var now = clock.GetUtcNow();
        foreach (var reminder in await store.Reminders.Where(r => r.SessionId == id && r.UserId == seat.UserId && r.SentAt == null && r.DroppedAt == null)
            .ToListAsync(stop)) reminder.DroppedAt = now;
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Another time, with a reason; the cases move with it and everybody is told.</summary>
    public async Task MoveAsync(Guid id, int version, DateTimeOffset starts, int length, string why, CancellationToken stop)
    {
        var session = await MineAsync(id, stop);
        store.Expect(session, version);
        var now = clock.GetUtcNow();
        session.Move(starts, starts.AddMinutes(length), Why(why), now);
        foreach (var one in await CasesAsync(id, stop)) one.Schedule(id, starts, Actor.Of(caller), now);
        await ReminderBook.LayAsync(store, session, now, stop);
        Tell(session, Words.Key("Buổi “{0}” chuyển sang {1}. Lý do: {2}"), session.Title, Say.Moment(starts), why);
        store.Publish("consult-session/" + session.Id, new SessionCalled(session.Id, session.Sequence, false));
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Called off, or skipped within its line, with a reason; the cases wait for another time.</summary>
    public async Task CallOffAsync(Guid id, int version, string why, CancellationToken stop)
    {
        var session = await MineAsync(id, stop);
        store.Expect(session, version);
        var now = clock.GetUtcNow();
        session.CallOff(Why(why), now);
        foreach (var one in await CasesAsync(id, stop)) one.Unschedule(Actor.Of(caller), now, why);
        store.Agenda.RemoveRange(await store.Agenda.Where(a => a.SessionId == id).ToListAsync(stop));
        foreach (var reminder in await store.Reminders.Where(r => r.SessionId == id && r.SentAt == null && r.DroppedAt == null)
            .ToListAsync(stop)) reminder.DroppedAt = now;
        Tell(session, Words.Key("Buổi “{0}” không họp. Lý do: {1}"), session.Title, why);
        store.Publish("consult-session/" + session.Id, new SessionCalled(session.Id, session.Sequence, true));
        await store.SaveChangesAsync(stop);
    }

    /// <summary>A meeting that the caller may arrange.</summary>
    public async Task<Session> MineAsync(Guid id, CancellationToken stop)
    {
        var session = await store.Sessions.Include(s => s.Seats).SingleOrDefaultAsync(s => s.Id == id, stop)
            ?? throw Refusal.Missing("Không tìm thấy buổi hội chẩn này.");
        if (!await MayArrangeAsync(session, stop)) await seats.MustAsync(ConsultsRights.Arrange, session.OrganisationId, stop);
        return session;
    }

    /// <summary>The holder arranges, and whoever sits there as chair or secretary.</summary>
    public async Task<bool> MayArrangeAsync(Session session, CancellationToken stop) => await seats.HoldsAsync(ConsultsRights.Arrange, session.OrganisationId, stop)
        || (caller.UserId is { } user && session.Seats.Exists(s => s.UserId == user && s.Role is RoomRole.Chair or RoomRole.Secretary));

    async Task<List<Case>> CasesAsync(Guid id, CancellationToken stop)
    {
        var ids = await store.Agenda.Where(a => a.SessionId == id).Select(a => a.CaseId).ToListAsync(stop);
        return await store.Cases.Where(c => ids.Contains(c.Id)).ToListAsync(stop);
    }

    void Tell(Session session, string text, params string[] args)
    {
        foreach (var user in session.Seats.Select(s => s.UserId).OfType<Guid>().Where(u => u != caller.UserId).Distinct())
            store.Notify(new Notice
            {
                UserId = user,
                Text = text,
                Args = Notice.ArgsOf(args),
                Link = "/consults/sessions/" + session.Id,
                Once = $"consult-session/{session.Id}/{session.Sequence}/{user}"
            });
    }

    static string Why(string why) => why.Trim() is { Length: > 0 } text ? text : throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do.") { Field = "reason" };
}

/// <summary>A meeting was set, moved or called off: invitations go out. Stream: <c>consult-session/{id}</c>.</summary>
sealed record SessionCalled(Guid SessionId, int Sequence, bool IsOff);
