using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Plans in "search everything": by number, subject, issuer.</summary>
sealed class PlanSearch(PlansStore store, Words words) : ISearchSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string folded, int most, CancellationToken stop)
    {
        var plans = await store.Plans.AsNoTracking().Where(p => p.Folded.Contains(folded)).OrderByDescending(p => p.CreatedAt).Take(most).ToListAsync(stop);
        return [.. plans.Select(p => new SearchHit(words["Kế hoạch"], p.Title, $"{p.Number} · {Say.Day(p.StartsOn)} – {Say.Day(p.EndsOn)}", $"/plans/{p.Id}"))];
    }
}
