using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Kinds of facts in words, and where their source records are.</summary>
static class Kinds
{
    /// <summary>An entered value of an indicator.</summary>
    public const string Value = "indicator.value";

    /// <summary>Its numerator, where one was entered.</summary>
    public const string Numerator = "indicator.numerator";

    /// <summary>Its denominator, where one was entered.</summary>
    public const string Denominator = "indicator.denominator";

    static readonly Dictionary<string, string> Names = new()
    {
        ["apps.exchange.failed"] = Words.Key("lượt trao đổi của ứng dụng không thành"),
        ["apps.exchange.handled"] = Words.Key("lượt trao đổi của ứng dụng"),
        ["birth"] = Words.Key("trẻ sinh tại cơ sở"),
        ["consult.accepted"] = Words.Key("ca hội chẩn đã tiếp nhận"),
        ["consult.asked"] = Words.Key("ca hội chẩn đã gửi đi"),
        ["consult.opinion.given"] = Words.Key("ý kiến hội chẩn bằng văn bản"),
        ["consult.refused"] = Words.Key("ca hội chẩn bị từ chối"),
        ["consult.timeout"] = Words.Key("lần hết giờ trả lời hội chẩn"),
        ["consult.wait"] = Words.Key("phút chờ tiếp nhận hội chẩn"),
        ["cost"] = Words.Key("chi phí khám chữa bệnh (đồng)"),
        ["data.approved"] = Words.Key("số liệu được duyệt"),
        ["data.complete"] = Words.Key("bộ số liệu hoàn thành"),
        ["data.value"] = Words.Key("số liệu báo cáo"),
        ["data.violation"] = Words.Key("lỗi số liệu đang có"),
        ["death"] = Words.Key("tử vong và nặng xin về"),
        ["diagnosis"] = Words.Key("chẩn đoán theo khối bệnh"),
        ["exchange.message.failed"] = Words.Key("bản tin HL7 không được nhận"),
        ["exchange.message.received"] = Words.Key("bản tin HL7 đã nhận"),
        ["exchange.message.sent"] = Words.Key("bản tin HL7 đã gửi đi"),
        ["feed.file.received"] = Words.Key("tệp hồ sơ đã nhận"),
        ["fhir.visit.known"] = Words.Key("lượt khám đã biết qua FHIR, HL7"),
        ["fhir.visit.recorded"] = Words.Key("lượt khám có hồ sơ gửi qua FHIR, HL7"),
        ["healthcheck"] = Words.Key("lượt khám sức khỏe định kỳ"),
        ["imaging"] = Words.Key("chẩn đoán hình ảnh, thăm dò chức năng"),
        ["labtest"] = Words.Key("xét nghiệm"),
        ["outreach"] = Words.Key("lượt khám lưu động"),
        ["person.correction.answered"] = Words.Key("yêu cầu đính chính đã trả lời"),
        ["person.merged"] = Words.Key("người bệnh trùng đã gộp"),
        ["person.unknown.notified"] = Words.Key("người bệnh chưa rõ danh tính đã báo xã, phường"),
        ["plan.adopted"] = Words.Key("kế hoạch được ban hành"),
        ["plan.budget.allocated"] = Words.Key("kinh phí đã giao (triệu đồng)"),
        ["plan.budget.spent"] = Words.Key("kinh phí đã chi (triệu đồng)"),
        ["plan.equipment.delivered"] = Words.Key("thiết bị đã bàn giao"),
        ["plan.issue.closed"] = Words.Key("vướng mắc đã giải quyết"),
        ["plan.issue.raised"] = Words.Key("vướng mắc được nêu"),
        ["plan.meeting.held"] = Words.Key("cuộc họp đã tổ chức"),
        ["plan.procurement.advanced"] = Words.Key("hạng mục mua sắm qua bước mới"),
        ["plan.product.accepted"] = Words.Key("sản phẩm đã nghiệm thu"),
        ["plan.product.delivered"] = Words.Key("sản phẩm đã nộp"),
        ["plan.revised"] = Words.Key("kế hoạch được sửa đổi"),
        ["plan.risk.raised"] = Words.Key("rủi ro được nêu"),
        ["plan.task.done"] = Words.Key("nhiệm vụ hoàn thành"),
        ["plan.withdrawn"] = Words.Key("kế hoạch bị thu hồi"),
        ["prescription"] = Words.Key("lượt khám có đơn thuốc"),
        ["record.breakglass.opened"] = Words.Key("lần mở hồ sơ khẩn cấp"),
        ["record.breakglass.reviewed"] = Words.Key("lần mở khẩn cấp đã xem xét"),
        ["record.released"] = Words.Key("hồ sơ cho cơ sở khác xem"),
        ["record.sent"] = Words.Key("hồ sơ khám chữa bệnh được nhận"),
        ["referral.back"] = Words.Key("lượt chuyển trả về nơi đã chuyển tới"),
        ["referral.in"] = Words.Key("lượt người bệnh được chuyển đến"),
        ["referral.out"] = Words.Key("lượt chuyển cơ sở đi"),
        ["report.issued"] = Words.Key("báo cáo đã phát hành"),
        ["report.submitted"] = Words.Key("báo cáo đã gửi"),
        ["rooms.attended"] = Words.Key("số phút dự họp trực tuyến"),
        ["rooms.meeting.held"] = Words.Key("cuộc họp trực tuyến đã tổ chức"),
        ["rooms.recording.made"] = Words.Key("bản ghi cuộc họp trực tuyến"),
        ["screening"] = Words.Key("lượt khám sàng lọc"),
        ["technique.performed"] = Words.Key("kỹ thuật đã thực hiện"),
        ["visit.beddays"] = Words.Key("ngày điều trị"),
        ["visit.ended"] = Words.Key("lượt khám chữa bệnh kết thúc"),
        ["visit.known"] = Words.Key("lượt khám chữa bệnh đã biết"),
        ["visit.remote"] = Words.Key("lượt khám từ xa"),
        [Value] = Words.Key("số liệu đã nhập"),
        [Numerator] = Words.Key("tử số đã nhập"),
        [Denominator] = Words.Key("mẫu số đã nhập"),
    };

