using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Answers questions about figures for the other modules, in the caller's language.</summary>
sealed class Analyst(Analysis analysis, Words words, TimeProvider clock) : IAnalytics
{
    public Task<IReadOnlyList<Figure>> ReadAsync(IReadOnlyList<FigureAsk> asks, FigureOptions options, CancellationToken stop) => analysis.ReadAsync(asks, options, stop);

    public async Task<IReadOnlyList<IndicatorCard>> IndicatorsAsync(string? search, DateOnly? on, CancellationToken stop)
    {
        var catalogue = (await analysis.AtlasAsync(null, stop)).Catalogue;
        var folded = Fold.Of(search);
        return
        [
            .. catalogue.Ids.Select(id => (Head: catalogue.Head(id), Version: catalogue.Of(id, on ?? clock.Today(), null)))
                .Where(i => i.Version is not null && folded.Split(' ').All(w => i.Version.Folded.Contains(w, StringComparison.Ordinal)))
                .OrderBy(i => i.Version!.Topic, StringComparer.Ordinal).ThenBy(i => i.Head.Code, StringComparer.Ordinal).Select(i => Card(i.Head, i.Version!)),
        ];
    }

    public async Task<string> ExplainAsync(string formula, CancellationToken stop)
    {
        var read = FormulaShelf.Read(formula);
        return new ItemNames(await analysis.AtlasAsync(null, stop), words, clock.Today()).Explain(read);
    }

    IndicatorCard Card((string Code, string Uid) head, IndicatorVersion v) =>
        new(v.IndicatorId, head.Code, head.Uid, v.In(words.Language), v.Unit, v.Topic, v.Direction == Direction.Neither ? null : v.Direction == Direction.Higher, v.Decimals);
}
