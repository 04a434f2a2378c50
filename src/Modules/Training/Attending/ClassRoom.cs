using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>Rooms of online sessions: up to 250 learners as observers, the first lecturer in the chair.</summary>
sealed class ClassRoom(TrainingStore store, ClassBook book, IEnumerable<IRooms> rooms, TimeProvider clock)
{
    /// <summary>Learners whom one room takes.</summary>
    public const int Most = 250;

    /// <summary>How long before its time a room may be entered.</summary>
    public static readonly TimeSpan Early = TimeSpan.FromMinutes(30);

    IRooms Rooms => rooms.FirstOrDefault() ?? throw Refusal.Unavailable("Máy chủ này chưa bật phòng họp nên chưa học trực tuyến được.");

    /// <summary>Opens the room of a session for somebody of the class; returns the room.</summary>
    public async Task<Guid> EnterAsync(Guid sessionId, CancellationToken stop)
    {
        var (of, session, seat) = await book.SessionAsync(sessionId, stop);
        if (!session.IsOnline || session.IsOff) throw Refusal.Conflict("Buổi học này không học trong phòng trực tuyến.");
        if (seat is
            {
                Arrange: false, Teach: false,
                Learn: null
            }) throw Refusal.Forbidden("Ông/bà không có trong danh sách học viên của lớp này. Xin liên hệ người tổ chức lớp.");
        var now = clock.GetUtcNow();
        if (session.StartsAt - now > Early) throw Refusal.Conflict("Phòng mở trước giờ học {0} phút. Xin quay lại lúc {1}.", (int)Early.TotalMinutes,
            session.StartsAt - Early);
        if (session.RoomClosedAt is not null) throw Refusal.Conflict("Buổi học này đã kết thúc.");
        var room = await Rooms.PlanAsync(await PlanAsync(of, session, stop), stop);
        if (session.RoomId != room)
        {
            session.RoomId = room;
            await store.SaveChangesAsync(stop);
        }
        return room;
    }

    /// <summary>Takes over what the rooms of a class saw and did not tell yet; refused where one is still open.</summary>
    public async Task PullAsync(Guid classId, CancellationToken stop)
    {
        foreach (var session in await store.Sessions.Where(s => s.ClassId == classId && s.RoomId != null && s.RoomClosedAt == null && !s.IsOff).ToListAsync(stop))
        {
            if (await Rooms.ReportAsync(session.RoomId!.Value, stop) is not { } report) continue;
            if (report.IsOpen) throw Refusal.Conflict("Phòng của buổi “{0}” còn mở. Xin kết thúc phòng trước.", session.Title);
            await RoomHours.KeepAsync(store, session, report.Presence, report.ClosedAt ?? clock.GetUtcNow(), stop);
        }
        await store.SaveChangesAsync(stop);
    }

    async Task<RoomPlan> PlanAsync(TrainingClass of, ClassSession session, CancellationToken stop)
    {
        var lecturers = await store.Lecturers.AsNoTracking().Where(l => l.SessionId == session.Id && l.UserId != null).OrderBy(l => l.Id).ToListAsync(stop);
        var people = (await store.Nominations.AsNoTracking().Where(n => n.ClassId == of.Id && n.State == NominationState.Approved && n.UserId != null).ToListAsync(stop))
            .OrderBy(n => n.Id).Take(Most);
        var seats = lecturers.Select((l, i) => new RoomSeat(SeatOf(session.Id, l.PractitionerId), l.UserId, l.Name, l.OrganisationId, i == 0 ? RoomRole.Chair
            : RoomRole.Presenter))
            .Concat(people.Select(p => new RoomSeat(SeatOf(session.Id, p.PractitionerId), p.UserId, p.Name, p.UnitId, RoomRole.Observer)));
        return new(session.Subject, $"{of.Name}: {session.Title}", $"/training/sessions/{session.Id}", session.StartsAt, session.EndsAt, [.. seats])
        { OrganisationId = of.HostId, MayRecord = true };
    }

