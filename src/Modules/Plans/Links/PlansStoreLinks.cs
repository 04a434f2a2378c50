using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Rows of linking, revising, sharing out, measuring by facts and handing over; seen by callers for a party of their plan.</summary>
sealed partial class PlansStore
{
    /// <summary>Targets tied to those of the plan above.</summary>
    public DbSet<Tie> Ties => Set<Tie>();

    /// <summary>Differences between linked plans that were settled.</summary>
    public DbSet<Settlement> Settlements => Set<Settlement>();

    /// <summary>Documents that changed or withdrew a plan.</summary>
    public DbSet<PlanRevision> Revisions => Set<PlanRevision>();

    /// <summary>Rows that revisions touch.</summary>
    public DbSet<RevisionRow> RevisionRows => Set<RevisionRow>();

    /// <summary>Work of ended units given to others.</summary>
    public DbSet<Handover> Handovers => Set<Handover>();

    /// <summary>Targets shared out to units.</summary>
    public DbSet<Sharing> Sharings => Set<Sharing>();

    /// <summary>Levels of units.</summary>
    public DbSet<Share> Shares => Set<Share>();

    /// <summary>Tasks measured by facts.</summary>
    public DbSet<Gauge> Gauges => Set<Gauge>();

    void MapLinks(ModelBuilder model)
    {
        model.Entity<Tie>(e => e.ToTable("plans_tie").HasQueryFilter("org", t => All || Reaches.Any(x => x.PlanId == t.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Settlement>(e => e.ToTable("plans_settlement").HasQueryFilter("org", s => All || Reaches.Any(x => x.PlanId == s.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<PlanRevision>(e => e.ToTable("plans_revision").HasQueryFilter("org", r => All || Reaches.Any(x => x.PlanId == r.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<RevisionRow>(e => e.ToTable("plans_revision_row").HasQueryFilter("org", r => All || Reaches.Any(x => x.PlanId == r.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Handover>(e => e.ToTable("plans_handover").HasQueryFilter("org", h => All || Reaches.Any(x => x.PlanId == h.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Sharing>(e => e.ToTable("plans_sharing").HasQueryFilter("org", s => All || Reaches.Any(x => x.PlanId == s.PlanId && Organisations.Contains(x.OrgId))).HasKey(s => s.IndicatorId));
        model.Entity<Share>(e => e.ToTable("plans_share").HasQueryFilter("org", s => All || Reaches.Any(x => x.PlanId == s.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Gauge>(e => e.ToTable("plans_gauge").HasQueryFilter("org", g => All || Reaches.Any(x => x.PlanId == g.PlanId && Organisations.Contains(x.OrgId))).HasKey(g => g.TaskId));
    }
}
