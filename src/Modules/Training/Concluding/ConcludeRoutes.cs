using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Training.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>A learner in the table of results.</summary>
sealed record ResultRow(Nomination Who, decimal Percent, decimal? Theory, decimal? Practice, decimal? Score, string Grade, bool IsPassed, IReadOnlyList<string> Lacks,
    CertificateCard? Certificate);

/// <summary>The results of a class: as they stand, or as they were signed.</summary>
sealed record ResultsView(TrainingClass One, ClassSeat Seat, IReadOnlyList<ResultRow> Rows, IReadOnlyDictionary<Guid, string> Names,
    IReadOnlyList<Conclusion> Conclusions,
    string Hash, string Ahead, ProofWays? Ways, (int Forms, IReadOnlyList<decimal> Means, IReadOnlyList<string> Words)? Feedback);

/// <summary>Addresses of results.</summary>
static class ConcludeRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/training/classes/{id:guid}/results", async (Guid id, HttpContext context, CancellationToken stop) =>
            Show.Page<ResultsPage>(new { Model = (object)await LoadAsync(id, context.RequestServices, stop) })).NeedsSignIn();
        routes.MapExport("/training/classes/{id:guid}/results-export", ExportAsync).NeedsSignIn();
        routes.MapPost("/training/classes/{id:guid}/conclude", async (Guid id, HttpContext context, Concluding use, ClassRoom rooms, IProof proof,
            CancellationToken stop) =>
        {
            var means = await proof.ProveAsync(context, stop);
            var form = await Form.ReadAsync(context.Request, stop);
            await rooms.PullAsync(id, stop);
            await use.ConcludeAsync(id, form.Whole("version"), form.Text("hash", 64), means, stop);
            return Show.Done(context, $"/training/classes/{id}/results", Words.Key("Đã ký kết quả. Chứng nhận và giờ học được ghi cho người đạt."));
        }).Needs(TrainingRights.Conclude);
        routes.MapPost("/training/classes/{id:guid}/reopen", async (Guid id, HttpContext context, Concluding use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await use.ReopenAsync(id, form.Whole("version"), form.Text("reason", 500), stop);
            return Show.Done(context, $"/training/classes/{id}/results", Words.Key("Đã mở lại lớp; giờ học và số liệu đã ghi được thu hồi."));
        }).Needs(TrainingRights.Conclude);
        routes.MapGet("/api/training/classes/{id:guid}/results", async (Guid id, HttpContext context, CancellationToken stop) =>
            Results.Json((await LoadAsync(id, context.RequestServices, stop)).Rows.Select(r => new
            {
                practitioner = r.Who.PractitionerId,
                unit = r.Who.UnitId,
                percent = r.Percent,
                theory = r.Theory,
                practice = r.Practice,
                score = r.Score,
                grade = r.Grade,
                passed = r.IsPassed,
                lacks = r.Lacks,
                certificate = r.Certificate?.Number,
            }))).NeedsSignIn();
    }

    static async Task<ResultsView> LoadAsync(Guid id, IServiceProvider services, CancellationToken stop)
    {
        T Get<T>() where T : notnull => Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<T>(services);
        var (store, book, caller, clock) = (Get<TrainingStore>(), Get<ClassBook>(), Get<Caller>(), Get<TimeProvider>());
        var of = await book.FindAsync(id, stop);
        var seat = await book.SeatAsync(of, stop);
        var mine = caller.Posts.Where(p => TrainingRights.See.Roles.Contains(p.Role) && p.Role != Role.Doctor).SelectMany(p => p.Reach).ToHashSet();
        bool Shown(Nomination n) => seat.SeesAll || caller.IsHouse || mine.Contains(n.UnitId) || n.Id == seat.Learn;
        var (sessions, people) = await Get<ResultBook>().OfAsync(of, null, stop);
        var register = Get<IEnumerable<ICertificates>>().FirstOrDefault();
        var papers = register is null ? [] : (await register.OfSourceAsync($"class/{id}/", stop)).Where(c => c.State == "valid").GroupBy(c =>
            c.Source).ToDictionary(g => g.Key, g => g.First());
        CertificateCard? PaperOf(Nomination n) => papers.GetValueOrDefault(Concluding.KeyOf(id, n.PractitionerId));
        List<ResultRow> rows;
        if (of.State == ClassState.Concluded)
        {
            // What was signed is shown as it was signed, not as it would be computed today.
            var signed = await store.Results.AsNoTracking().Where(r => r.ClassId == id && r.Edition == of.Edition).ToListAsync(stop);
            var who = await store.Nominations.AsNoTracking().Where(n => n.ClassId == id).ToDictionaryAsync(n => n.Id, stop);
            rows = signed.ConvertAll(r => new ResultRow(who[r.NominationId], r.Percent, r.Theory, r.Practice, r.Score, r.Grade, r.IsPassed,
                r.Lacks.Split(';', StringSplitOptions.RemoveEmptyEntries), PaperOf(who[r.NominationId])));
        }
        else rows = [.. people.Select(p => new ResultRow(p.Who, p.Judged.Attended.Percent, p.Judged.Theory, p.Judged.Practice, p.Judged.Score, p.Judged.Grade,
            p.Judged.IsPassed,
            p.Judged.Lacks, PaperOf(p.Who)))];
        var now = clock.GetUtcNow();
        var ahead = sessions.FirstOrDefault(s => !s.IsOff && s.EndsAt > now)?.Title ?? "";
        return new(of, seat, [.. rows.Where(r => Shown(r.Who)).OrderBy(r => r.Who.Name, StringComparer.Create(Say.Vietnam, true))],
            await Get<Units>().NamesAsync(rows.Select(r => r.Who.UnitId), stop),
            await store.Conclusions.AsNoTracking().Where(c => c.ClassId == id).OrderByDescending(c => c.Edition).ToListAsync(stop), Concluding.HashOf(people), ahead,
            seat.Conclude && of.State == ClassState.Open && ahead.Length == 0 && sessions.Any(s => !s.IsOff) && people.Count > 0 ? await Get<IProof>().WaysAsync(stop)
                : null,
            seat.SeesAll ? await Get<FeedbackBox>().SumsAsync(id, stop) : null);
    }

    static async Task<IResult> ExportAsync(Guid id, HttpContext context, Words words, CancellationToken stop)
    {
        var view = await LoadAsync(id, context.RequestServices, stop);
        string[] heads = [Words.Key("Họ và tên"), Words.Key("Đơn vị"), Words.Key("Dự học (%)"), Words.Key("Lý thuyết"), Words.Key("Thực hành"), Words.Key("Điểm"),
            Words.Key("Xếp loại"),
            Words.Key("Kết quả"), Words.Key("Còn thiếu"), Words.Key("Số chứng nhận")];
        return Export.Of("ket-qua-lop", [.. heads.Select(h => new LienY.Sheets.Column(words[h]))], view.Rows.Select(r => (IReadOnlyList<object?>)
            [r.Who.Name, view.Names.GetValueOrDefault(r.Who.UnitId), r.Percent, r.Theory, r.Practice, r.Score, r.Grade, r.IsPassed ? words[Words.Key("đạt")]
                : words[Words.Key("không đạt")],
                string.Join("; ", r.Lacks.Select(l => words[l])), r.Certificate?.Number]));
    }
}
