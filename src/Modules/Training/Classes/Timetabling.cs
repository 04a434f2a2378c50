using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>What is entered of a session.</summary>
sealed record SessionInput(string Title, SessionKind Kind, DateTimeOffset From, DateTimeOffset To, string Place, bool IsOnline);

/// <summary>The timetable of a class: sessions of theory and practice, and who teaches in each.</summary>
sealed class Timetabling(TrainingStore store, ClassBook book, Overlaps overlaps, IPractitioners practitioners, IOrganisations organisations)
{
    /// <summary>Adds a session; returns its id.</summary>
    public async Task<Guid> AddAsync(Guid classId, SessionInput input, IReadOnlyList<Guid> lecturers, CancellationToken stop)
    {
        var of = await book.MineAsync(classId, stop);
        of.MustBeOpen();
        var session = new ClassSession { ClassId = classId, Title = input.Title };
        await WriteAsync(of, session, input, stop);
        store.Sessions.Add(session);
        foreach (var who in lecturers.Distinct()) await LectureAsync(of, session, who, stop);
        await store.SaveChangesAsync(stop);
        return session.Id;
    }

    /// <summary>Changes a session that has not ended and bears no evidence yet.</summary>
    public async Task ChangeAsync(Guid id, int version, SessionInput input, CancellationToken stop)
    {
        var (of, session) = await MineAsync(id, stop);
        store.Expect(session, version);
        if ((input.From != session.StartsAt || input.To != session.EndsAt) && await store.Evidence.AnyAsync(e => e.SessionId == id, stop))
            throw new Refusal(RefusalKind.Conflict, "Buổi này đã có người điểm danh nên không đổi giờ được.") { Field = "from" };
        await WriteAsync(of, session, input, stop);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Calls a session off; it counts for nothing.</summary>
    public async Task CallOffAsync(Guid id, int version, string reason, CancellationToken stop)
    {
        var (_, session) = await MineAsync(id, stop);
        if (reason.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do.") { Field = "reason" };
        store.Expect(session, version);
        (session.IsOff, session.OffReason) = (true, reason);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Somebody teaches in a session.</summary>
    public async Task LecturerAsync(Guid id, Guid practitioner, CancellationToken stop)
    {
        var (of, session) = await MineAsync(id, stop);
        if (await store.Lecturers.AnyAsync(l => l.SessionId == id && l.PractitionerId == practitioner, stop)) return;
        await LectureAsync(of, session, practitioner, stop);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Somebody does not.</summary>
    public async Task NoLecturerAsync(Guid id, Guid lecturer, CancellationToken stop)
    {
        await MineAsync(id, stop);
        if (await store.Lecturers.SingleOrDefaultAsync(l => l.Id == lecturer && l.SessionId == id, stop) is { } row) store.Lecturers.Remove(row);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>People who can teach: those of the host and of who arranges.</summary>
    public async Task<IReadOnlyList<PractitionerCard>> TeachersAsync(TrainingClass of, CancellationToken stop)
    {
        var reach = (await organisations.ReachAsync(of.HostId, stop)).Append(of.OwnerId).ToHashSet();
        return await practitioners.AtAsync(reach, null, 1000, stop);
    }

    async Task LectureAsync(TrainingClass of, ClassSession session, Guid practitioner, CancellationToken stop)
    {
        var card = await practitioners.FindAsync(practitioner, of.FromDay, stop)
            ?? throw new Refusal(RefusalKind.Invalid, "Không tìm thấy người này trong sổ người hành nghề.") { Field = "lecturer" };
        if (await store.Nominations.AnyAsync(n => n.ClassId == of.Id && n.PractitionerId == practitioner && n.State == NominationState.Approved, stop))
            throw new Refusal(RefusalKind.Conflict, "{0} là học viên của lớp nên không xếp làm giảng viên được.", card.Name) { Field = "lecturer" };
        store.Lecturers.Add(new()
        {
            ClassId = of.Id,
            SessionId = session.Id,
            PractitionerId = practitioner,
            UserId = card.UserId,
            Name = card.Name,
            OrganisationId = card.OrganisationId,
        });
    }

    async Task WriteAsync(TrainingClass of, ClassSession session, SessionInput input, CancellationToken stop)
    {
        if (input.Title.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = "title" };
        if (input.To <= input.From || input.To - input.From > TimeSpan.FromHours(12))
            throw new Refusal(RefusalKind.Invalid, "Giờ kết thúc phải sau giờ bắt đầu và trong vòng 12 giờ.") { Field = "to" };
        if (Say.DayOf(input.From) < of.FromDay || Say.DayOf(input.From) > of.ToDay)
            throw new Refusal(RefusalKind.Invalid, "Buổi học phải trong thời gian của lớp, từ {0} đến {1}.", of.FromDay, of.ToDay) { Field = "day" };
        if (input.IsOnline && of.Mode is (ClassMode.OnSite or ClassMode.AtHost))
            throw new Refusal(RefusalKind.Invalid, "Lớp này không có phần trực tuyến. Xin đổi hình thức của lớp trước.") { Field = "online" };
        var span = new Span(input.From, input.To);
        if ((await store.Sessions.AsNoTracking().Where(s => s.ClassId == of.Id && s.Id != session.Id && !s.IsOff).ToListAsync(stop)).Find(s =>
            s.Span.Meets(span)) is { } other)
            throw new Refusal(RefusalKind.Conflict, "Trùng giờ với buổi “{0}” của lớp này.", other.Title) { Field = "from" };
        (session.Title, session.Kind, session.StartsAt, session.EndsAt, session.Place, session.IsOnline) =
            (input.Title, input.Kind, input.From, input.To, input.Place, input.IsOnline);
        await overlaps.CheckMovedAsync(of, session, stop);
    }

    async Task<(TrainingClass, ClassSession)> MineAsync(Guid id, CancellationToken stop)
    {
        var (of, session, _) = await book.SessionAsync(id, stop);
        book.MustArrange(of);
        of.MustBeOpen();
        if (session.IsOff) throw Refusal.Conflict("Buổi học này đã báo nghỉ.");
        return (of, session);
    }
}

/// <summary>Files for the learners of a class.</summary>
sealed class Materials(TrainingStore store, ClassBook book, IFiles files, Caller caller, TimeProvider clock)
{
    const long Most = 50L * 1024 * 1024;

    /// <summary>Keeps a file.</summary>
    public async Task AddAsync(Guid classId, Stream content, string name, CancellationToken stop)
    {
        var of = await book.FindAsync(classId, stop);
        ClassBook.MustLead(await book.SeatAsync(of, stop));
        of.MustBeOpen();
        var kept = await files.PutAsync(of.OwnerId, content, Most, stop);
        store.Materials.Add(new()
        {
            ClassId = classId,
            OrganisationId = of.OwnerId,
            Name = Path.GetFileName(name) is { Length: > 0 } given ? given.Length > 200 ? given[^200..] : given : "tai-lieu",
            Hash = kept.Hash,
            Size = kept.Size,
            MadeAt = clock.GetUtcNow(),
            MadeByName = caller.Name,
        });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Takes a file out of the list.</summary>
    public async Task RemoveAsync(Guid classId, Guid id, CancellationToken stop)
    {
        var of = await book.FindAsync(classId, stop);
        ClassBook.MustLead(await book.SeatAsync(of, stop));
        if (await store.Materials.SingleOrDefaultAsync(m => m.Id == id && m.ClassId == classId, stop) is { } row) row.RemovedAt = clock.GetUtcNow();
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Opens a file for somebody of the class.</summary>
    public async Task<(Stream Content, string Name)> OpenAsync(Guid classId, Guid id, CancellationToken stop)
    {
        await book.FindAsync(classId, stop);
        var row = await store.Materials.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id && m.ClassId == classId && m.RemovedAt == null, stop)
            ?? throw Refusal.Missing("Không có tệp này.");
        return (await files.OpenAsync(row.OrganisationId, row.Hash, stop), row.Name);
    }
}
