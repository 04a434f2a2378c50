using LienY.Contracts;
using LienY.Fhir;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>A code system that can be asked.</summary>
abstract class CodeBook(string url, string name, string version)
{
    const int Highest = 50;

    /// <summary>URI of the system.</summary>
    public string Url => url;

    /// <summary>What people call it.</summary>
    public string Name => name;

    /// <summary>Edition; empty where none is told.</summary>
    public string Version => version;

    /// <summary>A code; null where there is none.</summary>
    public abstract ValueTask<Concept?> FindAsync(string code, CancellationToken stop);

    /// <summary>Codes whose words begin so, and how many there are in all.</summary>
    public abstract ValueTask<(IReadOnlyList<Concept> Found, int Total)> SearchAsync(string text, int skip, int take, CancellationToken stop);

    /// <summary>Codes directly below one.</summary>
    public abstract ValueTask<IReadOnlyList<Concept>> ChildrenAsync(string code, CancellationToken stop);

    /// <summary>Whether a code stands somewhere below another; never below itself.</summary>
    public async ValueTask<bool> IsBelowAsync(Concept concept, string ancestor, CancellationToken stop)
    {
        var front = concept.Parents;
        var seen = new HashSet<string>(StringComparer.Ordinal) { concept.Code };
        for (var level = 0; level < Highest && front.Count > 0; level++)
        {
            if (front.Contains(ancestor)) return true;
            var next = new List<string>();
            foreach (var parent in front) if (seen.Add(parent) && await FindAsync(parent, stop) is { } above) next.AddRange(above.Parents);
            front = next;
        }
        return false;
    }
}

/// <summary>A dated list of the house (ICD-10, techniques, drugs, facilities), as it stands today.</summary>
sealed class ListedBook(CodeEdition edition, ICodeLists lists) : CodeBook(edition.System, edition.Name, edition.Label)
{
    const int Page = 1_000;

    /// <inheritdoc/>
    public override async ValueTask<Concept?> FindAsync(string code, CancellationToken stop) =>
        await lists.FindAsync(Url, code, null, stop) is { } entry ? Of(entry) : null;

    /// <inheritdoc/>
    public override async ValueTask<(IReadOnlyList<Concept> Found, int Total)> SearchAsync(string text, int skip, int take, CancellationToken stop)
    {
        var found = new List<Concept>();
        while (true)
        {
            var page = await lists.SearchAsync(new CodeAsk(Url, text, null, null, skip + found.Count, Math.Min(Page, take - found.Count)), stop);
            found.AddRange(page.Codes.Select(Of));
            if (page.Codes.Count == 0 || found.Count >= take) return (found, page.Total);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<Concept>> ChildrenAsync(string code, CancellationToken stop) =>
        [.. (await lists.SearchAsync(new CodeAsk(Url, "", null, code, 0, Page), stop)).Codes.Select(Of)];

    static Concept Of(CodeEntry entry) => new(entry.System, entry.Code, entry.Display)
    {
        English = entry.DisplayEn,
        Parents = entry.Parent.Length > 0 ? [entry.Parent] : [],
        Properties = [.. entry.Properties.Select(p => (p.Key, p.Value))],
        Designations = entry.DisplayEn.Length > 0 ? [("en", entry.DisplayEn)] : [],
    };
}

/// <summary>A code system that stands in memory: of the specification, or of a CodeSystem resource.</summary>
sealed class MemoryBook : CodeBook
{
    readonly Dictionary<string, Concept> byCode;
    readonly ILookup<string, Concept> below;
    readonly List<(Concept Concept, string Folded)> all;

    /// <summary>From its codes in their order.</summary>
    public MemoryBook(string url, string name, string version, IReadOnlyList<Concept> concepts, bool ignoreCase = false) : base(url, name, version)
    {
        byCode = new Dictionary<string, Concept>(ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var concept in concepts) byCode.TryAdd(concept.Code, concept);
        below = concepts.SelectMany(c => c.Parents.Select(p => (Parent: p, Concept: c))).ToLookup(c => c.Parent, c => c.Concept, StringComparer.Ordinal);
        all = [.. concepts.Select(c => (c, " " + Fold.Of($"{c.Code} {c.Display} {string.Join(' ', c.Designations.Select(d => d.Value))}")))];
    }

    /// <summary>A code system of the specification.</summary>
    public static MemoryBook Of(SpecSystem system) => new(system.Url, system.Name, SpecTerms.Version,
        [.. system.Terms.Select(t => new Concept(system.Url, t.Code, t.Display) { English = t.Display, Parents = t.Parent.Length > 0 ? [t.Parent] : [] })]);

    /// <inheritdoc/>
    public override ValueTask<Concept?> FindAsync(string code, CancellationToken stop) => new(byCode.GetValueOrDefault(code));

    /// <inheritdoc/>
    public override ValueTask<(IReadOnlyList<Concept> Found, int Total)> SearchAsync(string text, int skip, int take, CancellationToken stop)
    {
        var found = all.Where(c => Fits(c.Folded, text)).Select(c => c.Concept).ToList();
        return new(((IReadOnlyList<Concept>)[.. found.Skip(skip).Take(take)], found.Count));
    }

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<Concept>> ChildrenAsync(string code, CancellationToken stop) => new([.. below[code]]);

    /// <summary>Every word of the text begins a word, without case and marks.</summary>
    public static bool Fits(string folded, string text) =>
        text.Length == 0 || Fold.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).All(w => folded.Contains(" " + w, StringComparison.Ordinal));
}
