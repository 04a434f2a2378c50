using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>What a revision means for other modules.</summary>
sealed class RevisionEffect
{
    /// <summary>New targets.</summary>
    public List<AdoptedIndicator> Added { get; } = [];

    /// <summary>Targets that ended.</summary>
    public List<Guid> Ended { get; } = [];

    /// <summary>New reports.</summary>
    public List<AdoptedObligation> Owed { get; } = [];

    /// <summary>Reports that ended.</summary>
    public List<Guid> NoLongerOwed { get; } = [];
}

/// <summary>Makes a plan's rows say what a revision says. What is ended stays in the tables with its day.</summary>
sealed class RowChanges(PlansStore store, Plan plan, PlanRevision revision, DateOnly today)
{
    readonly RevisionEffect effect = new();
    int ordinal;

    /// <summary>Makes every change.</summary>
    public async Task<RevisionEffect> MakeAsync(IReadOnlyList<RevisionRow> rows, CancellationToken stop)
    {
        ordinal = 20_000 + (plan.Revision * 100);
        // The plan's own period first: what is added takes it where it has none.
        foreach (var row in rows.OrderBy(r => r.Part is not PlanPart.Plan).ThenBy(r => r.Part).ThenBy(r => r.Id))
        {
            ordinal++;
            var after = Clause.Of(row.After);
            await (row.Part switch
            {
                PlanPart.Target => TargetAsync(row, after, stop),
                PlanPart.Task => TaskAsync(row, after, stop),
                PlanPart.Duty => DutyAsync(row, after, stop),
                PlanPart.Budget => BudgetAsync(row, after, stop),
                PlanPart.Plan => RenameAsync(after!),
                _ => ObligationAsync(row, after, stop),
            });
            foreach (var organisation in after?.Organisations ?? []) await JoinAsync(organisation, stop);
        }
        return effect;
    }

    // Who gets a part in the plan sees it.
    async Task JoinAsync(Guid organisation, CancellationToken stop)
    {
        if (store.Parties.Local.Any(p => p.PlanId == plan.Id && p.OrgId == organisation) || await store.Parties.AnyAsync(p => p.PlanId == plan.Id && p.OrgId == organisation, stop)) return;
        store.Parties.Add(new Party { PlanId = plan.Id, OrgId = organisation, Role = PartyRole.Lead });
    }

    Task RenameAsync(Clause after)
    {
        (plan.Title, plan.StartsOn, plan.EndsOn) = (after.Name, after.From ?? plan.StartsOn, after.To ?? plan.EndsOn);
        plan.Folded = Fold.Of($"{plan.Number} {plan.Title} {plan.Issuer}");
        return Task.CompletedTask;
    }

    async Task TargetAsync(RevisionRow row, Clause? after, CancellationToken stop)
    {
        if (row.Deed is Deed.Add)
        {
            var measure = Measures.Of(after!.Measure);
            var made = new Indicator
            {
                Id = row.ObjectId,
                PlanId = plan.Id,
                Ordinal = ordinal,
                Path = after.Path,
                Name = after.Name,
                Comparator = after.Comparator ?? Comparator.None,
                Value = after.Value,
                High = after.High,
                Unit = after.Unit,
                StartsOn = after.From ?? revision.EffectiveOn,
                EndsOn = after.To ?? plan.EndsOn,
                Scope = "",
                OwnerId = after.OrgId ?? plan.OwnerId,
                MeasureKind = measure.Kind,
                Formula = measure.Formula,
                Quote = $"{revision.DocumentNumber}: {after.Name}",
                LineFirst = 0,
                LineLast = 0,
            };
            store.Indicators.Add(made);
            effect.Added.Add(new(made.Target(), measure));
            return;
        }
        var target = await store.Indicators.FirstOrDefaultAsync(i => i.Id == row.ObjectId && i.PlanId == plan.Id, stop) ?? throw Gone();
        if (row.Deed is Deed.End)
        {
            target.EndedOn = revision.EffectiveOn;
            effect.Ended.Add(target.Id);
            return;
        }
        (target.Name, target.Comparator, target.Value, target.High, target.Unit) = (after!.Name, after.Comparator ?? Comparator.None, after.Value, after.High, after.Unit);
        (target.StartsOn, target.EndsOn, target.OwnerId) = (after.From ?? target.StartsOn, after.To ?? target.EndsOn, after.OrgId ?? target.OwnerId);
    }

