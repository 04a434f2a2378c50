using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using QRCoder;

namespace LienY.Certificates;

/// <summary>A certificate on paper: DOCX by the Writing engine, PDF where the converter is installed; a QR code leads to the page that verifies it.</summary>
sealed class Papers(CertificatesStore store, IFiles files, ISigning signing, IOrganisations organisations, PdfConverter converter, ILogger<Papers> log)
{
    /// <summary>The DOCX; always in Vietnamese.</summary>
    public async Task<byte[]> DocxAsync(Certificate c, string verify, CancellationToken stop)
    {
        var above = await organisations.AboveAsync(c.IssuerId, stop);
        return OfficialDocx.Write(new OfficialDocument
        {
            Type = new DocumentType(Kinds.Abbreviation(c.Kind), c.Kind == Kinds.Cme ? "CHỨNG CHỈ" : "GIẤY CHỨNG NHẬN"),
            ParentOrgan = above.Count > 1 ? above[1].Name : null,
            Issuer = c.IssuerName,
            Number = c.Ordinal,
            Symbol = c.Number[(c.Number.IndexOf('/', StringComparison.Ordinal) + 1)..],
            Place = c.Place.Length > 0 ? c.Place : "........",
            Date = c.IssuedOn,
            Subject = c.Kind == Kinds.Cme ? "Đào tạo liên tục trong lĩnh vực y tế" : "Hoàn thành khóa đào tạo",
            Body = Body(c, verify),
            Signature = new(c.SignerPosition.Length > 0 ? c.SignerPosition : "Thủ trưởng đơn vị", c.SignerName) { Image = Picture(verify) },
            Recipients = ["Người được cấp"],
            Archive = "VT, sổ cấp chứng chỉ",
        });
    }

    const long MostBytes = 20L * 1024 * 1024;

    /// <summary>The PDF; while the certificate stands with the issuer's digital seal where the issuer has one, the same bytes each time.</summary>
    public async Task<byte[]> PdfAsync(Certificate c, string verify, CancellationToken stop)
    {
        if (c.State != CertificateState.Valid) return await ConvertAsync(c, verify, stop);
        if (c.PdfHash is { } hash)
        {
            await using var content = await files.OpenAsync(c.IssuerId, hash, stop);
            using var copy = new MemoryStream();
            await content.CopyToAsync(copy, stop);
            return copy.ToArray();
        }
        var pdf = await ConvertAsync(c, verify, stop);
        try
        {
            var sealedPdf = await signing.SealAsync(c.IssuerId, Kinds.Abbreviation(c.Kind), c.Number, pdf, stop);
            if (ReferenceEquals(sealedPdf, pdf)) return pdf;
            var kept = (await files.PutAsync(c.IssuerId, new MemoryStream(sealedPdf), MostBytes, stop)).Hash;
            // Whoever was first keeps theirs; this one is as good and is not kept.
            await store.Certificates.IgnoreQueryFilters(["org"]).Where(o => o.Id == c.Id && o.PdfHash == null)
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.PdfHash, kept), stop);
            return sealedPdf;
        }
        catch (Refusal refusal)
        {
            log.LogWarning(refusal, "Certificate '{Number}' could not be sealed.", c.Number);
            return pdf;
        }
    }

    async Task<byte[]> ConvertAsync(Certificate c, string verify, CancellationToken stop)
    {
        if (!converter.Available) throw Missing();
        try
        {
            return await converter.ConvertAsync(await DocxAsync(c, verify, stop), stop);
        }
        catch (PdfUnavailable)
        {
            throw Missing();
        }
        catch (PdfError problem)
        {
            log.LogError(problem, "Certificate '{Number}' could not be turned into PDF.", c.Number);
            throw new Refusal(RefusalKind.Unavailable, "Chưa tạo được PDF: chương trình LibreOffice không trả kết quả. Xin thử lại sau; bản DOCX vẫn tải về được.")
            { Code = "pdf-failed" };
        }
    }

    /// <summary>A QR code as PNG.</summary>
    public static byte[] Picture(string address)
    {
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        return new PngByteQRCode(code).GetGraphic(6);
    }

    static List<Block> Body(Certificate c, string verify)
    {
        var body = new List<Block>();
        void Line(string label, string text)
        {
            if (text.Length > 0) body.Add(new Paragraph($"{label}: {text}"));
        }
        if (c.State != CertificateState.Valid && c.EndedAt is { } at)
            body.Add(new Paragraph($"{(c.State == CertificateState.Revoked ? "ĐÃ THU HỒI" : "ĐÃ THAY BẰNG BẢN KHÁC")} ngày {Say.Day(Say.DayOf(at))}. Lý do: {c.EndReason}") { Bold = true });
        body.Add(new Paragraph($"{c.IssuerName} chứng nhận:"));
        body.Add(new Paragraph($"Ông/bà: {c.Holder}") { Bold = true });
        Line("Ngày sinh", c.Born is { } born ? Say.Day(born) : "");
        Line("Nơi làm việc", c.HolderAt);
        Line("Giấy phép hành nghề số", c.Licence);
        Line("Đã hoàn thành", c.Course);
        body.Add(new Paragraph($"Thời gian: từ ngày {Say.Day(c.FromDay)} đến ngày {Say.Day(c.ToDay)}{(c.Hours > 0 ? $"; số tiết: {Say.Number(c.Hours)}" : "")}."));
        Line("Xếp loại", c.Grade);
        Line("Mã cơ sở đào tạo", c.Programme);
        Line("Thay cho số", c.ReplacesNumber);
        body.Add(new Note($"Quét mã QR hoặc mở {verify} để xem đủ nội dung đã ký số và tình trạng hiệu lực. Mã kiểm tra: {c.Code}"));
        body.Add(new Paragraph("Giấy này có giá trị khi trang kiểm tra ghi còn hiệu lực"));
        return body;
    }

    static Refusal Missing() => new(RefusalKind.Unavailable,
        "Máy chủ chưa có LibreOffice nên chưa tạo được PDF. Xin báo quản trị viên cài các gói Debian libreoffice-writer-nogui và fonts-liberation2; bản DOCX vẫn tải về được.")
    { Code = "pdf-unavailable" };
}
