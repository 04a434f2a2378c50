using System.Security.Cryptography;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans;

/// <summary>A target as everybody may read it.</summary>
sealed record PublicTarget(string Name, string Wanted, string Value, TargetStatus Status, DateOnly Due);

/// <summary>An open plan in one line.</summary>
sealed record PublicLine(string Slug, string Title, string Number, string Owner, DateOnly From, DateOnly To);

/// <summary>What everybody may read of a plan: organisations, targets and how far the work is; no person, no comment, no file.</summary>
/// <param name="Tasks">Tasks in all.</param>
/// <param name="Done">Tasks done.</param>
/// <param name="Progress">Mean progress of the tasks in percent; null without tasks.</param>
sealed record PublicPlan(
    PublicLine Line, string State, string ParentRef, IReadOnlyList<string> Leads, IReadOnlyList<string> Partners, IReadOnlyList<PublicTarget> Targets, int Tasks, int Done, int? Progress,
    bool MayIndex, DateOnly AsOf)
{
    /// <summary>Changes whenever anything that is shown changes.</summary>
    public string Stamp { get; } = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { Line, State, ParentRef, Leads, Partners, Targets, Tasks, Done, Progress, AsOf })))[..24];
}

/// <summary>Reads open plans for everybody: the house looks, and shows only what may be shown. A plan's page is kept for some minutes; whether it is open is asked each time.</summary>
sealed class PublicShelf(IServiceScopeFactory scopes, TimeProvider clock)
{
    static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);
    const int MostKept = 500;
    readonly Dictionary<(Guid Plan, string Language), (DateTimeOffset At, int Version, PublicPlan Page)> kept = [];
    readonly Lock gate = new();

    /// <summary>Open plans, by title.</summary>
    public Task<IReadOnlyList<PublicLine>> ListAsync(CancellationToken stop) => AsHouseAsync<IReadOnlyList<PublicLine>>("vi", async services =>
    {
        var store = services.GetRequiredService<PlansStore>();
        var rows = await store.Plans.AsNoTracking().Join(store.Openings.Where(o => o.IsOpen), p => p.Id, o => o.PlanId, (p, o) => new { Plan = p, o.Slug }).Take(1000).ToListAsync(stop);
        var names = await services.GetRequiredService<IOrganisations>().NamesAsync(rows.Select(r => r.Plan.OwnerId).Distinct(), null, stop);
        return [.. rows.Select(r => Line(r.Plan, r.Slug, names)).OrderBy(l => l.Title, StringComparer.Create(Say.Vietnam, true))];
    });

    /// <summary>An open plan by its address; null where there is none.</summary>
    public Task<PublicPlan?> FindAsync(string slug, string language, CancellationToken stop) => AsHouseAsync(language, async services =>
    {
        var store = services.GetRequiredService<PlansStore>();
        var opening = await store.Openings.AsNoTracking().SingleOrDefaultAsync(o => o.Slug == slug && o.IsOpen, stop);
        if (opening is null) return null;
        var key = (opening.PlanId, language);
        lock (gate)
            if (kept.TryGetValue(key, out var known) && known.Version == opening.Version && clock.GetUtcNow() - known.At < Kept) return known.Page;
        var page = await LoadAsync(services, opening, stop);
        lock (gate)
        {
            if (kept.Count >= MostKept) kept.Clear();
            kept[key] = (clock.GetUtcNow(), opening.Version, page);
        }
        return page;
    });

    async Task<PublicPlan> LoadAsync(IServiceProvider services, Opening opening, CancellationToken stop)
    {
        var (store, words) = (services.GetRequiredService<PlansStore>(), services.GetRequiredService<Words>());
        var plan = await store.Plans.AsNoTracking().SingleAsync(p => p.Id == opening.PlanId, stop);
        var today = clock.Today();
        var parties = await store.Parties.AsNoTracking().Where(p => p.PlanId == plan.Id).ToListAsync(stop);
        var names = await services.GetRequiredService<IOrganisations>().NamesAsync(parties.Select(p => p.OrgId).Append(plan.OwnerId).Distinct(), null, stop);
        var targets = (await store.Indicators.AsNoTracking().Where(i => i.PlanId == plan.Id && i.RestatesId == null).OrderBy(i => i.Ordinal).ToListAsync(stop)).ConvertAll(i => i.Target());
        var readings = services.GetService<IEvidence>() is { } evidence ? (await evidence.ReadAsync(targets, today, stop)).ToDictionary(r => r.IndicatorId) : [];
        var tasks = await store.Tasks.AsNoTracking().Where(t => t.PlanId == plan.Id && t.State != TaskState.Dropped).Select(t => new { t.State, t.Progress }).ToListAsync(stop);
        IReadOnlyList<string> Named(params PartyRole[] roles) =>
            [.. parties.Where(p => roles.Contains(p.Role)).Select(p => names.GetValueOrDefault(p.OrgId, "")).Where(n => n.Length > 0).Distinct().Order(StringComparer.Create(Say.Vietnam, true))];
        return new(Line(plan, opening.Slug, names), plan.State.ToString(), plan.ParentRef, Named(PartyRole.Lead), Named(PartyRole.Cooperating),
            targets.ConvertAll(t => new PublicTarget(t.Name, TargetWords.Of(t, words), TargetWords.Value(readings.GetValueOrDefault(t.IndicatorId)?.Value, t.Unit),
                readings.GetValueOrDefault(t.IndicatorId)?.Status ?? TargetStatus.NoData, t.To)),
            tasks.Count, tasks.Count(t => t.State == TaskState.Done), tasks.Count == 0 ? null : (int)Math.Round(tasks.Average(t => t.State == TaskState.Done ? 100 : t.Progress)), opening.MayIndex, today);
    }

    static PublicLine Line(Plan plan, string slug, IReadOnlyDictionary<Guid, string> names) =>
        new(slug, plan.Title, plan.Number, names.GetValueOrDefault(plan.OwnerId, plan.Issuer), plan.StartsOn, plan.EndsOn);

    async Task<T> AsHouseAsync<T>(string language, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        var seat = scope.ServiceProvider.GetRequiredService<CallerSeat>();
        (seat.Caller, seat.Language) = (Caller.House, language);
        return await work(scope.ServiceProvider);
    }
}
