using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Marks the figures of a text that are no targets: days, numbers of documents, articles, money, ages, codes, telephone numbers.</summary>
static partial class Masks
{
    public static bool[] Of(string text)
    {
        var masked = new bool[text.Length];
        var lower = Vietnamese.Lower(text);
        foreach (var pattern in (Regex[])[Days(), Months(), Years(), Numbered(), LegalPlace(), Ages(), Lapses(), Hours(), Emergency(), Comparison()])
            foreach (Match m in pattern.Matches(lower)) Fill(masked, m.Index, m.Length);
        foreach (Match m in Symbols().Matches(text)) Fill(masked, m.Index, m.Length);
        foreach (Match m in Codes().Matches(text)) Fill(masked, m.Index, m.Length);
        foreach (var (start, end, _, _) in Money.In(text)) Fill(masked, start, end - start);
        return masked;
    }

    static void Fill(bool[] masked, int start, int length) => Array.Fill(masked, true, start, Math.Min(length, masked.Length - start));

    [GeneratedRegex(@"\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{4}|ngày\s*,?\s*\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{4}|ngày\s*,?\s*[\d…_]{1,2}(?:\s*[/\-–]\s*\d{1,2})*(?!\d|\s*(?:công|điều trị|giường))(?:\s*tháng\s*\d{1,2})?|\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}|(?<![\d/.,])\d{1,2}\s?/\s?(?:19|20)\d\d(?![\d/])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Days();

    [GeneratedRegex(@"quý\s+[ivx]+\s*/\s*\d{4}|(?<!(?:mỗi|hằng|hàng)\s)(?:tháng|quý|tuần thứ|lần thứ|thứ)\s+\d{1,2}(?:\s*(?:[-–,/]|và|đến)\s*(?:tháng\s*|quý\s*)?\d{1,4})*|\d{1,2}\s+tháng\s+(?:đầu|cuối)(?:\s+năm)?|(?:\d{1,2}\s+tháng,?\s+(?:(?:và\s+)?(?:\d\s+)?(?:năm|h[àằ]ng năm|tháng)))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Months();

    [GeneratedRegex(@"(?<![\d.,/])(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d(?!\d)|(?:năm(?:\s+học)?|đến|từ|trước|sau|trong|giai đoạn|cuối|hết)\s+(?:19|20)\d\d(?![\d%‰]|[.,]\d|\s*(?:%|‰|người|lượt|ca|trẻ|hộ|trường hợp|học viên|bệnh nhân))|(?<![\d.,/])(?:19|20)\d\d(?=\s*(?:[).,;:/\-–]|$))(?![.,]\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Years();

    [GeneratedRegex(@"(?<!\p{L})số\s*:?\s*\d[\d.]*(?:[/\-–][\p{L}\d\-–/]+)?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"(?<!\p{L})(?:điều|khoản|điểm|chương|mục|phụ lục|mẫu|thông tư|nghị định|quyết định|nghị quyết|chỉ thị|kết luận|công văn|đề án|dự án|tiểu dự án|hợp phần|biểu|bảng|bước|câu|nhóm|loại|hạng|cấp độ|(?<=\p{L}\s)(?<!(?:cung|phát|phân|nâng)\s)cấp|mức độ|tuyến|type|típ|khối|vòng|mũi|phiên bản|tầng|vùng|khu|đường|phố|ngõ|quốc lộ|km|tổ dân phố|thế hệ|công nghiệp|quân y|bệnh viện|bv|trang|bài học|khóa|tập|kỳ|đợt)\s+(?:số\s*)?\d+(?:[.,]\d+)*(?!\s*(?:%|‰))(?:\s*(?:và|,|[-–])\s*\d+(?!\s*(?:%|‰|\p{L})))*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LegalPlace();

    [GeneratedRegex(@"(?<!(?:đạt|bình quân|thọ|lên)\s(?:trên\s|dưới\s|khoảng\s|ít nhất\s|tối thiểu\s)?)(?<!\d)(?:(?:từ|dưới|trên|đủ|đến|sau|trước|≥|<|>|≤)\s*)?(?<!\d)\d{1,3}\s*(?:(?:[-–]|đến(?:\s+dưới)?|–)\s*\d{1,3}\s*)?(?:tháng\s+tuổi|tuổi|tuần\s+tuổi|tuần\s+thai)(?:\s*(?:trở lên|trở xuống))?|(?:trẻ|thai|em|bé)\s+(?:em\s+)?(?:từ\s+|dưới\s+|trên\s+)?\d{1,2}\s*(?:[-–]\s*\d{1,2}\s*)?(?:tháng|tuần|ngày)(?!\p{L})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ages();

    [GeneratedRegex(@"(?:trong vòng|trong thời gian|vòng|sau|kéo dài|thời hạn|thời gian|trong|trước|cứ|mỗi)\s+(?:tối đa\s+|không quá\s+)?\d{1,3}\s*(?:[-–]\s*\d{1,3}\s*)?(?:giờ|ngày|tháng|tuần|năm|phút|giây)(?!\p{L})(?!\s*/)(?!\s+(?:một|0?1)\s+lần)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Lapses();

    [GeneratedRegex(@"(?<!\d)(?:24/24|24/7|7/7|24h)(?!\d)(?:\s*(?:giờ|h))?|(?<!\d)\d{1,2}(?:h|g|giờ)\d{0,2}(?!\p{L})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Hours();

    [GeneratedRegex(@"(?:cấp cứu|tổng đài|hotline|đường dây nóng|điện thoại|đt|zalo|fax|công thức|chuẩn|iso|hệ)\s*:?\s*[\d.\- ]*\d|(?<!\d)0\d{2,3}[. ]?\d{3}[. ]?\d{3,4}(?!\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Emergency();

    // What follows "so với" is a starting point, not the target; so is a result already reached.
    [GeneratedRegex(@"so với (?:cùng kỳ|năm|giai đoạn|mức)[^,;.]{0,60}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"\d{1,6}\s?(?:/\s?\d{4})?\s?[/\-–]\s?(?=[A-ZĐƯ]{2}|[A-ZĐƯ][\-–/])[A-ZĐƯ][A-Za-zĐđƯư\d\-–/&]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Symbols();

    [GeneratedRegex(@"(?<=[A-Za-zÀ-ỹĐđ])[-–]?\d[\d.]*|(?<![\d.,])\d+(?=[A-Za-zÀ-ỹĐđ])(?![oO]/[oO])\w*|(?<![\d.,])[1-9]\.0(?!\d)|[A-Z]+\d+[A-Z\d]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Codes();
}
