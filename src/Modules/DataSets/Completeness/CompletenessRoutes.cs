using LienY.Contracts;
using LienY.DataSets.Pages;
using LienY.Design;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.DataSets;

/// <summary>A unit's reports over some periods, with how many came and how many came in time.</summary>
sealed record CompletenessRow(Guid UnitId, string Unit, IReadOnlyList<ReportLine> Lines)
{
    public int Expected => Lines.Count(l => l.State is not (ReportState.NotExpected or ReportState.Awaited));
    public int Complete => Lines.Count(l => l.State is ReportState.OnTime or ReportState.Late);
    public int OnTime => Lines.Count(l => l.State == ReportState.OnTime);
}

/// <summary>The grid of units and periods.</summary>
sealed record CompletenessView(IReadOnlyList<DataSet> Sets, DataSet? Set, IReadOnlyList<Period> Periods, IReadOnlyList<CompletenessRow> Rows, IReadOnlyList<CompletenessRow> Above)
{
    /// <summary>A share in whole per cent, null where nothing was expected.</summary>
    public static decimal? Rate(int part, int whole) => whole == 0 ? null : Math.Round(100m * part / whole, 1);
}

/// <summary>Completeness and timeliness of a data set: units × periods, and rates of units above.</summary>
static class CompletenessRoutes
{
    const int Months = 12;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/data/completeness", async (Guid? set, Reporting reporting, IOrganisationTree trees, CancellationToken stop) =>
            Show.Page<CompletenessPage>(new { Model = await LoadAsync(set, reporting, trees, stop) })).Needs(DataSetsRights.Read);
        routes.MapExport("/data/completeness/export", async (Guid? set, Reporting reporting, IOrganisationTree trees, Words words, CancellationToken stop) =>
        {
            var view = await LoadAsync(set, reporting, trees, stop);
            return Export.Of("day-du-kip-thoi", [new object?[] { words["Đơn vị"], words["Phải báo cáo"], words["Đã hoàn thành"], words["Đúng hạn"], words["Đầy đủ (%)"], words["Kịp thời (%)"] }
                    .Concat(view.Periods.Select(p => (object?)p.Code)).ToArray(),
                .. view.Above.Concat(view.Rows).Select(r => new object?[]
                {
                    r.Unit, r.Expected, r.Complete, r.OnTime, CompletenessView.Rate(r.Complete, r.Expected), CompletenessView.Rate(r.OnTime, r.Expected),
                }.Concat(view.Periods.Select(p => (object?)(r.UnitId == Guid.Empty || r.Lines.Count != view.Periods.Count ? null : words[Reporting.Word(r.Lines.First(l => l.Period == p).State)]))).ToArray())]);
        }).Needs(DataSetsRights.Read);
    }

    static async Task<CompletenessView> LoadAsync(Guid? setId, Reporting reporting, IOrganisationTree trees, CancellationToken stop)
    {
        var glossary = await reporting.GlossaryAsync(stop);
        var set = setId is { } id ? glossary.Sets.Find(id) : glossary.Sets.All.FirstOrDefault();
        if (set is null) return new([], null, [], [], []);
        var periods = reporting.Periods(set, Months).Reverse().ToList();
        var tree = await trees.OnAsync(null, stop);
        var rows = (await reporting.LinesAsync(set, periods, stop)).GroupBy(l => l.UnitId).Select(g => new CompletenessRow(g.Key, g.First().Unit, [.. g])).ToList();
        var above = rows.SelectMany(r => (tree.Find(r.UnitId)?.Above ?? []).Select(a => (Above: a, Row: r))).GroupBy(p => p.Above)
            .Select(g => new CompletenessRow(g.Key, tree.Find(g.Key)?.Name ?? "", [.. g.SelectMany(p => p.Row.Lines)])).OrderByDescending(r => r.Lines.Count).ToList();
        return new([.. glossary.Sets.All], set, periods, rows, above);
    }
}

/// <summary>Reports that are due or overdue, of the caller's own units, on "Hôm nay".</summary>
sealed class DataSetsToday(Reporting reporting, Caller caller, Words words, TimeProvider clock) : ITodaySource
{
    const int Most = 8;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (!caller.May(DataSetsRights.Enter) || caller.IsHouse) return [];
        var items = new List<TodayItem>();
        foreach (var set in (await reporting.GlossaryAsync(stop)).Sets.All)
        {
            var open = (await reporting.LinesAsync(set, [.. reporting.Periods(set, 2)], stop))
                .Where(l => l.State is ReportState.Missing or ReportState.Started or ReportState.Awaited && l.Period.Last < clock.Today() && caller.May(DataSetsRights.Enter, l.UnitId)).ToList();
            // An officer of a department sees one line for all its units, a unit its own report.
            foreach (var period in open.GroupBy(l => l.Period))
                items.Add(period.Count() == 1
                    ? new(TodayList.Due, words["Báo cáo số liệu: {0}", set.Title(words.Language)], $"{period.First().Unit} · {period.Key.Title(words.Language)}", period.First().Due,
                        EntryDesk.Href(set.Id, period.First().UnitId, period.Key.Code), words["Nhập số liệu"])
                    : new(TodayList.Waiting, words["{0} đơn vị chưa hoàn thành: {1}", period.Count(), set.Title(words.Language)], period.Key.Title(words.Language), period.First().Due,
                        $"/data?set={set.Id}&period={period.Key.Code}&state=missing", words["Xem danh sách"]));
        }
        return [.. items.OrderBy(i => i.When).Take(Most)];
    }
}
