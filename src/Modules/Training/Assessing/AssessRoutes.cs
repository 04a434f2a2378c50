using System.Globalization;
using LienY.Design;
using LienY.Kernel;
using LienY.Training.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>Questions, tests and stations of a class, and the scores so far.</summary>
sealed record AssessView(TrainingClass One, IReadOnlyList<Question> Questions, IReadOnlyList<Test> Tests, IReadOnlyList<Station> Stations, IReadOnlyList<Standing> People,
    IReadOnlyDictionary<Guid, decimal> Before, bool IsTried, DateTimeOffset Now);

/// <summary>The feedback form of a class.</summary>
sealed record FeedbackView(TrainingClass One, bool IsGiven);

/// <summary>Addresses of tests, stations, feedback.</summary>
static class AssessRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/training/classes/{id:guid}/assess", ShowAsync).NeedsSignIn();
        Change(routes, "questions", (form, id, services, stop) => services.Testing.AskAsync(id, form.One<QuestionUse>("used"), form.Ticked("multiple"),
            form.Required("text", 2000),
            form.Required("choices", 4000), form.Required("answers", 60), form.Whole("points", 1), stop), Words.Key("Đã thêm câu hỏi."));
        Change(routes, "questions/remove", (form, id, services, stop) => services.Testing.DropAsync(id, form.Id("question") ?? default, stop),
            Words.Key("Đã bỏ câu hỏi."));
        Change(routes, "tests", (form, id, services, stop) => services.Testing.SetAsync(id, form.One<TestKind>("kind"), form.Whole("version"), form.Whole("minutes", 30),
            form.Whole("tries", 1), Moments.At(ClassRoutes.Day(form, "opens-day"), Moments.Hour(form.Required("opens", 5), "opens")),
            Moments.At(ClassRoutes.Day(form, "closes-day"), Moments.Hour(form.Required("closes", 5), "closes")), stop), Words.Key("Đã đặt bài kiểm tra."));
        Change(routes, "stations", (form, id, services, stop) => services.Examining.AddAsync(id, form.Required("name", 200), form.Required("items", 6000), stop),
            Words.Key("Đã thêm trạm thi."));
        Change(routes, "stations/remove", (form, id, services, stop) => services.Examining.DropAsync(id, form.Id("station") ?? default, stop),
            Words.Key("Đã bỏ trạm thi."));
        Tests(routes);
        routes.MapGet("/training/stations/{id:guid}", async (Guid id, Guid? who, Examining use, CancellationToken stop) =>
            Show.Page<StationPage>(new { Model = (object)await use.ShowAsync(id, who, stop) })).NeedsSignIn();
        routes.MapPost("/training/stations/{id:guid}", async (Guid id, HttpContext context, Examining use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await use.MarkAsync(id, form.Id("who") ?? default, form.Whole("version"), i => form.Whole("item-" + i.ToString(CultureInfo.InvariantCulture)),
                form.Text("note", 1000), stop);
            return Show.Done(context, "/training/stations/" + id, Words.Key("Đã ghi điểm."));
        }).NeedsSignIn();
        routes.MapGet("/training/classes/{id:guid}/feedback", async (Guid id, ClassBook book, FeedbackBox box, CancellationToken stop) =>
        {
            var of = await book.FindAsync(id, stop);
            var learner = (await book.SeatAsync(of, stop)).Learn
                ?? throw Refusal.Forbidden("Ông/bà không có trong danh sách học viên của lớp này. Xin liên hệ người tổ chức lớp.");
            return Show.Page<FeedbackPage>(new { Model = (object)new FeedbackView(of, await box.IsGivenAsync(id, learner, stop)) });
        }).NeedsSignIn();
        routes.MapPost("/training/classes/{id:guid}/feedback", async (Guid id, HttpContext context, FeedbackBox box, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await box.GiveAsync(id, [.. Enumerable.Range(1, FeedbackBox.Questions.Count).Select(q => form.Whole("q" + q.ToString(CultureInfo.InvariantCulture)))],
                form.Text("words", 2000), stop);
            return Show.Done(context, "/training/mine", Words.Key("Cảm ơn ông/bà. Phiếu nhận xét không ghi tên."));
        }).NeedsSignIn();
    }

    static void Tests(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/training/tests/{id:guid}/begin", async (Guid id, HttpContext context, Testing use, CancellationToken stop) =>
            Show.Done(context, "/training/attempts/" + await use.BeginAsync(id, stop))).NeedsSignIn();
        routes.MapGet("/training/attempts/{id:guid}", async (Guid id, Testing use, CancellationToken stop) =>
            Show.Page<AttemptPage>(new { Model = (object)await use.ShowAsync(id, stop) })).NeedsSignIn();
        routes.MapPost("/training/attempts/{id:guid}", async (Guid id, HttpContext context, Testing use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var view = await use.ShowAsync(id, stop);
            await use.HandInAsync(id, view.Questions.ToDictionary(q => q.Id, q => Question.Numbers(string.Join(',', form.All("q-" + q.Id.ToString("N"))))), stop);
            return Show.Done(context, "/training/attempts/" + id, Words.Key("Đã nộp bài."));
        }).NeedsSignIn();
    }

    static async Task<IResult> ShowAsync(Guid id, TrainingStore store, ClassBook book, ResultBook results, Testing testing, TimeProvider clock, CancellationToken stop)
    {
        var of = await book.FindAsync(id, stop);
        ClassBook.MustLead(await book.SeatAsync(of, stop));
        var tests = await store.Tests.AsNoTracking().Where(t => t.ClassId == id).OrderBy(t => t.Kind).ToListAsync(stop);
        var ids = tests.ConvertAll(t => t.Id);
        return Show.Page<AssessPage>(new
        {
            Model = (object)new AssessView(of, await store.Questions.AsNoTracking().Where(q => q.ClassId == id).OrderBy(q => q.Ordinal).ToListAsync(stop), tests,
                await store.Stations.AsNoTracking().Where(s => s.ClassId == id).OrderBy(s => s.Ordinal).ToListAsync(stop), (await results.OfAsync(of, null, stop)).People,
                await testing.BestAsync(id, TestKind.Pre, stop), await store.Attempts.AnyAsync(a => ids.Contains(a.TestId), stop), clock.GetUtcNow())
        });
    }

    sealed record Desk(Testing Testing, Examining Examining);

    static void Change(IEndpointRouteBuilder routes, string what, Func<Form, Guid, Desk, CancellationToken, Task> work, string said) =>
        routes.MapPost("/training/classes/{id:guid}/" + what, async (Guid id, HttpContext context, Testing testing, Examining examining, CancellationToken stop) =>
        {
            await work(await Form.ReadAsync(context.Request, stop), id, new(testing, examining), stop);
            return Show.Done(context, $"/training/classes/{id}/assess", said);
        }).NeedsSignIn();
}
