using LienY.Writing;

namespace LienY.DemoDocuments;

/// <summary>The plans the demonstration network imports: real cooperations re-told in our own words with their figures, dates and units; signers invented.</summary>
public static class DemoPlans
{
    /// <summary>What every file says of itself in its properties.</summary>
    internal const string Remark = "Văn bản trình diễn: kể lại bằng lời khác các số liệu, mốc thời gian và đơn vị của một kế hoạch đã ban hành; "
        + "người ký và đầu mối là nhân vật hư cấu, văn bản không có giá trị pháp lý.";

    /// <summary>File name and document, in the order the demonstration imports them.</summary>
    public static IReadOnlyList<(string Name, OfficialDocument Plan)> All { get; } =
    [
        ("ke-hoach-ubnd-kien-giang-2025.docx", KienGiangProvince.Plan),
        ("ke-hoach-kien-giang-tphcm-2025.docx", KienGiang.Plan),
        ("ke-hoach-chuyen-doi-so-than-uyen-2026-2030.docx", ThanUyen.Plan),
        ("ke-hoach-lao-cai-nhi-trung-uong-2023.docx", LaoCai.Plan),
    ];
}
