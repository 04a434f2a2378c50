namespace LienY.Reading;

/// <summary>Numbers in Vietnamese words: "năm tỷ sáu trăm bảy mươi lăm triệu đồng".</summary>
static class NumberWords
{
    static readonly Dictionary<string, int> Digits = new(StringComparer.Ordinal)
    {
        ["không"] = 0,
        ["một"] = 1,
        ["mốt"] = 1,
        ["hai"] = 2,
        ["ba"] = 3,
        ["bốn"] = 4,
        ["tư"] = 4,
        ["năm"] = 5,
        ["lăm"] = 5,
        ["nhăm"] = 5,
        ["sáu"] = 6,
        ["bảy"] = 7,
        ["bẩy"] = 7,
        ["tám"] = 8,
        ["chín"] = 9,
    };

    /// <summary>The number the words state, or null when a word is none of a number.</summary>
    public static long? Read(string words)
    {
        long total = 0, group = 0, digit = -1;
        var any = false;
        foreach (var word in Vietnamese.Words(Vietnamese.Lower(words)))
        {
            switch (word)
            {
                case "đồng" or "chẵn" or "việt" or "nam" or "lẻ" or "linh" or "và": break;
                case "trăm": group += Math.Max(1, digit) * 100; digit = -1; break;
                case "mươi": group += Math.Max(1, digit) * 10; digit = -1; break;
                case "mười": group += 10; digit = -1; break;
                case "nghìn" or "ngàn": total += Take(ref group, ref digit) * 1000; break;
                case "triệu": total += Take(ref group, ref digit) * 1_000_000; break;
                case "tỷ" or "tỉ": total = (total + Take(ref group, ref digit)) * 1_000_000_000; break;
                default:
                    if (!Digits.TryGetValue(word, out var value)) return any ? null : null;
                    if (digit >= 0) group += digit;
                    digit = value;
                    any = true;
                    continue;
            }
            any = true;
            if (total > long.MaxValue / 2_000_000_000 && word is "tỷ" or "tỉ") return total;
        }
        return any ? total + Take(ref group, ref digit) : null;
    }

    static long Take(ref long group, ref long digit)
    {
        var value = group + Math.Max(0, digit);
        group = 0;
        digit = -1;
        return value;
    }
}
