using LienY.Contracts;
using LienY.Kernel;

namespace LienY.DataSets;

/// <summary>Data elements and data sets in "search everything".</summary>
sealed class DictionarySearch(GlossaryBook glossaries, Caller caller, Words words) : ISearchSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string folded, int most, CancellationToken stop)
    {
        if (!caller.May(DataSetsRights.Read) || folded.Length == 0) return [];
        var glossary = await glossaries.NowAsync(stop);
        var parts = folded.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool Fits(Term term) => parts.All(p => term.Folded.Contains(p, StringComparison.Ordinal));
        return [.. glossary.Elements.All.Where(Fits).Select(e => new SearchHit(words["Yếu tố số liệu"], e.Title(words.Language), e.Code, $"/data/elements/{e.Id}"))
            .Concat(glossary.Sets.All.Where(Fits).Select(s => new SearchHit(words["Bộ số liệu"], s.Title(words.Language), s.Code, $"/data/sets/{s.Id}"))).Take(most)];
    }
}
