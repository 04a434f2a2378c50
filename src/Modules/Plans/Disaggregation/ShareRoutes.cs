using System.Text;
using LienY.Design;
using LienY.Kernel;
using LienY.Plans.Pages.Links;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Plans;

/// <summary>Routes of shared targets.</summary>
static class ShareRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var one = routes.MapGroup("/plans/{id:guid}/targets/{target:guid}/units");
        one.MapGet("", async (Guid id, Guid target, string? propose, ShareDesk desk, CancellationToken stop) =>
            Show.Page<SharingPage>(new { Model = (object)await desk.LayAsync(id, target, propose, stop) })).Needs(Rights.Read);
        routes.MapExport("/plans/{id:guid}/targets/{target:guid}/units", ExportAsync).Needs(Rights.Read);
        one.MapPost("", async (Guid id, Guid target, HttpContext context, ShareWork work, CancellationToken stop) =>
        {
            await work.SetAsync(id, target, await Form.ReadAsync(context.Request, stop), stop);
            return Back(context, id, target, Words.Key("Đã lưu."));
        }).Needs(Rights.Work);
        one.MapPost("/way", async (Guid id, Guid target, HttpContext context, ShareWork work, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await work.SetWayAsync(id, target, form.Whole("version"), form.One<SharingWay>("way"), stop);
            return Back(context, id, target, Words.Key("Đã lưu."));
        }).Needs(Rights.Work);
        one.MapPost("/add", async (Guid id, Guid target, HttpContext context, ShareWork work, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await work.AddAsync(id, target, [.. form.All("unit").Select(u => Guid.TryParse(u, out var unit) ? unit : Guid.Empty)], stop);
            return Back(context, id, target, Words.Key("Đã thêm đơn vị. Xin ghi mức cho từng đơn vị."));
        }).Needs(Rights.Work);
        one.MapPost("/table", TableAsync).Needs(Rights.Work);
        one.MapPost("/weights", async (Guid id, Guid target, HttpContext context, ShareWork work, Words words, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var (taken, name, without) = await work.WeighAsync(id, target, form.Text("population", 100), form.Whole("year"), stop);
            return Show.Done(context, $"/plans/{id}/targets/{target}/units?propose=weight#proposal", without.Count == 0 ? words["Đã lấy dân số của {0} đơn vị ({1}).", taken, (object)name]
                : words["Đã lấy dân số của {0} đơn vị ({1}); chưa có số: {2}.", taken, (object)name, string.Join("; ", without.Take(8))]);
        }).Needs(Rights.Work);
        one.MapPost("/accept", AcceptAsync).Needs(Rights.Work);
        routes.MapGet("/unit-targets", async (Guid? unit, ShareDesk desk, CancellationToken stop) =>
            Show.Page<UnitTargetsPage>(new { Model = (object)await desk.OfUnitAsync(unit, stop) })).Needs(Rights.Read);
    }

    static async Task<IResult> TableAsync(Guid id, Guid target, HttpContext context, ShareWork work, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        using var content = new MemoryStream();
        if (form.File("file") is { } file) await file.CopyToAsync(content, stop);
        else content.Write(Encoding.UTF8.GetBytes(form.Required("table", 60_000)));
        content.Position = 0;
        await work.TakeAsync(id, target, ShareWork.Read(content), stop);
        return Back(context, id, target, Words.Key("Đã ghi bảng giao chỉ tiêu."));
    }

    static async Task<IResult> AcceptAsync(Guid id, Guid target, HttpContext context, ShareDesk desk, ShareWork work, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var proposal = (await desk.LayAsync(id, target, form.Text("propose", 20), stop)).Proposal ?? throw Refusal.Conflict("Chưa chia được: chỉ tiêu chưa có mức, hoặc chưa có đơn vị nào.");
        await work.AcceptAsync(id, target, proposal, stop);
        return Back(context, id, target, Words.Key("Đã nhận mức đề xuất."));
    }

    static async Task<IResult> ExportAsync(Guid id, Guid target, ShareDesk desk, Words words, CancellationToken stop)
    {
        var view = await desk.LayAsync(id, target, null, stop);
        return Export.Of("giao-chi-tieu", view.Rows.Select(r => new object?[]
        {
            r.Unit, r.Share.Value, r.Share.Weight, r.Share.StartsOn, r.Share.EndsOn, r.Reading?.Value, r.Percent, words[Design.Components.Signs.Word(r.Status)],
        }).Prepend([words["Đơn vị"], words["Mức giao"], words["Mẫu số"], words["Từ ngày"], words["Hạn"], words["Thực hiện"], words["% mức giao"], words["Đánh giá"]]));
    }

    static IResult Back(HttpContext context, Guid id, Guid target, string said) => Show.Done(context, $"/plans/{id}/targets/{target}/units", said);
}
