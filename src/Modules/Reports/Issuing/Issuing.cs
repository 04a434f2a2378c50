using LienY.Kernel;
using LienY.Writing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>What is given at issuing.</summary>
sealed record IssueInput(int Number, string Symbol, DateOnly Day, string Place, string SignerName, string SignerPosition, string SignerAuthority, string Recipients, string Archive);

/// <summary>Issuing: number, day and signature; the final DOCX and PDF are kept for ever.</summary>
sealed class Issuing(ReportsStore store, ReportPapers papers, IFiles files, Caller caller)
{
    /// <summary>Largest file that is kept.</summary>
    const long MostBytes = 50L * 1024 * 1024;

    /// <summary>The next free number of an organisation in a year.</summary>
    public async Task<int> NextNumberAsync(Guid organisation, int year, CancellationToken stop) =>
        (await store.Reports.IgnoreQueryFilters(["org"]).Where(r => r.FromId == organisation && r.NumberYear == year).MaxAsync(r => r.Number, stop) ?? 0) + 1;

    /// <summary>Issues an accepted report; false when the PDF could not be made (it can be made later).</summary>
    public async Task<bool> IssueAsync(Guid id, int version, IssueInput input, CancellationToken stop)
    {
        var report = await store.ReportAsync(id, stop);
        caller.Must(ReportsRights.Issue, report.FromId);
        store.Expect(report, version);
        if (await store.Reports.IgnoreQueryFilters(["org"]).AnyAsync(r => r.FromId == report.FromId && r.NumberYear == input.Day.Year && r.Number == input.Number, stop))
            throw new Refusal(RefusalKind.Conflict, "Số {0} của năm {1} đã cấp cho báo cáo khác. Số tiếp theo còn trống là {2}.", input.Number, input.Day.Year.ToString(Say.Vietnam),
                await NextNumberAsync(report.FromId, input.Day.Year, stop))
            { Field = "number", Code = "number-taken" };
        var was = report.State;
        (report.Symbol, report.Place, report.SignerName, report.SignerPosition) = (input.Symbol, input.Place, input.SignerName, input.SignerPosition);
        (report.SignerAuthority, report.Recipients, report.Archive) = (input.SignerAuthority, input.Recipients, input.Archive);
        report.Issue(input.Number, input.Day);
        var docx = await papers.DocxAsync(report, stop);
        var kept = await files.PutAsync(report.FromId, new MemoryStream(docx), MostBytes, stop);
        var pdf = await papers.TryPdfAsync(docx, stop);
        report.Keep(kept.Hash, pdf is null ? null : (await files.PutAsync(report.FromId, new MemoryStream(pdf), MostBytes, stop)).Hash);
        store.Remember(report, was, report.NumberText);
        store.Report(Sending.Happened(report, "report.issued", input.Day));
        store.Notify(new Notice
        {
            OrganisationId = report.ToId,
            Text = Words.Key("Báo cáo số {0} đã phát hành: {1}"),
            Args = Notice.ArgsOf(report.NumberText, report.Title),
            Link = "/reports/" + report.Id,
            Once = $"report/{report.Id}/issued",
        });
        await store.SaveChangesAsync(stop);
        return pdf is not null;
    }

    /// <summary>The report as DOCX: the kept file once issued, a draft before.</summary>
    public async Task<byte[]> DocxAsync(Report report, CancellationToken stop) =>
        report.DocxHash is { } hash ? await ReadAsync(report, hash, stop) : await papers.DocxAsync(report, stop);

    /// <summary>The report as PDF: the kept file once issued (made and kept now where it could not be made then), a draft before.</summary>
    public async Task<byte[]> PdfAsync(Report report, CancellationToken stop)
    {
        if (report.PdfHash is { } hash) return await ReadAsync(report, hash, stop);
        var pdf = await papers.PdfAsync(await DocxAsync(report, stop), stop);
        if (report.DocxHash is null) return pdf;
        report.PdfHash = (await files.PutAsync(report.FromId, new MemoryStream(pdf), MostBytes, stop)).Hash;
        try
        {
            await store.SaveChangesAsync(stop);
        }
        catch (Refusal refusal) when (refusal.Code == "stale")
        {
            // Somebody else kept the same paper at the same moment.
        }
        return pdf;
    }

    async Task<byte[]> ReadAsync(Report report, string hash, CancellationToken stop)
    {
        await using var content = await files.OpenAsync(report.FromId, hash, stop);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, stop);
        return copy.ToArray();
    }
}
