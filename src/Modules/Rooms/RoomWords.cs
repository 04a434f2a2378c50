using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Rooms;

/// <summary>Roles, states and what the script of the room says, as Vietnamese keys.</summary>
static class RoomWords
{
    /// <summary>A role in words.</summary>
    public static string Of(RoomRole role) => role switch
    {
        RoomRole.Chair => Words.Key("Chủ tọa"),
        RoomRole.Secretary => Words.Key("Thư ký"),
        RoomRole.Presenter => Words.Key("Người trình bày"),
        RoomRole.Expert => Words.Key("Chuyên gia"),
        RoomRole.Interpreter => Words.Key("Phiên dịch"),
        RoomRole.Observer => Words.Key("Quan sát"),
        _ => Words.Key("Người bệnh"),
    };

    /// <summary>A group of the list in words.</summary>
    public static string OfGroup(string group) => group switch
    {
        "open" => Words.Key("Đang họp"),
        "today" => Words.Key("Hôm nay"),
        "coming" => Words.Key("Sắp tới"),
        _ => Words.Key("Đã kết thúc"),
    };

    /// <summary>Heads of the list.</summary>
    public static readonly IReadOnlyList<string> Heads = [Words.Key("Cuộc họp"), Words.Key("Bắt đầu"), Words.Key("Kết thúc"), Words.Key("Vai trò"), Words.Key("Tình trạng")];

    /// <summary>Everything that the script of the room may say.</summary>
    public static readonly IReadOnlyList<string> Script =
    [
        Words.Key("Chủ tọa"), Words.Key("Thư ký"), Words.Key("Người trình bày"), Words.Key("Chuyên gia"), Words.Key("Phiên dịch"), Words.Key("Quan sát"), Words.Key("Người bệnh"),
        Words.Key("ông/bà"), Words.Key("khách"), Words.Key("Không có micro hoặc trình duyệt chưa cho dùng."), Words.Key("Không có camera hoặc trình duyệt chưa cho dùng."),
        Words.Key("Micro tốt: vạch xanh chạy khi nói."), Words.Key("Camera tốt."), Words.Key("Mặc định"), Words.Key("Micro {0}"), Words.Key("Camera {0}"),
        Words.Key("Đang vào phòng…"), Words.Key("Đã vào phòng."), Words.Key("Mất đường truyền. Trang tự nối lại; những gì đã ghi không mất."), Words.Key("Đã nối lại."),
        Words.Key("Xin chờ chủ tọa hoặc thư ký cho vào phòng."), Words.Key("Chủ tọa và thư ký chưa có mặt. Xin chờ."), Words.Key("Phòng đang chuyển sang máy khác, trang tự nối lại."),
        Words.Key("Ông/bà đã vào phòng này trên thiết bị khác."), Words.Key("Ông/bà đã được mời ra khỏi phòng."), Words.Key("Cuộc họp đã kết thúc."), Words.Key("Ông/bà đã rời phòng."),
        Words.Key("Vào lại"), Words.Key("Trở về"), Words.Key("{0} đang chủ trì"), Words.Key("Chưa có người chủ trì"), Words.Key("đang trình bày"), Words.Key("giơ tay"), Words.Key("chờ ngoài cửa"),
        Words.Key("vắng"), Words.Key("tắt micro"), Words.Key("Cho vào"), Words.Key("Không cho vào"), Words.Key("Mời ra"), Words.Key("Giao trình bày"), Words.Key("Hạ tay"), Words.Key("Vai trò của {0}"),
        Words.Key("Bật micro"), Words.Key("Tắt micro"), Words.Key("Bật camera"), Words.Key("Tắt camera"), Words.Key("Giơ tay"), Words.Key("Nhận trình bày"), Words.Key("Thôi trình bày"),
        Words.Key("Đề nghị ghi hình"), Words.Key("Dừng ghi hình"), Words.Key("Đang ghi hình"), Words.Key("Ghi hình tạm dừng, chờ {0} đồng ý"), Words.Key("Chờ mọi người đồng ý ghi hình: {0}/{1}"),
        Words.Key("Đã dừng ghi hình."), Words.Key("Trình chiếu"), Words.Key("Đang chiếu"), Words.Key("Thôi chiếu"), Words.Key("Chưa có tài liệu. Chủ tọa, thư ký, người trình bày và chuyên gia đưa tài liệu vào ở mục Chuẩn bị."),
        Words.Key("Chưa có gì trên màn hình chung."), Words.Key("Trang {0}/{1}"), Words.Key("Không mở được hình này với quyền của ông/bà."), Words.Key("{0} điểm ảnh"),
        Words.Key("Có {0} tin nhắn mới"), Words.Key("{0} đã vào phòng"), Words.Key("{0} đã rời phòng"), Words.Key("{0} giơ tay"), Words.Key("{0} chờ vào phòng"), Words.Key("{0} vào phòng"), Words.Key("{0} rời phòng"),
        Words.Key("Máy chủ không mở đường tiếng và hình; vẫn trao đổi bằng chữ và màn hình chung."), Words.Key("Đường truyền yếu: ưu tiên tiếng nói."), Words.Key("Đường truyền yếu: tạm dừng hình của {0}."),
        Words.Key("Đường truyền yếu: thu nhỏ hình của {0}."), Words.Key("Đường truyền tốt."), Words.Key("Đang mở đường tiếng và hình…"), Words.Key("Rời phòng"), Words.Key("Ở lại"), Words.Key("Kết thúc cuộc họp"),
        Words.Key("Bật phụ đề"), Words.Key("Tắt phụ đề"),
    ];

    /// <summary>The script's words in a language, as JSON.</summary>
    public static string Json(Words words) => System.Text.Json.JsonSerializer.Serialize(Script.Distinct().ToDictionary(k => k, k => words[k]), Happening.Json);
}
