using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Who issued a document, in ordinary letters: from the letterhead, else the body, the annex line or the closing sentence.</summary>
static partial class Naming
{
    public static string? Issuer(Letterhead head, IReadOnlyList<Block> blocks, IReadOnlyList<Annex> annexes, string corpus)
    {
        if (head.Issuer is not null)
        {
            var name = Cased(head.Issuer, corpus);
            return Complete(name) ? name : WithPlace(name, head.Parent is null ? null : Cased(head.Parent, corpus), head.Place);
        }
        var candidates = new List<string>();
        foreach (var block in blocks.Where(b => b.Rows is null && b.Zone is Zone.Front).Take(12))
            if (Builds().Match(block.Text) is { Success: true } m) candidates.Add(m.Groups[1].Value.Trim());
        foreach (var annex in annexes)
            if (annex.Attached is not null && OfOrgan().Match(annex.Attached) is { Success: true } m) candidates.Add(m.Groups[1].Value.Trim());
        foreach (var block in blocks.Where(b => b.Folded.StartsWith("tren day la", StringComparison.Ordinal)))
            if (Closing().Match(block.Text) is { Success: true } m) candidates.Add(m.Groups[1].Value.Trim());
        var whole = candidates.Find(c => Complete(c));
        if (whole is not null) return whole;
        return candidates.Count == 0 ? null : WithPlace(candidates[^1], null, head.Place);
    }

    static bool Complete(string name) => !Vague().IsMatch(Vietnamese.Fold(name)) && name.Count(char.IsUpper) >= 2 && Proper(name);

    // A name is whole when something particular follows the generic words.
    static bool Proper(string name) => !Generic().IsMatch(Vietnamese.Fold(name));

    static string WithPlace(string name, string? parent, string? place)
    {
        var where = place is null ? null : place.Trim();
        var folded = Vietnamese.Fold(name);
        if (where is null && parent is not null && Territory().Match(parent) is { Success: true } t) where = t.Value;
        if (parent is not null && Territory().Match(parent) is { Success: true } full && Generic().IsMatch(folded) && !Vague().IsMatch(folded)) return name + " " + full.Value;
        if (where is null) return name;
        return Vague().IsMatch(folded) ? name + " " + where : name;
    }

    /// <summary>A name in capitals as the body of the text writes it, else by rule.</summary>
    public static string Cased(string caps, string corpus)
    {
        var at = corpus.IndexOf(caps, StringComparison.OrdinalIgnoreCase);
        while (at >= 0)
        {
            var there = corpus.Substring(at, caps.Length);
            if (there.Any(char.IsLower) && char.IsUpper(there[0]) && (at == 0 || !char.IsLetter(corpus[at - 1]))) return there;
            at = corpus.IndexOf(caps, at + 1, StringComparison.OrdinalIgnoreCase);
        }
        var words = Vietnamese.Squeeze(caps).Split(' ');
        var proper = false;
        for (var i = 0; i < words.Length; i++)
        {
            var folded = Vietnamese.Fold(words[i]);
            if (Short.Contains(words[i])) continue;
            var small = Vietnamese.Lower(words[i]);
            var territory = folded is "tinh" or "huyen" or "xa" or "quan" or "phuong" or "thanh" or "pho" or "thi";
            if (i > 0 && territory && !(proper && folded is "thanh" or "thi"))
            {
                words[i] = small;
                proper = true;
                continue;
            }
            proper |= !Common.Contains(folded);
            words[i] = i == 0 || proper || folded is "y" or "nhi" or "san" or "lao" or "phoi" || Pair(words, i, "trung", "uong") || Pair(words, i, "da", "khoa") ? Vietnamese.Capital(small) : small;
        }
        return string.Join(' ', words);
    }

    static bool Pair(string[] words, int at, string first, string second) =>
        at > 0 && Vietnamese.Fold(words[at]) == first && at + 1 < words.Length && Vietnamese.Fold(words[at + 1]) == second;

    static readonly HashSet<string> Short = ["ATTP", "HIV/AIDS", "HIV", "AIDS", "SXH", "UBND", "HĐND", "TTYT", "BV", "BVĐK", "TP.", "TP", "BHXH", "CDC"];

    // Words that name kinds of organs, never places.
    static readonly HashSet<string> Common =
    [
        "so", "y", "te", "benh", "vien", "da", "khoa", "trung", "tam", "uy", "ban", "nhan", "dan", "tinh", "huyen", "thanh", "pho", "kiem", "soat", "tat", "chi", "cuc", "ke", "hoach", "hoa", "gia",
        "dinh", "toan", "ve", "sinh", "thuc", "pham", "phong", "kham", "chua", "truong", "dai", "hoc", "cao", "dang", "bo", "vu", "hoi", "dong", "khu", "vuc", "thi", "xa", "quan", "phuong", "va",
        "giao", "duc", "dao", "tao", "tai", "chinh", "uong", "nhi", "san", "lao", "phoi", "mat", "rang", "ham", "dieu", "duong", "phuc", "hoi", "chuc", "nang", "co", "truyen", "nhiet", "doi", "tuyen", "chi", "dao", "lien", "nganh", "cong", "tac", "an", "cham", "soc", "suc", "khoe", "bao",
    ];

    [GeneratedRegex(@"(?:^|[.,;:]\s+)(\p{Lu}[^.,;:]{3,90}?)\s+(?:xây dựng|ban hành|lập|đề ra)\s+(?:và ban hành\s+)?[Kk]ế hoạch", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Builds();

    [GeneratedRegex(@"\bcủa\s+((?:UBND|Ủy ban|Uỷ ban|Sở|Bộ|Bệnh viện|BV|Trung tâm|TTYT|Chi cục|Viện|Trường|Ban)[^()]{0,80}?)\s*\)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OfOrgan();

    [GeneratedRegex(@"(?:của|do)\s+((?:UBND|Ủy ban|Uỷ ban|Sở|Bộ|Bệnh viện|BV|Trung tâm|TTYT|Chi cục|Viện|Trường)[^,.;]{0,80}?)(?=\s(?:về|năm|giai đoạn|triển khai|thực hiện)\b|[,.;])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Closing();

    [GeneratedRegex(@"\b(tinh|huyen|thanh pho|thi xa)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Vague();

    [GeneratedRegex(@"^(so y te|ubnd|uy ban nhan dan|so [a-z ]{3,30}|benh vien|benh vien da khoa|trung tam y te|chi cuc dan so( ?- ?ke hoach hoa gia dinh)?|trung tam kiem soat benh tat|phong y te|ban chi dao)( tinh| huyen| thanh pho)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Generic();

    [GeneratedRegex(@"\b(tỉnh|huyện|thành phố|thị xã|TP\.?)\s+\p{Lu}.*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Territory();
}
