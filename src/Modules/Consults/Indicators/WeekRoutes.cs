using LienY.Consults.Pages;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>A hospital's weeks: how many were due, how many met, and each with the minutes that prove it.</summary>
sealed record FacilityWeeks(Guid FacilityId, string Name, IReadOnlyList<DueWeek> Weeks)
{
    /// <summary>Weeks met.</summary>
    public int Met => Weeks.Count(w => w.MetAt is not null);

    /// <summary>Share of due weeks met, in percent with one decimal; null where none was due.</summary>
    public decimal? Share => Weeks.Count == 0 ? null : decimal.Round(100m * Met / Weeks.Count, 1, MidpointRounding.AwayFromZero);
}

/// <summary>The page of weeks.</summary>
sealed record WeeksView(DateOnly From, DateOnly To, IReadOnlyList<FacilityWeeks> Rows);

/// <summary>"At least once a week for each hospital": by hospital, down to the minutes.</summary>
static class WeekRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/consults/weeks", async (HttpRequest request, ConsultsStore store, IOrganisations organisations, TimeProvider clock, CancellationToken stop) =>
            Show.Page<WeeksPage>(new { Model = (object)await LoadAsync(request, store, organisations, clock, stop) })).Needs(MeetingRights.Watch);
        routes.MapExport("/consults/weeks/export", async (HttpRequest request, ConsultsStore store, IOrganisations organisations, TimeProvider clock, Words words,
            CancellationToken stop) =>
        {
            var view = await LoadAsync(request, store, organisations, clock, stop);
            Column[] head = [words["Bệnh viện"], words["Tuần"], words["Đến hạn"], words["Đã họp, có biên bản"], words["Biên bản"]];
            return Export.Of("tuan-hoi-chan", head, view.Rows.SelectMany(r => r.Weeks.Select(w => new object?[]
            {
                r.Name, Weeks.Name(w.Week), w.Week.AddDays(6), w.MetAt is not null ? words["có"] : words["không"],
                w.MinutesId is { } id ? new Link(words["Mở"], "/consults/minutes/" + id) : null,
            })));
        }).Needs(MeetingRights.Watch);
    }

    static async Task<WeeksView> LoadAsync(HttpRequest request, ConsultsStore store, IOrganisations organisations, TimeProvider clock, CancellationToken stop)
    {
        var to = Say.TryDay(request.Query["to"], out var last) ? last : clock.Today();
        var from = Say.TryDay(request.Query["from"], out var first) && first <= to ? first : to.AddMonths(-6);
        var (begin, end) = (Weeks.Of(from), Weeks.Of(to));
        var weeks = await store.Weeks.AsNoTracking().Where(w => w.Week >= begin && w.Week <= end).OrderBy(w => w.Week).ToListAsync(stop);
        var names = await organisations.NamesAsync(weeks.Select(w => w.FacilityId).Distinct(), null, stop);
        return new(from, to, [.. weeks.GroupBy(w => w.FacilityId).Select(g => new FacilityWeeks(g.Key, names.GetValueOrDefault(g.Key, "–"), [.. g]))
            .OrderBy(r => r.Name, StringComparer.Create(Say.Vietnam, true))]);
    }
}
