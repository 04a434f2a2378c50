using LienY.Kernel;

namespace LienY.Plans;

/// <summary>What a form says of a meeting.</summary>
sealed record MeetingForm(DateOnly HeldOn, string Kind, string Title, string Attendees)
{
    /// <summary>Kinds that are offered; another may be typed.</summary>
    public static readonly IReadOnlyList<string> Kinds =
        [Words.Key("Giao ban"), Words.Key("Khảo sát"), Words.Key("Làm việc"), Words.Key("Sơ kết"), Words.Key("Tổng kết"), Words.Key("Nghiệm thu"), Words.Key("Tập huấn")];

    /// <summary>Reads it.</summary>
    public static MeetingForm Read(Form form) => new(
        form.Day("held") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày họp.") { Field = "held" },
        form.Required("kind", 60), form.Required("title", 300), form.Text("attendees", 4000));
}

/// <summary>Meetings of a plan: recorded, corrected; each leaves one fact that stands.</summary>
static class MeetingWork
{
    /// <summary>Records a meeting that was held.</summary>
    public static async Task<Meeting> AddAsync(PlansStore store, Plan plan, Act act, MeetingForm form, KeptUpload? minutes, CancellationToken stop)
    {
        MustFit(plan, act, form);
        var meeting = new Meeting
        {
            PlanId = plan.Id,
            HeldOn = form.HeldOn,
            Kind = form.Kind,
            Title = form.Title,
            Attendees = form.Attendees,
            RecordedBy = act.UserId,
        };
        Keep(plan, meeting, minutes);
        store.Meetings.Add(meeting);
        await StateAsync(store, plan, meeting, stop);
        act.Remember(store, plan.Id, Words.Key("Ghi cuộc họp “{0}” ngày {1}"), "meeting", meeting.Id, meeting.Title, Say.Day(meeting.HeldOn));
        return meeting;
    }

    /// <summary>Corrects it; a changed day or kind takes the old fact back and states a new one.</summary>
    public static async Task ChangeAsync(PlansStore store, Plan plan, Act act, Meeting meeting, MeetingForm form, KeptUpload? minutes, CancellationToken stop)
    {
        if (meeting.State is not MeetingState.Recorded) throw Refusal.Conflict("Cuộc họp này có giấy mời; xin ghi biên bản trên trang của cuộc họp.");
        MustFit(plan, act, form);
        var restate = meeting.HeldOn != form.HeldOn || meeting.Kind != form.Kind;
        (meeting.HeldOn, meeting.Kind, meeting.Title, meeting.Attendees) = (form.HeldOn, form.Kind, form.Title, form.Attendees);
        Keep(plan, meeting, minutes);
        if (restate)
        {
            await WorkFacts.ReverseAsync(store, WorkFacts.MeetingHeld, Source(meeting), "Sửa ngày hoặc loại cuộc họp", stop);
            await StateAsync(store, plan, meeting, stop);
        }
        act.Remember(store, plan.Id, minutes is null ? Words.Key("Sửa cuộc họp “{0}” ngày {1}") : Words.Key("Sửa cuộc họp “{0}” ngày {1}, thay biên bản"), "meeting", meeting.Id,
            meeting.Title, Say.Day(meeting.HeldOn));
    }

    /// <summary>States that it was held, unless that stands already.</summary>
    public static Task StateAsync(PlansStore store, Plan plan, Meeting meeting, CancellationToken stop) =>
        WorkFacts.StateAsync(store, WorkFacts.MeetingHeld, Source(meeting), plan.OwnerId, meeting.HeldOn, 1, plan.Id, null, [("kind", meeting.Kind)], stop);

    static void Keep(Plan plan, Meeting meeting, KeptUpload? minutes)
    {
        if (minutes is not null) (meeting.FileOrgId, meeting.FileName, meeting.FileHash) = (plan.OwnerId, minutes.Name, minutes.Hash);
    }

    static void MustFit(Plan plan, Act act, MeetingForm form)
    {
        if (form.HeldOn > act.Today) throw new Refusal(RefusalKind.Invalid, "Chỉ ghi cuộc họp đã diễn ra; ngày họp không được sau hôm nay.") { Field = "held" };
        if (form.HeldOn < plan.StartsOn.AddYears(-1)) throw new Refusal(RefusalKind.Invalid, "Ngày họp sớm hơn kế hoạch trên một năm. Xin kiểm tra lại.") { Field = "held" };
    }

    static string Source(Meeting meeting) => $"meeting/{meeting.Id}";
}
