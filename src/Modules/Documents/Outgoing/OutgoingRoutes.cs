using LienY.Contracts;
using LienY.Design;
using LienY.Documents.Pages;
using LienY.Edxml;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Documents;

/// <summary>Routes of the register of outgoing papers.</summary>
static class OutgoingRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/documents/out", async (HttpRequest request, OutgoingListing list, CancellationToken stop) =>
            Show.Page<OutgoingPage>(new { Model = (object)await list.ListAsync(PapersAsk.Of(request), stop) })).Needs(DocumentsRights.See);
        routes.MapExport("/documents/outgoing", ExportAsync).Needs(DocumentsRights.See);
        routes.MapGet("/documents/out/new", async (Guid? org, Guid? answers, OutgoingListing list, CancellationToken stop) =>
            Show.Page<OutgoingFormPage>(new { Model = (object)await list.FormAsync(null, org, answers, stop) })).Needs(DocumentsRights.Register);
        routes.MapPost("/documents/out/new", IssueAsync).Needs(DocumentsRights.Register);
        routes.MapPost("/documents/out/reserve", ReserveAsync).Needs(DocumentsRights.Register);
        var one = routes.MapGroup("/documents/out/{id:guid}");
        one.MapGet("", async (Guid id, OutgoingListing list, CancellationToken stop) =>
            Show.Page<OutgoingPaperPage>(new { Model = (object)await list.OneAsync(id, stop) })).Needs(DocumentsRights.See);
        one.MapGet("/edit", async (Guid id, OutgoingListing list, CancellationToken stop) =>
            Show.Page<OutgoingFormPage>(new { Model = (object)await list.FormAsync(id, null, null, stop) })).Needs(DocumentsRights.Register);
        one.MapPost("/edit", ChangeAsync).Needs(DocumentsRights.Register);
        one.MapPost("/cancel", CancelAsync).Needs(DocumentsRights.Register);
        one.MapPost("/send", SendAsync).Needs(DocumentsRights.Register);
        one.MapPost("/recall", RecallAsync).Needs(DocumentsRights.Register);
        one.MapGet("/edxml", EdxmlAsync).Needs(DocumentsRights.See);
        routes.MapGet("/api/documents/outgoing", ApiAsync).Needs(DocumentsRights.See);
    }

    static async Task<IResult> IssueAsync(HttpContext context, Issuing issuing, Desks desks, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var organisation = await desks.ChosenAsync(DocumentsRights.Register, form.Id("org"), stop);
        var row = await issuing.IssueAsync(organisation, OutgoingInput.Of(form), null, "", (await context.Request.ReadFormAsync(stop)).Files, stop);
        return Show.Done(context, "/documents/out/" + row.Id, "Đã cấp số và ghi vào sổ văn bản đi.");
    }

    static async Task<IResult> ReserveAsync(HttpContext context, Issuing issuing, Desks desks, TimeProvider clock, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var organisation = await desks.ChosenAsync(DocumentsRights.Register, form.Id("org"), stop);
        await issuing.ReserveAsync(organisation, form.Text("type", 20), clock.Today(), form.Whole("count", 1), form.Required("for", 200), stop);
        return Show.Done(context, $"/documents/out?org={organisation}&state=Reserved", "Đã giữ số. Khi có văn bản, mở dòng này để phát hành.");
    }

    static async Task<IResult> ChangeAsync(Guid id, HttpContext context, Issuing issuing, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await issuing.ChangeAsync(id, form.Whole("version"), OutgoingInput.Of(form), (await context.Request.ReadFormAsync(stop)).Files, form.Text("reason", 300), stop);
        return Show.Done(context, "/documents/out/" + id, "Đã lưu. Nội dung cũ vẫn xem được trong lịch sử.");
    }

    static async Task<IResult> CancelAsync(Guid id, HttpContext context, Issuing issuing, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await issuing.CancelAsync(id, form.Whole("version"), form.Required("reason", 300), stop);
        return Show.Done(context, "/documents/out/" + id, "Đã hủy số. Số này vẫn đứng trong sổ và không dùng lại.");
    }

    static async Task<IResult> SendAsync(Guid id, HttpContext context, Sending sending, IProof proof, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var typed = form.Text("other", 500).Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var key = form.Id("key");
        if (key is not null) await proof.ProveAsync(context, stop);
        await sending.QueueAsync(id, new([.. form.All("codes"), .. typed], form.One<EdxmlBusiness>("business"), form.Text("reason", 300), form.One<Urgency>("urgency"),
            form.Day("due"),
            form.Text("replaces", 500).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        { KeyId = key }, stop);
        return Show.Done(context, "/documents/out/" + id, "Đã xếp văn bản vào hàng gửi; trạng thái của từng nơi nhận hiện ở dưới.");
    }

    static async Task<IResult> RecallAsync(Guid id, HttpContext context, Sending sending, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await sending.QueueAsync(id, new(form.All("codes"), EdxmlBusiness.Recall, form.Required("reason", 300), Urgency.Normal, null, []), stop);
        return Show.Done(context, "/documents/out/" + id, "Đã gửi yêu cầu lấy lại; nơi nhận sẽ trả lời.");
    }

    static async Task<IResult> EdxmlAsync(Guid id, Sending sending, CancellationToken stop)
    {
        var (message, attached) = await sending.ExportAsync(id, stop);
        var room = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        await sending.WriteAsync(room, message, attached, stop);
        room.Position = 0;
        return Results.File(room, "application/xml", $"van-ban-{message.Number}.edxml");
    }

    static async Task<IResult> ExportAsync(HttpRequest request, OutgoingListing list, Words words, CancellationToken stop)
    {
        string[] heads = [Words.Key("Số, ký hiệu"), Words.Key("Ngày văn bản"), Words.Key("Tên loại và trích yếu nội dung"), Words.Key("Người ký"),
            Words.Key("Nơi nhận"), Words.Key("Đơn vị, người nhận bản lưu"),
            Words.Key("Số lượng bản"), Words.Key("Ngày chuyển"), Words.Key("Ký nhận"), Words.Key("Ghi chú")];
        return Export.Of("so-van-ban-di", [.. heads.Select(h => new Column(words[h]))], (await list.AllAsync(PapersAsk.Of(request), stop))
            .Select(o => (IReadOnlyList<object?>)
            [o.Code, o.Day, $"{PaperTypes.Name(o.Type)}: {o.Subject}", o.Signer, o.Recipients.Replace('\n', ';'), o.Archive, o.Copies, o.SentOn,
                words[OutgoingWords.Of(o.State)],
                o.StateReason.Length > 0 ? o.StateReason : o.Note]));
    }

    static async Task<IResult> ApiAsync(HttpRequest request, OutgoingListing list, CancellationToken stop) =>
        Results.Json((await list.AllAsync(PapersAsk.Of(request), stop)).Select(o => new
        {
            id = o.Id,
            code = o.Code,
            number = o.Number,
            year = o.Year,
            type = o.Type,
            subject = o.Subject,
            day = o.Day,
            signer = o.Signer,
            state = o.State.ToString(),
            source = o.Source,
        }));
}
