using LienY.Kernel;

namespace LienY.Plans;

/// <summary>How risks and issues are said and coloured; the word always stands beside the colour.</summary>
static class RiskWords
{
    /// <summary>Vietnamese key of where a risk stands.</summary>
    public static string Word(RiskState state) => state switch
    {
        RiskState.Watched => Words.Key("đang theo dõi"),
        RiskState.Happened => Words.Key("đã xảy ra"),
        _ => Words.Key("đã khép"),
    };

    /// <summary>Vietnamese key of an answer.</summary>
    public static string Word(RiskResponse response) => response switch
    {
        RiskResponse.Reduce => Words.Key("giảm nhẹ"),
        RiskResponse.Avoid => Words.Key("tránh"),
        RiskResponse.Share => Words.Key("chia sẻ với bên khác"),
        _ => Words.Key("chấp nhận"),
    };

    /// <summary>Vietnamese key of how bad an issue is.</summary>
    public static string Word(Severity severity) => severity switch
    {
        Severity.Low => Words.Key("nhẹ"),
        Severity.Medium => Words.Key("vừa"),
        Severity.High => Words.Key("nặng"),
        _ => Words.Key("nghiêm trọng"),
    };

    /// <summary>Vietnamese key of where an issue stands.</summary>
    public static string Word(IssueState state) => state switch
    {
        IssueState.Open => Words.Key("mới nêu"),
        IssueState.Doing => Words.Key("đang xử lý"),
        _ => Words.Key("đã giải quyết"),
    };

    /// <summary>Vietnamese key of a score of likelihood × impact.</summary>
    public static string Level(int score) => score switch
    {
        >= 15 => Words.Key("cao"),
        >= 8 => Words.Key("trung bình"),
        _ => Words.Key("thấp"),
    };

    /// <summary>The level for programs: high, medium, low.</summary>
    public static string Code(int score) => score switch { >= 15 => "high", >= 8 => "medium", _ => "low" };

    /// <summary>Kind of badge of a score.</summary>
    public static string Kind(int score) => score switch { >= 15 => "bad", >= 8 => "warn", _ => "ok" };

    /// <summary>Kind of badge of a severity.</summary>
    public static string Kind(Severity severity) => severity switch { Severity.Low => "none", Severity.Medium => "warn", _ => "bad" };
}