    async Task TaskAsync(RevisionRow row, Clause? after, CancellationToken stop)
    {
        if (row.Deed is Deed.Add)
        {
            store.Tasks.Add(new PlanTask
            {
                Id = row.ObjectId,
                PlanId = plan.Id,
                Ordinal = ordinal,
                Path = after!.Path,
                Content = after.Content,
                Name = after.Name,
                UnitId = after.OrgId,
                StartsOn = after.From,
                DueOn = after.To,
                AssignedOn = today,
            });
            return;
        }
        var task = await store.Tasks.FirstOrDefaultAsync(t => t.Id == row.ObjectId && t.PlanId == plan.Id, stop) ?? throw Gone();
        if (row.Deed is Deed.End)
        {
            // What was done was done; only open work stops.
            if (task.State is TaskState.Open or TaskState.Doing) task.State = TaskState.Dropped;
            return;
        }
        if (task.UnitId != after!.OrgId) (task.OwnerUserId, task.AssignedOn) = (null, today);
        (task.Name, task.UnitId, task.StartsOn, task.DueOn) = (after.Name, after.OrgId, after.From, after.To);
        if (after.Content.Length > 0) task.Content = after.Content;
    }

    async Task DutyAsync(RevisionRow row, Clause? after, CancellationToken stop)
    {
        if (row.Deed is Deed.Add)
        {
            store.Duties.Add(new Duty { Id = row.ObjectId, PlanId = plan.Id, Ordinal = ordinal, OrgId = after!.OrgId, Written = after.Written, Path = after.Path, Text = after.Name, LineFirst = 0, LineLast = 0 });
            return;
        }
        var duty = await store.Duties.FirstOrDefaultAsync(d => d.Id == row.ObjectId && d.PlanId == plan.Id, stop) ?? throw Gone();
        if (row.Deed is Deed.End) duty.EndedOn = revision.EffectiveOn;
        else (duty.Text, duty.OrgId, duty.Written) = (after!.Name, after.OrgId, after.OrgId is null && after.Written.Length > 0 ? after.Written : duty.Written);
    }

    async Task BudgetAsync(RevisionRow row, Clause? after, CancellationToken stop)
    {
        if (row.Deed is Deed.Add)
        {
            store.Budgets.Add(new Budget
            {
                Id = row.ObjectId,
                PlanId = plan.Id,
                Ordinal = ordinal,
                Label = after!.Name,
                Source = after.Source,
                Axis = "item",
                Year = after.Year,
                IsTotal = false,
                Planned = after.Amount,
                LineFirst = 0,
                LineLast = 0,
            });
            return;
        }
        var line = await store.Budgets.FirstOrDefaultAsync(b => b.Id == row.ObjectId && b.PlanId == plan.Id, stop) ?? throw Gone();
        if (row.Deed is Deed.End) line.EndedOn = revision.EffectiveOn;
        else (line.Label, line.Source, line.Planned) = (after!.Name, after.Source, after.Amount);
    }

    async Task ObligationAsync(RevisionRow row, Clause? after, CancellationToken stop)
    {
        if (row.Deed is not Deed.Add)
        {
            var old = await store.Obligations.FirstOrDefaultAsync(o => o.Id == row.ObjectId && o.PlanId == plan.Id, stop) ?? throw Gone();
            old.EndedOn = revision.EffectiveOn;
            effect.NoLongerOwed.Add(old.Id);
            if (row.Deed is Deed.End) return;
        }
        // A changed obligation is another one: reports made under the old one keep it.
        var made = new Obligation
        {
            Id = row.Deed is Deed.Add ? row.ObjectId : row.Id,
            PlanId = plan.Id,
            Ordinal = ordinal,
            FromId = after!.OrgId ?? plan.OwnerId,
            ToId = after.ToId ?? plan.OwnerId,
            Cadence = after.Cadence,
            Due = after.Due.Length > 0 ? after.Due : null,
            Quote = after.Name,
            LineFirst = 0,
            LineLast = 0,
        };
        store.Obligations.Add(made);
        effect.Owed.Add(new(made.Id, made.FromId, made.ToId, made.Cadence, made.Due, made.Quote));
    }

    static Refusal Gone() => Refusal.Conflict("Một dòng của bản sửa đổi không còn trong kế hoạch. Xin mở lại bản soạn để xem.");
}
