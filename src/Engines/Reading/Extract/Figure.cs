using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>A figure in running text with its unit; Start and End cover number and unit, NumberEnd the number and a sign such as %.</summary>
sealed record Figure(int Start, int NumberEnd, int End, decimal Value, decimal? High, string? Unit, bool IsRate, string? Fraction, decimal? Baseline);

/// <summary>Finds figures; the unit is any noun phrase after the number, with its denominator.</summary>
static partial class Figures
{
    static readonly HashSet<string> Stops =
    [
        "được", "có", "đạt", "tại", "ở", "trong", "của", "cho", "và", "với", "trên", "dưới", "vào", "đến", "từ", "để", "nhằm", "là", "thuộc", "do", "theo", "về",
        "mỗi", "hoặc", "tham", "so", "bị", "sẽ", "phải", "không", "đã", "trở", "hằng", "hàng", "nếu", "khi", "trước", "sau", "như", "cùng", "còn", "đang", "đủ", "này", "nói",
    ];
    static readonly HashSet<string> OneSyllable =
    [
        "huyện", "xã", "tỉnh", "người", "trẻ", "ca", "lớp", "giường", "trạm", "lượt", "lần", "buổi", "khóa", "khoá", "đợt", "cuộc", "bộ", "chiếc", "máy", "cặp", "bài", "tiết", "giờ",
        "tin", "tờ", "hộ", "nhà", "phòng", "khoa", "thôn", "bản", "phường", "ngày", "tháng", "năm", "tuần", "phút", "gói", "mẫu", "con", "điểm", "đơn", "số", "cụm", "tổ", "đội", "câu",
        "quyển", "cuốn", "video", "phim", "kỳ", "suất", "liều", "cơ", "xe", "bàn", "viên", "vụ", "sáng", "bệnh", "kíp", "đoàn", "hội", "bản",
    ];
    static readonly HashSet<string> TwoAfter = ["cơ", "sáng", "bệnh", "câu", "nhà", "bài", "hội", "phòng", "khoa", "đơn", "số", "điểm", "tổ", "bộ", "viên"];

