using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>Tables of rules, violations and predictors. Violations are seen only by those whose reach holds the unit (filter in the store).</summary>
static class QualityTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Rule>().ToTable("datasets_rule");
        model.Entity<Violation>(e =>
        {
            e.ToTable("datasets_violation").Ignore(v => v.Difference);
            e.HasOne<Rule>().WithMany().HasForeignKey(v => v.RuleId);
        });
        model.Entity<ViolationNote>().ToTable("datasets_violation_note").HasOne<Violation>().WithMany().HasForeignKey(n => n.ViolationId);
        model.Entity<Predictor>().ToTable("datasets_predictor").HasOne<Element>().WithMany().HasForeignKey(p => p.OutputId);
        model.Entity<Prediction>().ToTable("datasets_prediction").HasOne<Predictor>().WithMany().HasForeignKey(p => p.PredictorId);
        model.Entity<Night>().ToTable("datasets_night");
    }
}
