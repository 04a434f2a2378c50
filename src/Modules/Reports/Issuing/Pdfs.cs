using LienY.Kernel;
using LienY.Writing;
using Microsoft.Extensions.Logging;

namespace LienY.Reports;

/// <summary>Turns a DOCX into PDF by LibreOffice where it is installed.</summary>
sealed class Pdfs(PdfConverter converter, ILogger<Pdfs> log)
{
    /// <summary>The paper turned into PDF.</summary>
    public async Task<byte[]> MakeAsync(byte[] docx, CancellationToken stop)
    {
        if (!converter.Available) throw Missing();
        try
        {
            return await converter.ConvertAsync(docx, stop);
        }
        catch (PdfUnavailable)
        {
            throw Missing();
        }
        catch (PdfError problem)
        {
            log.LogError(problem, "A paper could not be turned into PDF.");
            throw new Refusal(RefusalKind.Unavailable, "Chưa tạo được PDF: chương trình LibreOffice không trả kết quả. Xin thử lại sau; bản DOCX vẫn tải về được.") { Code = "pdf-failed" };
        }
    }

    /// <summary>The paper as PDF, null where it cannot be made now.</summary>
    public async Task<byte[]?> TryAsync(byte[] docx, CancellationToken stop)
    {
        try
        {
            return await MakeAsync(docx, stop);
        }
        catch (Refusal)
        {
            return null;
        }
    }

    static Refusal Missing() => new(RefusalKind.Unavailable,
        "Máy chủ chưa có LibreOffice nên chưa tạo được PDF. Xin báo quản trị viên cài các gói Debian libreoffice-writer-nogui và fonts-liberation2; bản DOCX vẫn tải về được.")
    { Code = "pdf-unavailable" };
}
