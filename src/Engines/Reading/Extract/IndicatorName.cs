using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Names a target from the words around its figure.</summary>
static partial class IndicatorName
{
    public static (string Name, string? Change) Of(string lead, string tail, Figure figure, string? previous)
    {
        var subject = Subject(lead);
        var change = ChangeOf(lead, figure);
        var after = Tail(tail, change is not null);
        var frequency = !figure.IsRate ? false : figure.Unit is not null && PerTime().IsMatch(figure.Unit);
        string name;
        if (figure.IsRate && figure.Unit is "%" or "‰" or "điểm phần trăm" or "%/năm" or "‰/năm" or "điểm phần trăm/năm")
        {
            if (after.Length > 2 && ShareAt().Match(subject) is { Success: true } at && WordCount(subject) >= 4 && !Measures().IsMatch(subject)) name = Vietnamese.Capital(after) + " " + Lowered(StripVerbs(subject[..at.Index], lead));
            else if (subject.Length > 0 && previous is not null && (Inherits(subject) || Echoes(previous, subject))) name = Inherit(previous, subject);
            else if (subject.Length > 0 && WordCount(subject) >= 2) name = Joined(subject, after);
            else if (after.Length > 2 && !OnlyPreposition().IsMatch(after)) name = after;
            else name = previous ?? (subject.Length > 0 ? subject : after);
        }
        else if (figure.Unit is null) name = Inherits(subject) && previous is not null ? Inherit(previous, subject) : subject;
        else if (figure.What is { Length: > 0 } what) name = Measures().IsMatch(subject) ? subject : Vietnamese.Capital(Events().IsMatch(figure.Unit) ? what : figure.Unit[..figure.Unit.IndexOf('/', StringComparison.Ordinal)] + " " + what) + (after.Length > 0 ? " " + after : "");
        else if (figure.IsRate)
        {
            if (subject.Length > 0 && Inherits(subject) && previous is not null) name = Inherit(previous, subject);
            else if (subject.Length > 0 && (WordCount(subject) >= 2 || frequency)) name = EndsInVerb().IsMatch(subject) ? subject + " " + (figure.Unit ?? "")[..Math.Max(0, (figure.Unit ?? "").IndexOf('/', StringComparison.Ordinal))] : frequency ? Joined(subject, after) : subject;
            else name = figure.Unit!.StartsWith('/') ? previous ?? figure.Unit : Vietnamese.Capital(figure.Unit.Replace("/", " trên ", StringComparison.Ordinal));
        }
        else if (Place().Match(subject) is { Success: true } place && WordCount(subject) >= 3)
        {
            // "… tại 3 huyện": the units counted, then what is done there.
            name = Vietnamese.Capital(after) + (place.Value.Trim() == "cho" ? " được " : " ") + Lowered(StripVerbs(subject[..place.Index], lead));
        }
        else if (subject.Length > 0 && previous is not null && Inherits(subject) && Measures().IsMatch(previous)) name = Inherit(previous, subject);
        else if (WordCount(subject) >= 2 && Physical().IsMatch(figure.Unit)) name = subject;
        else if (WordCount(subject) >= 2 && WordCount(after) == 2 && Passive().IsMatch(subject) && Vietnamese.Lower(after).StartsWith(Vietnamese.Lower(figure.Unit) + " ", StringComparison.Ordinal)) name = after + " được " + Lowered(subject);
        else if (WordCount(subject) >= 2 && Vietnamese.Lower(after) == Vietnamese.Lower(figure.Unit)) name = Measures().IsMatch(subject) ? subject : Vietnamese.Capital(after) + (Passive().IsMatch(subject) ? " được " : " ") + Lowered(subject);
        else if (subject.Length > 0 && Measures().IsMatch(subject)) name = PerEach().IsMatch(subject) ? subject + " " + after : subject;
        else if (after.Length > 0 && (WordCount(subject) <= 4 || WordCount(after) >= 4)) name = after;
        else name = subject.Length > 0 ? Joined(subject, after, true) : after;
        if (name.Length == 0) name = previous ?? lead.Trim();
        name = Vietnamese.Capital(Neat(name));
        if (change is not null && !ChangeSaid().IsMatch(name)) name = (change == "increase" ? "Mức tăng " : "Mức giảm ") + Lowered(name);
        if (Each(lead) is { } each && !name.Contains(each, StringComparison.OrdinalIgnoreCase)) name += $" ({each})";
        return (name, change);
    }

