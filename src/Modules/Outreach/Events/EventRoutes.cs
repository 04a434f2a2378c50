using LienY.Design;
using LienY.Kernel;
using LienY.Outreach.Pages;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Outreach;

/// <summary>Events and research topics.</summary>
static class EventRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/outreach", async (HttpRequest request, EventDesk desk, CancellationToken stop) =>
            Show.Page<EventsPage>(new { Model = (object)await desk.ListAsync(request, stop) })).Needs(OutreachRights.See);
        routes.MapExport("/outreach/events/list", ExportAsync).Needs(OutreachRights.See);
        routes.MapGet("/outreach/events/new", async (EventDesk desk, CancellationToken stop) =>
            Show.Page<EventFormPage>(new { Model = (object)await desk.FindAsync(null, stop) })).Needs(OutreachRights.Arrange);
        routes.MapGet("/outreach/events/{id:guid}", async (Guid id, EventDesk desk, CancellationToken stop) =>
            Show.Page<EventPage>(new { Model = (object)await desk.FindAsync(id, stop) })).Needs(OutreachRights.See);
        routes.MapGet("/outreach/events/{id:guid}/edit", async (Guid id, EventDesk desk, CancellationToken stop) =>
            Show.Page<EventFormPage>(new { Model = (object)await desk.FindAsync(id, stop) })).Needs(OutreachRights.Arrange);
        routes.MapPost("/outreach/events", async (HttpContext context, EventDesk desk, CancellationToken stop) =>
            Show.Done(context, "/outreach/events/" + await desk.SaveAsync(null, await Form.ReadAsync(context.Request, stop), stop), Words.Key("Đã lưu."))).Needs(OutreachRights.Arrange);
        routes.MapPost("/outreach/events/{id:guid}", async (Guid id, HttpContext context, EventDesk desk, CancellationToken stop) =>
            Show.Done(context, "/outreach/events/" + await desk.SaveAsync(id, await Form.ReadAsync(context.Request, stop), stop), Words.Key("Đã lưu."))).Needs(OutreachRights.Arrange);
        Parts(routes);
        Research(routes);
    }

    static void Parts(IEndpointRouteBuilder routes)
    {
        void Post(string at, Func<EventDesk, Guid, Form, CancellationToken, Task> use) => routes.MapPost("/outreach/events/{id:guid}/" + at,
            async (Guid id, HttpContext context, EventDesk desk, CancellationToken stop) =>
            {
                await use(desk, id, await Form.ReadAsync(context.Request, stop), stop);
                return Show.Done(context, "/outreach/events/" + id, Words.Key("Đã lưu."));
            }).Needs(OutreachRights.Arrange);
        Post("members", (desk, id, form, stop) => desk.AddMemberAsync(id, form, stop));
        Post("costs", (desk, id, form, stop) => desk.AddCostAsync(id, form, stop));
        Post("remove", (desk, id, form, stop) => desk.RemoveAsync(id, form.Id("part") ?? Guid.Empty, stop));
        Post("held", (desk, id, form, stop) => desk.HoldAsync(id, form.Whole("version"), form.Text("result", 4000), form.Text("report", 20_000), stop));
        Post("off", (desk, id, form, stop) => desk.CallOffAsync(id, form.Whole("version"), form.Text("why", 1000), stop));
    }

    static void Research(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/outreach/research", async (ResearchDesk desk, CancellationToken stop) =>
            Show.Page<ResearchPage>(new { Model = (object)await desk.ViewAsync(null, stop) })).Needs(OutreachRights.See);
        routes.MapExport("/outreach/research/list", async (ResearchDesk desk, Words words, CancellationToken stop) =>
        {
            var view = await desk.ViewAsync(null, stop);
            Column[] head = [words["Đề tài"], words["Chủ nhiệm"], words["Đơn vị"], words["Từ ngày"], words["Đến ngày"], words["Mốc đã xong"], words["Nghiệm thu ngày"]];
            return Export.Of("de-tai", head, view.Rows.Select(r => new object?[] { r.Title, r.Lead, view.Names.GetValueOrDefault(r.OrganisationId), r.FromDay, r.ToDay,
                r.Milestones.Count(m => m.DoneOn is not null), r.AcceptedOn }));
        }).Needs(OutreachRights.See);
        routes.MapGet("/outreach/research/{id:guid}", async (Guid id, ResearchDesk desk, CancellationToken stop) =>
            Show.Page<ResearchOnePage>(new { Model = (object)await desk.ViewAsync(id, stop) })).Needs(OutreachRights.See);
        routes.MapPost("/outreach/research", async (HttpContext context, ResearchDesk desk, CancellationToken stop) =>
            Show.Done(context, "/outreach/research/" + await desk.BeginAsync(await Form.ReadAsync(context.Request, stop), stop), Words.Key("Đã lưu."))).Needs(OutreachRights.Arrange);
        void Post(string at, Func<ResearchDesk, Guid, Form, CancellationToken, Task> use) => routes.MapPost("/outreach/research/{id:guid}/" + at,
            async (Guid id, HttpContext context, ResearchDesk desk, CancellationToken stop) =>
            {
                await use(desk, id, await Form.ReadAsync(context.Request, stop), stop);
                return Show.Done(context, "/outreach/research/" + id, Words.Key("Đã lưu."));
            }).Needs(OutreachRights.Arrange);
        Post("milestones", (desk, id, form, stop) => desk.AddAsync(id, form.Required("name", 300), Choices.Day(form, "due"), stop));
        Post("done", (desk, id, form, stop) => desk.DoAsync(id, form.Id("mark") ?? Guid.Empty, Choices.Day(form, "on"), form.Text("product", 500), stop));
        Post("accept", (desk, id, form, stop) => desk.AcceptAsync(id, form.Whole("version"), Choices.Day(form, "on"), form.Text("acceptance", 2000), stop));
    }

    static async Task<IResult> ExportAsync(HttpRequest request, EventDesk desk, Words words, CancellationToken stop)
    {
        var view = await desk.ListAsync(request, stop);
        Column[] head = [words["Tên sự kiện"], words["Loại"], words["Đơn vị"], words["Đối tác"], words["Nước"], words["Địa điểm"], words["Từ ngày"], words["Đến ngày"],
            words["Số người"], words["Bản ghi nhớ, thỏa thuận"], words["Tình trạng"], words["Kết quả"]];
        return Export.Of("hoi-thao-doan", head, view.Rows.Select(e => new object?[] { e.Title, words[EventKinds.Kinds[e.Kind]], view.Names.GetValueOrDefault(e.OrganisationId), e.Partner,
            e.Country, e.Place, e.FromDay, e.ToDay, view.People.GetValueOrDefault(e.Id), e.AgreementTitle, words[EventKinds.Name(e.State)], e.Result }));
    }
}
