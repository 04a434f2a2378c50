using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Logbook.Pages;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Logbook;

/// <summary>The page of rules.</summary>
sealed record RulesView(IReadOnlyList<LogRule> Rules, bool MaySet, DateOnly Today);

/// <summary>Addresses at which the log is read.</summary>
static class SeeingRoutes
{
    const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Adds them. A person may always see their own cases: what a page shows is what the store lets the caller see.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        Page(routes, "/logbook", (desk, ask, _, stop) => desk.PersonAsync(null, ask, stop)).NeedsSignIn();
        Page(routes, "/logbook/people/{id:guid}", (desk, ask, request, stop) => desk.PersonAsync(IdOf(request), ask, stop)).NeedsSignIn();
        Page(routes, "/logbook/ekips/{id:guid}", (desk, ask, request, stop) => desk.EkipAsync(IdOf(request), ask, stop)).NeedsSignIn();
        Page(routes, "/logbook/facility", (desk, ask, _, stop) => desk.FacilityAsync(ask, stop)).Needs(LogbookRights.See);
        Page(routes, "/logbook/techniques/{code}", (desk, ask, request, stop) => desk.TechniqueAsync(request.RouteValues["code"]!.ToString()!, ask, stop)).NeedsSignIn();
        routes.MapGet("/logbook/cases", async (HttpRequest request, LogDesk desk, CancellationToken stop) =>
            Show.Page<CasesPage>(new { Model = (object)await desk.ListAsync(LogAsk.Of(request), stop) })).NeedsSignIn();
        routes.MapGet("/logbook/cases/{id:guid}", async (Guid id, LogDesk desk, CancellationToken stop) =>
            Show.Page<CasePage>(new { Model = (object)await desk.CaseAsync(id, stop) })).NeedsSignIn();
        routes.MapExport("/logbook/cases/export", ExportAsync).NeedsSignIn();
        routes.MapGet("/logbook/docx", async (HttpRequest request, LogDesk desk, LogPaper paper, CancellationToken stop) =>
        {
            var ask = LogAsk.Of(request);
            var view = ask.Ekip is { } ekip ? await desk.EkipAsync(ekip, ask, stop)
                : ask.Person is { } person ? await desk.PersonAsync(person, ask, stop)
                : ask.Facility is not null ? await desk.FacilityAsync(ask, stop) : await desk.PersonAsync(null, ask, stop);
            return Results.File(await paper.WriteAsync(view, await desk.AllAsync(view.Ask, stop), stop), Docx, "nhat-ky-tay-nghe.docx");
        }).NeedsSignIn();
        routes.MapGet("/logbook/rules", async (RuleBook rules, Caller caller, TimeProvider clock, CancellationToken stop) =>
            Show.Page<RulesPage>(new { Model = (object)new RulesView(await rules.AllAsync(stop), caller.May(LogbookRights.Rules), clock.Today()) }))
                .Needs(LogbookRights.See);
        routes.MapPost("/logbook/rules", async (HttpContext context, RuleBook rules, TimeProvider clock, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await rules.SetAsync(form.Text("class", 10).ToUpperInvariant(), form.Day("from")
                ?? clock.Today(), form.Ticked("head"), form.Whole("days", 7), form.Required("source", 200), stop);
            return Show.Done(context, "/logbook/rules", Words.Key("Đã đặt quy định."));
        }).Needs(LogbookRights.Rules);
    }

    static RouteHandlerBuilder Page(IEndpointRouteBuilder routes, string pattern, Func<LogDesk, LogAsk, HttpRequest, CancellationToken, Task<LogView>> load) =>
        routes.MapGet(pattern, async (HttpRequest request, LogDesk desk, CancellationToken stop) =>
            Show.Page<LogPage>(new { Model = (object)await load(desk, LogAsk.Of(request), request, stop) }));

    static Guid IdOf(HttpRequest request) => Guid.Parse(request.RouteValues["id"]!.ToString()!);

    static async Task<IResult> ExportAsync(HttpRequest request, LogDesk desk, People people, Words words, CancellationToken stop)
    {
        var rows = await desk.AllAsync(LogAsk.Of(request), stop);
        var names = await desk.NamesAsync(rows, stop);
        var roles = people.Roles;
        Column[] head = [words["Ngày"], words["Cơ sở"], words["Mã kỹ thuật"], words["Kỹ thuật"], words["Ekip"], words["Người tham gia"], words["Vai trò"],
            words["Mức"], words["Giám sát"],
            words["Cách giám sát"], words["Kết quả"], words["Sự cố an toàn"], words["Độc lập"], words["Trạng thái"], words["Người ký"], words["Ký lúc"], words["Ca"]];
        return Export.Of("nhat-ky-tay-nghe", head, rows.SelectMany(c => c.Members.OrderBy(m => m.Ordinal).Select(m => new object?[]
        {
            c.OnDay, names.GetValueOrDefault(c.FacilityId), c.Technique, c.TechniqueName, c.EkipName, m.Name, LogWords.Role(words, roles, m.Role), (decimal)m.Level,
                c.SupervisorName,
            words[LogWords.Of(c.Supervision)], words[LogWords.Of(c.Outcome)], c.Safety, c.IsIndependent ? words["có"]
                : "", words[LogWords.Of(c.State)], c.SignedByName, c.SignedAt,
            new Link(words["Mở"], "/logbook/cases/" + c.Id),
        })));
    }
}
