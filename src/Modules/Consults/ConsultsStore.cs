using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>
/// Cases with all that hangs on them, rosters and rules. Who may see a case is asked by <see cref="CaseBook"/>, for the two sides see different things of it.
/// </summary>
sealed partial class ConsultsStore(StoreScope scope) : Store(scope)
{
    /// <summary>Cases.</summary>
    public DbSet<Case> Cases => Set<Case>();

    /// <summary>Steps of cases.</summary>
    public DbSet<CaseStep> Steps => Set<CaseStep>();

    /// <summary>Summaries of cases.</summary>
    public DbSet<CaseSummary> Summaries => Set<CaseSummary>();

    /// <summary>Who the patients are.</summary>
    public DbSet<CaseIdentity> Identities => Set<CaseIdentity>();

    /// <summary>Releases of cases.</summary>
    public DbSet<CaseRelease> Releases => Set<CaseRelease>();

    /// <summary>Bases of the release gate, written in the same transaction.</summary>
    public DbSet<Basis> Bases => Set<Basis>();

    /// <summary>Files of cases.</summary>
    public DbSet<CaseAttachment> Attachments => Set<CaseAttachment>();

    /// <summary>Files on their way.</summary>
    public DbSet<CaseUpload> Uploads => Set<CaseUpload>();

    /// <summary>Chunks that arrived.</summary>
    public DbSet<UploadPart> Parts => Set<UploadPart>();

    /// <summary>Opinions in writing.</summary>
    public DbSet<CaseOpinion> Opinions => Set<CaseOpinion>();

    /// <summary>Rosters.</summary>
    public DbSet<Duty> Duties => Set<Duty>();

    /// <summary>How long urgencies may take.</summary>
    public DbSet<ClockRule> ClockRules => Set<ClockRule>();

    /// <summary>Reasons by law.</summary>
    public DbSet<ReasonRule> Reasons => Set<ReasonRule>();

    /// <summary>What requests must say.</summary>
    public DbSet<EssentialRule> Essentials => Set<EssentialRule>();

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<Case>(e =>
        {
            e.ToTable("consults_case").HasKey(c => c.Id);
            e.HasMany(c => c.Steps).WithOne().HasForeignKey(s => s.CaseId);
        });
        model.Entity<CaseStep>(e =>
        {
            e.ToTable("consults_step").HasKey(s => s.Id);
            // The id is made with the row: a step that hangs on a loaded case is a new one.
            e.Property(s => s.Id).ValueGeneratedNever();
        });
        model.Entity<CaseSummary>(e =>
        {
            e.ToTable("consults_summary").HasKey(s => s.Id);
            e.HasOne<Case>().WithMany().HasForeignKey(s => s.CaseId);
            e.Ignore(s => s.Text);
        });
        model.Entity<CaseIdentity>(e =>
        {
            e.ToTable("consults_identity").HasKey(i => i.CaseId);
            e.HasOne<Case>().WithOne().HasForeignKey<CaseIdentity>(i => i.CaseId);
        });
        model.Entity<CaseRelease>(e =>
        {
            e.ToTable("consults_release").HasKey(r => r.Id);
            e.HasOne<Case>().WithMany().HasForeignKey(r => r.CaseId);
        });
        model.Entity<CaseAttachment>(e =>
        {
            e.ToTable("consults_attachment").HasKey(a => a.Id);
            e.HasOne<Case>().WithMany().HasForeignKey(a => a.CaseId);
        });
        model.Entity<CaseUpload>(e =>
        {
            e.ToTable("consults_upload").HasKey(u => u.Id);
            e.Property(u => u.Id).ValueGeneratedNever();
            e.HasOne<Case>().WithMany().HasForeignKey(u => u.CaseId);
        });
        model.Entity<UploadPart>(e =>
        {
            e.ToTable("consults_upload_part").HasKey(p => new { p.UploadId, p.Number });
            e.HasOne<CaseUpload>().WithMany().HasForeignKey(p => p.UploadId);
        });
        model.Entity<CaseOpinion>(e =>
        {
            e.ToTable("consults_opinion").HasKey(o => o.Id);
            e.HasOne<Case>().WithOne().HasForeignKey<CaseOpinion>(o => o.CaseId);
        });
        model.Entity<Duty>().ToTable("consults_duty").HasKey(d => d.Id);
        model.Entity<ClockRule>().ToTable("consults_clock_rule").HasKey(r => r.Id);
        model.Entity<ReasonRule>().ToTable("consults_reason_rule").HasKey(r => r.Id);
        model.Entity<EssentialRule>().ToTable("consults_essential_rule").HasKey(r => r.Id);
        MapMeeting(model);
    }

    /// <summary>Tables of the second half: sessions, minutes, follow-up, settlement.</summary>
    partial void MapMeeting(ModelBuilder model);
}
