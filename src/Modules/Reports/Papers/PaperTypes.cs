using LienY.Kernel;

namespace LienY.Reports;

/// <summary>A field that only one type of paper has.</summary>
/// <param name="Name">Name in the form and in the kept JSON.</param>
/// <param name="Label">Label, a Vietnamese key.</param>
/// <param name="Rows">Lines of the field.</param>
/// <param name="IsNeeded">It must be there before the paper leaves.</param>
sealed record PaperField(string Name, string Label, int Rows = 1, bool IsNeeded = false);

/// <summary>A type of paper that can be composed here.</summary>
/// <param name="Code">Abbreviation; CV for a dispatch.</param>
/// <param name="Name">Its name, a Vietnamese key.</param>
/// <param name="Fields">Fields of its own.</param>
sealed record PaperType(string Code, string Name, IReadOnlyList<PaperField> Fields)
{
    /// <summary>It addresses somebody (Kính gửi).</summary>
    public bool IsAddressed => Code is "CV" or "TTr" or "BC" or "PC" or "PB";
}

/// <summary>The types of Nghị định 30/2020/NĐ-CP, Phụ lục III, that the work needs.</summary>
static class PaperTypes
{
    /// <summary>All of them, the most used first.</summary>
    public static readonly IReadOnlyList<PaperType> All =
    [
        new("CV", Words.Key("Công văn"), []),
        new("GM", Words.Key("Giấy mời"), [new("guests", Words.Key("Trân trọng kính mời"), 2, true), new("matter", Words.Key("Tới dự"), 2, true),
            new("chair", Words.Key("Chủ trì"), IsNeeded: true),
            new("when", Words.Key("Thời gian họp"), IsNeeded: true), new("where", Words.Key("Địa điểm"), IsNeeded: true),
                new("notes", Words.Key("Lưu ý với người dự"), 2)]),
        new("BB", Words.Key("Biên bản"), [new("start", Words.Key("Thời gian bắt đầu"), IsNeeded: true), new("where", Words.Key("Địa điểm"), IsNeeded: true),
            new("present", Words.Key("Thành phần tham dự"), 3, true),
            new("absent", Words.Key("Vắng mặt, lý do"), 2), new("chair", Words.Key("Chủ trì (chủ tọa)"), IsNeeded: true),
                new("secretary", Words.Key("Thư ký (người ghi biên bản)"), IsNeeded: true), new("end", Words.Key("Thời gian kết thúc"), IsNeeded: true)]),
        new("TB", Words.Key("Thông báo"), []),
        new("TTr", Words.Key("Tờ trình"), []),
        new("KH", Words.Key("Kế hoạch"), []),
        new("BC", Words.Key("Báo cáo"), []),
        new("QĐ", Words.Key("Quyết định"), [new("enacting", Words.Key("Thẩm quyền ban hành (ví dụ: Giám đốc Sở Y tế)"), IsNeeded: true)]),
        new("BGN", Words.Key("Bản ghi nhớ"), [new("when", Words.Key("Thời gian ký kết")), new("where", Words.Key("Địa điểm")),
            new("partyA", Words.Key("Bên A: tên, địa chỉ, người đại diện, chức vụ"), 3, true),
            new("partyB", Words.Key("Bên B: tên, địa chỉ, người đại diện, chức vụ"), 3, true), new("signB", Words.Key("Người ký của bên B"), IsNeeded: true),
                new("positionB", Words.Key("Chức vụ người ký của bên B"), IsNeeded: true)]),
        new("HD", Words.Key("Hướng dẫn"), []),
        new("CTr", Words.Key("Chương trình"), []),
        new("PB", Words.Key("Phiếu báo"), []),
        new("PC", Words.Key("Phiếu chuyển"), []),
        new("GGT", Words.Key("Giấy giới thiệu"), [new("who", Words.Key("Trân trọng giới thiệu ông (bà)"), IsNeeded: true),
            new("position", Words.Key("Chức vụ người được giới thiệu")), new("to", Words.Key("Được cử đến"), IsNeeded: true),
            new("matter", Words.Key("Về việc"), 2, true), new("until", Words.Key("Giấy này có giá trị đến hết ngày"), IsNeeded: true)]),
    ];

    /// <summary>A type by its code; refused where there is none.</summary>
    public static PaperType Find(string code) => All.FirstOrDefault(t => t.Code == code)
        ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn loại văn bản.") { Field = "type" };
}
