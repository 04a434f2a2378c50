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

    /// <summary>Quyết định: a decision, in articles.</summary>
    public static readonly DocumentType Decision = new("QĐ", "QUYẾT ĐỊNH");

    /// <summary>Giấy mời: an invitation.</summary>
    public static readonly DocumentType Invitation = new("GM", "GIẤY MỜI");

    /// <summary>Hướng dẫn: guidance.</summary>
    public static readonly DocumentType Guidance = new("HD", "HƯỚNG DẪN");

    /// <summary>Chương trình: a programme.</summary>
    public static readonly DocumentType Programme = new("CTr", "CHƯƠNG TRÌNH");

    /// <summary>Giấy giới thiệu: a letter of introduction.</summary>
    public static readonly DocumentType Introduction = new("GGT", "GIẤY GIỚI THIỆU");

    /// <summary>Phiếu chuyển: a slip that passes something on.</summary>
    public static readonly DocumentType PassingSlip = new("PC", "PHIẾU CHUYỂN");

    /// <summary>Phiếu báo: a slip that tells something.</summary>
    public static readonly DocumentType TellingSlip = new("PB", "PHIẾU BÁO");

    /// <summary>Công văn: a dispatch (letter), which has no name line and carries "V/v" under its number.</summary>
    public static readonly DocumentType Dispatch = new("", "");

    /// <summary>Every kind written here.</summary>
    public static IReadOnlyList<DocumentType> All { get; } = [Plan, Report, Minutes, Submission, Notice, Memorandum, Decision, Invitation, Guidance, Programme,
        Introduction, PassingSlip, TellingSlip, Dispatch];

    /// <summary>The kind of an abbreviation; empty or "CV" a dispatch; null where it is not written here.</summary>
    public static DocumentType? Of(string abbreviation) => abbreviation is "" or "CV" ? Dispatch : All.FirstOrDefault(t => t.Abbreviation == abbreviation);
}
