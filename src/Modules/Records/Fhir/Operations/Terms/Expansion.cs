using System.Globalization;
using System.Text.Json;

namespace LienY.Records;

/// <summary>What an expansion asks.</summary>
/// <param name="Filter">Begins of words.</param>
/// <param name="Skip">How many to leave out.</param>
/// <param name="Take">How many to give; null: all, as long as that is not too many.</param>
/// <param name="OnlyActive">Leaves out what is no longer used.</param>
sealed record ExpansionAsk(string Filter, int Skip, int? Take, bool OnlyActive);

/// <summary>All codes of a value set, within bounds.</summary>
sealed class Expansion(TermBooks books)
{
    const int Deepest = 10;

    /// <summary>Most codes that are gathered, and most that an answer carries where no count was asked.</summary>
    public const int Most = 20_000, MostAtOnce = 1_000;

    /// <summary>The codes asked for, and how many there are in all; refused (422 too-costly) where they are too many.</summary>
    public async Task<(IReadOnlyList<Concept> Concepts, int Total)> OfAsync(ValueSetText set, ExpansionAsk ask)
    {
        if (!ask.OnlyActive && set.Compose is { } compose && Whole(compose) is { } system)
        {
            var book = await SystemAsync(system);
            var (found, total) = await book.SearchAsync(ask.Filter, ask.Skip, Math.Min(ask.Take ?? MostAtOnce + 1, Most), books.Stop);
            if (ask.Take is null && found.Count > MostAtOnce) throw TooCostly(total);
            return (found, total);
        }
        var all = (await GatherAsync(set, 0)).Where(c => (!ask.OnlyActive || !c.IsInactive) && Fits(c, ask.Filter)).ToList();
        if (ask.Take is null && all.Count - ask.Skip > MostAtOnce) throw TooCostly(all.Count);
        return ([.. all.Skip(ask.Skip).Take(ask.Take ?? MostAtOnce)], all.Count);
    }

    static bool Fits(Concept concept, string filter) =>
        filter.Length == 0 || MemoryBook.Fits(" " + Kernel.Fold.Of($"{concept.Code} {concept.Display} {concept.English}"), filter);

    static FhirProblem TooCostly(int total) => new(422, "too-costly", "",
        $"The expansion has {total.ToString(CultureInfo.InvariantCulture)} codes; please ask with 'filter', or page with 'count' and 'offset'.");

    // One system as a whole can be paged where it is kept.
    static string? Whole(JsonElement compose)
    {
        var includes = compose.Each("include").ToList();
        return includes.Count == 1 && compose.Member("exclude") is null && includes[0].Member("concept") is null && includes[0].Member("filter") is null
            && includes[0].Member("valueSet") is null ? includes[0].Word("system") : null;
    }

    async Task<CodeBook> SystemAsync(string url) => await books.SystemAsync(url)
        ?? throw new FhirProblem(422, "not-found", "", $"The code system '{url}' is not known here, so the value set cannot be expanded.");

    async Task<List<Concept>> GatherAsync(ValueSetText set, int depth)
    {
        if (depth > Deepest) throw new FhirProblem(422, "too-costly", "", $"The value set '{set.Url}' is made of too many layers of value sets.");
        var all = new Dictionary<(string, string), Concept>();
        if (set.Compose is not { } compose)
        {
            if (set.Expansion is { } ready) Take(ready, all);
            return [.. all.Values];
        }
        foreach (var include in compose.Each("include"))
        {
            foreach (var concept in await PartAsync(include, depth))
            {
                all.TryAdd((concept.System, concept.Code), concept);
                if (all.Count > Most) throw TooCostly(all.Count);
            }
        }
        foreach (var exclude in compose.Each("exclude"))
        {
            foreach (var gone in await PartAsync(exclude, depth)) all.Remove((gone.System, gone.Code));
        }
        return [.. all.Values];
    }

    static void Take(JsonElement holder, Dictionary<(string, string), Concept> all)
    {
        foreach (var one in holder.Each("contains"))
        {
            var concept = new Concept(one.Word("system"), one.Word("code"), one.Word("display"));
            if (concept.Code.Length > 0 && one.Member("abstract") is not { ValueKind: JsonValueKind.True }) all.TryAdd((concept.System, concept.Code), concept);
            Take(one, all);
        }
    }

    async Task<List<Concept>> PartAsync(JsonElement part, int depth)
    {
        var system = part.Word("system");
        List<Concept>? found = system.Length == 0 ? null : part.Member("concept") is not null ? await NamedAsync(part, system) : await FilteredAsync(part, system);
        foreach (var other in part.Each("valueSet"))
        {
            var url = other.ValueKind == JsonValueKind.String ? other.GetString()! : "";
            var inner = await books.ValueSetAsync(url) ?? throw new FhirProblem(422, "not-found", "", $"The value set '{url}' is not known here.");
            var codes = await GatherAsync(inner, depth + 1);
            // Several value sets of one include are met all at once.
            found = found is null ? codes : [.. found.Where(f => codes.Exists(c => c.System == f.System && c.Code == f.Code))];
        }
        return found ?? [];
    }

    async Task<List<Concept>> NamedAsync(JsonElement part, string system)
    {
        var book = await books.SystemAsync(system);
        var found = new List<Concept>();
        foreach (var one in part.Each("concept"))
        {
            var known = book is null ? null : await book.FindAsync(one.Word("code"), books.Stop);
            var display = one.Word("display");
            found.Add(known is null ? new Concept(system, one.Word("code"), display) : display.Length > 0 ? known with { Display = display } : known);
        }
        return found;
    }

    async Task<List<Concept>> FilteredAsync(JsonElement part, string system)
    {
        var book = await SystemAsync(system);
        var start = part.Each("filter").Where(f => f.Word("op") is "is-a" or "descendent-of").Select(f => f.Word("value")).FirstOrDefault();
        List<Concept> candidates;
        if (start is not null) candidates = await BelowAsync(book, start);
        else
        {
            var (all, total) = await book.SearchAsync("", 0, Most, books.Stop);
            if (total > Most) throw TooCostly(total);
            candidates = [.. all];
        }
        var kept = new List<Concept>();
        foreach (var concept in candidates) if (await TermFilters.PassAsync(book, concept, part, books.Stop)) kept.Add(concept);
        return kept;
    }

    async Task<List<Concept>> BelowAsync(CodeBook book, string code)
    {
        var found = new List<Concept>();
        if (await book.FindAsync(code, books.Stop) is not { } root) return found;
        var seen = new HashSet<string>(StringComparer.Ordinal) { root.Code };
        found.Add(root);
        for (var at = 0; at < found.Count; at++)
        {
            foreach (var child in await book.ChildrenAsync(found[at].Code, books.Stop)) if (seen.Add(child.Code)) found.Add(child);
            if (found.Count > Most) throw TooCostly(found.Count);
        }
        return found;
    }
}
