using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Logbook;

/// <summary>States, levels, outcomes and roles in words (keys).</summary>
static class LogWords
{
    /// <summary>A state.</summary>
    public static string Of(LogState state) => state switch
    {
        LogState.AwaitsLeave => Words.Key("chờ cho phép ghi muộn"),
        LogState.AwaitsSupervisor => Words.Key("chờ người giám sát ký"),
        LogState.AwaitsHead => Words.Key("chờ lãnh đạo xác nhận"),
        LogState.Returned => Words.Key("bị trả lại"),
        LogState.Counted => Words.Key("đã tính"),
        LogState.Withdrawn => Words.Key("đã hủy"),
        _ => Words.Key("đã rút lại"),
    };

    /// <summary>Its colour.</summary>
    public static string Kind(LogState state) => state switch
    {
        LogState.Counted => "ok",
        LogState.Returned or LogState.TakenBack => "bad",
        LogState.Withdrawn => "none",
        _ => "warn",
    };

    /// <summary>A level.</summary>
    public static string Of(CompetencyLevel level) => level switch
    {
        CompetencyLevel.Observes => Words.Key("Chỉ quan sát"),
        CompetencyLevel.Assists => Words.Key("Phụ"),
        CompetencyLevel.DirectlySupervised => Words.Key("Làm, giám sát trực tiếp"),
        CompetencyLevel.IndirectlySupervised => Words.Key("Làm, giám sát gián tiếp"),
        CompetencyLevel.Independent => Words.Key("Làm độc lập"),
        _ => Words.Key("Hướng dẫn người khác"),
    };

    /// <summary>A level with its number, as it is chosen and shown.</summary>
    public static string Level(Words words, short level) => $"{level.ToString(Say.Vietnam)} · {words[Of((CompetencyLevel)level)]}";

    /// <summary>Levels to choose from.</summary>
    public static IReadOnlyList<(string Value, string Label)> Levels(Words words) =>
        [.. Enum.GetValues<CompetencyLevel>().Select(l => (((short)l).ToString(Say.Vietnam), Level(words, (short)l)))];

    /// <summary>An outcome.</summary>
    public static string Of(CaseOutcome outcome) => outcome switch
    {
        CaseOutcome.Good => Words.Key("Tốt"),
        CaseOutcome.Complication => Words.Key("Tai biến, biến chứng"),
        _ => Words.Key("Tử vong"),
    };

    /// <summary>An outcome as other modules know it.</summary>
    public static string Key(CaseOutcome outcome) => outcome switch { CaseOutcome.Good => "good", CaseOutcome.Complication => "complication", _ => "death" };

    /// <summary>How somebody supervised.</summary>
    public static string Of(Supervision how) => how switch
    {
        Supervision.OnSite => Words.Key("tại chỗ"),
        Supervision.Room => Words.Key("từ xa, trong phòng họp"),
        _ => Words.Key("không có"),
    };

    static readonly Dictionary<string, string> Plain = new()
    {
        ["surgeon"] = Words.Key("Phẫu thuật viên"),
        ["assistant"] = Words.Key("Phụ phẫu thuật"),
        ["anaesthesia"] = Words.Key("Gây mê"),
        ["icu"] = Words.Key("Hồi sức"),
        ["nurse"] = Words.Key("Điều dưỡng"),
        ["operator"] = Words.Key("Người làm kỹ thuật"),
    };

    /// <summary>Roles: those that transfer packages know, else the usual ones.</summary>
    public static IReadOnlyDictionary<string, string> Roles(ITransfers? transfers) => transfers?.Roles is { Count: > 0 } known ? known : Plain;

    /// <summary>A role; one that is not known as it is.</summary>
    public static string Role(Words words, IReadOnlyDictionary<string, string> roles, string role) =>
        roles.TryGetValue(role, out var word) || Plain.TryGetValue(role, out word) ? words[word] : role;
}
