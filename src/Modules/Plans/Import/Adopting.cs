using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>
/// Makes a reviewed import live: every plan document of the file becomes a plan with all its rows (a parent before its child), the ledger learns of it,
/// other modules are told. All in one transaction.
/// </summary>
sealed class Adopting(PlansStore store, UnitBook book, IOrganisations organisations, Caller caller, TimeProvider clock)
{
    /// <summary>Adopts; refuses while something is open. Returns the main plan.</summary>
    public async Task<Guid> AdoptAsync(Guid importId, int version, CancellationToken stop)
    {
        var import = await store.ImportAsync(importId, stop);
        caller.Must(Rights.Adopt, import.OwnerId);
        if (import.State != ImportState.Review) throw Refusal.Conflict("Lần nhập này đã khép lại, không sửa được nữa.");
        var open = await OpenMatters.OfAsync(store, importId, stop);
        if (!open.None) throw Refusal.Conflict("Chưa ban hành được: còn {0} việc chưa xong. Xin xem danh sách việc còn lại.", open.Count);
        store.Expect(import, version);
        var rows = await store.ImportRows.AsNoTracking().Where(r => r.ImportId == importId).ToListAsync(stop);
        var units = await book.OrganisationsAsync(importId, stop);
        var documents = Documents(rows);
        var main = documents.FirstOrDefault(d => d.Fields.ParentDocument.Length > 0) is { Row: not null } child ? child : documents[0];
        var ids = rows.ToDictionary(r => r.Id, _ => Guid.CreateVersion7());
        var made = new Dictionary<string, Guid>();
        foreach (var document in documents.OrderBy(d => documents.Any(o => o.Fields.ParentDocument == d.Row.Item) ? 0 : 1))
        {
            var isMain = document.Row == main.Row;
            if (!isMain && await KnownAsync(document.Fields, stop) is { } known)
            {
                made[document.Row.Item] = known;
                continue;
            }
            var plan = Plan(import, document.Fields, units, made);
            if (isMain) caller.Must(Rights.Adopt, plan.OwnerId);
            var own = rows.Where(r => r.Document == document.Row.Item || (isMain && documents.All(d => d.Row.Item != r.Document))).ToList();
            await SaveAsync(new PlanDraft(plan, import, own, units, ids), rows, import, stop);
            made[document.Row.Item] = plan.Id;
        }
        (import.State, import.PlanId) = (ImportState.Adopted, made[main.Row.Item]);
        store.Trace("plan.adopt", "plan", import.PlanId.ToString()!);
        await store.SaveChangesAsync(stop);
        return made[main.Row.Item];
    }

    static List<(ImportRow Row, RowFields Fields)> Documents(List<ImportRow> rows) =>
        [.. rows.Where(r => r.Kind == RowKind.Document && (r.State is RowState.Accepted or RowState.Changed))
            .OrderBy(r => r.Ordinal).Select(r => (r, RowFields.Of(r))).Where(d => d.Item2.IsPlan)];

    async Task<Guid?> KnownAsync(RowFields f, CancellationToken stop) => f.Number.Length == 0 || f.Date is null ? null
        : await store.Plans.Where(p => p.Number == f.Number && p.IssuedOn == f.Date).OrderBy(p => p.CreatedAt).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(stop);

    Plan Plan(PlanFile import, RowFields f, Dictionary<string, Guid?> units, Dictionary<string, Guid> made) => new()
    {
        OwnerId = units.GetValueOrDefault(Fold.Of(f.Owner)) ?? import.OwnerId,
        Number = f.Number,
        Kind = f.Type,
        Title = f.Name,
        Issuer = f.Owner,
        IssuedOn = f.Date,
        StartsOn = f.From!.Value,
        EndsOn = f.To!.Value,
        ParentRef = f.ParentRef,
        ParentId = made.TryGetValue(f.ParentDocument, out var parent) ? parent : f.ParentId,
        AgreementId = f.AgreementId,
        ImportId = import.Id,
        FileOrgId = import.OwnerId,
        FileHash = import.FileHash,
        FileName = import.FileName,
        Signer = f.Signer,
        SignerPosition = f.Position,
        Folded = Fold.Of($"{f.Number} {f.Name} {f.Owner}"),
        CreatedAt = clock.GetUtcNow(),
        AdoptedBy = caller.UserId,
    };

    async Task SaveAsync(PlanDraft draft, List<ImportRow> all, PlanFile import, CancellationToken stop)
    {
        var plan = draft.Plan;
        var above = (await organisations.AboveAsync(plan.OwnerId, stop)).FirstOrDefault()?.Id ?? plan.OwnerId;
        var obligations = draft.Obligations(above);
        var assignments = draft.Assignments;
        var parties = draft.Parties(obligations, assignments);
        store.Plans.Add(plan);
        store.Parties.AddRange(parties);
        store.Indicators.AddRange(draft.Indicators);
        store.Activities.AddRange(draft.Activities);
        store.Assignments.AddRange(assignments);
        store.Tasks.AddRange(draft.Tasks);
        store.Duties.AddRange(draft.Duties);
        store.Budgets.AddRange(draft.Budgets);
        store.Obligations.AddRange(obligations);
        store.Warnings.AddRange(draft.Warnings(all));
        store.Remember(plan.Id, Words.Key("Ban hành kế hoạch từ tệp {0}"), "plan", plan.Id, import.FileName);
        store.Report(new Fact
        {
            Kind = "plan.adopted",
            UnitId = plan.OwnerId,
            OccurredOn = clock.Today(),
            Value = 1,
            Module = "plans",
            SourceId = $"plan/{plan.Id}",
            PlanId = plan.Id,
        });
        store.Publish($"plan/{plan.Id}", new PlanAdopted(plan.Id, plan.OwnerId, plan.Title, plan.StartsOn, plan.EndsOn,
            [.. draft.Indicators.Select(i => new AdoptedIndicator(i.Target(), new(i.MeasureKind, i.Formula)))],
            [.. obligations.Select(o => new AdoptedObligation(o.Id, o.FromId, o.ToId, o.Cadence, o.Due, o.Quote))]));
        foreach (var lead in parties.Where(p => p.Role == PartyRole.Lead && p.OrgId != plan.OwnerId).Select(p => p.OrgId).Distinct())
        {
            store.Notify(new Notice
            {
                OrganisationId = lead,
                Text = Words.Key("Kế hoạch “{0}” đã vào theo dõi; đơn vị có việc chủ trì."),
                Args = Notice.ArgsOf(plan.Title),
                Link = $"/plans/{plan.Id}",
                Once = $"plan/{plan.Id}/adopted/{lead}",
            });
        }
    }
}
