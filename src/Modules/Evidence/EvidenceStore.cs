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
    }
}
