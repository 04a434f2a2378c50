using System.Collections.Frozen;
using LienY.Kernel;

namespace LienY.Network;

/// <summary>How papers shorten names of organisations, as a table of folded words; and what a name tells about its kind.</summary>
static class Abbreviations
{
    /// <summary>Folded words (one to three) and what they stand for; longer entries win.</summary>
    static readonly FrozenDictionary<string, string> Table = new Dictionary<string, string>
    {
        ["byt"] = "bo y te",
        ["syt"] = "so y te",
        ["sotc"] = "so tai chinh",
        ["ubnd"] = "uy ban nhan dan",
        ["hdnd"] = "hoi dong nhan dan",
        ["uy ban nd"] = "uy ban nhan dan",
        ["mttq"] = "mat tran to quoc",
        ["ubmttq"] = "uy ban mat tran to quoc",
        ["bhxh"] = "bao hiem xa hoi",
        ["bv"] = "benh vien",
        ["bvdk"] = "benh vien da khoa",
        ["bvdkkv"] = "benh vien da khoa khu vuc",
        ["bvsn"] = "benh vien san nhi",
        ["bvub"] = "benh vien ung buou",
        ["bvnd"] = "benh vien nhiet doi",
        ["bvdhyd"] = "benh vien dai hoc y duoc",
        ["dk"] = "da khoa",
        ["dkkv"] = "da khoa khu vuc",
        ["kv"] = "khu vuc",
        ["tt"] = "trung tam",
        ["ttyt"] = "trung tam y te",
        ["ttytkv"] = "trung tam y te khu vuc",
        ["tyt"] = "tram y te",
        ["pk"] = "phong kham",
        ["pkdk"] = "phong kham da khoa",
        ["pkdkkv"] = "phong kham da khoa khu vuc",
        ["cdc"] = "trung tam kiem soat benh tat",
        ["ttksbt"] = "trung tam kiem soat benh tat",
        ["ksbt"] = "kiem soat benh tat",
        ["atvstp"] = "an toan ve sinh thuc pham",
        ["vsattp"] = "an toan ve sinh thuc pham",
        ["an vstp"] = "an toan ve sinh thuc pham",
        ["ve sinh an toan thuc pham"] = "an toan ve sinh thuc pham",
        ["attp"] = "an toan thuc pham",
        ["vstp"] = "ve sinh thuc pham",
        ["ytcc"] = "y te cong cong",
        ["ytdp"] = "y te du phong",
        ["yhct"] = "y hoc co truyen",
        ["yhdt"] = "y hoc dan toc",
        ["phcn"] = "phuc hoi chuc nang",
        ["tw"] = "trung uong",
        ["tu"] = "trung uong",
        ["tphcm"] = "thanh pho ho chi minh",
        ["tp hcm"] = "thanh pho ho chi minh",
        ["hcm"] = "ho chi minh",
        ["hcmc"] = "thanh pho ho chi minh",
        ["sai gon"] = "ho chi minh",
        ["tp"] = "thanh pho",
        ["tx"] = "thi xa",
        ["hn"] = "ha noi",
        ["dh"] = "dai hoc",
        ["dhy"] = "dai hoc y",
        ["dhyd"] = "dai hoc y duoc",
        ["cd"] = "cao dang",
        ["cdyt"] = "cao dang y te",
        ["cc"] = "chi cuc",
        ["ccds"] = "chi cuc dan so",
        ["khhgd"] = "ke hoach hoa gia dinh",
        ["dskhhgd"] = "dan so ke hoach hoa gia dinh",
        ["khtc"] = "ke hoach tai chinh",
        ["kh tc"] = "ke hoach tai chinh",
        ["tchc"] = "to chuc hanh chinh",
        ["tc hc"] = "to chuc hanh chinh",
        ["nvy"] = "nghiep vu y",
        ["nvd"] = "nghiep vu duoc",
        ["khth"] = "ke hoach tong hop",
        ["kh th"] = "ke hoach tong hop",
        ["cntt"] = "cong nghe thong tin",
        ["vp"] = "van phong",
        ["hscc"] = "hoi suc cap cuu",
        ["cdha"] = "chan doan hinh anh",
        ["tmh"] = "tai mui hong",
        ["rhm"] = "rang ham mat",
        ["sxh"] = "sot xuat huyet",
        ["khcn"] = "khoa hoc va cong nghe",
        ["gddt"] = "giao duc va dao tao",
    }.ToFrozenDictionary();

    static readonly string[] Shortened =
    [
        "Bệnh viện Đa khoa khu vực|BVĐKKV", "Bệnh viện Đa khoa|BVĐK", "Bệnh viện|BV", "Trung tâm Y tế|TTYT", "Trạm Y tế|TYT", "Sở Y tế|SYT", "Bộ Y tế|BYT",
        "Ủy ban nhân dân|UBND", "Uỷ ban nhân dân|UBND", "Trung tâm Kiểm soát bệnh tật|CDC", "An toàn vệ sinh thực phẩm|ATVSTP", "Y học cổ truyền|YHCT",
        "Phục hồi chức năng|PHCN", "Trung ương|TW", "Thành phố Hồ Chí Minh|TP. HCM", "Y tế công cộng|YTCC", "Kế hoạch - Tài chính|KH-TC",
    ];

    /// <summary>The words of a name, folded, without punctuation, abbreviations written out.</summary>
    public static List<string> Expand(string name)
    {
        var raw = Split(Fold.Of(name));
        var words = new List<string>(raw.Count + 8);
        for (var i = 0; i < raw.Count;)
        {
            var taken = 0;
            for (var length = Math.Min(5, raw.Count - i); length > 0 && taken == 0; length--)
            {
                if (!Table.TryGetValue(length == 1 ? raw[i] : string.Join(' ', raw.Skip(i).Take(length)), out var full)) continue;
                words.AddRange(full.Split(' '));
                taken = length;
            }
            if (taken == 0) words.Add(raw[i]);
            i += Math.Max(1, taken);
        }
        return words;
    }

    /// <summary>Folded text cut at everything that is neither letter nor digit.</summary>
    public static List<string> Split(string folded)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= folded.Length; i++)
        {
            if (i < folded.Length && char.IsLetterOrDigit(folded[i]))
            {
                if (start < 0) start = i;
            }
            else if (start >= 0)
            {
                words.Add(folded[start..i]);
                start = -1;
            }
        }
        return words;
    }

    /// <summary>The short name people would write ("BV Nhi TW").</summary>
    public static string Shorten(string name) => Shortened.Select(s => s.Split('|'))
        .Aggregate(name, (text, pair) => text.Replace(pair[0], pair[1], StringComparison.OrdinalIgnoreCase));
}
