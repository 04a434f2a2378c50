using LienY.Design;
using LienY.Kernel;
using LienY.Plans.Pages.Links;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Plans;

/// <summary>Routes of the page "Liên kết".</summary>
static class LinkRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var one = routes.MapGroup("/plans/{id:guid}/links");
        one.MapGet("", async (Guid id, LinkDesk desk, CancellationToken stop) => Show.Page<LinksPage>(new { Model = (object)await desk.LayAsync(id, stop) })).Needs(Rights.Read);
        one.MapExport("/differences", ExportAsync).Needs(Rights.Read);
        one.MapPost("/parent", async (Guid id, HttpContext context, LinkWork work, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await work.LinkParentAsync(id, form.Whole("version"), form.Id("parent"), stop);
            return Show.Done(context, $"/plans/{id}/links", Words.Key("Đã ghi liên kết."));
        }).Needs(Rights.Link);
        one.MapPost("/agreement", async (Guid id, HttpContext context, LinkWork work, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await work.LinkAgreementAsync(id, form.Whole("version"), form.Id("agreement"), stop);
            return Show.Done(context, $"/plans/{id}/links", Words.Key("Đã ghi liên kết."));
        }).Needs(Rights.Link);
        one.MapPost("/ties", async (Guid id, HttpContext context, LinkWork work, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await work.TieAsync(id, form.Id("own") ?? Guid.Empty, form.Id("above") ?? Guid.Empty, form.One<TieState>("state"), stop);
            return Show.Done(context, $"/plans/{id}/links#ties");
        }).Needs(Rights.Link);
        one.MapPost("/ties/{tie:guid}/undo", async (Guid id, Guid tie, HttpContext context, LinkWork work, CancellationToken stop) =>
        {
            await work.UntieAsync(id, tie, stop);
            return Show.Done(context, $"/plans/{id}/links#ties");
        }).Needs(Rights.Link);
        one.MapPost("/settle", async (Guid id, HttpContext context, LinkWork work, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await work.SettleAsync(id, form.Required("difference", 600), form.Required("note"), stop);
            return Show.Done(context, $"/plans/{id}/links#differences", Words.Key("Đã ghi ý kiến."));
        }).Needs(Rights.Link);
    }

    static async Task<IResult> ExportAsync(Guid id, LinkDesk desk, Words words, CancellationToken stop)
    {
        var view = await desk.LayAsync(id, stop);
        return Export.Of("diem-khac-nhau", view.Differences.Select(d => new object?[]
        {
            words[d.Text, [.. d.Args]], string.Join(" | ", d.Sides.Select(s => $"{s.Plan.Number} [{s.Line.ToString(Say.Vietnam)}] {s.Quote}")), d.Settled?.Note, d.Settled?.UserName,
        }).Prepend([words["Điểm khác nhau"], words["Trích hai bên"], words["Ý kiến"], words["Người ghi"]]));
    }
}
