using LienY.Design;
using LienY.Evidence.Pages;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Evidence;

/// <summary>The catalogue of indicators: looking, writing, publishing.</summary>
static class CatalogueRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/evidence/catalogue", async (string? q, string? topic, string? law, CatalogueDesk desk, CancellationToken stop) =>
            Show.Page<CataloguePage>(new { Model = await desk.ListAsync(q ?? "", topic ?? "", law ?? "", stop) })).Needs(EvidenceRights.Read);
        routes.MapExport("/evidence/catalogue", ExportAsync).Needs(EvidenceRights.Read);
        routes.MapGet("/evidence/catalogue/new", async (CatalogueDesk desk, CancellationToken stop) => Show.Page<EntryFormPage>(new { Model = await desk.FormAsync(null, stop) })).Needs(EvidenceRights.Catalogue);
        routes.MapPost("/evidence/catalogue", CreateAsync).Needs(EvidenceRights.Catalogue);
        routes.MapGet("/evidence/catalogue/{id:guid}", async (Guid id, int? version, string? unit, CatalogueDesk desk, CancellationToken stop) =>
            Show.Page<EntryPage>(new { Model = await desk.OneAsync(id, version, Ask.Id(unit), stop) })).Needs(EvidenceRights.Read);
        routes.MapExport("/evidence/catalogue/{id:guid}/months", MonthsAsync).Needs(EvidenceRights.Read);
        routes.MapGet("/evidence/catalogue/{id:guid}/edit", async (Guid id, CatalogueDesk desk, CancellationToken stop) => Show.Page<EntryFormPage>(new { Model = await desk.FormAsync(id, stop) })).Needs(EvidenceRights.Catalogue);
        routes.MapPost("/evidence/catalogue/{id:guid}/edit", SaveAsync).Needs(EvidenceRights.Catalogue);
        routes.MapPost("/evidence/catalogue/{id:guid}/publish", PublishAsync).Needs(EvidenceRights.Catalogue);
        routes.MapPost("/evidence/catalogue/{id:guid}/drop", DropAsync).Needs(EvidenceRights.Catalogue);
        routes.MapGet("/evidence/catalogue/{id:guid}/compare", async (Guid id, int? a, int? b, CatalogueDesk desk, CancellationToken stop) =>
            Show.Page<ComparePage>(new { Model = await desk.CompareAsync(id, a ?? 1, b ?? 2, stop) })).Needs(EvidenceRights.Read);
        routes.MapPost("/evidence/catalogue/publish", async (HttpContext context, Cataloguing cataloguing, Words words, CancellationToken stop) =>
        {
            var (published, refused) = await cataloguing.PublishAllAsync(stop);
            return Show.Done(context, "/evidence/catalogue", refused.Count == 0 ? words["Đã công bố {0} bản thảo.", published]
                : words["Đã công bố {0} bản thảo; còn {1} bản chưa công bố được: {2}", published, refused.Count, $"{refused[0].Code}: {words.Of(refused[0].Why)}"]);
        }).Needs(EvidenceRights.Catalogue);
        routes.MapPost("/api/evidence/catalogue/publish", async (Cataloguing cataloguing, Words words, CancellationToken stop) =>
        {
            var (published, refused) = await cataloguing.PublishAllAsync(stop);
            return Results.Json(new { published, refused = refused.Select(r => new { code = r.Code, trouble = words.Of(r.Why) }) });
        }).Needs(EvidenceRights.Catalogue);
        routes.MapGet("/api/evidence/catalogue", ApiAsync).Needs(EvidenceRights.Read);
    }

    static async Task<IResult> CreateAsync(HttpContext context, Cataloguing cataloguing, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var id = await cataloguing.CreateAsync(form.Required("code", 60), null, IndicatorInput.Of(form), stop);
        return Show.Done(context, $"/evidence/catalogue/{id}", "Đã lưu bản thảo. Công bố khi đã kiểm tra xong.");
    }

    static async Task<IResult> SaveAsync(Guid id, HttpContext context, Cataloguing cataloguing, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var number = await cataloguing.SaveAsync(id, form.Whole("version"), IndicatorInput.Of(form), stop);
        return Show.Done(context, $"/evidence/catalogue/{id}?version={number}", "Đã lưu bản thảo. Công bố khi đã kiểm tra xong.");
    }

    static async Task<IResult> PublishAsync(Guid id, HttpContext context, Cataloguing cataloguing, CancellationToken stop)
    {
        await cataloguing.PublishAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
        return Show.Done(context, $"/evidence/catalogue/{id}", "Đã công bố phiên bản này.");
    }

    static async Task<IResult> DropAsync(Guid id, HttpContext context, Cataloguing cataloguing, CancellationToken stop)
    {
        await cataloguing.DropAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
        return Show.Done(context, "/evidence/catalogue", "Đã xóa bản thảo.");
    }

    static async Task<IResult> ExportAsync(string? q, string? topic, string? law, CatalogueDesk desk, Words words, CancellationToken stop)
    {
        var view = await desk.ListAsync(q ?? "", topic ?? "", law ?? "", stop);
        var heads = view.Rows.Count == 0 ? [] : VersionLines.Of(view.Rows[0].Version, words).Select(l => l.Label);
        return Export.Of("danh-muc-chi-tieu", [words["Mã"], "UID", words["Phiên bản"], .. heads],
            view.Rows.Select(r => new object?[] { r.Code, r.Uid, r.Version.Number }.Concat(VersionLines.Of(r.Version, words).Select(l => (object?)l.Text)).ToArray()));
    }

    static async Task<IResult> MonthsAsync(Guid id, int? version, string? unit, CatalogueDesk desk, Words words, CancellationToken stop)
    {
        var view = await desk.OneAsync(id, version, Ask.Id(unit), stop);
        return Export.Of("chi-tieu-theo-thang", [words["Từ ngày"], words["Đến ngày"], words["Giá trị"], words["Cùng kỳ năm trước"], words["Số sự kiện"]],
            view.Months.Select(m => new object?[] { m.From, m.To, m.Now.Value, m.Before.Value, m.Now.Facts }));
    }

    static async Task<IResult> ApiAsync(string? q, string? topic, string? law, CatalogueDesk desk, CancellationToken stop) =>
        Results.Json((await desk.ListAsync(q ?? "", topic ?? "", law ?? "", stop)).Rows.Where(r => !r.Version.IsDraft).Select(r => new
        {
            id = r.Id,
            code = r.Code,
            uid = r.Uid,
            version = r.Version.Number,
            name = r.Version.Name,
            nameEn = r.Version.NameEn,
            nameZh = r.Version.NameZh,
            unit = r.Version.Unit,
            group = r.Version.Topic,
            direction = r.Version.Direction.ToString(),
            numerator = r.Version.Numerator,
            denominator = r.Version.Denominator,
            factor = r.Version.Factor,
            annualised = r.Version.IsAnnualised,
            missing = r.Version.Missing.ToString(),
            decimals = r.Version.Decimals,
            source = r.Version.Source,
            law = r.Version.Law,
            validFrom = r.Version.ValidFrom,
            validTo = r.Version.ValidTo,
        }));
}
