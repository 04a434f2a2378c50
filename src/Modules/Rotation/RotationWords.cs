using LienY.Kernel;

namespace LienY.Rotation;

/// <summary>States, parts of days and weekdays in words (keys).</summary>
static class RotationWords
{
    /// <summary>A state of an order.</summary>
    public static string Of(OrderState state) => state switch
    {
        OrderState.Draft => Words.Key("nháp"),
        OrderState.Sent => Words.Key("chờ duyệt"),
        OrderState.Approved => Words.Key("đang thực hiện"),
        OrderState.Refused => Words.Key("bị trả lại"),
        _ => Words.Key("kết thúc sớm"),
    };

    /// <summary>Its colour.</summary>
    public static string Kind(OrderState state) => state switch { OrderState.Approved => "ok", OrderState.Refused => "bad", OrderState.Ended => "none", _ => "warn" };

    /// <summary>A day as it stands today.</summary>
    public static string Of(RotationDay day, DateOnly today) => day.State switch
    {
        DayState.Met => day.ConfirmedAt is null ? Words.Key("có mặt") : Words.Key("có mặt, đã xác nhận"),
        DayState.Excused => Words.Key("được vắng"),
        DayState.Claimed => Words.Key("ghi bổ sung, chờ nơi nhận"),
        DayState.LeaveAsked => Words.Key("xin vắng, chờ duyệt"),
        _ => day.OnDay < today ? Words.Key("không có mặt") : day.OnDay == today ? Words.Key("hôm nay, chưa chấm") : Words.Key("sắp tới"),
    };

    /// <summary>Its colour.</summary>
    public static string Kind(RotationDay day, DateOnly today) => day.State switch
    {
        DayState.Met => "ok",
        DayState.Excused => "none",
        DayState.Claimed or DayState.LeaveAsked => "warn",
        _ => day.OnDay < today ? "bad" : day.OnDay == today ? "warn" : "none",
    };

    /// <summary>A part of a day.</summary>
    public static string Of(DayPart part) => part switch { DayPart.Day => Words.Key("cả ngày"), DayPart.Morning => Words.Key("buổi sáng"), _ => Words.Key("buổi chiều") };

    /// <summary>A weekday, 1 Monday … 7 Sunday.</summary>
    public static string Weekday(int number) => number switch
    {
        1 => Words.Key("Thứ Hai"),
        2 => Words.Key("Thứ Ba"),
        3 => Words.Key("Thứ Tư"),
        4 => Words.Key("Thứ Năm"),
        5 => Words.Key("Thứ Sáu"),
        6 => Words.Key("Thứ Bảy"),
        _ => Words.Key("Chủ nhật"),
    };

    /// <summary>Weekly slots in one line.</summary>
    public static string Slots(Words words, string slots) => slots.Length == 0 ? words["mọi ngày làm việc"]
        : string.Join("; ", Slot.Read(slots).Select(s => $"{words[Weekday(s.Weekday)]} {words[Of(s.Part)]}"));

    /// <summary>Names of schemes, by key.</summary>
    public static string Scheme(string key) => key switch
    {
        "1816" => Words.Key("Luân phiên theo Đề án 1816"),
        "585" => Words.Key("Bác sĩ trẻ tình nguyện theo Đề án 585"),
        _ => Words.Key("Bác sĩ về xã"),
    };
}
