using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Keeps the list of units that an import names, each with the organisation it stands for; one choice holds for every row with the same words.</summary>
sealed class UnitBook(PlansStore store, IOrganisations organisations)
{
    /// <summary>From this score on a match is taken without asking.</summary>
    const decimal Sure = 0.9m;

    /// <summary>Below this score nothing is proposed.</summary>
    const decimal Near = 0.85m;

    /// <summary>Adds units that rows name and the list does not have yet, counts mentions anew; a unit nobody names any more stays with no mention.</summary>
    public async Task RefreshAsync(PlanFile import, IReadOnlyCollection<ImportRow> rows, CancellationToken stop)
    {
        var units = await store.ImportUnits.Where(u => u.ImportId == import.Id).ToListAsync(stop);
        units = [.. units.Concat(store.ImportUnits.Local.Where(u => u.ImportId == import.Id)).DistinctBy(u => u.Id)];
        var known = units.ToDictionary(u => u.Folded);
        var named = rows.Where(r => r.State is not (RowState.Rejected or RowState.Merged)).SelectMany(r => RowFields.Of(r).Units()).GroupBy(Fold.Of).ToList();
        var issuer = rows.Where(r => r.Kind == RowKind.Document).Select(RowFields.Of).FirstOrDefault(f => f.IsPlan)?.Owner;
        foreach (var group in named)
        {
            if (known.Remove(group.Key, out var unit))
            {
                if (unit.Mentions != group.Count()) unit.Mentions = group.Count();
                continue;
            }
            store.ImportUnits.Add(await MatchedAsync(import, group.First(), group.Key, group.Count(), Fold.Of(issuer) == group.Key, stop));
        }
        foreach (var gone in known.Values.Where(u => u.Mentions != 0)) gone.Mentions = 0;
    }

    async Task<ImportUnit> MatchedAsync(PlanFile import, string name, string folded, int mentions, bool isIssuer, CancellationToken stop)
    {
        var best = (await organisations.MatchAsync(name, import.OwnerId, import.IssuedOn, stop)).FirstOrDefault();
        var score = best is null ? 0 : Math.Round((decimal)best.Score, 3);
        var unit = new ImportUnit { ImportId = import.Id, Name = name, Folded = folded, Mentions = mentions };
        if (score >= Sure) (unit.OrganisationId, unit.Score, unit.State) = (best!.Organisation.Id, score, UnitState.Matched);
        else if (isIssuer) (unit.OrganisationId, unit.Score, unit.State) = (import.OwnerId, score, UnitState.Proposed);
        else if (score >= Near && !GroupWords.Are(folded)) (unit.OrganisationId, unit.Score, unit.State) = (best!.Organisation.Id, score, UnitState.Proposed);
        return unit;
    }

    /// <summary>The organisation of every unit of an import, by folded words.</summary>
    public async Task<Dictionary<string, Guid?>> OrganisationsAsync(Guid importId, CancellationToken stop) =>
        await store.ImportUnits.Where(u => u.ImportId == importId).ToDictionaryAsync(u => u.Folded, u => u.State == UnitState.Left ? null : u.OrganisationId, stop);
}
