using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Takes a paper from file to live plan in one go, for the demonstration: every row as it was read, units matched or created, contradictions kept as they stand.</summary>
sealed class WholeImport(PlansStore store, Importing importing, Adopting adopting, IOrganisations organisations) : IPlanImport
{
    /// <inheritdoc/>
    public async Task<Guid> ImportAndAdoptAsync(Guid owner, string fileName, byte[] content, Func<string, string, MeasureChoice?> measure, CancellationToken stop)
    {
        var imported = await importing.ReceiveAsync(owner, fileName, content, again: false, stop);
        var import = await store.ImportAsync(imported.Id, stop);
        if (import.PlanId is { } plan) return plan;
        var rows = await store.ImportRows.Where(r => r.ImportId == import.Id).OrderBy(r => r.Ordinal).ToListAsync(stop);
        foreach (var row in rows) Decide(row, rows, measure);
        foreach (var unit in await store.ImportUnits.Where(u => u.ImportId == import.Id).ToListAsync(stop)) await SettleAsync(unit, stop);
        await store.SaveChangesAsync(stop);
        return await adopting.AdoptAsync(import.Id, import.Version, stop);
    }

    static void Decide(ImportRow row, List<ImportRow> rows, Func<string, string, MeasureChoice?> measure)
    {
        var fields = RowFields.Of(row);
        if (row.Kind == RowKind.Warning) (row.State, row.Note) = (RowState.Resolved, "Giữ nguyên như văn bản.");
        else if (!Reviewing.IsComplete(row.Kind, fields)) (row.State, row.Note) = (RowState.Rejected, "Văn bản không nêu đủ để theo dõi.");
        else if (fields.Restates.Length > 0 && rows.Find(r => r.Kind == row.Kind && r.Item == fields.Restates) is { State: not RowState.Merged } earlier)
            (row.State, row.MergedInto) = (RowState.Merged, earlier.Id);
        else row.State = row.Edited is null ? RowState.Accepted : RowState.Changed;
        if (row.Kind == RowKind.Indicator && measure(fields.Name, fields.Unit) is { } choice) row.Measure = Measures.Text(choice);
    }

    async Task SettleAsync(ImportUnit unit, CancellationToken stop)
    {
        if (unit.State is not (UnitState.Open or UnitState.Proposed)) return;
        if (GroupWords.Are(unit.Folded)) (unit.State, unit.OrganisationId) = (UnitState.Left, null);
        else if (unit.State == UnitState.Proposed && (unit.Score >= 0.85m || unit.Score == 0)) unit.State = UnitState.Chosen;
        else (unit.State, unit.OrganisationId) = (UnitState.Created, await organisations.CreatePartnerAsync(unit.Name, null, null, stop));
    }
}
