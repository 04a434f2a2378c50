using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>Gathers what a report's paper is composed from, and writes it as DOCX.</summary>
sealed class ReportPapers(ReportsStore store, IOrganisations organisations)
{
    /// <summary>The paper as DOCX; marked as a draft until it is issued.</summary>
    public async Task<byte[]> DocxAsync(Report report, CancellationToken stop) => Write(await DossierAsync(report, stop));

    /// <summary>The paper of a dossier, without asking anything else.</summary>
    public static byte[] Write(Dossier dossier) => OfficialDocx.Write(ReportDocument.Of(dossier));

    /// <summary>The paper of a dossier with the template it names.</summary>
    public Task<byte[]> WriteAsync(Dossier dossier, Guid organisation, CancellationToken stop) => Task.FromResult(Write(dossier));

    /// <summary>Everything the paper is composed from, as it stands now.</summary>
    public async Task<Dossier> DossierAsync(Report report, CancellationToken stop)
    {
        var data = await ReportDesk.DataAsync(store, report.Id, stop);
        var texts = await store.Texts.AsNoTracking().Where(t => t.ReportId == report.Id).ToDictionaryAsync(t => t.Part, t => t.Body, stop);
        var law = (await RuleBook.LoadAsync(store, stop)).On(report.Cadence, report.Cutoff)?.Law;
        var head = Letterhead.Of(await organisations.AboveAsync(report.FromId, stop));
        var to = report.ToId == report.FromId ? null : (await organisations.FindAsync(report.ToId, report.IssuedOn, stop))?.Name;
        var closed = report.SupplementOf is { } id ? await store.Reports.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) : null;
        return new(DossierHead.Of(report), head, to, law, await Predecessors.OfAsync(store, organisations, report, stop), data.Cells, data.Tasks, data.Budgets, texts)
        {
            Earlier = data.Earlier,
            Directives = data.Directives,
            Supplements = closed is null ? null : char.ToLower(EarlierReports.About(closed)[0], Say.Vietnam) + EarlierReports.About(closed)[1..],
        };
    }
}
