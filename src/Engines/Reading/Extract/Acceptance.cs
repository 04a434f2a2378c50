using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Tells a target from a fact: by zone, comparing words, verbs of intent, and what is counted.</summary>
static partial class Acceptance
{
    public static bool Accepts(Block block, Stated stated)
    {
        var figure = stated.Figure;
        var lead = Vietnamese.Lower(stated.Lead);
        var sentence = Vietnamese.Lower(stated.Sentence);
        var compared = stated.Comparator is not (Comparator.Equal or Comparator.None);
        var intent = compared || Intent().IsMatch(lead) || FutureYear().IsMatch(sentence);
        if (EachOne().IsMatch(lead) || !compared && figure.Unit is { } per && PerClass().IsMatch(per)) return false;
        if (MoneyWords().IsMatch(Vietnamese.Lower(stated.Name)) && !intent) return false;
        var measured = MeasuredLead().IsMatch(Vietnamese.Lower(stated.Name)) && (NamedLead().IsMatch(lead) || compared || EndsInMeasure().IsMatch(lead));
        if (figure.Unit is null) return measured && block.Zone is Zone.Goals;
        if (Past().IsMatch(sentence) && !FutureYear().IsMatch(sentence)) return false;
        if (figure.IsRate && figure.Unit is "%" or "‰" or "điểm phần trăm" or "%/năm" or "‰/năm" or "điểm phần trăm/năm")
        {
            if (Share().IsMatch(lead)) return false;
            return block.Zone is Zone.Goals || intent || StartsStatement(lead) || Passive().IsMatch(Vietnamese.Lower(stated.Tail)) && block.Zone is Zone.Content;
        }
        var unit = Vietnamese.Lower(stated.Unit ?? figure.Unit ?? "");
        var noun = unit.Split(' ')[0];
        if (figure.IsRate || unit.Contains('/', StringComparison.Ordinal)) return intent || block.Zone is Zone.Goals or Zone.Content || StartsStatement(lead);
        if (measured && block.Zone is Zone.Goals && !Fact().IsMatch(lead)) return true;
        if (TimeUnit().IsMatch(noun)) return compared && Duration().IsMatch(lead) || Shorten().IsMatch(lead);
        if (Abstract().IsMatch(unit) && !compared && !(unit == "trường hợp" && Cases().IsMatch(lead))) return false;
        if (block.Zone is Zone.Duties or Zone.Purpose or Zone.Reporting) return compared && figure.Value < 1_000_000;
        if (compared) return !Fact().IsMatch(lead);
        if (Fact().IsMatch(lead) && !FutureYear().IsMatch(sentence)) return false;
        return Action().IsMatch(sentence) || block.Zone is Zone.Goals && (intent || stated.HasTopic);
    }

    static bool StartsStatement(string lead) => lead.Trim(' ', ',', '-').Length == 0 || OnlyVerbs().IsMatch(lead);

