namespace LienY.Plans;

/// <summary>Words that name many organisations or none in particular ("các đơn vị liên quan", "bệnh viện tuyến trên"): nobody is guessed for them.</summary>
static class GroupWords
{
    static readonly string[] First = ["cac ", "nhung ", "moi ", "toan ", "mot so ", "benh vien tai ", "bv tai ", "benh vien tuyen ", "bv tuyen "];

    static readonly string[] Within =
    [
        "lien quan", "truc thuoc", "cac don vi", "ca nhan", "dia phuong", "huyen, thanh pho", "huyen, thi xa", "trong tinh", "trong nganh", "tuyen tren", "tuyen duoi", "doi tac",
    ];

    /// <summary>True for folded words that are a group.</summary>
    public static bool Are(string folded) =>
        folded.Length > 80 || First.Any(w => folded.StartsWith(w, StringComparison.Ordinal)) || Within.Any(w => folded.Contains(w, StringComparison.Ordinal));
}
