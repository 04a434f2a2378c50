using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>What the catalogue was asked for.</summary>
sealed record CatalogueAsk(string Q, string Tier, string Specialty, string State, Guid? Facility, int Page)
{
    /// <summary>The address' query with another page.</summary>
    public string Query(int page) => FormattableString.Invariant(
        $"q={Uri.EscapeDataString(Q)}&tier={Tier}&specialty={Specialty}&state={State}&facility={Facility}&page={page}");
}

/// <summary>A technique with its state at the chosen facility.</summary>
sealed record CatalogueLine(CatalogueTechnique Technique, FacilityTechnique? Row)
{
    /// <summary>State on the day shown.</summary>
    public string State => Row?.State ?? "none";
}

/// <summary>The catalogue of techniques.</summary>
sealed record CatalogueView(CatalogueAsk Asked, IReadOnlyList<CatalogueLine> Lines, int Total, int Pages, int All, IReadOnlyList<(string Value, string Label)> Facilities,
    IReadOnlyList<string> Tiers);

/// <summary>Techniques of a facility as they stand on a day, with growth against the end of a year.</summary>
sealed record FacilityView(Guid Facility, string Name, IReadOnlyList<FacilityTechnique> Rows, int Total, string State, string Q, DateOnly On, int BaseYear,
    int Before, int Now, decimal? Growth,
    IReadOnlyList<FacilityTechnique> History, bool MayList, DateOnly Today, int Page, int Pages)
{
    /// <summary>The address' query with another page.</summary>
    public string Query(int page) => FormattableString.Invariant($"q={Uri.EscapeDataString(Q)}&state={State}&on={On:yyyy-MM-dd}&base={BaseYear}&page={page}");
}

/// <summary>What became of an import, on its page.</summary>
sealed record ImportView(Guid Facility, string Name, ImportResult? Result);

/// <summary>Who can do what since when.</summary>
sealed record MatrixView(IReadOnlyList<(Guid Id, string Name)> Facilities, IReadOnlyList<MatrixLine> Lines, string Q, string Specialty, DateOnly On, int Page,
    int Pages, int Total);

/// <summary>A technique across facilities.</summary>
sealed record MatrixLine(string Code, string Name, IReadOnlyDictionary<Guid, FacilityTechnique> At);

/// <summary>Brings together what the pages of techniques show.</summary>
sealed class TechniqueDesk(TransferStore store, TechniqueIndex index, IOrganisations organisations, Seats seats, Caller caller, TimeProvider clock)
{
    public const int PageRows = 50;

    public async Task<CatalogueView> CatalogueAsync(CatalogueAsk asked, CancellationToken stop)
    {
        var all = await index.AllAsync(stop);
        var facilities = await FacilitiesAsync(stop);
        var facility = asked.Facility ?? (await seats.OfAsync(TransferRights.See, stop)).Cast<Guid?>().FirstOrDefault(f => facilities.Any(o => o.Id == f))
            ?? facilities.FirstOrDefault().Id;
        var rows = facility == default ? new Dictionary<string, FacilityTechnique>() : await StandingAsync(facility, clock.Today(), stop);
        var found = Filter(TechniqueIndex.Find(all, asked.Q), asked).Select(t => new CatalogueLine(t, rows.GetValueOrDefault(t.Code)))
            .Where(l => asked.State.Length == 0 || l.State == asked.State).ToList();
        return new(asked with { Facility = facility }, [.. found.Skip((asked.Page - 1) * PageRows).Take(PageRows)], found.Count,
            (found.Count + PageRows - 1) / PageRows, all.Count,
            [.. facilities.Select(f => (f.Id.ToString(), f.Name))], [.. all.Select(t => t.Tier).Where(t => t.Length > 0).Distinct().Order(StringComparer.Ordinal)]);
    }

    static IEnumerable<CatalogueTechnique> Filter(IEnumerable<CatalogueTechnique> all, CatalogueAsk asked) => all.Where(t =>
        (asked.Tier.Length == 0 || t.Tier.Contains(asked.Tier, StringComparison.Ordinal)) && (asked.Specialty.Length == 0 || t.Specialty == asked.Specialty));

    /// <summary>The same lines without pages, for export.</summary>
    public async Task<IReadOnlyList<CatalogueLine>> CatalogueRowsAsync(CatalogueAsk asked, CancellationToken stop)
    {
        var rows = asked.Facility is { } facility ? await StandingAsync(facility, clock.Today(), stop) : [];
        return [.. Filter(TechniqueIndex.Find(await index.AllAsync(stop), asked.Q), asked).Select(t => new CatalogueLine(t, rows.GetValueOrDefault(t.Code)))
            .Where(l => asked.State.Length == 0 || l.State == asked.State)];
    }

    async Task<Dictionary<string, FacilityTechnique>> StandingAsync(Guid facility, DateOnly day, CancellationToken stop) =>
        (await store.FacilityTechniques.AsNoTracking().Where(f => f.FacilityId == facility && f.WithdrawnAt == null).ToListAsync(stop)).GroupBy(r => r.Technique)
            .Select(g => FacilityTechnique.On(g, day)).OfType<FacilityTechnique>().ToDictionary(r => r.Technique, StringComparer.Ordinal);

