using LienY.Kernel;

namespace LienY.Rotation;

/// <summary>Where a day stands. Every one that is over is met, excused, or unmet (everything else).</summary>
enum DayState
{
    /// <summary>Nobody has checked in; unmet once it is over.</summary>
    Planned,

    /// <summary>Leave was asked for; unmet once it is over, unless it is granted.</summary>
    LeaveAsked,

    /// <summary>Entered afterwards with a reason; unmet until the receiver confirms.</summary>
    Claimed,

    /// <summary>Was there.</summary>
    Met,

    /// <summary>Leave with a reason, or a public holiday.</summary>
    Excused,
}

/// <summary>What was done on a day.</summary>
sealed record DayResults(int Patients, int Techniques, int Classes, int Consults, string Note, string Links);

/// <summary>A day or session that somebody owes at a place. Swaps move it; it never becomes two and never disappears but with the end of its order.</summary>
sealed class RotationDay : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrderId { get; init; }
    public required string Scheme { get; init; }
    public required Guid SenderId { get; init; }
    public required Guid ReceiverId { get; init; }
    public required Guid PractitionerId { get; set; }
    public Guid? UserId { get; set; }
    public required string Name { get; set; }
    public required DateOnly OnDay { get; set; }
    public required DayPart Part { get; init; }

    /// <summary>The place in the order from which it came, once each.</summary>
    public required string Slot { get; init; }
    public DayState State { get; set; }

    /// <summary>Why leave was asked for or granted.</summary>
    public string Excuse { get; set; } = "";
    public DateOnly? MovedFrom { get; set; }

    /// <summary>Who was to come first.</summary>
    public string InsteadOf { get; set; } = "";
    public DateTimeOffset? CheckedAt { get; set; }
    public string CheckedByName { get; set; } = "";

    /// <summary><c>code</c>, <c>receiver</c> or <c>late</c>.</summary>
    public string Means { get; set; } = "";

    /// <summary>Why it was entered afterwards.</summary>
    public string Claim { get; set; } = "";

    /// <summary>Wrong codes so far.</summary>
    public int Tries { get; set; }
    public int Patients { get; set; }
    public int Techniques { get; set; }
    public int Classes { get; set; }
    public int Consults { get; set; }
    public string Note { get; set; } = "";

    /// <summary>Addresses of records of this house that show it, one a line.</summary>
    public string Links { get; set; } = "";
    public DateTimeOffset? ConfirmedAt { get; set; }
    public string ConfirmedByName { get; set; } = "";
    public Guid? PlanId { get; set; }
    public Guid? TopicId { get; set; }

    /// <summary>Times the ledger was told; 0: never.</summary>
    public int ToldVersion { get; set; }

    /// <summary>What stands told.</summary>
    public string Told { get; set; } = "";
    public int Version { get; set; }

    /// <summary>Over and neither met nor excused.</summary>
    public bool IsUnmet(DateOnly today) => OnDay < today && State is (DayState.Planned or DayState.LeaveAsked or DayState.Claimed);

    /// <summary>Is anything owed of it today or later?</summary>
    public bool IsAhead(DateOnly today) => OnDay >= today && State is (DayState.Planned or DayState.LeaveAsked);

    void MustBeFree()
    {
        if (ConfirmedAt is not null) throw Refusal.Conflict("Ngày này đã được nơi nhận xác nhận nên không sửa được nữa.");
    }

    /// <summary>Was there, by the code or the receiver's word, on the day itself.</summary>
    public void CheckIn(string means, string by, DateTimeOffset at, DateOnly today)
    {
        MustBeFree();
        if (State == DayState.Met) throw Refusal.Conflict("Ngày này đã được chấm có mặt.");
        if (OnDay != today) throw Refusal.Conflict("Chỉ chấm có mặt trong ngày {0}. Ngày đã qua xin ghi bổ sung kèm lý do.", Say.Day(OnDay));
        (State, Means, CheckedAt, CheckedByName, Excuse) = (DayState.Met, means, at, by, "");
    }

    /// <summary>Was there, entered afterwards with a reason: the receiver confirms.</summary>
    public void ClaimLate(string reason, DateOnly today)
    {
        MustBeFree();
        if (OnDay > today) throw Refusal.Conflict("Ngày này chưa đến.");
        if (State is not (DayState.Planned or DayState.LeaveAsked)) throw Refusal.Conflict("Ngày này đã có kết quả.");
        if (reason.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do chấm có mặt muộn.") { Field = "reason" };
        (State, Claim) = (DayState.Claimed, reason);
    }

    /// <summary>The receiver says whether somebody who entered it afterwards was there.</summary>
    public void Judge(bool wasThere, string by, DateTimeOffset at)
    {
        if (State != DayState.Claimed) throw Refusal.Conflict("Ngày này không chờ nơi nhận xác nhận.");
        (State, Means, CheckedAt, CheckedByName) = wasThere ? (DayState.Met, "late", (DateTimeOffset?)at, by) : (DayState.Planned, "", null, "");
    }

    /// <summary>Asks for leave.</summary>
    public void AskLeave(string reason)
    {
        MustBeFree();
        if (State != DayState.Planned) throw Refusal.Conflict("Ngày này đã có kết quả.");
        if (reason.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do vắng.") { Field = "reason" };
        (State, Excuse) = (DayState.LeaveAsked, reason);
    }

    /// <summary>The sender grants leave or not.</summary>
    public void DecideLeave(bool grants)
    {
        if (State != DayState.LeaveAsked) throw Refusal.Conflict("Ngày này không có đơn xin vắng.");
        State = grants ? DayState.Excused : DayState.Planned;
        if (!grants) Excuse = "";
    }

    /// <summary>A public holiday: nobody is owed.</summary>
    public void Holiday(string reason) => (State, Excuse) = (DayState.Excused, reason);

    /// <summary>Another person comes, or on another day; it stays one day.</summary>
    public void Swap(Guid practitioner, Guid? user, string name, DateOnly on, string reason)
    {
        MustBeFree();
        if (State is not (DayState.Planned or DayState.LeaveAsked)) throw Refusal.Conflict("Ngày này đã có kết quả.");
        if (reason.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do đổi.") { Field = "reason" };
        if (practitioner != PractitionerId && InsteadOf.Length == 0) InsteadOf = Name;
        if (on != OnDay && MovedFrom is null) MovedFrom = OnDay;
        (PractitionerId, UserId, Name, OnDay, State, Excuse) = (practitioner, user, name, on, DayState.Planned, reason);
    }

    /// <summary>What was done; only of a day on which somebody was there or says so.</summary>
    public void Report(DayResults results)
    {
        MustBeFree();
        if (State is not (DayState.Met or DayState.Claimed)) throw Refusal.Conflict("Xin chấm có mặt trước khi ghi kết quả.");
        if (new[] { results.Patients, results.Techniques, results.Classes, results.Consults }.Any(n => n is < 0 or > 1_000))
            throw new Refusal(RefusalKind.Invalid, "Mỗi số từ 0 đến 1.000.") { Field = "patients" };
        (Patients, Techniques, Classes, Consults, Note, Links) = (results.Patients, results.Techniques, results.Classes, results.Consults, results.Note, results.Links);
    }

    /// <summary>The receiver confirms it with its month; nothing of it changes afterwards.</summary>
    public void Confirm(string by, DateTimeOffset at)
    {
        if (State != DayState.Met) throw Refusal.Conflict("Chỉ xác nhận ngày có mặt.");
        MustBeFree();
        (ConfirmedAt, ConfirmedByName) = (at, by);
    }
}

/// <summary>How many days of some kind; due = met + unmet + excused, whatever was swapped, granted or entered late.</summary>
sealed record DayCount(int Met, int Unmet, int Excused, int Ahead)
{
    /// <summary>Days that are over or met.</summary>
    public int Due => Met + Unmet + Excused;

    /// <summary>Days that had to be met.</summary>
    public int Owed => Met + Unmet;

    /// <summary>Counts days.</summary>
    public static DayCount Of(IEnumerable<RotationDay> days, DateOnly today)
    {
        var (met, unmet, excused, ahead) = (0, 0, 0, 0);
        foreach (var day in days)
            switch (day.State)
            {
                case DayState.Met:
                    met++;
                    break;
                case DayState.Excused when day.OnDay < today:
                    excused++;
                    break;
                case DayState.Excused:
                    ahead++;
                    break;
                default:
                    if (day.OnDay < today) unmet++;
                    else ahead++;
                    break;
            }
        return new(met, unmet, excused, ahead);
    }
}
