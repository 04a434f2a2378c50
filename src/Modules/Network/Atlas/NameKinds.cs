namespace LienY.Network;

/// <summary>What a name tells about the kind of organisation that bears it.</summary>
static class NameKinds
{
    static readonly (string Start, string Kind)[] Starts =
    [
        ("phong kham", "centre"), ("benh vien", "hospital"), ("trung tam", "centre"), ("tram", "station"), ("diem tram", "station"), ("so", "department"),
        ("bo", "ministry"), ("uy ban", "committee"), ("hoi dong nhan dan", "committee"), ("chi cuc", "branch"), ("tong cuc", "department"), ("cuc", "department"),
        ("vien", "institute"), ("phan vien", "institute"), ("dai hoc", "school"), ("truong", "school"), ("hoc vien", "school"), ("cao dang", "school"),
        ("phong", "division"), ("khoa", "division"), ("van phong", "division"), ("ban", "division"), ("to", "division"), ("bo phan", "division"),
        ("cong ty", "company"), ("tap doan", "company"), ("doanh nghiep", "company"), ("ngan hang", "company"),
    ];

    static readonly string[] Plural = [" huyen thanh pho ", " huyen thi xa thanh pho ", " tinh thanh pho ", " tinh thanh ", " xa phuong ", " xa phuong thi tran ", " so nganh dia phuong "];

    static readonly string[] Tiers = ["tinh", "huyen", "xa", "tren", "duoi", "co so", "trung uong", "quan", "phuong", "khu vuc"];

    /// <summary>The kind that the name suggests; <c>partner</c> where it suggests none, <c>group</c> for a collective name.</summary>
    public static string Guess(string name)
    {
        var words = string.Join(' ', Abbreviations.Expand(name));
        if (IsCollective(words)) return "group";
        foreach (var (start, kind) in Starts)
            if (words == start || words.StartsWith(start + " ", StringComparison.Ordinal)) return kind;
        return "partner";
    }

    /// <summary>Means several organisations ("Các đơn vị liên quan", "BV tuyến tỉnh", "UBND các huyện, thành phố"); <paramref name="words"/> folded and expanded.</summary>
    public static bool IsCollective(string words)
    {
        var padded = " " + words + " ";
        if (padded.Contains(" cac ", StringComparison.Ordinal) || padded.Contains(" lien quan ", StringComparison.Ordinal)
            || padded.Contains(" nhung ", StringComparison.Ordinal) || padded.Contains(" toan bo ", StringComparison.Ordinal)
            || padded.Contains(" moi don vi ", StringComparison.Ordinal) || padded.Contains(" tung don vi ", StringComparison.Ordinal)
            || padded.Contains(" so nganh ", StringComparison.Ordinal) || padded.Contains(" ban nganh ", StringComparison.Ordinal)
            || Plural.Any(p => padded.EndsWith(p, StringComparison.Ordinal)) || padded.StartsWith(" benh vien tai thanh pho ", StringComparison.Ordinal)
            || padded.StartsWith(" benh vien tai tinh ", StringComparison.Ordinal)
            || padded.StartsWith(" don vi ", StringComparison.Ordinal) || padded.StartsWith(" dia phuong ", StringComparison.Ordinal)) return true;
        return Tiers.Any(t => padded.EndsWith($" tuyen {t} ", StringComparison.Ordinal)) || padded.Contains(" truc thuoc so ", StringComparison.Ordinal);
    }
}
