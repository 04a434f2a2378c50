using LienY.Kernel;

namespace LienY.Documents;

/// <summary>States and deeds of outgoing papers in words (Vietnamese keys).</summary>
static class OutgoingWords
{
    public const string Issued = "Cấp số, phát hành";
    public const string Reserved = "Giữ số";
    public const string Changed = "Sửa thông tin";
    public const string Cancelled = "Hủy số";
    public const string Sent = "Gửi qua trục";
    public const string Recalled = "Yêu cầu lấy lại";

    /// <summary>All deeds, as keys.</summary>
    public static readonly string[] Deeds = [Words.Key("Cấp số, phát hành"), Words.Key("Giữ số"), Words.Key("Hủy số"), Words.Key("Gửi qua trục"),
        Words.Key("Yêu cầu lấy lại")];

    /// <summary>A state.</summary>
    public static string Of(OutgoingState state) => state switch
    {
        OutgoingState.Reserved => Words.Key("Đang giữ số"),
        OutgoingState.Issued => Words.Key("Đã phát hành"),
        _ => Words.Key("Đã hủy"),
    };

    /// <summary>Kind of its badge.</summary>
    public static string Kind(OutgoingState state) => state switch { OutgoingState.Reserved => "warn", OutgoingState.Issued => "ok", _ => "none" };

    /// <summary>Choices of states.</summary>
    public static IEnumerable<(string Value, string Label)> States(Words words) => Enum.GetValues<OutgoingState>().Select(s => (s.ToString(), words[Of(s)]));

    /// <summary>A series of numbers in words.</summary>
    public static string Book(string series, Words words) => series switch
    {
        "" => words["Một dãy chung"],
        "CV" => words["Công văn"],
        _ => PaperTypes.Name(series),
    };
}
