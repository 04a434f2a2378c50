using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Rotation;

/// <summary>The caller's own days.</summary>
sealed record MineView(IReadOnlyList<RotationDay> Today, IReadOnlyList<RotationDay> Ahead, IReadOnlyList<RotationDay> Open, IReadOnlyList<RotationDay> Past,
    DayCount Count,
    IReadOnlyDictionary<Guid, string> Names, DateOnly Day, bool MayArrange, int Waiting);

/// <summary>A list of orders.</summary>
sealed record OrdersView(DayAsk Ask, IReadOnlyList<RotationOrder> Rows, IReadOnlyDictionary<Guid, DayCount> Counts, IReadOnlyDictionary<Guid, string> Names,
    bool MayArrange);

/// <summary>An order with its days.</summary>
sealed record OrderView(RotationOrder Order, IReadOnlyList<RotationDay> Days, DayCount Count, IReadOnlyDictionary<Guid, string> Names, string Plan, bool MayArrange,
    bool MayApprove,
    bool MayReceive, DateOnly Today)
{
    /// <summary>Months with met days that the receiver has not confirmed.</summary>
    public IReadOnlyList<DateOnly> Unconfirmed => [.. Days.Where(d => d is { State: DayState.Met, ConfirmedAt: null })
        .Select(d => new DateOnly(d.OnDay.Year, d.OnDay.Month, 1)).Distinct().Order()];
}

/// <summary>The form of an order.</summary>
sealed record OrderFormView(RotationOrder? Order, IReadOnlyList<(string Value, string Label)> Senders, IReadOnlyList<(string Value, string Label)> Places,
    IReadOnlyList<(string Value, string Label, string Group)> People, IReadOnlyList<(string Value, string Label)> Schemes,
        IReadOnlyList<(string Value, string Label)> Targets, Guid Sender, DateOnly Today);

/// <summary>A day with what the caller may do.</summary>
sealed record DayView(RotationDay Day, RotationOrder Order, IReadOnlyDictionary<Guid, string> Names, bool IsMine, bool MayArrange, bool MayDecide, bool MayReceive,
    IReadOnlyList<(string Value, string Label)> Others, DateOnly Today);

/// <summary>A list of days.</summary>
sealed record DaysView(DayAsk Ask, IReadOnlyList<RotationDay> Rows, int Total, IReadOnlyDictionary<Guid, string> Names, DateOnly Today)
{
    /// <summary>Pages.</summary>
    public int Pages => Math.Max(1, (Total + DayAsk.Size - 1) / DayAsk.Size);
}

/// <summary>A receiving place on a day: its code, who is expected, what waits for its word.</summary>
sealed record PlaceView(IReadOnlyList<(Guid Id, string Name, string Code)> Places, IReadOnlyList<RotationDay> Expected, IReadOnlyList<RotationDay> Claimed,
    IReadOnlyList<(RotationOrder Order, DateOnly Month, int Days)> Months, IReadOnlyDictionary<Guid, string> Names, DateOnly Today);

