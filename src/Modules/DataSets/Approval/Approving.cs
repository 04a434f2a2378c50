using LienY.Contracts;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>
/// Approves, takes back, accepts and gives back, with history, fact and notices, all in one transaction that holds the writers' lock: of two who approve
/// at once one is told, and no figure slips in beneath an approval.
/// </summary>
sealed class Approving(DataSetsStore store, ApprovalBoards boards, IOrganisationTree trees, Caller caller, Wake wake)
{
    /// <summary>Most characters of a comment.</summary>
    public const int MostComment = 1_000;

    /// <summary>Does it for some units, all or none; those below are approved first, those above are taken back first.</summary>
    public async Task ActAsync(ApprovalAction action, Workflow workflow, Period period, IReadOnlyCollection<Guid> units, string comment, CancellationToken stop)
    {
        if (period.Type.Name != workflow.PeriodType) throw Refusal.Invalid("Quy trình “{0}” không duyệt theo kỳ {1}.", workflow.Name, period.Code);
        if (comment.Length > MostComment) throw new Refusal(RefusalKind.Invalid, "Nội dung dài quá {0} ký tự. Xin rút gọn.", MostComment) { Field = "comment" };
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        await Importing.LockAsync(store.Database.GetDbConnection(), stop);
        var open = await boards.OpenAsync(workflow, period, toChange: true, stop);
        var today = await trees.OnAsync(null, stop);
        var upward = action is ApprovalAction.Approve or ApprovalAction.Accept;
        foreach (var unit in units.Distinct().OrderBy(u => (upward ? -1 : 1) * (open.Board.Level(u)?.Position ?? 0)))
        {
            if (!caller.IsHouse && !caller.Organisations.Contains(unit)) throw Refusal.Missing("Không tìm thấy đơn vị này.");
            var at = open.Board.Position(unit);
            var (to, no) = ApprovalRules.Decide(ApprovalRules.StateOf(at), action, ApprovalPowers.Of(caller, unit, today), at.HasAbove);
            if (no is { } why) throw Refused(why, action, open, unit);
            await ChangeAsync(open, unit, to, comment, stop);
        }
        await store.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        wake.Facts();
    }

