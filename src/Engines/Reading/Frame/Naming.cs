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
            if (there.Any(char.IsLower)) return there;
            at = corpus.IndexOf(caps, at + 1, StringComparison.OrdinalIgnoreCase);
        }
        var words = Vietnamese.Squeeze(caps).Split(' ');
        var proper = false;
        for (var i = 0; i < words.Length; i++)
        {
            var folded = Vietnamese.Fold(words[i]);
            if (words[i] is "UBND" or "HĐND" or "TTYT" or "BV" or "BVĐK" or "TP." or "TP" or "BHXH") { proper = words[i].StartsWith("TP", StringComparison.Ordinal); continue; }
            if (i > 0 && folded is "tinh" or "huyen" or "xa" or "quan" or "phuong")
            {
                words[i] = i == 0 ? Vietnamese.Capital(Vietnamese.Lower(words[i])) : Vietnamese.Lower(words[i]);
                proper = true;
                continue;
            }
            var small = Vietnamese.Lower(words[i]);
            var begins = i == 0 || proper || folded is "y" or "nhi" or "san" or "lao" or "phoi" or "trung" && i > 0 && i + 1 < words.Length && Vietnamese.Fold(words[i + 1]) == "uong"
                || folded == "da" && i + 1 < words.Length && Vietnamese.Fold(words[i + 1]) == "khoa";
            words[i] = begins ? Vietnamese.Capital(small) : small;
            if (folded == "pho" && i > 0 && Vietnamese.Fold(words[i - 1]) == "thanh")
            {
                words[i - 1] = i == 1 ? "Thành" : "thành";
                words[i] = "phố";
                proper = true;
            }
        }
        return string.Join(' ', words);
    }

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
