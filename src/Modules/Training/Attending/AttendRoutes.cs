using System.Security.Cryptography;
using System.Text;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Training.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using QRCoder;

namespace LienY.Training;

/// <summary>Attendance of a class, for its page.</summary>
sealed record AttendanceView(TrainingClass One, ClassSeat Seat, IReadOnlyList<ClassSession> Sessions, IReadOnlyList<LearnerAttendance> Rows, IReadOnlyDictionary<Guid,
    string> Names);

/// <summary>A session, for its page.</summary>
sealed record SessionView(TrainingClass Of, ClassSession One, ClassSeat Seat, IReadOnlyList<Lecturer> Lecturers, IReadOnlyList<LearnerAttendance> Learners,
    IReadOnlyList<Evidence> Evidence, IReadOnlySet<Guid> Bound, IReadOnlyList<PractitionerCard> Teachers, DateTimeOffset Now);

/// <summary>What the lecturer's page shows.</summary>
sealed record CodeView(TrainingClass Of, ClassSession One, string Code, int Seconds, int Marked, int People, bool IsOpen, bool IsLive);

/// <summary>Where somebody marks themself present.</summary>
sealed record HereView(TrainingClass Of, ClassSession One, string Code, bool IsMarked, bool IsOpen, Span? Prompt, bool IsAnswered, DateTimeOffset Now);

