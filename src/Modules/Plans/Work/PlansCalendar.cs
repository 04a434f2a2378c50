using LienY.Contracts;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>What the live plans put into the calendar: tasks on their due days, milestones, meetings, procurement.</summary>
sealed class PlansCalendar(PlanDesk desk) : ICalendarSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<CalendarEntry>> EntriesAsync(DateOnly from, DateOnly to, CancellationToken stop)
    {
        if (!desk.Caller.May(Rights.Read)) return [];
        var plans = await desk.Store.Plans.AsNoTracking().Where(p => p.State == PlanState.Active).ToDictionaryAsync(p => p.Id, stop);
        var tasks = await desk.Store.Tasks.AsNoTracking().Where(t => t.State != TaskState.Dropped && t.DueOn >= from && t.DueOn <= to).ToListAsync(stop);
        var milestones = await desk.Store.Milestones.AsNoTracking().Where(m => m.DueOn >= from && m.DueOn <= to).ToListAsync(stop);
        var meetings = await desk.Store.Meetings.AsNoTracking().Where(m => m.HeldOn >= from && m.HeldOn <= to && m.State != MeetingState.Cancelled).ToListAsync(stop);
        var orders = await desk.Store.Orders.AsNoTracking().Where(o => o.DueOn >= from && o.DueOn <= to).ToListAsync(stop);
        return
        [
            .. tasks.Where(t => plans.ContainsKey(t.PlanId)).Select(t => new CalendarEntry($"task/{t.Id}", "task", t.Name, plans[t.PlanId].Title, t.DueOn!.Value, t.DueOn.Value, $"/tasks/{t.Id}", t.PlanId, t.UnitId, t.State is TaskState.Done)),
            .. milestones.Where(m => plans.ContainsKey(m.PlanId)).Select(m => new CalendarEntry($"milestone/{m.Id}", "milestone", desk.Words[m.Name], plans[m.PlanId].Title, m.DueOn, m.DueOn, $"/plans/{m.PlanId}/dependencies#milestones",
                m.PlanId, plans[m.PlanId].OwnerId, m.DoneOn is not null)),
            .. meetings.Where(m => plans.ContainsKey(m.PlanId)).Select(m => new CalendarEntry($"meeting/{m.Id}", "meeting", m.Title, plans[m.PlanId].Title, m.HeldOn, m.HeldOn, $"/meetings/{m.Id}", m.PlanId, plans[m.PlanId].OwnerId,
                m.State is MeetingState.Recorded or MeetingState.Agreed) { At = TimeOnly.TryParse(m.StartsAt, System.Globalization.CultureInfo.InvariantCulture, out var at) ? at : null }),
            .. orders.Where(o => plans.ContainsKey(o.PlanId)).Select(o => new CalendarEntry($"order/{o.Id}", "order", o.Name, plans[o.PlanId].Title, o.DueOn!.Value, o.DueOn.Value, $"/orders/{o.Id}", o.PlanId, o.InvestorId ?? plans[o.PlanId].OwnerId,
                o.Stage >= OrderStage.HandedOver)),
        ];
    }
}
