using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Design.Components;

/// <summary>Signs and words of states: a state is never told by colour alone.</summary>
public static class Signs
{
    /// <summary>The sign of a kind (ok, warn, bad, info, none).</summary>
    public static string Of(string kind) => kind switch
    {
        "ok" => "●",
        "warn" => "◐",
        "bad" => "✕",
        "none" => "○",
        "info" => "i",
        _ => "",
    };

    /// <summary>Kind (colour) of a target's status.</summary>
    public static string Kind(TargetStatus status) => status switch
    {
        TargetStatus.Met => "ok",
        TargetStatus.OnTrack => "going",
        TargetStatus.AtRisk => "warn",
        TargetStatus.Missed => "bad",
        TargetStatus.NotDue => "later",
        _ => "none",
    };

    /// <summary>Sign of a target's status.</summary>
    public static string Of(TargetStatus status) => status switch
    {
        TargetStatus.Met => "●",
        TargetStatus.OnTrack => "◕",
        TargetStatus.AtRisk => "◐",
        TargetStatus.Missed => "✕",
        TargetStatus.NotDue => "◌",
        _ => "○",
    };

    /// <summary>Word of a target's status, a Vietnamese key.</summary>
    public static string Word(TargetStatus status) => status switch
    {
        TargetStatus.Met => Words.Key("đạt"),
        TargetStatus.OnTrack => Words.Key("đúng tiến độ"),
        TargetStatus.AtRisk => Words.Key("có nguy cơ"),
        TargetStatus.Missed => Words.Key("không đạt"),
        TargetStatus.NotDue => Words.Key("chưa đến hạn"),
        _ => Words.Key("chưa có số liệu"),
    };
}
