using System.Globalization;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>The life of risks and issues: raised, changed, put before the organisation above, closed. Each step is remembered; raising and solving leave facts.</summary>
static class RiskWork
{
    /// <summary>A risk is raised.</summary>
    public static async Task<Risk> RaiseAsync(PlansStore store, Plan plan, Act act, RiskForm form, CancellationToken stop)
    {
        var last = Math.Max(await store.Risks.Where(r => r.PlanId == plan.Id).MaxAsync(r => (int?)r.Number, stop) ?? 0, store.Risks.Local.Where(r => r.PlanId == plan.Id).Select(r => r.Number).DefaultIfEmpty().Max());
        var risk = new Risk
        {
            PlanId = plan.Id,
            Number = last + 1,
            Title = form.Title,
            Cause = form.Cause,
            Likelihood = form.Likelihood,
            Impact = form.Impact,
            Response = form.Response,
            Answer = form.Answer,
            RaisedOn = act.Today,
            RaisedBy = act.UserId,
        };
        Bind(risk, form.Bonds);
        store.Risks.Add(risk);
        act.Remember(store, plan.Id, Words.Key("Nêu rủi ro “{0}”"), "risk", risk.Id, risk.Title);
        await WorkFacts.StateAsync(store, WorkFacts.RiskRaised, $"risk/{risk.Id}", risk.UnitId ?? plan.OwnerId, act.Today, 1, plan.Id, risk.IndicatorId ?? risk.TaskId,
            [("level", RiskWords.Code(risk.Score))], stop);
        return risk;
    }

    /// <summary>What a form says now; a changed weight is named.</summary>
    public static void Change(PlansStore store, Act act, Risk risk, RiskForm form, RiskState state)
    {
        if (risk.Score != form.Likelihood * form.Impact)
            act.Remember(store, risk.PlanId, Words.Key("Rủi ro “{0}”: mức {1} thành {2}"), "risk", risk.Id, risk.Title, risk.Score.ToString(CultureInfo.InvariantCulture),
                (form.Likelihood * form.Impact).ToString(CultureInfo.InvariantCulture));
        if (risk.Answer != form.Answer) act.Remember(store, risk.PlanId, Words.Key("Rủi ro “{0}”: cách ứng phó {1}"), "risk", risk.Id, risk.Title, form.Answer.Length == 0 ? "–" : form.Answer);
        if (risk.State != state) act.Remember(store, risk.PlanId, Words.Key("Rủi ro “{0}”: {1}"), "risk", risk.Id, risk.Title, RiskWords.Word(state));
        else act.Remember(store, risk.PlanId, Words.Key("Sửa rủi ro “{0}”"), "risk", risk.Id, form.Title);
        (risk.Title, risk.Cause, risk.Likelihood, risk.Impact, risk.Response, risk.Answer) = (form.Title, form.Cause, form.Likelihood, form.Impact, form.Response, form.Answer);
        Bind(risk, form.Bonds);
        (risk.State, risk.ClosedOn) = (state, state is RiskState.Closed ? risk.ClosedOn ?? act.Today : null);
    }

    /// <summary>An issue is raised, perhaps because a risk has come true.</summary>
    public static async Task<Issue> RaiseAsync(PlansStore store, Plan plan, Act act, IssueForm form, Risk? risk, CancellationToken stop)
    {
        var last = Math.Max(await store.Issues.Where(r => r.PlanId == plan.Id).MaxAsync(r => (int?)r.Number, stop) ?? 0, store.Issues.Local.Where(r => r.PlanId == plan.Id).Select(r => r.Number).DefaultIfEmpty().Max());
        var issue = new Issue
        {
            PlanId = plan.Id,
            Number = last + 1,
            Title = form.Title,
            Cause = form.Cause,
            Action = form.Action,
            Severity = form.Severity,
            RiskId = risk?.Id,
            RaisedOn = act.Today,
            RaisedBy = act.UserId,
        };
        Bind(issue, form.Bonds);
        store.Issues.Add(issue);
        if (risk is not null) risk.State = RiskState.Happened;
        act.Remember(store, plan.Id, Words.Key("Nêu vướng mắc “{0}”"), "issue", issue.Id, issue.Title);
        await WorkFacts.StateAsync(store, WorkFacts.IssueRaised, $"issue/{issue.Id}", issue.UnitId ?? plan.OwnerId, act.Today, 1, plan.Id, issue.IndicatorId ?? issue.TaskId,
            [("severity", issue.Severity.ToString().ToLowerInvariant())], stop);
        return issue;
    }

