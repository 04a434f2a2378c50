using LienY.Design;
using LienY.Kernel;
using LienY.Training.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Training;

/// <summary>Addresses of needs.</summary>
static class NeedRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/training/needs", async (HttpRequest request, NeedDesk desk, TimeProvider clock, CancellationToken stop) =>
            Show.Page<NeedsPage>(new { Model = (object)await desk.ListAsync(NeedsAsk.Of(request, Usual(clock)), stop) })).Needs(TrainingRights.See);
        routes.MapExport("/training/needs/export", ExportAsync).Needs(TrainingRights.See);
        routes.MapGet("/training/needs/new", async (string? search, NeedDesk desk, CancellationToken stop) =>
            Show.Page<NeedPage>(new { Model = (object)await desk.FormAsync(null, search ?? "", stop) })).Needs(TrainingRights.Need);
        routes.MapPost("/training/needs", async (HttpContext context, NeedDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var unit = form.Id("unit") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị.") { Field = "unit" };
            await desk.EnterAsync(unit, Input(form), stop);
            return Show.Done(context, "/training/needs?year=" + form.Text("year", 4), Words.Key("Đã ghi nhu cầu đào tạo."));
        }).Needs(TrainingRights.Need);
        routes.MapGet("/training/needs/{id:guid}", async (Guid id, string? search, NeedDesk desk, CancellationToken stop) =>
            Show.Page<NeedPage>(new { Model = (object)await desk.FormAsync(id, search ?? "", stop) })).Needs(TrainingRights.See);
        routes.MapPost("/training/needs/{id:guid}", async (Guid id, HttpContext context, NeedDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await desk.ChangeAsync(id, form.Whole("version"), Input(form), stop);
            return Show.Done(context, "/training/needs/" + id, Words.Key("Đã lưu."));
        }).Needs(TrainingRights.Need);
        routes.MapPost("/training/needs/{id:guid}/withdraw", async (Guid id, HttpContext context, NeedDesk desk, CancellationToken stop) =>
        {
            await desk.WithdrawAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, "/training/needs", Words.Key("Đã rút nhu cầu."));
        }).Needs(TrainingRights.Need);
        routes.MapGet("/api/training/needs", async (HttpRequest request, NeedDesk desk, TimeProvider clock, CancellationToken stop) =>
            Results.Json((await desk.RowsAsync(NeedsAsk.Of(request, Usual(clock)), stop)).Select(n => new
            {
                id = n.Id,
                unit = n.UnitId,
                technique = n.Technique,
                topic = n.Topic,
                people = n.People,
                priority = n.Priority.ToString(),
                year = n.Year,
                quarter = n.Quarter,
                state = n.State.ToString(),
            }))).Needs(TrainingRights.See);
    }

    // From October on people think of the next year.
    static int Usual(TimeProvider clock) => clock.Today().Year + (clock.Today().Month > 9 ? 1 : 0);

    static NeedInput Input(Form form) => new("", form.Text("topic", 300), form.Whole("people"), form.One<Priority>("priority"), form.Text("reason", 1000),
        form.Whole("year"),
        form.Whole("quarter"));

    static async Task<IResult> ExportAsync(HttpRequest request, NeedDesk desk, Units units, Words words, TimeProvider clock, CancellationToken stop)
    {
        var rows = await desk.RowsAsync(NeedsAsk.Of(request, Usual(clock)), stop);
        var names = await units.NamesAsync(rows.Select(r => r.UnitId), stop);
        string[] heads = [Words.Key("Đơn vị"), Words.Key("Mã kỹ thuật"), Words.Key("Nội dung cần học"), Words.Key("Số người"), Words.Key("Mức ưu tiên"),
            Words.Key("Lý do"),
            Words.Key("Năm"), Words.Key("Quý"), Words.Key("Trạng thái")];
        return Export.Of("nhu-cau-dao-tao", [.. heads.Select(h => new LienY.Sheets.Column(words[h]))], rows.Select(n => (IReadOnlyList<object?>)
            [names.GetValueOrDefault(n.UnitId), n.Technique, n.Topic, n.People, words[TrainingWords.Of(n.Priority)], n.Reason, n.Year,
                words[TrainingWords.Quarter(n.Quarter)],
                words[TrainingWords.Of(n.State)]]));
    }
}
