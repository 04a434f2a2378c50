using System.Globalization;
using LienY.Kernel;

namespace LienY.Training;

/// <summary>Where a class stands; whether it runs is told by its days.</summary>
enum ClassState
{
    /// <summary>Being prepared; units do not see it.</summary>
    Draft,

    /// <summary>Takes nominations, then runs.</summary>
    Open,

    /// <summary>Its results are signed.</summary>
    Concluded,

    /// <summary>It was called off.</summary>
    Cancelled,
}

/// <summary>A class: what is taught, by whom, where, when, for whom, and by which rules somebody passes.</summary>
sealed class TrainingClass : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Code { get; init; }
    public required string Name { get; set; }

    /// <summary>Who arranges it.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>Who teaches; issues the certificates.</summary>
    public required Guid HostId { get; set; }
    public ClassMode Mode { get; set; }
    public string Place { get; set; } = "";
    public DateOnly FromDay { get; set; }
    public DateOnly ToDay { get; set; }

    /// <summary>Last day of nominations; null: until it begins.</summary>
    public DateOnly? NominateUntil { get; set; }

    /// <summary>Codes of the techniques it is about, parted by a space.</summary>
    public string Techniques { get; set; } = "";
    public string Programme { get; set; } = "";

    /// <summary>Hours (tiết) of theory by the programme.</summary>
    public decimal TheoryHours { get; set; }

    /// <summary>Hours (tiết) of practice by the programme.</summary>
    public decimal PracticeHours { get; set; }
    public Paper Paper { get; set; }
    public Payer Payer { get; set; }

    /// <summary>Places in all.</summary>
    public int Capacity { get; set; }

    /// <summary>Share of the timetable, in percent, that must be attended.</summary>
    public int AttendancePercent { get; set; } = 80;

    /// <summary>Only those whose licence stands on its first day.</summary>
    public bool NeedsLicence { get; set; }

    /// <summary>How many minutes before and after a session its code works.</summary>
    public int MarkMinutes { get; set; } = 15;

    /// <summary>Who marks within so many minutes of the begin is there from the begin.</summary>
    public int LateMinutes { get; set; } = 15;

    /// <summary>Online sessions ask now and then whether one is still there.</summary>
    public bool HasPrompts { get; set; }

    /// <summary>Weight of theory in the score, in percent, practice has the rest; null: nothing is graded.</summary>
    public int? TheoryWeight { get; set; }

    /// <summary>Least score, of ten.</summary>
    public decimal PassScore { get; set; } = 5;

    /// <summary>Grades by score, highest first: <c>9=Xuất sắc; 8=Giỏi</c>.</summary>
    public string Grades { get; set; } = GradeRule.Usual;

    /// <summary>How often a technique is to be performed at home within six months.</summary>
    public int PractiseTimes { get; set; } = 3;
    public ClassState State { get; private set; }
    public string Reason { get; private set; } = "";
    public Guid? LineId { get; init; }

    /// <summary>Plan that it serves.</summary>
    public Guid? PlanId { get; set; }

    /// <summary>Its target in that plan.</summary>
    public Guid? TopicId { get; set; }

    /// <summary>How often it was concluded.</summary>
    public int Edition { get; private set; }
    public DateTimeOffset? ConcludedAt { get; private set; }
    public string ConcludedByName { get; private set; } = "";
    public required DateTimeOffset MadeAt { get; init; }
    public Guid? MadeBy { get; init; }
    public required string MadeByName { get; init; }
    public string Folded { get; set; } = "";
    public int Version { get; set; }

    /// <summary>Codes of the techniques.</summary>
    public IReadOnlyList<string> TechniqueCodes => Techniques.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Hours of the programme in all.</summary>
    public decimal Hours => TheoryHours + PracticeHours;

    /// <summary>A fresh code.</summary>
    public static string NewCode(DateOnly from) =>
        string.Create(CultureInfo.InvariantCulture, $"L{from.Year % 100:00}-{Guid.CreateVersion7().ToString("N")[^6..].ToUpperInvariant()}");

    /// <summary>It takes nominations on this day.</summary>
    public bool TakesNominations(DateOnly day) => State == ClassState.Open && day <= (NominateUntil ?? FromDay);

    /// <summary>Units get to see it and nominate.</summary>
    public void Open()
    {
        Must(ClassState.Draft);
        Check();
        State = ClassState.Open;
    }

    /// <summary>It does not take place.</summary>
    public void Cancel(string reason)
    {
        if (State is not (ClassState.Draft or ClassState.Open)) throw Wrong();
        if (reason.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do hủy lớp.") { Field = "reason" };
        (State, Reason) = (ClassState.Cancelled, reason);
    }

    /// <summary>Its results stand; returns the edition.</summary>
    public int Conclude(string by, DateTimeOffset at)
    {
        Must(ClassState.Open);
        (State, ConcludedByName, ConcludedAt, Edition) = (ClassState.Concluded, by, at, Edition + 1);
        return Edition;
    }

    /// <summary>Its results are taken back.</summary>
    public void Reopen()
    {
        Must(ClassState.Concluded);
        (State, ConcludedByName, ConcludedAt) = (ClassState.Open, "", null);
    }

    /// <summary>Refuses changes of what has been signed or called off.</summary>
    public void MustBeOpen()
    {
        if (State is not (ClassState.Draft or ClassState.Open)) throw Wrong();
    }

    /// <summary>Its parts fit together.</summary>
    public void Check()
    {
        if (Name.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = "name" };
        if (ToDay < FromDay) throw new Refusal(RefusalKind.Invalid, "Ngày kết thúc phải từ ngày bắt đầu trở đi.") { Field = "to" };
        if (NominateUntil > ToDay) throw new Refusal(RefusalKind.Invalid, "Hạn đề cử phải trước khi lớp kết thúc.") { Field = "until" };
        if (Capacity is < 1 or > 5000) throw new Refusal(RefusalKind.Invalid, "Số học viên phải từ 1 đến 5.000.") { Field = "capacity" };
        if (Mode is ClassMode.Online or ClassMode.Blended && Capacity > 250)
            throw new Refusal(RefusalKind.Invalid, "Phòng học trực tuyến nhận nhiều nhất 250 người. Xin giảm số học viên hoặc tách lớp.") { Field = "capacity" };
        if (AttendancePercent is < 0 or > 100) throw new Refusal(RefusalKind.Invalid, "Tỷ lệ phải từ 0 đến 100 %.") { Field = "attendance" };
        if (TheoryHours is < 0 or > 2000 || PracticeHours is < 0 or > 2000) throw new Refusal(RefusalKind.Invalid, "Số tiết không hợp lệ.") { Field = "theory" };
        if (TheoryWeight is < 0 or > 100) throw new Refusal(RefusalKind.Invalid, "Tỷ lệ phải từ 0 đến 100 %.") { Field = "weight" };
        if (PassScore is < 0 or > 10) throw new Refusal(RefusalKind.Invalid, "Điểm phải từ 0 đến 10.") { Field = "pass" };
        if (MarkMinutes is < 0 or > 240 || LateMinutes is < 0 or > 240) throw new Refusal(RefusalKind.Invalid, "Số phút phải từ 0 đến 240.") { Field = "mark" };
        if (PractiseTimes is < 1 or > 1000) throw new Refusal(RefusalKind.Invalid, "Số lần phải từ 1 đến 1.000.") { Field = "practise" };
        GradeRule.Read(Grades);
        Folded = Fold.Of($"{Code} {Name} {Techniques}");
    }

    void Must(ClassState state)
    {
        if (State != state) throw Wrong();
    }

    Refusal Wrong() => Refusal.Conflict("Lớp đang ở trạng thái “{0}” nên không làm bước này được.", TrainingWords.Of(State));
}
