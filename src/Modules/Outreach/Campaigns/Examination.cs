using LienY.Kernel;

namespace LienY.Outreach;

/// <summary>Where a referral of a child stands.</summary>
enum ReferState
{
    /// <summary>Not referred.</summary>
    None,

    /// <summary>Chờ đi khám.</summary>
    Open,

    /// <summary>Đã đến khám.</summary>
    Came,

    /// <summary>Chưa đến, đã nhắc.</summary>
    Missed,

    /// <summary>Đã có kết quả.</summary>
    Closed,
}

/// <summary>One child examined on one day; its id comes from the tablet, so that sent twice it is still one. What was found never changes; the referral goes on.</summary>
sealed class Examination : IVersioned
{
    public required Guid Id { get; init; }
    public required Guid CampaignId { get; init; }

    /// <summary>The organisation that examines and holds the record.</summary>
    public required Guid HolderId { get; init; }

    public Guid? SiteId { get; init; }
    public required DateOnly ExaminedOn { get; init; }
    public required string Name { get; init; }

    /// <summary>yyyyMMdd, with 00 for what is unknown.</summary>
    public required string Birth { get; init; }

    /// <summary><c>male</c>, <c>female</c> or <c>unknown</c>.</summary>
    public required string Sex { get; init; }

    public required string Commune { get; init; }
    public required string Guardian { get; init; }

    /// <summary>Twelve-digit personal number; empty: not known.</summary>
    public required string Personal { get; init; }

    public int? HeightMm { get; init; }
    public int? WeightG { get; init; }

    /// <summary>One a line.</summary>
    public required string Problems { get; init; }

    public required string Note { get; init; }

    /// <summary><c>healthy</c>, <c>treat</c> or <c>refer</c>.</summary>
    public required string Result { get; init; }

    public Guid? PersonId { get; init; }
    public required string SubjectHash { get; init; }
    public Guid? ExaminedById { get; init; }
    public required string ExaminedByName { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the record had taken it.</summary>
    public DateTimeOffset? RecordedAt { get; set; }

    public string? ReferTo { get; init; }
    public DateOnly? ReferBy { get; private set; }
    public ReferState ReferState { get; private set; }
    public DateOnly? CameOn { get; private set; }

    /// <summary>What became of the referral.</summary>
    public string Outcome { get; private set; } = "";

    /// <summary>Folded name and birth: alike children are shown to people side by side.</summary>
    public required string Likeness { get; init; }

    public required string Folded { get; init; }
    public int Version { get; set; }

    /// <summary>Number of the child at the holder.</summary>
    public string Local => "KLD-" + Id.ToString("N")[^12..].ToUpperInvariant();

    /// <summary>Sent on, to be there by a day.</summary>
    public Examination Refer(DateOnly by)
    {
        (ReferState, ReferBy) = (ReferState.Open, by);
        return this;
    }

    /// <summary>The child came.</summary>
    public void Come(DateOnly on, DateOnly today)
    {
        Running();
        if (on < ExaminedOn || on > today) throw new Refusal(RefusalKind.Invalid, "Ngày đến khám phải từ ngày giới thiệu đến hôm nay.") { Field = "on" };
        (ReferState, CameOn) = (ReferState.Came, on);
    }

    /// <summary>The child did not come; the family was told again, until a new day.</summary>
    public void Miss(DateOnly by, DateOnly today)
    {
        Running();
        if (by < today) throw new Refusal(RefusalKind.Invalid, "Hạn mới phải từ hôm nay trở đi.") { Field = "by" };
        (ReferState, ReferBy) = (ReferState.Missed, by);
    }

    /// <summary>The loop is closed with what became of it.</summary>
    public void Close(string outcome)
    {
        Running();
        if (outcome.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi kết quả khám, hoặc lý do không đến.") { Field = "outcome" };
        (ReferState, Outcome) = (ReferState.Closed, outcome);
    }

    void Running()
    {
        if (ReferState is ReferState.None or ReferState.Closed) throw Refusal.Conflict("Trẻ này không còn lượt giới thiệu nào đang theo dõi.");
    }
}

/// <summary>Results and states in words (Vietnamese keys).</summary>
static class ExamWords
{
    /// <summary>Results.</summary>
    public static readonly IReadOnlyDictionary<string, string> Results = new Dictionary<string, string>
    {
        ["healthy"] = Words.Key("khỏe mạnh"),
        ["treat"] = Words.Key("điều trị, tư vấn tại chỗ"),
        ["refer"] = Words.Key("giới thiệu đi khám tiếp"),
    };

    /// <summary>Sexes.</summary>
    public static readonly IReadOnlyDictionary<string, string> Sexes = new Dictionary<string, string>
    {
        ["female"] = Words.Key("nữ"),
        ["male"] = Words.Key("nam"),
        ["unknown"] = Words.Key("chưa rõ"),
    };

    /// <summary>A state.</summary>
    public static string Name(ReferState state) => state switch
    {
        ReferState.Open => Words.Key("chờ đi khám"),
        ReferState.Came => Words.Key("đã đến khám"),
        ReferState.Missed => Words.Key("chưa đến, đã nhắc"),
        ReferState.Closed => Words.Key("đã có kết quả"),
        _ => Words.Key("không giới thiệu"),
    };

    /// <summary>Colour of a state.</summary>
    public static string Colour(ReferState state) => state switch { ReferState.Closed => "ok", ReferState.Missed => "bad", ReferState.Came => "info", _ => "warn" };

    /// <summary>Birth as people read it.</summary>
    public static string Born(string birth) => birth.EndsWith("0000", StringComparison.Ordinal) ? birth[..4] : $"{birth[6..]}/{birth[4..6]}/{birth[..4]}";
}
