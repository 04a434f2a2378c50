using LienY.Contracts;
using LienY.Kernel;
using LienY.Signatures;

namespace LienY.Signing;

/// <summary>Codes of the engine in whole Vietnamese sentences.</summary>
static class Findings
{
    static readonly Dictionary<string, string> Known = new()
    {
        [Codes.Digest] = Words.Key("Nội dung đã bị sửa sau khi ký: chữ ký không khớp với tệp."),
        [Codes.Arithmetic] = Words.Key("Chữ ký không do khóa của chứng thư này tạo ra."),
        [Codes.Container] = Words.Key("Không đọc được phần chữ ký trong tệp."),
        [Codes.Range] = Words.Key("Chữ ký để ngoài một phần của tệp nên không tin được."),
        [Codes.NoEss] = Words.Key("Chữ ký không gắn với chứng thư của người ký theo chuẩn PAdES."),
        [Codes.Ess] = Words.Key("Chữ ký gắn với một chứng thư khác."),
        [Codes.Weak] = Words.Key("Thuật toán hoặc khóa quá yếu (SHA-1, MD5, RSA dưới 2048 bit) nên không được tin."),
        [Codes.Kind] = Words.Key("Loại chữ ký này hệ thống chưa kiểm tra được."),
        [Codes.LaterSignatures] = Words.Key("Sau chữ ký này chỉ có thêm chữ ký khác; phần đã ký còn nguyên."),
        [Codes.LaterChange] = Words.Key("Tệp đã bị thay đổi sau chữ ký này."),
        [Codes.NoTime] = Words.Key("Chữ ký không ghi thời điểm ký."),
        [Codes.Future] = Words.Key("Chữ ký ghi thời điểm ký ở tương lai."),
        [Codes.NoCertificate] = Words.Key("Trong tệp không có chứng thư của người ký."),
        [Codes.Untrusted] = Words.Key("Chứng thư không dẫn tới nơi cấp được tin cậy ở đây."),
        [Codes.Expired] = Words.Key("Khi ký, chứng thư đã hết hạn."),
        [Codes.NotYet] = Words.Key("Khi ký, chứng thư chưa có hiệu lực."),
        [Codes.ExpiredSince] = Words.Key("Khi ký chứng thư còn hạn; nay đã hết hạn."),
        [Codes.Usage] = Words.Key("Chứng thư không được cấp để ký số."),
        [Codes.Revoked] = Words.Key("Khi ký, chứng thư đã bị thu hồi, hoặc khóa đã lộ."),
        [Codes.RevokedSince] = Words.Key("Chứng thư bị thu hồi sau khi ký."),
        [Codes.NotAsked] = Words.Key("Chưa có danh sách thu hồi còn hạn của nơi cấp để đối chiếu."),
        [Codes.XmlExternal] = Words.Key("Chữ ký dẫn tới nội dung ngoài tệp nên không kiểm tra được."),
        [Codes.XmlTransform] = Words.Key("Chữ ký dùng phép biến đổi có thể che nội dung nên không được tin."),
        [Codes.XmlReference] = Words.Key("Phần được ký không có, hoặc có nhiều phần cùng mã."),
        [Codes.XmlPart] = Words.Key("Chỉ một phần của tệp được ký."),
        [Codes.PdfUnreadable] = Words.Key("Tệp PDF hỏng hoặc không theo chuẩn nên không đọc được. Xin in lại ra PDF rồi thử lại."),
        [Codes.PdfEncrypted] = Words.Key("Tệp PDF đặt mật khẩu. Xin gỡ mật khẩu rồi thử lại."),
        [Codes.PdfCertified] = Words.Key("Tệp PDF đã được khóa, không cho ký thêm."),
        [Codes.Bounds] = Words.Key("Tệp quá lớn hoặc quá phức tạp nên không xử lý."),
        [Codes.XmlUnreadable] = Words.Key("Tệp XML hỏng nên không đọc được."),
        [Codes.XmlSigned] = Words.Key("Tệp XML đã có chữ ký; ký thêm toàn tệp sẽ làm hỏng chữ ký đang có."),
        [Codes.Picture] = Words.Key("Ảnh chữ ký, con dấu phải là PNG 8 bit, không xen kẽ."),
        [Codes.Page] = Words.Key("Văn bản không có trang này."),
        [Codes.Key] = Words.Key("Khóa ký không dùng được: cần RSA hoặc ECDSA."),
    };

    static readonly string Good = Words.Key("Chữ ký hợp lệ.");

    /// <summary>A code as a sentence.</summary>
    public static string Of(string code) => Known.GetValueOrDefault(code, Known[Codes.Container]);

    /// <summary>All sentences of a signature, the weightiest first.</summary>
    public static IReadOnlyList<string> Of(SignatureReport report) => report.Verdict == Verdict.Valid ? [Good, .. report.Findings.Select(Of)]
        : report.Findings.Count == 0 ? [Known[Codes.Container]] : [.. report.Findings.Select(Of)];

    /// <summary>The state in the words of the contract.</summary>
    public static string State(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    /// <summary>The state in people's words.</summary>
    public static string Name(Verdict verdict) => verdict switch
    {
        Verdict.Valid => Words.Key("Hợp lệ"),
        Verdict.Unknown => Words.Key("Nguyên vẹn, chưa rõ nơi cấp"),
        Verdict.Expired => Words.Key("Chứng thư ngoài hạn khi ký"),
        Verdict.Revoked => Words.Key("Chứng thư bị thu hồi"),
        _ => Words.Key("Không hợp lệ"),
    };

    /// <summary>Colour of a badge.</summary>
    public static string Colour(Verdict verdict) => verdict switch { Verdict.Valid => "ok", Verdict.Unknown => "warn", _ => "bad" };

    /// <summary>As the contract says it.</summary>
    public static SignatureFinding Contract(SignatureReport r) =>
        new(r.Signer?.Name ?? "", r.Signer?.Organisation ?? "", r.At, State(r.Verdict), r.WholeFile, Of(r)[0]);

    /// <summary>A fault of the engine as a refusal.</summary>
    public static Refusal Refused(SignatureFault fault) => new(RefusalKind.Invalid, Of(fault.Code)) { Code = "signing-file", Field = "file" };
}
