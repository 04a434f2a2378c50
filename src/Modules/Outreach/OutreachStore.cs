using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Outreach;

/// <summary>Events, research and campaigns of the caller's organisations; children only of organisations where the caller works.</summary>
sealed class OutreachStore(StoreScope scope) : Store(scope)
{
    /// <summary>Seminars, delegations, exchanges.</summary>
    public DbSet<Event> Events => Set<Event>();

    /// <summary>Research topics.</summary>
    public DbSet<ResearchTopic> Research => Set<ResearchTopic>();

    /// <summary>Campaigns.</summary>
    public DbSet<Campaign> Campaigns => Set<Campaign>();

    /// <summary>Examined children.</summary>
    public DbSet<Examination> Examinations => Set<Examination>();

    // Personal data: only where a post is held directly, never by reach from above.
    List<Guid> Homes => homes ??= [.. Caller.Seats(OutreachRights.Examine)];
    List<Guid>? homes;

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<Event>(e =>
        {
            e.ToTable("outreach_event").HasKey(x => x.Id);
            e.HasMany(x => x.Members).WithOne().HasForeignKey(m => m.EventId);
            e.HasMany(x => x.Costs).WithOne().HasForeignKey(c => c.EventId);
            e.HasQueryFilter("org", x => All || Organisations.Contains(x.OrganisationId));
        });
        model.Entity<EventMember>().ToTable("outreach_member").HasKey(m => m.Id);
        model.Entity<EventCost>().ToTable("outreach_cost").HasKey(c => c.Id);
        model.Entity<ResearchTopic>(e =>
        {
            e.ToTable("outreach_research").HasKey(r => r.Id);
            e.HasMany(r => r.Milestones).WithOne().HasForeignKey(m => m.ResearchId);
            e.HasQueryFilter("org", r => All || Organisations.Contains(r.OrganisationId));
        });
        model.Entity<Milestone>().ToTable("outreach_milestone").HasKey(m => m.Id);
        model.Entity<Campaign>(e =>
        {
            e.ToTable("outreach_campaign").HasKey(c => c.Id);
            e.Ignore(c => c.ProblemList);
            e.HasMany(c => c.Sites).WithOne().HasForeignKey(s => s.CampaignId);
            e.HasQueryFilter("org", c => All || Organisations.Contains(c.OrganisationId));
        });
        model.Entity<CampaignSite>().ToTable("outreach_site").HasKey(s => s.Id);
        model.Entity<Examination>(e =>
        {
            e.ToTable("outreach_examination").HasKey(x => x.Id);
            e.Ignore(x => x.Local);
            e.HasQueryFilter("org", x => All || Homes.Contains(x.HolderId));
        });
    }
}
