using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Plans that everybody may read.</summary>
sealed partial class PlansStore
{
    /// <summary>Plans shown to everybody.</summary>
    public DbSet<Opening> Openings => Set<Opening>();

    void MapPublic(ModelBuilder model) => model.Entity<Opening>(e =>
    {
        e.ToTable("plans_public").HasQueryFilter("org", o => All || Reaches.Any(x => x.PlanId == o.PlanId && Organisations.Contains(x.OrgId))).HasKey(o => o.PlanId);
        e.Property(o => o.Version).IsConcurrencyToken();
    });
}
