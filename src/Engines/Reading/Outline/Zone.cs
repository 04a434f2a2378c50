using System.Text.RegularExpressions;

namespace LienY.Reading;

enum Zone { Front, Purpose, Goals, Content, Situation, Budget, Duties, Reporting, Bases, Scope, Recipients, Signature, Annex, Other }

/// <summary>What a heading opens, told from its words.</summary>
static partial class Zones
{
    public static Zone? Of(string heading)
    {
        var s = Vietnamese.Fold(heading).Trim();
        if (Bases().IsMatch(s)) return Zone.Bases;
        if (Duties().IsMatch(s)) return Zone.Duties;
        if (Reporting().IsMatch(s)) return Zone.Reporting;
        if (Expected().IsMatch(s)) return Zone.Goals;
        if (Situation().IsMatch(s)) return Zone.Situation;
        if (Goals().IsMatch(s)) return Zone.Goals;
        if (Purpose().IsMatch(s)) return Zone.Purpose;
        if (Budget().IsMatch(s)) return Zone.Budget;
        if (Scope().IsMatch(s)) return Zone.Scope;
        if (Content().IsMatch(s)) return Zone.Content;
        return null;
    }

    /// <summary>Name of a zone in the JSON.</summary>
    public static string Name(this Zone zone) => zone switch
    {
        Zone.Purpose => "purpose",
        Zone.Goals => "goals",
        Zone.Content => "content",
        Zone.Situation => "situation",
        Zone.Budget => "budget",
        Zone.Duties => "duties",
        Zone.Reporting => "reporting",
        Zone.Bases => "bases",
        Zone.Scope => "scope",
        Zone.Annex => "annex",
        _ => "other",
    };

    [GeneratedRegex(@"^(cac )?can cu\b|co so phap ly|can cu lap", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bases();

    [GeneratedRegex(@"to chuc (trien khai )?thuc hien|^to chuc trien khai|phan cong|trach nhiem (cua|thuc hien|cac|to chuc)|^trach nhiem|nhiem vu (cua )?cac (don vi|so|co quan|ben)|^to chuc, phan cong", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Duties();

    [GeneratedRegex(@"che do (thong tin,? )?bao cao|^(thong tin,? )?bao cao\b|cong tac bao cao|thong tin,? bao cao", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Reporting();

    [GeneratedRegex(@"ket qua (mong doi|du kien|can dat|dau ra)|du kien ket qua|dau ra", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Expected();

    [GeneratedRegex(@"thuc trang|tinh hinh|ket qua (thuc hien|dat duoc|trien khai|hoat dong|cong tac|hop tac|nam)|^danh gia (ket qua|tinh hinh|chung|thuc trang)|^dac diem|khai quat|boi canh|su can thiet|ton tai|nguyen nhan|^thuan loi|^kho khan|han che|bai hoc", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Situation();

    [GeneratedRegex(@"^(cac |he thong |mot so )?(muc tieu|chi tieu)|muc tieu (chung|cu the|tong quat)|chi tieu (cu the|chu yeu|giao|chuyen mon)|^dinh huong muc tieu|muc dich,? muc tieu|cac chi tieu|chi so danh gia|^(chi so|chi bao)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Goals();

    [GeneratedRegex(@"^muc dich|^yeu cau|^nguyen tac|^quan diem", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Purpose();

    [GeneratedRegex(@"^(nguon )?kinh phi|^du toan|^(du kien|nhu cau|tong|nguon) kinh phi|^ve kinh phi|^nguon von|^co che tai chinh|^dieu khoan tai chinh|^kinh phi", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Budget();

    [GeneratedRegex(@"^(pham vi|doi tuong|thoi gian|dia diem|thoi gian,? dia diem|dia ban|hieu luc|dieu khoan (thi hanh|chung))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Scope();

    [GeneratedRegex(@"noi dung|nhiem vu|giai phap|hoat dong|cac lop|lo trinh|tien do|linh vuc hop tac|bien phap", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Content();
}
