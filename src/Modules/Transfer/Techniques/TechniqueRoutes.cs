using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using LienY.Transfer.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Transfer;

/// <summary>Addresses of techniques: catalogue, facility, import, matrix; what became of them after hand-over.</summary>
static class TechniqueRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/transfer/techniques", async (HttpRequest request, TechniqueDesk desk, CancellationToken stop) =>
            Show.Page<CataloguePage>(new { Model = (object)await desk.CatalogueAsync(Asked(request), stop) })).Needs(TransferRights.See);
        routes.MapExport("/transfer/techniques/export", async (HttpRequest request, TechniqueDesk desk, Words words, CancellationToken stop) =>
        {
            Column[] head = [new(words["Mã"], ColumnKind.Text), words["Kỹ thuật"], words["Tuyến"], words["Loại"], words["Chuyên khoa"], words["Trạng thái"],
                words["Từ ngày"],
                words["Số quyết định"]];
            return Export.Of("danh-muc-ky-thuat", head, (await desk.CatalogueRowsAsync(Asked(request), stop)).Select(l => new object?[]
            {
                l.Technique.Code, l.Technique.Name, l.Technique.Tier, l.Technique.Class, words[Chapters.Of(l.Technique.Specialty)],
                    words[PackageWords.Technique(l.State)], l.Row?.FromDay,
                l.Row?.DecisionNumber,
            }));
        }).Needs(TransferRights.See);
        routes.MapGet("/transfer/facilities", async (HttpContext context, TechniqueDesk desk, CancellationToken stop) =>
            await desk.OwnAsync(stop) is { } own ? Show.Done(context, "/transfer/facilities/" + own) : Show.Done(context, "/transfer/techniques"))
                .Needs(TransferRights.See);
        Facility(routes);
        routes.MapGet("/transfer/matrix", async (HttpRequest request, TechniqueDesk desk, CancellationToken stop) =>
            Show.Page<MatrixPage>(new
            {
                Model = (object)await desk.MatrixAsync(Text(request, "q"), Text(request, "specialty"), Day(request, "on"), PageOf(request),
                stop)
            }))
            .Needs(TransferRights.See);
        routes.MapExport("/transfer/matrix/export", async (HttpRequest request, TechniqueDesk desk, Words words, CancellationToken stop) =>
        {
            var view = await desk.MatrixAsync(Text(request, "q"), Text(request, "specialty"), Day(request, "on"), null, stop);
            Column[] head = [new(words["Mã"], ColumnKind.Text), words["Kỹ thuật"], .. view.Facilities.Select(f => new Column(f.Name))];
            return Export.Of("ma-tran-ky-thuat", head, view.Lines.Select(l => (IReadOnlyList<object?>)[l.Code, l.Name, .. view.Facilities.Select(f =>
                l.At.TryGetValue(f.Id, out var row) ? (object?)$"{words[PackageWords.Technique(row.State)]}, {Say.Day(row.FromDay)}" : null)]));
        }).Needs(TransferRights.See);
        After(routes);
    }

    static void Facility(IEndpointRouteBuilder routes)
    {
        const string at = "/transfer/facilities/{id:guid}";
        routes.MapGet(at, async (Guid id, HttpRequest request, TechniqueDesk desk, CancellationToken stop) => Show.Page<FacilityPage>(new
        {
            Model = (object)await desk.FacilityAsync(id, Text(request, "q"), Text(request, "state"), Text(request, "technique"), Day(request, "on"),
                int.TryParse(request.Query["base"], System.Globalization.CultureInfo.InvariantCulture, out var year) ? year : null, PageOf(request), stop),
        })).Needs(TransferRights.See);
        routes.MapExport(at + "/export", async (Guid id, HttpRequest request, TechniqueDesk desk, Words words, CancellationToken stop) =>
        {
            Column[] head = [new(words["Mã"], ColumnKind.Text), words["Kỹ thuật"], words["Trạng thái"], words["Từ ngày"], new(words["Số quyết định"],
                ColumnKind.Text), words["Ngày quyết định"],
                words["Ghi chú"]];
            return Export.Of("ky-thuat-don-vi", head, (await desk.FacilityRowsAsync(id, Text(request, "state"), Day(request, "on"), stop)).Select(r => new object?[]
            {
                r.Technique, r.Name, words[PackageWords.Technique(r.State)], r.FromDay, r.DecisionNumber, r.DecisionDay, r.Note,
            }));
        }).Needs(TransferRights.See);
        routes.MapPost(at, async (Guid id, HttpContext context, ListKeeping use, CancellationToken stop) =>
        {
            var f = await Form.ReadAsync(context.Request, stop);
            var file = f.File("file");
            await using var content = file?.OpenReadStream();
            await use.EnterAsync(id, f.Required("technique", 300), f.Text("state", 20), f.Day("from") ?? throw new Refusal(RefusalKind.Invalid,
                "Xin nhập nội dung cho ô này.")
            { Field = "from" },
                f.Text("number", 100), f.Day("day"), f.Text("note", 500), file?.FileName ?? "", content, stop);
            return Show.Done(context, "/transfer/facilities/" + id, Words.Key("Đã ghi trạng thái kỹ thuật."));
        }).Needs(TransferRights.List);
        routes.MapGet(at + "/import", async (Guid id, LienY.Contracts.IOrganisations organisations, CancellationToken stop) =>
            Show.Page<ImportPage>(new { Model = (object)new ImportView(id, (await organisations.NamesAsync([id], null, stop)).GetValueOrDefault(id, "–"), null) }))
            .Needs(TransferRights.List);
        routes.MapPost(at + "/import", async (Guid id, HttpContext context, ListKeeping use, LienY.Contracts.IOrganisations organisations, CancellationToken stop) =>
        {
            var f = await Form.ReadAsync(context.Request, stop);
            var file = f.File("file") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp.") { Field = "file" };
            var result = await use.ImportAsync(id, file, f.Ticked("rest"), stop);
            if (!result.IsSaved) context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Show.Page<ImportPage>(new
            {
                Model = (object)new ImportView(id, (await organisations.NamesAsync([id], null, stop)).GetValueOrDefault(id, "–"),
                result)
            });
        }).Needs(TransferRights.List);
        routes.MapPost("/transfer/facility-techniques/{id:guid}/withdraw", async (Guid id, HttpContext context, ListKeeping use, CancellationToken stop) =>
            Show.Done(context, "/transfer/facilities/" + await use.WithdrawAsync(id, (await Form.ReadAsync(context.Request, stop)).Text("reason", 500), stop),
                Words.Key("Đã rút dòng.")))
            .Needs(TransferRights.List);
        routes.MapGet("/api/transfer/facilities/{id:guid}/techniques", async (Guid id, HttpRequest request, TechniqueDesk desk, CancellationToken stop) =>
            Results.Json((await desk.FacilityRowsAsync(id, Text(request, "state"), Day(request, "on"), stop)).Select(r => new
            {
                code = r.Technique,
                name = r.Name,
                state = r.State,
                from = r.FromDay,
                decision = r.DecisionNumber,
                decidedOn = r.DecisionDay,
            }))).Needs(TransferRights.See);
    }

    static void After(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/transfer/after", async (HttpRequest request, PackageDesk desk, CancellationToken stop) =>
            Show.Page<AfterPage>(new
            {
                Model = (object)await desk.AfterAsync(Guid.TryParse(request.Query["facility"], out var facility) ? facility : null,
                Text(request, "state"), stop)
            }))
            .Needs(TransferRights.See);
        routes.MapExport("/transfer/after/export", async (HttpRequest request, PackageDesk desk, Words words, CancellationToken stop) =>
        {
            var view = await desk.AfterAsync(Guid.TryParse(request.Query["facility"], out var facility) ? facility : null, Text(request, "state"), stop);
            Column[] head = [words["Đơn vị"], words["Mã gói"], new(words["Mã"], ColumnKind.Text), words["Kỹ thuật"], new(words["Số ca"], ColumnKind.Number),
                new(words["Ca độc lập"], ColumnKind.Number), words["Chuyển giao ngày"], words["Áp dụng ngày"], words["Duy trì ngày"], words["Chững lại từ"],
                    words["Không duy trì từ"]];
            return Export.Of("ky-thuat-sau-ban-giao", head, view.Items.Select(i => new object?[]
            {
                i.Facility, i.Package.Code, i.Standing.Technique, i.Standing.Name, i.Standing.Performed, i.Standing.Independent, i.Standing.TransferredOn,
                    i.Standing.AppliedOn,
                i.Standing.SustainedOn, i.Standing.StalledOn, i.Standing.LapsedOn,
            }));
        }).Needs(TransferRights.See);
        routes.MapGet("/transfer/standings/{id:guid}", async (Guid id, PackageDesk desk, CancellationToken stop) =>
            Show.Page<StandingPage>(new { Model = (object)await desk.StandingAsync(id, stop) })).Needs(TransferRights.See);
    }

    static string Text(HttpRequest request, string name) => request.Query[name].ToString() is { Length: <= 200 } text ? text : "";

    static DateOnly? Day(HttpRequest request, string name) => Say.TryDay(request.Query[name], out var day) ? day : null;

    static int PageOf(HttpRequest request) =>
        int.TryParse(request.Query["page"], System.Globalization.CultureInfo.InvariantCulture, out var page) && page is > 0 and < 100_000 ? page : 1;

    static CatalogueAsk Asked(HttpRequest request) => new(Text(request, "q"), Text(request, "tier"), Text(request, "specialty"), Text(request, "state"),
        Guid.TryParse(request.Query["facility"], out var facility) ? facility : null, PageOf(request));
}
