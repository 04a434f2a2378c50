using LienY.Hl7;
using LienY.Kernel;

namespace LienY.Exchange;

/// <summary>Faults in words.</summary>
static class FaultTexts
{
    /// <summary>Vietnamese key of the sentence; its place {0} is what was expected.</summary>
    public static string Of(FaultKind kind) => kind switch
    {
        FaultKind.Empty => Words.Key("Bản tin không có nội dung."),
        FaultKind.NotAMessage => Words.Key("Nội dung không phải bản tin HL7 v2: bản tin bắt đầu bằng MSH."),
        FaultKind.Separators => Words.Key("Dấu phân cách ở MSH-1, MSH-2 không dùng được. Ví dụ đúng: {0}."),
        FaultKind.Charset => Words.Key("Bảng mã ở MSH-18 không được hỗ trợ. Xin dùng một trong: {0}."),
        FaultKind.Bytes => Words.Key("Nội dung không đúng bảng mã ghi ở MSH-18. Xin ghi đúng một trong: {0}."),
        FaultKind.TooLarge => Words.Key("Bản tin lớn hơn mức cho phép ({0})."),
        FaultKind.NotASegment => Words.Key("Dòng này không phải một đoạn (segment): đoạn bắt đầu bằng ba ký tự và dấu phân cách, ví dụ {0}."),
        FaultKind.Version => Words.Key("Phiên bản HL7 ở MSH-12 không được hỗ trợ. Xin dùng một trong: {0}."),
        FaultKind.Unsupported => Words.Key("Loại bản tin này không nhận. Các loại nhận được: {0}."),
        FaultKind.SegmentMissing => Words.Key("Bản tin thiếu đoạn này."),
        FaultKind.Required => Words.Key("Thiếu nội dung bắt buộc ({0})."),
        FaultKind.NotATime => Words.Key("Không phải ngày giờ hợp lệ. Ví dụ đúng: {0}."),
        FaultKind.NotANumber => Words.Key("Không phải số; được giữ nguyên ở dạng chữ. Ví dụ số đúng: {0}."),
        FaultKind.NotInTable => Words.Key("Mã không có trong bảng mã. Các mã nhận được: {0}."),
        FaultKind.NotData => Words.Key("Tệp đính kèm không đúng cách mã hóa đã ghi ({0})."),
        FaultKind.LeftOut => Words.Key("Phần này không được lấy vào hồ sơ ({0})."),
        FaultKind.Stranger => Words.Key("Hệ thống gửi chưa được quản trị viên của cơ sở chấp nhận."),
        FaultKind.Refused => Words.Key("Hồ sơ sức khỏe không nhận nội dung này: {0}."),
        _ => Words.Key("Hồ sơ sức khỏe đang bận nên chưa nhận được; xin gửi lại sau."),
    };

    /// <summary>The sentence for the other system: Vietnamese, with what was expected, never with what was given.</summary>
    public static string Say(Fault fault) => string.Format(LienY.Kernel.Say.Vietnam, Of(fault.Kind), fault.Expected ?? "");

    /// <summary>The sentence in the reader's language.</summary>
    public static string Tell(Words words, FaultKind kind, string? expected) => words[Of(kind), expected ?? ""];
}
