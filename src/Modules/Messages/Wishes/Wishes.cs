using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Messages;

/// <summary>How a message reaches a person.</summary>
enum Way
{
    /// <summary>On the page only.</summary>
    Page,

    /// <summary>By mail at once.</summary>
    Mail,

    /// <summary>In the mail of the morning.</summary>
    Digest,
}

/// <summary>What a message is about.</summary>
enum MessageKind
{
    /// <summary>Something is due or late.</summary>
    Due,

    /// <summary>Something new was given to the person or the organisation.</summary>
    Assigned,

    /// <summary>A report waits, was returned or accepted.</summary>
    Report,

    /// <summary>A target is in danger.</summary>
    Risk,

    /// <summary>Comments and the rest.</summary>
    Other,
}

/// <summary>A person's wishes about mail; no row: nothing leaves the house.</summary>
sealed class Wishes : IVersioned
{
    /// <summary>The person.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Language of mail: vi, en, zh.</summary>
    public required string Language { get; set; }

    /// <summary>Mail address; null where none was given.</summary>
    public string? Address { get; set; }

    /// <summary>When the person proved that the address is the own one.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>SHA-256 of the secret in the link that proves it.</summary>
    public byte[]? ConfirmHash { get; set; }

    /// <summary>When that link was sent.</summary>
    public DateTimeOffset? ConfirmSentAt { get; set; }

    /// <summary>Day of the last digest, also of one that had nothing to say.</summary>
    public DateOnly? DigestOn { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}

/// <summary>How one kind of message reaches a person; no row: on the page only.</summary>
sealed class Choice
{
    /// <summary>The person.</summary>
    public required Guid UserId { get; init; }

    /// <summary>About what.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>How.</summary>
    public required Way Way { get; set; }
}

/// <summary>A notice that was looked at for mail, so that it is looked at once.</summary>
sealed class Handled
{
    /// <summary>The notice.</summary>
    public required Guid NoticeId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>Where a target stood when it was last looked at.</summary>
sealed class Standing
{
    /// <summary>The target.</summary>
    public required Guid IndicatorId { get; init; }

    /// <summary>Where it stood.</summary>
    public required TargetStatus Status { get; set; }

    /// <summary>Since when.</summary>
    public required DateOnly Since { get; set; }
}

/// <summary>Kinds of messages: their words, and which notice is of which.</summary>
static class MessageKinds
{
    public static readonly (MessageKind Kind, string Word, string Hint)[] All =
    [
        (MessageKind.Due, Words.Key("Đến hạn và quá hạn"), Words.Key("việc, báo cáo còn 7 ngày, 3 ngày, đến hạn, quá hạn")),
        (MessageKind.Assigned, Words.Key("Việc mới giao"), Words.Key("kế hoạch mới, nhiệm vụ mới")),
        (MessageKind.Report, Words.Key("Báo cáo gửi, trả lại, đã duyệt"), Words.Key("báo cáo chờ tôi xem, sản phẩm chờ nghiệm thu")),
        (MessageKind.Risk, Words.Key("Chỉ tiêu có nguy cơ"), Words.Key("chỉ tiêu chuyển sang có nguy cơ hoặc không đạt")),
        (MessageKind.Other, Words.Key("Ý kiến trao đổi và việc khác"), Words.Key("bình luận có nhắc tới tôi")),
    ];

    /// <summary>Kind of a notice, by the key that lets it be put once.</summary>
    public static MessageKind Of(Notice notice) => notice.Once.Split('/') switch
    {
        ["task", _, _, "T" or "T-3" or "T-7" or "late" or "T+3"] or ["report", _, "T" or "T-3" or "T-7" or "late" or "T+3", ..] => MessageKind.Due,
        ["risk", ..] => MessageKind.Risk,
        ["plan", _, "adopted", ..] or ["task", ..] => MessageKind.Assigned,
        ["report", ..] or ["product", ..] => MessageKind.Report,
        _ => MessageKind.Other,
    };
}