    // The same person has the same seat in the same session, whoever asks for the room.
    static Guid SeatOf(Guid session, Guid practitioner) =>
        new(SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{session:N}/{practitioner:N}"))).AsSpan(0, 16));
}

/// <summary>Hears that a room of ours closed: each interval of presence becomes evidence. The same again changes nothing.</summary>
sealed class RoomHours(TrainingStore store) : IListen<RoomClosed>
{
    /// <summary>The session of a room's subject; null: not ours.</summary>
    public static Guid? SessionOf(string subject) =>
        subject.StartsWith("training/", StringComparison.Ordinal) && Guid.TryParse(subject["training/".Length..], out var id) ? id : null;

    public async Task OnAsync(RoomClosed happened, CancellationToken stop)
    {
        if (SessionOf(happened.Subject) is not { } id || await store.Sessions.SingleOrDefaultAsync(s => s.Id == id, stop) is not { } session) return;
        // What was signed stands: a room that closes later changes nothing of it.
        if (await store.Classes.AsNoTracking().AnyAsync(c => c.Id == session.ClassId && c.State == ClassState.Concluded, stop)) return;
        await KeepAsync(store, session, happened.Presence, happened.At, stop);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Keeps the presence of learners. The caller saves.</summary>
    public static async Task KeepAsync(TrainingStore store, ClassSession session, IReadOnlyList<RoomPresence> presence, DateTimeOffset closed, CancellationToken stop)
    {
        var people = await store.Nominations.AsNoTracking().Where(n => n.ClassId == session.ClassId && n.State == NominationState.Approved && n.UserId != null)
            .ToDictionaryAsync(n => n.UserId!.Value, stop);
        var known = (await store.Evidence.AsNoTracking().Where(e => e.SessionId == session.Id && e.Kind == EvidenceKind.Room).Select(e =>
            e.Key).ToListAsync(stop)).ToHashSet();
        foreach (var one in presence)
        {
            if (one.UserId is not { } user || !people.TryGetValue(user, out var who)) continue;
            var key = string.Create(CultureInfo.InvariantCulture, $"room/{session.Id:N}/{who.Id:N}/{one.From.ToUnixTimeMilliseconds()}");
            if (!known.Add(key)) continue;
            store.Evidence.Add(new()
            {
                Key = key,
                ClassId = session.ClassId,
                SessionId = session.Id,
                NominationId = who.Id,
                Kind = EvidenceKind.Room,
                FromAt = one.From,
                ToAt = one.To ?? closed,
                MadeAt = closed,
            });
        }
        session.RoomClosedAt = closed;
    }
}

/// <summary>What a room of a class may show: its files of a kind that can be shown.</summary>
sealed class ClassSubject(TrainingStore store, ClassBook book) : IRoomSubject
{
    public bool Owns(string subject) => RoomHours.SessionOf(subject) is not null;

    public async Task<IReadOnlyList<RoomExhibit>> ExhibitsAsync(string subject, CancellationToken stop)
    {
        if (RoomHours.SessionOf(subject) is not { } id) return [];
        var (of, _, _) = await book.SessionAsync(id, stop);
        return [.. (await store.Materials.AsNoTracking().Where(m => m.ClassId == of.Id && m.RemovedAt == null).OrderBy(m => m.MadeAt).ToListAsync(stop))
            .Select(m => (File: m, Kind: Path.GetExtension(m.Name).ToLowerInvariant() switch { ".pdf" => "pdf", ".png" or ".jpg" or ".jpeg" => "image", _ => "" }))
            .Where(m => m.Kind.Length > 0).Select(m => new RoomExhibit(m.File.Id.ToString(), m.Kind, m.File.Name,
                $"/training/classes/{of.Id}/files/{m.File.Id}?show=1"))];
    }

    public async Task<IReadOnlyList<string>> AgendaAsync(string subject, CancellationToken stop)
    {
        if (RoomHours.SessionOf(subject) is not { } id) return [];
        var (of, _, _) = await book.SessionAsync(id, stop);
        return [.. (await store.Sessions.AsNoTracking().Where(s => s.ClassId == of.Id && !s.IsOff).OrderBy(s => s.StartsAt).ToListAsync(stop))
            .Select(s => $"{Say.Moment(s.StartsAt)} {s.Title}")];
    }
}
