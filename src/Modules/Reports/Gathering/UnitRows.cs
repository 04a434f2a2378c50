using LienY.Kernel;

namespace LienY.Reports;

/// <summary>How a unit's report stands when a report is gathered from it.</summary>
enum UnitStanding
{
    /// <summary>Accepted: its figures are counted in.</summary>
    Counted,

    /// <summary>Sent, not accepted yet.</summary>
    Waiting,

    /// <summary>Not sent.</summary>
    Missing,
}

/// <summary>A reporting unit of a gathered report: who sent, who did not, on time or late.</summary>
sealed class ReportUnit
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ReportId { get; init; }
    public required int Ordinal { get; init; }
    public required Guid UnitId { get; init; }
    public required string Name { get; init; }

    /// <summary>The unit's own report.</summary>
    public required Guid SourceId { get; init; }
    public required string Number { get; init; }
    public required DateOnly DueOn { get; init; }
    public DateOnly? SentOn { get; init; }
    public DateOnly? AcceptedOn { get; init; }
    public required UnitStanding Standing { get; init; }
}

/// <summary>A unit's figure of one indicator, as its accepted report froze it.</summary>
sealed class ReportUnitFigure
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ReportId { get; init; }
    public required int Ordinal { get; init; }
    public required Guid UnitId { get; init; }
    public required Guid IndicatorId { get; init; }
    public decimal? Actual { get; init; }
    public decimal? Estimate { get; init; }
    public required int Facts { get; init; }
}

/// <summary>Words of how units stand; Vietnamese keys, printed in the paper as they are.</summary>
static class UnitWords
{
    /// <summary>In words: counted on time or late, waiting, missing.</summary>
    public static string Of(ReportUnit unit) => unit.Standing switch
    {
        UnitStanding.Counted => unit.SentOn <= unit.DueOn ? Words.Key("đã tổng hợp, gửi đúng hạn") : Words.Key("đã tổng hợp, gửi muộn"),
        UnitStanding.Waiting => Words.Key("đã gửi, chưa duyệt nên chưa tổng hợp"),
        _ => Words.Key("chưa gửi"),
    };

    /// <summary>Kind (colour and sign).</summary>
    public static string Kind(ReportUnit unit) => unit.Standing switch { UnitStanding.Counted => "ok", UnitStanding.Waiting => "warn", _ => "bad" };
}
