using LienY.Design;
using LienY.Kernel;
using LienY.Training.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>Addresses of classes: list, form, page, places of units, files.</summary>
static class ClassRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/training", async (HttpRequest request, ClassDesk desk, CancellationToken stop) =>
            Show.Page<ClassesPage>(new { Model = (object)await desk.ListAsync(ClassesAsk.Of(request), stop) })).Needs(TrainingRights.See);
        routes.MapExport("/training/classes/export", ExportAsync).Needs(TrainingRights.See);
        routes.MapGet("/training/classes/new", async (string? search, ClassDesk desk, CancellationToken stop) =>
            Show.Page<ClassFormPage>(new { Model = (object)await desk.FormAsync(null, search ?? "", stop) })).Needs(TrainingRights.Arrange);
        routes.MapPost("/training/classes", async (HttpContext context, ClassEditing use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var owner = form.Id("owner") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị.") { Field = "owner" };
            return Show.Done(context, "/training/classes/" + await use.MakeAsync(owner, Input(form), stop),
                Words.Key("Đã tạo lớp. Xin xếp lịch học rồi mở lớp để các đơn vị đề cử."));
        }).Needs(TrainingRights.Arrange);
        routes.MapGet("/training/classes/{id:guid}", async (Guid id, ClassDesk desk, CancellationToken stop) =>
            Show.Page<ClassPage>(new { Model = (object)await desk.FindAsync(id, stop) })).NeedsSignIn();
        routes.MapGet("/training/classes/{id:guid}/edit", async (Guid id, string? search, ClassDesk desk, CancellationToken stop) =>
            Show.Page<ClassFormPage>(new { Model = (object)await desk.FormAsync(id, search ?? "", stop) })).Needs(TrainingRights.Arrange);
        Change(routes, "edit", (form, id, use, stop) => use.ChangeAsync(id, form.Whole("version"), Input(form), stop), Words.Key("Đã lưu."));
        Change(routes, "quota", (form, id, use, stop) => use.QuotaAsync(id, form.Id("unit") ?? default, form.Whole("seats"), form.One<Payer>("payer"), stop),
            Words.Key("Đã ghi số chỗ của đơn vị."));
        Change(routes, "open", (form, id, use, stop) => use.OpenAsync(id, form.Whole("version"), stop), Words.Key("Lớp đã mở; các đơn vị đề cử được từ bây giờ."));
        Change(routes, "cancel", (form, id, use, stop) => use.CancelAsync(id, form.Whole("version"), form.Text("reason", 500), stop), Words.Key("Đã hủy lớp."));
        Files(routes);
        routes.MapGet("/api/training/classes", async (HttpRequest request, ClassDesk desk, CancellationToken stop) =>
            Results.Json((await desk.Asked(ClassesAsk.Of(request)).Take(1000).ToListAsync(stop)).Select(c => new
            {
                id = c.Id,
                code = c.Code,
                name = c.Name,
                mode = TrainingWords.Key(c.Mode),
                host = c.HostId,
                from = c.FromDay,
                to = c.ToDay,
                state = c.State.ToString(),
                techniques = c.TechniqueCodes,
            }))).Needs(TrainingRights.See);
    }

    static void Files(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/training/classes/{id:guid}/files", async (Guid id, HttpContext context, Materials use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var file = form.File("file") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp.") { Field = "file" };
            await using var content = file.OpenReadStream();
            await use.AddAsync(id, content, file.FileName, stop);
            return Show.Done(context, $"/training/classes/{id}#files", Words.Key("Đã thêm tệp."));
        }).NeedsSignIn();
        routes.MapPost("/training/classes/{id:guid}/files/remove", async (Guid id, HttpContext context, Materials use, CancellationToken stop) =>
        {
            await use.RemoveAsync(id, (await Form.ReadAsync(context.Request, stop)).Id("file") ?? default, stop);
            return Show.Done(context, $"/training/classes/{id}#files", Words.Key("Đã bỏ tệp khỏi lớp."));
        }).NeedsSignIn();
        // Pictures and PDF are shown in the room; everything else is a file to keep, never something a browser would run.
        routes.MapGet("/training/classes/{id:guid}/files/{file:guid}", async (Guid id, Guid file, string? show, Materials use, CancellationToken stop) =>
        {
            var (content, name) = await use.OpenAsync(id, file, stop);
            var type = Path.GetExtension(name).ToLowerInvariant() switch
            {
                ".pdf" => "application/pdf",
                ".png" => "image/png",
                ".jpg" or ".jpeg" => "image/jpeg",
                _ =>
                ""
            };
            return show == "1" && type.Length > 0 ? Results.File(content, type) : Results.File(content, "application/octet-stream", name);
        }).NeedsSignIn();
    }

    static void Change(IEndpointRouteBuilder routes, string what, Func<Form, Guid, ClassEditing, CancellationToken, Task> work, string said) =>
        routes.MapPost("/training/classes/{id:guid}/" + what, async (Guid id, HttpContext context, ClassEditing use, CancellationToken stop) =>
        {
            await work(await Form.ReadAsync(context.Request, stop), id, use, stop);
            return Show.Done(context, "/training/classes/" + id, said);
        }).Needs(TrainingRights.Arrange);

    static ClassInput Input(Form form)
    {
        var (plan, topic) = form.Text("target", 80).Split('/') is [var p, var t] && Guid.TryParse(p, out var planId) && Guid.TryParse(t, out var topicId)
            ? (planId, topicId) : ((Guid?)null, (Guid?)null);
        return new(form.Required("name", 300), form.Id("host") ?? default, form.One<ClassMode>("mode"), form.Text("place", 300), Day(form, "from"), Day(form, "to"),
            form.Day("until"),
            form.Text("techniques", 2000), form.Text("programme", 8000), form.Number("theory") ?? 0, form.Number("practice") ?? 0, form.One<Paper>("paper"),
                form.One<Payer>("payer"),
            form.Whole("capacity", 30), form.Whole("attendance", 80), form.Ticked("licence"), form.Whole("mark", 15), form.Whole("late", 15), form.Ticked("prompts"),
            form.Ticked("graded") ? form.Whole("weight", 50) : null, form.Number("pass") ?? 5, form.Text("grades", 400), form.Whole("practise", 3), plan, topic);
    }

    /// <summary>A day that must be given.</summary>
    public static DateOnly Day(Form form, string name) => form.Day(name) ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn ngày.") { Field = name };

    static async Task<IResult> ExportAsync(HttpRequest request, ClassDesk desk, Words words, TimeProvider clock, CancellationToken stop)
    {
        var lines = await desk.LinesAsync(await desk.Asked(ClassesAsk.Of(request)).Take(20_000).ToListAsync(stop), stop);
        string[] heads = [Words.Key("Mã lớp"), Words.Key("Tên lớp"), Words.Key("Hình thức"), Words.Key("Cơ sở đào tạo"), Words.Key("Từ ngày"), Words.Key("Đến ngày"),
            Words.Key("Số tiết"), Words.Key("Văn bằng"), Words.Key("Số chỗ"), Words.Key("Học viên"), Words.Key("Chờ"), Words.Key("Đạt"), Words.Key("Trạng thái")];
        return Export.Of("lop-dao-tao", [.. heads.Select(h => new LienY.Sheets.Column(words[h]))], lines.Select(l => (IReadOnlyList<object?>)
            [l.One.Code, l.One.Name, words[TrainingWords.Of(l.One.Mode)], l.Host, l.One.FromDay, l.One.ToDay, l.One.Hours, words[TrainingWords.Of(l.One.Paper)],
                l.One.Capacity,
                l.Seated, l.Waiting, l.Passed, words[TrainingWords.Phase(l.One, clock.Today())]]));
    }
}
