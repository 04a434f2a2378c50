using LienY.Design;
using LienY.Kernel;
using LienY.Plans.Pages.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Routes of meetings.</summary>
static class MeetingRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/plans/{id:guid}/meetings", async (Guid id, PlanDesk desk, CancellationToken stop) =>
            Show.Page<MeetingsPage>(new { Model = await Tabs.MeetingsAsync(desk, id, stop) })).Needs(Rights.Read);
        routes.MapExport("/plans/{id:guid}/meetings", ExportAsync).Needs(Rights.Read);
        routes.MapGet("/plans/{id:guid}/meetings/new", async (Guid id, PlanDesk desk, CancellationToken stop) =>
            Show.Page<MeetingFormPage>(new { Model = new MeetingFormView(await desk.HeadAsync(id, stop), null) })).Needs(Rights.Work);
        routes.MapPost("/plans/{id:guid}/meetings", AddAsync).Needs(Rights.Work);
        routes.MapGet("/meetings/{id:guid}/edit", async (Guid id, PlanDesk desk, CancellationToken stop) =>
        {
            var (plan, meeting) = await FindAsync(id, desk, stop);
            WhoMay.MustLead(desk.Caller, plan);
            return Show.Page<MeetingFormPage>(new { Model = new MeetingFormView(await desk.HeadAsync(plan.Id, stop), meeting) });
        }).Needs(Rights.Work);
        routes.MapPost("/meetings/{id:guid}", ChangeAsync).Needs(Rights.Work);
        routes.MapGet("/meetings/{id:guid}/file", async (Guid id, PlanDesk desk, HttpContext context, IFiles files, CancellationToken stop) =>
        {
            var (_, meeting) = await FindAsync(id, desk, stop);
            if (meeting.FileOrgId is not { } organisation) throw Refusal.Missing("Cuộc họp này chưa có biên bản.");
            return await Uploads.DownloadAsync(context, files, organisation, meeting.FileHash, meeting.FileName, stop);
        }).Needs(Rights.Read);
    }

    static async Task<IResult> AddAsync(Guid id, PlanDesk desk, HttpContext context, IFiles files, CancellationToken stop)
    {
        var plan = await desk.Store.PlanAsync(id, stop);
        WhoMay.MustBeLive(plan);
        WhoMay.MustLead(desk.Caller, plan);
        var posted = await Form.ReadAsync(context.Request, stop);
        var form = MeetingForm.Read(posted);
        await MeetingWork.AddAsync(desk.Store, plan, desk.Act, form, await MinutesAsync(files, plan, posted, stop), stop);
        await desk.Store.SaveChangesAsync(stop);
        return Show.Done(context, $"/plans/{id}/meetings", Words.Key("Đã ghi cuộc họp."));
    }

    static async Task<IResult> ChangeAsync(Guid id, PlanDesk desk, HttpContext context, IFiles files, CancellationToken stop)
    {
        var (plan, meeting) = await FindAsync(id, desk, stop);
        WhoMay.MustBeLive(plan);
        WhoMay.MustLead(desk.Caller, plan);
        var posted = await Form.ReadAsync(context.Request, stop);
        var form = MeetingForm.Read(posted);
        desk.Store.Expect(meeting, posted.Whole("version"));
        await MeetingWork.ChangeAsync(desk.Store, plan, desk.Act, meeting, form, await MinutesAsync(files, plan, posted, stop), stop);
        await desk.Store.SaveChangesAsync(stop);
        return Show.Done(context, $"/plans/{plan.Id}/meetings", Words.Key("Đã lưu cuộc họp."));
    }

    static async Task<IResult> ExportAsync(Guid id, PlanDesk desk, CancellationToken stop)
    {
        var (view, words) = (await Tabs.MeetingsAsync(desk, id, stop), desk.Words);
        return Export.Of("cuoc-hop", view.Meetings.Select(m => new object?[] { m.HeldOn, words[m.Kind], m.Title, m.Attendees, m.FileName })
            .Prepend([words["Ngày"], words["Loại"], words["Nội dung"], words["Thành phần"], words["Biên bản"]]));
    }

    static async Task<KeptUpload?> MinutesAsync(IFiles files, Plan plan, Form form, CancellationToken stop) =>
        form.File("minutes") is { } file ? await Uploads.KeepAsync(files, plan.OwnerId, file, "minutes", stop) : null;

    static async Task<(Plan Plan, Meeting Meeting)> FindAsync(Guid id, PlanDesk desk, CancellationToken stop)
    {
        var meeting = await desk.Store.Meetings.FirstOrDefaultAsync(m => m.Id == id, stop)
            ?? throw Refusal.Missing("Không có cuộc họp này, hoặc cuộc họp thuộc kế hoạch mà đơn vị của ông/bà không tham gia.");
        return (await desk.Store.PlanAsync(meeting.PlanId, stop), meeting);
    }
}
