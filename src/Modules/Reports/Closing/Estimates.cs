using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Reports;

/// <summary>The stated rules by which an estimate to the end of the period is suggested; whoever writes the report may take or change it.</summary>
static class Estimates
{
    /// <summary>The rule for figures that add up day by day.</summary>
    public const string Pace = "Ước theo nhịp độ bình quân ngày từ đầu kỳ chỉ tiêu đến ngày chốt";

    /// <summary>The rule for levels, rates and states.</summary>
    public const string Level = "Ước giữ nguyên mức đã đạt đến ngày chốt";

    /// <summary>The suggested number and its rule; null where there is nothing to go on.</summary>
    public static (decimal Value, string Basis)? Of(Report report, ReportCell cell)
    {
        if (cell.IsFinal || cell.Actual is not { } actual || !report.IsEstimated) return null;
        if (!AddsUp(cell)) return (actual, Level);
        var from = cell.TargetFrom;
        var to = report.PeriodTo < cell.TargetTo ? report.PeriodTo : cell.TargetTo;
        var (past, whole) = (report.Cutoff.DayNumber - from.DayNumber + 1, to.DayNumber - from.DayNumber + 1);
        return past <= 0 || whole <= past ? (actual, Level) : (decimal.Round(actual * whole / past, actual == decimal.Truncate(actual) ? 0 : 1, MidpointRounding.AwayFromZero), Pace);
    }

    // A rate never grows with the days; a sum of facts does.
    static bool AddsUp(ReportCell cell) => !cell.Unit.Contains('%', StringComparison.Ordinal) && !cell.Unit.Contains('‰', StringComparison.Ordinal) && !cell.Unit.Contains('/', StringComparison.Ordinal)
        && cell.Comparator is not (Comparator.Below or Comparator.AtMost or Comparator.Maintain)
        && cell.Grade == Grade.Computed && !Levels.Any(w => cell.Formula.Contains(w, StringComparison.OrdinalIgnoreCase));

    static readonly string[] Levels = ["÷", "bình quân", "mới nhất", "cuối cùng"];
}
