namespace LienY.Writing;

/// <summary>A kind of administrative document with the name and abbreviation of Phụ lục III of Nghị định 30/2020/NĐ-CP.</summary>
/// <param name="Abbreviation">As in the symbol, e.g. "BC"; empty for a dispatch.</param>
/// <param name="Name">The name line, e.g. "BÁO CÁO"; empty for a dispatch.</param>
public sealed record DocumentType(string Abbreviation, string Name)
{
    /// <summary>Kế hoạch: a plan.</summary>
    public static readonly DocumentType Plan = new("KH", "KẾ HOẠCH");

    /// <summary>Báo cáo: a report.</summary>
    public static readonly DocumentType Report = new("BC", "BÁO CÁO");

    /// <summary>Biên bản: minutes.</summary>
    public static readonly DocumentType Minutes = new("BB", "BIÊN BẢN");

    /// <summary>Tờ trình: a submission for decision.</summary>
    public static readonly DocumentType Submission = new("TTr", "TỜ TRÌNH");

    /// <summary>Thông báo: a notice.</summary>
    public static readonly DocumentType Notice = new("TB", "THÔNG BÁO");

    /// <summary>Bản ghi nhớ: a memorandum.</summary>
    public static readonly DocumentType Memorandum = new("BGN", "BẢN GHI NHỚ");

    /// <summary>Công văn: a dispatch (letter), which has no name line and carries "V/v" under its number.</summary>
    public static readonly DocumentType Dispatch = new("", "");

    /// <summary>Every kind written here.</summary>
    public static IReadOnlyList<DocumentType> All { get; } = [Plan, Report, Minutes, Submission, Notice, Memorandum, Dispatch];
}
