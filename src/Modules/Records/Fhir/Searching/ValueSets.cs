using System.Data.Common;
using System.Text.Json;
using LienY.Contracts;
using LienY.Fhir;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Codes of value sets and hierarchies of codes, as far as one search names them; gathered before it is read.</summary>
sealed class ValueSetCodes
{
    /// <summary>Codes by the address of a value set.</summary>
    public Dictionary<string, List<TokenValue>> Sets { get; } = [];

    /// <summary>Codes around <c>system|code</c>, itself among them.</summary>
    public Dictionary<(string Value, bool IsBelow), List<TokenValue>> Branches { get; } = [];

    /// <summary>The codes of a value set.</summary>
    public List<TokenValue> Of(string name, string url) => Sets.GetValueOrDefault(url)
        ?? throw new FhirProblem(400, "not-found", name, $"{name}: the value set '{url}' is not known here, or is too large or too special to search by.");

    /// <summary>A code with all below or above it.</summary>
    public List<TokenValue> Around(string name, string value, bool isBelow) => Branches.GetValueOrDefault((value, isBelow))
        ?? throw new FhirProblem(400, "not-found", name, $"{name}: no code list with a hierarchy is known here for '{value}' (system|code).");
}

/// <summary>Finds value sets (resources of this server, required sets of the specification) and the hierarchy of code systems (resources, loaded code lists).</summary>
sealed class ValueSets(ICodeLists lists)
{
    const int MostCodes = 5000;
    const int MostSets = 20;

    /// <summary>What the parameters of one search need; null where they name none.</summary>
    public async Task<ValueSetCodes?> ForAsync(DbConnection connection, IReadOnlyList<KeyValuePair<string, string>> parameters, SearchTime time)
    {
        ValueSetCodes? found = null;
        foreach (var (name, value) in parameters)
        {
            var modifier = name[(name.LastIndexOf(':') + 1)..];
            if (modifier.Length == name.Length || modifier is not ("in" or "not-in" or "below" or "above")) continue;
            found ??= new();
            foreach (var one in SearchText.Split(value, ',').Take(MostSets))
            {
                var text = SearchText.Plain(one);
                if (modifier is "in" or "not-in")
                {
                    if (!found.Sets.ContainsKey(text) && await SetAsync(connection, text, time, 3) is { } codes) found.Sets[text] = codes;
                }
                else if (SearchText.Split(one, '|') is [var system, var code]
                    && await BranchAsync(connection, SearchText.Plain(system), SearchText.Plain(code), modifier == "below", time) is { } branch)
                    found.Branches[(one, modifier == "below")] = [.. branch.Select(c => Token(SearchText.Plain(system), c))];
            }
        }
        return found;
    }

    static TokenValue Token(string system, string? code) => new(code is null ? null : Hashes.Of(code), Hashes.Of(system));

    async Task<List<TokenValue>?> SetAsync(DbConnection connection, string url, SearchTime time, int depth)
    {
        if (depth == 0) return null;
        if (await BodyAsync(connection, "ValueSet", url) is not { } body)
            return CodeSet.Named(url.Split('|')[0]) is { } known ? [.. known.Parts.SelectMany(p => p.Codes.Select(c => Token(p.System, c)))] : null;
        using var json = JsonDocument.Parse(body);
        var codes = new HashSet<TokenValue>();
        foreach (var part in json.RootElement.Of("compose").All("include"))
            if (!await AddAsync(connection, codes, part, time, depth)) return null;
        if (codes.Count == 0) Contained(json.RootElement.Of("expansion"), codes);
        var without = new HashSet<TokenValue>();
        foreach (var part in json.RootElement.Of("compose").All("exclude"))
            if (!await AddAsync(connection, without, part, time, depth)) return null;
        // What is left out of a whole system cannot be said by codes.
        if (without.Count > 0 && codes.Concat(without).Any(c => c.Code is null)) return null;
        codes.ExceptWith(without);
        return codes.Count > MostCodes ? null : [.. codes];
    }