    /// <summary>"mỗi bệnh viện" where a sentence says that every unit has to reach the figure by itself.</summary>
    public static string? Each(string text) => EachMark().Match(text) is { Success: true } m ? Vietnamese.Lower(m.Groups[1].Value[..1]) + m.Groups[1].Value[1..] : null;

    /// <summary>The words of a lead that name something: connectives, periods, verbs of intent and comparing words off.</summary>
    public static string Subject(string lead)
    {
        var s = lead[..ComparatorWords.Cut(lead)];
        s = PeriodWords().Replace(s, " ");
        s = Vietnamese.Squeeze(s).Trim(' ', ',', ':', ';', '-');
        if (EachMark().Match(s) is { Success: true } each && each.Index == 0 && WordCount(s[each.Length..]) >= 1) s = s[each.Length..].Trim();
        for (var i = 0; i < 6; i++)
        {
            var cut = Opening().Match(s);
            if (!cut.Success || cut.Length == 0) break;
            s = s[cut.Length..].TrimStart(' ', ',', ':');
        }
        s = s[..ComparatorWords.Cut(s)].Trim(' ', ',', ':', ';');
        if (Adverbial().Match(s + ",") is { Success: true } adverbial) s = adverbial.Length > s.Length ? "" : s[adverbial.Length..].Trim();
        // After a comma or colon that ends another statement only the last part speaks of the figure.
        var measure = MeasureStart().Match(s);
        if (measure.Success && measure.Index > 0) s = s[measure.Index..].Trim(' ', ',', ':');
        return s;
    }

    /// <summary>A name completed from the line above it that ends in a colon: "Tỷ lệ mắc các bệnh:" over "Bệnh sởi".</summary>
    public static string Under(string above, string name)
    {
        var stem = Subject(above.TrimEnd(':', ' '));
        if (!Measures().IsMatch(stem) || Measures().IsMatch(name) || WordCount(name) > 7) return name;
        if (Inherits(name)) return Vietnamese.Capital(Inherit(stem, name));
        var group = Several().Match(stem);
        return Vietnamese.Capital(group.Success ? stem[..group.Index] + " " + Lowered(name) : stem + " " + Lowered(name));
    }

    static string Tail(string tail, bool keepNumber)
    {
        var s = PeriodWords().Replace(tail, " ");
        s = Vietnamese.Squeeze(s);
        var cut = TailStop().Match(s);
        if (cut.Success) s = s[..cut.Index];
        var purpose = s.IndexOf(" để ", StringComparison.Ordinal);
        if (purpose > 0 && WordCount(s[..purpose]) >= 7) s = s[..purpose];
        s = Boilerplate().Replace(s, "");
        s = CitedTail().Replace(s, "$1");
        s = CitedEnd().Replace(s, "");
        s = keepNumber && s.TrimStart().StartsWith("số ", StringComparison.Ordinal) ? s.Trim() : Articles().Replace(s.Trim(), "");
        return WhenDone().Replace(s.Trim(' ', ',', ':', ';', '.'), "");
    }

    // "suy dinh dưỡng thể thấp còi …, thể nhẹ cân": a part that begins with a word of the measure before it.
    static bool Echoes(string previous, string subject) =>
        Measures().IsMatch(previous) && !Measures().IsMatch(subject) && WordCount(subject) <= 6
        && Vietnamese.Lower(previous).Contains(" " + Vietnamese.Lower(subject.Split(' ')[0]) + " ", StringComparison.Ordinal);

    static bool Inherits(string subject) => Qualifier().IsMatch(Vietnamese.Lower(subject));

