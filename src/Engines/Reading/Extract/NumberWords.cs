namespace LienY.Reading;

/// <summary>Numbers in Vietnamese words: "năm tỷ sáu trăm bảy mươi lăm triệu đồng", "mười hai phẩy năm tỷ", "hai triệu rưỡi".</summary>
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

    static readonly Dictionary<string, decimal> Scales = new(StringComparer.Ordinal)
    {
        ["nghìn"] = 1000m,
        ["ngàn"] = 1000m,
        ["vạn"] = 10_000m,
        ["triệu"] = 1_000_000m,
        ["tỷ"] = 1_000_000_000m,
        ["tỉ"] = 1_000_000_000m,
    };

    /// <summary>The number the words state, or null when they are not one whole number word by word.</summary>
    public static decimal? Read(string words)
    {
        var all = Vietnamese.Words(Vietnamese.Lower(words));
        var end = Array.FindIndex(all, w => w is "đồng" or "vnđ");
        if (end >= 0 && !all[end..].All(w => w is "đồng" or "vnđ" or "chẵn" or "việt" or "nam")) return null;
        var tokens = (end >= 0 ? all[..end] : all).Where(w => w is not ("chẵn" or "và")).ToList();
        return tokens.Count is 0 or > 60 ? null : new Speech(tokens).Whole();
    }

    // Groups of up to three digits, each with its scale; "tỷ" counts everything before it, the others go downwards.
    sealed class Speech(List<string> words)
    {
        int at;

        string Here => at < words.Count ? words[at] : "";
        string Next => at + 1 < words.Count ? words[at + 1] : "";

        public decimal? Whole()
        {
            decimal done = 0, part = 0, lowest = decimal.MaxValue;
            while (at < words.Count)
            {
                var from = at;
                var group = Group();
                if (Here == "phẩy")
                {
                    if (group is null || Decimals() is not { } decimals) return null;
                    group += decimals;
                }
                decimal scale = 1;
                if (Scales.TryGetValue(Here, out var found))
                {
                    scale = found;
                    group ??= from == 0 || part > 0 && scale == 1_000_000_000m || part is > 0 and < 1_000_000m && scale == 1_000_000m ? part > 0 ? 0 : 1 : null;
                    at++;
                }
                if (group is not { } value) return null;
                if (scale == 1_000_000_000m)
                {
                    if (done > 0) return null;
                    done = (part + value) * scale;
                    (part, lowest) = (0, decimal.MaxValue);
                }
                else if (scale == 1_000_000m && part is > 0 and < 1_000_000m && lowest == 1000m)
                {
                    // "một nghìn hai trăm triệu"
                    part = (part + value) * scale;
                    lowest = scale;
                }
                else
                {
                    if (scale >= lowest) return null;
                    part += value * scale;
                    lowest = scale;
                }
                if (Here is "rưỡi" or "rưởi")
                {
                    at++;
                    if (scale == 1_000_000_000m) done += scale / 2;
                    else part += scale == 1 ? 0.5m : scale / 2;
                    lowest = 1;
                }
                if (done > 1_000_000_000_000_000_000m) return null;
            }
            return done + part;
        }

        // 0 to 999; null where no digit stands here.
        decimal? Group()
        {
            if (Here is "linh" or "lẻ" && Digits.TryGetValue(Next, out var alone) && at > 0)
            {
                at += 2;
                return alone;
            }
            if (Here == "nửa")
            {
                at++;
                return 0.5m;
            }
            decimal? value = null;
            var bare = Here == "trăm";
            if (bare || Next == "trăm" && Digits.ContainsKey(Here))
            {
                value = (bare ? 1 : Digits[Here]) * 100;
                at += bare ? 1 : 2;
                if (Here is "linh" or "lẻ" && Digits.TryGetValue(Next, out var unit))
                {
                    at += 2;
                    return value + unit;
                }
                if (Here is "rưỡi" or "rưởi")
                {
                    at++;
                    return value + 50;
                }
            }
            var tens = Tens();
            // "một trăm hai" is twenty to some and two to others.
            if (value is not null && tens is > 0 and < 10) return null;
            return value is null ? tens : value + (tens ?? 0);
        }

        decimal? Tens()
        {
            if (Here == "mười")
            {
                at++;
                return 10 + (Unit() ?? 0);
            }
            if (Next is "mươi" or "chục" && Digits.TryGetValue(Here, out var many))
            {
                at += 2;
                return many * 10 + (Unit() ?? 0);
            }
            if (!Digits.TryGetValue(Here, out var digit)) return null;
            at++;
            // "hai lăm", "bốn mốt": the tens are spoken without "mươi".
            if (digit > 1 && Here is "mốt" or "lăm" or "nhăm" or "tư") return digit * 10 + Unit()!.Value;
            return digit;
        }

        int? Unit()
        {
            if (!Digits.TryGetValue(Here, out var digit) || digit == 0 || Next is "trăm" or "mươi" or "chục") return null;
            at++;
            return digit;
        }

        decimal? Decimals()
        {
            at++;
            var from = at;
            decimal value = 0, place = 0.1m;
            while (Digits.TryGetValue(Here, out var digit) && Next is not ("mươi" or "trăm"))
            {
                value += digit * place;
                place /= 10;
                at++;
            }
            if (at > from) return value;
            return Tens() is { } tens ? tens / 100 : null;
        }
    }
}