    async Task<bool> AddAsync(DbConnection connection, HashSet<TokenValue> codes, JsonElement part, SearchTime time, int depth)
    {
        foreach (var other in part.All("valueSet"))
        {
            if (await SetAsync(connection, other.GetString() ?? "", time, depth - 1) is not { } inner) return false;
            codes.UnionWith(inner);
        }
        var system = part.Text("system");
        if (system.Length == 0) return true;
        var any = false;
        foreach (var concept in part.All("concept"))
        {
            any = true;
            codes.Add(Token(system, concept.Text("code")));
        }
        foreach (var filter in part.All("filter"))
        {
            any = true;
            if (filter.Text("op") is not ("is-a" or "descendent-of")) return false;
            if (await BranchAsync(connection, system, filter.Text("value"), true, time) is not { } branch) return false;
            codes.UnionWith(branch.Where(c => filter.Text("op") == "is-a" || c != filter.Text("value")).Select(c => Token(system, c)));
        }
        if (!any && part.Of("valueSet").ValueKind == JsonValueKind.Undefined) codes.Add(Token(system, null));
        return true;
    }

    static void Contained(JsonElement parent, HashSet<TokenValue> codes)
    {
        foreach (var item in parent.All("contains"))
        {
            if (item.Text("code") is { Length: > 0 } code) codes.Add(Token(item.Text("system"), code));
            Contained(item, codes);
        }
    }

    /// <summary>A code with all below it, or all above it; null where no hierarchy is known.</summary>
    async Task<List<string>?> BranchAsync(DbConnection connection, string system, string code, bool isBelow, SearchTime time)
    {
        if (await BodyAsync(connection, "CodeSystem", system) is { } body)
        {
            using var json = JsonDocument.Parse(body);
            var way = new List<string>();
            var found = new List<string>();
            Walk(json.RootElement, code, isBelow, way, found);
            return found.Count is > 0 and <= MostCodes ? found : null;
        }
        return await ListedAsync(system, code, isBelow, time);
    }

    static void Walk(JsonElement parent, string code, bool isBelow, List<string> way, List<string> found)
    {
        foreach (var concept in parent.All("concept"))
        {
            way.Add(concept.Text("code"));
            if (way[^1] == code) found.AddRange(isBelow ? Below(concept) : way);
            else Walk(concept, code, isBelow, way, found);
            way.RemoveAt(way.Count - 1);
        }
    }

    static IEnumerable<string> Below(JsonElement concept) => [concept.Text("code"), .. concept.All("concept").SelectMany(Below)];

    async Task<List<string>?> ListedAsync(string system, string code, bool isBelow, SearchTime time)
    {
        if (await lists.FindAsync(system, code, null, time.Token) is not { } entry) return null;
        var found = new List<string> { entry.Code };
        if (!isBelow)
        {
            while (entry.Parent.Length > 0 && !found.Contains(entry.Parent) && await lists.FindAsync(system, entry.Parent, null, time.Token) is { } above)
                found.Add((entry = above).Code);
            return found;
        }
        for (var at = 0; at < found.Count; at++)
        {
            var page = await lists.SearchAsync(new(system, Parent: found[at], Take: 1000), time.Token);
            found.AddRange(page.Codes.Select(c => c.Code).Where(c => !found.Contains(c)));
            if (found.Count > MostCodes) return null;
        }
        return found;
    }

    /// <summary>A resource that speaks of nobody, by its canonical address or as Type/id.</summary>
    static async Task<byte[]?> BodyAsync(DbConnection connection, string type, string url)
    {
        var known = url.Split('|')[0];
        if (known.StartsWith(type + "/", StringComparison.Ordinal))
            return await connection.CellAsync("select body from records_resource where type = @p0 and fid = @p1 and is_deleted = false", default, type,
                known[(type.Length + 1)..]) as byte[];
        return FhirTypes.Param(type, "url") is { } param ? await connection.CellAsync("select r.body from records_ix_uri x join records_resource r on r.rid = x.rid "
            + "where x.pid = @p0 and x.uri = @p1 and r.is_deleted = false order by r.rid desc limit 1", default, param.Pid, known) as byte[] : null;
    }
}
