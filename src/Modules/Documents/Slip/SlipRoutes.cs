using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Documents;

/// <summary>Routes of the routing slip.</summary>
static class SlipRoutes
{
    const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var one = routes.MapGroup("/documents/in/{id:guid}");
        one.MapPost("/lead", LeadAsync).Needs(DocumentsRights.See);
        one.MapPost("/hand", HandAsync).Needs(DocumentsRights.Own);
        one.MapPost("/take", async (Guid id, HttpContext context, Routing routing, CancellationToken stop) =>
        {
            await routing.TakeAsync(id, stop);
            return Show.Done(context, "/documents/in/" + id, "Đã ký nhận văn bản.");
        }).Needs(DocumentsRights.Own);
        one.MapPost("/start", async (Guid id, HttpContext context, Routing routing, CancellationToken stop) =>
        {
            await routing.StartAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, "/documents/in/" + id, "Đã ghi nhận bắt đầu xử lý.");
        }).Needs(DocumentsRights.Own);
        one.MapPost("/propose", async (Guid id, HttpContext context, Routing routing, CancellationToken stop) =>
        {
            await routing.ProposeAsync(id, (await Form.ReadAsync(context.Request, stop)).Required("text", 2000), stop);
            return Show.Done(context, "/documents/in/" + id, "Đã ghi đề xuất vào phiếu.");
        }).Needs(DocumentsRights.Own);
        one.MapPost("/done", async (Guid id, HttpContext context, Routing routing, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await routing.DoneAsync(id, form.Whole("version"), new(form.Required("result", 1000), form.Day("done"), form.Id("answer")), stop);
            return Show.Done(context, "/documents/in/" + id, "Đã ghi kết quả giải quyết.");
        }).Needs(DocumentsRights.Own);
        one.MapPost("/reopen", async (Guid id, HttpContext context, Routing routing, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await routing.ReopenAsync(id, form.Whole("version"), form.Required("reason", 300), stop);
            return Show.Done(context, "/documents/in/" + id, "Đã mở lại văn bản để xử lý tiếp.");
        }).Needs(DocumentsRights.See);
        one.MapGet("/slip.docx", async (Guid id, PaperBook book, SlipPaper slip, CancellationToken stop) =>
            await book.FindAsync(id, stop) is var paper ? Results.File(await slip.DocxAsync(paper, stop), Word, $"phieu-giai-quyet-{paper.Number}-{paper.Year}.docx")
                : null!).Needs(DocumentsRights.Own);
        one.MapGet("/slip.pdf", async (Guid id, PaperBook book, SlipPaper slip, CancellationToken stop) =>
            await book.FindAsync(id, stop) is var paper ? Results.File(await slip.PdfAsync(paper, stop), "application/pdf",
                $"phieu-giai-quyet-{paper.Number}-{paper.Year}.pdf") : null!).Needs(DocumentsRights.Own);
    }

    static async Task<IResult> LeadAsync(Guid id, HttpContext context, Routing routing, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await routing.LeadAsync(id, form.Whole("version"), new(form.Text("opinion", 1000), form.Required("lead", 60), form.All("with"), form.Day("due"),
            form.Text("byName", 120)), stop);
        return Show.Done(context, "/documents/in/" + id, "Đã phân phối văn bản và báo cho nơi nhận việc.");
    }

    static async Task<IResult> HandAsync(Guid id, HttpContext context, Routing routing, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await routing.HandAsync(id, form.Whole("version"), form.Required("handler", 60), form.Text("opinion", 1000), form.Day("due"), stop);
        return Show.Done(context, "/documents/in/" + id, "Đã giao người xử lý.");
    }
}
