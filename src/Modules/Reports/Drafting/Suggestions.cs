using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Reports;

/// <summary>First sentences of the written parts, made from the figures, for the officer to change. Vietnamese: they stand in the document.</summary>
static class Suggestions
{
    const int Named = 8;

    /// <summary>A suggestion for a part; "" where the figures say nothing.</summary>
    public static string For(TextPart part, Report report, Snapshot taken) => part switch
    {
        TextPart.Directing => Directing(report, taken.Tasks),
        TextPart.Highlights => Highlights(report, taken),
        TextPart.Shortcomings => Shortcomings(taken),
        TextPart.Causes => Causes(taken.Issues),
        TextPart.Next => Next(report, taken),
        TextPart.NextPlan => NextPlan(taken),
        TextPart.Adjusting => Adjusting(taken),
        _ => "",
    };

    static string Directing(Report report, IReadOnlyList<ReportTask> tasks)
    {
        var living = tasks.Where(t => !TaskWords.IsDropped(t)).ToList();
        if (living.Count == 0) return "";
        var units = living.Select(t => t.Unit).Where(u => u.Length > 0).Distinct().Count();
        var done = living.Count(t => t.DoneOn >= report.PeriodFrom && t.DoneOn <= report.Cutoff);
        return $"Trong kỳ từ ngày {Say.Day(report.PeriodFrom)} đến ngày {Say.Day(report.Cutoff)}, đơn vị đã tổ chức triển khai {living.Count} nhiệm vụ của Kế hoạch"
            + (units > 0 ? $", giao {units} đơn vị chủ trì" : "") + $"; {done} nhiệm vụ hoàn thành trong kỳ.";
    }

    static string Highlights(Report report, Snapshot taken)
    {
        var lines = new List<string>();
        var met = taken.Cells.Where(c => c.Status == TargetStatus.Met).ToList();
        var going = taken.Cells.Where(c => c.Status == TargetStatus.OnTrack).ToList();
        if (met.Count > 0) lines.Add($"Đến ngày {Say.Day(report.Cutoff)}, {met.Count}/{taken.Cells.Count} chỉ tiêu đạt: {List(met.Select(Figure))}.");
        if (going.Count > 0) lines.Add($"{going.Count} chỉ tiêu đúng tiến độ: {List(going.Select(Figure))}.");
        var done = taken.Tasks.Where(TaskWords.IsDone).ToList();
        if (done.Count > 0) lines.Add($"{done.Count}/{taken.Tasks.Count} nhiệm vụ hoàn thành, trong đó có: {List(done.Select(t => t.Name), 3)}.");
        return string.Join('\n', lines);
    }

    static string Shortcomings(Snapshot taken)
    {
        var lines = new List<string>();
        void Add(string words, IReadOnlyList<string> names)
        {
            if (names.Count > 0) lines.Add($"{names.Count} {words}: {List(names)}.");
        }
        Add("chỉ tiêu không đạt", [.. taken.Cells.Where(c => c.Status == TargetStatus.Missed).Select(Figure)]);
        Add("chỉ tiêu có nguy cơ không đạt", [.. taken.Cells.Where(c => c.Status == TargetStatus.AtRisk).Select(Figure)]);
        Add("chỉ tiêu chưa có số liệu", [.. taken.Cells.Where(c => c.Status == TargetStatus.NoData).Select(c => c.Name)]);
        Add("nhiệm vụ quá hạn", [.. taken.Tasks.Where(t => t.IsOverdue && !TaskWords.IsDropped(t)).Select(t => t.Unit.Length > 0 ? $"{t.Name} ({t.Unit})" : t.Name)]);
        foreach (var issue in taken.Issues.Take(Named)) lines.Add($"Khó khăn, vướng mắc: {Sentence(issue.Title)} (nêu ngày {Say.Day(issue.RaisedOn)}, mức độ {Severity(issue)}).");
        if (taken.Issues.Count > Named) lines.Add($"Ngoài ra còn {taken.Issues.Count - Named} vướng mắc khác chưa được giải quyết.");
        return string.Join('\n', lines);
    }

    static string Causes(IReadOnlyList<ReportIssue> issues) =>
        string.Join('\n', issues.Where(i => i.Cause.Trim().Length > 0).Take(Named).Select(i => $"{Sentence(i.Title)}: {Sentence(i.Cause)}."));

    static string NextPlan(Snapshot taken)
    {
        var lines = new List<string>();
        var behind = taken.Cells.Where(c => c.Status is TargetStatus.Missed or TargetStatus.AtRisk).ToList();
        if (behind.Count > 0) lines.Add($"Tiếp tục giao trong kế hoạch năm sau {behind.Count} chỉ tiêu chưa đạt: {List(behind.Select(Figure))}.");
        var over = taken.Cells.Where(c => c.Status == TargetStatus.Met && c.Percent >= 110).ToList();
        if (over.Count > 0) lines.Add($"Xem xét nâng mức {over.Count} chỉ tiêu đã vượt từ 10 % trở lên: {List(over.Select(Figure))}.");
        var open = taken.Tasks.Count(t => !TaskWords.IsDone(t) && !TaskWords.IsDropped(t));
        if (open > 0) lines.Add($"Chuyển tiếp {open} nhiệm vụ chưa hoàn thành.");
        return string.Join('\n', lines);
    }

    static string Adjusting(Snapshot taken)
    {
        var bare = taken.Cells.Where(c => c.Status == TargetStatus.NoData).ToList();
        return bare.Count == 0 ? "" : $"Xem xét lại cách đo của {bare.Count} chỉ tiêu chưa có số liệu: {List(bare.Select(c => c.Name))}.";
    }

    static string Next(Report report, Snapshot taken)
    {
        var open = taken.Tasks.Where(t => !TaskWords.IsDone(t) && !TaskWords.IsDropped(t)).ToList();
        var length = report.PeriodTo.DayNumber - report.PeriodFrom.DayNumber + 1;
        var next = open.Where(t => t.Due is { } due && due > report.Cutoff && due.DayNumber <= report.PeriodTo.DayNumber + length).ToList();
        var lines = new List<string>();
        if (open.Any(t => t.IsOverdue)) lines.Add($"Hoàn thành dứt điểm {open.Count(t => t.IsOverdue)} nhiệm vụ quá hạn.");
        if (next.Count > 0) lines.Add($"Hoàn thành các nhiệm vụ đến hạn trong kỳ tới: {List(next.Select(t => $"{t.Name} (hạn {Say.Day(t.Due)})"))}.");
        foreach (var issue in taken.Issues.Where(i => i.Action.Trim().Length > 0).Take(Named))
            lines.Add($"Giải quyết vướng mắc “{Sentence(issue.Title)}”: {Sentence(issue.Action)}{(issue.DueOn is { } due ? $" (hạn {Say.Day(due)})" : "")}.");
        return string.Join('\n', lines);
    }

    static string Sentence(string text) => text.ReplaceLineEndings(" ").Trim().TrimEnd('.', ';');

    static string Severity(ReportIssue issue) => issue.Severity switch { "critical" => "rất nghiêm trọng", "high" => "nghiêm trọng", "medium" => "trung bình", _ => "nhẹ" };

    static string Figure(ReportCell cell) => cell.Actual is { } value ? $"{cell.Name} ({Say.Number(value)} {cell.Unit})".Replace(" )", ")", StringComparison.Ordinal) : cell.Name;

    static string List(IEnumerable<string> names, int most = Named)
    {
        var all = names.ToList();
        return string.Join("; ", all.Take(most)) + (all.Count > most ? $"; và {all.Count - most} nội dung khác" : "");
    }
}
