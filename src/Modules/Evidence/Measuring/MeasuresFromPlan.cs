using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Evidence;

/// <summary>When a plan is adopted, each of its indicators gets its first measure as chosen on the review page. Told twice, it changes nothing.</summary>
sealed class MeasuresFromPlan(EvidenceStore store) : IListen<PlanAdopted>, IListen<PlanRevised>
{
    public Task OnAsync(PlanAdopted happened, CancellationToken stop) => AddAsync(happened.PlanId, happened.Indicators, stop);

    /// <summary>Targets added by an amendment get their measure too; those it ended keep theirs, for figures of before.</summary>
    public Task OnAsync(PlanRevised happened, CancellationToken stop) => AddAsync(happened.PlanId, happened.Added, stop);

    async Task AddAsync(Guid planId, IReadOnlyList<AdoptedIndicator> indicators, CancellationToken stop)
    {
        var known = (await store.Measures.Where(m => m.PlanId == planId).Select(m => m.IndicatorId).ToListAsync(stop)).ToHashSet();
        foreach (var indicator in indicators.Where(i => !known.Contains(i.Target.IndicatorId)))
            store.Measures.Add(First(indicator, store.Clock.GetUtcNow()));
        await store.SaveChangesAsync(stop);
    }

    static IndicatorMeasure First(AdoptedIndicator indicator, DateTimeOffset now)
    {
        var (target, choice) = (indicator.Target, indicator.Measure);
        var isFormula = choice.Kind == "formula" && IsReadable(choice.Formula);
        var code = isFormula ? CodeOf(choice.Formula!) : null;
        var kind = code is not null ? MeasureKind.Catalogue : isFormula ? MeasureKind.Formula : choice.Kind == "declared" ? MeasureKind.Declared : MeasureKind.Official;
        var isRate = IsRate(target);
        return new()
        {
            IndicatorId = target.IndicatorId,
            PlanId = target.PlanId,
            Number = 1,
            Kind = kind,
            Formula = code ?? (isFormula ? choice.Formula : null),
            OverTime = kind == MeasureKind.Declared && !isRate ? OverTime.Sum : OverTime.Last,
            OverUnits = kind == MeasureKind.Official ? OverUnits.Latest : isRate ? OverUnits.Average : OverUnits.Sum,
            FromDay = target.From,
            Author = "Liên Y",
            MadeAt = now,
            Note = choice.Kind == "formula" && !isFormula
                ? Words.Key("Công thức lúc duyệt không đọc được; tạm dùng số liệu chính thức") : Words.Key("Theo lựa chọn khi duyệt kế hoạch"),
        };
    }

    /// <summary>A rate, a share or something to keep: the latest figure speaks; sums of it mean nothing.</summary>
    internal static bool IsRate(Target target) =>
        target.Comparator is Comparator.Maintain or Comparator.None || Fold.Of(target.Unit) is var unit && (unit.Contains('%') || unit.Contains('‰') || unit.Contains('/') || unit is "tuoi" or "");

    /// <summary>The code of a formula that is one indicator of the catalogue and nothing else.</summary>
    internal static string? CodeOf(string formula) =>
        LienY.Formulas.Formula.Parse(formula).Items is [IndicatorItem only] && only.Key == formula.Trim() && only.Key == $"N{{{only.Name}}}" ? only.Name : null;

    static bool IsReadable(string? formula)
    {
        try
        {
            return Formula.Parse(formula ?? "") is not null;
        }
        catch (FormulaError)
        {
            return false;
        }
    }
}
