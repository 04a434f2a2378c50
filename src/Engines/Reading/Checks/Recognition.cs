using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Likely recognition errors: confusable words of the trade, and phrases that differ from another place only in their marks.</summary>
static partial class Recognition
{
    // Pairs a reader of scans confuses: what stands there, what is meant.
    static readonly (string Seen, string Meant)[] Pairs =
    [
        ("sân phẩm", "sản phẩm"), ("chuyên giao", "chuyển giao"), ("chuyên đổi", "chuyển đổi"), ("chuyên tuyến", "chuyển tuyến"), ("ủy ban nhân tỉnh", "Ủy ban nhân dân tỉnh"),
        ("ủy ban nhân huyện", "Ủy ban nhân dân huyện"), ("khó khẩn", "khó khăn"), ("bệnh viện đa tỉnh", "Bệnh viện Đa khoa tỉnh"), ("công ttđt", "Cổng TTĐT"),
        ("công thông tin điện tử", "Cổng thông tin điện tử"), ("công dịch vụ công", "Cổng dịch vụ công"), ("kế hoặch", "kế hoạch"), ("kề hoạch", "kế hoạch"), ("kê hoạch", "kế hoạch"),
        ("sớ y tế", "Sở Y tế"), ("sở y tê", "Sở Y tế"), ("bênh viện", "bệnh viện"), ("bệnh viên", "bệnh viện"), ("trung tầm", "trung tâm"), ("trang thiết bi", "trang thiết bị"),
        ("điêu trị", "điều trị"), ("điều tri", "điều trị"), ("phôi hợp", "phối hợp"), ("phổi hợp", "phối hợp"), ("kinh phi", "kinh phí"), ("thưc hiện", "thực hiện"), ("thực hiên", "thực hiện"),
        ("đảo tạo", "đào tạo"), ("đao tạo", "đào tạo"), ("hôi chẩn", "hội chẩn"), ("hội chân", "hội chẩn"), ("phẩu thuật", "phẫu thuật"), ("phâu thuật", "phẫu thuật"), ("cấp cửu", "cấp cứu"),
        ("tỷ lê", "tỷ lệ"), ("tỳ lệ", "tỷ lệ"), ("chi tiêu số", "chỉ tiêu số"), ("ủy ban nhân dần", "Ủy ban nhân dân"), ("giám độc", "giám đốc"), ("chù trì", "chủ trì"), ("chú trì", "chủ trì"),
        ("báo cảo", "báo cáo"), ("tồng kết", "tổng kết"), ("tông kết", "tổng kết"), ("tồ chức", "tổ chức"), ("tô chức", "tổ chức"), ("mục tiểu", "mục tiêu"), ("phản hồi, giải quyết", "phân phối, giải quyết"),
        ("của của", "của"), ("các các", "các"), ("và và", "và"),
    ];

    public static void Run(IReadOnlyList<Line> lines, Harvest harvest)
    {
        foreach (var line in lines)
        {
            if (line.Text.Length == 0) continue;
            var lower = Vietnamese.Lower(line.Text);
            foreach (var (seen, meant) in Pairs)
            {
                var at = lower.IndexOf(seen, StringComparison.Ordinal);
                if (at < 0 || (at > 0 && char.IsLetter(lower[at - 1])) || (at + seen.Length < lower.Length && char.IsLetter(lower[at + seen.Length]))) continue;
                Doubt(line, line.Text.Substring(at, seen.Length), meant, harvest);
            }
            if (Permille().Match(line.Text) is { Success: true } m) Doubt(line, m.Value, "‰", harvest);
            if (line.Text.Contains('\uFFFD', StringComparison.Ordinal)) Doubt(line, "\uFFFD", "một chữ bị mất", harvest);
        }
        Broken(lines, harvest);
        Echoes(lines, harvest);
    }

    // A pair may be parted by a line or page end.
    static void Broken(IReadOnlyList<Line> lines, Harvest harvest)
    {
        Line? previous = null;
        foreach (var line in lines)
        {
            if (line.Text.Length == 0 || line.Cells is not null) continue;
            if (previous is not null)
            {
                var tail = previous.Text.Length > 30 ? previous.Text[^30..] : previous.Text;
                var both = Vietnamese.Lower(tail + " " + (line.Text.Length > 30 ? line.Text[..30] : line.Text));
                foreach (var (seen, meant) in Pairs)
                {
                    var at = both.IndexOf(seen, StringComparison.Ordinal);
                    if (at < 0 || at >= tail.Length || at + seen.Length <= tail.Length || at > 0 && char.IsLetter(both[at - 1]) || at + seen.Length < both.Length && char.IsLetter(both[at + seen.Length])) continue;
                    harvest.Warn("recognition-doubt", $"“{seen}” có thể là lỗi nhận dạng của “{meant}”.", new(previous.Number, line.Number));
                }
            }
            previous = line;
        }
    }

    static void Doubt(Line line, string seen, string meant, Harvest harvest) =>
        harvest.Warn("recognition-doubt", $"“{seen}” có thể là lỗi nhận dạng của “{meant}”.", new(line.Number, line.Number));

    // Five words alike but for their marks in two places: one of the two is likely misread.
    static void Echoes(IReadOnlyList<Line> lines, Harvest harvest)
    {
        const int Length = 5;
        var first = new Dictionary<string, (string Words, int Line)>(StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var words = WordMark().Matches(Vietnamese.Lower(line.Text).Normalize()).Select(m => m.Value).ToList();
            for (var i = 0; i + Length <= words.Count; i++)
            {
                var phrase = string.Join(' ', words.GetRange(i, Length));
                var key = Vietnamese.Fold(phrase);
                if (!first.TryGetValue(key, out var other))
                {
                    first[key] = (phrase, line.Number);
                    continue;
                }
                if (other.Words == phrase || Spelling(other.Words) == Spelling(phrase)) continue;
                var pair = string.Join('|', phrase.Split(' ').Zip(other.Words.Split(' ')).Where(p => p.First != p.Second).Select(p => p.First + "~" + p.Second));
                if (told.Add($"{line.Number} {other.Line}") && told.Add(pair))
                    harvest.Warn("recognition-doubt", $"“{phrase}” và “{other.Words}” (dòng {other.Line}) chỉ khác dấu; một trong hai chỗ có thể bị nhận dạng sai.", new(line.Number, line.Number), new LineSpan(other.Line, other.Line));
            }
        }
    }

    // "hóa" and "hoá", "tỷ" and "tỉ" are two spellings of one word.
    static string Spelling(string text) => string.Join(' ', text.Split(' ').Select(w => new string([.. w.Normalize(System.Text.NormalizationForm.FormD).Order()])).Select(w => w.Replace('y', 'i')));

    [GeneratedRegex(@"\d\s?%[0oO](?!\w)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Permille();

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WordMark();
}
