using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>A unit of the paper on the page of units: what it stands for and what it could stand for.</summary>
sealed record UnitLine(ImportUnit Unit, string? Organisation, IReadOnlyList<(string Value, string Label)> Choices);

/// <summary>What the page of units shows.</summary>
sealed record UnitsView(PlanFile Import, IReadOnlyList<UnitLine> Units, IReadOnlyList<string> Names, bool MayReview)
{
    /// <summary>Proposals that wait for a yes.</summary>
    public int Proposed => Units.Count(u => u.Unit.State == UnitState.Proposed);

    /// <summary>Units without a confirmed organisation.</summary>
    public int Left => Units.Count(u => u.Unit.State is UnitState.Open or UnitState.Proposed);
}

/// <summary>Lays out the page of units.</summary>
sealed class UnitDesk(PlansStore store, IOrganisations organisations, Caller caller, Words words)
{
    /// <summary>Every unit that rows name, those without an organisation first.</summary>
    public async Task<UnitsView> LayAsync(Guid id, CancellationToken stop)
    {
        var import = await store.Imports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, stop) ?? throw Refusal.Missing("Không có lần nhập này, hoặc nó thuộc đơn vị khác.");
        var units = await store.ImportUnits.AsNoTracking().Where(u => u.ImportId == id && u.Mentions > 0).ToListAsync(stop);
        var names = await organisations.NamesAsync(units.Select(u => u.OrganisationId).OfType<Guid>().Distinct(), import.IssuedOn, stop);
        var lines = new List<UnitLine>();
        foreach (var unit in units.OrderBy(u => u.State is UnitState.Open ? 0 : u.State is UnitState.Proposed ? 1 : 2).ThenBy(u => u.Name, StringComparer.Create(Say.Vietnam, ignoreCase: true)))
        {
            var near = (await organisations.MatchAsync(unit.Name, import.OwnerId, import.IssuedOn, stop)).Take(4).ToList();
            var choices = near.Select(m => (m.Organisation.Id.ToString(), words["{0} (giống {1} %)", m.Organisation.Name, Math.Round((decimal)m.Score * 100)])).ToList();
            if (unit.OrganisationId is { } now && near.TrueForAll(m => m.Organisation.Id != now)) choices.Insert(0, (now.ToString(), names.GetValueOrDefault(now, "–")));
            choices.Add(("create", words["Tạo đơn vị mới với tên này"]));
            choices.Add(("leave", words["Để nguyên chữ, không phải một đơn vị"]));
            lines.Add(new(unit, unit.OrganisationId is { } o ? names.GetValueOrDefault(o) : null, choices));
        }
        var all = (await organisations.ListAsync(null, 400, stop)).Select(o => o.Name).Distinct().ToList();
        return new(import, lines, all, import.State == ImportState.Review && caller.May(Rights.Review, import.OwnerId));
    }
}
