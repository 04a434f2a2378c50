using System.Data.Common;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Periods;
using NpgsqlTypes;

namespace LienY.DataSets;

/// <summary>
/// Closes reports that are approved: by the unit itself or by one above it on the last day of the period, whatever the levels of the workflow are now.
/// </summary>
sealed class ApprovalLocks(Database database, GlossaryBook glossaries, IOrganisationTree trees) : IReportLocks
{
    static readonly Column[] Key = [new("workflow_id", NpgsqlDbType.Uuid), new("unit_id", NpgsqlDbType.Uuid), new("period", NpgsqlDbType.Text)];

    /// <inheritdoc/>
    public async Task<IReadOnlySet<(Guid SetId, Guid UnitId, string Period)>> LockedAsync(
        DbConnection? connection, IReadOnlyCollection<(Guid UnitId, Period Period)> reports, CancellationToken stop)
    {
        var closed = new HashSet<(Guid, Guid, string)>();
        var glossary = await glossaries.NowAsync(stop);
        if (glossary.Workflows.All.Count == 0 || reports.Count == 0) return closed;
        await using var own = connection is null ? await database.OpenAsync(stop) : null;
        foreach (var period in reports.GroupBy(r => r.Period, r => r.UnitId))
            foreach (var workflow in glossary.Workflows.All.Where(w => w.PeriodType == period.Key.Type.Name))
            {
                var sets = glossary.SetsIn(workflow).ToList();
                if (sets.Count == 0) continue;
                foreach (var unit in await UnitsAsync((connection ?? own)!, workflow, period.Key, [.. period.Distinct()], stop))
                    foreach (var set in sets) closed.Add((set.Id, unit, period.Key.Code));
            }
        return closed;
    }

    async Task<IEnumerable<Guid>> UnitsAsync(DbConnection connection, Workflow workflow, Period period, IReadOnlyList<Guid> units, CancellationToken stop)
    {
        // Most periods that figures come for are not approved at all: one look by key answers for them.
        if (await connection.CellAsync("select 1 from datasets_approval where workflow_id = @p0 and period = @p1 and is_approved limit 1", stop, workflow.Id,
            period.Code) is null) return [];
        var tree = await trees.OnAsync(period.Last, stop);
        var chains = units.Select(u => (Unit: u, Chain: (tree.Find(u)?.Above ?? []).Prepend(u).ToList())).ToList();
        var asked = chains.SelectMany(c => c.Chain).Distinct().Select(u => new object?[] { workflow.Id, u, period.Code }).ToList();
        var approved = (await Bulk.FindAsync(connection, "select t.unit_id, t.is_approved from datasets_approval t", Key, asked, r => (Unit: r.GetGuid(0),
            Approved: r.GetBoolean(1)), stop))
            .Where(a => a.Approved).Select(a => a.Unit).ToHashSet();
        return chains.Where(c => c.Chain.Any(approved.Contains)).Select(c => c.Unit);
    }
}
