using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Logbook;

/// <summary>
/// Cases, rules, rows of the feed. A caller sees cases of the organisations below their posts, and those in which they took part, supervised or which
/// they entered.
/// </summary>
sealed class LogbookStore(StoreScope scope) : Store(scope)
{
    /// <summary>Cases.</summary>
    public DbSet<LoggedCase> Cases => Set<LoggedCase>();

    /// <summary>Who took part.</summary>
    public DbSet<LoggedMember> Members => Set<LoggedMember>();

    /// <summary>Rules.</summary>
    public DbSet<LogRule> Rules => Set<LogRule>();

    /// <summary>Techniques watched in the feed.</summary>
    public DbSet<Watched> Watched => Set<Watched>();

    /// <summary>Rows of the feed.</summary>
    public DbSet<FeedRow> FeedRows => Set<FeedRow>();

    /// <summary>Who stands in rows of the feed.</summary>
    public DbSet<FeedMember> FeedMembers => Set<FeedMember>();

    /// <summary>Differences that people settled.</summary>
    public DbSet<Difference> Differences => Set<Difference>();

    Guid? User => Caller.UserId;

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<LoggedCase>(e =>
        {
            e.ToTable("logbook_case").HasKey(c => c.Id);
            e.Property(c => c.Id).ValueGeneratedNever();
            e.HasMany(c => c.Members).WithOne().HasForeignKey(m => m.CaseId);
            e.HasQueryFilter("org", c => All || Organisations.Contains(c.FacilityId)
                || (User != null && (c.LoggedBy == User || c.SupervisorUser == User || c.Members.Any(m => m.UserId == User))));
        });
        model.Entity<LoggedMember>(e =>
        {
            e.ToTable("logbook_member").HasKey(m => m.Id);
            e.Property(m => m.Id).ValueGeneratedNever();
        });
        model.Entity<LogRule>().ToTable("logbook_rule").HasKey(r => r.Id);
        model.Entity<Watched>().ToTable("logbook_watch").HasKey(w => new { w.FacilityId, w.Technique });
        model.Entity<FeedRow>(e =>
        {
            e.ToTable("logbook_feed_row").HasKey(r => r.Id);
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasMany(r => r.Members).WithOne().HasForeignKey(m => m.RowId);
            e.HasQueryFilter("org", r => All || Organisations.Contains(r.FacilityId));
        });
        model.Entity<FeedMember>().ToTable("logbook_feed_member").HasKey(m => new { m.RowId, m.PractitionerId });
        model.Entity<Difference>(e =>
        {
            e.ToTable("logbook_difference").HasKey(d => d.Id);
            e.Property(d => d.Id).ValueGeneratedNever();
            e.HasQueryFilter("org", d => All || Organisations.Contains(d.FacilityId));
        });
    }
}
