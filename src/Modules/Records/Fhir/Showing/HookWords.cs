using LienY.Kernel;

namespace LienY.Records;

/// <summary>States of subscriptions and exports in words.</summary>
static class HookWords
{
    /// <summary>How a subscription stands.</summary>
    public static string Of(Hook hook) => hook.State switch
    {
        "error" => Words.Key("Đã dừng vì lỗi"),
        "off" => Words.Key("Đã tắt"),
        _ => hook.Failures > 0 ? Words.Key("Đang gửi lại") : Words.Key("Đang chạy"),
    };

    /// <summary>How an export stands.</summary>
    public static string Of(BulkJob job) => job.State switch
    {
        "waiting" => Words.Key("Đang chờ"),
        "running" => Words.Key("Đang xuất"),
        "done" => Words.Key("Đã xong"),
        "failed" => Words.Key("Không xuất được"),
        _ => Words.Key("Đã xóa tệp"),
    };
}
