using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Plans.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>A plan in the list: who answers for it, how its targets stand, when its next report is due.</summary>
sealed record PlanRow(Plan Plan, string Owner, IReadOnlyList<TargetStatus> Targets, DateOnly? NextReport);

/// <summary>The filters of the list, as they stand in its address.</summary>
sealed record PlanFilter(PlanState? State, Guid? Owner, string Text, int? Year)
{
    /// <summary>Nothing is filtered.</summary>
    public bool IsNone => State is null && Owner is null && Text.Length == 0 && Year is null;

    /// <summary>As query of an address, with a page.</summary>
    public string Query(int page = 1) => string.Join('&', new[]
    {
        State is { } s ? "state=" + s.ToString().ToLowerInvariant() : "", Owner is { } o ? "owner=" + o : "", Text.Length > 0 ? "q=" + Uri.EscapeDataString(Text) : "",
        Year is { } y ? "year=" + y.ToString(System.Globalization.CultureInfo.InvariantCulture) : "",
        page > 1 ? "page=" + page.ToString(System.Globalization.CultureInfo.InvariantCulture) : "",
    }.Where(p => p.Length > 0));
}

/// <summary>What the list of plans shows.</summary>
sealed record PlanListView(PlanFilter Filter, IReadOnlyList<PlanRow> Rows, int Page, int Pages, IReadOnlyList<(string Value, string Label)> Owners,
    IReadOnlyList<(string Value, string Label)> Years, bool MayImport, int InReview);

/// <summary>The list of plans, as page, CSV and JSON.</summary>
sealed class PlanList(PlansStore store, IOrganisations organisations, IEvidence evidence, IReportClock reports, Caller caller, TimeProvider clock, Words words)
{
    const int PageSize = 20;

    /// <summary>Routes of the list.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/plans", async (string? state, string? owner, string? q, string? year, int? page, PlanList list, CancellationToken stop) =>
            Show.Page<PlansPage>(new { Model = (object)await list.LayAsync(Filter(state, owner, q, year), page ?? 1, stop) })).Needs(Rights.Read);
        routes.MapExport("/plans", async (string? state, string? owner, string? q, string? year, PlanList list, CancellationToken stop) =>
            await list.ExportAsync(Filter(state, owner, q, year), stop)).Needs(Rights.Read);
    }

    static PlanFilter Filter(string? state, string? owner, string? q, string? year) => new(
        Enum.TryParse<PlanState>(state, ignoreCase: true, out var s) && Enum.IsDefined(s) ? s : null, Guid.TryParse(owner, out var o) ? o : null,
        (q ?? "").Trim() is { Length: > 200 } text ? text[..200] : (q ?? "").Trim(),
        int.TryParse(year, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var y) && y is > 1900 and < 2200 ? y : null);

    async Task<PlanListView> LayAsync(PlanFilter filter, int page, CancellationToken stop)
    {
        var count = await Found(filter).CountAsync(stop);
        var pages = Math.Max(1, (count + PageSize - 1) / PageSize);
        page = Math.Clamp(page, 1, pages);
        var plans = await Found(filter).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(stop);
        var owners = await organisations.NamesAsync(await store.Plans.Select(p => p.OwnerId).Distinct().ToListAsync(stop), null, stop);
        var years = (await store.Plans.Select(p => new { p.StartsOn, p.EndsOn }).ToListAsync(stop)).SelectMany(p => Enumerable.Range(p.StartsOn.Year, p.EndsOn.Year - p.StartsOn.Year + 1))
            .Distinct().OrderDescending().Select(y => y.ToString(System.Globalization.CultureInfo.InvariantCulture)).Select(y => (y, y)).ToList();
        var reviews = caller.May(Rights.Review) ? await store.Imports.CountAsync(i => i.State == ImportState.Review, stop) : 0;
        return new(filter, await RowsAsync(plans, stop), page, pages, [.. owners.OrderBy(o => o.Value, StringComparer.Create(Say.Vietnam, ignoreCase: true)).Select(o => (o.Key.ToString(), o.Value))],
            years, caller.May(Rights.Import), reviews);
    }

    async Task<IResult> ExportAsync(PlanFilter filter, CancellationToken stop)
    {
        var rows = await RowsAsync(await Found(filter).Take(5000).ToListAsync(stop), stop);
        object?[] head =
        [
            words["Số, ký hiệu"], words["Trích yếu"], words["Đơn vị chủ trì"], words["Ngày ban hành"], words["Từ ngày"], words["Đến ngày"], words["Tình trạng"], words["Chỉ tiêu"],
            words["Chỉ tiêu đạt"], words["Báo cáo tới"],
        ];
        return Export.Of("ke-hoach", rows.Select(r => new object?[]
        {
            r.Plan.Number, r.Plan.Title, r.Owner, r.Plan.IssuedOn, r.Plan.StartsOn, r.Plan.EndsOn, words[PlanWords.Of(r.Plan.State)], r.Targets.Count,
            r.Targets.Count(t => t == TargetStatus.Met), r.NextReport,
        }).Prepend(head));
    }

    IQueryable<Plan> Found(PlanFilter f)
    {
        var plans = store.Plans.AsNoTracking();
        if (f.State is { } state) plans = plans.Where(p => p.State == state);
        if (f.Owner is { } owner) plans = plans.Where(p => p.OwnerId == owner);
        if (Fold.Of(f.Text) is { Length: > 0 } text) plans = plans.Where(p => p.Folded.Contains(text));
        if (f.Year is { } year)
        {
            var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
            plans = plans.Where(p => p.StartsOn <= last && p.EndsOn >= first);
        }
        return plans.OrderByDescending(p => p.StartsOn).ThenBy(p => p.Number).ThenBy(p => p.Id);
    }

    async Task<IReadOnlyList<PlanRow>> RowsAsync(List<Plan> plans, CancellationToken stop)
    {
        var ids = plans.Select(p => p.Id).ToList();
        var owners = await organisations.NamesAsync(plans.Select(p => p.OwnerId).Distinct(), null, stop);
        var targets = (await store.Indicators.AsNoTracking().Where(i => ids.Contains(i.PlanId) && i.EndedOn == null).OrderBy(i => i.Ordinal).ToListAsync(stop)).Select(i => i.Target()).ToList();
        var readings = await evidence.ReadAsync(targets, clock.Today(), stop);
        var statuses = targets.Zip(readings, (t, r) => (t.PlanId, r.Status)).ToLookup(x => x.PlanId, x => x.Status);
        var next = await reports.NextAsync(ids, stop);
        return [.. plans.Select(p => new PlanRow(p, owners.GetValueOrDefault(p.OwnerId, "–"), [.. statuses[p.Id]], next.TryGetValue(p.Id, out var due) ? due : null))];
    }
}

/// <summary>Names of a plan's states, Vietnamese keys.</summary>
static class PlanWords
{
    /// <summary>Name of a state.</summary>
    public static string Of(PlanState state) => state switch
    {
        PlanState.Draft => Words.Key("dự thảo"),
        PlanState.Active => Words.Key("đang thực hiện"),
        PlanState.Closed => Words.Key("đã kết thúc"),
        _ => Words.Key("đã thu hồi"),
    };

    /// <summary>Colour of a state.</summary>
    public static string Tone(PlanState state) => state switch { PlanState.Active => "ok", PlanState.Withdrawn => "bad", _ => "info" };
}
