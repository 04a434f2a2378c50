using System.Data.Common;
using System.Globalization;
using System.Text;
using LienY.Fhir;

namespace LienY.Records;

/// <summary>
/// <c>Patient/x/$everything</c> and <c>Encounter/x/$everything</c>: the resource, what is in its compartment, and the practitioners, organisations, places and
/// drugs that those name, page by page in one order that does not change.
/// </summary>
sealed class Everything(ReadSeats seats, Cursors cursors, FhirReading reading, FhirMask mask, SearchLimits limits)
{
    const int UsualCount = 5000;
    static readonly string[] Beside = ["Practitioner", "PractitionerRole", "Organization", "Location", "Medication"];
    static readonly HashSet<string> Known = ["start", "end", "_since", "_type", "_count", "_cursor", "_format", "_pretty", "_purpose"];

    /// <summary>The operation.</summary>
    public FhirOperation Operation => new("$everything", ["Patient", "Encounter"], FhirLevels.Instance, IsSafe: true, RunAsync);

    sealed record Wish(IReadOnlyList<string> Types, DateTimeOffset? Start, DateTimeOffset? End, DateTimeOffset? Since, int Count, string? Cursor);

    async Task<FhirReply> RunAsync(FhirCall call)
    {
        var ask = call.Ask;
        var (type, id) = (ask.Type!, ask.Id!);
        var wish = Read(ask);
        var rules = ScopeRules.Of(call.Seat);
        if (rules.Of(type) is NoneFilter) throw ScopeRules.Refused(type);
        using var time = new SearchTime(limits.Time, call.Stop);
        await using var lease = await seats.LeaseAsync(call.Stop);
        var connection = lease.Connection;
        var head = await reading.RowAsync(connection, call.Seat, type, id, call.Stop) ?? throw FhirProblem.Missing(type, id);
        var query = new SearchQuery { Types = [], Count = wish.Count, Cursor = wish.Cursor };
        foreach (var (name, value) in ask.Query)
            if (Known.Contains(name) && name is not ("_cursor" or "_format" or "_pretty")) query.Used.Add(new(name, value));
        var question = $"{type}/{id}/$everything?{string.Join('&', query.Used.Where(u => u.Key != "_count").Select(u => $"{u.Key}={u.Value}"))}";
        var after = wish.Cursor is { } word ? cursors.Read(word, question) : null;
        var (rows, more) = await PageAsync(connection, call.Seat, rules, head, wish, after, time);
        string? next = null;
        if (more)
        {
            var newest = after?.Newest ?? (await SearchRead.NumbersAsync(connection, "select coalesce(max(rid), 0) from records_resource", [], time))[0];
            next = cursors.Write(new(newest, [rows[^1].Type], rows[^1].Rid), question);
        }
        if (after is null && Wants(wish, type)) rows.Insert(0, head);
        var matches = await mask.OfAsync(connection, rows, call.Stop);
        var others = await BesideAsync(connection, call.Seat, rules, wish, matches, time);
        var bundle = new SearchBundle(ask.Base, $"{type}/{id}/$everything", query, after is null && !more ? matches.Count : null, next, matches, others);
        return new(200) { Write = bundle.Write, Touched = FhirSearch.Touches(matches), Action = "fhir.everything", About = $"{type}/{id}" };
    }

