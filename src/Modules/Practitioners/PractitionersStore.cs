using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Practitioners;

/// <summary>The register. Rows are those of people who work or worked at the caller's organisations, and the caller's own.</summary>
sealed class PractitionersStore(StoreScope scope) : Store(scope)
{
    /// <summary>Everybody.</summary>
    public DbSet<Practitioner> People => Set<Practitioner>();

    /// <summary>Licences.</summary>
    public DbSet<Licence> Licences => Set<Licence>();

    /// <summary>What was decided about licences.</summary>
    public DbSet<LicenceSpan> Spans => Set<LicenceSpan>();

    /// <summary>Where they work.</summary>
    public DbSet<Workplace> Workplaces => Set<Workplace>();

    /// <summary>Tables that wait to be taken in.</summary>
    public DbSet<Import> Imports => Set<Import>();

    // An account that nobody has: a caller without one must not meet people without one.
    Guid Me => Caller.UserId ?? Guid.Empty;

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<Practitioner>(e =>
        {
            e.ToTable("practitioners_person").HasKey(p => p.Id);
            e.HasMany(p => p.Licences).WithOne().HasForeignKey(l => l.PersonId);
            e.HasMany(p => p.Workplaces).WithOne().HasForeignKey(w => w.PersonId);
            e.HasQueryFilter("org", p => All || p.UserId == Me || p.Workplaces.Any(w => Organisations.Contains(w.OrganisationId)));
        });
        model.Entity<Licence>(e =>
        {
            e.ToTable("practitioners_licence").HasKey(l => l.Id);
            e.Property(l => l.Id).ValueGeneratedNever();
            e.HasMany(l => l.Spans).WithOne().HasForeignKey(s => s.LicenceId);
        });
        model.Entity<LicenceSpan>(e =>
        {
            e.ToTable("practitioners_licence_span").HasKey(s => s.Id);
            e.Property(s => s.Id).ValueGeneratedNever();
        });
        model.Entity<Workplace>(e =>
        {
            e.ToTable("practitioners_workplace").HasKey(w => w.Id);
            e.Property(w => w.Id).ValueGeneratedNever();
        });
        model.Entity<Import>(e =>
        {
            e.ToTable("practitioners_import").HasKey(i => i.Id);
            e.HasQueryFilter("org", i => All || Organisations.Contains(i.OrganisationId));
        });
    }

    /// <summary>Everybody with what hangs on them, whoever asks: names and licences are public (Law 15/2023, article 23).</summary>
    public IQueryable<Practitioner> Anyone => Whole(People.IgnoreQueryFilters(["org"]));

    /// <summary>With licences and places of work.</summary>
    public static IQueryable<Practitioner> Whole(IQueryable<Practitioner> people) =>
        people.Include(p => p.Licences).ThenInclude(l => l.Spans).Include(p => p.Workplaces).AsSplitQuery();
}
