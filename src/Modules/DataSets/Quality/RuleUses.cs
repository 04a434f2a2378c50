using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>Rules and predictors that read an indicator of the catalogue.</summary>
sealed class RuleUses(DataSetsStore store, Caller caller, Words words) : IIndicatorUses
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<IndicatorUse>> UsesAsync(string code, CancellationToken stop)
    {
        if (!caller.May(DataSetsRights.Read)) return [];
        var mark = $"N{{{code}}}";
        var rules = await store.Rules.AsNoTracking().Where(r => r.LeftFormula.Contains(mark) || r.RightFormula.Contains(mark)).OrderBy(r => r.Code).ToListAsync(stop);
        var predictors = await store.Predictors.AsNoTracking().Where(p => p.Generator.Contains(mark)).OrderBy(p => p.Code).ToListAsync(stop);
        return
        [
            .. rules.Where(r => Names(code, r.LeftFormula, r.RightFormula)).Select(r => new IndicatorUse(r.Title(words.Language), words["Quy tắc kiểm tra"], $"/data/rules/{r.Id}")),
            .. predictors.Where(p => Names(code, p.Generator)).Select(p => new IndicatorUse(p.Title(words.Language), words["Dự báo"], $"/data/predictors/{p.Id}")),
        ];
    }

    static bool Names(string code, params string[] formulas) => formulas.Any(f =>
    {
        try
        {
            return Formula.Parse(f).Items.OfType<IndicatorItem>().Any(i => i.Name == code);
        }
        catch (FormulaError)
        {
            return false;
        }
    });
}
