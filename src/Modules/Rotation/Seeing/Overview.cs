using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Rotation;

/// <summary>A week of a place. <paramref name="Owed"/>: what the duty asks for less what was excused; <paramref name="Kind"/>: ok, warn, bad, later, none.</summary>
sealed record PlaceWeek(DateOnly Monday, int Met, int Owed, int Planned, string Kind);

/// <summary>A place with its weeks.</summary>
sealed record PlaceLine(Guid PlaceId, string Name, string Zone, int Duty, DayPart Part, IReadOnlyList<PlaceWeek> Weeks, DayCount Count)
{
    /// <summary>Weeks that were owed and met.</summary>
    public int MetWeeks => Weeks.Count(w => w.Kind == "ok");

    /// <summary>Weeks that are over and were owed.</summary>
    public int OwedWeeks => Weeks.Count(w => w.Kind is "ok" or "bad");
}

/// <summary>Communes by week, met and unmet.</summary>
sealed record OverviewView(DateOnly From, DateOnly To, string Scheme, IReadOnlyList<PlaceLine> Lines, DateOnly Today);

/// <summary>Weeks of places against the duty of their scheme.</summary>
sealed class Overview(RotationStore store, SchemeBook schemes, IOrganisations organisations, TimeProvider clock)
{
    /// <summary>The page between days; the last twelve weeks where none are given.</summary>
    public async Task<OverviewView> LoadAsync(DayAsk ask, CancellationToken stop)
    {
        var today = clock.Today();
        var to = Monday(ask.To ?? today.AddDays(7)).AddDays(6);
        var from = Monday(ask.From is { } first && first <= to ? first : to.AddDays(-13 * 7 + 1));
        var scheme = ask.Scheme.Length > 0 ? ask.Scheme : await BusiestAsync(from, to, stop);
        var days = await store.Days.AsNoTracking().Where(d => d.Scheme == scheme && d.OnDay >= from && d.OnDay <= to).ToListAsync(stop);
        var orders = await store.Orders.AsNoTracking().Where(o => o.Scheme == scheme && (o.State == OrderState.Approved || o.State == OrderState.Ended)
            && o.FromDay <= to && o.ToDay >= from)
            .ToListAsync(stop);
        var duties = await schemes.AllAsync(stop);
        var places = orders.Select(o => o.ReceiverId).Concat(days.Select(d => d.ReceiverId)).Distinct().ToList();
        var names = await organisations.NamesAsync(places, null, stop);
        var lines = new List<PlaceLine>();
        foreach (var place in places)
        {
            var zone = orders.Where(o => o.ReceiverId == place).Select(o => o.Zone).FirstOrDefault() ?? "";
            var own = days.Where(d => d.ReceiverId == place).ToList();
            var weeks = new List<PlaceWeek>();
            for (var monday = from; monday <= to; monday = monday.AddDays(7))
                weeks.Add(Week(monday, own, orders.Where(o => o.ReceiverId == place).ToList(), Scheme.Of(duties, scheme, zone, monday)?.PerWeek ?? 0, today));
            var duty = Scheme.Of(duties, scheme, zone, today);
            lines.Add(new(place, names.GetValueOrDefault(place, "–"), zone, duty?.PerWeek ?? 0, duty?.Part ?? DayPart.Day, weeks, DayCount.Of(own, today)));
        }
        return new(from, to, scheme, [.. lines.OrderBy(l => l.Name, StringComparer.Create(Say.Vietnam, true))], today);
    }

    // Where none is asked for: the scheme with most days, so that the page opens on something.
    async Task<string> BusiestAsync(DateOnly from, DateOnly to, CancellationToken stop) =>
        await store.Days.Where(d => d.OnDay >= from && d.OnDay <= to).GroupBy(d => d.Scheme).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key)
            .FirstOrDefaultAsync(stop) ?? "commune";

    /// <summary>One week of a place: what is owed is the duty, or, where the scheme leaves it to the order, what the order says; what is excused is not owed.</summary>
    public static PlaceWeek Week(DateOnly monday, IReadOnlyList<RotationDay> days, IReadOnlyList<RotationOrder> orders, int perWeek, DateOnly today)
    {
        var sunday = monday.AddDays(6);
        var here = days.Where(d => d.OnDay >= monday && d.OnDay <= sunday).ToList();
        var running = orders.Any(o => o.FromDay <= monday && o.Last >= sunday);
        var (met, excused) = (here.Count(d => d.State == DayState.Met), here.Count(d => d.State == DayState.Excused));
        // A week that an order covers in part owes only what the order says of it.
        var owed = Math.Max(0, (perWeek > 0 && running ? Math.Max(perWeek, here.Count) : here.Count) - excused);
        var kind = here.Count == 0 && !running ? "none" : met >= owed ? sunday < today || met > 0 ? "ok" : "later" : sunday < today ? "bad" : "later";
        if (kind == "later" && here.Exists(d => d.IsUnmet(today))) kind = "warn";
        return new(monday, met, owed, here.Count, kind);
    }

    static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