/// <summary>Looks at orders and days for the pages.</summary>
sealed class RotationDesk(RotationStore store, IServiceProvider services, IOrganisations organisations, IPlans plans, SchemeBook schemes, PlaceCode codes,
    Caller caller, Words words,
    TimeProvider clock)
{
    static readonly DayState[] Free = [DayState.Planned, DayState.LeaveAsked];

    /// <summary>The caller is or was sent somewhere.</summary>
    public Task<bool> HasDaysAsync(CancellationToken stop) => caller.UserId is { } me ? store.Days.AnyAsync(d => d.UserId == me, stop) : Task.FromResult(false);

    /// <summary>The caller's own days.</summary>
    public async Task<MineView> MineAsync(CancellationToken stop)
    {
        var (me, today) = (caller.UserId, clock.Today());
        var days = me is null ? [] : await store.Days.AsNoTracking().Where(d => d.UserId == me).OrderBy(d => d.OnDay).ThenBy(d => d.Part).ToListAsync(stop);
        var waiting = await store.Days.AsNoTracking().CountAsync(d => d.State == DayState.LeaveAsked || d.State == DayState.Claimed, stop);
        return new([.. days.Where(d => d.OnDay == today)], [.. days.Where(d => d.OnDay > today).Take(12)],
            [.. days.Where(d => d.IsUnmet(today) || (d.State == DayState.Met && d.ConfirmedAt is null && d.Patients + d.Techniques + d.Classes + d.Consults == 0))
                .OrderByDescending(d => d.OnDay).Take(15)],
            [.. days.Where(d => d.OnDay < today).OrderByDescending(d => d.OnDay).Take(15)], DayCount.Of(days, today),
                await NamesAsync(days.Select(d => d.ReceiverId), stop), today,
            caller.May(RotationRights.Arrange), waiting);
    }

    Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IEnumerable<Guid> ids, CancellationToken stop) => organisations.NamesAsync(ids.Distinct(), null, stop);

    /// <summary>Orders, the newest first.</summary>
    public async Task<OrdersView> OrdersAsync(DayAsk ask, CancellationToken stop)
    {
        var rows = store.Orders.AsNoTracking().Include(o => o.People).AsQueryable();
        if (ask.Scheme.Length > 0) rows = rows.Where(o => o.Scheme == ask.Scheme);
        if (ask.Place is { } place) rows = rows.Where(o => o.ReceiverId == place || o.SenderId == place);
        if (ask.From is { } from) rows = rows.Where(o => o.ToDay >= from);
        if (ask.To is { } to) rows = rows.Where(o => o.FromDay <= to);
        var list = await rows.OrderByDescending(o => o.FromDay).ThenByDescending(o => o.Id).Take(300).ToListAsync(stop);
        var ids = list.ConvertAll(o => o.Id);
        var days = await store.Days.AsNoTracking().Where(d => ids.Contains(d.OrderId)).ToListAsync(stop);
        var today = clock.Today();
        return new(ask, list, days.GroupBy(d => d.OrderId).ToDictionary(g => g.Key, g => DayCount.Of(g, today)),
            await NamesAsync(list.SelectMany(o => new[] { o.SenderId, o.ReceiverId }), stop),
            caller.May(RotationRights.Arrange));
    }

    /// <summary>One order.</summary>
    public async Task<OrderView> OrderAsync(Guid id, CancellationToken stop)
    {
        var order = await store.Orders.AsNoTracking().Include(o => o.People).SingleOrDefaultAsync(o => o.Id == id, stop)
            ?? throw Refusal.Missing("Không tìm thấy quyết định luân phiên này.");
        var days = await store.Days.AsNoTracking().Where(d => d.OrderId == id).OrderBy(d => d.OnDay).ThenBy(d => d.Part).ThenBy(d => d.Name).ToListAsync(stop);
        var plan = order.PlanId is { } p && (await plans.ListAsync(stop)).FirstOrDefault(c => c.Id == p) is { } card ? card.Title : "";
        return new(order, days, DayCount.Of(days, clock.Today()), await NamesAsync([order.SenderId, order.ReceiverId], stop), plan,
            caller.May(RotationRights.Arrange, order.SenderId),
            caller.May(RotationRights.Approve, order.SenderId) && order.MadeBy != caller.UserId, caller.May(RotationRights.Receive, order.ReceiverId), clock.Today());
    }

    /// <summary>The form of an order, new or present.</summary>
    public async Task<OrderFormView> FormAsync(Guid? id, Guid? sender, CancellationToken stop)
    {
        var order = id is { } known ? (await OrderAsync(known, stop)).Order : null;
        var mine = caller.Posts.Where(p => RotationRights.Arrange.Roles.Contains(p.Role)).ToList();
        var senders = mine.SelectMany(p => p.Reach).Distinct().ToList();
        var from = order?.SenderId ?? (sender is { } asked && senders.Contains(asked) ? asked : mine.Count > 0 ? mine[0].OrganisationId : caller.OrganisationId);
        var names = await NamesAsync(senders, stop);
        var reach = await organisations.ReachAsync(from, stop);
        var staff = await services.GetRequiredService<IPractitioners>().AtAsync([.. reach], null, 500, stop);
        var all = (await organisations.ListAsync(null, 2_000, stop)).Where(o => o.Kind is "hospital" or "centre" or "station" or "partner").ToList();
        var targets = new List<(string, string)>();
        foreach (var plan in (await plans.ListAsync(stop)).Take(10))
            foreach (var target in await plans.TargetsAsync(plan.Id, stop))
                if (Fold.Of(target.Name) is var name && (name.Contains("luan phien", StringComparison.Ordinal) || name.Contains("1816", StringComparison.Ordinal)
                    || name.Contains("ve xa", StringComparison.Ordinal) || name.Contains("tuyen duoi", StringComparison.Ordinal)))
                    targets.Add(($"{plan.Id}/{target.IndicatorId}", $"{plan.Title} · {target.Name}"));
        var organisationNames = await NamesAsync(staff.Select(s => s.OrganisationId), stop);
        return new(order, [.. names.OrderBy(n => n.Value, StringComparer.Create(Say.Vietnam, true)).Select(n => (n.Key.ToString(), n.Value))],
            [.. all.Where(o => o.Id != from).Select(o => (o.Id.ToString(), o.Name))],
            [.. staff.Select(s => (s.Id.ToString(), s.Name, organisationNames.GetValueOrDefault(s.OrganisationId, "")))],
            [.. (await schemes.AllAsync(stop)).Select(s => s.Key).Distinct().Select(k => (k, words[RotationWords.Scheme(k)]))], targets, from, clock.Today());
    }

    /// <summary>One day.</summary>
    public async Task<DayView> DayAsync(Guid id, CancellationToken stop)
    {
        var day = await store.Days.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy ngày luân phiên này.");
        var order = await store.Orders.IgnoreQueryFilters(["org"]).AsNoTracking().Include(o => o.People).SingleAsync(o => o.Id == day.OrderId, stop);
        var mine = caller.UserId is not null && day.UserId == caller.UserId;
        var arranges = caller.May(RotationRights.Arrange, day.SenderId);
        var others = arranges && Free.Contains(day.State) && services.GetService<IPractitioners>() is { } register
            ? (await register.AtAsync([day.SenderId], null, 200, stop)).Where(c => c.IsLicensed).Select(c => (c.Id.ToString(), c.Name)).ToList() : [];
        return new(day, order, await NamesAsync([day.SenderId, day.ReceiverId], stop), mine, arranges, !mine
            && (arranges || caller.May(RotationRights.Approve, day.SenderId)),
            !mine && caller.May(RotationRights.Receive, day.ReceiverId), others, clock.Today());
    }

    /// <summary>The list of days.</summary>
    public async Task<DaysView> DaysAsync(DayAsk ask, CancellationToken stop)
    {
        var rows = ask.Narrow(store.Days.AsNoTracking(), clock.Today());
        var total = await rows.CountAsync(stop);
        var page = await rows.OrderByDescending(d => d.OnDay).ThenBy(d => d.Name).ThenBy(d => d.Id).Skip((ask.Page - 1) * DayAsk.Size).Take(DayAsk.Size)
            .ToListAsync(stop);
        return new(ask, page, total, await NamesAsync(page.SelectMany(d => new[] { d.SenderId, d.ReceiverId }), stop), clock.Today());
    }

    /// <summary>Everything that is asked for, for a file.</summary>
    public async Task<DaysView> AllAsync(DayAsk ask, CancellationToken stop)
    {
        var rows = await ask.Narrow(store.Days.AsNoTracking(), clock.Today()).OrderBy(d => d.OnDay).ThenBy(d => d.Name).ThenBy(d => d.Id).Take(50_000).ToListAsync(stop);
        return new(ask, rows, rows.Count, await NamesAsync(rows.SelectMany(d => new[] { d.SenderId, d.ReceiverId }), stop), clock.Today());
    }

    /// <summary>Places that the caller receives for, today.</summary>
    public async Task<PlaceView> PlaceAsync(CancellationToken stop)
    {
        var today = clock.Today();
        var mine = caller.Posts.Where(p => RotationRights.Receive.Roles.Contains(p.Role)).SelectMany(p => p.Reach).Distinct().ToList();
        var user = caller.UserId;
        var days = await store.Days.AsNoTracking().Where(d => mine.Contains(d.ReceiverId) && (user == null || d.UserId != user)
            && (d.OnDay == today || d.State == DayState.Claimed || (d.State == DayState.Met && d.ConfirmedAt == null))).OrderBy(d => d.OnDay).ToListAsync(stop);
        var ids = days.Select(d => d.OrderId).Distinct().ToList();
        var orders = await store.Orders.AsNoTracking().Include(o => o.People).Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, stop);
        var names = await NamesAsync(days.SelectMany(d => new[] { d.SenderId, d.ReceiverId }), stop);
        var first = new DateOnly(today.Year, today.Month, 1);
        return new([.. days.Where(d => d.OnDay == today).Select(d => d.ReceiverId).Distinct().Select(p => (p, names.GetValueOrDefault(p, ""), codes.Now(p)))],
            [.. days.Where(d => d.OnDay == today)], [.. days.Where(d => d.State == DayState.Claimed)],
            [.. days.Where(d => d is { State: DayState.Met, ConfirmedAt: null } && d.OnDay < first && orders.ContainsKey(d.OrderId))
                .GroupBy(d => (d.OrderId, new DateOnly(d.OnDay.Year, d.OnDay.Month, 1)))
                .Select(g => (orders[g.Key.OrderId], g.Key.Item2, g.Count())).OrderBy(m => m.Item2)], names, today);
    }
}
