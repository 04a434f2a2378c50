using LienY.Kernel;

namespace LienY.Records;

/// <summary>What a director finds of an urgent opening.</summary>
enum Verdict
{
    /// <summary>Chính đáng.</summary>
    Justified,

    /// <summary>Vi phạm.</summary>
    Violation,
}

/// <summary>A doctor opened a record in urgent danger without asking: one holder, one reader, one person, four hours; reviewed within a day.</summary>
sealed class UrgentOpening : IVersioned
{
    /// <summary>How long it lets the reader read.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(4);

    /// <summary>How soon it is to be reviewed.</summary>
    public static readonly TimeSpan Review = TimeSpan.FromHours(24);

    /// <summary>Causes with their names; words of one's own come in addition.</summary>
    public static readonly IReadOnlyDictionary<string, string> Causes = new Dictionary<string, string>
    {
        ["unconscious"] = Words.Key("Người bệnh không tiếp xúc được"),
        ["life"] = Words.Key("Nguy hiểm tính mạng ngay"),
        ["drugs"] = Words.Key("Cần biết thuốc, dị ứng ngay"),
        ["surgery"] = Words.Key("Phẫu thuật cấp cứu"),
        ["other"] = Words.Key("Tình huống cấp cứu khác"),
    };

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public int Version { get; set; } = 1;
    public required Guid BasisId { get; init; }
    public required Guid HolderId { get; init; }
    public required Guid ReceiverId { get; init; }
    public required Guid UserId { get; init; }
    public required Guid PersonId { get; init; }
    public required string Cause { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
    public required DateTimeOffset ReviewDue { get; init; }
    public DateTimeOffset? ReviewedAt { get; private set; }
    public Guid? ReviewedBy { get; private set; }
    public Verdict? Verdict { get; private set; }
    public string VerdictReason { get; private set; } = "";

    /// <summary>Waits longer than a day.</summary>
    public bool IsOverdue(DateTimeOffset now) => ReviewedAt is null && ReviewDue <= now;

    /// <summary>The director's finding; nobody judges the own opening.</summary>
    public void Judge(Verdict verdict, string why, Guid? by, DateTimeOffset at)
    {
        if (ReviewedAt is not null) throw Refusal.Conflict("Lần mở này đã được xem xét.");
        if (by == UserId) throw Refusal.Forbidden("Ông/bà không tự xem xét lần mở của chính mình.");
        (Verdict, VerdictReason, ReviewedBy, ReviewedAt) = (verdict, why, by, at);
    }
}
