using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Signing;

/// <summary>Keys, powers, uses and papers, seen by their organisation and those above it; a person sees the own key wherever it is.</summary>
sealed class SigningStore(StoreScope scope) : Store(scope)
{
    /// <summary>Keys.</summary>
    public DbSet<HeldKey> Keys => Set<HeldKey>();

    /// <summary>Powers to sign.</summary>
    public DbSet<Power> Powers => Set<Power>();

    /// <summary>Uses of keys.</summary>
    public DbSet<KeyUse> Uses => Set<KeyUse>();

    /// <summary>Papers to be signed.</summary>
    public DbSet<SignPaper> Papers => Set<SignPaper>();

    /// <summary>Lists of revoked certificates; they name nobody of ours and count for everybody.</summary>
    public DbSet<RevocationRow> Lists => Set<RevocationRow>();

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<HeldKey>(e =>
        {
            e.ToTable("signing_key").HasKey(k => k.Id);
            e.HasQueryFilter("org", k => All || k.UserId == Caller.UserId || Organisations.Contains(k.OrganisationId));
        });
        model.Entity<Power>(e =>
        {
            e.ToTable("signing_power").HasKey(p => p.Id);
            e.HasQueryFilter("org", p => All || Organisations.Contains(p.OrganisationId));
        });
        model.Entity<KeyUse>(e =>
        {
            e.ToTable("signing_use").HasKey(u => u.Id);
            e.HasQueryFilter("org", u => All || Organisations.Contains(u.OrganisationId));
        });
        model.Entity<SignPaper>(e =>
        {
            e.ToTable("signing_paper").HasKey(p => p.Id);
            e.Ignore(p => p.Newest);
            e.HasQueryFilter("org", p => All || Organisations.Contains(p.OrganisationId));
        });
        model.Entity<RevocationRow>().ToTable("signing_list").HasKey(l => l.Id);
    }
}
