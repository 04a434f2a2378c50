using System.Globalization;
using LienY.Design;
using LienY.Kernel;
using LienY.Reports.Pages;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Reports;

/// <summary>Routes of templates.</summary>
static class TemplateRoutes
{
    const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/reports/templates", async (TemplateDesk desk, CancellationToken stop) => Show.Page<TemplatesPage>(new { Model = (object)await desk.LoadAsync(stop) })).Needs(ReportsRights.Read);
        routes.MapPost("/reports/templates", AddAsync).Needs(ReportsRights.Arrange);
        routes.MapPost("/reports/templates/{id:guid}/retire", async (Guid id, HttpContext context, TemplateDesk desk, CancellationToken stop) =>
        {
            await desk.RetireAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, "/reports/templates", "Đã lưu.");
        }).Needs(ReportsRights.Arrange);
        routes.MapGet("/reports/templates/start.docx", () => Results.File(StartingTemplate.Make(), Word, "mau-bao-cao.docx")).Needs(ReportsRights.Read);
        routes.MapGet("/reports/templates/{id:guid}/file", async (Guid id, TemplateDesk desk, CancellationToken stop) =>
        {
            var (template, file) = await desk.OpenAsync(id, stop);
            return Results.File(file, Word, $"mau-bao-cao-ban-{template.Edition.ToString(CultureInfo.InvariantCulture)}.docx");
        }).Needs(ReportsRights.Read);
        routes.MapExport("/reports/templates/fields", (Words words) =>
        {
            Column[] head = [words["Trường"], words["Ý nghĩa"], words["Bảng"]];
            return Task.FromResult(Export.Of("truong-cua-mau", head, ReportFields.Texts.Select(t => new object?[] { "{{" + t.Name + "}}", words[t.Meaning], "" })
                .Concat(ReportFields.Tables.SelectMany(t => t.Columns.Select(c => new object?[] { "{{" + t.Name + "." + c + "}}", words[t.Meaning], t.Name })))));
        }).Needs(ReportsRights.Read);
    }

    static async Task<IResult> AddAsync(HttpContext context, TemplateDesk desk, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var organisation = form.Id("organisation") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn một mục trong danh sách.") { Field = "organisation" };
        var file = form.File("file");
        var warnings = await desk.AddAsync(organisation, form.Id("plan"), form.Required("name", 120), file?.FileName is { Length: > 0 } name ? name[..Math.Min(name.Length, 200)] : "",
            await Uploads.ReadAsync(file, TemplateDesk.MostBytes, stop), stop);
        return warnings.Count == 0 ? Show.Done(context, "/reports/templates", "Đã nhận mẫu; báo cáo lập từ nay dùng mẫu này.")
            : Show.Done(context, "/reports/templates", "Đã nhận mẫu, nhưng mẫu có chỗ khác thể thức quy định; xin xem cảnh báo ở dòng của mẫu.");
    }
}