    /// <summary>Facilities whose techniques the caller may look at by name: those they reach, else those that have a list.</summary>
    async Task<IReadOnlyList<(Guid Id, string Name)>> FacilitiesAsync(CancellationToken stop)
    {
        var all = (await organisations.ListAsync(null, 5000, stop)).Where(o => o.Kind is "hospital" or "centre" or "institute" or "partner" or "clinic").ToList();
        var reach = caller.IsHouse ? all : [.. all.Where(o => caller.Organisations.Contains(o.Id))];
        return [.. reach.Select(o => (o.Id, o.Name))];
    }

    public async Task<FacilityView> FacilityAsync(Guid facility, string q, string state, string technique, DateOnly? on, int? baseYear, int page, CancellationToken stop)
    {
        var name = (await organisations.NamesAsync([facility], null, stop)).GetValueOrDefault(facility) ?? throw Refusal.Missing("Không tìm thấy đơn vị này.");
        var (today, rows) = (clock.Today(), await store.FacilityTechniques.AsNoTracking().Where(f => f.FacilityId == facility).ToListAsync(stop));
        var day = on ?? today;
        var year = Math.Clamp(baseYear ?? today.Year - 1, 2000, 2100);
        var folded = Fold.Of(q);
        var shown = rows.GroupBy(r => r.Technique).Select(g => FacilityTechnique.On(g, day)).OfType<FacilityTechnique>().Where(r => r.State != "none")
            .Where(r => (state.Length == 0 || r.State == state) && r.Folded.Contains(folded, StringComparison.Ordinal)).OrderBy(r => r.Technique,
                StringComparer.Ordinal).ToList();
        var (before, now) = (PermittedList.CountOn(rows, new(year, 12, 31)), PermittedList.CountOn(rows, day));
        return new(facility, name, [.. shown.Skip((page - 1) * PageRows).Take(PageRows)], shown.Count, state, q, day, year, before, now,
            PermittedList.Growth(before, now),
            technique.Length == 0 ? [] : [.. rows.Where(r => r.Technique == technique).OrderByDescending(r => r.FromDay).ThenByDescending(r => r.MadeAt)],
            caller.May(TransferRights.List, facility), today, page, (shown.Count + PageRows - 1) / PageRows);
    }

    /// <summary>Everything that stands at a facility on a day, for export.</summary>
    public async Task<IReadOnlyList<FacilityTechnique>> FacilityRowsAsync(Guid facility, string state, DateOnly? on, CancellationToken stop) =>
        [.. (await StandingAsync(facility, on ?? clock.Today(), stop)).Values.Where(r => r.State != "none" && (state.Length == 0 || r.State == state))
            .OrderBy(r => r.Technique, StringComparer.Ordinal)];

    public async Task<MatrixView> MatrixAsync(string q, string specialty, DateOnly? on, int? page, CancellationToken stop)
    {
        var day = on ?? clock.Today();
        var folded = Fold.Of(q);
        var rows = await store.FacilityTechniques.AsNoTracking().Where(f => f.WithdrawnAt == null && f.FromDay <= day && f.Folded.Contains(folded)).ToListAsync(stop);
        var reach = caller.IsHouse ? null : await ReachAsync(stop);
        var standing = rows.Where(r => (reach is null || reach.Contains(r.FacilityId)) && (specialty.Length == 0 || r.Technique.StartsWith(specialty,
            StringComparison.Ordinal)))
            .GroupBy(r => (r.FacilityId, r.Technique)).Select(g => FacilityTechnique.On(g, day)).OfType<FacilityTechnique>().Where(r => r.State is not "none").ToList();
        var names = await organisations.NamesAsync(standing.Select(r => r.FacilityId).Distinct(), null, stop);
        var lines = standing.GroupBy(r => r.Technique).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new MatrixLine(g.Key, g.First().Name, g.ToDictionary(r => r.FacilityId))).ToList();
        var shown = page is { } n ? lines.Skip((n - 1) * PageRows).Take(PageRows).ToList() : lines;
        return new([.. names.Select(x => (x.Key, x.Value)).OrderBy(x => x.Value, StringComparer.Create(Say.Vietnam, true))], shown, q, specialty, day, page ?? 1,
            (lines.Count + PageRows - 1) / PageRows, lines.Count);
    }

    // A hospital looks at the hospitals of its department: who nearby can do what.
    async Task<IReadOnlySet<Guid>> ReachAsync(CancellationToken stop)
    {
        var reach = caller.Organisations.ToHashSet();
        foreach (var own in (await seats.OfAsync(TransferRights.See, stop)).Take(5))
            if ((await organisations.AboveAsync(own, stop)).FirstOrDefault(o => o.Kind == "department") is { } department)
                reach.UnionWith(await organisations.ReachAsync(department.Id, stop));
        return reach;
    }

    /// <summary>Where the caller's own list is.</summary>
    public async Task<Guid?> OwnAsync(CancellationToken stop) => (await seats.OfAsync(TransferRights.See, stop)).Cast<Guid?>().FirstOrDefault();
}
