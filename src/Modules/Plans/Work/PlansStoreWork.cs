using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Rows of the live plan beyond its paper: dependencies, milestones, capacity.</summary>
sealed partial class PlansStore
{
    /// <summary>Which task waits for which.</summary>
    public DbSet<TaskLink> TaskLinks => Set<TaskLink>();

    /// <summary>How plans count their days.</summary>
    public DbSet<Timing> Timings => Set<Timing>();

    /// <summary>Milestones.</summary>
    public DbSet<Milestone> Milestones => Set<Milestone>();

    /// <summary>What units can carry.</summary>
    public DbSet<Capacity> Capacities => Set<Capacity>();

    /// <summary>Risks.</summary>
    public DbSet<Risk> Risks => Set<Risk>();

    /// <summary>Issues.</summary>
    public DbSet<Issue> Issues => Set<Issue>();

    /// <summary>Movements of money.</summary>
    public DbSet<MoneyEntry> Money => Set<MoneyEntry>();

    /// <summary>Procurement items.</summary>
    public DbSet<Order> Orders => Set<Order>();

    /// <summary>Their stages.</summary>
    public DbSet<OrderStep> OrderSteps => Set<OrderStep>();

    /// <summary>Equipment.</summary>
    public DbSet<Equipment> Equipment => Set<Equipment>();

    /// <summary>Who is invited to meetings.</summary>
    public DbSet<Attendee> Attendees => Set<Attendee>();

    /// <summary>Conclusions of meetings.</summary>
    public DbSet<Conclusion> Conclusions => Set<Conclusion>();

    void MapWork(ModelBuilder model)
    {
        model.Entity<TaskLink>(e => e.ToTable("plans_task_link").HasQueryFilter("org", l => All || Reaches.Any(x => x.PlanId == l.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Timing>(e => e.ToTable("plans_timing").HasQueryFilter("org", t => All || Reaches.Any(x => x.PlanId == t.PlanId && Organisations.Contains(x.OrgId))).HasKey(t => t.PlanId));
        model.Entity<Milestone>(e => e.ToTable("plans_milestone").HasQueryFilter("org", m => All || Reaches.Any(x => x.PlanId == m.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Risk>(e => e.ToTable("plans_risk").HasQueryFilter("org", r => All || Reaches.Any(x => x.PlanId == r.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Issue>(e => e.ToTable("plans_issue").HasQueryFilter("org", i => All || Reaches.Any(x => x.PlanId == i.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<MoneyEntry>(e => e.ToTable("plans_money").HasQueryFilter("org", m => All || Reaches.Any(x => x.PlanId == m.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Order>(e => e.ToTable("plans_order").HasQueryFilter("org", o => All || Reaches.Any(x => x.PlanId == o.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<OrderStep>(e => e.ToTable("plans_order_stage").HasQueryFilter("org", o => All || Reaches.Any(x => x.PlanId == o.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Equipment>(e => e.ToTable("plans_equipment").HasQueryFilter("org", o => All || Reaches.Any(x => x.PlanId == o.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Attendee>(e => e.ToTable("plans_attendee").HasQueryFilter("org", a => All || Reaches.Any(x => x.PlanId == a.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Conclusion>(e => e.ToTable("plans_conclusion").HasQueryFilter("org", c => All || Reaches.Any(x => x.PlanId == c.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Capacity>(e => e.ToTable("plans_capacity").HasQueryFilter("org", c => All || Organisations.Contains(c.OrgId)).HasKey(c => c.OrgId));
    }
}
