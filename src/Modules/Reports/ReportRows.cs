using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Reports;

/// <summary>One target in a report: plan, actual up to the cut-off, estimate, and what proves it. Frozen with a hash when the report is sent.</summary>
sealed class ReportCell
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ReportId { get; init; }
    public required int Ordinal { get; init; }
    public required Guid IndicatorId { get; init; }
    public required string Path { get; init; }
    public required string Name { get; init; }
    public required string Unit { get; init; }
    public required Comparator Comparator { get; init; }
    public decimal? Target { get; init; }
    public decimal? TargetHigh { get; init; }
    public required DateOnly TargetFrom { get; init; }
    public required DateOnly TargetTo { get; init; }
    public required Guid OwnerId { get; init; }
    public decimal? Actual { get; init; }
    public decimal? Estimate { get; set; }

    /// <summary>On what the estimate rests: the rule that gave it, or the words of who typed it.</summary>
    public string EstimateBasis { get; set; } = "";

    /// <summary>Who gave the estimate.</summary>
    public string EstimateBy { get; set; } = "";

    /// <summary>When the estimate was given.</summary>
    public DateTimeOffset? EstimateAt { get; set; }

    /// <summary>The official figure of the whole period, set once after it ended.</summary>
    public decimal? FinalValue { get; set; }

    /// <summary>The day it was set.</summary>
    public DateOnly? FinalOn { get; set; }

    /// <summary>Who set it.</summary>
    public string FinalBy { get; set; } = "";

    /// <summary>The fact query of the official figure.</summary>
    public string FinalQuery { get; set; } = "";

    /// <summary>The target's own period has ended by the cut-off: the figure is final, nothing is estimated.</summary>
    public required bool IsFinal { get; init; }
    public decimal? Percent { get; init; }

    /// <summary>Value within the period alone.</summary>
    public decimal? InPeriod { get; init; }

    /// <summary>Value within the same period of the year before.</summary>
    public decimal? SamePeriod { get; init; }
    public required TargetStatus Status { get; init; }
    public Grade? Grade { get; init; }
    public required int Facts { get; init; }
    public required string Source { get; init; }
    public required string Formula { get; init; }
    public required string Query { get; init; }

    /// <summary>Value over the units that a gathered report counts in, by the indicator's own formula.</summary>
    public decimal? UnitsTotal { get; set; }

    /// <summary>SHA-256 (hex) of the cell as sent; null while it may still move.</summary>
    public string? Hash { get; set; }

    /// <summary>Change against the same period of the year before; null where either is unknown.</summary>
    public decimal? Change => InPeriod - SamePeriod;

    /// <summary>The target as evidence is asked about it.</summary>
    public Target AsTarget(Guid planId) => new(IndicatorId, planId, Path, Name, Comparator, Target, TargetHigh, Unit, TargetFrom, TargetTo, OwnerId);
}

/// <summary>One task in a report as it stood when the figures were computed.</summary>
sealed class ReportTask
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ReportId { get; init; }
    public required int Ordinal { get; init; }
    public required string Path { get; init; }
    public required string Content { get; init; }
    public required string Name { get; init; }
    public required string Unit { get; init; }
    public DateOnly? Due { get; init; }
    public required string State { get; init; }
    public required int Progress { get; init; }
    public required int Products { get; init; }
    public DateOnly? DoneOn { get; init; }
    public required bool IsOverdue { get; init; }

    /// <summary>How many its facts counted by the cut-off; null where nothing measures it or nothing of that kind was ever reported.</summary>
    public decimal? Counted { get; init; }

    /// <summary>How many are wanted.</summary>
    public decimal? CountedGoal { get; init; }

    /// <summary>What is counted ("buổi hội chẩn").</summary>
    public string CountedThing { get; init; } = "";

    /// <summary>What was counted as a document says it: "31/35 buổi hội chẩn"; "" where nothing was.</summary>
    public string CountedText => Counted is { } counted ? $"{Say.Number(counted)}/{Say.Number(CountedGoal)} {CountedThing}" : "";
}

/// <summary>What stood in the way of a plan when the figures of a report were taken.</summary>
sealed class ReportIssue
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ReportId { get; init; }
    public required int Ordinal { get; init; }

    /// <summary>The issue in the plan.</summary>
    public required Guid IssueId { get; init; }
    public required string Title { get; init; }
    public required string Cause { get; init; }
    public required string Action { get; init; }
    public required string Severity { get; init; }
    public required DateOnly RaisedOn { get; init; }
    public DateOnly? DueOn { get; init; }
}

/// <summary>One budget line in a report, in đồng.</summary>
sealed class ReportBudget
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ReportId { get; init; }
    public required int Ordinal { get; init; }
    public required string Label { get; init; }
    public required string Source { get; init; }
    public int? Year { get; init; }
    public long? Planned { get; init; }
    public long? Allocated { get; init; }
    public long? Spent { get; init; }

    /// <summary>Spent in percent of what was given (planned where nothing was given yet).</summary>
    public decimal? Percent => (Allocated ?? Planned) is { } given and > 0 && Spent is { } spent ? decimal.Round(100m * spent / given, 1) : null;
}

/// <summary>A part of the report that people write.</summary>
sealed class ReportText
{
    public required Guid ReportId { get; init; }
    public required TextPart Part { get; init; }
    public required string Body { get; set; }
}

/// <summary>The parts that people write, in the order of the document.</summary>
enum TextPart
{
    /// <summary>I. Công tác chỉ đạo, điều hành.</summary>
    Directing,

    /// <summary>III.1. Kết quả nổi bật.</summary>
    Highlights,

    /// <summary>III.2. Tồn tại, hạn chế.</summary>
    Shortcomings,

    /// <summary>III.3. Nguyên nhân.</summary>
    Causes,

    /// <summary>IV. Nhiệm vụ kỳ tới.</summary>
    Next,

    /// <summary>V. Đề xuất, kiến nghị.</summary>
    Proposals,

    /// <summary>Bài học kinh nghiệm (year, mid-term, final).</summary>
    Lessons,

    /// <summary>Đề nghị cho kế hoạch năm sau (year).</summary>
    NextPlan,

    /// <summary>Đề nghị điều chỉnh kế hoạch (mid-term, final).</summary>
    Adjusting,
}

/// <summary>A step on the way of a report: who, when, from what to what, and why.</summary>
sealed class ReportStep
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ReportId { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? UserId { get; init; }
    public required string UserName { get; init; }
    public required ReportState Was { get; init; }
    public required ReportState Became { get; init; }
    public string? Note { get; init; }
}
