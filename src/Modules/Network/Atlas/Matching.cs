using LienY.Contracts;

namespace LienY.Network;

/// <summary>
/// Finds the organisation that a paper means. The name is taken as written and with the words of the paper's own province or unit ("Sở Y tế" in a paper of
/// Kiên Giang). Two that fit alike, a collective name, and a name of another kind are hints only (below 0.9).
/// </summary>
static class Matching
{
    const double Hint = 0.85;
    const double Elsewhere = 0.8;
    const int Most = 8;

    /// <summary>Organisations for a name, best first.</summary>
    public static List<OrganisationMatch> Find(OrganisationAtlas atlas, string name, Guid? near, DateOnly on)
    {
        var words = Abbreviations.Expand(name);
        if (words.Count == 0) return [];
        var root = near is { } n ? atlas.Root(n, on) : null;
        var family = near is { } own ? atlas.Successors(own, on).Select(id => atlas.Root(id, on)).Append(root).OfType<Unit>().ToHashSet() : [];
        var best = new Dictionary<Guid, (Unit Unit, double Score, bool InFamily)>();
        var known = new Dictionary<Guid, bool>();
        foreach (var (asked, far) in Readings(atlas, words, near, root, on))
        {
            foreach (var (naming, score) in atlas.Names.Nearest(asked, 24))
            {
                if (!known.TryGetValue(naming.Unit.Id, out var inFamily)) known[naming.Unit.Id] = inFamily = family.Count > 0 && atlas.IsUnder(naming.Unit, family, on);
                if (far && !inFamily) continue;
                var value = Timely(naming, score, on);
                if (best.TryGetValue(naming.Unit.Id, out var old) && old.Score >= value) continue;
                best[naming.Unit.Id] = (naming.Unit, value, inFamily);
            }
        }
        return Ranked(best.Values, name, string.Join(' ', words), root is not null, on);
    }

    /// <summary>The ways to read the name: as it stands; then, among the paper's own family only, with the words of its province and of its unit.</summary>
    static IEnumerable<(HashSet<string> Words, bool Far)> Readings(OrganisationAtlas atlas, List<string> words, Guid? near, Unit? root, DateOnly on)
    {
        yield return ([.. words], false);
        if (root is null) yield break;
        var proper = Abbreviations.Expand(root.Name(on)).Where(w => NameIndex.WeightOf(w) >= 1).ToList();
        yield return ([.. words, .. proper], true);
        foreach (var above in atlas.Above(near!.Value, on).Where(u => u.Kind != "ministry").Take(3))
            yield return ([.. words, .. Abbreviations.Expand(above.Name(on))], true);
    }

    static double Timely(Naming naming, double score, DateOnly on) =>
        score * (naming.When is { } when && !when.Holds(on) ? 0.97 : 1) * (naming.Unit.IsOpen(on) ? 1 : 0.96);

    static List<OrganisationMatch> Ranked(IEnumerable<(Unit Unit, double Score, bool InFamily)> found, string name, string words, bool hasFamily, DateOnly on)
    {
        var kind = NameKinds.Guess(name);
        var collective = NameKinds.IsCollective(words);
        var all = found.Select(f =>
        {
            var score = f.Score;
            if (kind is not ("partner" or "group") && f.Unit.Kind != "partner" && f.Unit.Kind != kind) score = Math.Min(score, Elsewhere);
            if (collective && f.Unit.Kind != "group") score = Math.Min(score, Hint);
            return (f.Unit, Score: score, f.InFamily);
        }).OrderByDescending(f => f.Score).ThenByDescending(f => f.InFamily).ThenBy(f => f.Unit.Id).ToList();
        // A rival within a hair's breadth makes the best one uncertain, unless the paper's own family decides.
        var tied = all.Where(f => f.Score >= 0.9 && all[0].Score - f.Score < 0.02).ToList();
        if (tied.Count > 1)
        {
            var own = hasFamily ? tied.Where(f => f.InFamily).ToList() : [];
            var sure = own.Count == 1 ? own[0].Unit : null;
            all = [.. all.Select(f => tied.Contains(f) && f.Unit != sure ? (f.Unit, Math.Min(f.Score, Hint), f.InFamily) : f)
                .OrderByDescending(f => f.Item2).ThenByDescending(f => f.InFamily)];
        }
        return [.. all.Take(Most).Select(f => new OrganisationMatch(f.Unit.Card(on), Math.Round(Math.Min(1, f.Score), 3)))];
    }
}
