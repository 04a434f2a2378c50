using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienY.Reports;

/// <summary>Tables of the module; a report is seen by who reports, who receives and who owns the plan.</summary>
sealed class ReportsStore(StoreScope scope) : Store(scope)
{
    public DbSet<Obligation> Obligations => Set<Obligation>();
    public DbSet<Report> Reports => Set<Report>();
    public DbSet<ReportCell> Cells => Set<ReportCell>();
    public DbSet<ReportTask> Tasks => Set<ReportTask>();
    public DbSet<ReportBudget> Budgets => Set<ReportBudget>();
    public DbSet<ReportIssue> Issues => Set<ReportIssue>();
    public DbSet<ReportText> Texts => Set<ReportText>();
    public DbSet<ReportStep> Steps => Set<ReportStep>();
    public DbSet<ReportChange> Changes => Set<ReportChange>();
    public DbSet<ReportWatch> Watches => Set<ReportWatch>();
    public DbSet<ReportEarlier> Earlier => Set<ReportEarlier>();
    public DbSet<ReportDirective> Directives => Set<ReportDirective>();
    public DbSet<PaperSignature> Signatures => Set<PaperSignature>();
    public DbSet<Template> Templates => Set<Template>();
    public DbSet<ReportUnit> Units => Set<ReportUnit>();
    public DbSet<ReportUnitFigure> UnitFigures => Set<ReportUnitFigure>();
    public DbSet<ChainStep> ChainSteps => Set<ChainStep>();
    public DbSet<ChainDelegate> Delegates => Set<ChainDelegate>();
    public DbSet<Approval> Approvals => Set<Approval>();
    public DbSet<OfficePaper> Papers => Set<OfficePaper>();
    public DbSet<Cutoff> Cutoffs => Set<Cutoff>();
    public DbSet<Holiday> Holidays => Set<Holiday>();

    /// <summary>One report the caller may see; refused as missing otherwise.</summary>
    public async Task<Report> ReportAsync(Guid id, CancellationToken stop) =>
        await Reports.FirstOrDefaultAsync(r => r.Id == id, stop) ?? throw Refusal.Missing("Không có báo cáo này, hoặc báo cáo không thuộc đơn vị của ông/bà.");

    /// <summary>One paper the caller may see; refused as missing otherwise.</summary>
    public async Task<OfficePaper> PaperAsync(Guid id, CancellationToken stop) =>
        await Papers.FirstOrDefaultAsync(p => p.Id == id, stop) ?? throw Refusal.Missing("Không có văn bản này, hoặc văn bản không thuộc đơn vị của ông/bà.");

    /// <summary>Adds a line to the history of a report, by the caller, now.</summary>
    public void Remember(Report report, ReportState was, string? note = null) => Steps.Add(new ReportStep
    {
        ReportId = report.Id,
        At = Clock.GetUtcNow(),
        UserId = Caller.UserId,
        UserName = Caller.Name,
        Was = was,
        Became = report.State,
        Note = note,
    });

