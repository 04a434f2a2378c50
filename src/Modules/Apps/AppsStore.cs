using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Apps;

/// <summary>Applications and what belongs to them; an application is seen where its organisation is reached.</summary>
sealed class AppsStore(StoreScope scope) : Store(scope)
{
    /// <summary>Applications.</summary>
    public DbSet<App> Apps => Set<App>();

    /// <summary>What people let applications do.</summary>
    public DbSet<Grant> Grants => Set<Grant>();

    /// <summary>Counts of exchanges.</summary>
    public DbSet<LoadRow> Load => Set<LoadRow>();

    /// <summary>The last failures.</summary>
    public DbSet<FailureRow> Failures => Set<FailureRow>();

    /// <summary>What the ledger was told.</summary>
    public DbSet<ToldRow> Told => Set<ToldRow>();

    /// <summary>Facts of this module's days.</summary>
    public IQueryable<Fact> Facts => Set<Fact>().Where(f => f.Module == "apps");

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<App>(e =>
        {
            e.ToTable("apps_app").HasKey(a => a.Id);
            e.Ignore(a => a.RedirectList).Ignore(a => a.PurposeList).Ignore(a => a.Allowed);
            e.HasQueryFilter("org", a => All || Organisations.Contains(a.OrganisationId));
        });
        model.Entity<Grant>().ToTable("apps_grant").HasKey(g => g.Id);
        model.Entity<CodeRow>().ToTable("apps_code").HasKey(c => c.Hash);
        model.Entity<AccessRow>().ToTable("apps_access").HasKey(a => a.Hash);
        model.Entity<RefreshRow>().ToTable("apps_refresh").HasKey(r => r.Hash);
        model.Entity<LaunchRow>().ToTable("apps_launch").HasKey(l => l.Hash);
        model.Entity<AssertionRow>().ToTable("apps_assertion").HasKey(a => new { a.AppId, a.Jti });
        model.Entity<TriesRow>().ToTable("apps_tries").HasKey(t => new { t.AppId, t.Address });
        model.Entity<KeyRow>().ToTable("apps_key").HasKey(k => k.Kid);
        model.Entity<LoadRow>().ToTable("apps_load").HasKey(l => new { l.AppId, l.Day, l.Operation, l.Outcome });
        model.Entity<FailureRow>().ToTable("apps_failure").HasKey(f => f.Id);
        model.Entity<ToldRow>().ToTable("apps_told").HasKey(t => new { t.AppId, t.Day });
    }
}
