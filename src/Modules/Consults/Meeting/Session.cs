using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Consults;

/// <summary>Where a meeting stands.</summary>
enum SessionState
{
    /// <summary>Its time is set.</summary>
    Planned,

    /// <summary>Its room is open.</summary>
    Open,

    /// <summary>It was held.</summary>
    Held,

    /// <summary>It was called off.</summary>
    Cancelled,

    /// <summary>An occurrence of a line that does not take place, with a reason (holidays).</summary>
    Skipped,
}

/// <summary>A meeting on one or several cases. Its title and everything that leaves the house names no patient.</summary>
sealed class Session : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Who holds it.</summary>
    public required Guid OrganisationId { get; init; }
    public Guid? SeriesId { get; init; }

    /// <summary>The day on which the line would have it; stays when it is moved.</summary>
    public DateOnly? Occurrence { get; init; }
    public required string Title { get; set; }
    public required DateTimeOffset StartsAt { get; set; }
    public required DateTimeOffset EndsAt { get; set; }
    public SessionState State { get; private set; }

    /// <summary>Opened at once; the approval is owed.</summary>
    public bool IsEmergency { get; init; }

    /// <summary>A facility of another country takes part: minutes in both languages, an interpreter named.</summary>
    public bool IsAbroad { get; set; }
    public Guid? RoomId { get; set; }
    public DateTimeOffset? OpenedAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>SEQUENCE of the invitation: grows with each change of time and with the end.</summary>
    public int Sequence { get; private set; }

    /// <summary>Why it was moved, skipped or called off.</summary>
    public string Reason { get; private set; } = "";
    public required DateTimeOffset MadeAt { get; init; }
    public Guid? MadeBy { get; init; }
    public required string MadeByName { get; init; }
    public required DateTimeOffset ChangedAt { get; set; }
    public int Version { get; set; }

    /// <summary>Who is expected.</summary>
    public List<Seat> Seats { get; init; } = [];

    /// <summary>Key of the room.</summary>
    public string Subject => SubjectOf(Id);

    /// <summary>Key of a meeting's room.</summary>
    public static string SubjectOf(Guid id) => "consult/" + id;

    /// <summary>It can still be changed.</summary>
    public bool IsAhead => State == SessionState.Planned;

    /// <summary>Monday of the week in which it counts.</summary>
    public DateOnly Week => Weeks.Of(Say.DayOf(StartsAt));

    /// <summary>Another time, with a reason.</summary>
    public void Move(DateTimeOffset starts, DateTimeOffset ends, string reason, DateTimeOffset now)
    {
        MustBeAhead();
        if (ends <= starts || ends - starts > TimeSpan.FromHours(12))
            throw new Refusal(RefusalKind.Invalid, "Giờ kết thúc phải sau giờ bắt đầu và trong vòng 12 giờ.") { Field = "length" };
        if (starts < now.AddMinutes(-5)) throw new Refusal(RefusalKind.Invalid, "Giờ họp mới đã qua. Xin chọn giờ ở phía trước.") { Field = "day" };
        (StartsAt, EndsAt, Reason, ChangedAt) = (starts, ends, reason, now);
        Sequence++;
    }

    /// <summary>Does not take place; a single meeting is called off, an occurrence of a line is skipped.</summary>
    public void CallOff(string reason, DateTimeOffset now)
    {
        MustBeAhead();
        (State, Reason, ChangedAt) = (SeriesId is null ? SessionState.Cancelled : SessionState.Skipped, reason, now);
        Sequence++;
    }

    /// <summary>The first people are in its room; again changes nothing.</summary>
    public bool Open(DateTimeOffset at)
    {
        if (State != SessionState.Planned) return false;
        (State, OpenedAt, ChangedAt) = (SessionState.Open, at, at);
        return true;
    }

    /// <summary>The meeting ended; again changes nothing.</summary>
    public bool End(DateTimeOffset at)
    {
        if (State is not (SessionState.Open or SessionState.Planned)) return false;
        OpenedAt ??= StartsAt < at ? StartsAt : at;
        (State, ClosedAt, ChangedAt) = (SessionState.Held, at, at);
        return true;
    }

    /// <summary>Something of the invitation other than its time changed (people, title).</summary>
    public void Touch(DateTimeOffset now)
    {
        ChangedAt = now;
        Sequence++;
    }

    void MustBeAhead()
    {
        if (!IsAhead) throw Refusal.Conflict("Buổi hội chẩn này đang ở trạng thái “{0}” nên không đổi được.", SessionWords.Of(State));
    }
}