    /// <summary>A notice with this key was already put.</summary>
    public Task<bool> WasToldAsync(string once, CancellationToken stop) => Set<Notice>().AnyAsync(n => n.Once == once, stop);

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Obligation>(e => e.ToTable("reports_obligation").HasQueryFilter("org",
            o => All || Organisations.Contains(o.FromId) || Organisations.Contains(o.ToId) || Organisations.Contains(o.OwnerId)));
        model.Entity<Report>(e => e.ToTable("reports_report").HasQueryFilter("org",
            r => All || Organisations.Contains(r.FromId) || Organisations.Contains(r.ToId) || Organisations.Contains(r.OwnerId)));
        model.Entity<ReportCell>(e =>
        {
            e.ToTable("reports_cell").HasQueryFilter("org", c => All || Reports.Any(r => r.Id == c.ReportId));
            // Told to EF so that old rows are deleted before new ones take their places.
            e.HasIndex(c => new { c.ReportId, c.Ordinal }).IsUnique();
            foreach (var name in new[] { "Target", "TargetHigh", "Actual", "Estimate", "Percent", "InPeriod", "SamePeriod", "FinalValue", "UnitsTotal" }) Scaled(e.Property<decimal?>(name));
        });
        model.Entity<ReportTask>(e =>
        {
            e.ToTable("reports_task").HasQueryFilter("org", t => All || Reports.Any(r => r.Id == t.ReportId)).HasIndex(t => new { t.ReportId, t.Ordinal }).IsUnique();
            Scaled(e.Property(t => t.Counted));
            Scaled(e.Property(t => t.CountedGoal));
            e.Ignore(t => t.CountedText);
        });
        model.Entity<ReportIssue>(e => e.ToTable("reports_issue").HasQueryFilter("org", i => All || Reports.Any(r => r.Id == i.ReportId)).HasIndex(i => new { i.ReportId, i.Ordinal }).IsUnique());
        model.Entity<ReportBudget>(e => e.ToTable("reports_budget").HasQueryFilter("org", b => All || Reports.Any(r => r.Id == b.ReportId)).HasIndex(b => new { b.ReportId, b.Ordinal }).IsUnique());
        model.Entity<ReportText>(e => e.ToTable("reports_text").HasQueryFilter("org", t => All || Reports.Any(r => r.Id == t.ReportId)).HasKey(t => new { t.ReportId, t.Part }));
        model.Entity<ReportStep>(e => e.ToTable("reports_step").HasQueryFilter("org", s => All || Reports.Any(r => r.Id == s.ReportId)));
        Closing(model);
        model.Entity<Cutoff>(e => e.ToTable("reports_cutoff").HasKey(c => c.Code));
        model.Entity<Holiday>(e => e.ToTable("reports_holiday").HasKey(h => h.Day));
    }

    void Closing(ModelBuilder model)
    {
        model.Entity<ReportChange>(e =>
        {
            e.ToTable("reports_change").HasQueryFilter("org", c => All || Reports.Any(r => r.Id == c.ReportId));
            Scaled(e.Property(c => c.Was));
            Scaled(e.Property(c => c.Became));
        });
        model.Entity<ReportWatch>(e => e.ToTable("reports_watch").HasKey(w => w.ReportId));
        model.Entity<ReportEarlier>(e =>
        {
            e.ToTable("reports_earlier").HasQueryFilter("org", x => All || Reports.Any(r => r.Id == x.ReportId)).HasIndex(x => new { x.ReportId, x.Ordinal }).IsUnique();
            foreach (var name in new[] { "Actual", "Estimate", "FinalValue", "Was", "Became" }) Scaled(e.Property<decimal?>(name));
        });
        model.Entity<ReportDirective>(e => e.ToTable("reports_directive").HasQueryFilter("org", d => All || Reports.Any(r => r.Id == d.ReportId)).HasIndex(d => new { d.ReportId, d.Ordinal }).IsUnique());
        model.Entity<ChainStep>(e => e.ToTable("reports_chain_step").HasQueryFilter("org", s => All || Organisations.Contains(s.OrganisationId)));
        model.Entity<ChainDelegate>(e => e.ToTable("reports_delegate").HasQueryFilter("org", d => All || Organisations.Contains(d.OrganisationId)));
        model.Entity<Approval>(e => e.ToTable("reports_approval").HasQueryFilter("org", a => All || Organisations.Contains(a.OrganisationId)));
        model.Entity<OfficePaper>(e => e.ToTable("reports_paper").HasQueryFilter("org", p => All || Organisations.Contains(p.OrganisationId)));
        model.Entity<Template>(e => e.ToTable("reports_template").HasQueryFilter("org", t => All || Organisations.Contains(t.OrganisationId)));
        model.Entity<ReportUnit>(e => e.ToTable("reports_unit").HasQueryFilter("org", u => All || Reports.Any(r => r.Id == u.ReportId)).HasIndex(u => new { u.ReportId, u.Ordinal }).IsUnique());
        model.Entity<ReportUnitFigure>(e =>
        {
            e.ToTable("reports_unit_figure").HasQueryFilter("org", f => All || Reports.Any(r => r.Id == f.ReportId)).HasIndex(f => new { f.ReportId, f.Ordinal }).IsUnique();
            Scaled(e.Property(f => f.Actual));
            Scaled(e.Property(f => f.Estimate));
        });
        // Who may read a paper may see who signed it: the paper is judged first.
        model.Entity<PaperSignature>(e => e.ToTable("reports_signature"));
    }

    static void Scaled(PropertyBuilder<decimal?> number) =>
        number.HasConversion(v => v == null ? (long?)null : Ledger.Scale(v.Value), v => v == null ? null : Ledger.Unscale(v.Value));
}