    public static List<Figure> In(string text, bool[] masked)
    {
        var found = new List<Figure>();
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '(') depth++;
            else if (text[i] == ')') depth = Math.Max(0, depth - 1);
            if (!char.IsAsciiDigit(text[i]) || masked[i] || (i > 0 && (char.IsAsciiDigit(text[i - 1]) || masked[i - 1] && char.IsAsciiDigit(text[i - 1])))) continue;
            if (At(text, i, masked) is not { } figure) continue;
            if (depth == 0 || !OnlyDetail(text, i)) found.Add(figure);
            i = Math.Max(i, figure.End - 1);
        }
        return found;
    }

    // A figure in parentheses explains another one.
    static bool OnlyDetail(string text, int at)
    {
        var open = text.LastIndexOf('(', at);
        return open > 0 && !Vietnamese.Fold(text[open..at]).Contains("dat", StringComparison.Ordinal);
    }

    static Figure? At(string text, int at, bool[] masked)
    {
        var m = Number().Match(text, at);
        if (!m.Success || m.Index != at || Vietnamese.Number(m.Groups[1].Value) is not { } value) return null;
        var end = m.Groups[1].Index + m.Groups[1].Length;
        if (Fraction().Match(text, at) is { Success: true } f && f.Index == at && Vietnamese.Number(f.Groups[2].Value) is { } whole)
        {
            var round = whole is 100 or 1000 or 10000 or 100000 or 1000000;
            if (round)
            {
                var (unit, unitEnd) = Phrase(text, f.Groups[2].Index + f.Groups[2].Length, 4, masked);
                return new(at, end, unitEnd, value, null, "/" + f.Groups[2].Value + (unit.Length > 0 ? " " + unit : ""), true, null, null);
            }
            if (f.Groups[3].Success && Vietnamese.Number(f.Groups[3].Value) is { } share)
                return new(at, f.Index + f.Length, f.Index + f.Length, share, null, "%", true, $"{f.Groups[1].Value}/{f.Groups[2].Value}", null);
            if (whole > 1 && value <= whole)
            {
                var after = f.Groups[2].Index + f.Groups[2].Length;
                var (unit, unitEnd) = Phrase(text, after, 2, masked);
                return unit.Length == 0 ? null : new(at, after, unitEnd, value, null, Head(unit), false, $"{f.Groups[1].Value}/{f.Groups[2].Value}", null);
            }
        }
        decimal? high = null, baseline = null;
        if (Range().Match(text, at) is { Success: true } range && range.Index == at && !masked[range.Groups[2].Index] && Vietnamese.Number(range.Groups[2].Value) is { } second)
        {
            if (second > value) high = second;
            if (high is not null) end = range.Groups[2].Index + range.Groups[2].Length;
        }
        else if (FromTo().Match(text, at) is { Success: true } move && move.Index == at && Vietnamese.Number(move.Groups[3].Value) is { } target)
        {
            baseline = value;
            value = target;
            end = move.Groups[3].Index + move.Groups[3].Length;
        }
        if (Rate().Match(text, end) is { Success: true } rate && rate.Index == end)
        {
            var sign = Vietnamese.Fold(rate.Groups[1].Value);
            var unit = sign switch
            {
                "%" or "phan tram" => "%",
                "‰" or "%0" or "%o" or "phan nghin" or "0/00" => "‰",
                _ => "điểm phần trăm",
            };
            return new(at, rate.Index + rate.Length, rate.Index + rate.Length, value, high, unit, true, null, baseline);
        }
        var (words, phraseEnd) = Phrase(text, end, 6, masked);
        if (words.Length == 0 || !char.IsLetter(words[0])) return null;
        if (words.Contains('/', StringComparison.Ordinal)) return new(at, end, phraseEnd, value, high, words, true, null, baseline);
        var head = Head(words);
        return new(at, end, end, value, high, head, false, null, baseline);
    }

    // Words after a number up to a stop; a slash begins the denominator, which may hold a number of its own.
    static (string Words, int End) Phrase(string text, int from, int most, bool[] masked)
    {
        var words = new List<string>();
        var end = from;
        var slash = false;
        var after = 0;
        foreach (Match m in Word().Matches(text, from))
        {
            if (text[end..m.Index].Trim(' ').Length > 0 && !(text[end..m.Index].Trim() == "/" && words.Count > 0)) break;
            var isSlash = text[end..m.Index].Contains('/', StringComparison.Ordinal);
            var word = m.Value;
            if (isSlash)
            {
                slash = true;
                after = 0;
                words.Add("/");
            }
            else if (Stops.Contains(Vietnamese.Lower(word)) || (char.IsDigit(word[0]) && !(slash && after == 0)))
            {
                // "8 ca trên 100.000 dân": a round number after "trên" is the denominator.
                if (!slash && word == "trên" && Over().Match(text, m.Index) is { Success: true } over && over.Index == m.Index)
                    return (string.Join(' ', words) + "/" + over.Groups[1].Value, over.Index + over.Length);
                break;
            }
            if (!slash && words.Count >= most) break;
            if (slash && after >= 1 && TimeWord().IsMatch(words[^1]) && !isSlash) break;
            if (slash && after >= 4) break;
            words.Add(word);
            after++;
            end = m.Index + m.Length;
        }
        if (!slash) return (string.Join(' ', words), end);
        return (string.Join(' ', words).Replace(" / ", "/", StringComparison.Ordinal), end);
    }

    /// <summary>The head noun of a phrase: one syllable where that is a word, otherwise two.</summary>
    internal static string Head(string phrase)
    {
        var words = phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2) return phrase;
        var first = Vietnamese.Lower(words[0]);
        if (OneSyllable.Contains(first) && !(TwoAfter.Contains(first) && Compound().IsMatch(Vietnamese.Lower(words[0] + " " + words[1])))) return words[0];
        return words[0] + " " + words[1];
    }

    [GeneratedRegex(@"(\d+(?:[.,]\d+)*)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"(\d+(?:\.\d{3})*)\s?/\s?(\d+(?:\.\d{3})*)(?![\d/])(?:\s*(?:\([^()%\d]{0,20}(\d+(?:,\d+)?)\s*%\s*\)|,?\s*đạt(?: tỷ lệ)?\s+(\d+(?:,\d+)?)\s*%))?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Fraction();

    [GeneratedRegex(@"(\d+(?:[.,]\d+)*)\s*(?:%|‰)?\s*(?:[-–—]|đến|tới)\s*(?:dưới\s+)?(\d+(?:[.,]\d+)*)(?![\d/])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Range();

    [GeneratedRegex(@"(\d+(?:[.,]\d+)*)\s*(%|‰|\p{Ll}+(?:\s\p{Ll}+)?)?\s*(?:\((?:năm )?\d{4}\)\s*)?(?:lên|xuống|xuống còn|lên đến|lên tới|giảm xuống|tăng lên|còn)\s+(?:trên |dưới |ít nhất |tối thiểu )?(\d+(?:[.,]\d+)*)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FromTo();

    [GeneratedRegex(@"\s*(điểm\s*(?:phần trăm|%)|%0(?!\d)|%o(?!\w)|0/00|%|‰|phần trăm|phần nghìn)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Rate();

    [GeneratedRegex(@"[\p{L}\d][\p{L}\d.\-]*(?<![.\-])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^(tuần|tháng|năm|quý|ngày|người|lớp|xã|huyện|đơn|lần|ca|khoa|buổi|giờ)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TimeWord();

    [GeneratedRegex(@"trên\s+((?:100|1\.?000|10\.?000|100\.?000|vạn|một vạn)\s+(?:dân|trẻ đẻ sống|trẻ|người dân|người|ca đẻ sống|bà mẹ|phụ nữ|lượt))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Over();

    [GeneratedRegex(@"^(cơ sở|sáng kiến|bệnh (viện|nhân|án|phòng)|câu lạc|nhà (vệ|tiêu|thuốc|hộ|trường)|bài (báo|viết|giảng)|hội (thảo|nghị|chẩn|đồng)|phòng (khám|xét)|khoa học|đơn vị|số (liệu|lượng)|điểm (trường|tiêm|cầu|tư)|tổ (chức|công)|bộ (phận|máy)|viên chức)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Compound();
}
