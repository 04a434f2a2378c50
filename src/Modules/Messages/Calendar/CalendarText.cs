using LienY.Kernel;

namespace LienY.Messages;

/// <summary>Names in a calendar.</summary>
static class CalendarText
{
    /// <summary>Days of the week from Monday, as keys.</summary>
    public static readonly string[] Weekdays =
        [Words.Key("Thứ hai"), Words.Key("Thứ ba"), Words.Key("Thứ tư"), Words.Key("Thứ năm"), Words.Key("Thứ sáu"), Words.Key("Thứ bảy"), Words.Key("Chủ nhật")];

    /// <summary>The same, short.</summary>
    public static readonly string[] Short = [Words.Key("T2"), Words.Key("T3"), Words.Key("T4"), Words.Key("T5"), Words.Key("T6"), Words.Key("T7"), Words.Key("CN")];
}
