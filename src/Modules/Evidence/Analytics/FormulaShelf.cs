using System.Collections.Concurrent;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Formulas that were read once. A text that cannot be read is refused with the place of the fault.</summary>
static class FormulaShelf
{
    const int Most = 20_000;
    static readonly ConcurrentDictionary<string, Formula> Known = new(StringComparer.Ordinal);

    public static Formula Read(string text)
    {
        if (Known.TryGetValue(text, out var formula)) return formula;
        if (Known.Count > Most) Known.Clear();
        try
        {
            return Known[text] = Formula.Parse(text);
        }
        catch (FormulaError error)
        {
            throw FormulaTrouble.Of(error);
        }
    }
}
