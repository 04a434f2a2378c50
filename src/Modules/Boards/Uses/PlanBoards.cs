using LienY.Boards.Pages;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Boards;

/// <summary>The board of a plan: its targets by the organisation that answers for them, its tasks beside. Needs no saving; it is always as the plan stands.</summary>
sealed class PlanBoards(IPlans plans, IEvidence evidence, IOrganisations organisations, TimeProvider clock, Words words)
{
    /// <summary>The board; a plan that the caller may not see is not there.</summary>
    public async Task<PlanBoardView> ReadAsync(Guid id, CancellationToken stop)
    {
        var (today, plan) = (clock.Today(), await plans.FindAsync(id, stop));
        var targets = await plans.TargetsAsync(id, stop);
        var tasks = await plans.TasksAsync(id, stop);
        var readings = await evidence.ReadAsync(targets, today, stop);
        var before = await evidence.WithinAsync(targets, plan.From.AddYears(-1), (plan.To < today ? plan.To : today).AddYears(-1), stop);
        var owners = targets.Select(t => t.OwnerId).Concat(tasks.Select(t => t.UnitId).OfType<Guid>()).Distinct().ToList();
        var names = await organisations.NamesAsync(owners, null, stop);
        var lines = targets.Zip(readings, (t, r) => new PlanLine(t, r, before.GetValueOrDefault(t.IndicatorId))).ToLookup(l => l.Target.OwnerId);
        var units = owners.Select(o => new PlanUnit(o, names.GetValueOrDefault(o, "–"), [.. lines[o]], tasks.Count(t => t.UnitId == o), tasks.Count(t => t.UnitId == o && t.DoneOn is not null),
            tasks.Count(t => t.UnitId == o && t.DoneOn is null && t.Due < today)));
        return new(plan, [.. units.OrderByDescending(u => u.Lines.Count).ThenBy(u => u.Name, StringComparer.Create(Say.Vietnam, true))]);
    }

    /// <summary>Targets by organisation as a file.</summary>
    public async Task<IResult> FileAsync(Guid id, CancellationToken stop)
    {
        var board = await ReadAsync(id, stop);
        List<object?[]> rows = [[words["Đơn vị"], words["Mục"], words["Chỉ tiêu"], words["Giá trị"], words["Đơn vị tính"], words["Trạng thái"], words["Nguồn"]]];
        rows.AddRange(from unit in board.Units
                      from line in unit.Lines
                      select (object?[])[unit.Name, line.Target.Path, line.Target.Name, line.Reading.Value, line.Target.Unit, words[Design.Components.Signs.Word(line.Reading.Status)], line.Reading.Source]);
        return Export.Of("phan-tich-ke-hoach", rows);
    }
}
