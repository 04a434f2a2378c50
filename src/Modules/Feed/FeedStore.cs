using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Feed;

/// <summary>Keys, received files, visits, records and faults; each row belongs to the hospital that sent it.</summary>
sealed class FeedStore(StoreScope scope) : Store(scope)
{
    /// <summary>Keys.</summary>
    public DbSet<FeedKey> Keys => Set<FeedKey>();

    /// <summary>Access tokens of keys.</summary>
    public DbSet<FeedToken> Tokens => Set<FeedToken>();

    /// <summary>Received files.</summary>
    public DbSet<ReceivedFile> Files => Set<ReceivedFile>();

    /// <summary>Visits.</summary>
    public DbSet<Visit> Visits => Set<Visit>();

    /// <summary>Records of files.</summary>
    public DbSet<FileRecord> Records => Set<FileRecord>();

    /// <summary>Faults.</summary>
    public DbSet<FaultRow> Faults => Set<FaultRow>();

    /// <summary>Certificates that vouch for signatures.</summary>
    public DbSet<TrustedCertificate> Certificates => Set<TrustedCertificate>();

    /// <summary>How strict organisations are about signatures.</summary>
    public DbSet<SigningRule> SigningRules => Set<SigningRule>();

    /// <summary>Whether a notice was put already.</summary>
    public Task<bool> WasToldAsync(string once, CancellationToken stop) => Set<Notice>().AnyAsync(n => n.Once == once, stop);

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<FeedKey>(e =>
        {
            e.ToTable("feed_key").HasKey(k => k.Id);
            e.HasQueryFilter("org", k => All || Organisations.Contains(k.OrganisationId));
        });
        model.Entity<TrustedCertificate>(e =>
        {
            e.ToTable("feed_certificate").HasKey(c => c.Id);
            e.HasQueryFilter("org", c => All || (c.OrganisationId != null && Organisations.Contains(c.OrganisationId.Value)));
        });
        model.Entity<SigningRule>(e =>
        {
            e.ToTable("feed_signing").HasKey(r => r.OrganisationId);
            e.HasQueryFilter("org", r => All || Organisations.Contains(r.OrganisationId));
        });
        model.Entity<FeedToken>().ToTable("feed_token").HasKey(t => t.Hash);
        model.Entity<ReceivedFile>(e =>
        {
            e.ToTable("feed_file").HasKey(f => f.Id);
            e.HasQueryFilter("org", f => All || Organisations.Contains(f.OrganisationId));
        });
        model.Entity<Visit>(e =>
        {
            e.ToTable("feed_episode").HasKey(v => v.Id);
            e.HasQueryFilter("org", v => All || Organisations.Contains(v.OrganisationId));
        });
        model.Entity<FileRecord>(e =>
        {
            e.ToTable("feed_record").HasKey(r => r.Id);
            e.HasQueryFilter("org", r => All || Organisations.Contains(r.OrganisationId));
        });
        model.Entity<FaultRow>(e =>
        {
            e.ToTable("feed_fault").HasKey(f => f.Id);
            e.HasQueryFilter("org", f => All || Organisations.Contains(f.OrganisationId));
        });
    }
}
