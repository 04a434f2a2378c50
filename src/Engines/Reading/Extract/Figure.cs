using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>A figure in running text with its unit; Start and End cover number and unit, NumberEnd the number and a sign such as %.</summary>
sealed record Figure(int Start, int NumberEnd, int End, decimal Value, decimal? High, string? Unit, bool IsRate, string? Fraction, decimal? Baseline)
{
    /// <summary>What is done, where it stands between the noun and its denominator: "hội chẩn từ xa" of "02 buổi hội chẩn từ xa/tháng".</summary>
    public string? What { get; init; }

    /// <summary>The words between a baseline and the figure, ending in those that compare.</summary>
    public string Rise { get; init; } = "";
}

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
        "quyển", "cuốn", "video", "phim", "kỳ", "suất", "liều", "cơ", "xe", "bàn", "viên", "vụ", "sáng", "bệnh", "kíp", "ekip", "êkíp", "đoàn", "hội", "phích", "hộp", "thùng", "chai", "lọ", "lít", "kg", "pano", "vòng", "km", "cây",
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
            if (char.IsLetter(text[i]) && (i == 0 || text[i - 1] is ' ' or '(') && !masked[i] && depth == 0 && (Spoken.Share(text, i) ?? Worded(text, i, masked)) is { } worded)
            {
                found.Add(worded);
                i = Math.Max(i, worded.NumberEnd - 1);
                continue;
            }
            if (!char.IsAsciiDigit(text[i]) || masked[i] || (i > 0 && (char.IsAsciiDigit(text[i - 1]) || masked[i - 1] && char.IsAsciiDigit(text[i - 1])))) continue;
            // "0,5" that is no figure as a whole leaves no "5" behind.
            if (i > 1 && text[i - 1] is ',' or '.' && char.IsAsciiDigit(text[i - 2])) continue;
            if (At(text, i, masked) is not { } figure) continue;
            if (depth == 0 || !OnlyDetail(text, i)) found.Add(figure);
            i = Math.Max(i, figure.End - 1);
        }
        return found;
    }

    // "ít nhất một lần", "tổ chức hai lớp": a number in a word counts only where something is surely counted.
    static Figure? Worded(string text, int at, bool[] masked)
    {
        var m = WordedNumber().Match(text, at);
        if (!m.Success || m.Index != at || NumberWords.Read(m.Groups[1].Value) is not { } value || !CountsBefore().IsMatch(Vietnamese.Lower(text[Math.Max(0, at - 30)..at]))) return null;
        var end = m.Groups[1].Index + m.Groups[1].Length;
        var (words, phraseEnd) = Phrase(text, end, 6, masked);
        if (words.Length == 0 || !OneSyllable.Contains(Vietnamese.Lower(words.Split(' ', '/')[0])) && !Countable().IsMatch(words)) return null;
        return Counted(at, end, phraseEnd, value, null, words, null);
    }

    static Figure Counted(int at, int end, int phraseEnd, decimal value, decimal? high, string words, decimal? baseline)
    {
        var slash = words.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return new(at, end, end, value, high, Head(words), false, null, baseline);
        var head = Head(words[..slash]);
        var per = words[slash..];
        return PerTime().IsMatch(per) && head.Length < slash
            ? new(at, end, phraseEnd, value, high, head + per, true, null, baseline) { What = words[head.Length..slash].Trim() }
            : new(at, end, phraseEnd, value, high, words, true, null, baseline);
    }

    // A figure in parentheses explains another one.
    static bool OnlyDetail(string text, int at) => text.LastIndexOf('(', at) > 0;

    static Figure? At(string text, int at, bool[] masked)
    {
        if (Spoken.Every(text, at) is { } every) return every;
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
            // "2/3 số huyện" is a share, not two out of three.
            if (whole is > 1 and <= 10 && value < whole && ShareOf().IsMatch(text[(f.Groups[2].Index + f.Groups[2].Length)..]) && f.Groups[1].Length == 1)
                return new(at, f.Groups[2].Index + f.Groups[2].Length, f.Groups[2].Index + f.Groups[2].Length, Math.Round(value * 100 / whole, 2), null, "%", true, $"{f.Groups[1].Value}/{f.Groups[2].Value}", null);
            if (whole > 1 && value <= whole)
            {
                var after = f.Groups[2].Index + f.Groups[2].Length;
                var (unit, unitEnd) = Phrase(text, after, 2, masked);
                return unit.Length == 0 ? null : new(at, after, unitEnd, value, null, Head(unit), false, $"{f.Groups[1].Value}/{f.Groups[2].Value}", null);
            }
        }
        decimal? high = null, baseline = null;
        var rise = "";
        if (Range().Match(text, at) is { Success: true } range && range.Index == at && !masked[range.Groups[2].Index] && Vietnamese.Number(range.Groups[2].Value) is { } second)
        {
            if (second > value) high = second;
            if (high is not null) end = range.Groups[2].Index + range.Groups[2].Length;
        }
        else if (FromTo().Match(text, at) is { Success: true } move && move.Index == at && Vietnamese.Number(move.Groups[3].Value) is { } target)
        {
            baseline = value;
            value = target;
            rise = move.Groups[3].Index > 0 ? BoundOnly().Match(text[at..move.Groups[3].Index]).Value : "";
            end = move.Groups[3].Index + move.Groups[3].Length;
        }
        if (Rate().Match(text, end) is { Success: true } rate && rate.Index == end)
        {
            var sign = Vietnamese.Fold(rate.Groups[1].Value);
            var unit = sign switch
            {
                "%" or "％" or "phan tram" or "o/o" => "%",
                "‰" or "%0" or "%o" or "phan nghin" or "0/00" or "o/oo" or "0/oo" => "‰",
                _ => "điểm phần trăm",
            };
            var per = PerYear().Match(text, rate.Index + rate.Length);
            var stop = per.Success && per.Index == rate.Index + rate.Length ? per.Index + per.Length : rate.Index + rate.Length;
            return new(at, stop, stop, value, high, stop > rate.Index + rate.Length ? unit + "/năm" : unit, true, null, baseline) { Rise = rise };
        }
        // "02 (hai) lớp": the number again in words.
        if (Again().Match(text, end) is { Success: true } again && again.Index == end && NumberWords.Read(again.Groups[1].Value) is not null) end = again.Index + again.Length;
        var (words, phraseEnd) = Phrase(text, end, 6, masked);
        // "Tuổi thọ bình quân: 75,2;" has no unit; whether it is a target is told from its name.
        if (words.Length == 0) return EndsThere().Match(text, end) is { Success: true } stop && stop.Index == end && baseline is null && !(value is >= 1900 and <= 2100 && value % 1 == 0) && (at == 0 || text[at - 1] is ' ' or ':' or '≥' or '≤' or '<' or '>') ? new(at, end, end, value, high, null, true, null, null) : null;
        if (!char.IsLetter(words[0])) return null;
        return Counted(at, end, phraseEnd, value, high, words, baseline) with { Rise = rise };
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
            else if (Stops.Contains(Vietnamese.Lower(word)) && !Joint().IsMatch(text[m.Index..Math.Min(text.Length, m.Index + 14)]) || (char.IsDigit(word[0]) && !(slash && after == 0)))
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
        if (words.Length > 2 && Three().IsMatch(Vietnamese.Lower(phrase))) return string.Join(' ', words.Take(3));
        if (OneSyllable.Contains(first) && !(TwoAfter.Contains(first) && Compound().IsMatch(Vietnamese.Lower(words[0] + " " + words[1])))) return words[0];
        return words[0] + " " + words[1];
    }

    [GeneratedRegex(@"((?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?:\s(?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín|mươi))*)\s+(?=\p{L})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WordedNumber();

    [GeneratedRegex(@"(?:ít nhất|tối thiểu|không dưới|không quá|tối đa|tổ chức|mở|cử|thành lập|xây dựng|được|bố trí)\s+(?:được\s+|có\s+)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CountsBefore();

    [GeneratedRegex(@"^(?:câu lạc bộ|(?:kỹ thuật|cộng tác|tuyên truyền|tình nguyện|điều dưỡng|báo cáo) viên|trang thiết bị)(?!\p{L})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Three();

    [GeneratedRegex(@"\s?/\s?năm(?!\p{L})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PerYear();

    [GeneratedRegex(@"^(?:chiến dịch|câu lạc bộ|hội nghị|hội thảo|kỹ thuật|bác sĩ|bác sỹ|điều dưỡng|chuyên gia|cán bộ|mô hình|học viên|trung tâm|chuyên đề|nhân viên)(?!\p{L})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Countable();

    [GeneratedRegex(@"(?:trên|dưới|ít nhất|tối thiểu)\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BoundOnly();

    [GeneratedRegex(@"^\s*(?:tổng\s+)?số\s", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ShareOf();

    [GeneratedRegex(@"\s*\(\s*(\p{L}+(?:\s\p{L}+){0,6})\s*\)(?=\s+\p{L})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Again();

    [GeneratedRegex(@"\s*(?:$|[.;,)](?!\d)|\(|trở lên|trở xuống|(?:vào|trong|đến)\s+(?:cuối\s+|hết\s+)?năm)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EndsThere();

    // "từ xa", "tại chỗ", "theo dõi", "so sánh" are one word each.
    [GeneratedRegex(@"^(?:từ (?:xa|vựng|thiện)|tại (?:chỗ|nhà)|theo dõi|so sánh|có thai|sau đại học|sau sinh|trước sinh|cho con bú|hàng hóa|đã ký)(?!\p{L})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Joint();

    [GeneratedRegex(@"^/\s*(?:\d+\s*)?(?:tuần|tháng|năm|quý|ngày)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PerTime();

    [GeneratedRegex(@"(\d+(?:[.,]\d+)*)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"(\d+(?:\.\d{3})*(?:,\d+)?)\s?/\s?(\d+(?:\.\d{3})*)(?![\d/])(?:\s*(?:\([^()%\d]{0,20}(\d+(?:,\d+)?)\s*%\s*\)|,?\s*đạt(?: tỷ lệ)?\s+(\d+(?:,\d+)?)\s*%))?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Fraction();

    [GeneratedRegex(@"(\d+(?:[.,]\d+)*)\s*(?:%|‰)?\s*(?:[-–—]|đến|tới)\s*(?:dưới\s+)?(\d+(?:[.,]\d+)*)(?![\d/])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Range();

    [GeneratedRegex(@"(\d+(?:[.,]\d+)*)\s*(%|‰|\p{Ll}+(?:\s\p{Ll}+)?)?\s*(?:\(?(?:trong )?(?:năm )?\d{4}\)?\s*)?(?:lên|xuống|xuống còn|lên đến|lên tới|giảm xuống|tăng lên|còn)\s+(?:trên |dưới |ít nhất |tối thiểu )?(\d+(?:[.,]\d+)*)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FromTo();

    [GeneratedRegex(@"\s*(điểm\s*(?:phần trăm|%)|%0(?!\d)|%o(?!\w)|0/00|[oO0]/[oO][oO]|[oO]/[oO]|%|％|‰|phần trăm|phần nghìn)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
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
