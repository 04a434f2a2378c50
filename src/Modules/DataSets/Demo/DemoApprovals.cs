using LienY.Contracts;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>
/// Approval in the demonstration: one workflow of two levels for the monthly report of care. Older months are approved by units and departments, one
/// waits for the departments, one unit's approval was taken back; the newest month is open.
/// </summary>
sealed class DemoApprovals(DataSetsStore store, GlossaryBook glossaries, ApprovalBoards boards, TimeProvider clock) : IDemonstration
{
    const string Unit = "Giám đốc đơn vị (trình diễn)";
    const string Head = "Lãnh đạo Sở (trình diễn)";
    const int Months = 6;

    /// <inheritdoc/>
    public int Order => 36;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        var (top, low) = (Level("so-y-te", 1, "department", "Sở Y tế", "Department of health", "卫生厅"), Level("don-vi", 2, "hospital centre station", "Đơn vị",
            "Unit", "单位"));
        var made = new Workflow { PeriodType = "Monthly" };
        made.Call("duyet-kcb", "Báo cáo khám chữa bệnh, hai cấp", "Report of care, two levels", "诊疗报告两级审批");
        made.Levels.Add(new() { WorkflowId = made.Id, LevelId = top.Id, TimelyDays = 25 });
        made.Levels.Add(new() { WorkflowId = made.Id, LevelId = low.Id, TimelyDays = 15 });
        store.Workflows.Add(made);
        await store.SaveChangesAsync(stop);
        (await store.Sets.FirstAsync(s => s.Code == "bc-kcb", stop)).WorkflowId = made.Id;
        await store.SaveChangesAsync(stop);
        var workflow = (await glossaries.NowAsync(stop)).Workflows[made.Id];
        // The newest ended month stays open; before it one that waits for the departments; the others are approved by both.
        foreach (var (period, back) in boards.Periods(workflow, Months).Select((p, i) => (p, i)).Skip(1))
        {
            var code = period.Code;
            var complete = (await store.Completions.AsNoTracking().Where(c => c.Period == code && c.IsComplete).Select(c => c.UnitId).ToListAsync(stop)).ToHashSet();
            Approve((await boards.OpenAsync(workflow, period, toChange: false, stop)).Board, back == 1, complete, world);
        }
        await store.SaveChangesAsync(stop);
    }

    void Approve(ApprovalBoard board, bool waits, HashSet<Guid> complete, DemoWorld world)
    {
        // Whose report differs from the month before was there to be looked at.
        var sent = board.Units.Where(u => board.Level(u)!.Position > 1 && complete.Contains(u)).OrderBy(board.Name, StringComparer.Ordinal).ToList();
        var than = world.Organisations["bvdk-than-uyen"];
        var returned = sent.Contains(than) ? than : sent.FirstOrDefault();
        foreach (var unit in board.Units.OrderByDescending(u => board.Level(u)!.Position))
        {
            var level = board.Level(unit)!;
            if (waits && level.Position == 1) continue;
            var takenBack = waits && unit == returned;
            var day = board.Period.Last.AddDays((level.Position == 1 ? 18 : 6) + board.Name(unit).Length % 11);
            var at = Moment(day < world.Today ? day : world.Today);
            var row = new Approval
            {
                WorkflowId = board.Workflow.Id,
                UnitId = unit,
                Period = board.Period.Code,
                StartsOn = board.Period.First,
                EndsOn = board.Period.Last,
                LevelId = level.Id,
                Edition = 1,
                IsApproved = true,
                OnTime = Approving.IsOnTime(board, level, Say.DayOf(at)),
                ApprovedBy = level.Position == 1 ? Head : Unit,
                ApprovedAt = at,
            };
            var fact = Approving.FactOf(row, board.Workflow, level, board.Period);
            store.Report(fact);
            row.FactId = fact.Id;
            Step(row, StepKind.Approved, row.ApprovedBy,
                level.Position == 1 || complete.Contains(unit) ? "Đã đối chiếu (số liệu giả định)."
                    : "Chưa đánh dấu hoàn thành; đơn vị đã giải trình bằng văn bản (giả định).", at);
            if (takenBack)
            {
                row.Edition = 2;
                (row.IsApproved, row.FactId) = (false, null);
                store.Report(fact.Reversal(2, "datasets.unapproved"));
                Step(row, StepKind.Unapproved, Head, "Đề nghị đối chiếu lại số lượt khám với sổ khám bệnh (giả định).", at.AddDays(2) < clock.GetUtcNow()
                    ? at.AddDays(2) : at.AddHours(1));
            }
            store.Approvals.Add(row);
            board.Put(unit, row.IsApproved, false);
        }
    }

    ApprovalLevel Level(string code, int position, string kinds, string name, string english, string chinese)
    {
        var level = new ApprovalLevel { Position = position, Kinds = kinds };
        level.Call(code, name, english, chinese);
        store.ApprovalLevels.Add(level);
        return level;
    }

    void Step(Approval row, StepKind kind, string by, string comment, DateTimeOffset at) =>
        store.ApprovalSteps.Add(new() { WorkflowId = row.WorkflowId, UnitId = row.UnitId, Period = row.Period, Kind = kind, ByName = by, Comment = comment, At = at });

    static DateTimeOffset Moment(DateOnly day) => new(day.ToDateTime(new TimeOnly(8, 30)), TimeSpan.Zero);
}
