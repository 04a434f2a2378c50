using System.Security.Cryptography;
using System.Text;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>Takes down who is there: by the code the lecturer shows, by the answer to a prompt, by the lecturer's word. Nothing is ever changed or removed.</summary>
sealed class Marking(TrainingStore store, ClassBook book, RotatingCode codes, Prompts prompts, Caller caller, TimeProvider clock)
{
    /// <summary>
    /// The caller marks themself present with the code of a session. <paramref name="device"/> is what their browser carries. False: they were marked before.
    /// Refused: no learner of the class, not the time of the session, a code that is old, of the future or of another session, a device that marked somebody else, a
    /// second device of the same person.
    /// </summary>
    public async Task<bool> SendCodeAsync(Guid sessionId, string code, string device, CancellationToken stop)
    {
        var (of, session, seat) = await book.SessionAsync(sessionId, stop);
        var learner = seat.Learn ?? throw Refusal.Forbidden("Ông/bà không có trong danh sách học viên của lớp này. Xin liên hệ người tổ chức lớp.");
        var now = clock.GetUtcNow();
        MustRun(of, session, now);
        switch (codes.Judge(sessionId, code, now))
        {
            case CodeTruth.Old:
                throw new Refusal(RefusalKind.Invalid, "Mã này đã hết hạn. Xin nhập mã đang hiện trên màn hình của giảng viên.")
                { Field = "code", Code = "old-code" };
            case CodeTruth.Ahead:
                throw new Refusal(RefusalKind.Invalid, "Mã này chưa đến giờ dùng. Xin nhập mã đang hiện trên màn hình của giảng viên.")
                { Field = "code", Code = "future-code" };
            case CodeTruth.Foreign:
                throw new Refusal(RefusalKind.Invalid, "Mã không đúng với buổi học này. Xin nhập mã đang hiện trên màn hình của giảng viên.")
                { Field = "code", Code = "foreign-code" };
        }
        if (await store.Evidence.AnyAsync(e => e.SessionId == sessionId && e.NominationId == learner && e.Kind == EvidenceKind.Code, stop)) return false;
        var hash = Hash(of.Id, device);
        await BindAsync(of.Id, learner, hash, now, stop);
        // Who is in time is there from the begin; who comes late, from then on.
        var from = now <= session.StartsAt.AddMinutes(of.LateMinutes) ? session.StartsAt : now;
        store.Evidence.Add(Piece(session, learner, EvidenceKind.Code, $"code/{sessionId:N}/{learner:N}", from, session.EndsAt, now, hash));
        try
        {
            await store.SaveChangesAsync(stop);
        }
        catch (Refusal refusal) when (refusal.Code == "duplicate")
        {
            // Somebody bound the same device, or this person another one, in the same moment: the rule says who was first.
            store.ChangeTracker.Clear();
            if (await store.Evidence.AnyAsync(e => e.SessionId == sessionId && e.NominationId == learner && e.Kind == EvidenceKind.Code, stop)) return false;
            await BindAsync(of.Id, learner, hash, now, stop);
            throw;
        }
        return true;
    }

