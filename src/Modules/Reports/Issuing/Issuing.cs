using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>What is given at issuing; without a number the register gives the next.</summary>
sealed record IssueInput(int? Number, string Symbol, DateOnly Day, string Place, string SignerName, string SignerPosition, string SignerAuthority, string Recipients, string Archive);

/// <summary>Issuing: number, day and signer; the final DOCX, its dossier and the PDF are kept for ever.</summary>
sealed class Issuing(ReportsStore store, ReportPapers papers, Pdfs pdfs, Shelf shelf, EarlierReports earlier, IEnumerable<IRegisters> registers, Caller caller)
{
    /// <summary>The next free number of an organisation in a year.</summary>
    public async Task<int> NextNumberAsync(Guid organisation, int year, CancellationToken stop) => registers.FirstOrDefault() is { } book
        ? await book.NextAsync(organisation, "BC", year, stop)
        : (await store.Reports.IgnoreQueryFilters(["org"]).Where(r => r.FromId == organisation && r.NumberYear == year).MaxAsync(r => r.Number, stop) ?? 0) + 1;

    /// <summary>Issues an accepted report; false when the PDF could not be made (it can be made later).</summary>
    public async Task<bool> IssueAsync(Guid id, int version, IssueInput input, CancellationToken stop)
    {
        var report = await store.ReportAsync(id, stop);
        caller.Must(ReportsRights.Issue, report.FromId);
        store.Expect(report, version);
        report.MustBeAccepted();
        if (version != report.Version)
            throw new Refusal(RefusalKind.Conflict, "Nội dung này vừa được người khác sửa. Dữ liệu ông/bà nhập vẫn được giữ trên trang; xin xem bản mới rồi lưu lại.") { Code = "stale" };
        var number = await NumberAsync(report, input, stop);
        var was = report.State;
        (report.Symbol, report.Place, report.SignerName, report.SignerPosition) = (input.Symbol, input.Place, input.SignerName, input.SignerPosition);
        (report.SignerAuthority, report.Recipients, report.Archive) = (input.SignerAuthority, input.Recipients, input.Archive);
        report.Issue(number, input.Day);
        var dossier = await papers.DossierAsync(report, stop);
        var docx = await papers.WriteAsync(dossier, stop);
        var pdf = await pdfs.TryAsync(docx, stop);
        report.DossierHash = await shelf.PutAsync(report.FromId, dossier.ToBytes(), stop);
        report.Keep(await shelf.PutAsync(report.FromId, docx, stop), pdf is null ? null : await shelf.PutAsync(report.FromId, pdf, stop));
        await earlier.ToldAsync(report, stop);
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
        report.DocxHash is { } hash ? await shelf.ReadAsync(report.FromId, hash, stop) : await papers.DocxAsync(report, stop);

    /// <summary>The report as PDF: with its signatures once signed, the kept file once issued (made and kept now where it could not be made then), a draft before.</summary>
    public async Task<byte[]> PdfAsync(Report report, CancellationToken stop)
    {
        if ((report.SignedHash ?? report.PdfHash) is { } hash) return await shelf.ReadAsync(report.FromId, hash, stop);
        var pdf = await pdfs.MakeAsync(await DocxAsync(report, stop), stop);
        if (report.DocxHash is null) return pdf;
        report.PdfHash = await shelf.PutAsync(report.FromId, pdf, stop);
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

    // The register's own transaction gives the number first; the same report asking again gets the same.
    async Task<int> NumberAsync(Report report, IssueInput input, CancellationToken stop)
    {
        if (registers.FirstOrDefault() is { } book)
            return (await book.EnterAsync(new("report/" + report.Id, report.FromId, "BC", input.Symbol, report.Title, input.Day, $"{input.SignerPosition} {input.SignerName}".Trim(), input.Recipients,
                input.Number, "/reports/" + report.Id, report.PlanId), stop)).Number;
        var number = input.Number ?? await NextNumberAsync(report.FromId, input.Day.Year, stop);
        if (await store.Reports.IgnoreQueryFilters(["org"]).AnyAsync(r => r.FromId == report.FromId && r.NumberYear == input.Day.Year && r.Number == number, stop))
            throw new Refusal(RefusalKind.Conflict, "Số {0} của năm {1} đã cấp cho báo cáo khác. Số tiếp theo còn trống là {2}.", number, input.Day.Year.ToString(Say.Vietnam),
                await NextNumberAsync(report.FromId, input.Day.Year, stop))
            { Field = "number", Code = "number-taken" };
        return number;
    }
}