    /// <summary>Asks the highest of those who approved a unit's figures to take that back.</summary>
    public async Task AskBackAsync(Workflow workflow, Period period, Guid unit, string reason, CancellationToken stop)
    {
        if (!caller.May(DataSetsRights.Enter, unit) && ApprovalPowers.Of(caller, unit, await trees.OnAsync(null,
            stop)) == ApprovalPower.None) caller.Must(DataSetsRights.Enter, unit);
        var board = (await boards.OpenAsync(workflow, period, toChange: false, stop)).Board;
        if (board.Above(unit).Reverse().Append(unit).Where(board.IsApproved).Cast<Guid?>()
            .FirstOrDefault() is not { } holder) throw ApprovalRules.Refuse(ApprovalNo.NotApproved, board.Name(unit));
        var step = Step(board, holder, StepKind.AskedBack, reason);
        store.ApprovalSteps.Add(step);
        Tell(board, holder, $"asked/{step.Id}", Words.Key("{0} đề nghị thu hồi duyệt số liệu “{1}”, {2}: {3}"), board.Name(unit), workflow.Name, Days(period), reason);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Address of the page on which a unit's figures are looked at and approved.</summary>
    public static string Href(Guid workflow, Guid unit, string period) => $"/data/approvals/unit?workflow={workflow}&unit={unit}&period={period}";

    async Task ChangeAsync(OpenBoard open, Guid unit, ApprovalState to, string comment, CancellationToken stop)
    {
        var (board, now) = (open.Board, store.Clock.GetUtcNow());
        var level = board.Level(unit)!;
        if (!open.Rows.TryGetValue(unit, out var row))
        {
            row = new() { WorkflowId = board.Workflow.Id, UnitId = unit, Period = board.Period.Code, StartsOn = board.Period.First, EndsOn = board.Period.Last };
            store.Approvals.Add(row);
            open.Rows[unit] = row;
        }
        var (was, accepted) = (row.IsApproved, row.IsAccepted);
        (row.IsApproved, row.IsAccepted) = (to is ApprovalState.ApprovedHere or ApprovalState.AcceptedHere, to == ApprovalState.AcceptedHere);
        if (!was && row.IsApproved)
        {
            (row.LevelId, row.ApprovedBy, row.ApprovedAt) = (level.Id, caller.Name, now);
            row.OnTime = IsOnTime(board, level, store.Clock.Today());
            row.Edition++;
            var fact = FactOf(row, board.Workflow, level, board.Period);
            row.FactId = fact.Id;
            store.Report(fact);
        }
        else if (was && !row.IsApproved)
        {
            row.Edition++;
            if (await store.Facts.FirstOrDefaultAsync(f => f.Id == row.FactId, stop) is { } stated) store.Report(stated.Reversal(row.Edition, "datasets.unapproved"));
            row.FactId = null;
        }
        if (row.IsAccepted && !accepted) (row.AcceptedBy, row.AcceptedAt) = (caller.Name, now);
        var kind = !was ? StepKind.Approved : !row.IsApproved ? StepKind.Unapproved : row.IsAccepted ? StepKind.Accepted : StepKind.Unaccepted;
        var step = Step(board, unit, kind, comment);
        store.ApprovalSteps.Add(step);
        store.Trace("datasets." + kind.ToString().ToLowerInvariant(), "approval", $"{board.Workflow.Code}/{unit}/{board.Period.Code}");
        var waiting = board.Above(unit).Take(1).ToList();
        board.Put(unit, row.IsApproved, row.IsAccepted);
        Announce(board, unit, step, waiting);
    }

    void Announce(ApprovalBoard board, Guid unit, ApprovalStep step, List<Guid> above)
    {
        var (name, days) = (board.Workflow.Name, Days(board.Period));
        var sentence = step.Kind switch
        {
            StepKind.Approved => Words.Key("{0} đã duyệt số liệu “{1}”, {2} ({3})."),
            StepKind.Unapproved => Words.Key("{0} đã thu hồi duyệt số liệu “{1}”, {2} ({3}). Có thể sửa khi không còn cấp nào duyệt."),
            StepKind.Accepted => Words.Key("{0} đã tiếp nhận số liệu “{1}”, {2} ({3})."),
            _ => Words.Key("{0} đã bỏ tiếp nhận số liệu “{1}”, {2} ({3})."),
        };
        var why = step.Comment.Length > 0 ? step.Comment : "–";
        foreach (var one in board.Below(unit).Where(b => step.Kind is StepKind.Approved or StepKind.Unapproved && board.Above(b).First() == unit)
            .Concat(board.Reports(unit)).Append(unit).Distinct())
            Tell(board, one, $"{step.Id}", sentence, caller.Name, name, days, why);
        if (step.Kind is not (StepKind.Approved or StepKind.Accepted)) return;
        foreach (var one in above)
            if (board.State(one) == ApprovalState.UnapprovedReady) Tell(board, one, $"ready/{step.Id}",
                Words.Key("Số liệu “{0}”, {1} đã đủ điều kiện để đơn vị duyệt."), name, days);
            else if (board.Workflow.AcceptFirst && step.Kind == StepKind.Approved) Tell(board, one, $"accept/{step.Id}",
                Words.Key("{0} đã duyệt số liệu “{1}”, {2}; đang chờ tiếp nhận."), board.Name(unit), name, days);
    }

    void Tell(ApprovalBoard board, Guid unit, string once, string sentence, params string[] args) => store.Notify(new()
    {
        OrganisationId = unit,
        Text = sentence,
        Args = Notice.ArgsOf(args),
        Link = Href(board.Workflow.Id, unit, board.Period.Code),
        Once = $"approval/{unit}/{once}",
    });

    ApprovalStep Step(ApprovalBoard board, Guid unit, StepKind kind, string comment) => new()
    {
        WorkflowId = board.Workflow.Id,
        UnitId = unit,
        Period = board.Period.Code,
        Kind = kind,
        // PostgreSQL keeps no NUL in text.
        Comment = comment.Replace("\0", "", StringComparison.Ordinal),
        ById = caller.UserId,
        ByName = caller.Name,
        At = store.Clock.GetUtcNow(),
    };

    static Refusal Refused(ApprovalNo why, ApprovalAction action, OpenBoard open, Guid unit) =>
        why == ApprovalNo.Already && action == ApprovalAction.Approve && open.Rows.GetValueOrDefault(unit) is { IsApproved: true, ApprovedAt: { } at } row
            ? Refusal.Conflict("Số liệu của “{0}” đã được {1} duyệt lúc {2}. Xin tải lại trang.", open.Board.Name(unit), row.ApprovedBy, Say.Moment(at))
            : ApprovalRules.Refuse(why, open.Board.Name(unit));

    static string Days(Period period) => $"{Say.Day(period.First)}–{Say.Day(period.Last)}";

    /// <summary>On time: within the days of the level in its workflow.</summary>
    public static bool IsOnTime(ApprovalBoard board, ApprovalLevel level, DateOnly day) =>
        day <= board.Period.Last.AddDays(board.Workflow.Levels.First(l => l.LevelId == level.Id).TimelyDays);

    /// <summary>The fact of an approval, on the day on which figures of the period count.</summary>
    public static Fact FactOf(Approval row, Workflow workflow, ApprovalLevel level, Period period) => new()
    {
        Kind = DataFacts.Approved,
        UnitId = row.UnitId,
        OccurredOn = period.FactDay,
        Value = 1,
        Module = "datasets",
        SourceId = $"approval/{row.Id}",
        SourceVersion = row.Edition,
        TopicId = workflow.Id,
        Dims = Fact.DimsOf((DataFacts.Period, period.Type.Name), (DataFacts.OnTime, row.OnTime ? "true" : "false"), (DataFacts.Workflow, workflow.Code),
            (DataFacts.Level, level.Code)),
    };
}
