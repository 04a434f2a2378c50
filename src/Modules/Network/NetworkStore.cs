using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Network;

/// <summary>Tables of the network. Organisations and places are known to everybody who has signed in; agreements only to those whose reach meets a party.</summary>
sealed class NetworkStore(StoreScope scope) : Store(scope)
{
    public DbSet<Organisation> AllOrganisations => Set<Organisation>();
    public DbSet<Passage> Passages => Set<Passage>();
    public DbSet<PlaceUnit> Places => Set<PlaceUnit>();
    public DbSet<PlacePassage> PlacePassages => Set<PlacePassage>();
    public DbSet<Agreement> Agreements => Set<Agreement>();

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<PlaceUnit>().ToTable("network_place").HasOne<PlaceUnit>().WithMany().HasForeignKey(p => p.ParentId).OnDelete(DeleteBehavior.Restrict);
        model.Entity<PlacePassage>(e =>
        {
            e.ToTable("network_place_passage");
            e.HasOne<PlaceUnit>().WithMany().HasForeignKey(p => p.FromId).OnDelete(DeleteBehavior.Restrict);
            e.HasOne<PlaceUnit>().WithMany().HasForeignKey(p => p.ToId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Passage>(e =>
        {
            e.ToTable("network_passage");
            e.HasOne<Organisation>().WithMany().HasForeignKey(p => p.FromId).OnDelete(DeleteBehavior.Restrict);
            e.HasOne<Organisation>().WithMany().HasForeignKey(p => p.ToId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Edition>(e => e.ToTable("network_edition").Property(x => x.Id).ValueGeneratedNever());
        model.Entity<Organisation>(e =>
        {
            e.ToTable("network_organisation").HasOne<PlaceUnit>().WithMany().HasForeignKey(o => o.PlaceId).OnDelete(DeleteBehavior.Restrict);
            e.HasMany(o => o.Names).WithOne().HasForeignKey(n => n.OrganisationId);
            e.HasMany(o => o.Parents).WithOne().HasForeignKey(p => p.OrganisationId);
            e.HasMany(o => o.Aliases).WithOne().HasForeignKey(a => a.OrganisationId);
            e.HasMany(o => o.Codes).WithOne().HasForeignKey(c => c.OrganisationId);
        });
        model.Entity<NamePeriod>().ToTable("network_name");
        model.Entity<ParentPeriod>().ToTable("network_parent").HasOne<Organisation>().WithMany().HasForeignKey(p => p.ParentId).OnDelete(DeleteBehavior.Restrict);
        model.Entity<Alias>().ToTable("network_alias");
        model.Entity<Code>().ToTable("network_code");
        model.Entity<Agreement>(e =>
        {
            e.ToTable("network_agreement");
            e.HasMany(a => a.Parties).WithOne().HasForeignKey(p => p.AgreementId);
            e.HasMany(a => a.Contents).WithOne().HasForeignKey(c => c.AgreementId);
            e.HasMany(a => a.Focals).WithOne().HasForeignKey(f => f.AgreementId);
            e.HasQueryFilter("party", a => All || a.Parties.Any(p => Organisations.Contains(p.OrganisationId)));
        });
        model.Entity<AgreementParty>().ToTable("network_agreement_party").HasOne<Organisation>().WithMany().HasForeignKey(p => p.OrganisationId)
            .OnDelete(DeleteBehavior.Restrict);
        // Known to EF so that a party taken away goes before the same party set anew.
        model.Entity<AgreementParty>().HasIndex(p => new { p.AgreementId, p.OrganisationId }).IsUnique();
        model.Entity<AgreementContent>().ToTable("network_agreement_content");
        model.Entity<AgreementFocal>().ToTable("network_agreement_focal").HasOne<Organisation>().WithMany().HasForeignKey(f => f.OrganisationId)
            .OnDelete(DeleteBehavior.Restrict);
        foreach (var id in model.Model.GetEntityTypes().Where(t => t.ClrType.Namespace == typeof(NetworkStore).Namespace).Select(t => t.FindProperty("Id")))
            id!.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
    }

    /// <summary>Saves, and stamps a new edition of the tree where it changed, in the same transaction.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        var tree = ChangeTracker.Entries().Any(e => e.State is not EntityState.Unchanged
            && e.Entity is Organisation or NamePeriod or ParentPeriod or Alias or Code or Passage or PlaceUnit or PlacePassage);
        if (!tree) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await using var transaction = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await Set<Edition>().ExecuteUpdateAsync(e => e.SetProperty(x => x.Stamp, Guid.CreateVersion7()), cancellationToken);
        if (transaction is not null) await transaction.CommitAsync(cancellationToken);
        return rows;
    }
}
