using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>
/// Packages and all that hangs on them, seen by whoever reaches one of the two sides; techniques at facilities, which name no person and may be seen by all who see
/// transfers.
/// </summary>
sealed class TransferStore(StoreScope scope) : Store(scope)
{
    public DbSet<Package> Packages => Set<Package>();
    public DbSet<PackageTechnique> Techniques => Set<PackageTechnique>();
    public DbSet<Ekip> Ekips => Set<Ekip>();
    public DbSet<Member> Members => Set<Member>();
    public DbSet<PackageStep> Steps => Set<PackageStep>();
    public DbSet<Shake> Shakes => Set<Shake>();
    public DbSet<Paper> Papers => Set<Paper>();
    public DbSet<PaperSignature> Signatures => Set<PaperSignature>();
    public DbSet<SurveyLine> Survey => Set<SurveyLine>();
    public DbSet<TransferRecord> Records => Set<TransferRecord>();
    public DbSet<Round> Rounds => Set<Round>();
    public DbSet<SafetyEvent> Safety => Set<SafetyEvent>();
    public DbSet<CouncilDraft> Councils => Set<CouncilDraft>();
    public DbSet<FacilityTechnique> FacilityTechniques => Set<FacilityTechnique>();
    public DbSet<Standing> Standings => Set<Standing>();
    public DbSet<Told> Told => Set<Told>();
    public DbSet<Refresher> Refreshers => Set<Refresher>();
    public DbSet<Fact> Facts => Set<Fact>();

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<Package>(e =>
        {
            e.ToTable("transfer_package").HasKey(p => p.Id);
            e.HasMany(p => p.Techniques).WithOne().HasForeignKey(t => t.PackageId);
            e.HasMany(p => p.Ekips).WithOne().HasForeignKey(t => t.PackageId);
            e.HasQueryFilter("org", p => All || Organisations.Contains(p.GiverId) || Organisations.Contains(p.ReceiverId));
        });
        // Ids are made with the rows: one that hangs on a loaded row is a new one.
        model.Entity<PackageTechnique>(e =>
        {
            e.ToTable("transfer_package_technique").HasKey(t => t.Id);
            e.Property(t => t.Id).ValueGeneratedNever();
        });
        model.Entity<Ekip>(e =>
        {
            e.ToTable("transfer_ekip").HasKey(t => t.Id);
            e.Property(t => t.Id).ValueGeneratedNever();
            e.HasMany(t => t.Members).WithOne().HasForeignKey(m => m.EkipId);
        });
        model.Entity<Member>(e =>
        {
            e.ToTable("transfer_member").HasKey(m => m.Id);
            e.Property(m => m.Id).ValueGeneratedNever();
        });
        Below<PackageStep>(model, "transfer_step");
        Below<Shake>(model, "transfer_shake");
        Below<Paper>(model, "transfer_paper");
        Below<SurveyLine>(model, "transfer_survey_line");
        Below<TransferRecord>(model, "transfer_record");
        Below<Refresher>(model, "transfer_refresher");
        model.Entity<PaperSignature>(e =>
        {
            e.ToTable("transfer_signature").HasKey(s => s.Id);
            e.HasOne<Paper>().WithMany().HasForeignKey(s => s.PaperId);
        });
        model.Entity<Round>(e =>
        {
            e.ToTable("transfer_round").HasKey(r => r.Id);
            e.HasOne<Package>().WithMany().HasForeignKey(r => r.PackageId);
            e.HasMany(r => r.Experts).WithOne().HasForeignKey(x => x.RoundId);
        });
        model.Entity<RoundExpert>(e =>
        {
            e.ToTable("transfer_round_expert").HasKey(x => x.Id);
            e.Property(x => x.Id).ValueGeneratedNever();
        });
        model.Entity<SafetyEvent>(e =>
        {
            e.ToTable("transfer_safety").HasKey(s => s.Id);
            e.HasOne<Round>().WithMany().HasForeignKey(s => s.RoundId);
        });
        model.Entity<CouncilDraft>(e =>
        {
            e.ToTable("transfer_council").HasKey(c => c.PackageId);
            e.HasOne<Package>().WithOne().HasForeignKey<CouncilDraft>(c => c.PackageId);
        });
        model.Entity<FacilityTechnique>().ToTable("transfer_facility_technique").HasKey(t => t.Id);
        model.Entity<Standing>(e =>
        {
            e.ToTable("transfer_standing").HasKey(s => s.Id);
            e.HasOne<Package>().WithMany().HasForeignKey(s => s.PackageId);
            e.HasQueryFilter("org", s => All || Packages.Any(p => p.Id == s.PackageId));
        });
        model.Entity<Told>().ToTable("transfer_told").HasKey(t => t.Source);
    }

    static void Below<T>(ModelBuilder model, string table) where T : class => model.Entity<T>(e =>
    {
        e.ToTable(table).HasKey("Id");
        e.HasOne<Package>().WithMany().HasForeignKey("PackageId");
    });
}
