using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Names of what persons have, as Vietnamese keys.</summary>
static class PersonWords
{
    /// <summary>Name of a system of numbers.</summary>
    public static string System(string system) => system switch
    {
        IdentifierSystems.Personal => Words.Key("Số định danh cá nhân"),
        IdentifierSystems.OldCard => Words.Key("CMND cũ"),
        IdentifierSystems.SocialInsurance => Words.Key("Mã số BHXH"),
        IdentifierSystems.InsuranceCard => Words.Key("Thẻ BHYT"),
        IdentifierSystems.Passport => Words.Key("Hộ chiếu"),
        IdentifierSystems.Temporary => Words.Key("Mã tạm"),
        _ when system.StartsWith(IdentifierSystems.Facility(""), StringComparison.Ordinal) => Words.Key("Mã người bệnh"),
        _ => Words.Key("Số khác"),
    };

    /// <summary>Name of a sex.</summary>
    public static string Sex(string sex) => sex switch
    {
        "male" => Words.Key("Nam"),
        "female" => Words.Key("Nữ"),
        "other" => Words.Key("Khác"),
        _ => Words.Key("Chưa rõ"),
    };

    /// <summary>Name of a grade.</summary>
    public static string Grade(MatchGrade grade) => grade switch
    {
        MatchGrade.Certain => Words.Key("Chắc chắn"),
        MatchGrade.Probable => Words.Key("Rất có thể"),
        MatchGrade.Possible => Words.Key("Có thể"),
        _ => Words.Key("Chắc chắn không"),
    };

    /// <summary>Name of a state of a correction.</summary>
    public static string State(CorrectionState state) => state switch
    {
        CorrectionState.Done => Words.Key("Đã đính chính"),
        CorrectionState.Refused => Words.Key("Không đính chính"),
        _ => Words.Key("Chờ trả lời"),
    };

    /// <summary>The FHIR code of a grade.</summary>
    public static string Code(MatchGrade grade) => grade switch
    {
        MatchGrade.Certain => "certain",
        MatchGrade.Probable => "probable",
        MatchGrade.Possible => "possible",
        _ => "certainly-not",
    };
}
