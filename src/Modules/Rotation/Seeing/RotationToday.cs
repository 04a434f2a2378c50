using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Rotation;

/// <summary>On "Hôm nay": own days of today and unmet ones, orders to approve, leave to decide, what a receiver has to say.</summary>
sealed class RotationToday(RotationStore store, IOrganisations organisations, Caller caller, Words words, TimeProvider clock) : ITodaySource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (caller.UserId is not { } user) return [];
        var (today, items) = (clock.Today(), new List<TodayItem>());
        var mine = await store.Days.AsNoTracking().Where(d => d.UserId == user && ((d.OnDay == today && d.State == DayState.Planned)
            || (d.OnDay < today && d.OnDay >= today.AddDays(-14) && d.State == DayState.Planned))).OrderByDescending(d => d.OnDay).Take(6).ToListAsync(stop);
        var names = await organisations.NamesAsync(mine.Select(d => d.ReceiverId).Distinct(), null, stop);
        foreach (var d in mine)
            items.Add(new(TodayList.Due, words[d.OnDay == today ? Words.Key("Luân phiên hôm nay: chấm có mặt") : Words.Key("Ngày luân phiên chưa chấm có mặt")],
                names.GetValueOrDefault(d.ReceiverId, ""), d.OnDay, "/rotation/days/" + d.Id, d.OnDay == today ? words["Chấm có mặt"] : words["Ghi bổ sung"]));
        var approving = Places(RotationRights.Approve);
        foreach (var o in approving.Count == 0 ? [] : await store.Orders.AsNoTracking()
            .Where(o => o.State == OrderState.Sent && approving.Contains(o.SenderId) && o.MadeBy != user)
            .OrderBy(o => o.FromDay).Take(5).ToListAsync(stop))
            items.Add(new(TodayList.Due, words["Duyệt quyết định luân phiên {0}", o.DecisionNumber.Length > 0 ? o.DecisionNumber : Say.Day(o.FromDay)], "", o.FromDay,
                "/rotation/orders/" + o.Id, words["Xem và duyệt"]));
        var deciding = Places(RotationRights.Arrange).Union(approving).ToList();
        var leaves = deciding.Count == 0 ? 0 : await store.Days.AsNoTracking()
            .CountAsync(d => d.State == DayState.LeaveAsked && deciding.Contains(d.SenderId) && d.UserId != user, stop);
        if (leaves > 0) items.Add(new(TodayList.Due, words["{0} đơn xin vắng ngày luân phiên chờ duyệt", leaves], "", null, "/rotation/days?show=leave", words["Xem"]));
        var receiving = Places(RotationRights.Receive);
        var claims = receiving.Count == 0 ? 0 : await store.Days.AsNoTracking()
            .CountAsync(d => d.State == DayState.Claimed && receiving.Contains(d.ReceiverId) && d.UserId != user, stop);
        if (claims > 0) items.Add(new(TodayList.Due, words["{0} ngày luân phiên ghi bổ sung chờ nơi nhận xác nhận", claims], "", null, "/rotation/place", words["Xem"]));
        return items;
    }

    // Directly and below; a department does not decide for every hospital, so only posts at units.
    List<Guid> Places(Right right) => [.. caller.Posts.Where(p => right.Roles.Contains(p.Role) && p.Role != Role.DepartmentOfficer).SelectMany(p => p.Reach)
        .Distinct().Take(500)];
}

/// <summary>Own days of rotation, and those that an officer arranges or receives, in the calendar.</summary>
sealed class RotationCalendar(RotationStore store, IOrganisations organisations, Caller caller, Words words, TimeProvider clock) : ICalendarSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<CalendarEntry>> EntriesAsync(DateOnly from, DateOnly to, CancellationToken stop)
    {
        if (caller.UserId is not { } user) return [];
        var all = caller.May(RotationRights.Arrange) || caller.May(RotationRights.Receive);
        var days = await store.Days.AsNoTracking().Where(d => d.OnDay >= from && d.OnDay <= to && d.State != DayState.Excused && (d.UserId == user || all))
            .OrderBy(d => d.OnDay).Take(1_000)
            .ToListAsync(stop);
        var names = await organisations.NamesAsync(days.Select(d => d.ReceiverId).Distinct(), null, stop);
        var today = clock.Today();
        return [.. days.Select(d => new CalendarEntry("rotation/" + d.Id, "task", words["Luân phiên: {0}", (object)names.GetValueOrDefault(d.ReceiverId, "")],
            $"{d.Name} · {words[RotationWords.Of(d.Part)]} · {words[RotationWords.Of(d, today)]}", d.OnDay, d.OnDay, "/rotation/days/" + d.Id, d.PlanId, d.ReceiverId,
                d.State == DayState.Met)
        { At = d.Part == DayPart.Afternoon ? new TimeOnly(13, 30) : new TimeOnly(7, 30) })];
    }
}
