using LienY.Design;
using LienY.Kernel;
using LienY.Records.Pages.Release;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Records;

/// <summary>Addresses of bases and requests.</summary>
static class ReleaseRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/records/bases", async (string? state, string? side, BasisShowing showing, CancellationToken stop) =>
            Show.Page<BasesPage>(new { View = await showing.ListAsync(state ?? "live", side ?? "", stop) })).Needs(RecordsRights.Bases);
        routes.MapExport("/records/bases/export", async (string? state, string? side, BasisShowing showing, Words words, CancellationToken stop) =>
            Export.Of("can-cu", [words["Loại căn cứ"], words["Đơn vị giữ"], words["Đơn vị nhận"], words["Người bệnh"], words["Mục đích"],
                words["Số, ngày văn bản hoặc điều luật"], words["Từ"], words["Đến"], words["Tình trạng"]],
                (await showing.ListAsync(state ?? "live", side ?? "", stop)).Rows.Select(r =>
                    new object?[] { words[r.Kind], r.Holder, r.Receiver, words[r.Person], words[r.Purpose], r.Reference, r.From, r.To,
                    words[r.State] }))).Needs(RecordsRights.Bases);
        routes.MapGet("/records/bases/new", async (Guid? person, BasisShowing showing, CancellationToken stop) =>
            Show.Page<BasisFormPage>(new { View = await showing.FormAsync(person, null, stop) })).Needs(RecordsRights.Bases);
        routes.MapPost("/records/bases/new", async (HttpContext context, BasisWriting writing, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var holder = form.Id("holder") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị giữ hồ sơ.") { Field = "holder" };
            return Show.Done(context, $"/records/bases/{(await writing.CreateAsync(BasisWriting.Read(form, holder), form.File("paper"), stop)).Id}",
                Words.Key("Đã ghi căn cứ."));
        }).Needs(RecordsRights.Bases);
        routes.MapGet("/records/bases/{id:guid}", async (Guid id, BasisShowing showing, CancellationToken stop) =>
            Show.Page<BasisPage>(new { View = await showing.OneAsync(id, stop) })).Needs(RecordsRights.Bases);
        routes.MapGet("/records/bases/{id:guid}/paper", async (Guid id, BasisShowing showing, IFiles files, CancellationToken stop) =>
        {
            var view = await showing.OneAsync(id, stop);
            // The paper is the person's: only its holder opens it.
            if (!view.MayPaper || view.Basis.Evidence is not { } hash) throw Refusal.Missing("Không có văn bản kèm theo.");
            return Results.File(await files.OpenAsync(view.Basis.HolderId, hash, stop), "application/octet-stream", view.Basis.EvidenceName);
        }).Needs(RecordsRights.Bases);
        routes.MapPost("/records/bases/{id:guid}/revoke", async (Guid id, HttpContext context, BasisWriting writing, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await writing.RevokeAsync(id, form.Whole("version", -1), form.Required("why", 500), stop);
            return Show.Done(context, $"/records/bases/{id}", Words.Key("Đã thu hồi căn cứ; hồ sơ liên quan đã đóng."));
        }).Needs(RecordsRights.Bases);

        routes.MapGet("/records/abroad", async (AbroadSetting abroad, TrailBook trail, CancellationToken stop) => Show.Page<AbroadPage>(new
        {
            IsOn = await abroad.IsOnAsync(stop),
            Last = (await trail.NewestAsync(20, objectId: AbroadSetting.Object, stop: stop)).FirstOrDefault(),
        })).Needs(RecordsRights.Abroad);
        routes.MapPost("/records/abroad", async (HttpContext context, AbroadSetting abroad, TrailBook trail, Caller caller, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var (on, decision) = (form.Text("do", 5) == "on", form.Required("reference", 300));
            await abroad.SetAsync(on, stop);
            await trail.WriteAsync(caller, on ? "records.abroad.on" : "records.abroad.off", "setting", AbroadSetting.Object, "ok", decision, stop);
            return Show.Done(context, "/records/abroad", on ? Words.Key("Đã bật. Mỗi đơn vị nhận vẫn cần căn cứ do lãnh đạo đơn vị giữ hồ sơ ghi.")
                : Words.Key("Đã tắt. Mọi đơn vị ngoài Việt Nam không còn được nhận dữ liệu."));
        }).Needs(RecordsRights.Abroad);
        routes.MapGet("/records/{person:guid}/ask", (Guid person, string? purpose) =>
            Show.Page<AskPage>(new { Person = person, Purpose = Purposes.Known(purpose) })).Needs(RecordsRights.Read);
        routes.MapPost("/records/{person:guid}/ask", async (Guid person, HttpContext context, Requesting requesting, CancellationToken stop) =>
        {
            await requesting.AskAsync(person, await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, $"/records/{person}", Words.Key("Đã gửi yêu cầu tới cơ sở giữ hồ sơ, nếu có. Ông/bà sẽ nhận được thông báo khi có trả lời."));
        }).Needs(RecordsRights.Read);
        routes.MapGet("/records/requests", async (Requesting requesting, CancellationToken stop) =>
            Show.Page<RequestsPage>(new { View = await requesting.ListAsync(stop) })).Needs(RecordsRights.Read);
        routes.MapExport("/records/requests/export", async (Requesting requesting, Words words, CancellationToken stop) =>
        {
            var view = await requesting.ListAsync(stop);
            return Export.Of("yeu-cau-mo-ho-so", [words["Lúc"], words["Đơn vị xin"], words["Người xin"], words["Đơn vị giữ"], words["Mục đích"], words["Lý do"],
                words["Tình trạng"], words["Trả lời"]],
                view.ToUs.Concat(view.ByUs).Select(r => new object?[] { r.At, r.Receiver, r.Who, r.Holder, words[r.Purpose], r.Reason, words[RequestWords.Of(r.State)],
                    r.Answer }));
        }).Needs(RecordsRights.Read);
        routes.MapGet("/records/requests/{id:guid}", async (Guid id, Requesting requesting, BasisShowing showing, CancellationToken stop) =>
        {
            var request = await requesting.FindAsync(id, stop);
            return Show.Page<BasisFormPage>(new { View = await showing.FormAsync(null, request, stop), Reason = request.Reason });
        }).Needs(RecordsRights.Bases);
        routes.MapPost("/records/requests/{id:guid}/approve", async (Guid id, HttpContext context, Requesting requesting, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await requesting.ApproveAsync(id, form, form.File("paper"), stop);
            return Show.Done(context, "/records/requests", Words.Key("Đã cho phép và ghi căn cứ."));
        }).Needs(RecordsRights.Bases);
        routes.MapPost("/records/requests/{id:guid}/refuse", async (Guid id, HttpContext context, Requesting requesting, CancellationToken stop) =>
        {
            await requesting.RefuseAsync(id, (await Form.ReadAsync(context.Request, stop)).Required("why", 500), stop);
            return Show.Done(context, "/records/requests", Words.Key("Đã trả lời."));
        }).Needs(RecordsRights.Bases);
    }
}

/// <summary>Requests in words.</summary>
static class RequestWords
{
    /// <summary>Where a request stands.</summary>
    public static string Of(RequestState state) => state switch
    {
        RequestState.Open => Words.Key("Chờ trả lời"),
        RequestState.Approved => Words.Key("Đã cho phép"),
        _ => Words.Key("Đã từ chối"),
    };
}
