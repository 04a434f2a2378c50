using LienY.Kernel;

namespace LienY.Reports;

/// <summary>Words of the state of a task in a report.</summary>
static class TaskWords
{
    /// <summary>The task is finished.</summary>
    public static bool IsDone(ReportTask task) => task.DoneOn is not null || task.State.Equals("Done", StringComparison.OrdinalIgnoreCase);

    /// <summary>The task was given up.</summary>
    public static bool IsDropped(ReportTask task) => task.State.Equals("Dropped", StringComparison.OrdinalIgnoreCase);

    /// <summary>Word of its state, a Vietnamese key.</summary>
    public static string Of(ReportTask task) =>
        IsDropped(task) ? Words.Key("đã bỏ") : IsDone(task) ? Words.Key("hoàn thành") : task.IsOverdue ? Words.Key("quá hạn")
        : task.Progress > 0 || task.State.Equals("Doing", StringComparison.OrdinalIgnoreCase) ? Words.Key("đang làm") : Words.Key("chưa làm");

    /// <summary>Kind (colour and sign).</summary>
    public static string Kind(ReportTask task) => IsDropped(task) ? "none" : IsDone(task) ? "ok" : task.IsOverdue ? "bad" : task.Progress > 0 ? "going" : "none";
}
