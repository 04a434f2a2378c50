using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Who answers for a risk or an issue, until when, and what it touches.</summary>
sealed record RiskBonds(Guid? UnitId, Guid? OwnerUserId, DateOnly? DueOn, Guid? IndicatorId, Guid? TaskId)
{
    /// <summary>Reads them; ids of a form are never trusted.</summary>
    public static async Task<RiskBonds> ReadAsync(PlanDesk desk, Plan plan, Form form, CancellationToken stop)
    {
        var read = new RiskBonds(form.Id("unit"), form.Id("owner"), form.Day("due"), form.Id("indicator"), form.Id("task"));
        var units = await TaskSheet.UnitsAsync(desk, plan, stop);
        if (read.UnitId is { } unit && !units.ContainsKey(unit)) throw NotListed("unit");
        if (read.OwnerUserId is { } owner && !(await desk.People.AtAsync([.. units.Keys], stop)).Any(p => p.Id == owner)) throw NotListed("owner");
        if (read.IndicatorId is { } indicator && !await desk.Store.Indicators.AnyAsync(i => i.Id == indicator && i.PlanId == plan.Id, stop)) throw NotListed("indicator");
        if (read.TaskId is { } task && !await desk.Store.Tasks.AnyAsync(t => t.Id == task && t.PlanId == plan.Id, stop)) throw NotListed("task");
        return read;
    }

    static Refusal NotListed(string field) => new(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = field };
}

/// <summary>What a form says of a risk.</summary>
sealed record RiskForm(string Title, string Cause, int Likelihood, int Impact, RiskResponse Response, string Answer, RiskBonds Bonds)
{
    /// <summary>Reads it.</summary>
    public static async Task<RiskForm> ReadAsync(PlanDesk desk, Plan plan, Form form, CancellationToken stop) => new(form.Required("title", 300), form.Text("cause", 2000),
        OneToFive(form, "likelihood"), OneToFive(form, "impact"), form.One<RiskResponse>("response"), form.Text("answer", 2000), await RiskBonds.ReadAsync(desk, plan, form, stop));

    static int OneToFive(Form form, string name) => form.Whole(name) is >= 1 and <= 5 and var n ? n : throw new Refusal(RefusalKind.Invalid, "Xin chọn mức từ 1 đến 5.") { Field = name };
}

/// <summary>What a form says of an issue.</summary>
sealed record IssueForm(string Title, string Cause, string Action, Severity Severity, RiskBonds Bonds)
{
    /// <summary>Reads it.</summary>
    public static async Task<IssueForm> ReadAsync(PlanDesk desk, Plan plan, Form form, CancellationToken stop) => new(form.Required("title", 300), form.Text("cause", 2000),
        form.Text("action", 2000), form.One<Severity>("severity"), await RiskBonds.ReadAsync(desk, plan, form, stop));
}