    /// <summary>The caller answers "còn ở đây?"; false: nothing is asked just now, or it was answered.</summary>
    public async Task<bool> AnswerAsync(Guid sessionId, CancellationToken stop)
    {
        var (of, session, seat) = await book.SessionAsync(sessionId, stop);
        var learner = seat.Learn ?? throw Refusal.Forbidden("Ông/bà không có trong danh sách học viên của lớp này. Xin liên hệ người tổ chức lớp.");
        var now = clock.GetUtcNow();
        if (prompts.Of(of, session).FirstOrDefault(p => p.From <= now && now < p.To) is not { IsEmpty: false } asked) return false;
        var key = FormattableString.Invariant($"prompt/{sessionId:N}/{learner:N}/{asked.From.ToUnixTimeSeconds()}");
        if (await store.Evidence.AnyAsync(e => e.Key == key, stop)) return false;
        store.Evidence.Add(Piece(session, learner, EvidenceKind.Prompt, key, asked.From, asked.To, now));
        await store.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>The lecturer or the arranger says who was there, or was not, from when until when, with a reason.</summary>
    public async Task SayAsync(Guid sessionId, IReadOnlyCollection<Guid> learners, bool isAbsence, DateTimeOffset? from, DateTimeOffset? to, string reason,
        CancellationToken stop)
    {
        var (of, session, seat) = await book.SessionAsync(sessionId, stop);
        ClassBook.MustLead(seat);
        of.MustBeOpen();
        var now = clock.GetUtcNow();
        if (session.IsOff) throw Refusal.Conflict("Buổi học này đã báo nghỉ.");
        if (now < session.StartsAt.AddMinutes(-of.MarkMinutes)) throw Refusal.Conflict("Buổi học chưa đến giờ nên chưa điểm danh được.");
        if (reason.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do, ví dụ: quên điện thoại, mất mạng, về sớm.") { Field = "reason" };
        if (learners.Count == 0) throw new Refusal(RefusalKind.Invalid, "Xin đánh dấu ít nhất một học viên.") { Field = "learners" };
        var span = new Span(from ?? session.StartsAt, to ?? session.EndsAt).And(session.Span);
        if (span.IsEmpty) throw new Refusal(RefusalKind.Invalid, "Khoảng giờ phải nằm trong buổi học.") { Field = "from" };
        var known = await store.Nominations.AsNoTracking().Where(n => n.ClassId == of.Id && n.State == NominationState.Approved && learners.Contains(n.Id)).Select(n =>
            n.Id)
            .ToListAsync(stop);
        foreach (var learner in known)
            store.Evidence.Add(Piece(session, learner, EvidenceKind.Lecturer, $"mark/{Guid.CreateVersion7():N}", span.From, span.To, now, "", isAbsence, reason));
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Frees somebody to use another device from now on (a lost or new telephone).</summary>
    public async Task ReleaseAsync(Guid classId, Guid learner, string reason, CancellationToken stop)
    {
        var of = await book.FindAsync(classId, stop);
        ClassBook.MustLead(await book.SeatAsync(of, stop));
        if (reason.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do.") { Field = "reason" };
        var bound = await store.Devices.SingleOrDefaultAsync(d => d.ClassId == classId && d.NominationId == learner && d.ReleasedAt == null, stop)
            ?? throw Refusal.Missing("Người này chưa dùng thiết bị nào để điểm danh.");
        (bound.ReleasedAt, bound.ReleasedByName, bound.Reason) = (clock.GetUtcNow(), caller.Name, reason);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>The time in which the code of a session works.</summary>
    public static Span Window(TrainingClass of, ClassSession session) => new(session.StartsAt.AddMinutes(-of.MarkMinutes), session.EndsAt.AddMinutes(of.MarkMinutes));

    static void MustRun(TrainingClass of, ClassSession session, DateTimeOffset now)
    {
        if (of.State != ClassState.Open || session.IsOff) throw Refusal.Conflict("Buổi học này không nhận điểm danh.");
        var window = Window(of, session);
        if (now < window.From) throw new Refusal(RefusalKind.Conflict, "Buổi học này điểm danh từ {0}.", window.From) { Code = "too-early" };
        if (now > window.To) throw new Refusal(RefusalKind.Conflict, "Buổi học đã xong, không điểm danh bằng mã được nữa. Xin nhờ giảng viên ghi.") { Code = "too-late" };
    }

    async Task BindAsync(Guid classId, Guid learner, string hash, DateTimeOffset now, CancellationToken stop)
    {
        var bound = await store.Devices.AsNoTracking().Where(d => d.ClassId == classId && d.ReleasedAt == null && (d.Device == hash
            || d.NominationId == learner)).ToListAsync(stop);
        if (bound.Exists(d => d.Device == hash && d.NominationId != learner))
            throw new Refusal(RefusalKind.Conflict, "Thiết bị này đã điểm danh cho người khác trong lớp. Xin dùng thiết bị của mình hoặc nhờ giảng viên ghi.") { Code = "device-of-other" };
        if (bound.Exists(d => d.NominationId == learner && d.Device != hash))
            throw new Refusal(RefusalKind.Conflict, "Ông/bà đã điểm danh lớp này bằng thiết bị khác. Nếu đổi máy, xin nhờ giảng viên mở khóa thiết bị cũ.") { Code = "second-device" };
        if (bound.Count == 0) store.Devices.Add(new() { ClassId = classId, NominationId = learner, Device = hash, BoundAt = now });
    }

    // What a browser carries is known here by its hash only, another one in each class.
    static string Hash(Guid classId, string device) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(classId.ToString("N") + "/" + device)))[..32];

    Evidence Piece(ClassSession session, Guid learner, EvidenceKind kind, string key, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now, string device = "",
        bool isAbsence = false, string reason = "") => new()
        {
            Key = key,
            ClassId = session.ClassId,
            SessionId = session.Id,
            NominationId = learner,
            Kind = kind,
            FromAt = from,
            ToAt = to,
            IsAbsence = isAbsence,
            Reason = reason,
            Device = device,
            MadeAt = now,
            MadeBy = caller.UserId,
            MadeByName = caller.Name,
        };
}
