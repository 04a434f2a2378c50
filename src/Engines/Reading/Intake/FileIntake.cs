using System.Text;

namespace LienY.Reading;

/// <summary>Looks at the bytes, refuses what is no text, DOCX, ODT, HTML, PDF or picture, and hands on the source text.</summary>
static class FileIntake
{
    public static SourceText Open(ReadOnlyMemory<byte> bytes, string fileName, ReadingLimits limits,
        IReadOnlyList<ScannedPage>? scanned = null, IReadOnlyCollection<string>? names = null)
    {
        var head = bytes.Span[..Math.Min(bytes.Length, 1024)];
        var name = fileName.ToLowerInvariant();
        if (bytes.Length > limits.FileBytes)
            throw new ReadingRefusal("too-large", $"Tệp lớn hơn mức cho phép là {limits.FileBytes / (1024 * 1024)} MB.",
                "Hãy tách phụ lục hoặc bỏ ảnh trong tệp rồi nhập lại.");
        if (head.IsEmpty || IsBlank(bytes.Span))
            throw new ReadingRefusal("empty", "Tệp trống, không có nội dung.", "Hãy kiểm tra lại tệp và nhập bản có nội dung.");
        // A PDF may have a few bytes of something else before its head (ISO 32000-1, implementation note 13).
        if (head.IndexOf("%PDF-"u8) >= 0) return PdfIntake.Open(bytes, limits, scanned, names);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            throw OldOffice(bytes.Span);
        if (head.StartsWith("{\\rtf"u8))
            throw new ReadingRefusal("rtf", "Đây là tệp RTF; phiên bản này chưa đọc RTF.", "Hãy mở bằng Word và lưu thành .docx rồi nhập lại.");
        if (PicturePaper.Of(bytes) is { } paper) return PdfIntake.Open(paper, limits, scanned, names);
        if (IsZip(head) && Holds(bytes.Span, "application/vnd.oasis.opendocument.text"u8)) return OdtIntake.Open(bytes, limits);
        if (IsZip(head) && (Holds(bytes.Span, "application/vnd.oasis.opendocument.spreadsheet"u8) || name.EndsWith(".xlsx", StringComparison.Ordinal) || name.EndsWith(".xlsm", StringComparison.Ordinal)))
            throw new ReadingRefusal("sheet", "Đây là bảng tính, không phải văn bản kế hoạch.", "Hãy nhập văn bản kế hoạch, rồi kèm bảng tính (.xlsx) ở ô phụ lục.");
        if (HtmlIntake.Is(head, name)) return HtmlIntake.Open(bytes, limits);
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8)) return DocxIntake.Open(bytes, limits);
        if (name.EndsWith(".docx", StringComparison.Ordinal) || name.EndsWith(".docm", StringComparison.Ordinal))
            throw new ReadingRefusal("damaged", "Tệp mang tên Word nhưng không mở được: nội dung không phải DOCX hoặc đã hỏng.",
                "Hãy mở bằng Word, lưu lại thành .docx rồi nhập lại.");
        return TextIntake.Open(bytes, limits);
    }

    static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\u0003\u0004"u8);

    // An ODF archive begins with its type, unpacked (ODF 1.2 part 3, 3.3).
    static bool Holds(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> type) => bytes[..Math.Min(bytes.Length, 200)].IndexOf(type) >= 0;

    static bool IsBlank(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOfAnyExcept(" \t\r\n\f\0"u8) < 0 || (bytes.Length <= 3 && bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]));

    static ReadingRefusal OldOffice(ReadOnlySpan<byte> bytes)
    {
        // An encrypted DOCX is an OLE file with a stream of this name in UTF-16.
        var encrypted = bytes.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0;
        return encrypted
            ? new("encrypted", "Tệp Word đang được khóa bằng mật khẩu nên không đọc được.", "Hãy bỏ mật khẩu trong Word, lưu lại rồi nhập lại.")
            : new("old-word", "Đây là tệp Word đời cũ (.doc); phiên bản này chỉ đọc .docx.", "Hãy mở bằng Word và lưu thành .docx rồi nhập lại.");
    }
}
