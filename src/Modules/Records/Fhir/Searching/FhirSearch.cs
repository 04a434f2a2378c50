using System.Data.Common;
using System.IO.Hashing;
using System.Text;
using LienY.Fhir;

namespace LienY.Records;

/// <summary>How long one search may take.</summary>
sealed record SearchLimits(TimeSpan Time)
{
    /// <summary>How far an estimate counts.</summary>
    public const int MostEstimated = 10_000;
}

/// <summary>
/// Searches of the FHIR server: parameters become one statement with the release gate and the application's scopes inside, found bodies are sent as they are
/// kept.
/// </summary>
sealed class FhirSearch(Cursors cursors, FhirMask mask, Including including, ValueSets sets, SearchLimits limits, TimeProvider clock) : IFhirSearch
{
    /// <inheritdoc/>
    public async Task<FhirReply> SearchAsync(FhirSeat seat, string? type, IReadOnlyList<KeyValuePair<string, string>> parameters, FhirAsk ask, DbConnection connection,
        CancellationToken stop)
    {
        using var time = new SearchTime(limits.Time, stop);
        var types = ask.Compartment is { } below ? below == "*" ? [] : [FhirAsk.Known(below)] : type is not null ? [type] : Types(parameters);
        var rules = ScopeRules.Of(seat);
        if (types.Count == 1 && rules.Of(types[0]) is NoneFilter) throw ScopeRules.Refused(types[0]);
        var query = await ReadAsync(connection, types, parameters, ask, time);
        if (ask.Compartment is not null) query.Filters.Add(Compartment(type!, ask.Id!, types));
        var question = Question(type, ask, query);
        var after = query.Cursor is { } word ? cursors.Read(word, question) : null;
        var (rows, more) = query.Count == 0 ? ([], false) : await PageAsync(connection, seat, rules, query, after, time);
        var total = await TotalAsync(connection, seat, rules, query, after, rows.Count, more, time);
        string? next = null;
        if (more) next = cursors.Write(new(after?.Newest ?? await NewestAsync(connection, time), rows[^1].Keys, rows[^1].Rid), question);
        var (included, left) = query.Includes.Count == 0 || rows.Count == 0 ? ([], false) : await including.OfAsync(connection, seat, rules, query, rows, time);
        if (left) query.Ignored.Add(new("warning", "too-costly", "_include", $"More than {Including.Most} resources would come along; the rest was left out."));
        var matches = await mask.OfAsync(connection, rows, stop);
        var others = await mask.OfAsync(connection, included, stop);
        var bundle = new SearchBundle(ask.Base, Path(type, ask), query, total, next, matches, others);
        return new(200)
        {
            Write = bundle.Write,
            Touched = Touches(matches.Concat(others)),
            Action = "fhir.search",
            // What was asked for may be a name: the trail keeps its print only.
            About = $"{Path(type, ask)}?{XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(question)):x16}",
        };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<long>> MatchAsync(DbConnection connection, FhirSeat seat, string type, string query, CancellationToken stop)
    {
        using var time = new SearchTime(limits.Time, stop);
        var ask = new FhirAsk("GET", type, []) { IsStrict = true };
        var read = await ReadAsync(connection, [type], SearchText.Query(query), ask, time);
        if (read.Filters.Count == 0) throw new FhirProblem(412, "invalid", "", $"The condition '{query}' names nothing by which a {type} could be found.");
        var sql = new SearchSql(connection, seat, ScopeRules.Of(seat), read);
        if (read.Checks.Count == 0) return await SearchRead.NumbersAsync(connection, sql.Rids(2), sql.Values, time);
        var (rows, _) = await PageAsync(connection, seat, ScopeRules.Of(seat), read, null, time);
        return [.. rows.Take(2).Select(r => r.Rid)];
    }

    async Task<SearchQuery> ReadAsync(DbConnection connection, IReadOnlyList<string> types, IReadOnlyList<KeyValuePair<string, string>> parameters, FhirAsk ask,
        SearchTime time)
    {
        QueryReading.MustBeText(parameters);
        return new QueryReading(types, ask.IsStrict, ask.Base, await sets.ForAsync(connection, parameters, time), clock.GetUtcNow()).Read(parameters);
    }

    static IReadOnlyList<string> Types(IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var types = parameters.Where(p => p.Key == "_type").SelectMany(p => p.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Distinct().ToList();
        return types.Find(t => !FhirTypes.Is(t)) is { } stranger ? throw new FhirProblem(400, "invalid", "_type", $"_type: there is no resource type '{stranger}'.") : types;
    }

    /// <summary>What belongs to a compartment: by each parameter that leads into it.</summary>
    static Filter Compartment(string compartment, string id, IReadOnlyList<string> types)
    {
        if (!Compartments.All.Contains(compartment)) throw new FhirProblem(404, "not-supported", "", $"{compartment} has no compartment.");
        var target = Hashes.Reference($"{compartment}/{id}");
        var pids = (types.Count == 0 ? FhirTypes.All : types).SelectMany(t => Compartments.Params(compartment, t).Select(p => FhirTypes.Param(t, p)))
            .OfType<SearchParam>().Where(p => p.Kind == ParamKind.Reference).Select(p => p.Pid).Distinct().ToList();
        if (pids.Count == 0) throw new FhirProblem(404, "not-supported", "", $"{string.Join(", ", types)} is never in the compartment of a {compartment}.");
        return new ReferenceFilter("subject", pids, [target]);
    }

    /// <summary>One page, and whether there is more behind it.</summary>
    static async Task<(List<FhirRow> Rows, bool More)> PageAsync(DbConnection connection, FhirSeat seat, ScopeRules rules, SearchQuery query, SearchCursor? after,
        SearchTime time)
    {
        if (query.Sorts.Exists(s => s.ByBody)) return await SortedAsync(connection, seat, rules, query, after, time);
        var keys = query.Sorts.Count;
        var found = new List<FhirRow>();
        while (true)
        {
            var limit = query.Checks.Count > 0 ? Math.Max(200, query.Count) : query.Count + 1;
            var sql = new SearchSql(connection, seat, rules, query);
            var rows = await SearchRead.RowsAsync(connection, sql.Page(after, limit), sql.Values, keys, time);
            if (query.Checks.Count == 0) found = rows;
            else found.AddRange(rows.Where(r => BodyLooking.Passes(r, query.Checks)));
            if (found.Count > query.Count) return (found[..query.Count], true);
            if (rows.Count < limit) return (found, false);
            time.Check();
            after = new(after?.Newest ?? long.MaxValue, rows[^1].Keys, rows[^1].Rid);
        }
    }

    // What the index keeps as a number only is sorted in memory, as long as it is not too much; a page begins behind the row where the last one ended.
    static async Task<(List<FhirRow> Rows, bool More)> SortedAsync(DbConnection connection, FhirSeat seat, ScopeRules rules, SearchQuery query, SearchCursor? after,
        SearchTime time)
    {
        var sql = new SearchSql(connection, seat, rules, query);
        var first = after is null ? null : new SearchCursor(after.Newest, [], 0);
        var rows = await SearchRead.RowsAsync(connection, sql.Whole(first, BodyLooking.MostSorted + 1), sql.Values, query.Sorts.Count(s => !s.ByBody), time);
        if (rows.Count > BodyLooking.MostSorted)
            throw new FhirProblem(400, "too-costly", "_sort",
                $"_sort: more than {BodyLooking.MostSorted} resources to sort by a code or reference; please narrow the search.");
        if (query.Checks.Count > 0) rows.RemoveAll(r => !BodyLooking.Passes(r, query.Checks));
        var sorted = BodyLooking.Sorted(rows, query.Sorts);
        if (after is not null)
        {
            var at = sorted.FindIndex(r => r.Rid == after.Rid);
            // Where that row is gone, those that come behind it by its keys follow.
            sorted = at >= 0 ? sorted[(at + 1)..] : [.. sorted.Where(r => BodyLooking.IsBehind(r, after, query.Sorts))];
        }
        return sorted.Count > query.Count ? (sorted[..query.Count], true) : (sorted, false);
    }

    static async Task<long> NewestAsync(DbConnection connection, SearchTime time) =>
        (await SearchRead.NumbersAsync(connection, "select coalesce(max(rid), 0) from records_resource", [], time))[0];

    static async Task<int?> TotalAsync(DbConnection connection, FhirSeat seat, ScopeRules rules, SearchQuery query, SearchCursor? after, int rows, bool more,
        SearchTime time)
    {
        if (query.Total == TotalKind.None && query.Count > 0) return null;
        if (after is null && !more && query.Count > 0) return rows;
        if (query is { Total: TotalKind.Free, Count: > 0 }) return null;
        if (query.Checks.Count > 0)
        {
            var counted = new SearchSql(connection, seat, rules, query);
            var all = await SearchRead.RowsAsync(connection, counted.Whole(null, SearchLimits.MostEstimated), counted.Values, query.Sorts.Count(s => !s.ByBody), time);
            return all.Count(r => BodyLooking.Passes(r, query.Checks));
        }
        var sql = new SearchSql(connection, seat, rules, query);
        return (int)(await SearchRead.NumbersAsync(connection, sql.Count(query.Total == TotalKind.Estimate ? SearchLimits.MostEstimated : 0), sql.Values, time))[0];
    }

    static string Path(string? type, FhirAsk ask) => ask.Compartment is { } below ? $"{type}/{ask.Id}/{below}" : type ?? "";

    static string Question(string? type, FhirAsk ask, SearchQuery query) =>
        Path(type, ask) + "?" + string.Join('&', query.Used.Where(u => u.Key != "_count").Select(u => $"{u.Key}={u.Value}")) + "&" + string.Join(',', query.Types);

    /// <summary>Whose data: one entry for each person, holder and basis.</summary>
    public static IReadOnlyList<FhirTouched> Touches(IEnumerable<FhirRow> rows)
    {
        var touched = new List<FhirTouched>();
        foreach (var row in rows)
        {
            if (FhirTypes.IsOpen(row.Type)) continue;
            var at = touched.FindIndex(t => t.Person == row.PersonId && t.Holder == row.HolderId && t.Basis == row.BasisId);
            if (at < 0) touched.Add(new(row.PersonId, row.HolderId, row.BasisId));
            else touched[at] = touched[at] with { Count = touched[at].Count + 1 };
        }
        return touched;
    }
}