    /// <summary>What a form says now.</summary>
    public static void Change(PlansStore store, Act act, Issue issue, IssueForm form)
    {
        if (issue.State is IssueState.Closed) throw Refusal.Conflict("Vướng mắc này đã giải quyết. Xin mở lại trước khi sửa.");
        if (issue.Severity != form.Severity) act.Remember(store, issue.PlanId, Words.Key("Vướng mắc “{0}”: mức độ {1}"), "issue", issue.Id, issue.Title, RiskWords.Word(form.Severity));
        if (issue.Action != form.Action) act.Remember(store, issue.PlanId, Words.Key("Vướng mắc “{0}”: việc xử lý {1}"), "issue", issue.Id, issue.Title, form.Action.Length == 0 ? "–" : form.Action);
        else act.Remember(store, issue.PlanId, Words.Key("Sửa vướng mắc “{0}”"), "issue", issue.Id, form.Title);
        (issue.Title, issue.Cause, issue.Action, issue.Severity) = (form.Title, form.Cause, form.Action, form.Severity);
        if (issue.Action.Length > 0 && issue.State is IssueState.Open) issue.State = IssueState.Doing;
        Bind(issue, form.Bonds);
    }

    /// <summary>Solved, with how.</summary>
    public static async Task CloseAsync(PlansStore store, Plan plan, Act act, Issue issue, string result, CancellationToken stop)
    {
        if (issue.State is IssueState.Closed) throw Refusal.Conflict("Vướng mắc này đã giải quyết ngày {0}.", issue.ClosedOn!);
        (issue.State, issue.ClosedOn, issue.Result) = (IssueState.Closed, act.Today, result);
        await WorkFacts.StateAsync(store, WorkFacts.IssueClosed, $"issue/{issue.Id}", issue.UnitId ?? plan.OwnerId, act.Today, 1, plan.Id, issue.IndicatorId ?? issue.TaskId,
            [("severity", issue.Severity.ToString().ToLowerInvariant())], stop);
        act.Remember(store, plan.Id, Words.Key("Giải quyết vướng mắc “{0}”: {1}"), "issue", issue.Id, issue.Title, result);
    }

    /// <summary>Opened again with a reason; the fact of its being solved is taken back.</summary>
    public static async Task ReopenAsync(PlansStore store, Act act, Issue issue, string reason, CancellationToken stop)
    {
        if (issue.State is not IssueState.Closed) throw Refusal.Conflict("Vướng mắc này đang mở.");
        await WorkFacts.ReverseAsync(store, WorkFacts.IssueClosed, $"issue/{issue.Id}", reason, stop);
        (issue.State, issue.ClosedOn) = (IssueState.Doing, null);
        act.Remember(store, issue.PlanId, Words.Key("Mở lại vướng mắc “{0}”: {1}"), "issue", issue.Id, issue.Title, reason);
    }

    /// <summary>Puts it before the organisation above, which is told and can see the plan from now on.</summary>
    public static async Task EscalateAsync(PlansStore store, Plan plan, Act act, Guid above, string name, string kind, Guid id, string title, CancellationToken stop)
    {
        if (!await store.Parties.AnyAsync(p => p.PlanId == plan.Id && p.OrgId == above, stop)) store.Parties.Add(new Party { PlanId = plan.Id, OrgId = above, Role = PartyRole.Recipient });
        act.Remember(store, plan.Id, Words.Key("Báo “{0}” lên {1}"), kind, id, title, name);
        store.Notify(new Notice
        {
            OrganisationId = above,
            Text = Words.Key("Kế hoạch “{0}” báo lên: {1}"),
            Args = Notice.ArgsOf(plan.Title, title),
            Link = $"/{kind}s/{id}",
            Once = $"{kind}/{id}/escalated/{act.Today:yyyy-MM-dd}",
        });
    }

    static void Bind(Risk risk, RiskBonds bonds) => (risk.UnitId, risk.OwnerUserId, risk.DueOn, risk.IndicatorId, risk.TaskId) = (bonds.UnitId, bonds.OwnerUserId, bonds.DueOn, bonds.IndicatorId, bonds.TaskId);

    static void Bind(Issue issue, RiskBonds bonds) =>
        (issue.UnitId, issue.OwnerUserId, issue.DueOn, issue.IndicatorId, issue.TaskId) = (bonds.UnitId, bonds.OwnerUserId, bonds.DueOn, bonds.IndicatorId, bonds.TaskId);
}
