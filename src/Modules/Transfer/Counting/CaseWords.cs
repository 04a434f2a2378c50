using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Transfer;

/// <summary>Words of cases, keys where they are fixed.</summary>
static class CaseWords
{
    public static string Outcome(string outcome) => outcome switch
    {
        "good" => Words.Key("tốt"),
        "complication" => Words.Key("có biến chứng"),
        "death" => Words.Key("tử vong"),
        _ => Words.Key("không ghi"),
    };

    public static string Source(PerformedCase one) => CaseCount.IsFeed(one) ? Words.Key("dữ liệu bệnh viện gửi") : Words.Key("sổ tay kỹ thuật");

    /// <summary>Names, roles and levels; people whom the package does not name are told as others.</summary>
    public static string Members(PerformedCase one, IReadOnlyDictionary<Guid, string> people, Words words) =>
        string.Join("; ", one.Members.Select(m =>
            $"{people.GetValueOrDefault(m.PractitionerId, words["người khác"])} ({words[PackageWords.Role(m.Role)]}, {(int)m.Level})"));
}
