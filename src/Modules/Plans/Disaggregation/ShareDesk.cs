using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>A unit in the league: its level, what it has reached, how much of it.</summary>
sealed record ShareRow(Share Share, string Unit, string Wanted, IndicatorReading? Reading, decimal? Percent)
{
    /// <summary>Where it stands.</summary>
    public TargetStatus Status => Reading?.Status ?? TargetStatus.NoData;
}

/// <summary>The page of a target that is shared out.</summary>
sealed record SharingView(PlanHead Head, Indicator Whole, string Wanted, IndicatorReading? Reading, SharingWay Way, int Version, ShareCheck Check, IReadOnlyList<ShareRow> Rows,
    IReadOnlyList<(string Value, string Label)> Units, IReadOnlyDictionary<Guid, decimal>? Proposal)
{
    /// <summary>Populations that may be taken as denominators.</summary>
    public IReadOnlyList<PopulationChoice> Populations { get; init; } = [];

    /// <summary>Address of the page.</summary>
    public string At => $"/plans/{Head.Plan.Id}/targets/{Whole.Id}/units";
}

/// <summary>A unit's own targets over all plans.</summary>
sealed record UnitTargetsView(string Unit, Guid UnitId, IReadOnlyList<(Plan Plan, Indicator Whole, ShareRow Row)> Rows, IReadOnlyList<(string Value, string Label)> Units);

/// <summary>Lays out shared targets; readings of units are those of the target's own measure over the unit's facts.</summary>
sealed class ShareDesk(PlanDesk desk, IOrganisationTree trees, Populations populations)
{
    readonly PlansStore store = desk.Store;

    /// <summary>The page of one target; <paramref name="propose"/>: <c>equal</c> or <c>weight</c> shows a proposal beside.</summary>
    public async Task<SharingView> LayAsync(Guid planId, Guid indicatorId, string? propose, CancellationToken stop)
    {
        var head = await desk.HeadAsync(planId, stop);
        var whole = await store.Indicators.AsNoTracking().FirstOrDefaultAsync(i => i.Id == indicatorId && i.PlanId == planId, stop) ?? throw Refusal.Missing("Không có chỉ tiêu này trong kế hoạch.");
        var sharing = await store.Sharings.AsNoTracking().FirstOrDefaultAsync(s => s.IndicatorId == indicatorId, stop);
        var way = sharing?.Way ?? (Likeness.IsRate(whole.Comparator, whole.Unit) ? SharingWay.Same : SharingWay.Sum);
        var shares = await store.Shares.AsNoTracking().Where(s => s.IndicatorId == indicatorId).ToListAsync(stop);
        var read = await RowsAsync([.. shares.Select(s => (whole, s))], stop);
        var lower = whole.Comparator is Comparator.AtMost or Comparator.Below;
        var rows = read.OrderBy(r => r.Percent is null).ThenBy(r => lower ? r.Percent : -r.Percent).ThenBy(r => Fold.Of(r.Unit), StringComparer.Ordinal).ToList();
        var reading = desk.Evidence is { } evidence ? (await evidence.ReadAsync([whole.Target()], desk.Today, stop)).FirstOrDefault() : null;
        var units = head.MayLead ? await TaskSheet.UnitsAsync(desk, head.Plan, stop) : new Dictionary<Guid, string>();
        return new(head, whole, TargetWords.Of(whole.Target(), desk.Words), reading, way, sharing?.Version ?? 0,
            ShareCheck.Of(whole.Comparator, whole.Value, way, shares.ConvertAll(s => (s.Value, s.Weight))), rows,
            [.. units.Where(u => shares.TrueForAll(s => s.UnitId != u.Key)).OrderBy(u => Fold.Of(u.Value), StringComparer.Ordinal).Select(u => (u.Key.ToString(), u.Value))],
            Proposed(whole, way, propose, rows))
        {
            Populations = head is { MayLead: true, MayWork: true } && rows.Count > 0 ? await populations.ChoicesAsync(stop) : [],
        };
    }

    /// <summary>The targets of one unit over all plans; the caller's own where none is named.</summary>
    public async Task<UnitTargetsView> OfUnitAsync(Guid? unitId, CancellationToken stop)
    {
        var today = desk.Today;
        var reach = desk.Caller.Organisations.ToList();
        var having = await store.Shares.Where(s => reach.Contains(s.UnitId)).Select(s => s.UnitId).Distinct().ToListAsync(stop);
        var unit = unitId ?? desk.Caller.Posts.Select(p => p.OrganisationId).FirstOrDefault(having.Contains, desk.Caller.OrganisationId);
        if (!desk.Caller.IsHouse && !reach.Contains(unit)) throw Refusal.Missing("Không có đơn vị này, hoặc đơn vị ngoài phạm vi của ông/bà.");
        var rows = await (from s in store.Shares.AsNoTracking()
                          join i in store.Indicators on s.IndicatorId equals i.Id
                          join p in store.Plans on s.PlanId equals p.Id
                          where s.UnitId == unit && p.State == PlanState.Active
                          orderby s.EndsOn, i.Ordinal
                          select new { Plan = p, Whole = i, Share = s }).ToListAsync(stop);
        var read = await RowsAsync([.. rows.Select(r => (r.Whole, r.Share))], stop);
        var names = await desk.Organisations.NamesAsync(having.Append(unit), today, stop);
        return new(names.GetValueOrDefault(unit, "–"), unit, [.. rows.Zip(read, (r, row) => (r.Plan, r.Whole, row))],
            [.. having.Select(h => (h.ToString(), names.GetValueOrDefault(h, "–"))).OrderBy(h => Fold.Of(h.Item2), StringComparer.Ordinal)]);
    }

    /// <summary>Rows with their readings, in the same order; one question to evidence.</summary>
    public async Task<IReadOnlyList<ShareRow>> RowsAsync(IReadOnlyList<(Indicator Whole, Share Share)> shares, CancellationToken stop)
    {
        if (shares.Count == 0) return [];
        var tree = await trees.OnAsync(null, stop);
        var names = await desk.Organisations.NamesAsync(shares.Select(s => s.Share.UnitId).Distinct(), null, stop);
        var targets = shares.Select(s => s.Share.Of(s.Whole, tree.Below(s.Share.UnitId).ToHashSet())).ToList();
        var readings = desk.Evidence is { } evidence ? await evidence.ReadAsync(targets, desk.Today, stop) : [];
        return [.. shares.Select((s, i) => new ShareRow(s.Share, names.GetValueOrDefault(s.Share.UnitId, "–"), TargetWords.Of(targets[i], desk.Words), readings.ElementAtOrDefault(i),
            s.Share.Value is > 0 and var goal && readings.ElementAtOrDefault(i)?.Value is { } value && value / goal < 100_000 ? decimal.Round(value / goal * 100, 1) : null))];
    }

    static Dictionary<Guid, decimal>? Proposed(Indicator whole, SharingWay way, string? propose, List<ShareRow> rows)
    {
        if (propose is not ("equal" or "weight") || whole.Value is not { } level || rows.Count == 0) return null;
        var order = rows.OrderBy(r => Fold.Of(r.Unit), StringComparer.Ordinal).ToList();
        var parts = way is SharingWay.Sum
            ? propose == "equal" ? Apportioning.Split(level, order.Count) : Apportioning.Split(level, [.. order.Select(r => r.Share.Weight ?? 0)])
            : [.. order.Select(_ => level)];
        return order.Zip(parts).ToDictionary(x => x.First.Share.UnitId, x => x.Second);
    }
}
