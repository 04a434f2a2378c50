using System.Globalization;

namespace LienY.Formulas;

/// <summary>
/// A unit of measurement: words with exponents and a power of ten. A number in it × 10^<see cref="Power"/> is a number in the bare words:
/// "ca/100.000 dân" is ca¹ người⁻¹ with power -5, "%" is no word with power -2, "tỷ đồng" is đồng¹ with power 9.
/// </summary>
sealed record Unit(int Power, IReadOnlyList<UnitWord> Words)
{
    static readonly (string Word, int Power)[] Scales = [("tỷ", 9), ("tỉ", 9), ("triệu", 6), ("nghìn", 3), ("ngàn", 3), ("vạn", 4), ("chục", 1), ("trăm", 2)];

    /// <summary>A share of like in like.</summary>
    public static readonly Unit Share = new(0, []);

    /// <summary>True where it counts nothing by name: %, ‰, a ratio.</summary>
    public bool IsBare => Words.Count == 0;

    /// <summary>True for one thing per another: a share between two counts may be declared as %.</summary>
    public bool IsOnePerAnother => Words.Count == 2 && Words.Any(w => w.Exponent == 1) && Words.Any(w => w.Exponent == -1);

    /// <summary>The unit of a text; null where the text names none.</summary>
    public static Unit? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 200) return null;
        var parts = text.Replace(" trên ", "/", StringComparison.Ordinal).Split('/').Select(p => p.Trim()).ToList();
        if (parts.Any(p => p.Length == 0)) return null;
        var unit = Part(parts[0]);
        foreach (var below in parts.Skip(1)) unit = unit.Over(Part(below));
        return unit;
    }

    /// <summary>Things between × signs, each with a scale before it: "100.000 dân", "tỷ đồng", "% trẻ".</summary>
    static Unit Part(string text)
    {
        var unit = Share;
        foreach (var factor in text.Split('×', '*'))
            unit = unit.Times(Factor(string.Join(' ', factor.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        return unit;
    }

    static Unit Factor(string text)
    {
        if (text.StartsWith('%') || text.StartsWith("điểm phần trăm", StringComparison.OrdinalIgnoreCase)) return new(-2, []);
        if (text.StartsWith('‰')) return new(-3, []);
        var power = 0;
        var rest = text;
        for (; ; )
        {
            var word = rest.Split(' ', 2);
            var tail = word.Length > 1 ? word[1] : "";
            if (TenTo(word[0]) is { } digits) power += digits;
            else if (tail.Length > 0 && Scales.FirstOrDefault(s => s.Word.Equals(word[0], StringComparison.OrdinalIgnoreCase)) is { Word: not null } scale) power += scale.Power;
            else break;
            rest = tail;
            // "100 000" is one number in two groups.
            while (rest.StartsWith("000", StringComparison.Ordinal) && (rest.Length == 3 || rest[3] == ' '))
            {
                power += 3;
                rest = rest[Math.Min(4, rest.Length)..];
            }
            if (rest.Length == 0) break;
        }
        var named = UnitWord.Of(rest);
        return new(Math.Clamp(power, -99, 99), named is null ? [] : [named]);
    }

    /// <summary>n where the digits are 10^n: 1, 100, 100.000; null for any other text.</summary>
    static int? TenTo(string text)
    {
        var digits = text.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        return digits.Length is > 0 and < 30 && digits[0] == '1' && digits.AsSpan(1).TrimStart('0').IsEmpty && char.IsAsciiDigit(text[^1]) ? digits.Length - 1 : null;
    }

    public Unit Times(Unit other) => new(Math.Clamp(Power + other.Power, -99, 99), Joined(other.Words, 1));

    public Unit Over(Unit other) => new(Math.Clamp(Power - other.Power, -99, 99), Joined(other.Words, -1));

    /// <summary>The unit of a number 10^<paramref name="by"/> times as large.</summary>
    public Unit Scaled(int by) => this with { Power = Math.Clamp(Power - by, -99, 99) };

    public bool IsSame(Unit other) => Power == other.Power && HasWordsOf(other);

    public bool HasWordsOf(Unit other) => Words.Select(w => (w.Meaning, w.Exponent)).Order().SequenceEqual(other.Words.Select(w => (w.Meaning, w.Exponent)).Order());

    UnitWord[] Joined(IReadOnlyList<UnitWord> others, int sign) =>
        [.. Words.Concat(others.Select(o => o with { Exponent = sign * o.Exponent })).GroupBy(w => w.Meaning)
            .Select(g => g.First() with { Exponent = Math.Clamp(g.Sum(w => w.Exponent), -9, 9) }).Where(w => w.Exponent != 0)];

    /// <summary>The unit as people write it; reads back as the same unit.</summary>
    public override string ToString()
    {
        if (IsBare && Power is -2 or -3 or 0) return Power == -2 ? "%" : Power == -3 ? "‰" : "lần";
        var above = Side(Words.Where(w => w.Exponent > 0), Power > 0 ? Power : 0, named: true);
        var below = Side(Words.Where(w => w.Exponent < 0), Power < 0 ? -Power : 0, named: false);
        return below.Length == 0 ? above.Length == 0 ? "1" : above : (above.Length == 0 ? "1" : above) + "/" + below;
    }

    static string Side(IEnumerable<UnitWord> words, int power, bool named)
    {
        var name = string.Join(" × ", words.SelectMany(w => Enumerable.Repeat(w.Shown, Math.Abs(w.Exponent))));
        var scale = power == 0 ? "" : named && name.Length > 0 && Scales.FirstOrDefault(s => s.Power == power && power % 3 == 0) is { Word: not null } known ? known.Word
            : decimal.Parse("1" + new string('0', Math.Min(power, 28)), CultureInfo.InvariantCulture).ToString("#,##0", CultureInfo.GetCultureInfo("vi-VN"));
        return (scale + " " + name).Trim();
    }
}

/// <summary>A word of a unit with its exponent; words of one meaning (dân, người) are the same unit.</summary>
sealed record UnitWord(string Shown, string Meaning, int Exponent)
{
    static readonly Dictionary<string, string> Meanings = new()
    {
        ["dân"] = "người",
        ["người dân"] = "người",
        ["nhân khẩu"] = "người",
        ["dân số"] = "người",
        ["vnđ"] = "đồng",
        ["vnd"] = "đồng",
        ["giường bệnh"] = "giường",
        ["bác sĩ"] = "bác sỹ",
    };

    static readonly string[] Nothing = ["", "lần", "tỷ số", "tỷ lệ", "hệ số"];

    /// <summary>The word of a text; null where it only says "times" or nothing.</summary>
    public static UnitWord? Of(string text)
    {
        var word = text.ToLowerInvariant();
        return Nothing.Contains(word) ? null : new(text, Meanings.GetValueOrDefault(word, word), 1);
    }
}