    // "… dưới 5 tuổi" followed by "dưới 1 tuổi": the part after the same preposition is replaced.
    static string Inherit(string previous, string subject)
    {
        var word = subject.Split(' ')[0];
        var lower = Vietnamese.Lower(previous);
        var at = lower.LastIndexOf(" " + Vietnamese.Lower(word) + " ", StringComparison.Ordinal);
        if (at < 0 && Vietnamese.Lower(word) is "nữ" or "nam" && lower.LastIndexOf(Vietnamese.Lower(word) == "nữ" ? " nam" : " nữ", StringComparison.Ordinal) is > 0 and var sex) at = sex;
        if (at < 0) at = AgePart().Match(lower) is { Success: true } age && AgePart().IsMatch(" " + Vietnamese.Lower(subject)) ? age.Index : -1;
        return (at > 0 ? previous[..at] : previous) + " " + Lowered(subject);
    }

    static string Joined(string subject, string after, bool always = false) =>
        after.Length > 0 && (always || LinkingTail().IsMatch(Vietnamese.Lower(after))) ? subject + " " + after : subject;

    static string? ChangeOf(string lead, Figure figure)
    {
        if (figure.Baseline is not null) return null;
        var lower = Vietnamese.Lower(lead);
        var m = ChangeWords().Match(lower);
        if (!m.Success && !LevelWords().IsMatch(lower)) m = ChangeOpening().Match(lower);
        return !m.Success ? null : m.Groups[1].Value.StartsWith("tăng", StringComparison.Ordinal) ? "increase" : "decrease";
    }

    // Verbs of order go; the last one stays where a bare thing would be left ("triển khai bệnh án điện tử").
    static string StripVerbs(string text, string lead)
    {
        var s = text.Trim();
        var kept = "";
        for (var i = 0; i < 4; i++)
        {
            var cut = LeadVerb().Match(s);
            if (!cut.Success || WordCount(s[cut.Length..]) < 2) break;
            kept = cut.Value.Trim();
            s = s[cut.Length..];
        }
        if (kept.Length == 0 && OpeningVerb().Match(lead) is { Success: true } lost) kept = lost.Groups[1].Value;
        return kept.Length == 0 || Doing().IsMatch(s) ? s : Vietnamese.Lower(kept) + " " + Lowered(s);
    }

    static string Lowered(string text) => Vietnamese.Uncapital(text);

