using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Walks formulas before anything is read and notes every look and every expected report that they will ask for. A circle is refused.</summary>
sealed class Gathering(Atlas atlas)
{
    readonly List<IndicatorVersion> way = [];

    public HashSet<Look> Looks { get; } = [];

    public HashSet<Expectation> Expected { get; } = [];

    /// <summary>Looks of one formula; throws where a word means nothing.</summary>
    public void Take(Formula formula, in Scene scene)
    {
        foreach (var item in formula.Items) Take(atlas.Of(item, scene));
        foreach (var set in formula.Sets) Expected.Add(atlas.Reports(set, scene));
        if (!formula.LooksAtSamples) return;
        for (var sample = 0; sample < Scene.Samples; sample++)
            foreach (var item in formula.Items) Take(atlas.Of(item, scene.Earlier(sample)));
    }

    void Take(Answer answer)
    {
        switch (answer)
        {
            case Looked l:
                Looks.Add(l.Look);
                break;
            case Rated r:
                if (r.Actual is not null) Looks.Add(r.Actual);
                if (r.Expected is not null) Expected.Add(r.Expected);
                break;
            case Deeper d:
                Take(d);
                break;
        }
    }

    void Take(Deeper deeper)
    {
        var indicator = deeper.Indicator;
        if (way.Exists(v => v.IndicatorId == indicator.IndicatorId))
        {
            var circle = string.Join(" → ", way.SkipWhile(v => v.IndicatorId != indicator.IndicatorId).Append(indicator).Select(v => atlas.Catalogue.Head(v.IndicatorId).Code));
            throw new Refusal(RefusalKind.Invalid, "Các chỉ tiêu gọi vòng quanh nhau nên không tính được: {0}.", circle) { Field = "formula", Code = "formula-circle" };
        }
        way.Add(indicator);
        try
        {
            Take(FormulaShelf.Read(indicator.NumeratorText), deeper.Scene);
            if (indicator.Denominator.Length > 0) Take(FormulaShelf.Read(indicator.Denominator), deeper.Scene);
        }
        finally
        {
            way.RemoveAt(way.Count - 1);
        }
    }
}
