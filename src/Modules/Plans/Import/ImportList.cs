using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>An import in one line.</summary>
sealed record ImportLine(Guid Id, string Title, string Number, DateOnly? IssuedOn, string FileName, ImportState State, Guid? PlanId, DateTimeOffset CreatedAt, string Owner, int Left, int All);

/// <summary>What the import page shows: for whom the caller may import, and the newest imports.</summary>
sealed record ImportListView(IReadOnlyList<(string Value, string Label)> Owners, string Default, IReadOnlyList<ImportLine> Imports);

/// <summary>Lays out the import page.</summary>
sealed class ImportList(PlansStore store, IOrganisations organisations, Caller caller)
{
    /// <summary>The page for the caller.</summary>
    public async Task<ImportListView> LayAsync(CancellationToken stop)
    {
        var posts = caller.Posts.Where(p => Rights.Import.Roles.Contains(p.Role)).ToList();
        var first = posts.Select(p => p.OrganisationId).Distinct().ToList();
        var names = await organisations.NamesAsync(posts.SelectMany(p => p.Reach).Distinct(), null, stop);
        var owners = names.OrderBy(n => first.Contains(n.Key) ? 0 : 1).ThenBy(n => n.Value, StringComparer.Create(Say.Vietnam, ignoreCase: true)).Take(400)
            .Select(n => (n.Key.ToString(), n.Value)).ToList();
        var imports = await store.Imports.OrderByDescending(i => i.CreatedAt).Take(30)
            .Select(i => new { i.Id, i.Title, i.Number, i.IssuedOn, i.FileName, i.State, i.PlanId, i.CreatedAt, i.OwnerId }).ToListAsync(stop);
        var ids = imports.Select(i => i.Id).ToList();
        var counts = (await store.ImportRows.Where(r => ids.Contains(r.ImportId)).GroupBy(r => new { r.ImportId, r.State })
            .Select(g => new { g.Key.ImportId, g.Key.State, Count = g.Count() }).ToListAsync(stop)).ToLookup(g => g.ImportId);
        var owned = await organisations.NamesAsync(imports.Select(i => i.OwnerId).Distinct(), null, stop);
        return new(owners, caller.OrganisationId.ToString(), [.. imports.Select(i => new ImportLine(i.Id, i.Title, i.Number, i.IssuedOn, i.FileName, i.State, i.PlanId, i.CreatedAt,
            owned.GetValueOrDefault(i.OwnerId, "–"), counts[i.Id].Where(c => c.State == RowState.Unreviewed).Sum(c => c.Count), counts[i.Id].Sum(c => c.Count)))]);
    }
}
