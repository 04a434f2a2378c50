using System.Buffers;

namespace LienY.Network;

/// <summary>One way of naming an organisation, and the weight of its words.</summary>
sealed record Naming(Unit Unit, IPeriod? When, double Weight);

/// <summary>All names in words, with postings, so that a name is compared only with names that share a word.</summary>
sealed class NameIndex
{
    readonly List<Naming> namings = [];
    readonly Dictionary<string, List<int>> postings = new(StringComparer.Ordinal);

    /// <summary>A naming that fits less is not even a hint.</summary>
    const double Floor = 0.6;

    static readonly HashSet<string> Areas = ["tinh", "thanh", "pho", "huyen", "quan", "thi", "xa", "phuong", "khu", "vuc", "tran", "dac", "va", "thuoc", "cua", "viet", "nam"];
    static readonly HashSet<string> Sorts =
        ["benh", "vien", "trung", "tam", "so", "y", "te", "phong", "khoa", "uy", "ban", "nhan", "dan", "chi", "cuc", "tram", "bo", "van", "dai", "hoc", "truong"];

    /// <param name="units">The organisations by id.</param>
    public NameIndex(IReadOnlyDictionary<Guid, Unit> units)
    {
        foreach (var unit in units.Values)
        {
            // A room is often named with its house: "Phòng Nghiệp vụ dược (Sở Y tế)".
            if (unit.Kind == "division")
                foreach (var period in unit.Parents)
                    if (period.ParentId is { } id && units.TryGetValue(id, out var above) && (period.ValidFrom ?? period.ValidTo ?? DateOnly.MinValue) is var day)
                        Add(unit, period, unit.Name(day) + " " + above.Name(day));
            foreach (var name in unit.Names) Add(unit, name, name.Text);
            if (unit.Names.All(n => n.Text != unit.Short)) Add(unit, null, unit.Short);
            foreach (var alias in unit.Aliases) Add(unit, null, alias);
        }
    }

    /// <summary>How much a word tells: a word of area little, a word of sort some, any other all.</summary>
    public static double WeightOf(string word) => Areas.Contains(word) ? 0.25 : Sorts.Contains(word) ? 0.6 : 1;

    /// <summary>Weight of a set of words.</summary>
    public static double WeightOf(IEnumerable<string> words) => words.Sum(WeightOf);

    void Add(Unit unit, IPeriod? when, string text)
    {
        var words = Abbreviations.Expand(text).ToHashSet(StringComparer.Ordinal);
        if (words.Count == 0) return;
        foreach (var word in words)
        {
            if (!postings.TryGetValue(word, out var list)) postings[word] = list = [];
            list.Add(namings.Count);
        }
        namings.Add(new(unit, when, WeightOf(words)));
    }

    /// <summary>
    /// Best namings for a set of words, best first: Dice over weights; a name that holds all the words counts at least as a hint. Only namings that share a
    /// telling word are looked at (or the rarest word where none tells): "Trạm Y tế xã" alone makes no two stations alike.
    /// </summary>
    public List<(Naming Naming, double Score)> Nearest(IReadOnlySet<string> words, int most)
    {
        var asked = WeightOf(words);
        var tells = words.Any(w => WeightOf(w) >= 1);
        var first = true;
        var seen = new List<int>();
        var common = ArrayPool<double>.Shared.Rent(namings.Count);
        Array.Clear(common, 0, namings.Count);
        foreach (var word in words.Where(postings.ContainsKey).OrderByDescending(w => tells && WeightOf(w) >= 1).ThenBy(w => postings[w].Count))
        {
            var weight = WeightOf(word);
            if (tells ? weight >= 1 : first)
            {
                first = false;
                foreach (var i in postings[word])
                {
                    if (common[i] == 0) seen.Add(i);
                    common[i] += weight;
                }
            }
            else
            {
                foreach (var i in postings[word])
                    if (common[i] > 0) common[i] += weight;
            }
        }
        var best = new PriorityQueue<Naming, double>(most + 1);
        foreach (var i in seen)
        {
            var score = Score(common[i], asked, namings[i].Weight, tells);
            if (score < Floor || (best.Count == most && best.TryPeek(out _, out var least) && score <= least)) continue;
            best.Enqueue(namings[i], score);
            if (best.Count > most) best.Dequeue();
        }
        ArrayPool<double>.Shared.Return(common);
        return [.. best.UnorderedItems.OrderByDescending(b => b.Priority)];
    }

    static double Score(double common, double asked, double held, bool tells)
    {
        var dice = 2 * common / (asked + held);
        return tells && common >= asked - 1e-9 ? Math.Max(dice, 0.6 + 0.2 * dice) : dice;
    }
}
