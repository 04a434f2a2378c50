using LienY.Design;
using LienY.Kernel;
using LienY.Logbook.Pages;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Logbook;

/// <summary>Addresses of the two sources side by side.</summary>
static class SourcesRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/logbook/sources", async (HttpRequest request, SourcesDesk desk, CancellationToken stop) =>
            Show.Page<SourcesPage>(new { Model = (object)await desk.LoadAsync(request, stop) })).Needs(LogbookRights.Compare);
        routes.MapExport("/logbook/sources/export", async (HttpRequest request, SourcesDesk desk, Words words, CancellationToken stop) =>
        {
            var view = await desk.LoadAsync(request, stop);
            Column[] head = [words["Ngày"], words["Mã kỹ thuật"], words["Kỹ thuật"], words["Nguồn"], words["Nhật ký"], words["Dữ liệu khám chữa bệnh"],
                words["Giải trình"]];
            return Export.Of("doi-chieu-nhat-ky", head, view.Lines.Select(l => new object?[]
            {
                l.On, l.Technique, l.Name, words[SourceWords.Of(l.Where)], l.Logged is { } c ? new Link(words[LogWords.Of(c.State)], "/logbook/cases/" + c.Id) : null,
                l.Row is { } r ? new Link(string.Join(", ", r.Members.Select(m => m.Name).DefaultIfEmpty(words["Mở"])), "/logbook/feed/" + r.Id)
                    : null, l.Settled?.Reason,
            }));
        }).Needs(LogbookRights.Compare);
        routes.MapGet("/logbook/feed/{id:guid}", async (Guid id, SourcesDesk desk, CancellationToken stop) =>
            Show.Page<FeedRowPage>(new { Model = (object)await desk.RowAsync(id, stop) })).Needs(LogbookRights.See);
        routes.MapPost("/logbook/sources/explain", async (HttpContext context, SourcesDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await desk.ExplainAsync(form.Text("about", 200), form.Required("reason", 500), stop);
            return Show.Done(context, form.Text("back", 300) is { Length: > 0 } back ? back : "/logbook/sources", Words.Key("Đã ghi giải trình."));
        }).Needs(LogbookRights.Compare);
        routes.MapPost("/logbook/sources/join", async (HttpContext context, SourcesDesk desk, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await desk.JoinAsync(form.Id("case") ?? default, form.Id("row")
                ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn dòng dữ liệu để ghép.") { Field = "row" }, stop);
            return Show.Done(context, form.Text("back", 300) is { Length: > 0 } back ? back : "/logbook/sources", Words.Key("Đã ghép hai nguồn."));
        }).Needs(LogbookRights.Compare);
    }
}

/// <summary>Where a performance stands, in words (keys).</summary>
static class SourceWords
{
    /// <summary>A kind of line.</summary>
    public static string Of(string where) => where switch
    {
        "both" => Words.Key("có ở cả hai nguồn"),
        "log" => Words.Key("ghi nhật ký, không có trong dữ liệu khám chữa bệnh"),
        _ => Words.Key("có trong dữ liệu khám chữa bệnh, chưa ghi nhật ký"),
    };
}
