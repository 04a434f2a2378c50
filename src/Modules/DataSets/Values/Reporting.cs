using LienY.Contracts;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>How a unit's report of a period stands.</summary>
enum ReportState
{
    /// <summary>Complete, within its days.</summary>
    OnTime,

    /// <summary>Complete, after its days.</summary>
    Late,

    /// <summary>Figures are there, nobody has said that they are all.</summary>
    Started,

    /// <summary>Nothing, and its days have passed.</summary>
    Missing,

    /// <summary>Nothing, its days run.</summary>
    Awaited,

    /// <summary>Not expected of the unit.</summary>
    NotExpected,
}

/// <summary>A report of a unit.</summary>
sealed record ReportLine(Guid UnitId, string Unit, Period Period, ReportState State, int Filled, DateOnly? CompletedOn, DateOnly Due);

/// <summary>Which reports are expected of which units, and how they stand; only units within the caller's reach.</summary>
sealed class Reporting(DataSetsStore store, GlossaryBook glossaries, IOrganisationTree trees, Caller caller, TimeProvider clock)
{
    /// <summary>The dictionary as it stands now.</summary>
    public Task<Glossary> GlossaryAsync(CancellationToken stop) => glossaries.NowAsync(stop);

    /// <summary>Periods of a data set up to the last that may be reported, newest first.</summary>
    public IReadOnlyList<Period> Periods(DataSet set, int most)
    {
        var type = PeriodType.Find(set.PeriodType)!;
        var periods = new List<Period>();
        for (var period = ReportRules.LatestOpen(set, type, clock.Today()); periods.Count < most; period = period.Previous) periods.Add(period);
        return periods;
    }

    /// <summary>Units that report a data set and that the caller may see, with their names, by name.</summary>
    public async Task<IReadOnlyList<(SetUnit Assigned, TreeUnit Unit)>> UnitsAsync(DataSet set, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        var tree = await trees.OnAsync(null, stop);
        return [.. glossary.UnitsOf[set.Id].Where(u => caller.IsHouse || caller.Organisations.Contains(u.UnitId)).Select(u => (u, tree.Find(u.UnitId))).Where(u => u.Item2 is { IsOpen: true })
            .Select(u => (u.u, u.Item2!)).OrderBy(u => u.Item2.Name, StringComparer.Create(Say.Vietnam, ignoreCase: true))];
    }

    /// <summary>Reports of a data set for some periods, unit by unit.</summary>
    public async Task<IReadOnlyList<ReportLine>> LinesAsync(DataSet set, IReadOnlyCollection<Period> periods, CancellationToken stop)
    {
        if (periods.Count == 0) return [];
        var units = await UnitsAsync(set, stop);
        if (units.Count == 0) return [];
        var (from, to) = (periods.Min(p => p.Last), periods.Max(p => p.Last));
        var completions = (await store.Completions.AsNoTracking().Where(c => c.SetId == set.Id && c.IsComplete && c.EndsOn >= from && c.EndsOn <= to).ToListAsync(stop))
            .DistinctBy(c => (c.UnitId, c.Period)).ToDictionary(c => (c.UnitId, c.Period));
        var elements = set.Elements.Select(e => e.ElementId).ToList();
        var filled = (await store.Values.AsNoTracking().Where(v => elements.Contains(v.ElementId) && !v.IsDeleted && v.EndsOn >= from && v.EndsOn <= to)
            .GroupBy(v => new { v.UnitId, v.Period }).Select(g => new { g.Key.UnitId, g.Key.Period, Count = g.Count() }).ToListAsync(stop)).ToDictionary(g => (g.UnitId, g.Period), g => g.Count);
        var today = clock.Today();
        return [.. units.SelectMany(u => periods.Select(p =>
        {
            var done = completions.GetValueOrDefault((u.Unit.Id, p.Code));
            var count = filled.GetValueOrDefault((u.Unit.Id, p.Code));
            var due = ReportRules.Due(set, p);
            var state = done is not null ? done.OnTime ? ReportState.OnTime : ReportState.Late
                : !u.Assigned.Covers(p.Last) || !ReportRules.Within(set.ValidFrom, set.ValidTo, p) ? ReportState.NotExpected
                : count > 0 ? ReportState.Started : due < today ? ReportState.Missing : ReportState.Awaited;
            return new ReportLine(u.Unit.Id, u.Unit.Name, p, state, count, done?.CompletedOn, due);
        }))];
    }

    /// <summary>A state in words (a Vietnamese key).</summary>
    public static string Word(ReportState state) => state switch
    {
        ReportState.OnTime => Words.Key("đủ, đúng hạn"),
        ReportState.Late => Words.Key("đủ, trễ hạn"),
        ReportState.Started => Words.Key("đang nhập"),
        ReportState.Missing => Words.Key("thiếu"),
        ReportState.Awaited => Words.Key("chưa đến hạn"),
        _ => Words.Key("không phải báo cáo"),
    };

    /// <summary>The kind of badge of a state.</summary>
    public static string Kind(ReportState state) => state switch
    {
        ReportState.OnTime => "ok",
        ReportState.Late or ReportState.Started => "warn",
        ReportState.Missing => "bad",
        _ => "none",
    };
}
