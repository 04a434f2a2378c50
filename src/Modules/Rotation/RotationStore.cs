using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Rotation;

/// <summary>Orders and days. A caller sees those that their organisations send or receive, and their own.</summary>
sealed class RotationStore(StoreScope scope) : Store(scope)
{
    /// <summary>Schemes.</summary>
    public DbSet<Scheme> Schemes => Set<Scheme>();

    /// <summary>Orders.</summary>
    public DbSet<RotationOrder> Orders => Set<RotationOrder>();

    /// <summary>People of orders.</summary>
    public DbSet<SentPerson> People => Set<SentPerson>();

    /// <summary>Days.</summary>
    public DbSet<RotationDay> Days => Set<RotationDay>();

    Guid? User => Caller.UserId;

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<Scheme>().ToTable("rotation_scheme").HasKey(s => s.Id);
        model.Entity<RotationOrder>(e =>
        {
            e.ToTable("rotation_order").HasKey(o => o.Id);
            e.Property(o => o.Id).ValueGeneratedNever();
            e.HasMany(o => o.People).WithOne().HasForeignKey(p => p.OrderId);
            e.HasQueryFilter("org", o => All || Organisations.Contains(o.SenderId) || Organisations.Contains(o.ReceiverId)
                || (User != null && (o.MadeBy == User || o.People.Any(p => p.UserId == User))));
        });
        model.Entity<SentPerson>(e =>
        {
            e.ToTable("rotation_person").HasKey(p => p.Id);
            e.Property(p => p.Id).ValueGeneratedNever();
        });
        model.Entity<RotationDay>(e =>
        {
            e.ToTable("rotation_day").HasKey(d => d.Id);
            e.Property(d => d.Id).ValueGeneratedNever();
            e.HasQueryFilter("org", d => All || Organisations.Contains(d.SenderId) || Organisations.Contains(d.ReceiverId) || (User != null && d.UserId == User));
        });
    }
}
