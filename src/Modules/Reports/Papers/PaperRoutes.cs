using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Reports.Pages;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Reports;

/// <summary>What the list of papers shows.</summary>
sealed record PaperListView(IReadOnlyList<OfficePaper> Rows, string Type, string State, string Find, bool MayWrite, IReadOnlyList<(Guid Id, string Name)> Mine, Guid Own)
{
    /// <summary>Address of the same rows elsewhere.</summary>
    public string Href(string path) => path + "?" + string.Join('&', new[] { Type.Length > 0 ? "type=" + Uri.EscapeDataString(Type) : "", State.Length > 0
        ? "state=" + State : "",
        Find.Length > 0 ? "q=" + Uri.EscapeDataString(Find) : "" }.Where(p => p.Length > 0));
}

/// <summary>Routes of papers composed here.</summary>
static class PaperRoutes
{
    const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/papers", async (HttpRequest request, ReportsStore store, IOrganisations organisations, Caller caller, CancellationToken stop) =>
            Show.Page<PapersPage>(new { Model = (object)await ListAsync(request, store, organisations, caller, stop) })).Needs(PapersRights.Read);
        routes.MapExport("/papers/export", ExportAsync).Needs(PapersRights.Read);
        routes.MapPost("/papers", async (HttpContext context, PaperDesk desk, Caller caller, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            return Show.Done(context, "/papers/" + await desk.BeginAsync(form.Id("organisation") ?? caller.OrganisationId, form.Required("type", 10),
                form.Required("subject", 300), form.Id("plan"), stop));
        }).Needs(PapersRights.Write);
        routes.MapGet("/papers/{id:guid}", async (Guid id, PaperDesk desk, CancellationToken stop) =>
            Show.Page<PaperPage>(new { Model = (object)await desk.LoadAsync(id, stop) })).Needs(PapersRights.Read);
        routes.MapPost("/papers/{id:guid}", SaveAsync).Needs(PapersRights.Write);
        routes.MapPost("/papers/{id:guid}/take-back", async (Guid id, HttpContext context, PaperDesk desk, CancellationToken stop) =>
        {
            await desk.TakeBackAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, "/papers/" + id, "Đã rút lại dự thảo để sửa.");
        }).Needs(PapersRights.Write);
        routes.MapPost("/papers/{id:guid}/issue", IssueAsync).Needs(PapersRights.Issue);
        routes.MapGet("/papers/{id:guid}/docx", async (Guid id, PaperDesk desk, ReportsStore store, CancellationToken stop) =>
            await store.PaperAsync(id, stop) is var paper ? Results.File(await desk.DocxAsync(paper, stop), Word, NameOf(paper, ".docx")) : null!)
                .Needs(PapersRights.Read);
        routes.MapGet("/papers/{id:guid}/pdf", async (Guid id, PaperDesk desk, ReportsStore store, CancellationToken stop) =>
            await store.PaperAsync(id, stop) is var paper ? Results.File(await desk.PdfAsync(paper, stop), "application/pdf", NameOf(paper, ".pdf")) : null!)
                .Needs(PapersRights.Read);
        SigningRoutes.Map(routes, "/papers", PapersRights.Issue, s => s.GetRequiredService<PaperSigning>());
        routes.MapGet("/papers/{id:guid}/rebuild", async (Guid id, PaperRebuilding rebuilding, CancellationToken stop) =>
            Show.Page<RebuiltPage>(new { Model = (object)await rebuilding.CompareAsync(id, stop) })).Needs(PapersRights.Read);
        routes.MapGet("/api/papers/{id:guid}/rebuild", async (Guid id, PaperRebuilding rebuilding, CancellationToken stop) =>
            Results.Ok((await rebuilding.CompareAsync(id, stop)).ForPrograms())).Needs(PapersRights.Read);
    }

    static async Task<PaperListView> ListAsync(HttpRequest request, ReportsStore store, IOrganisations organisations, Caller caller, CancellationToken stop)
    {
        var (type, state, find) = (request.Query["type"].ToString(), request.Query["state"].ToString(), request.Query["q"].ToString().Trim());
        if (find.Length > 100) find = find[..100];
        var rows = store.Papers.AsNoTracking();
        if (PaperTypes.All.Any(t => t.Code == type)) rows = rows.Where(p => p.Type == type);
        else type = "";
        if (Enum.TryParse<PaperState>(state, out var wanted) && Enum.IsDefined(wanted)) rows = rows.Where(p => p.State == wanted);
        else state = "";
        if (Fold.Of(find) is { Length: > 0 } folded) rows = rows.Where(p => p.Folded.Contains(folded));
        var mine = caller.Posts.Where(p => PapersRights.Write.Roles.Contains(p.Role)).Select(p => p.OrganisationId).Distinct().ToList();
        var names = await organisations.NamesAsync(mine, null, stop);
        return new(await rows.OrderByDescending(p => p.Id).Take(500).ToListAsync(stop), type, state, find, mine.Count > 0,
            [.. mine.Where(names.ContainsKey).Select(m => (m, names[m]))], caller.OrganisationId);
    }

    static async Task<IResult> ExportAsync(HttpRequest request, ReportsStore store, IOrganisations organisations, Caller caller, Words words, CancellationToken stop)
    {
        var view = await ListAsync(request, store, organisations, caller, stop);
        Column[] head = [words["Loại văn bản"], words["Trích yếu"], words["Số, ký hiệu"], words["Ngày"], words["Trạng thái"], words["Người soạn"]];
        return Export.Of("van-ban", head, view.Rows.Select(p => new object?[] { words[PaperTypes.Find(p.Type).Name], p.Subject, p.NumberText, p.IssuedOn,
            words[PaperWords.Word(p.State)], p.MadeByName }));
    }

    static async Task<IResult> SaveAsync(Guid id, HttpContext context, PaperDesk desk, ReportsStore store, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var type = PaperTypes.Find((await store.PaperAsync(id, stop)).Type);
        var paper = await desk.WriteAsync(id, form.Whole("version"), new(form.Required("subject", 300), form.Text("addressees", 2000), form.Text("bases", 4000),
            form.Text("body", 100_000), form.Required("symbol", 40),
            form.Text("place", 80), form.Text("signer", 120), form.Text("position", 120), form.Text("authority", 120), form.Text("recipients", 2000),
                form.Text("archive", 80), form.Id("plan"),
            type.Fields.ToDictionary(f => f.Name, f => form.Text("x-" + f.Name, 2000))), stop);
        if (form.Text("do", 20) != "present")
        {
            await desk.DoneAsync(stop);
            return Show.Done(context, "/papers/" + id, "Đã lưu dự thảo.");
        }
        return await desk.PresentAsync(paper, stop) ? Show.Done(context, "/papers/" + id, "Đã trình duyệt; dự thảo giữ nguyên trong lúc chờ ý kiến.")
            : Show.Done(context, "/papers/" + id, "Đơn vị chưa đặt quy trình duyệt cho loại này nên văn bản chuyển thẳng sang chờ phát hành.");
    }

    static async Task<IResult> IssueAsync(Guid id, HttpContext context, PaperDesk desk, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var given = form.Text("number", 12);
        var number = given.Length == 0 ? (int?)null : form.Whole("number");
        if (number is < 1 or > 99_999) throw new Refusal(RefusalKind.Invalid, "Số văn bản là số nguyên từ 1 đến 99.999.") { Field = "number" };
        var day = form.Day("day") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày phát hành.") { Field = "day" };
        return await desk.IssueAsync(id, form.Whole("version"), number, day, stop)
            ? Show.Done(context, "/papers/" + id, "Đã phát hành văn bản. Bản DOCX và PDF đã được lưu.")
            : Show.Done(context, "/papers/" + id, "Đã phát hành văn bản, bản DOCX đã được lưu. Chưa tạo được PDF; xin thử tải PDF sau.");
    }

    static string NameOf(OfficePaper paper, string kind)
    {
        var name = Fold.Of($"{paper.Type} {(paper.NumberText.Length > 0 ? paper.NumberText : "du thao")}");
        return string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')) + kind;
    }
}