    [GeneratedRegex(@"(?<!\p{L})(phấn đấu|đạt|còn|xuống|giảm|tăng|nâng|duy trì|đảm bảo|bảo đảm|hoàn thành|tối thiểu|ít nhất|không quá|trở lên|kiểm soát|khống chế|mục tiêu|chỉ tiêu|lên)(?!\p{L})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Intent();

    [GeneratedRegex(@"(?<!\p{L})(?:đến|vào|trong|hết|cuối)\s+(?:hết |cuối )?năm\s+20\d\d|phấn đấu|mỗi năm|hằng năm|hàng năm", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FutureYear();

    [GeneratedRegex(@"^(?:tỷ lệ|tỉ lệ|tỷ số|tỉ số|tỷ suất|tỉ suất|tổng|mức|bình quân|số|thời gian|công suất|tuổi thọ|chỉ số|tốc độ|quy mô|chiều cao|điểm|dân số)\s", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MeasuredLead();

    [GeneratedRegex(@":\s*$|(?<!\p{L})(?:đạt|là|đến|còn|lên|xuống|khoảng)(?:\s+(?:khoảng|mức|từ))?\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NamedLead();

    [GeneratedRegex(@"^\s*(?:tỷ lệ|tỷ số|tỷ suất|tổng tỷ suất|tuổi thọ|chỉ số|quy mô)\s[^,;]{3,80}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EndsInMeasure();

    [GeneratedRegex(@"(?<!\p{L})(đã (?:đạt|có|triển khai|tổ chức|thực hiện|đào tạo|hoàn thành|chuyển giao|tiếp nhận|khám)|hiện (?:nay|tại|có)|trong những năm qua|năm qua)(?!\p{L})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Past();

    [GeneratedRegex(@"(?:phát hiện|quản lý|điều trị|xét nghiệm|khám|phẫu thuật|sàng lọc|can thiệp|tư vấn)(?:\s\p{L}+){0,4}\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Cases();

    [GeneratedRegex(@"kinh phí|chi phí|lương|phụ cấp|ngân sách|học phí|vốn|tiền|(?<!đánh )giá ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MoneyWords();

    [GeneratedRegex(@"mỗi\s+(?:lớp|khóa|khoá|đợt|buổi|ca|tổ|kíp|đoàn)\s*(?:từ|khoảng|có|gồm)?\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EachOne();

    [GeneratedRegex(@"/(?:lớp|khóa|khoá|đợt|buổi)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PerClass();

    [GeneratedRegex(@"(?:hỗ trợ|chi trả|cấp|đóng góp|bố trí|hưởng|trích|đồng chi trả)\s*(?:tối đa|không quá)?\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Share();

    [GeneratedRegex(@"^\s*[^,;]{3,90}\s(?:được|có|đạt|thực hiện|sử dụng|tham gia|hoàn thành|biết|tiếp cận|triển khai)\s", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Passive();

    [GeneratedRegex(@"^(giờ|ngày|tháng|năm|tuần|phút|giây|quý|thế|tuổi)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TimeUnit();

    [GeneratedRegex(@"(?<!\p{L})(thời gian|tuổi thọ|đạt|số ngày|bình quân|đào tạo)(?!\p{L})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Duration();

    [GeneratedRegex(@"(?<!\p{L})(rút ngắn|giảm thời gian|thời gian[^.;]{0,60}(?:còn|xuống|dưới)|tuổi thọ)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shorten();

    [GeneratedRegex(@"^(nội dung|nhiệm vụ|giải pháp|nhóm|bước|lĩnh vực|mặt|bên|phần|cấp|tuyến|giai đoạn|hình thức|nguyên tắc|mục tiêu|chỉ tiêu|địa phương|trụ cột|con số|số|vấn đề|quan điểm|ngành|phương pháp|thành phần|tiêu chí|trường hợp|điều(?! dưỡng)|khoản|không|tại chỗ|sẵn sàng|đúng|rõ|chữ|cột|loại)(\s|$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Abstract();

    [GeneratedRegex(@"(?<!\p{L})(hiện có|hiện nay có|(?:hiện|hiện nay|hiện tại),? [^,.;]{0,40}có|toàn (?:tỉnh|huyện|ngành|viện|thành phố|thị xã) (?:hiện )?có|gồm|bao gồm|trong đó có|trong đó|tổng số|thuộc|của|với|là|gồm có|như|tổng cộng|địa bàn tỉnh có|có tổng)\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Fact();

    [GeneratedRegex(@"^\s*(?:[-+*]\s*)?(?:[^,.;:]{0,60}[,:]\s*)?(?:tiếp tục |chủ trì |phối hợp |mỗi năm |hàng năm |hằng năm |dự kiến |trong năm |phấn đấu |thí điểm |đẩy mạnh |hướng dẫn |hợp tác |[^,.;]{0,80}?)?(?:triển khai|tổ chức|thành lập|xây dựng|đào tạo|cử|tiếp nhận|chuyển giao|hỗ trợ|thực hiện|mở|thí điểm|hướng dẫn|cung cấp|trang bị|đầu tư|lắp đặt|khám|phẫu thuật|tập huấn|bố trí|sử dụng|phát triển|áp dụng|hoàn thành|ký kết|nhận|kết nối|sàng lọc|tư vấn|hội chẩn|cấp|bổ sung|tuyển dụng|tuyển|phát|xuất bản|giám sát|kiểm tra|đăng ký|nâng cấp|luân phiên|biên soạn|ban hành|nghiên cứu|tiêm|điều trị|vận động|truyền thông|phát sóng|đưa|lập|thiết lập|có|đạt|duy trì|mua sắm|sinh hoạt|can thiệp|xét nghiệm|chẩn đoán|in|thu hút|khánh thành|sản xuất|đăng|viết|trồng|phun|diễn tập|thẩm định|rà soát|trao đổi|tham gia|tham quan|học tập|sửa chữa|cải tạo|xây|quản lý|lấy|gửi|phân bổ|vận hành|ứng dụng|tặng|trao|tiến hành|chọn|chuẩn bị|công nhận|phát hiện|bồi dưỡng|hiến|vận chuyển|theo dõi)(?!\p{L})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Action();

    [GeneratedRegex(@"^[\s,]*(?:(?:và|đảm bảo|bảo đảm|phấn đấu|duy trì|áp dụng|đạt|có|hoàn thành|tiếp tục|thực hiện|triển khai|cho|tối thiểu|ít nhất|trên)\s*)+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OnlyVerbs();
}
