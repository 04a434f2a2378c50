using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>What became of a unit that a plan names.</summary>
/// <param name="Signed">Its name when the plan was issued.</param>
/// <param name="By">Who carries on today, the main one first; itself while it is open; empty where nobody does.</param>
/// <param name="Now">Their names today.</param>
sealed record CarriedUnit(Guid Id, string Signed, bool IsOpen, IReadOnlyList<Guid> By, IReadOnlyList<string> Now)
{
    /// <summary>It ended and nobody carries on.</summary>
    public bool IsOrphan => By.Count == 0;

    /// <summary>"nay là …" where it is called or carried on otherwise today; null where nothing changed.</summary>
    public string? Today => Now.Count > 0 && (By.Count > 1 || By[0] != Id || Now[0] != Signed) ? string.Join(", ", Now) : null;
}

/// <summary>Follows the units of plans through mergers and through what owners decided. The text and its units stay as signed.</summary>
sealed class Lineage(PlansStore store, IOrganisations organisations, IOrganisationTree trees, TimeProvider clock)
{
    /// <summary>Units of one plan, by id.</summary>
    public async Task<IReadOnlyDictionary<Guid, CarriedUnit>> OfAsync(Plan plan, IEnumerable<Guid?> ids, CancellationToken stop)
    {
        var wanted = ids.OfType<Guid>().ToHashSet();
        if (wanted.Count == 0) return new Dictionary<Guid, CarriedUnit>();
        var today = clock.Today();
        var tree = await trees.OnAsync(today, stop);
        var signed = await organisations.NamesAsync(wanted, plan.IssuedOn ?? plan.StartsOn, stop);
        var given = (await store.Handovers.AsNoTracking().Where(h => h.PlanId == plan.Id && h.OnDay <= today).OrderBy(h => h.OnDay).ToListAsync(stop))
            .GroupBy(h => h.FromId).ToDictionary(g => g.Key, g => g.Last().ToId);
        var found = new Dictionary<Guid, CarriedUnit>();
        foreach (var id in wanted)
        {
            var isOpen = tree.Find(id)?.IsOpen != false;
            IReadOnlyList<Guid> by = given.TryGetValue(id, out var to) ? [to] : isOpen ? [id] : await organisations.SuccessorsAsync(id, today, stop);
            found[id] = new(id, signed.GetValueOrDefault(id, "–"), isOpen, by, [.. by.Select(b => tree.Find(b)?.Name ?? "–")]);
        }
        return found;
    }

    /// <summary>These organisations and those of <paramref name="among"/> that ended and are carried on by one of them.</summary>
    public async Task<List<Guid>> WithFormerAsync(IReadOnlyCollection<Guid> posts, IEnumerable<Guid> among, CancellationToken stop)
    {
        var own = posts.ToHashSet();
        var tree = await trees.OnAsync(null, stop);
        foreach (var id in among.Distinct().Where(id => !own.Contains(id) && tree.Find(id) is { IsOpen: false }).ToList())
            if ((await organisations.SuccessorsAsync(id, clock.Today(), stop)).Any(posts.Contains)) own.Add(id);
        return [.. own];
    }
}
