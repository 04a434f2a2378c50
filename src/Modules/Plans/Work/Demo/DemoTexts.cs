using System.Text;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>Words and small files of the demonstration; every file says on its first line that it is sample data.</summary>
static class DemoTexts
{
    const string Mark = "DỮ LIỆU MẪU CỦA MẠNG LƯỚI TRÌNH DIỄN — KHÔNG PHẢI SỐ LIỆU THẬT";

    static readonly string[] Questions =
    [
        "Đề nghị đơn vị cho biết thời gian cử cán bộ, danh sách gửi trước ngày 25.",
        "Bệnh viện tuyến trên đã đồng ý lịch, xin đơn vị bố trí phòng và đường truyền.",
        "Kinh phí đi lại lấy từ nguồn nào, xin Phòng Kế hoạch - Tài chính cho ý kiến.",
        "Xin gửi kèm biên bản khảo sát để tổng hợp báo cáo quý.",
        "Nội dung này trùng một phần với hoạt động của trung tâm, nên làm chung một đợt.",
    ];

    static readonly string[] Obstacles =
    [
        "Chậm do chưa thống nhất được lịch với bệnh viện tuyến trên; xin lùi hai tuần.",
        "Thiết bị đấu thầu xong nhưng chưa bàn giao, đang đôn đốc nhà thầu.",
        "Cán bộ phụ trách chuyển công tác, đơn vị đã phân công người thay.",
        "Mưa lũ làm hoãn đợt tập huấn, sẽ tổ chức bù trong tháng tới.",
    ];

    static readonly string[] Reasons =
    [
        "Thiếu danh sách có chữ ký của đơn vị.", "Số liệu trong bảng chưa khớp với báo cáo tháng.", "Chưa nêu kết quả sau đào tạo, xin bổ sung.",
    ];

    /// <summary>What the lead asks.</summary>
    public static string Question(int index) => Questions[index % Questions.Length];

    /// <summary>Why it is late.</summary>
    public static string Obstacle(int index) => Obstacles[index % Obstacles.Length];

    /// <summary>Why a product is returned.</summary>
    public static string ReturnReason(int index) => Reasons[index % Reasons.Length];

    /// <summary>The product as the paper expects it, else the result of the task.</summary>
    public static string ProductName(Activity? activity, PlanTask task)
    {
        var expected = activity?.Product.Split('\n', ';')[0].Trim(' ', '-', '.', '+') ?? "";
        var name = expected.Length > 0 ? expected : "Kết quả: " + task.Name;
        return name.Length > 200 ? name[..200] + "…" : name;
    }

    /// <summary>A small text or table as product.</summary>
    public static (string Name, byte[] Content) ProductFile(Plan plan, PlanTask task, DateOnly on, int index)
    {
        if (index % 2 == 0)
            return ($"ket-qua-{index + 1:00}.txt", Utf8($"{Mark}\n\nKẾT QUẢ THỰC HIỆN\nKế hoạch: {plan.Title}\nMục: {task.Path}\nNhiệm vụ: {task.Name}\nNgày: {Say.Day(on)}\n\n"
                + "1. Đã thực hiện đủ nội dung theo kế hoạch.\n2. Các đơn vị phối hợp đã thống nhất kết quả.\n3. Không có kiến nghị.\n"));
        var rows = Enumerable.Range(1, 5 + (index % 6)).Select(i => $"{i};Người mẫu {i:00};Đơn vị mẫu {1 + (i % 3)};{(i % 4 == 0 ? "Chưa đạt" : "Đạt")}");
        return ($"danh-sach-{index + 1:00}.csv", Utf8($"\uFEFF{Mark}\nSTT;Họ tên;Đơn vị;Kết quả\n{string.Join('\n', rows)}\n"));
    }

    /// <summary>Minutes of a meeting.</summary>
    public static (string Name, byte[] Content) Minutes(Plan plan, DateOnly on, string kind, string title, DemoCast cast) =>
        ($"bien-ban-{on:yyyyMMdd}.txt", Utf8($"{Mark}\n\nBIÊN BẢN {kind.ToUpper(Say.Vietnam)}\n{title}\nKế hoạch: {plan.Title}\nNgày {Say.Day(on)}\n\nThành phần:\n{cast.Attendees}\n\n"
            + "Nội dung: nghe báo cáo tiến độ; trao đổi khó khăn; thống nhất việc phải xong trong kỳ tới.\nKết luận: các đơn vị cập nhật tiến độ trước ngày 10 hằng tháng.\n"));

    /// <summary>The document of a movement of money.</summary>
    public static byte[] Voucher(Plan plan, string line, long amount, DateOnly on, string number) =>
        Utf8($"{Mark}\n\nVăn bản số {number}\nNgày {Say.Day(on)}\nKế hoạch: {plan.Title}\nNội dung: {line}\nSố tiền: {Say.Number(amount)} đồng\n");

    static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
