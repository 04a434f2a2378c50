using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Evidence;

/// <summary>
/// The module's own tables beside the ledger. Rows belong to plans; who may see a plan is answered by IPlans before any row is read here.
/// </summary>
sealed class EvidenceStore(StoreScope scope) : Store(scope)
{
    public DbSet<IndicatorMeasure> Measures => Set<IndicatorMeasure>();
    public DbSet<EnteredValue> Values => Set<EnteredValue>();
    public DbSet<RollupCheck> Checks => Set<RollupCheck>();
    public DbSet<CatalogueIndicator> Indicators => Set<CatalogueIndicator>();
    public DbSet<IndicatorVersion> IndicatorVersions => Set<IndicatorVersion>();
    public DbSet<IndicatorCase> IndicatorCases => Set<IndicatorCase>();
    public IQueryable<Fact> Facts => Set<Fact>().AsNoTracking();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<IndicatorMeasure>(e =>
        {
            e.ToTable("evidence_measure").HasKey(m => m.Id);
            e.Property(m => m.Factor).HasConversion(v => Ledger.Scale(v), v => Ledger.Unscale(v));
            e.Ignore(m => m.FormulaText);
        });
        model.Entity<EnteredValue>(e =>
        {
            e.ToTable("evidence_value").HasKey(v => v.Id);
            e.Property(v => v.Value).HasConversion(v => Ledger.Scale(v), v => Ledger.Unscale(v));
            e.Property(v => v.Numerator).HasConversion(v => v == null ? (long?)null : Ledger.Scale(v.Value), v => v == null ? null : Ledger.Unscale(v.Value));
            e.Property(v => v.Denominator).HasConversion(v => v == null ? (long?)null : Ledger.Scale(v.Value), v => v == null ? null : Ledger.Unscale(v.Value));
            e.Ignore(v => v.Source);
        });
        model.Entity<RollupCheck>().ToTable("evidence_check").HasKey(c => c.Id);
        MapCatalogue(model);
    }

    static void MapCatalogue(ModelBuilder model)
    {
        model.Entity<CatalogueIndicator>().ToTable("evidence_indicator").HasKey(i => i.Id);
        model.Entity<IndicatorVersion>(e =>
        {
            e.ToTable("evidence_indicator_version").HasKey(v => v.Id);
            e.Property(v => v.Factor).HasConversion(v => Ledger.Scale(v), v => Ledger.Unscale(v));
            e.Ignore(v => v.IsDraft);
            e.Ignore(v => v.Law);
            e.Ignore(v => v.NumeratorText);
        });
        model.Entity<IndicatorCase>(e =>
        {
            e.ToTable("evidence_indicator_case").HasKey(c => c.Id);
            e.Property(c => c.Expected).HasConversion(v => v == null ? (long?)null : Ledger.Scale(v.Value), v => v == null ? null : Ledger.Unscale(v.Value));
        });
    }
}
