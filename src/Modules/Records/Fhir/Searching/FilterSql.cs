using System.Data.Common;
using System.Globalization;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Conditions of searches as SQL over the index tables, each row of a resource behind the release gate. One for one statement.</summary>
/// <param name="masked">Rows pass also that are seen only without what identifies.</param>
class FilterSql(DbConnection connection, FhirSeat seat, ScopeRules rules, bool masked)
{
    /// <summary>Types whose content cannot be masked.</summary>
    const string Unmaskable = "('DocumentReference', 'Binary', 'Media', 'DocumentManifest', 'RelatedPerson', 'Person', 'Consent', 'Coverage', 'Contract', 'AuditEvent', "
        + "'Provenance', 'Bundle')";

    /// <summary>Columns of a found row; sort keys stand behind them.</summary>
    public const int Columns = 12;

    // So many stand in the statement itself, which is quicker than a table of them.
    const int MostListed = 8;

    int aliases;

    /// <summary>What stands in the places @p0, @p1 …</summary>
    public List<object?> Values { get; } = [];

    /// <summary>PostgreSQL.</summary>
    protected bool IsPostgres { get; } = connection.IsPostgres();

    /// <summary>Joins in the order in which they are written; PostgreSQL knows better from its statistics.</summary>
    public string Join => IsPostgres ? "join" : "cross join";

