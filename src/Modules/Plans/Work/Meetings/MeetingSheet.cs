using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>What the form of an invitation offers.</summary>
sealed record InviteView(PlanHead Head, IReadOnlyList<(string Value, string Label)> People);

/// <summary>One meeting with all that belongs to it.</summary>
sealed record MeetingSheetView(PlanHead Head, Meeting Meeting, IReadOnlyList<Attendee> Attendees, IReadOnlyList<Conclusion> Conclusions, IReadOnlyDictionary<Guid, string> Names, IReadOnlyList<(string Value, string Label)> Units,
    IReadOnlyList<(string Value, string Label)> People, bool MayWrite, bool MayAgree)
{
    /// <summary>Who has this part; "" for nobody.</summary>
    public string With(AttendeeRole role) => Attendees.FirstOrDefault(a => a.Role == role)?.Name ?? "";

    /// <summary>Who has to do it.</summary>
    public string Who(Conclusion c) => string.Join(", ", new[] { c.OwnerUserId, c.UnitId }.OfType<Guid>().Select(id => Names.GetValueOrDefault(id, "")).Where(n => n.Length > 0));

    /// <summary>Vietnamese key of where it stands.</summary>
    public string State => Meeting.State switch
    {
        MeetingState.Invited => Words.Key("đã mời"),
        MeetingState.Draft => Words.Key("biên bản dự thảo"),
        MeetingState.Agreed => Words.Key("biên bản đã thông qua"),
        MeetingState.Cancelled => Words.Key("đã hoãn"),
        _ => Words.Key("đã họp"),
    };
}

/// <summary>Loads the page of one meeting.</summary>
static class MeetingSheet
{
    /// <summary>The page.</summary>
    public static async Task<MeetingSheetView> LoadAsync(PlanDesk desk, Guid id, CancellationToken stop)
    {
        var meeting = await FindAsync(desk, id, stop);
        var head = await desk.HeadAsync(meeting.PlanId, stop);
        var attendees = await desk.Store.Attendees.Where(a => a.MeetingId == id).ToListAsync(stop);
        var conclusions = await desk.Store.Conclusions.Where(c => c.MeetingId == id).OrderBy(c => c.Number).ToListAsync(stop);
        var form = await TaskSheet.FormAsync(desk, meeting.PlanId, null, null, stop);
        var units = await desk.UnitsAsync(head.Plan, conclusions.Select(c => c.UnitId), stop);
        var people = await desk.PeopleAsync(conclusions.Select(c => c.OwnerUserId), stop);
        var mine = attendees.FirstOrDefault(a => a.UserId is { } u && u == desk.Caller.UserId)?.Role;
        return new(head, meeting, [.. attendees.OrderByDescending(a => a.Role is AttendeeRole.Chair).ThenByDescending(a => a.Role is AttendeeRole.Secretary).ThenBy(a => a.Id)], conclusions,
            units.Concat(people).DistinctBy(x => x.Key).ToDictionary(x => x.Key, x => x.Value), form.Units, form.People,
            head.MayWork && (head.MayLead || mine is AttendeeRole.Chair or AttendeeRole.Secretary), head.MayWork && (head.MayLead || mine is AttendeeRole.Chair));
    }

    /// <summary>A meeting the caller may see.</summary>
    public static async Task<Meeting> FindAsync(PlanDesk desk, Guid id, CancellationToken stop) => await desk.Store.Meetings.FirstOrDefaultAsync(m => m.Id == id, stop)
        ?? throw Refusal.Missing("Không có cuộc họp này, hoặc cuộc họp thuộc kế hoạch mà đơn vị của ông/bà không tham gia.");
}