    /// <summary>Kinds that formulas of this house can use, with words (Vietnamese keys).</summary>
    public static IReadOnlyDictionary<string, string> All => Names;

    /// <summary>A kind in words; a kind we do not know is shown as it is.</summary>
    public static string Name(string kind) => Names.GetValueOrDefault(kind, kind);

    static readonly Dictionary<string, string> DimNames = new()
    {
        ["period"] = Words.Key("kỳ"),
        ["on_time"] = Words.Key("đúng hạn"),
        ["late"] = Words.Key("trễ hạn"),
        ["path"] = Words.Key("mục"),
        ["kind"] = Words.Key("loại"),
        ["source"] = Words.Key("nguồn"),
        ["year"] = Words.Key("năm"),
        ["project"] = Words.Key("nội dung, dự án"),
        ["level"] = Words.Key("mức"),
        ["stage"] = Words.Key("bước"),
        ["severity"] = Words.Key("mức độ"),
        ["importance"] = Words.Key("mức độ"),
        ["pt"] = Words.Key("loại kỳ"),
        ["workflow"] = Words.Key("quy trình duyệt"),
        ["coc"] = Words.Key("phân tổ"),
        ["aoc"] = Words.Key("phiên bản"),
        ["basis"] = Words.Key("căn cứ"),
        ["purpose"] = Words.Key("mục đích"),
        ["receiver"] = Words.Key("đơn vị nhận"),
        ["verdict"] = Words.Key("kết luận"),
        ["WrittenRequest"] = Words.Key("văn bản của người bệnh"),
        ["Emergency"] = Words.Key("Khẩn cấp"),
        ["Law"] = Words.Key("Luật quy định"),
        ["Contract"] = Words.Key("Hợp đồng"),
        ["treatment"] = Words.Key("Điều trị"),
        ["consultation"] = Words.Key("Hội chẩn"),
        ["referral"] = Words.Key("Chuyển cơ sở"),
        ["payment"] = Words.Key("Thanh toán"),
        ["public-health"] = Words.Key("Y tế công cộng"),
        ["registry"] = Words.Key("Sổ đăng ký bệnh"),
        ["training"] = Words.Key("Đào tạo"),
        ["age"] = Words.Key("tuổi"),
        ["at"] = Words.Key("nơi thực hiện"),
        ["block"] = Words.Key("khối bệnh ICD-10"),
        ["cancer"] = Words.Key("ung thư"),
        ["client"] = Words.Key("ứng dụng"),
        ["channel"] = Words.Key("đường gửi"),
        ["chapter"] = Words.Key("chương ICD-10"),
        ["code"] = Words.Key("mã"),
        ["delay"] = Words.Key("độ chậm"),
        ["department"] = Words.Key("khoa"),
        ["faults"] = Words.Key("cảnh báo"),
        ["from"] = Words.Key("nơi chuyển đi"),
        ["group"] = Words.Key("nhóm"),
        ["outcome"] = Words.Key("kết quả"),
        ["payer"] = Words.Key("nguồn chi trả"),
        ["performer"] = Words.Key("bên thực hiện"),
        ["rank"] = Words.Key("bệnh chính hay kèm theo"),
        ["reason"] = Words.Key("lý do"),
        ["result"] = Words.Key("kết quả điều trị"),
        ["sex"] = Words.Key("giới"),
        ["to"] = Words.Key("nơi chuyển đến"),
        ["type"] = Words.Key("loại bản tin"),
        ["weight"] = Words.Key("cân nặng"),
        ["u1"] = Words.Key("dưới 1 tuổi"),
        ["1-4"] = Words.Key("1 đến 4 tuổi"),
        ["5-14"] = Words.Key("5 đến 14 tuổi"),
        ["15-59"] = Words.Key("15 đến 59 tuổi"),
        ["60up"] = Words.Key("từ 60 tuổi"),
        ["older"] = Words.Key("từ 5 tuổi"),
        ["male"] = Words.Key("nam"),
        ["female"] = Words.Key("nữ"),
        ["insurance"] = Words.Key("có bảo hiểm y tế"),
        ["self"] = Words.Key("tự chi trả"),
        ["h3"] = Words.Key("trong 3 giờ"),
        ["h24"] = Words.Key("trong 24 giờ"),
        ["d7"] = Words.Key("trong 7 ngày"),
        ["own"] = Words.Key("cơ sở tự thực hiện"),
        ["other"] = Words.Key("nơi khác"),
        ["none"] = Words.Key("không ghi"),
        ["yes"] = Words.Key("có"),
        ["no"] = Words.Key("không"),
        ["normal"] = Words.Key("bình thường"),
        ["true"] = Words.Key("có"),
        ["false"] = Words.Key("không"),
        ["high"] = Words.Key("cao"),
        ["low"] = Words.Key("thấp"),
        ["medium"] = Words.Key("trung bình"),
    };

