using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>What the script of the viewer may say, as Vietnamese keys.</summary>
static class ViewerWords
{
    static readonly string[] Script =
    [
        Words.Key("Lát cắt"), Words.Key("Cửa sổ"), Words.Key("Não"), Words.Key("Bụng"), Words.Key("Trung thất"), Words.Key("Phổi"), Words.Key("Xương"), Words.Key("Mạch máu"),
        Words.Key("Không mở được loạt ảnh này với quyền của ông/bà."), Words.Key("Máy chủ không đưa ra được loạt ảnh này, xin thử lại."), Words.Key("Loạt này không có ảnh để xem."),
        Words.Key("Trình xem chưa đọc được kiểu nén của ảnh này."), Words.Key("Câu trả lời của máy chủ bị cắt ngang."), Words.Key("Không giải nén được ảnh này."),
        Words.Key("Ảnh xem trước, đang tải ảnh gốc"), Words.Key("Đang tải ảnh"), Words.Key("mm trên tấm nhận"), Words.Key("điểm ảnh"), Words.Key("TB {0}, ĐLC {1}, {2}–{3} {4}; {5} {6}"),
        Words.Key("Loạt này không đủ lát song song để dựng mặt cắt khác."), Words.Key("Các lát của loạt này không cách đều nên không dựng được mặt cắt khác."),
        Words.Key("Các lát của loạt này chụp nghiêng nên không dựng được mặt cắt khác."), Words.Key("Loạt này quá lớn đối với trình duyệt này."),
        Words.Key("Đang tải các lát để dựng mặt cắt: còn {0}"), Words.Key("Mặt cắt ngang"), Words.Key("Mặt cắt đứng ngang"), Words.Key("Mặt cắt đứng dọc"),
        Words.Key("Kéo chữ thập để đổi vị trí của cả ba mặt cắt."), Words.Key("Chưa có ai khác xem cùng."), Words.Key("Ông/bà đang dẫn, {0} người xem cùng."), Words.Key("{1} đang dẫn, {0} người xem cùng."),
        Words.Key("Mất đường truyền. Trang tự nối lại."), Words.Key("Không ghi được ảnh này là ảnh chính."), Words.Key("Đã ghi ảnh {0} là ảnh chính."), Words.Key("Đã bỏ ảnh {0} khỏi các ảnh chính."),
        Words.Key("Trình duyệt này không vẽ được ảnh."), Words.Key("Lượt chụp này không có loạt ảnh nào để xem."),
    ];

    /// <summary>The script's words in a language, as JSON.</summary>
    public static string Json(Words words) => System.Text.Json.JsonSerializer.Serialize(Script.ToDictionary(k => k, k => words[k]));
}
