using System.Globalization;
using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Reports and reviews owed: who, to whom, how often, by when.</summary>
static partial class Obligations
{
    public static void Read(ReadDocument document, Harvest harvest)
    {
        foreach (var block in document.Body.Where(b => b.Rows is null && b.Zone is Zone.Duties or Zone.Content or Zone.Reporting or Zone.Other or Zone.Front or Zone.Budget))
        {
            if (block.Text.Length == 0 || block.Zone == Zone.Front || block.IsHeading && block.Marker is not null) continue;
            var duty = harvest.Duties.FirstOrDefault(d => d.Document == document.Id && d.Lines.First <= block.Lines.First && d.Lines.Last >= block.Lines.Last);
            foreach (var (start, end) in Sentences.Of(block.Text))
            {
                var clause = block.Text[start..end];
                var lower = Vietnamese.Lower(clause);
                var trigger = Trigger().Match(lower);
                if (!trigger.Success || Cited().IsMatch(lower)) continue;
                var cadence = Cadence(lower);
                var (due, days) = Due(clause);
                if (cadence.Count == 0 && due is null) continue;
                harvest.Obligations.Add(new(Harvest.Id("R", harvest.Obligations.Count), From(block.Text[..(start + trigger.Index)], duty?.Unit), To(clause, lower), cadence, due, days,
                    document.Id, block.Path, clause.Trim(), block.Span(start, end)));
            }
        }
    }

    static List<string> Cadence(string lower)
    {
        var found = new List<string>();
        void Take(Regex pattern, string name)
        {
            if (pattern.IsMatch(lower)) found.Add(name);
        }
        Take(Weekly(), "tuần");
        Take(Monthly(), "tháng");
        Take(Quarterly(), "quý");
        Take(HalfYearly(), "6 tháng");
        Take(NineMonths(), "9 tháng");
        Take(Yearly(), "năm");
        Take(Sudden(), "đột xuất");
        Take(MidTerm(), "giữa kỳ");
        Take(EndTerm(), "cuối kỳ");
        Take(Interim(), "sơ kết");
        Take(Final(), "tổng kết");
        if (found.Count == 0 || found.TrueForAll(f => f == "đột xuất")) Take(Periodic(), "định kỳ");
        return found;
    }

    // Who is told to report owes the report; who gathers and passes it on is the unit itself.
    static string? From(string before, string? unit)
    {
        var lower = Vietnamese.Lower(before);
        var m = Ordered().Match(lower);
        return m.Success && !Gathers().IsMatch(lower) ? Vietnamese.Capital(before.Substring(m.Groups[1].Index, m.Groups[1].Length).Trim()) : unit;
    }

    static string? To(string clause, string lower)
    {
        var at = lower.IndexOf("báo cáo", StringComparison.Ordinal);
        if (at < 0) return null;
        var m = Receiver().Match(clause, at);
        return m.Success ? InParentheses().Replace(m.Groups[1].Value, "").Trim().TrimEnd(',', ' ') : null;
    }

    static (string? Due, IReadOnlyList<string> Days) Due(string clause)
    {
        var m = DueMark().Match(clause);
        if (!m.Success) return (null, []);
        var days = new List<string>();
        foreach (Match d in DayMonth().Matches(m.Value))
        {
            var (day, month) = (DayText.Int(d.Groups[1].Value), DayText.Int(d.Groups[2].Value));
            if (DayText.Day(2024, month, day) is { } real) days.Add(real.ToString("MM-dd", CultureInfo.InvariantCulture));
        }
        return (m.Value.Trim(), days);
    }

