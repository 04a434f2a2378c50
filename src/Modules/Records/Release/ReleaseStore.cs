using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Records;

/// <summary>
/// Bases, requests, urgent openings and links of accounts to persons. Which rows a caller sees is asked by each use, for the two sides see different ones.
/// </summary>
sealed class ReleaseStore(StoreScope scope) : Store(scope)
{
    public DbSet<Basis> Bases => Set<Basis>();
    public DbSet<OpeningRequest> Requests => Set<OpeningRequest>();
    public DbSet<UrgentOpening> Urgent => Set<UrgentOpening>();
    public DbSet<PersonLink> Links => Set<PersonLink>();

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<OpeningRequest>(e =>
        {
            e.ToTable("records_request").HasKey(r => r.Id);
            e.Property(r => r.Kinds).HasConversion<long>();
            e.Property(r => r.Sensitive).HasConversion<long>();
        });
        model.Entity<UrgentOpening>().ToTable("records_urgent").HasKey(u => u.Id);
        model.Entity<PersonLink>().ToTable("records_link").HasKey(l => l.Id);
    }
}
