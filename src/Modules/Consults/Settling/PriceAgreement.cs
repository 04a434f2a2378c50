using LienY.Kernel;

namespace LienY.Consults;

/// <summary>An agreement of two facilities: who is supported pays who supports (Law 15/2023, article 80 clause 2), by a price list.</summary>
sealed class PriceAgreement : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Asks and pays.</summary>
    public required Guid SupportedId { get; init; }

    /// <summary>Gives opinions and is paid.</summary>
    public required Guid SupportingId { get; init; }
    public required string Title { get; set; }
    public string Number { get; set; } = "";
    public required DateOnly FromDay { get; init; }
    public required DateOnly ToDay { get; set; }
    public Guid? PlanId { get; init; }
    public DateOnly? EndedOn { get; set; }
    public required DateTimeOffset MadeAt { get; init; }
    public required string MadeByName { get; init; }
    public int Version { get; set; }

    /// <summary>In force on a day.</summary>
    public bool Covers(DateOnly day) => FromDay <= day && day <= ToDay && (EndedOn is null || day <= EndedOn);
}

/// <summary>A price of an agreement in whole đồng, for a kind and an urgency, between days.</summary>
sealed class Price
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid AgreementId { get; init; }

    /// <summary>Name of the <see cref="ConsultKind"/>; empty: every one.</summary>
    public required string Kind { get; init; }

    /// <summary>Name of the <see cref="Urgency"/>; empty: every one.</summary>
    public required string Urgency { get; init; }
    public required long Amount { get; init; }
    public required DateOnly FromDay { get; init; }
    public DateOnly? ToDay { get; set; }

    /// <summary>The price of a case on a day: the closest fit counts, kind before urgency; null where the list has none.</summary>
    public static long? Of(IEnumerable<Price> list, ConsultKind kind, Urgency urgency, DateOnly day) => list
        .Where(p => p.FromDay <= day && (p.ToDay is null || p.ToDay >= day) && (p.Kind.Length == 0 || p.Kind == kind.ToString())
        && (p.Urgency.Length == 0 || p.Urgency == urgency.ToString()))
        .OrderByDescending(p => (p.Kind.Length > 0 ? 2 : 0) + (p.Urgency.Length > 0 ? 1 : 0)).ThenByDescending(p => p.FromDay).FirstOrDefault()?.Amount;
}

/// <summary>Where a statement stands.</summary>
enum StatementState
{
    /// <summary>Put together by the supporting side.</summary>
    Open,

    /// <summary>Before both sides; lines may be disputed.</summary>
    Sent,

    /// <summary>Signed by both: it never changes.</summary>
    Signed,
}

/// <summary>What one facility owes another for a month.</summary>
sealed class Statement : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid AgreementId { get; init; }
    public required Guid SupportedId { get; init; }
    public required Guid SupportingId { get; init; }

    /// <summary>Its first day.</summary>
    public required DateOnly Month { get; init; }
    public StatementState State { get; set; }

    /// <summary>Sum of its lines in đồng.</summary>
    public long Total { get; set; }
    public string? Body { get; set; }
    public string? Hash { get; set; }
    public required DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? SentAt { get; set; }
    public DateTimeOffset? SupportedAt { get; set; }
    public string SupportedBy { get; set; } = "";
    public Guid? SupportedUser { get; set; }
    public byte[]? SupportedSeal { get; set; }
    public DateTimeOffset? SupportingAt { get; set; }
    public string SupportingBy { get; set; } = "";
    public Guid? SupportingUser { get; set; }
    public byte[]? SupportingSeal { get; set; }
    public int Version { get; set; }
}

/// <summary>What became of a line that one side does not accept.</summary>
enum Dispute
{
    /// <summary>Nobody objects.</summary>
    None,

    /// <summary>The supported side objects.</summary>
    Open,

    /// <summary>Stays as it is, with the reason.</summary>
    Kept,

    /// <summary>Taken back or changed by a reversing line.</summary>
    Corrected,
}

