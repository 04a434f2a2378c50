using LienY.Design;
using LienY.Kernel;
using LienY.Records.Pages.Fhir;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Records;

/// <summary>Addresses of the pages for integrators.</summary>
static class IntegrationRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/integration", async (HttpContext context, Integration integration, CancellationToken stop) =>
            Show.Page<DeskPage>(new { View = await integration.DeskAsync(context, stop) })).Needs(RecordsRights.Exchange);
        routes.MapGet("/integration/resources", async (string? type, Integration integration, CancellationToken stop) =>
            Show.Page<BrowsePage>(new { View = await integration.BrowseAsync(type ?? "", "", null, stop) })).Needs(RecordsRights.Exchange);
        routes.MapPost("/integration/resources", async (HttpContext context, Integration integration, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            return Show.Page<BrowsePage>(new { View = await integration.BrowseAsync(form.Text("type", 60), form.Text("q", 2000), form.Text("next", 4000), stop) });
        }).Needs(RecordsRights.Exchange);
        routes.MapGet("/integration/resources/{type}/{id}", async (string type, string id, string? version, Integration integration, CancellationToken stop) =>
            Show.Page<ResourcePage>(new { View = await integration.ResourceAsync(type, id, version, stop) })).Needs(RecordsRights.Exchange);
        routes.MapGet("/integration/try", () => Show.Page<TryPage>(new { View = new TryView("GET", "metadata", "", false, 0, [], default, "") })).Needs(RecordsRights.Exchange);
        routes.MapPost("/integration/try", async (HttpContext context, Integration integration, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            return Show.Page<TryPage>(new { View = await integration.TryAsync(form.Text("method", 10), form.Text("path", 4000), form.Text("body", 200_000), context, stop) });
        }).Needs(RecordsRights.Exchange);
        Hooks(routes);
        Bulk(routes);
    }

    static void Hooks(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/integration/hooks", async (HookShowing showing, CancellationToken stop) =>
            Show.Page<HooksPage>(new { View = await showing.ListAsync(stop) })).Needs(RecordsRights.Exchange);
        routes.MapExport("/integration/hooks/export", async (HookShowing showing, Words words, CancellationToken stop) =>
            Export.Of("nhan-tin", [words["Khi có"], words["Gọi tới"], words["Tình trạng"], words["Đã gửi"], words["Đang chờ"], words["Lần gửi cuối"], words["Lỗi"]],
                (await showing.ListAsync(stop)).Select(r => new object?[]
                {
                    r.Hook.Type + (r.Hook.Query.Length > 0 ? "?" + r.Hook.Query : ""), r.Hook.Endpoint, words[HookWords.Of(r.Hook)], r.Hook.Sent, r.Waiting, r.Hook.SentAt, r.Hook.Error,
                }))).Needs(RecordsRights.Exchange);
        routes.MapPost("/integration/hooks/{fid}", async (string fid, HttpContext context, HookShowing showing, CancellationToken stop) =>
        {
            var on = (await Form.ReadAsync(context.Request, stop)).Text("on", 10) == "on";
            await showing.SwitchAsync(fid, on, stop);
            return Show.Done(context, "/integration/hooks", on ? Words.Key("Đã bật lại; các tin đang chờ sẽ được gửi.") : Words.Key("Đã tắt nhận tin tự động."));
        }).Needs(RecordsRights.Exchange);
    }

    static void Bulk(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/integration/bulk", async (BulkBook book, Caller caller, CancellationToken stop) =>
        {
            var jobs = new List<(BulkJob, List<BulkFile>)>();
            foreach (var job in await book.OfAsync(caller, stop)) if (await book.FindAsync(job.Id, stop) is { } found) jobs.Add(found);
            return Show.Page<BulkPage>(new { View = jobs });
        }).Needs(RecordsRights.Export);
        routes.MapPost("/integration/bulk", async (HttpContext context, BulkAsking asking, FhirSeats seats, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var wish = new Dictionary<string, string> { ["_type"] = form.Text("types", 1000) };
            if (form.Day("since") is { } since) wish["_since"] = since.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            try
            {
                await asking.StartAsync(await seats.OfAsync(null, stop), FhirHttp.Base(context) + "/$export", wish, "", stop);
            }
            catch (FhirProblem problem)
            {
                throw problem.Status == 429 ? Refusal.Conflict("Đã có ba yêu cầu xuất đang chạy. Xin chờ một yêu cầu xong.")
                    : new Refusal(RefusalKind.Invalid, "Loại tài nguyên không đúng. Xin ghi tên theo FHIR R4, cách nhau bằng dấu phẩy.") { Field = "types" };
            }
            return Show.Done(context, "/integration/bulk", Words.Key("Đang xuất; trang này sẽ có tệp sau ít phút."));
        }).Needs(RecordsRights.Export);
        routes.MapPost("/integration/bulk/{id:guid}/end", async (Guid id, HttpContext context, BulkBook book, BulkWork work, Caller caller, CancellationToken stop) =>
        {
            if (await book.FindAsync(id, stop) is not { } found || !found.Job.IsOf(caller)) throw Refusal.Missing("Không có lần xuất này.");
            await work.EndAsync(id, "", stop);
            return Show.Done(context, "/integration/bulk", Words.Key("Đã xóa các tệp đã xuất."));
        }).Needs(RecordsRights.Export);
    }
}
