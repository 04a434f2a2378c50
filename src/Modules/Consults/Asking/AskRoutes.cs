using LienY.Consults.Pages;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>The form of a request as it is shown.</summary>
sealed record AskView(CaseView Case, CaseIdentity Identity, IReadOnlyList<(string, string)> Facilities, IReadOnlyList<ReasonRule> Reasons, string Session);

/// <summary>Begins, edits, sends.</summary>
static class AskRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/consults/new", async (Guid? person, IPersons persons, CancellationToken stop) =>
            Show.Page<NewPage>(new { Person = person, Name = person is { } id ? (await persons.FindAsync(id, "treatment", stop))?.Name ?? "" : "" }))
                .Needs(ConsultsRights.Ask);
        routes.MapPost("/consults/cases", async (HttpContext context, Drafting drafting, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var one = await drafting.BeginAsync(form.Id("person"), stop);
            return Show.Done(context, $"/consults/cases/{one.Id}/edit", Words.Key("Đã lập nháp. Xin bổ sung rồi gửi duyệt."));
        }).Needs(ConsultsRights.Ask);
        routes.MapPost("/consults/import", async (HttpContext context, Drafting drafting, CancellationToken stop) =>
        {
            var file = (await Form.ReadAsync(context.Request, stop)).File("bundle") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp.") { Field = "bundle" };
            await using var content = file.OpenReadStream();
            var one = await drafting.ImportAsync(content, stop);
            return Show.Done(context, $"/consults/cases/{one.Id}/edit", Words.Key("Đã lập nháp. Xin bổ sung rồi gửi duyệt."));
        }).Needs(ConsultsRights.Ask);
        routes.MapPost("/api/consults/cases", async (HttpRequest request, Drafting drafting, CancellationToken stop) =>
        {
            var one = await drafting.ImportAsync(request.Body, stop);
            return Results.Created($"/consults/cases/{one.Id}", new { id = one.Id, code = one.Code, href = $"/consults/cases/{one.Id}/edit" });
        }).Needs(ConsultsRights.Ask);
        routes.MapGet("/consults/cases/{id:guid}/edit", EditAsync).Needs(ConsultsRights.Ask);
        routes.MapPost("/consults/cases/{id:guid}/edit", async (Guid id, HttpContext context, Drafting drafting, CancellationToken stop) =>
        {
            await drafting.SaveAsync(id, await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, $"/consults/cases/{id}", Words.Key("Đã lưu."));
        }).Needs(ConsultsRights.Ask);
        Act(routes, "submit", ConsultsRights.Ask, (s, id, f, stop) => s.SubmitAsync(id, f.Whole("version"), stop), Words.Key("Đã gửi lãnh đạo duyệt."));
        Act(routes, "approve", ConsultsRights.Approve, (s, id, f, stop) => s.ApproveAsync(id, f.Whole("version"), stop), Words.Key("Đã duyệt."));
        Act(routes, "refuse-inside", ConsultsRights.Approve, (s, id, f, stop) => s.RefuseInsideAsync(id, f.Whole("version"), f.Text("reason"), stop),
            Words.Key("Đã trả lại người đề nghị."));
        Act(routes, "revise", ConsultsRights.Ask, (s, id, f, stop) => s.ReviseAsync(id, f.Whole("version"), stop), Words.Key("Đã lấy lại để sửa."));
        Act(routes, "supplement", ConsultsRights.Ask, (s, id, f, stop) => s.SupplementAsync(id, f.Whole("version"), stop), Words.Key("Đã gửi phần bổ sung."));
        Act(routes, "send-on", ConsultsRights.Ask, (s, id, f, stop) => s.SendOnAsync(id, f.Whole("version"), stop), Words.Key("Đã gửi sang nơi được đề nghị."));
        Act(routes, "cancel", ConsultsRights.Ask, (s, id, f, stop) => s.CancelAsync(id, f.Whole("version"), f.Text("reason"), stop), Words.Key("Đã hủy ca hội chẩn."));
        Act(routes, "open-urgently", ConsultsRights.Ask, (s, id, f, stop) => s.OpenUrgentlyAsync(id, f.Whole("version"), f.Text("reason"), stop),
            Words.Key("Đã mở phòng. Lãnh đạo cần duyệt trong 24 giờ."));
        Act(routes, "release", ConsultsRights.Ask, (s, id, f, stop) => s.HandInAsync(id, f.Whole("version"), f.Required("reference", 300), f.File("paper"), stop),
            Words.Key("Đã nộp văn bản; có hiệu lực khi lãnh đạo duyệt."));
        Act(routes, "admit", ConsultsRights.Approve, (s, id, f, stop) => s.AdmitAsync(id, f.Whole("version"), stop),
            Words.Key("Nơi được hỏi nay biết người bệnh là ai."));
    }

    static void Act(IEndpointRouteBuilder routes, string act, Right right, Func<Sending, Guid, Form, CancellationToken, Task> work, string said) =>
        routes.MapPost($"/consults/cases/{{id:guid}}/{act}", async (Guid id, HttpContext context, Sending sending, CancellationToken stop) =>
        {
            await work(sending, id, await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, $"/consults/cases/{id}", said);
        }).Needs(right);

    static async Task<IResult> EditAsync(Guid id, CaseShowing showing, ConsultsStore store, Facilities facilities, Seats seats, Caller caller,
        TimeProvider clock, CancellationToken stop)
    {
        var view = await showing.ShowAsync(id, stop);
        await seats.MustAsync(ConsultsRights.Ask, view.One.AskingId, stop);
        if (view.One.State is not (CaseState.Draft or CaseState.NeedsMore))
            throw Refusal.Conflict("Đề nghị này đã được gửi nên không sửa được. Có thể lấy lại khi lãnh đạo chưa duyệt.");
        var day = clock.Today();
        var reasons = await store.Reasons.AsNoTracking().Where(r => r.FromDay <= day && (r.ToDay == null || r.ToDay >= day)).OrderBy(r => r.Id).ToListAsync(stop);
        return Show.Page<AskPage>(new
        {
            Model = new AskView(view, view.Identity!, await facilities.ListAsync(view.One.AskingId, [view.One.AskingId], stop), reasons,
            BrowserSession.Of(caller))
        });
    }
}