    /// <summary>A dimension's name or value in words; others as they are.</summary>
    public static string Dim(string text) => DimNames.GetValueOrDefault(text, text);

    /// <summary>What a source record is, in words (a Vietnamese key).</summary>
    public static string Source(string sourceId) => sourceId.Split('/')[0] switch
    {
        "release" => Words.Key("Lần cho xem hồ sơ"),
        "urgent" => Words.Key("Lần mở khẩn cấp"),
        "task" => Words.Key("Nhiệm vụ"),
        "product" => Words.Key("Sản phẩm"),
        "meeting" => Words.Key("Cuộc họp"),
        "budget" => Words.Key("Dòng kinh phí"),
        "money" => Words.Key("Khoản kinh phí"),
        "equipment" => Words.Key("Thiết bị"),
        "issue" => Words.Key("Vướng mắc"),
        "order" => Words.Key("Hạng mục mua sắm"),
        "plan" => Words.Key("Kế hoạch"),
        "risk" => Words.Key("Rủi ro"),
        "report" => Words.Key("Báo cáo"),
        "value" => Words.Key("Số liệu đã nhập"),
        "datavalue" => Words.Key("Số liệu báo cáo"),
        "completion" => Words.Key("Báo cáo hoàn thành"),
        "episode" or "visit" or "Encounter" => Words.Key("Hồ sơ khám chữa bệnh"),
        "app" => Words.Key("Ứng dụng kết nối"),
        "file" => Words.Key("Tệp hồ sơ đã nhận"),
        "approval" => Words.Key("Lượt duyệt số liệu"),
        "room" => Words.Key("Phòng họp"),
        "recording" => Words.Key("Bản ghi cuộc họp"),
        "violation" => Words.Key("Lỗi số liệu"),
        _ => Words.Key("Hồ sơ nguồn"),
    };

    /// <summary>Address of a source record, e.g. <c>task/0198…</c>; what has no page of its own is found on its plan's page.</summary>
    public static string? Link(string sourceId, Guid? planId)
    {
        var parts = sourceId.Split('/');
        var own = parts.Length >= 2 && Guid.TryParse(parts[1], out var id) ? parts[0] switch
        {
            "task" => $"/tasks/{id}",
            "product" => $"/products/{id}",
            "equipment" => $"/equipment/{id}",
            "issue" => $"/issues/{id}",
            "order" => $"/orders/{id}",
            "plan" => $"/plans/{id}",
            "risk" => $"/risks/{id}",
            "report" => $"/reports/{id}",
            "value" => $"/evidence/values/{id}",
            "datavalue" => $"/data/values/{id}",
            "approval" => $"/data/approvals/{id}",
            "violation" => $"/data/checks/{id}",
            "episode" => $"/feed/episodes/{id}" + (parts.Length == 4 && parts[3].All(char.IsAsciiDigit) ? $"?row={parts[2]}-{parts[3]}" : ""),
            "visit" => $"/feed/episodes/{id}",
            "file" => $"/feed/files/{id}",
            "message" => $"/exchange/messages/{id}",
            "app" => $"/apps/{id}",
            "room" => $"/rooms/{id}",
            "recording" => $"/rooms/recordings/{id}",
            _ => null,
        } : null;
        // Whoever sent the visit chose its id.
        if (parts is ["Encounter", { Length: > 0 } visit]) return $"/integration/resources/Encounter/{Uri.EscapeDataString(visit)}";
        return own ?? (planId is null ? null : parts[0] switch
        {
            "meeting" => $"/plans/{planId}/meetings",
            "budget" => $"/plans/{planId}/budget",
            "money" => $"/plans/{planId}/budget/entries",
            _ => null,
        });
    }
}
