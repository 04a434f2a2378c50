using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Exchange;

/// <summary>Connections, messages in and out, faults and maps; each row belongs to a hospital.</summary>
sealed class ExchangeStore(StoreScope scope) : Store(scope)
{
    /// <summary>Senders.</summary>
    public DbSet<Link> Links => Set<Link>();

    /// <summary>Senders that are not known.</summary>
    public DbSet<Stranger> Strangers => Set<Stranger>();

    /// <summary>Messages in.</summary>
    public DbSet<IncomingMessage> Messages => Set<IncomingMessage>();

    /// <summary>Faults of messages in.</summary>
    public DbSet<FaultRow> Faults => Set<FaultRow>();

    /// <summary>Lines of maps.</summary>
    public DbSet<LinkRule> Rules => Set<LinkRule>();

    /// <summary>Receivers.</summary>
    public DbSet<Receiver> Receivers => Set<Receiver>();

    /// <summary>Messages out.</summary>
    public DbSet<Outgoing> Outgoing => Set<Outgoing>();

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<Link>(e =>
        {
            e.ToTable("exchange_link").HasKey(x => x.Id);
            e.HasQueryFilter("org", x => All || Organisations.Contains(x.OrganisationId));
        });
        model.Entity<Stranger>().ToTable("exchange_stranger").HasKey(x => x.Id);
        model.Entity<IncomingMessage>(e =>
        {
            e.ToTable("exchange_message").HasKey(x => x.Id);
            e.HasQueryFilter("org", x => All || Organisations.Contains(x.OrganisationId));
        });
        model.Entity<FaultRow>(e =>
        {
            e.ToTable("exchange_fault").HasKey(x => x.Id);
            e.HasQueryFilter("org", x => All || Organisations.Contains(x.OrganisationId));
        });
        model.Entity<LinkRule>(e =>
        {
            e.ToTable("exchange_rule").HasKey(x => x.Id);
            e.HasQueryFilter("org", x => All || Organisations.Contains(x.OrganisationId));
        });
        model.Entity<Receiver>(e =>
        {
            e.ToTable("exchange_receiver").HasKey(x => x.Id);
            e.HasQueryFilter("org", x => All || Organisations.Contains(x.OrganisationId));
        });
        model.Entity<Outgoing>(e =>
        {
            e.ToTable("exchange_outgoing").HasKey(x => x.Id);
            e.HasQueryFilter("org", x => All || Organisations.Contains(x.OrganisationId));
        });
    }
}
