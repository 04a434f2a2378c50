using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>A plan or agreement that the paper seems to name. <paramref name="Score"/> 0–1; <paramref name="Why"/> are the words of the paper.</summary>
sealed record LinkSuggestion(Guid Id, string Title, decimal Score, string Why);

/// <summary>Guesses from the paper's own citations what stands above a plan; an officer decides.</summary>
static class LinkSuggestions
{
    /// <summary>Lines at the head of a paper in which its bases stand.</summary>
    const int BaseLines = 60;

    /// <summary>Plans among those the caller sees, best first: the same number, the same day, the issuer named.</summary>
    public static async Task<IReadOnlyList<LinkSuggestion>> ParentsAsync(PlansStore store, Plan plan, IReadOnlyList<string> lines, CancellationToken stop)
    {
        var cited = Likeness.Citations([plan.ParentRef, .. lines.Take(BaseLines)]).ToList();
        if (cited.Count == 0) return [];
        var others = await store.Plans.AsNoTracking().Where(p => p.Id != plan.Id && p.Number != "").ToListAsync(stop);
        return [.. others.Select(o => Best(o, cited, lines, plan)).OfType<LinkSuggestion>().OrderByDescending(s => s.Score).Take(5)];
    }

    static LinkSuggestion? Best(Plan other, List<Citation> cited, IReadOnlyList<string> lines, Plan plan) =>
        cited.Where(c => Likeness.SameNumber(c.Number, other.Number)).Select(c => Scored(other, c, c.Line == 1 ? plan.ParentRef : lines[c.Line - 2])).MaxBy(s => s.Score);

    static LinkSuggestion Scored(Plan other, Citation cited, string line)
    {
        var said = line.Replace('\t', ' ').Trim();
        var named = other.Issuer.Length > 0 && (Fold.Of(said).Contains(Fold.Of(other.Issuer), StringComparison.Ordinal) || Likeness.Shared(other.Issuer, said) > 0.4m);
        var score = 0.6m + (cited.On == other.IssuedOn ? 0.3m : 0) + (named ? 0.1m : 0);
        return new(other.Id, $"{other.Number} {other.Title}".Trim(), score, said.Length > 240 ? said[..240] + "…" : said);
    }

    /// <summary>Agreements whose title a base of the paper repeats.</summary>
    public static IReadOnlyList<LinkSuggestion> Agreements(IReadOnlyList<AgreementCard> agreements, Plan plan, IReadOnlyList<string> lines)
    {
        var bases = lines.Take(BaseLines).Append(plan.ParentRef).Where(l => Fold.Of(l) is var f && (f.Contains("thoa thuan", StringComparison.Ordinal) || f.Contains("ghi nho", StringComparison.Ordinal))).ToList();
        return [.. agreements.Select(a => (Card: a, Line: bases.MaxBy(b => Likeness.Shared(a.Title, b))))
            .Where(x => x.Line is not null).Select(x => new LinkSuggestion(x.Card.Id, x.Card.Title, decimal.Round(Likeness.Shared(x.Card.Title, x.Line!), 2), x.Line!.Trim()))
            .Where(s => s.Score >= 0.45m).OrderByDescending(s => s.Score).Take(3)];
    }
}
