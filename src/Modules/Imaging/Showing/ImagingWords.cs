using System.Globalization;
using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>What stands in the index, in words.</summary>
static class ImagingWords
{
    /// <summary>Purposes for which images are shared.</summary>
    public static readonly IReadOnlyList<(string Value, string Label)> Purposes =
    [
        ("consultation", Words.Key("Hội chẩn")), ("treatment", Words.Key("Điều trị")), ("referral", Words.Key("Chuyển cơ sở")), ("training", Words.Key("Đào tạo")),
    ];

    /// <summary>A purpose.</summary>
    public static string Purpose(string purpose) => Purposes.FirstOrDefault(p => p.Value == purpose).Label ?? purpose;

    /// <summary>Kinds of device that lists offer.</summary>
    public static readonly IReadOnlyList<(string Value, string Label)> Modalities =
    [
        ("CT", Words.Key("Cắt lớp vi tính (CT)")), ("MR", Words.Key("Cộng hưởng từ (MR)")), ("DX", Words.Key("X-quang số (DX)")), ("CR", Words.Key("X-quang CR")),
        ("US", Words.Key("Siêu âm (US)")), ("XA", Words.Key("Chụp mạch (XA)")), ("MG", Words.Key("Nhũ ảnh (MG)")), ("ES", Words.Key("Nội soi (ES)")), ("PT", "PET"), ("NM", Words.Key("Xạ hình (NM)")),
        ("SR", Words.Key("Báo cáo có cấu trúc (SR)")), ("OT", Words.Key("Khác (OT)")),
    ];

    /// <summary>A day as the device wrote it (yyyyMMdd), in the form people read.</summary>
    public static string Day(string text) => DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Say.Day(day) : text.Length > 0 ? text : "–";

    /// <summary>A time as the device wrote it, to the minute.</summary>
    public static string Time(string text) => text.Length >= 4 && text[..4].All(char.IsAsciiDigit) ? $"{text[..2]}:{text[2..4]}" : "";

    /// <summary>Bytes in a form people read.</summary>
    public static string Size(long bytes) => bytes >= 1 << 30 ? Say.Number(Math.Round(bytes / (decimal)(1 << 30), 1)) + " GB" : bytes >= 1 << 20 ? Say.Number(Math.Round(bytes / (decimal)(1 << 20), 1)) + " MB"
        : Say.Number(Math.Round(bytes / 1024m, 0)) + " kB";

    /// <summary>Sex as the device wrote it.</summary>
    public static string Sex(string sex) => sex switch { "M" => Words.Key("nam"), "F" => Words.Key("nữ"), _ => Words.Key("không rõ") };

    /// <summary>Why a file was not taken.</summary>
    public static string Problem(IngestOutcome outcome) => outcome.Result switch
    {
        IngestResult.Full => Words.Key("Kho ảnh hết chỗ; xin gửi lại sau."),
        _ when outcome.Problem.Contains("no DICOM", StringComparison.Ordinal) || outcome.Problem.Contains("neither DICM", StringComparison.Ordinal) => Words.Key("Không phải tệp DICOM."),
        _ when outcome.Problem.Contains("cut", StringComparison.Ordinal) => Words.Key("Tệp bị cụt: thiếu phần cuối của ảnh."),
        _ when outcome.Problem.Contains("UID", StringComparison.Ordinal) => Words.Key("Thiếu mã định danh của lượt chụp, loạt hoặc ảnh (UID)."),
        _ => Words.Key("Tệp DICOM không đọc được."),
    };

    /// <summary>What became of a file.</summary>
    public static string Outcome(IngestResult result) => result switch
    {
        IngestResult.Stored => Words.Key("đã lưu"),
        IngestResult.Duplicate => Words.Key("đã có sẵn"),
        IngestResult.Conflict => Words.Key("trùng mã, khác nội dung"),
        _ => Words.Key("không nhận"),
    };
}
