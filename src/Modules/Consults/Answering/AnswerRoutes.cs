using LienY.Consults.Pages;
using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Consults;

/// <summary>The form of an answer: <paramref name="Act"/> is what is to be done.</summary>
sealed record ReplyView(CaseView Case, string Act, IReadOnlyList<(string, string)> Facilities, string Session);

/// <summary>Takes, asks for more, refuses, passes on, gives opinions.</summary>
static class AnswerRoutes
{
    static readonly string[] Forms = ["ask-more", "refuse", "pass-on", "opinion", "needs-meeting"];

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/consults/cases/{id:guid}/reply", async (Guid id, string? act, CaseShowing showing, Facilities facilities, Caller caller,
            CancellationToken stop) =>
        {
            var view = await showing.ShowAsync(id, stop);
            var known = Forms.Contains(act) ? act! : "ask-more";
            var others = known == "pass-on" ? await facilities.ListAsync(view.One.AskingId, [view.One.AskingId, view.One.AnsweringId ?? Guid.Empty], stop) : [];
            return Show.Page<ReplyPage>(new { Model = new ReplyView(view, known, others, BrowserSession.Of(caller)) });
        }).Needs(ConsultsRights.Answer);
        Act(routes, "accept", (r, id, f, stop) => r.AcceptAsync(id, f.Whole("version"), f.Text("way", 20) == "written", stop), Words.Key("Đã tiếp nhận ca hội chẩn."));
        Act(routes, "join", (r, id, f, stop) => r.JoinAsync(id, f.Whole("version"), stop), Words.Key("Đã tiếp nhận ca hội chẩn."));
        Act(routes, "ask-more", (r, id, f, stop) => r.AskForMoreAsync(id, f.Whole("version"), f.Text("reason"), stop), Words.Key("Đã yêu cầu bổ sung."));
        Act(routes, "refuse", (r, id, f, stop) => r.RefuseAsync(id, f.Whole("version"), f.Text("reason"), stop), Words.Key("Đã từ chối và báo cho nơi hỏi."));
        Act(routes, "pass-on", (r, id, f, stop) => r.PassOnAsync(id, f.Whole("version"),
            f.Id("to") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn nơi chuyển tới.") { Field = "to" }, f.Text("reason"), stop),
                Words.Key("Đã đề nghị chuyển; nơi hỏi sẽ quyết định."));
        Act(routes, "needs-meeting", (r, id, f, stop) => r.NeedsMeetingAsync(id, f.Whole("version"), f.Text("reason"), stop), Words.Key("Ca này sẽ được lập lịch họp."));
        Act(routes, "opinion", (r, id, f, stop) => r.GiveOpinionAsync(id, f, stop), Words.Key("Đã gửi ý kiến; xin ký để có hiệu lực."));
    }

    static void Act(IEndpointRouteBuilder routes, string act, Func<Replying, Guid, Form, CancellationToken, Task> work, string said) =>
        routes.MapPost($"/consults/cases/{{id:guid}}/{act}", async (Guid id, HttpContext context, Replying replying, CancellationToken stop) =>
        {
            await work(replying, id, await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, $"/consults/cases/{id}", said);
        }).Needs(ConsultsRights.Answer);
}