    static int WordCount(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    static string Neat(string name) => Vietnamese.Squeeze(name).Trim(' ', ',', ':', ';', '.', '-', '(');

    [GeneratedRegex(@"^(?:Mức |Tốc độ )?(?:tăng|giảm)\s|\s(?:tăng|giảm)(?:\s|$)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ChangeSaid();

    [GeneratedRegex(@"(?:^|[,;:]\s+)(?:(?:[Pp]hấn đấu|[Đđ]ảm bảo|[Bb]ảo đảm|[Hh]ằng năm|[Hh]àng năm|[Tt]riển khai)\s+)?((?:[Mm]ỗi|[Tt]ừng)\s+(?!năm|quý|tháng|tuần|ngày|lớp|lần|buổi|khóa|đợt|người)\p{L}+(?:\s\p{Ll}+){0,4}?)(?=\s+(?:tổ chức|có|đạt|thực hiện|triển khai|mở|cử|ít nhất|tối thiểu|phải|đảm bảo|bảo đảm|duy trì|xây dựng|thành lập|tiếp nhận|bố trí|được|chọn|sinh hoạt|đăng ký|phấn đấu|chuyển giao|hoàn thành|giám sát|kiểm tra|phát|xét nghiệm|khám)(?!\p{L})|,?\s*$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EachMark();

    [GeneratedRegex(@"(?<!\p{L})(còn|xuống|đến|lên|tới|dưới|trên|đạt|là|ở mức|về|không quá)(?:\s+(?:mức|khoảng))?\s*$|[≤≥<>:=]\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LevelWords();

    [GeneratedRegex(@"^\s*(?:(?:phấn đấu|mỗi năm|hằng năm|hàng năm|bình quân|đến năm \d{4},?|và|duy trì mức)\s+)*((?:tăng|giảm|hạ)(?: thêm)?)\s(?!cường|tải|nhẹ|nghèo|thiểu)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ChangeOpening();

    [GeneratedRegex(@"^\s*(?:[Pp]hấn đấu\s+)?(triển khai|thực hiện|áp dụng|hoàn thành)\s", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex OpeningVerb();

    [GeneratedRegex(@"^(?:thí điểm|tầm soát|khám|sàng lọc|xây dựng|đào tạo|chuyển giao|lắp đặt|tiêm|phun|điều trị|quản lý|giám sát|kiểm tra|truyền thông|tập huấn|can thiệp|triển khai|tổ chức|thực hiện|duy trì|thành lập|mở|cung cấp|hỗ trợ|nâng cấp|áp dụng|hoàn thành)\s", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Doing();

    [GeneratedRegex(@"\s(tổ chức|thực hiện|có|mở|tiến hành|triển khai|đạt|bố trí|phát|đăng|xây dựng)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EndsInVerb();

    [GeneratedRegex(@"^(?:Sau|Khi|Qua|Trong quá trình|Trên cơ sở|Từ khi)\s[^,:]{2,60},\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Adverbial();

    [GeneratedRegex(@"^(?:lần|buổi|ca|lượt|cuộc|đợt|giờ|phút|kỳ)/", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Events();

    [GeneratedRegex(@"^(?:đào tạo|tập huấn|khám|điều trị|chuyển giao|thành lập|lắp đặt|cấp|tiêm|sàng lọc|xét nghiệm|tư vấn|quản lý|bồi dưỡng|đầu tư|xây dựng|nâng cấp|sửa chữa)(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Passive();

    [GeneratedRegex(@"\s(?:tại|ở)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ShareAt();

    [GeneratedRegex(@"^(?:cm|mm|m|m2|m3|km|kg|g|mg|ml|lít|Mbps|Gbps|KW|kVA|phút|giây|℃|độ)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Physical();

    [GeneratedRegex(@"\s(?:các|những|một số)\s", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Several();

    [GeneratedRegex(@"^bình quân (mỗi|một)\s", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex PerEach();

    [GeneratedRegex(@"/\s*(\d+\s*)?(tuần|tháng|năm|quý|ngày)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PerTime();

    [GeneratedRegex(@"\s*,?\s*(?<!\p{L})(?:(?:tính |phấn đấu )?(?:vào|đến|trong|từ|kể từ|trước|hết|cuối)\s+)?(?:(?:hết|cuối)\s+)?(?:tháng\s+\d{1,2}\s*(?:đến|tới|[-–])\s*(?:hết\s+)?tháng\s+\d{1,2}(?:/|\s+năm\s+)(?:19|20)\d\d|năm\s+(?:19|20)\d\d|giai đoạn\s+(?:năm\s+)?(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d|(?:quý|tháng)\s+[\dIVX]+(?:/|\s+năm\s+)(?:19|20)\d\d|ngày\s+\d{1,2}(?:/|\s+tháng\s+)\d{1,2}(?:(?:/|\s+năm\s+)\d{4})?|(?<=đến\s)(?:19|20)\d\d)\s*[:,]?\s*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex PeriodWords();

    [GeneratedRegex(@"^(?:và|đồng thời|trong đó|riêng|cụ thể|phấn đấu|đảm bảo|bảo đảm|duy trì|tiếp tục|nâng cao|nâng|tăng cường sử dụng|tăng|giảm|hạ|đạt|có|áp dụng|hoàn thành|tối thiểu|ít nhất|khoảng|mỗi năm|h[àằ]ng năm|mỗi tháng|mỗi quý|mỗi tuần|hằng quý|hàng quý|hàng tháng|hằng tháng|h[àằ]ng tuần|đưa|kiểm soát|khống chế|giữ|giữ vững|giữ ổn định|mục tiêu|chỉ tiêu|toàn tỉnh|toàn ngành|đến)(?!\p{L})\s*[:,]?\s*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Opening();

    [GeneratedRegex(@"(?<=[,:]\s)(?:[Tt]ỷ lệ|[Tt]ỉ lệ|[Tt]ỷ số|[Tt]ỷ suất|[Tt]ổng tỷ suất|[Mm]ức sinh|[Ss]ố lượng)\s.*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MeasureStart();

    [GeneratedRegex(@"[;]|\snhằm\s|,\s*(?:qua đó|góp phần|từng bước|tạo|đồng thời|trong đó|hướng tới|đáp ứng|tiến tới|nhất là|đặc biệt|đảm bảo|bảo đảm|phấn đấu|ưu tiên|bao gồm|gồm|cụ thể|kết hợp|chú trọng|theo)\s|\s*\((?!.{0,25}\).{3,})|\sso với\s|\.\s", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TailStop();

    [GeneratedRegex(@"\s*(?:trở lên|theo (?:đúng )?(?:quy định|kế hoạch|tiến độ|yêu cầu|hướng dẫn)|triển khai tại đơn vị|mỗi năm|h[àằ]ng năm)(?!\p{L})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Boilerplate();

    // A cited document is named by its number; its day and issuer stand in the quote.
    [GeneratedRegex(@"(\d[/\-][\p{Lu}\d\-/]+[\p{L}\-]*)(?:,?\s+ngày\s+[\d/]+)(?:\s+của\s+(?:Thủ tướng Chính phủ|Chính phủ|Bộ \p{Lu}\p{L}*(?: \p{Ll}+)?|UBND tỉnh(?: \p{Lu}\p{L}*)*|Hội đồng nhân dân tỉnh))?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CitedTail();

    [GeneratedRegex(@"\s+theo\s+\p{Lu}\p{L}+(?:\s\p{Ll}+)?\s+số\s+\S+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CitedEnd();

    // "…, thực hiện từ tháng 6/2023": once the month is off, its verb says nothing.
    [GeneratedRegex(@",\s*(?:thực hiện|bắt đầu|hoàn thành|triển khai)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WhenDone();

    [GeneratedRegex(@"^(?:số|các|những|tổng số|là|đối với)\s+(?=\p{L})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Articles();

    [GeneratedRegex(@"^(dưới|trên|từ|ở|tại|trong|của|đối với|với|riêng|nam|nữ|trẻ em dưới|trẻ dưới)\s|^(nam|nữ)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Qualifier();

    [GeneratedRegex(@"\s(?:em\s+)?(?:dưới|trên|từ)\s+\d+.*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AgePart();

    [GeneratedRegex(@"^(vào|đến|trong|tại|ở|của|cho|trên|so|theo|mỗi|trở|và|hoặc|/)(\s|$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OnlyPreposition();

    [GeneratedRegex(@"^(trong|tại|ở|của|cho|trên tổng|trên số|đối với|số|tổng số|dân số|các|về)\s", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LinkingTail();

    [GeneratedRegex(@"\s(?:tại|ở|cho|trên|đến|với|trên địa bàn|của)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"^(?:tỷ lệ|tỉ lệ|tỷ số|tỉ số|tỷ suất|tỉ suất|tổng|mức|bình quân|số|thời gian|công suất|diện tích|tuổi thọ|chỉ số|tầm vóc|chiều cao)\s", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Measures();

    [GeneratedRegex(@"(?<!\p{L})((?:tăng|giảm) (?:bình quân|trung bình|khoảng|thêm ít nhất|thêm khoảng)(?: mỗi năm)?|tăng thêm|tăng từ|tăng ít nhất|tăng tối thiểu|tăng trên|tăng|giảm thêm|giảm từ|giảm ít nhất|giảm tối thiểu|giảm trên|giảm)\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ChangeWords();

    [GeneratedRegex(@"^(?:hướng dẫn|triển khai|tổ chức|thực hiện|hỗ trợ|phối hợp|tiến hành|xây dựng kế hoạch|chủ trì|tham mưu|tiếp tục)\s+(?!ở|tại)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex LeadVerb();
}
