using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Imaging;

/// <summary>Devices, strangers, orders and what devices tell of their work; each row but a stranger belongs to a facility.</summary>
sealed class DimseStore(StoreScope scope) : Store(scope)
{
    /// <summary>Devices.</summary>
    public DbSet<Device> Devices => Set<Device>();

    /// <summary>Devices that are not known.</summary>
    public DbSet<DeviceStranger> Strangers => Set<DeviceStranger>();

    /// <summary>Orders.</summary>
    public DbSet<ImagingOrder> Orders => Set<ImagingOrder>();

    /// <summary>Performed steps.</summary>
    public DbSet<PerformedStep> Steps => Set<PerformedStep>();

    /// <summary>Commitments.</summary>
    public DbSet<Commitment> Commitments => Set<Commitment>();

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<Device>(e =>
        {
            e.ToTable("imaging_device").HasKey(x => x.Id);
            e.HasQueryFilter("org", x => All || Organisations.Contains(x.OrganisationId));
        });
        model.Entity<DeviceStranger>().ToTable("imaging_stranger").HasKey(x => x.Id);
        model.Entity<ImagingOrder>(e =>
        {
            e.ToTable("imaging_order").HasKey(x => x.Id);
            e.HasQueryFilter("org", x => All || Organisations.Contains(x.OrganisationId));
        });
        model.Entity<PerformedStep>(e =>
        {
            e.ToTable("imaging_step").HasKey(x => x.Id);
            e.HasQueryFilter("org", x => All || Organisations.Contains(x.OrganisationId));
        });
        model.Entity<Commitment>(e =>
        {
            e.ToTable("imaging_commitment").HasKey(x => x.Id);
            e.HasQueryFilter("org", x => All || Organisations.Contains(x.OrganisationId));
        });
    }
}