    static Wish Read(FhirAsk ask)
    {
        foreach (var (name, _) in ask.Query)
            if (!Known.Contains(name) && ask.IsStrict) throw new FhirProblem(400, "not-supported", name, $"$everything knows no parameter '{name}'.");
        DateTimeOffset? Date(string name, bool atEnd)
        {
            if (ask.Of(name) is not { } text) return null;
            if (!FhirDates.Range(text, out var from, out var to)) throw new FhirProblem(400, "invalid", name, $"{name}: '{text}' is not a date.");
            return DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Clamp(atEnd ? to : from, -62135596800000, 253402300799000));
        }
        var types = (ask.Of("_type") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (Array.Find(types, t => !FhirTypes.Is(t)) is { } stranger)
            throw new FhirProblem(400, "invalid", "_type", $"_type: there is no resource type '{stranger}'.");
        var count = UsualCount;
        if (ask.Of("_count") is { } asked && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count == 0))
            throw new FhirProblem(400, "invalid", "_count", $"_count: '{asked}' is not a count.");
        return new(types, Date("start", false), Date("end", true), Date("_since", false), Math.Min(count, UsualCount), ask.Of("_cursor"));
    }

    static bool Wants(Wish wish, string type) => wish.Types.Count == 0 || wish.Types.Contains(type);

    static async Task<(List<FhirRow> Rows, bool More)> PageAsync(DbConnection connection, FhirSeat seat, ScopeRules rules, FhirRow head, Wish wish, SearchCursor? after,
        SearchTime time)
    {
        var sql = new FilterSql(connection, seat, rules, masked: true);
        var target = Hashes.Reference($"{head.Type}/{head.Fid}");
        var (from, where) = ("records_resource r", new StringBuilder());
        if (head.Type == "Patient") where.Append($"r.patient = {sql.Place(target)}");
        else
        {
            var pids = FhirTypes.All.SelectMany(t => Compartments.Params("Encounter", t).Select(p => FhirTypes.Param(t, p))).OfType<SearchParam>()
                .Where(p => p.Kind == ParamKind.Reference).Select(p => p.Pid).Distinct().ToList();
            from = $"(select distinct x.rid from records_ix_reference x where x.pid {FilterSql.Pid(pids)} and x.target = {sql.Place(target)}) d "
                + $"{sql.Join} records_resource r on r.rid = d.rid";
            where.Append("1 = 1");
        }
        where.Append($" and r.rid <> {sql.Place(head.Rid)}");
        if (wish.Types.Count > 0) where.Append($" and r.type {sql.Among(wish.Types)}");
        // What bears no date of care belongs to every time.
        if (wish.Start is { } start) where.Append($" and (r.occurred is null or r.occurred >= {sql.Place(start)})");
        if (wish.End is { } end) where.Append($" and (r.occurred is null or r.occurred < {sql.Place(end)})");
        if (wish.Since is { } since) where.Append($" and r.at >= {sql.Place(since)}");
        if (after is not null)
        {
            var last = sql.Place(after.Keys[0]);
            where.Append($" and r.rid <= {sql.Place(after.Newest)} and (r.type > {last} or (r.type = {last} and r.rid > {sql.Place(after.Rid)}))");
        }
        var text = $"select {sql.Found("r")} from {from} where {where} and {sql.Row("r", [])} order by r.type, r.rid {FilterSql.Limit(wish.Count + 1)}";
        var rows = await SearchRead.RowsAsync(connection, text, sql.Values, 0, time);
        return rows.Count > wish.Count ? (rows[..wish.Count], true) : (rows, false);
    }

    /// <summary>Who and what the resources name beside the person: found by their references as they are written, for only few types count.</summary>
    static async Task<IReadOnlyList<FhirRow>> BesideAsync(DbConnection connection, FhirSeat seat, ScopeRules rules, Wish wish, IReadOnlyList<FhirRow> rows,
        SearchTime time)
    {
        var types = Beside.Where(t => Wants(wish, t) && rules.Of(t) is not NoneFilter).ToList();
        if (types.Count == 0) return [];
        var names = types.Select(Encoding.ASCII.GetBytes).ToList();
        var targets = new HashSet<long>();
        foreach (var row in rows) Gather(row.Body, names, targets);
        return targets.Count == 0 ? [] : await Including.ReferredAsync(connection, seat, rules, targets, types, time);
    }

    static void Gather(ReadOnlySpan<byte> body, List<byte[]> types, HashSet<long> targets)
    {
        for (var at = body.IndexOf("\"reference\""u8); at >= 0; at = body.IndexOf("\"reference\""u8))
        {
            body = body[(at + 11)..];
            var open = body.IndexOf((byte)'"');
            if (open is < 0 or > 20) continue;
            body = body[(open + 1)..];
            var close = body.IndexOf((byte)'"');
            if (close <= 0) continue;
            var reference = body[..close];
            body = body[close..];
            foreach (var type in types)
                if (reference.Length > type.Length && reference[type.Length] == '/' && reference.StartsWith(type))
                    targets.Add(Hashes.Reference(Encoding.UTF8.GetString(reference)));
        }
    }
}
