using LienY.Kernel;

namespace LienY.Reports;

/// <summary>Where a report stands on its way.</summary>
enum ReportState
{
    /// <summary>Đến kỳ, chưa lập.</summary>
    Due,

    /// <summary>Dự thảo.</summary>
    Draft,

    /// <summary>Đã gửi, chờ duyệt.</summary>
    Sent,

    /// <summary>Bị trả lại.</summary>
    Returned,

    /// <summary>Đã duyệt.</summary>
    Accepted,

    /// <summary>Đã phát hành.</summary>
    Issued,
}

/// <summary>Words and colours of states.</summary>
static class States
{
    /// <summary>Word of a state, a Vietnamese key.</summary>
    public static string Word(ReportState state) => state switch
    {
        ReportState.Due => Words.Key("chưa lập"),
        ReportState.Draft => Words.Key("đang soạn"),
        ReportState.Sent => Words.Key("đã gửi, chờ duyệt"),
        ReportState.Returned => Words.Key("bị trả lại"),
        ReportState.Accepted => Words.Key("đã duyệt"),
        _ => Words.Key("đã phát hành"),
    };

    /// <summary>Kind (colour and sign) of a state.</summary>
    public static string Kind(ReportState state) => state switch
    {
        ReportState.Due => "none",
        ReportState.Draft => "info",
        ReportState.Sent => "warn",
        ReportState.Returned => "bad",
        _ => "ok",
    };

    /// <summary>The report still waits for its sender.</summary>
    public static bool IsOpen(ReportState state) => state is ReportState.Due or ReportState.Draft or ReportState.Returned;
}
