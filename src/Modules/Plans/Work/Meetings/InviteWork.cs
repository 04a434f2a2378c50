using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>What a form says of an invitation.</summary>
sealed record InviteForm(DateOnly On, TimeOnly At, string Kind, string Title, string Place, string Agenda, PersonCard Chair, PersonCard? Secretary, IReadOnlyList<PersonCard> People, IReadOnlyList<string> Names, int Times)
{
    /// <summary>Reads it; only people of the plan's units may be chosen.</summary>
    public static async Task<InviteForm> ReadAsync(PlanDesk desk, Plan plan, Form form, CancellationToken stop)
    {
        var known = (await desk.People.AtAsync([.. (await TaskSheet.UnitsAsync(desk, plan, stop)).Keys], stop)).DistinctBy(p => p.Id).ToDictionary(p => p.Id);
        PersonCard? One(string name) => form.Id(name) is not { } id ? null : known.GetValueOrDefault(id) ?? throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = name };
        var at = TimeOnly.TryParseExact(form.Text("at", 8), ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
            : throw new Refusal(RefusalKind.Invalid, "Xin nhập giờ họp, ví dụ 08:00.") { Field = "at" };
        var on = form.Day("on") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày họp.") { Field = "on" };
        if (on < desk.Today) throw new Refusal(RefusalKind.Invalid, "Ngày mời họp phải từ hôm nay trở đi; cuộc họp đã qua xin ghi ở “Ghi cuộc họp”.") { Field = "on" };
        var times = form.Whole("times", 1) is >= 1 and <= 24 and var n ? n : throw new Refusal(RefusalKind.Invalid, "Số kỳ họp từ 1 đến 24.") { Field = "times" };
        return new(on, at, form.Required("kind", 60), form.Required("title", 300), form.Required("place", 300), form.Text("agenda", 4000),
            One("chair") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn người chủ trì.") { Field = "chair" }, One("secretary"),
            [.. form.All("person").Select(p => Guid.TryParse(p, out var id) ? known.GetValueOrDefault(id) : null).OfType<PersonCard>()],
            [.. form.Text("names", 4000).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(x => x.Length > 200 ? x[..200] : x)], times);
    }
}

/// <summary>A meeting from invitation to agreed minutes; agreement leaves the fact that it was held.</summary>
static class InviteWork
{
    /// <summary>Invites to one meeting, or to a series, one each month; everybody with an account is told.</summary>
    public static List<Meeting> Invite(PlansStore store, Plan plan, Act act, InviteForm form)
    {
        var series = form.Times > 1 ? Guid.CreateVersion7() : (Guid?)null;
        var made = new List<Meeting>();
        for (var i = 0; i < form.Times; i++)
        {
            var meeting = new Meeting { PlanId = plan.Id, HeldOn = Workday(form.On.AddMonths(i)), Kind = form.Kind, Title = form.Title, RecordedBy = act.UserId, State = MeetingState.Invited, SeriesId = series };
            (meeting.StartsAt, meeting.Place, meeting.Agenda) = (form.At.ToString("HH:mm", CultureInfo.InvariantCulture), form.Place, form.Agenda);
            store.Meetings.Add(meeting);
            foreach (var (person, role) in form.People.Select(p => (p, AttendeeRole.Member)).Prepend((form.Chair, AttendeeRole.Chair)).Concat(form.Secretary is { } s ? [(s, AttendeeRole.Secretary)] : []).OrderBy(x => x.Item2 is AttendeeRole.Member).DistinctBy(x => x.Item1.Id))
            {
                store.Attendees.Add(new Attendee { PlanId = plan.Id, MeetingId = meeting.Id, UserId = person.Id, Name = person.Title.Length > 0 ? $"{person.Name}, {person.Title}" : person.Name, Role = role });
                store.Notify(new Notice
                {
                    UserId = person.Id,
                    Text = Words.Key("Mời họp “{0}” lúc {1} ngày {2} tại {3}"),
                    Args = Notice.ArgsOf(meeting.Title, meeting.StartsAt, Say.Day(meeting.HeldOn), meeting.Place),
                    Link = $"/meetings/{meeting.Id}",
                    Once = $"meeting/{meeting.Id}/invite/{person.Id}",
                });
            }
            store.Attendees.AddRange(form.Names.Select(n => new Attendee { PlanId = plan.Id, MeetingId = meeting.Id, Name = n, Role = AttendeeRole.Member }));
            act.Remember(store, plan.Id, Words.Key("Mời họp “{0}” ngày {1}"), "meeting", meeting.Id, meeting.Title, Say.Day(meeting.HeldOn));
            made.Add(meeting);
        }
        return made;
    }

    /// <summary>The minutes as they stand: who was there, what was said, when it ended.</summary>
    public static void Write(PlansStore store, Plan plan, Act act, Meeting meeting, IReadOnlyList<Attendee> attendees, IReadOnlySet<Guid> there, string text, string endsAt)
    {
        MustBeOpen(meeting);
        if (meeting.HeldOn > act.Today) throw Refusal.Conflict("Cuộc họp chưa diễn ra nên chưa ghi biên bản được.");
        foreach (var one in attendees) one.Attended = there.Contains(one.Id);
        (meeting.Minutes, meeting.EndsAt, meeting.State) = (text, endsAt, MeetingState.Draft);
        meeting.Attendees = string.Join('\n', attendees.Where(a => a.Attended == true).Select(a => a.Name));
        act.Remember(store, plan.Id, Words.Key("Ghi biên bản cuộc họp “{0}”"), "meeting", meeting.Id, meeting.Title);
    }

