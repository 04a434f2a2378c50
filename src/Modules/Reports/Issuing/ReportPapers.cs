using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LienY.Reports;

/// <summary>Writes a report as an official paper: DOCX by the Writing engine, PDF by LibreOffice where it is installed.</summary>
sealed class ReportPapers(ReportsStore store, IOrganisations organisations, PdfConverter converter, ILogger<ReportPapers> log)
{
    /// <summary>The paper as DOCX; marked as a draft until it is issued.</summary>
    public async Task<byte[]> DocxAsync(Report report, CancellationToken stop) => OfficialDocx.Write(await DocumentAsync(report, stop));

    /// <summary>The paper turned into PDF.</summary>
    public async Task<byte[]> PdfAsync(byte[] docx, CancellationToken stop)
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
            log.LogError(problem, "A report could not be turned into PDF.");
            throw new Refusal(RefusalKind.Unavailable, "Chưa tạo được PDF: chương trình LibreOffice không trả kết quả. Xin thử lại sau; bản DOCX vẫn tải về được.") { Code = "pdf-failed" };
        }
    }

    /// <summary>The paper as PDF, null where it cannot be made now.</summary>
    public async Task<byte[]?> TryPdfAsync(byte[] docx, CancellationToken stop)
    {
        try
        {
            return await PdfAsync(docx, stop);
        }
        catch (Refusal)
        {
            return null;
        }
    }

    async Task<OfficialDocument> DocumentAsync(Report report, CancellationToken stop)
    {
        var data = await ReportDesk.DataAsync(store, report.Id, stop);
        var texts = await store.Texts.AsNoTracking().Where(t => t.ReportId == report.Id).ToDictionaryAsync(t => t.Part, t => t.Body, stop);
        var law = (await RuleBook.LoadAsync(store, stop)).On(report.Cadence, report.Cutoff)?.Law;
        var head = Letterhead.Of(await organisations.AboveAsync(report.FromId, stop));
        var to = report.ToId == report.FromId ? null : (await organisations.FindAsync(report.ToId, report.IssuedOn, stop))?.Name;
        return ReportDocument.Of(report, head, to, law, data, texts, await Predecessors.OfAsync(store, organisations, report, stop));
    }

    static Refusal Missing() => new(RefusalKind.Unavailable,
        "Máy chủ chưa có LibreOffice nên chưa tạo được PDF. Xin báo quản trị viên cài các gói Debian libreoffice-writer-nogui và fonts-liberation2; bản DOCX vẫn tải về được.")
    { Code = "pdf-unavailable" };
}
