using LienY.Kernel;

namespace LienY.Plans;

/// <summary>How a task's state is said and coloured; overdue is never hidden behind another state.</summary>
static class TaskWords
{
    /// <summary>Past its day and neither done nor dropped.</summary>
    public static bool Overdue(this PlanTask task, DateOnly today) => task.State is TaskState.Open or TaskState.Doing && task.DueOn < today;

    /// <summary>Was done after its day.</summary>
    public static bool Late(this PlanTask task) => task.State is TaskState.Done && task.DoneOn > task.DueOn;

    /// <summary>Vietnamese key of the state.</summary>
    public static string Word(TaskState state) => state switch
    {
        TaskState.Open => Words.Key("chưa làm"),
        TaskState.Doing => Words.Key("đang làm"),
        TaskState.Done => Words.Key("đã xong"),
        _ => Words.Key("đã dừng"),
    };

    /// <summary>Kind of its badge.</summary>
    public static string Kind(TaskState state) => state switch
    {
        TaskState.Done => "ok",
        TaskState.Doing => "going",
        _ => "none",
    };

    /// <summary>Colour of its bar on the timeline.</summary>
    public static string Bar(PlanTask task, DateOnly today) => task.State switch
    {
        TaskState.Done => "done",
        TaskState.Dropped => "stopped",
        _ when task.Overdue(today) => "late",
        TaskState.Doing => "doing",
        _ => "todo",
    };

    /// <summary>When it is due, in words: còn 3 ngày, quá hạn 5 ngày, hôm nay.</summary>
    public static string When(PlanTask task, DateOnly today, Words words)
    {
        if (task.DueOn is not { } due) return words["chưa đặt hạn"];
        if (task.State is TaskState.Done) return task.Late() ? words["xong sau hạn {0} ngày", task.DoneOn!.Value.DayNumber - due.DayNumber] : words["xong đúng hạn"];
        if (task.State is TaskState.Dropped) return words["đã dừng"];
        var days = due.DayNumber - today.DayNumber;
        return days switch { < 0 => words["quá hạn {0} ngày", -days], 0 => words["hạn hôm nay"], _ => words["còn {0} ngày", days] };
    }
}