    /// <summary>A conclusion or decision with the next number.</summary>
    public static async Task<Conclusion> ConcludeAsync(PlansStore store, Plan plan, Meeting meeting, string text, bool isDecision, Guid? unit, Guid? owner, DateOnly? due, CancellationToken stop)
    {
        MustBeOpen(meeting);
        var last = Math.Max(await store.Conclusions.Where(c => c.MeetingId == meeting.Id).MaxAsync(c => (int?)c.Number, stop) ?? 0, store.Conclusions.Local.Where(c => c.MeetingId == meeting.Id).Select(c => c.Number).DefaultIfEmpty().Max());
        var conclusion = new Conclusion { PlanId = plan.Id, MeetingId = meeting.Id, Number = last + 1, Text = text, IsDecision = isDecision, UnitId = unit, OwnerUserId = owner, DueOn = due };
        store.Conclusions.Add(conclusion);
        return conclusion;
    }

    /// <summary>A conclusion becomes a task, once.</summary>
    public static async Task<PlanTask> TaskAsync(PlansStore store, Plan plan, Act act, Meeting meeting, Conclusion conclusion, CancellationToken stop)
    {
        if (conclusion.TaskId is not null) throw Refusal.Conflict("Kết luận này đã được giao thành nhiệm vụ.");
        if (conclusion.DueOn is null) throw Refusal.Invalid("Kết luận này chưa có hạn nên chưa giao thành nhiệm vụ được.");
        var ordinal = (await store.Tasks.Where(t => t.PlanId == plan.Id).MaxAsync(t => (int?)t.Ordinal, stop) ?? 0) + 1;
        var task = TaskWork.Add(store, plan, act, new(conclusion.Text.Length > 500 ? conclusion.Text[..500] : conclusion.Text, meeting.Title, null, conclusion.UnitId, conclusion.OwnerUserId, meeting.HeldOn <= conclusion.DueOn ? meeting.HeldOn : null,
            conclusion.DueOn, 0, ""), "", ordinal);
        if (conclusion.UnitId is { } unit && !await store.Parties.AnyAsync(p => p.PlanId == plan.Id && p.OrgId == unit, stop)) store.Parties.Add(new Party { PlanId = plan.Id, OrgId = unit, Role = PartyRole.Lead });
        conclusion.TaskId = task.Id;
        return task;
    }

    /// <summary>The chair agrees: from now on the minutes stand, and the ledger knows that the meeting was held.</summary>
    public static async Task AgreeAsync(PlansStore store, Plan plan, Act act, Meeting meeting, CancellationToken stop)
    {
        if (meeting.State is not MeetingState.Draft || meeting.Minutes.Length == 0) throw Refusal.Conflict("Chưa có biên bản để thông qua.");
        (meeting.State, meeting.AgreedOn, meeting.AgreedBy) = (MeetingState.Agreed, act.Today, act.UserId);
        await MeetingWork.StateAsync(store, plan, meeting, stop);
        act.Remember(store, plan.Id, Words.Key("Thông qua biên bản cuộc họp “{0}”"), "meeting", meeting.Id, meeting.Title);
    }

    /// <summary>Called off, with a reason; those invited are told.</summary>
    public static void Cancel(PlansStore store, Plan plan, Act act, Meeting meeting, IEnumerable<Attendee> attendees, string reason)
    {
        if (meeting.State is not MeetingState.Invited) throw Refusal.Conflict("Chỉ hoãn được cuộc họp chưa diễn ra.");
        meeting.State = MeetingState.Cancelled;
        act.Remember(store, plan.Id, Words.Key("Hoãn cuộc họp “{0}”: {1}"), "meeting", meeting.Id, meeting.Title, reason);
        foreach (var person in attendees.Select(a => a.UserId).OfType<Guid>())
            store.Notify(new Notice { UserId = person, Text = Words.Key("Hoãn cuộc họp “{0}”: {1}"), Args = Notice.ArgsOf(meeting.Title, reason), Link = $"/meetings/{meeting.Id}", Once = $"meeting/{meeting.Id}/cancelled/{person}" });
    }

    static void MustBeOpen(Meeting meeting)
    {
        if (meeting.State is MeetingState.Agreed) throw Refusal.Conflict("Biên bản đã được thông qua nên không sửa được nữa.");
        if (meeting.State is MeetingState.Cancelled or MeetingState.Recorded) throw Refusal.Conflict("Cuộc họp này không ghi biên bản trên trang.");
    }

    static DateOnly Workday(DateOnly day) => day.DayOfWeek switch { DayOfWeek.Saturday => day.AddDays(2), DayOfWeek.Sunday => day.AddDays(1), _ => day };
}
