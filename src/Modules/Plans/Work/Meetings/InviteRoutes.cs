using LienY.Design;
using LienY.Kernel;
using LienY.Plans.Pages.Work;
using LienY.Writing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans;

/// <summary>Routes of invitations, minutes and conclusions.</summary>
static class InviteRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/plans/{id:guid}/meetings/invite", async (Guid id, PlanDesk desk, CancellationToken stop) =>
            Show.Page<InvitePage>(new { Model = new InviteView(await desk.HeadAsync(id, stop), (await TaskSheet.FormAsync(desk, id, null, null, stop)).People) })).Needs(Rights.Work);
        routes.MapPost("/plans/{id:guid}/meetings/invite", async (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) =>
        {
            var plan = await desk.Store.PlanAsync(id, stop);
            WhoMay.MustBeLive(plan);
            WhoMay.MustLead(desk.Caller, plan);
            var made = InviteWork.Invite(desk.Store, plan, desk.Act, await InviteForm.ReadAsync(desk, plan, await Form.ReadAsync(context.Request, stop), stop));
            await desk.Store.SaveChangesAsync(stop);
            return Show.Done(context, made.Count == 1 ? $"/meetings/{made[0].Id}" : $"/plans/{id}/meetings", Words.Key("Đã mời họp."));
        }).Needs(Rights.Work);
        routes.MapGet("/meetings/{id:guid}", async (Guid id, PlanDesk desk, CancellationToken stop) => Show.Page<MeetingPage>(new { Model = await MeetingSheet.LoadAsync(desk, id, stop) })).Needs(Rights.Read);
        routes.MapPost("/meetings/{id:guid}/minutes", (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) => StepAsync(id, desk, context, Words.Key("Đã lưu biên bản."), false, (sheet, form) =>
        {
            InviteWork.Write(desk.Store, sheet.Head.Plan, desk.Act, sheet.Meeting, sheet.Attendees, form.All("there").Select(t => Guid.TryParse(t, out var g) ? g : Guid.Empty).ToHashSet(), form.Required("minutes", 20_000), form.Text("ends", 8));
            return Task.CompletedTask;
        }, stop)).Needs(Rights.Work);
        routes.MapPost("/meetings/{id:guid}/conclusions", (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) => StepAsync(id, desk, context, Words.Key("Đã ghi kết luận."), false, async (sheet, form) =>
        {
            var bonds = await RiskBonds.ReadAsync(desk, sheet.Head.Plan, form, stop);
            await InviteWork.ConcludeAsync(desk.Store, sheet.Head.Plan, sheet.Meeting, form.Required("text", 2000), form.Ticked("decision"), bonds.UnitId, bonds.OwnerUserId, bonds.DueOn, stop);
        }, stop)).Needs(Rights.Work);
        routes.MapPost("/meetings/{id:guid}/task", (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) => StepAsync(id, desk, context, Words.Key("Đã giao thành nhiệm vụ."), false, async (sheet, form) =>
        {
            WhoMay.MustLead(desk.Caller, sheet.Head.Plan);
            var wanted = form.Id("conclusion");
            await InviteWork.TaskAsync(desk.Store, sheet.Head.Plan, desk.Act, sheet.Meeting, sheet.Conclusions.FirstOrDefault(c => c.Id == wanted) ?? throw Refusal.Missing("Kết luận này không còn nữa."), stop);
        }, stop)).Needs(Rights.Work);
        routes.MapPost("/meetings/{id:guid}/agree", (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) => StepAsync(id, desk, context, Words.Key("Đã thông qua biên bản."), true,
            (sheet, _) => InviteWork.AgreeAsync(desk.Store, sheet.Head.Plan, desk.Act, sheet.Meeting, stop), stop)).Needs(Rights.Work);
        routes.MapPost("/meetings/{id:guid}/cancel", (Guid id, PlanDesk desk, HttpContext context, CancellationToken stop) => StepAsync(id, desk, context, Words.Key("Đã hoãn cuộc họp."), true, (sheet, form) =>
        {
            InviteWork.Cancel(desk.Store, sheet.Head.Plan, desk.Act, sheet.Meeting, sheet.Attendees, form.Required("reason", 300));
            return Task.CompletedTask;
        }, stop)).Needs(Rights.Work);
        routes.MapGet("/meetings/{id:guid}/minutes.docx", async (Guid id, PlanDesk desk, CancellationToken stop) =>
            Results.File(await PaperAsync(desk, id, stop), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "bien-ban.docx")).Needs(Rights.Read);
        routes.MapGet("/meetings/{id:guid}/minutes.pdf", async (Guid id, PlanDesk desk, CancellationToken stop) =>
        {
            var converter = desk.Services.GetService<PdfConverter>() ?? throw Refusal.Unavailable("Máy chủ chưa có chương trình tạo PDF. Xin tải bản Word.");
            try
            {
                return Results.File(await converter.ConvertAsync(await PaperAsync(desk, id, stop), stop), "application/pdf", "bien-ban.pdf");
            }
            catch (PdfError)
            {
                throw Refusal.Unavailable("Máy chủ chưa có chương trình tạo PDF. Xin tải bản Word.");
            }
        }).Needs(Rights.Read);
    }

    static async Task<byte[]> PaperAsync(PlanDesk desk, Guid id, CancellationToken stop)
    {
        var sheet = await MeetingSheet.LoadAsync(desk, id, stop);
        var above = (await desk.Organisations.AboveAsync(sheet.Head.Plan.OwnerId, stop)).FirstOrDefault(o => o.Id != sheet.Head.Plan.OwnerId)?.Name;
        return OfficialDocx.Write(MinutesPaper.Of(sheet, sheet.Head.Owner, above));
    }

    static async Task<IResult> StepAsync(Guid id, PlanDesk desk, HttpContext context, string said, bool chair, Func<MeetingSheetView, Form, Task> step, CancellationToken stop)
    {
        var sheet = await MeetingSheet.LoadAsync(desk, id, stop);
        WhoMay.MustBeLive(sheet.Head.Plan);
        if (!(chair ? sheet.MayAgree : sheet.MayWrite)) throw Refusal.Forbidden("Việc này do người chủ trì, thư ký cuộc họp hoặc cơ quan chủ trì kế hoạch thực hiện.");
        var form = await Form.ReadAsync(context.Request, stop);
        desk.Store.Expect(sheet.Meeting, form.Whole("version", sheet.Meeting.Version));
        await step(sheet, form);
        await desk.Store.SaveChangesAsync(stop);
        return Show.Done(context, $"/meetings/{id}", said);
    }
}
