using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>Gathers what a report's paper is composed from, and writes it as DOCX.</summary>
sealed class ReportPapers(ReportsStore store, Shelf shelf, IOrganisations organisations)
{
    /// <summary>The paper as DOCX; marked as a draft until it is issued.</summary>
    public async Task<byte[]> DocxAsync(Report report, CancellationToken stop) => await WriteAsync(await DossierAsync(report, stop), stop);

    /// <summary>The paper of a dossier, with the edition of the template it names; nothing else is asked.</summary>
    public async Task<byte[]> WriteAsync(Dossier dossier, CancellationToken stop) => dossier.Template is { } template
        ? new DocxTemplate(await shelf.ReadAsync(template.OrganisationId, template.Hash, stop)).Fill(ReportFields.All, ReportFields.Of(dossier))
        : OfficialDocx.Write(ReportDocument.Of(dossier));

    /// <summary>Templates a report may use, the fittest first: those of its plan, then those of its organisation, newest editions only.</summary>
    public async Task<IReadOnlyList<Template>> TemplatesAsync(Report report, CancellationToken stop) => [.. (await store.Templates.IgnoreQueryFilters(["org"]).AsNoTracking()
        .Where(t => t.OrganisationId == report.FromId && (t.PlanId == null || t.PlanId == report.PlanId)).ToListAsync(stop))
        .GroupBy(t => t.Name).Select(g => g.MaxBy(t => t.Edition)!).Where(t => t.RetiredAt is null).OrderByDescending(t => t.PlanId is not null).ThenByDescending(t => t.UploadedAt)];

    /// <summary>Everything the paper is composed from, as it stands now.</summary>
    public async Task<Dossier> DossierAsync(Report report, CancellationToken stop)
    {
        var data = await ReportDesk.DataAsync(store, report.Id, stop);
        var texts = await store.Texts.AsNoTracking().Where(t => t.ReportId == report.Id).ToDictionaryAsync(t => t.Part, t => t.Body, stop);
        var law = (await RuleBook.LoadAsync(store, stop)).By(report.Rule).On(report.Cadence, report.Cutoff)?.Law;
        var head = Letterhead.Of(await organisations.AboveAsync(report.FromId, stop));
        var to = report.ToId == report.FromId ? null : (await organisations.FindAsync(report.ToId, report.IssuedOn, stop))?.Name;
        var closed = report.SupplementOf is { } id ? await store.Reports.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) : null;
        var template = report.TemplateId is { } used ? await store.Templates.IgnoreQueryFilters(["org"]).AsNoTracking().FirstOrDefaultAsync(t => t.Id == used, stop) : null;
        return new(DossierHead.Of(report), head, to, law, await Predecessors.OfAsync(store, organisations, report, stop), data.Cells, data.Tasks, data.Budgets, texts)
        {
            Earlier = data.Earlier,
            Directives = data.Directives,
            Units = data.Units,
            UnitFigures = data.UnitFigures,
            Issues = data.Issues,
            Template = template is null ? null : new(template.Id, template.OrganisationId, template.Name, template.Edition, template.FileHash),
            Supplements = closed is null ? null : char.ToLower(EarlierReports.About(closed)[0], Say.Vietnam) + EarlierReports.About(closed)[1..],
        };
    }
}