/// <summary>Addresses of attendance.</summary>
static class AttendRoutes
{
    const string Device = "may";

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/training/classes/{id:guid}/attendance", async (Guid id, ClassBook book, AttendanceBook attendance, Units units, Caller caller,
            CancellationToken stop) =>
            Show.Page<AttendancePage>(new { Model = (object)await LoadAsync(id, book, attendance, units, caller, stop) })).NeedsSignIn();
        routes.MapExport("/training/classes/{id:guid}/attendance-export", ExportAsync).NeedsSignIn();
        routes.MapGet("/training/sessions/{id:guid}", SessionAsync).NeedsSignIn();
        routes.MapGet("/training/sessions/{id:guid}/code", CodeAsync).NeedsSignIn();
        routes.MapGet("/training/sessions/{id:guid}/code.json", async (Guid id, TrainingStore store, ClassBook book, RotatingCode codes, TimeProvider clock,
            CancellationToken stop) =>
        {
            var view = await CodeOfAsync(id, store, book, codes, clock, true, stop);
            return Results.Json(new { code = view.Code, seconds = view.Seconds, marked = view.Marked, open = view.IsOpen });
        }).NeedsSignIn();
        routes.MapGet("/training/sessions/{id:guid}/code.svg", async (Guid id, HttpContext context, TrainingStore store, ClassBook book, RotatingCode codes,
            SignInRules rules,
            TimeProvider clock, CancellationToken stop) =>
        {
            var view = await CodeOfAsync(id, store, book, codes, clock, true, stop);
            var site = rules.PublicUrl.Length > 0 ? rules.PublicUrl.TrimEnd('/') : $"{context.Request.Scheme}://{context.Request.Host}";
            return Results.Text(Qr($"{site}/training/sessions/{id}/here?code={view.Code}"), "image/svg+xml", Encoding.UTF8);
        }).NeedsSignIn();
        routes.MapGet("/training/sessions/{id:guid}/here", HereAsync).NeedsSignIn();
        routes.MapPost("/training/sessions/{id:guid}/here", async (Guid id, HttpContext context, Marking use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var fresh = await use.SendCodeAsync(id, form.Text("code", 20), DeviceOf(context), stop);
            return Show.Done(context, $"/training/sessions/{id}/here", fresh ? Words.Key("Đã điểm danh.") : Words.Key("Ông/bà đã điểm danh buổi này trước đó."));
        }).NeedsSignIn();
        routes.MapPost("/training/sessions/{id:guid}/still", async (Guid id, HttpContext context, Marking use, CancellationToken stop) =>
            Show.Done(context, $"/training/sessions/{id}/here", await use.AnswerAsync(id, stop) ? Words.Key("Đã ghi: ông/bà còn ở đây.")
                : Words.Key("Hiện không có câu hỏi nào cần trả lời.")))
            .NeedsSignIn();
        routes.MapPost("/training/sessions/{id:guid}/say", async (Guid id, HttpContext context, Marking use, ClassBook book, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var (_, session, _) = await book.SessionAsync(id, stop);
            DateTimeOffset? At(string field) => form.Text(field, 5) is { Length: > 0 } hour ? Moments.At(Say.DayOf(session.StartsAt), Moments.Hour(hour, field)) : null;
            await use.SayAsync(id, [.. form.All("learners").Select(l => Guid.TryParse(l, out var known) ? known : Guid.Empty)], form.Text("what", 10) == "absent",
                At("from"), At("to"),
                form.Text("reason", 500), stop);
            return Show.Done(context, "/training/sessions/" + id, Words.Key("Đã ghi điểm danh."));
        }).NeedsSignIn();
        routes.MapPost("/training/classes/{id:guid}/release", async (Guid id, HttpContext context, Marking use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await use.ReleaseAsync(id, form.Id("learner") ?? default, form.Text("reason", 500), stop);
            return Show.Done(context, Show.Local(form.Text("back", 200)), Words.Key("Đã mở khóa thiết bị; người này điểm danh được bằng máy mới."));
        }).NeedsSignIn();
        routes.MapPost("/training/sessions/{id:guid}/enter", async (Guid id, HttpContext context, ClassRoom room, CancellationToken stop) =>
            Show.Done(context, "/rooms/" + await room.EnterAsync(id, stop))).NeedsSignIn();
    }

    // Before anything is written, so that also a refused mark leaves the browser known.
    static string DeviceOf(HttpContext context)
    {
        if (context.Request.Cookies[Device] is { Length: 32 } known) return known;
        var made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        context.Response.Cookies.Append(Device, made, new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            IsEssential = true,
            Path = "/training",
            MaxAge = TimeSpan.FromDays(400)
        });
        return made;
    }

    static async Task<AttendanceView> LoadAsync(Guid id, ClassBook book, AttendanceBook attendance, Units units, Caller caller, CancellationToken stop)
    {
        var of = await book.FindAsync(id, stop);
        var seat = await book.SeatAsync(of, stop);
        var mine = caller.Posts.Where(p => TrainingRights.See.Roles.Contains(p.Role) && p.Role != Role.Doctor).SelectMany(p => p.Reach).ToHashSet();
        var (sessions, rows) = await attendance.OfAsync(of, n => seat.SeesAll || caller.IsHouse || mine.Contains(n.UnitId) || n.Id == seat.Learn, stop);
        return new(of, seat, sessions, rows, await units.NamesAsync(rows.Select(r => r.Who.UnitId), stop));
    }

    static async Task<IResult> ExportAsync(Guid id, ClassBook book, AttendanceBook attendance, Units units, Caller caller, Words words, CancellationToken stop)
    {
        var view = await LoadAsync(id, book, attendance, units, caller, stop);
        var heads = new[] { words[Words.Key("Họ và tên")], words[Words.Key("Đơn vị")] }.Concat(view.Sessions.Where(s => !s.IsOff).Select(s => Say.Moment(s.StartsAt)))
            .Append(words[Words.Key("Phút dự")]).Append(words[Words.Key("Phút của lớp")]).Append("%");
        return Export.Of("diem-danh", [.. heads.Select(h => new LienY.Sheets.Column(h))], view.Rows.Select(r => (IReadOnlyList<object?>)[r.Who.Name,
            view.Names.GetValueOrDefault(r.Who.UnitId), .. view.Sessions.Where(s => !s.IsOff).Select(s => (object?)r.Cells[s.Id]), r.Attended.Minutes, r.Attended.Of,
            r.Attended.Percent]));
    }

    static async Task<IResult> SessionAsync(Guid id, TrainingStore store, ClassBook book, AttendanceBook attendance, Timetabling timetabling, TimeProvider clock,
        CancellationToken stop)
    {
        var (of, session, seat) = await book.SessionAsync(id, stop);
        var (_, learners) = await attendance.OfAsync(of, n => seat.SeesAll || n.Id == seat.Learn, stop);
        var shown = learners.Select(l => l.Who.Id).ToHashSet();
        var evidence = (await store.Evidence.AsNoTracking().Where(e => e.SessionId == id).OrderBy(e => e.MadeAt).ToListAsync(stop)).Where(e =>
            shown.Contains(e.NominationId)).ToList();
        var bound = (await store.Devices.AsNoTracking().Where(d => d.ClassId == of.Id && d.ReleasedAt == null).Select(d => d.NominationId).ToListAsync(stop)).ToHashSet();
        return Show.Page<SessionPage>(new
        {
            Model = (object)new SessionView(of, session, seat, await store.Lecturers.AsNoTracking().Where(l => l.SessionId == id).ToListAsync(stop), learners,
                evidence, bound,
                seat.Arrange ? await timetabling.TeachersAsync(of, stop) : [], clock.GetUtcNow())
        });
    }

    static async Task<IResult> CodeAsync(Guid id, string? live, HttpContext context, TrainingStore store, ClassBook book, RotatingCode codes, TimeProvider clock,
        CancellationToken stop)
    {
        var view = await CodeOfAsync(id, store, book, codes, clock, live == "1", stop);
        // Without a script the page loads itself anew when the next code begins.
        if (!view.IsLive) context.Response.Headers.Append("Refresh", (view.Seconds + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Show.Page<ShowCodePage>(new { Model = (object)view });
    }

    static async Task<CodeView> CodeOfAsync(Guid id, TrainingStore store, ClassBook book, RotatingCode codes, TimeProvider clock, bool isLive, CancellationToken stop)
    {
        var (of, session, seat) = await book.SessionAsync(id, stop);
        ClassBook.MustLead(seat);
        var now = clock.GetUtcNow();
        var window = Marking.Window(of, session);
        var step = (int)RotatingCode.Step.TotalSeconds;
        return new(of, session, codes.Of(id, now), step - (int)(now.ToUnixTimeSeconds() % step),
            await store.Evidence.CountAsync(e => e.SessionId == id && e.Kind == EvidenceKind.Code, stop),
            await store.Nominations.CountAsync(n => n.ClassId == of.Id && n.State == NominationState.Approved, stop),
            of.State == ClassState.Open && !session.IsOff && window.From <= now && now <= window.To, isLive);
    }

    static async Task<IResult> HereAsync(Guid id, string? code, HttpContext context, TrainingStore store, ClassBook book, Prompts prompts, TimeProvider clock,
        CancellationToken stop)
    {
        var (of, session, seat) = await book.SessionAsync(id, stop);
        DeviceOf(context);
        var learner = seat.Learn ?? throw Refusal.Forbidden("Ông/bà không có trong danh sách học viên của lớp này. Xin liên hệ người tổ chức lớp.");
        var now = clock.GetUtcNow();
        var window = Marking.Window(of, session);
        var asked = prompts.Of(of, session).Where(p => p.From <= now && now < p.To).Select(p => (Span?)p).FirstOrDefault();
        var own = await store.Evidence.AsNoTracking().Where(e => e.SessionId == id && e.NominationId == learner).ToListAsync(stop);
        // An online session that asks is looked at by itself now and then.
        if (of.HasPrompts && session.IsOnline && now < session.EndsAt) context.Response.Headers.Append("Refresh", "60");
        return Show.Page<HerePage>(new
        {
            Model = (object)new HereView(of, session, RotatingCode.Plain(code ?? ""), own.Exists(e => e.Kind == EvidenceKind.Code),
                of.State == ClassState.Open && !session.IsOff && window.From <= now && now <= window.To, asked,
                asked is { } prompt && own.Exists(e => e.Kind == EvidenceKind.Prompt && e.FromAt == prompt.From), now)
        });
    }

    static string Qr(string address)
    {
        using var picture = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(picture);
        return svg.GetGraphic(4, "#1B2430", "#FFFFFF", true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
