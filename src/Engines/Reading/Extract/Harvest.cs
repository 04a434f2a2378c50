using System.Globalization;

namespace LienY.Reading;

/// <summary>Rows gathered while a file is read; gives them their ids in order.</summary>
sealed class Harvest
{
    public List<IndicatorRow> Indicators { get; } = [];
    public List<ActivityRow> Activities { get; } = [];
    public List<TaskRow> Tasks { get; } = [];
    public List<DutyRow> Duties { get; } = [];
    public List<BudgetRow> Budgets { get; } = [];
    public List<ReportObligation> Obligations { get; } = [];
    public List<Objective> Objectives { get; } = [];
    public List<OutlineSection> Sections { get; } = [];
    public List<TableSource> Tables { get; } = [];
    public List<SumCheck> Checks { get; } = [];
    public List<ReadingWarning> Warnings { get; } = [];

    public void Warn(string code, string message, LineSpan lines, params IReadOnlyList<LineSpan> related) => Warnings.Add(new(code, message, lines, related));

    public static string Id(string letter, int count) => letter + (count + 1).ToString(CultureInfo.InvariantCulture);
}
