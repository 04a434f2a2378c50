using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>What is left before an import can become a plan.</summary>
/// <param name="Rows">Unreviewed rows by kind, only kinds with some.</param>
/// <param name="Units">Units without a confirmed organisation.</param>
/// <param name="Missing">What else is missing, Vietnamese keys.</param>
sealed record OpenMatters(IReadOnlyDictionary<RowKind, int> Rows, int Units, IReadOnlyList<string> Missing)
{
    /// <summary>Nothing is left.</summary>
    public bool None => Rows.Count == 0 && Units == 0 && Missing.Count == 0;

    /// <summary>How many things are left.</summary>
    public int Count => Rows.Values.Sum() + Units + Missing.Count;

    /// <summary>Looks an import through.</summary>
    public static async Task<OpenMatters> OfAsync(PlansStore store, Guid importId, CancellationToken stop)
    {
        var rows = (await store.ImportRows.Where(r => r.ImportId == importId && r.State == RowState.Unreviewed)
            .GroupBy(r => r.Kind).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(stop)).ToDictionary(g => g.Key, g => g.Count);
        var units = await store.ImportUnits.CountAsync(u => u.ImportId == importId && u.Mentions > 0 && (u.State == UnitState.Open || u.State == UnitState.Proposed), stop);
        var documents = await store.ImportRows.AsNoTracking()
            .Where(r => r.ImportId == importId && r.Kind == RowKind.Document && r.State != RowState.Rejected && r.State != RowState.Merged).ToListAsync(stop);
        var plans = documents.Select(RowFields.Of).Where(f => f.IsPlan).ToList();
        var missing = new List<string>();
        // An amending paper need not tell the plan's own frame again.
        if (await store.Imports.AnyAsync(i => i.Id == importId && i.RevisesId != null, stop)) return new(rows, units, []);
        if (plans.Count == 0) missing.Add(Words.Key("Chưa có văn bản nào được chọn là kế hoạch."));
        if (plans.Any(f => f.From is null || f.To is null)) missing.Add(Words.Key("Kế hoạch chưa có ngày đầu và ngày cuối."));
        if (plans.Any(f => f.Name.Length == 0)) missing.Add(Words.Key("Kế hoạch chưa có trích yếu."));
        return new(rows, units, missing);
    }
}
