using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Certificates;

/// <summary>Certificates, who waits for one, and what was issued elsewhere. Rows are seen by the issuer's side and by where the holder works.</summary>
sealed class CertificatesStore(StoreScope scope) : Store(scope)
{
    /// <summary>Signed certificates.</summary>
    public DbSet<Certificate> Certificates => Set<Certificate>();

    /// <summary>Who waits.</summary>
    public DbSet<WaitingRow> Waiting => Set<WaitingRow>();

    /// <summary>What issuers print.</summary>
    public DbSet<Issuer> Issuers => Set<Issuer>();

    /// <summary>Registers of numbers.</summary>
    public DbSet<RegisterRow> Register => Set<RegisterRow>();

    /// <summary>Public keys.</summary>
    public DbSet<IssuerKey> Keys => Set<IssuerKey>();

    /// <summary>Issued elsewhere.</summary>
    public DbSet<OutsideCertificate> Outside => Set<OutsideCertificate>();

    /// <summary>Facts of the ledger, to take one back.</summary>
    public DbSet<Fact> Facts => Set<Fact>();

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<Certificate>(e =>
        {
            e.ToTable("certificates_certificate").HasKey(c => c.Id);
            e.Ignore(c => c.TechniqueList);
            e.HasQueryFilter("org", c => All || Organisations.Contains(c.IssuerId) || (c.HomeId != null && Organisations.Contains(c.HomeId.Value)));
        });
        model.Entity<WaitingRow>(e =>
        {
            e.ToTable("certificates_waiting").HasKey(w => w.Id);
            e.HasQueryFilter("org", w => All || Organisations.Contains(w.IssuerId));
        });
        model.Entity<Issuer>().ToTable("certificates_issuer").HasKey(i => i.Id);
        model.Entity<RegisterRow>().ToTable("certificates_register").HasKey(r => new { r.IssuerId, r.Kind, r.Year });
        model.Entity<IssuerKey>().ToTable("certificates_key").HasKey(k => k.Kid);
        model.Entity<OutsideCertificate>(e =>
        {
            e.ToTable("certificates_outside").HasKey(o => o.Id);
            e.HasQueryFilter("org", o => All || o.UserId == Caller.UserId || Organisations.Contains(o.OrganisationId));
        });
    }
}
