using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>The register of a plan: risks with their matrix, issues.</summary>
sealed record RegisterView(PlanHead Head, IReadOnlyList<Risk> Risks, IReadOnlyList<Issue> Issues, IReadOnlyDictionary<Guid, string> Names, bool WithClosed)
{
    /// <summary>Risks of one cell of the matrix that are not closed.</summary>
    public IEnumerable<Risk> At(int likelihood, int impact) => Risks.Where(r => r.State is not RiskState.Closed && r.Likelihood == likelihood && r.Impact == impact);

    /// <summary>Who answers, in words.</summary>
    public string Who(Guid? unit, Guid? person) => string.Join(" · ", new[] { person, unit }.OfType<Guid>().Select(id => Names.GetValueOrDefault(id, "")).Where(n => n.Length > 0));
}

/// <summary>What may be chosen in the forms of risks and issues.</summary>
sealed record RiskChoices(IReadOnlyList<(string Value, string Label)> Units, IReadOnlyList<(string Value, string Label)> People, IReadOnlyList<(string Value, string Label)> Tasks,
    IReadOnlyList<(string Value, string Label)> Indicators);

/// <summary>One risk or issue with its form and history; both null for a new one.</summary>
sealed record RiskView(PlanHead Head, Risk? Risk, Issue? Issue, Risk? From, RiskChoices Choices, IReadOnlyList<Change> Changes, bool MayChange, string Above);

/// <summary>Loads the register and its sheets.</summary>
static class RiskSheet
{
    /// <summary>The register; closed ones only where asked.</summary>
    public static async Task<RegisterView> LoadAsync(PlanDesk desk, Guid id, bool withClosed, CancellationToken stop)
    {
        var head = await desk.HeadAsync(id, stop);
        var risks = await desk.Store.Risks.AsNoTracking().Where(r => r.PlanId == id && (withClosed || r.State != RiskState.Closed)).OrderBy(r => r.Number).ToListAsync(stop);
        var issues = await desk.Store.Issues.AsNoTracking().Where(i => i.PlanId == id && (withClosed || i.State != IssueState.Closed)).OrderBy(i => i.Number).ToListAsync(stop);
        var units = await desk.UnitsAsync(head.Plan, risks.Select(r => r.UnitId).Concat(issues.Select(i => i.UnitId)), stop);
        var people = await desk.PeopleAsync(risks.Select(r => r.OwnerUserId).Concat(issues.Select(i => i.OwnerUserId)), stop);
        return new(head, [.. risks.OrderByDescending(r => r.Score).ThenBy(r => r.Number)], [.. issues.OrderByDescending(i => i.Severity).ThenBy(i => i.Number)],
            units.Concat(people).ToDictionary(x => x.Key, x => x.Value), withClosed);
    }

    /// <summary>The sheet of one, or of a new one.</summary>
    public static async Task<RiskView> OneAsync(PlanDesk desk, Guid planId, Risk? risk, Issue? issue, Risk? from, CancellationToken stop)
    {
        var head = await desk.HeadAsync(planId, stop);
        var form = await TaskSheet.FormAsync(desk, planId, null, null, stop);
        var units = await TaskSheet.UnitsAsync(desk, head.Plan, stop);
        var tasks = await desk.Store.Tasks.AsNoTracking().Where(t => t.PlanId == planId && t.State != TaskState.Dropped).OrderBy(t => t.Ordinal).ToListAsync(stop);
        var goals = await desk.Store.Indicators.AsNoTracking().Where(i => i.PlanId == planId && i.RestatesId == null).OrderBy(i => i.Ordinal).ToListAsync(stop);
        var choices = new RiskChoices([.. units.OrderBy(u => Fold.Of(u.Value), StringComparer.Ordinal).Select(u => (u.Key.ToString(), u.Value))], form.People,
            [.. tasks.Select(t => (t.Id.ToString(), Short(t.Path, t.Name)))], [.. goals.Select(g => (g.Id.ToString(), Short(g.Path, g.Name)))]);
        var own = risk?.Id ?? issue?.Id;
        var changes = own is null ? [] : await desk.Store.Changes.AsNoTracking().Where(c => c.PlanId == planId && c.ObjectId == own).OrderByDescending(c => c.At).Take(60).ToListAsync(stop);
        var above = (await desk.Organisations.AboveAsync(head.Plan.OwnerId, stop)).FirstOrDefault(o => o.Id != head.Plan.OwnerId)?.Name ?? "";
        return new(head, risk, issue, from, choices, changes, head.MayWork && May(desk, head.Plan, risk?.UnitId ?? issue?.UnitId, risk?.OwnerUserId ?? issue?.OwnerUserId, risk?.RaisedBy ?? issue?.RaisedBy), above);
    }

    /// <summary>May change it: who leads the plan, the unit or person that answers, who raised it.</summary>
    public static bool May(PlanDesk desk, Plan plan, Guid? unit, Guid? person, Guid? raisedBy) => WhoMay.Lead(desk.Caller, plan) || (unit is { } u && WhoMay.WorkFor(desk.Caller, u))
        || (desk.Caller.UserId is { } me && (me == person || me == raisedBy));

    /// <summary>Risks as a file.</summary>
    public static IEnumerable<object?[]> Risks(RegisterView view, Words words) => view.Risks.Select(r => new object?[]
    {
        "R" + r.Number, r.Title, r.Cause, r.Likelihood, r.Impact, r.Score, words[RiskWords.Level(r.Score)], words[RiskWords.Word(r.Response)], r.Answer, view.Who(r.UnitId, r.OwnerUserId), r.DueOn,
        words[RiskWords.Word(r.State)], r.RaisedOn, r.EscalatedOn, r.ClosedOn,
    }).Prepend([words["Mã"], words["Rủi ro"], words["Nguyên nhân"], words["Khả năng"], words["Ảnh hưởng"], words["Điểm"], words["Mức"], words["Cách ứng phó"], words["Biện pháp"], words["Phụ trách"], words["Hạn"],
        words["Trạng thái"], words["Ngày nêu"], words["Báo cấp trên"], words["Ngày khép"]]);

    /// <summary>Issues as a file.</summary>
    public static IEnumerable<object?[]> Issues(RegisterView view, Words words) => view.Issues.Select(i => new object?[]
    {
        "V" + i.Number, i.Title, i.Cause, words[RiskWords.Word(i.Severity)], i.Action, view.Who(i.UnitId, i.OwnerUserId), i.DueOn, words[RiskWords.Word(i.State)], i.Result, i.RaisedOn, i.EscalatedOn, i.ClosedOn,
    }).Prepend([words["Mã"], words["Vướng mắc"], words["Nguyên nhân"], words["Mức"], words["Việc xử lý"], words["Phụ trách"], words["Hạn"], words["Trạng thái"], words["Kết quả"], words["Ngày nêu"], words["Báo cấp trên"],
        words["Ngày giải quyết"]]);

    static string Short(string path, string name) => (path.Length > 0 ? path + " · " : "") + (name.Length > 90 ? name[..90] + "…" : name);
}
