using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Records;

/// <summary>
/// Tables of work on the person index. Rows of a facility (unknown patients, corrections) are asked for by its homes; persons and what may be the same are
/// shown only through patients that the release gate lets through.
/// </summary>
sealed class PersonsStore(StoreScope scope) : Store(scope)
{
    public DbSet<Person> Persons => Set<Person>();
    public DbSet<PossiblySame> Likenesses => Set<PossiblySame>();
    public DbSet<PersonMerge> Merges => Set<PersonMerge>();
    public DbSet<UnknownPatient> Unknown => Set<UnknownPatient>();
    public DbSet<Correction> Corrections => Set<Correction>();

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<Person>().ToTable("records_person");
        model.Entity<PossiblySame>().ToTable("records_likeness");
        model.Entity<PersonMerge>().ToTable("records_merge");
        model.Entity<UnknownPatient>().ToTable("records_unknown");
        model.Entity<Correction>().ToTable("records_correction");
        foreach (var id in model.Model.GetEntityTypes().Where(t => t.ClrType.Namespace == typeof(PersonsStore).Namespace).Select(t => t.FindProperty("Id")))
            id!.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
    }
}