/// <summary>A line: one case with signed minutes, or the reversal of a line. It never changes; a wrong one is reversed.</summary>
sealed class Charge : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid AgreementId { get; init; }

    /// <summary>The statement on which it stands; null: waits for the next one.</summary>
    public Guid? StatementId { get; set; }
    public required Guid CaseId { get; init; }
    public required Guid MinutesId { get; init; }
    public required Guid SupportedId { get; init; }
    public required Guid SupportingId { get; init; }
    public required string MinutesNumber { get; init; }
    public required string Kind { get; init; }
    public required string Urgency { get; init; }
    public required DateOnly OnDay { get; init; }

    /// <summary>Đồng; negative for a reversal.</summary>
    public required long Amount { get; init; }
    public Guid? ReversesId { get; init; }

    /// <summary>Lets the same be charged once: <c>case/…</c>, <c>reversal/…</c>, <c>again/…</c>.</summary>
    public required string Once { get; init; }
    public Dispute Dispute { get; private set; }
    public string DisputeText { get; private set; } = "";
    public DateTimeOffset? DisputedAt { get; private set; }
    public string DisputedBy { get; private set; } = "";
    public string Resolution { get; private set; } = "";
    public DateTimeOffset? ResolvedAt { get; private set; }
    public string ResolvedBy { get; private set; } = "";
    public required DateTimeOffset MadeAt { get; init; }
    public int Version { get; set; }

    /// <summary>The supported side objects.</summary>
    public void Object(string text, string by, DateTimeOffset at)
    {
        if (Dispute == Dispute.Open) throw Refusal.Conflict("Dòng này đang được khiếu nại rồi.");
        if (ReversesId is not null || Dispute == Dispute.Corrected) throw Refusal.Conflict("Dòng điều chỉnh không khiếu nại được.");
        if (text.Trim().Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do.") { Field = "text" };
        (Dispute, DisputeText, DisputedAt, DisputedBy) = (Dispute.Open, text.Trim(), at, by);
    }

    /// <summary>The supporting side answers.</summary>
    public void Resolve(bool kept, string text, string by, DateTimeOffset at)
    {
        if (Dispute != Dispute.Open) throw Refusal.Conflict("Dòng này không có khiếu nại đang mở.");
        if (text.Trim().Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi cách giải quyết.") { Field = "text" };
        (Dispute, Resolution, ResolvedAt, ResolvedBy) = (kept ? Dispute.Kept : Dispute.Corrected, text.Trim(), at, by);
    }

    /// <summary>The line that takes this one back.</summary>
    public Charge Reversal(Guid? statement, DateTimeOffset at) => new()
    {
        AgreementId = AgreementId,
        StatementId = statement,
        CaseId = CaseId,
        MinutesId = MinutesId,
        SupportedId = SupportedId,
        SupportingId = SupportingId,
        MinutesNumber = MinutesNumber,
        Kind = Kind,
        Urgency = Urgency,
        OnDay = OnDay,
        Amount = -Amount,
        ReversesId = Id,
        Once = "reversal/" + Id,
        MadeAt = at,
    };

    /// <summary>The line with another amount that stands in the place of this one, which was reversed.</summary>
    public Charge Again(Guid? statement, long amount, DateTimeOffset at) => new()
    {
        AgreementId = AgreementId,
        StatementId = statement,
        CaseId = CaseId,
        MinutesId = MinutesId,
        SupportedId = SupportedId,
        SupportingId = SupportingId,
        MinutesNumber = MinutesNumber,
        Kind = Kind,
        Urgency = Urgency,
        OnDay = OnDay,
        Amount = amount,
        Once = "again/" + Id,
        MadeAt = at,
    };
}

/// <summary>Words of settlements.</summary>
static class SettleWords
{
    public static string Of(StatementState state) => state switch
    {
        StatementState.Open => Words.Key("đang lập"),
        StatementState.Sent => Words.Key("chờ hai bên ký"),
        _ => Words.Key("hai bên đã ký")
    };

    public static string Kind(StatementState state) => state switch { StatementState.Open => "info", StatementState.Sent => "warn", _ => "ok" };

    public static string Of(Dispute dispute) => dispute switch
    {
        Dispute.Open => Words.Key("đang khiếu nại"),
        Dispute.Kept => Words.Key("giữ nguyên"),
        Dispute.Corrected => Words.Key("đã điều chỉnh"),
        _ => "",
    };

    /// <summary>Word of a kind of consultation (a key); empty: every one.</summary>
    public static string Kind(string kind) => Enum.TryParse<ConsultKind>(kind, out var known) ? CaseWords.Of(known) : Words.Key("mọi loại");

    /// <summary>Word of an urgency (a key); empty: every one.</summary>
    public static string Urgent(string urgency) => Enum.TryParse<Urgency>(urgency, out var known) ? CaseWords.Of(known) : Words.Key("mọi mức khẩn");
}