/// <summary>Somebody who is expected at a meeting.</summary>
sealed class Seat
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SessionId { get; init; }

    /// <summary>Their account; null: a guest who comes by a link of their own.</summary>
    public Guid? UserId { get; init; }
    public required string Name { get; init; }

    /// <summary>Position, as the minutes name it.</summary>
    public string Position { get; init; } = "";
    public Guid? FacilityId { get; init; }
    public required RoomRole Role { get; set; }

    /// <summary>Language in which they speak: vi, zh, en.</summary>
    public string Language { get; init; } = "vi";
    public int Ordinal { get; init; }
}

/// <summary>A case on the agenda of a meeting.</summary>
sealed class AgendaItem
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SessionId { get; init; }
    public required Guid CaseId { get; init; }

    /// <summary>Place in the order.</summary>
    public required int Ordinal { get; set; }

    /// <summary>The seat that presents it.</summary>
    public Guid? PresenterId { get; set; }

    /// <summary>Minutes planned for it.</summary>
    public int Minutes { get; set; } = 15;
}

/// <summary>From when until when somebody was there.</summary>
sealed class Presence
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SessionId { get; init; }
    public required Guid SeatId { get; init; }
    public Guid? UserId { get; init; }
    public required string Name { get; init; }
    public Guid? FacilityId { get; init; }
    public required RoomRole Role { get; init; }
    public required DateTimeOffset FromAt { get; init; }
    public required DateTimeOffset ToAt { get; init; }
}

/// <summary>A reminder that is to be put before a person, once for each time of the meeting.</summary>
sealed class Reminder
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SessionId { get; init; }
    public required Guid UserId { get; init; }

    /// <summary><c>D1</c> a day, <c>H1</c> an hour, <c>M10</c> ten minutes before.</summary>
    public required string Kind { get; init; }

    /// <summary>For which time of the meeting (its SEQUENCE).</summary>
    public required int Sequence { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>The meeting was moved or called off before.</summary>
    public DateTimeOffset? DroppedAt { get; set; }
}

/// <summary>Weeks from Monday to Sunday.</summary>
static class Weeks
{
    /// <summary>Monday of a day's week.</summary>
    public static DateOnly Of(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>ISO 8601 name of the week: 2026-W47.</summary>
    public static string Name(DateOnly monday) => FormattableString.Invariant(
        $"{ISOWeek.GetYear(monday.ToDateTime(TimeOnly.MinValue))}-W{ISOWeek.GetWeekOfYear(monday.ToDateTime(TimeOnly.MinValue)):00}");
}

/// <summary>Words of meetings.</summary>
static class SessionWords
{
    /// <summary>Word of a state (a key).</summary>
    public static string Of(SessionState state) => state switch
    {
        SessionState.Planned => Words.Key("đã lập lịch"),
        SessionState.Open => Words.Key("đang họp"),
        SessionState.Held => Words.Key("đã họp"),
        SessionState.Cancelled => Words.Key("đã hủy"),
        _ => Words.Key("không họp"),
    };

    /// <summary>Kind (colour and sign) of a state.</summary>
    public static string Kind(SessionState state) => state switch { SessionState.Planned => "info", SessionState.Open => "warn", SessionState.Held => "ok", _ => "none" };

    /// <summary>Word of a role (a key).</summary>
    public static string Of(RoomRole role) => role switch
    {
        RoomRole.Chair => Words.Key("Chủ tọa"),
        RoomRole.Secretary => Words.Key("Thư ký"),
        RoomRole.Presenter => Words.Key("Người trình bày"),
        RoomRole.Expert => Words.Key("Chuyên gia"),
        RoomRole.Interpreter => Words.Key("Phiên dịch"),
        RoomRole.Observer => Words.Key("Quan sát"),
        _ => Words.Key("Người bệnh"),
    };

    /// <summary>Roles with their words, for pick lists.</summary>
    public static IEnumerable<(string Value, string Label)> Roles(Words words) => Enum.GetValues<RoomRole>().Select(r => (r.ToString(), words[Of(r)]));

    /// <summary>Days of the week from Monday, as keys.</summary>
    public static readonly string[] Weekdays =
        [Words.Key("Thứ hai"), Words.Key("Thứ ba"), Words.Key("Thứ tư"), Words.Key("Thứ năm"), Words.Key("Thứ sáu"), Words.Key("Thứ bảy"), Words.Key("Chủ nhật")];
}