    [GeneratedRegex(@"(?<!\p{L})(?:báo cáo(?! viên)|sơ kết|tổng kết|đánh giá (?:giữa kỳ|định kỳ|cuối kỳ|hàng năm|hằng năm|mức độ)|định kỳ[^;.]{0,40}(?:đo lường|đánh giá|công bố|kiểm tra|giám sát|tổng hợp))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Trigger();

    [GeneratedRegex(@"theo báo cáo số|căn cứ báo cáo", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Cited();

    [GeneratedRegex(@"h[àằ]ng tuần|mỗi tuần|báo cáo tuần", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Weekly();

    [GeneratedRegex(@"h[àằ]ng tháng|(?<!\d )(?:báo cáo|định kỳ|tuần,) tháng", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Monthly();

    [GeneratedRegex(@"(?:h[àằ]ng|mỗi|theo|định kỳ|báo cáo) quý|(?<!\p{L})quý(?=,| và)|, quý(?!\s+[ivx\d]+/)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Quarterly();

    [GeneratedRegex(@"(?<!\d)(?:0?6|sáu) tháng(?! tuổi)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HalfYearly();

    [GeneratedRegex(@"(?<!\d)(?:0?9|chín) tháng(?! tuổi)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NineMonths();

    [GeneratedRegex(@"(?:h[àằ]ng|mỗi|cả|cuối|định kỳ) năm(?!\s*20)|(?:và|,|0?1|một)\s+năm(?!\s*\d)|tháng và năm|tháng, năm|báo cáo năm", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Yearly();

    [GeneratedRegex(@"đột xuất", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Sudden();

    [GeneratedRegex(@"giữa kỳ|giữa nhiệm kỳ|giữa giai đoạn", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MidTerm();

    [GeneratedRegex(@"cuối kỳ|kết thúc (?:kế hoạch|giai đoạn)|cuối giai đoạn", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EndTerm();

    [GeneratedRegex(@"sơ kết", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Interim();

    [GeneratedRegex(@"tổng kết", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Final();

    [GeneratedRegex(@"định kỳ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Periodic();

    [GeneratedRegex(@"(?:chỉ đạo|yêu cầu|đề nghị|đôn đốc|hướng dẫn)\s+((?:các\s+)?(?:sở|cơ sở|đơn vị|bệnh viện|trung tâm|phòng|ubnd|khoa|địa phương|thủ trưởng|trạm)[^.;:]{0,60}?)(?=\s+(?:chủ động|triển khai|xây dựng|tổ chức|thực hiện|nghiêm túc|báo cáo|định kỳ|gửi|có trách nhiệm|phối hợp|căn cứ|tổng hợp)|,\s)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ordered();

    [GeneratedRegex(@"tổng hợp[^,;.]{0,60}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Gathers();

    [GeneratedRegex(@"báo cáo\s+(?:kết quả\s+|tình hình\s+|tiến độ\s+)?(?:[^.;]{0,140}?(?<!\p{L})(?:về|gửi về|gửi|cho|lên|trình)\s+)?((?:UBND|Ủy ban|Uỷ ban|Sở|SYT|Bộ|Giám đốc|Ban|Thủ tướng|Chính phủ|HĐND|Tỉnh ủy|Thường trực|Cục|Vụ|Bệnh viện|Phòng|Trung tâm|Chi cục|Chủ tịch|Lãnh đạo|lãnh đạo|Bên [AB]|Trạm|Viện|Chính phủ|Đảng ủy|cấp)[^.;]*?)(?=\s+(?:để|biết|theo|trước|định kỳ|h[àằ]ng|vào|kết quả|tình hình|khi|chậm nhất|xem xét|những|các|nếu|về|và tham mưu|tổng hợp)(?!\p{L})|,(?!\s(?:UBND|Ban |Sở |Bộ |Cục |Viện |Bệnh viện |Tỉnh ủy|HĐND|Giám đốc |Thường trực ))|$)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Receiver();

    [GeneratedRegex(@"(?:trước|chậm nhất|vào|muộn nhất|xong trước)\s+(?:là\s+)?(?:vào\s+)?ngày\s+\d{1,2}(?:(?:/|\s+tháng\s+)\d{1,2}(?:/\d{4})?)?(?:[^.;\d]{0,40}(?:ngày\s+)?\d{1,2}/\d{1,2}(?:/\d{4})?){0,4}(?:\s+(?:h[àằ]ng năm|h[àằ]ng tháng|h[àằ]ng quý|của tháng[^,.;]{0,30}))?|ngày\s+\d{1,2}\s+(?:h[àằ]ng tháng|của tháng cuối quý)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex DueMark();

    [GeneratedRegex(@"\s*\((?:trước|chậm nhất|vào|định kỳ|hằng|hàng)[^()]*\)?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex InParentheses();

    [GeneratedRegex(@"(\d{1,2})(?:/|\s+tháng\s+)(\d{1,2})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DayMonth();
}