    /// <summary>A place for a value.</summary>
    public string Place(object? value)
    {
        Values.Add(value);
        return "@p" + (Values.Count - 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>How many rows at most. Written out: SQLite prepares a statement anew each time that a place behind its limit is filled.</summary>
    public static string Limit(int rows) => "limit " + rows.ToString(CultureInfo.InvariantCulture);

    /// <summary>Numbers of parameters are small and never change: they stand in the statement.</summary>
    public static string Pid(IReadOnlyList<int> pids) => pids.Count == 1 ? "= " + pids[0].ToString(CultureInfo.InvariantCulture) : $"in ({string.Join(',', pids)})";

    /// <summary>One of some numbers.</summary>
    public string Among(IReadOnlyList<long> numbers) => numbers.Count == 1 ? "= " + Place(numbers[0])
        : IsPostgres ? $"= any({Place(numbers.ToArray())})"
        : numbers.Count <= MostListed ? $"in ({string.Join(", ", numbers.Select(n => Place(n)))})" : $"in (select value from json_each({Place("[" + string.Join(',', numbers) + "]")}))";

    /// <summary>One of some texts.</summary>
    public string Among(IReadOnlyList<string> texts) => texts.Count == 1 ? "= " + Place(texts[0])
        : IsPostgres ? $"= any({Place(texts.ToArray())})"
        : texts.Count <= MostListed ? $"in ({string.Join(", ", texts.Select(Place))})" : $"in (select value from json_each({Place(System.Text.Json.JsonSerializer.Serialize(texts))}))";

    /// <summary>The columns of a found row.</summary>
    public string Found(string r) =>
        $"{r}.rid, {r}.type, {r}.fid, {r}.version, {r}.at, {r}.meta_at, {r}.holder_id, {r}.person_id, {Basis(r)}, {r}.source_id, {r}.source_row, {r}.body";

    string Alias(string head) => head + (++aliases).ToString(CultureInfo.InvariantCulture);

    /// <summary>A row of <c>records_resource</c> that may be seen: not deleted, of these types (none: any), through gate and scopes.</summary>
    public string Row(string row, IReadOnlyList<string> types, bool isTyped = false)
    {
        var scope = rules.IsAll ? (types.Count == 0 || isTyped ? "" : " and " + OfTypes(row, types)) : " and " + Scoped(row, types);
        return $"{row}.is_deleted = false{scope} and {Gate(row)}";
    }

    static string OfTypes(string row, IReadOnlyList<string> types) =>
        types.Count == 1 ? $"{row}.type = '{types[0]}'" : $"{row}.type in ({string.Join(',', types.Select(t => $"'{t}'"))})";

    // Types with the same rule share it.
    string Scoped(string row, IReadOnlyList<string> types)
    {
        var groups = (types.Count == 0 ? Fhir.FhirTypes.All : types).GroupBy(rules.Of).Where(g => g.Key is not NoneFilter).ToList();
        if (groups.Count == 0) return "1 = 0";
        return "(" + string.Join(" or ", groups.Select(g => g.Key is AllFilter { Parts.Count: 0 } ? OfTypes(row, [.. g])
            : $"({OfTypes(row, [.. g])} and {Test(g.Key, row)})")) + ")";
    }

    /// <summary>The release gate; open types pass, what has no known person passes at its holder only.</summary>
    string Gate(string row)
    {
        if (OwnGate.IsFor(seat.Reader))
            return $"({row}.is_open or {OwnGate.Where(seat.Reader, row, $"{row}.sensitive", Values)})";
        if (!masked) return $"({row}.is_open or {House(row, null)})";
        // What must not be tied to a person is not shown to those who may know who it is.
        var known = Alias("k");
        var unknown = $"({row}.type not in {Unmaskable} and not exists (select 1 from records_resource {known} where {known}.person_id = {row}.person_id "
            + $"and {known}.type = 'Patient' and {known}.is_deleted = false and {House(known, null)}))";
        return $"({row}.is_open or {House(row, unknown)})";
    }

    string House(string row, string? unidentified) => ReleaseGate.Where(connection, seat.Reader, Values, $"{row}.holder_id", $"{row}.person_id",
        $"(case when {row}.person_id is null then 0 else {row}.kinds end)", $"{row}.sensitive", identified: unidentified is null, unidentified);

    /// <summary>The basis by which a row passes; null where none is needed.</summary>
    public string Basis(string row) => FhirGate.Basis(connection, seat, row, Values);

    /// <summary>A condition as a test of a row.</summary>
    public string Test(Filter filter, string row)
    {
        switch (filter)
        {
            case NoneFilter:
                return "1 = 0";
            case IdFilter f:
                return $"{row}.fid {Among(f.Ids)}";
            case UpdatedFilter f:
                return "(" + string.Join(" or ", f.Spans.Select(s => Updated(s, row))) + ")";
            case CompartmentFilter f:
                return f.OrOpen ? $"({row}.is_open or {row}.patient = {Place(f.Patient)})" : $"{row}.patient = {Place(f.Patient)}";
            case NotFilter f:
                return $"not {Test(f.Inner, row)}";
            case AnyFilter f:
                return "(" + string.Join(" or ", f.Parts.Select(p => Test(p, row))) + ")";
            case AllFilter f:
                return f.Parts.Count == 0 ? "1 = 1" : "(" + string.Join(" and ", f.Parts.Select(p => Test(p, row))) + ")";
            case ChainFilter f:
                return $"{row}.rid in ({Chain(f)})";
            case HasFilter f:
                var (h, o) = (Alias("h"), Alias("o"));
                return $"exists (select 1 from records_ix_reference {h} {Join} records_resource {o} on {o}.rid = {h}.rid where {h}.pid = {f.Pid} and {h}.target = {row}.ref "
                    + $"and {Row(o, [f.Type], isTyped: rules.IsAll)} and {Test(f.Inner, o)})";
            case MissingFilter f:
                var quick = f.Table is "records_ix_date" or "records_ix_number" or "records_ix_quantity" or "records_ix_string";
                return $"not {Probe(f.Table, row, x => $"{x}.pid {Pid(f.Pids)}", quick)}";
            case IndexFilter f:
                return Probe(f.Table, row, x => Condition(f, x), f.IsProbe);
            default:
                throw new InvalidOperationException($"No SQL for '{filter.GetType().Name}'.");
        }
    }

    // Where SQLite has no index by resource, it is quicker to gather all that fit once.
    string Probe(string table, string row, Func<string, string> condition, bool quick)
    {
        var x = Alias("x");
        return quick || IsPostgres ? $"exists (select 1 from {table} {x} where {x}.rid = {row}.rid and {condition(x)})"
            : $"{row}.rid in (select {x}.rid from {table} {x} where {condition(x)})";
    }

    /// <summary>Rids whose reference leads to what meets the inner condition, found from the inside.</summary>
    public string Chain(ChainFilter chain)
    {
        var (t, c) = (Alias("t"), Alias("c"));
        var where = $"{Row(t, chain.Types)} and {c}.pid {Pid(chain.Pids)} and {c}.target = {t}.ref";
        var (from, more) = Source(chain.Inner, t);
        return $"select {c}.rid from {from} {Join} records_ix_reference {c} on 1 = 1 where {where}{more}";
    }

    /// <summary>Rows of <c>records_resource</c> as <paramref name="row"/> that meet a condition: where they come from, and what is left to be tested.</summary>
    (string From, string More) Source(Filter inner, string row)
    {
        var d = Alias("d");
        return inner switch
        {
            IndexFilter f when f.Rank < 20 => ($"{f.Table} {d} {Join} records_resource {row} on {row}.rid = {d}.rid", $" and {Condition(f, d)}"),
            ChainFilter f => ($"({Chain(f)}) {d} {Join} records_resource {row} on {row}.rid = {d}.rid", ""),
            _ => ($"records_resource {row}", $" and {Test(inner, row)}"),
        };
    }

    /// <summary>A condition on the rows of its index table.</summary>
    public string Condition(IndexFilter filter, string x)
    {
        var pid = $"{x}.pid {Pid(filter.Pids)} and ";
        return pid + filter switch
        {
            TokenFilter f => Tokens(f.Values, $"{x}.code", $"{x}.system"),
            ReferenceFilter f => $"{x}.target {Among(f.Targets)}",
            DateFilter f => Or(f.Spans, s => Date(s, $"{x}.low", $"{x}.high")),
            NumberFilter f => Or(f.Spans, s => (f.HasUnit ? $"{x}.unit = {Place(s.Unit)} and " : "") + Number(s, $"{x}.low", $"{x}.high")),
            StringFilter f => f.How == TextMatch.Whole ? $"{x}.folded {Among(f.Folded)}" : Or(f.Folded, t => Text(f.How, t, $"{x}.folded")),
            UriFilter f => Or(f.Uris, u => Uri(f.How, u, $"{x}.uri")),
            PairFilter f => Or(f.Values, v => Pair(v, x)),
            _ => throw new InvalidOperationException($"No SQL for '{filter.GetType().Name}'."),
        };
    }

    static string Or<T>(IReadOnlyList<T> all, Func<T, string> one) => all.Count == 1 ? one(all[0]) : "(" + string.Join(" or ", all.Select(a => $"({one(a)})")) + ")";

    string Tokens(IReadOnlyList<TokenValue> values, string code, string system)
    {
        var groups = values.GroupBy(v => (v.System, HasCode: v.Code is not null)).ToList();
        string One(IGrouping<(long? System, bool HasCode), TokenValue> g)
        {
            var codes = g.Key.HasCode ? $"{code} {Among([.. g.Select(v => v.Code!.Value).Distinct()])}" : "";
            return g.Key.System is not { } s ? codes : (codes.Length > 0 ? codes + " and " : "") + $"{system} = {Place(s)}";
        }
        if (groups.Count == 1) return One(groups[0]);
        var bound = groups.All(g => g.Key.HasCode) ? $"{code} {Among([.. values.Select(v => v.Code!.Value).Distinct()])} and " : "";
        return bound + Or(groups, One);
    }

    string Date(DateSpan s, string low, string high)
    {
        string From() => Place(s.From);
        string To() => Place(s.To);
        return s.How switch
        {
            Compare.Equal => $"{low} >= {From()} and {low} < {To()} and {high} <= {To()}",
            Compare.NotEqual => $"not ({low} >= {From()} and {high} <= {To()})",
            Compare.Greater => $"{high} > {To()}",
            Compare.Less => $"{low} < {From()}",
            Compare.GreaterOrEqual => $"({low} >= {From()} or {high} > {To()})",
            Compare.LessOrEqual => $"({high} <= {To()} or {low} < {From()})",
            Compare.StartsAfter => $"{low} >= {To()}",
            Compare.EndsBefore => $"{high} <= {From()}",
            _ => $"{low} < {To()} and {high} > {From()}",
        };
    }

    // The present version was written at one moment.
    string Updated(DateSpan s, string row)
    {
        string At(long ms) => Place(DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Clamp(ms, -62135596800000, 253402300799000)));
        return s.How switch
        {
            Compare.Equal or Compare.About => $"({row}.at >= {At(s.From)} and {row}.at < {At(s.To)})",
            Compare.NotEqual => $"not ({row}.at >= {At(s.From)} and {row}.at < {At(s.To)})",
            Compare.Greater or Compare.StartsAfter => $"{row}.at >= {At(s.To)}",
            Compare.Less or Compare.EndsBefore => $"{row}.at < {At(s.From)}",
            Compare.GreaterOrEqual => $"{row}.at >= {At(s.From)}",
            _ => $"{row}.at < {At(s.To)}",
        };
    }

    // 100 asks for 99.5 up to 100.5; greater and less compare with 100 itself. What is compared is the number, of a range its middle.
    string Number(NumberSpan s, string low, string high)
    {
        var room = Math.Max(Math.Abs(s.Value), 1e-12) * 1e-9;
        string middle() => $"({low} + {high}) / 2";
        return s.How switch
        {
            Compare.Equal => $"{low} <= {Place(s.High)} and {middle()} >= {Place(s.Low - room)} and {middle()} < {Place(s.High - room)}",
            Compare.NotEqual => $"not ({middle()} >= {Place(s.Low - room)} and {middle()} < {Place(s.High - room)})",
            Compare.Greater or Compare.StartsAfter => $"{middle()} > {Place(s.Value + room)}",
            Compare.Less or Compare.EndsBefore => $"{middle()} < {Place(s.Value - room)}",
            Compare.GreaterOrEqual => $"{middle()} >= {Place(s.Value - room)}",
            Compare.LessOrEqual => $"{middle()} <= {Place(s.Value + room)}",
            _ => $"{low} <= {Place(s.High + room)} and {high} >= {Place(s.Low - room)}",
        };
    }

    string Text(TextMatch how, string folded, string column)
    {
        if (how == TextMatch.Anywhere) return IsPostgres ? $"position({Place(folded)} in {column}) > 0" : $"instr({column}, {Place(folded)}) > 0";
        var range = $"{column} >= {Place(folded)} and {column} < {Place(folded + "\U0010FFFF")}";
        return IsPostgres ? $"{range} and starts_with({column}, {Place(folded)})" : range;
    }

    string Uri(UriMatch how, string uri, string column)
    {
        switch (how)
        {
            case UriMatch.Below:
                var below = uri.TrimEnd('/') + "/";
                return $"({column} = {Place(uri)} or ({column} >= {Place(below)} and {column} < {Place(below[..^1] + "0")}))";
            case UriMatch.Above:
                var above = new List<string> { uri };
                for (var at = uri.LastIndexOf('/'); at > 0; at = uri.LastIndexOf('/', at - 1)) above.AddRange([uri[..at], uri[..(at + 1)]]);
                return $"{column} {Among([.. above.Distinct()])}";
            default:
                return $"{column} = {Place(uri)}";
        }
    }

    string Pair(PairValue v, string x)
    {
        var first = Tokens([v.First], $"{x}.code", $"{x}.system");
        var second = v switch
        {
            { Token: { } token } => Tokens([token], $"{x}.other", $"{x}.other_system"),
            { Target: { } target } => $"{x}.other = {Place(target)}",
            { Date: { } date } => Date(date, $"{x}.since", $"{x}.until"),
            { Number: { } number } => $"{x}.other = {Place(number.Unit)} and {Number(number, $"{x}.low", $"{x}.high")}",
            _ => Text(TextMatch.Start, v.Folded ?? "", $"{x}.folded"),
        };
        return $"{first} and {second}";
    }
}
