using System.Data.Common;
using System.Globalization;
using System.Text;
using LienY.Fhir;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// A search as one statement: the condition that lets fewest pass drives it, the others are tested row by row; pages go on behind a key, never by counting off.
/// </summary>
sealed class SearchSql(DbConnection connection, FhirSeat seat, ScopeRules rules, SearchQuery query) : FilterSql(connection, seat, rules, masked: !query.Reveals)
{
    /// <summary>A page of at most <paramref name="limit"/> rows behind a key, with bodies, in the order of the query.</summary>
    public string Page(SearchCursor? after, int limit)
    {
        var (from, where, rid, isOrdered) = Source();
        var terms = query.Sorts.Where(s => !s.ByBody).ToList();
        if (after is not null) where = $"{where} and {rid} <= {Place(after.Newest)}";
        if (terms.Count == 0)
        {
            if (after is not null) where = $"{where} and {rid} > {Place(after.Rid)}";
            if (isOrdered) return $"select {Found("r")} from {from} where {where} order by {rid} {Limit(limit)}";
            // Bodies are fetched for the page only, not for everything that is sorted.
            return $"select {Found("r")} from (select {rid} as rid from {from} where {where} order by {rid} {Limit(limit)}) q {Join} records_resource r on r.rid = q.rid "
                + "order by q.rid";
        }
        var keys = string.Concat(terms.Select((t, i) => $", {Key(t)} as k{i.ToString(CultureInfo.InvariantCulture)}"));
        var order = string.Concat(terms.Select((t, i) => $"q.k{i.ToString(CultureInfo.InvariantCulture)}{(t.IsDown ? " desc" : "")}, ")) + "q.rid";
        var inner = $"select {rid} as rid{keys} from {from} where {where}";
        var behind = after is null ? "" : $" where {Behind(terms, after, 0)}";
        var columns = string.Concat(terms.Select((_, i) => $", q.k{i.ToString(CultureInfo.InvariantCulture)}"));
        return $"select {Found("r")}{columns} from (select * from ({inner}) q{behind} order by {order} {Limit(limit)}) q "
            + $"{Join} records_resource r on r.rid = q.rid order by {order}";
    }

    /// <summary>Everything up to a limit, in no order, with bodies and the keys that the database knows.</summary>
    public string Whole(SearchCursor? from, int limit)
    {
        var (source, where, rid, _) = Source();
        if (from is not null) where = $"{where} and {rid} <= {Place(from.Newest)}";
        var terms = query.Sorts.Where(s => !s.ByBody).Select((t, i) => $", {Key(t)} as k{i.ToString(CultureInfo.InvariantCulture)}");
        return $"select {Found("r")}{string.Concat(terms)} from {source} where {where} {Limit(limit)}";
    }

    /// <summary>How many there are; counts no further than <paramref name="most"/> (0: to the end).</summary>
    public string Count(int most)
    {
        var (from, where, rid, _) = Source();
        return most == 0 ? $"select count(*) from {from} where {where}" : $"select count(*) from (select {rid} from {from} where {where} {Limit(most)}) q";
    }

    /// <summary>Rids only, for conditional requests.</summary>
    public string Rids(int limit)
    {
        var (from, where, rid, _) = Source();
        return $"select {rid} from {from} where {where} {Limit(limit)}";
    }

    (string From, string Where, string Rid, bool IsOrdered) Source()
    {
        var left = query.Filters.OrderBy(f => f.Rank).ToList();
        var where = new StringBuilder();
        var (from, rid, ordered, typed) = ("records_resource r", "r.rid", false, false);
        if (Clinical() is { } clinical)
        {
            (from, rid, ordered) = ($"(select distinct x.rid from records_ix_clinical x where {clinical}) d {Join} records_resource r on r.rid = d.rid", "d.rid", false);
        }
        else if (left.FirstOrDefault(f => f is IndexFilter { Rank: < 14 } or ChainFilter or IdFilter or CompartmentFilter { OrOpen: false }) is { } first)
        {
            switch (first)
            {
                case IndexFilter f:
                    left.Remove(f);
                    // The parameter belongs to one type, so its rows are of that type.
                    typed = f.Pids.Count == 1 && query.Types.Count == 1;
                    (from, rid, ordered) = Driven(f, where);
                    break;
                case ChainFilter f:
                    left.Remove(f);
                    typed = f.Pids.Count == 1 && query.Types.Count == 1;
                    (from, rid, ordered) = ($"(select distinct c.rid from ({Chain(f)}) c) d {Join} records_resource r on r.rid = d.rid", "d.rid", false);
                    break;
            }
        }
        where.Append(Row("r", query.Types, typed && query.Types.Count == 1));
        foreach (var filter in left) where.Append(" and ").Append(Test(filter, "r"));
        return (from, where.ToString(), rid, ordered);
    }

    (string From, string Rid, bool IsOrdered) Driven(IndexFilter f, StringBuilder where)
    {
        var single = f.IsSingle;
        if (single || f is TokenFilter { Pids.Count: 1, Values: [{ Code: not null, System: null }] })
        {
            where.Append(Condition(f, "d"));
            // The same code of several systems is one match.
            if (!single) where.Append(" and not exists (select 1 from records_ix_token e where e.pid = d.pid and e.code = d.code and e.rid = d.rid and e.system < d.system)");
            where.Append(" and ");
            return ($"{f.Table} d {Join} records_resource r on r.rid = d.rid", "d.rid", true);
        }
        return ($"(select distinct x.rid from {f.Table} x where {Condition(f, "x")}) d {Join} records_resource r on r.rid = d.rid", "d.rid", false);
    }

    /// <summary>Patient and code, perhaps with a date, is one range of an index of its own; the other conditions still stand.</summary>
    string? Clinical()
    {
        if (query.Types is not [var type] || LienY.Records.Clinical.CodeOf(type) is not { } code) return null;
        var patient = query.Filters.OfType<ReferenceFilter>().FirstOrDefault(f => f.Name == "patient" && f.IsSingle);
        var codes = query.Filters.OfType<TokenFilter>().FirstOrDefault(f => f.Pids is [var pid] && pid == code.Pid && f.Values.All(v => v.Code is not null));
        if (patient is null || codes is null) return null;
        var bounds = new StringBuilder();
        if (FhirTypes.Param(type, "date") is { } main)
            foreach (var date in query.Filters.OfType<DateFilter>().Where(d => d is { Pids: [var pid], Spans.Count: 1 } && pid == main.Pid)) Bound(date.Spans[0], bounds);
        return $"x.patient = {Place(patient.Targets[0])} and x.pid = {code.Pid} and x.code {Among([.. codes.Values.Select(v => v.Code!.Value).Distinct()])}{bounds}";
    }

    // Only what is certain from the beginning alone; spans that began earlier are judged by the date index.
    void Bound(DateSpan span, StringBuilder bounds)
    {
        if (span.How is Compare.Equal) bounds.Append($" and x.at >= {Place(span.From)}");
        if (span.How is Compare.StartsAfter) bounds.Append($" and x.at >= {Place(span.To)}");
        if (span.How is Compare.Equal or Compare.LessOrEqual or Compare.About) bounds.Append($" and x.at < {Place(span.To)}");
        if (span.How is Compare.Less) bounds.Append($" and x.at < {Place(span.From)}");
    }

    // What has no value comes last, whichever way it is sorted.
    string Key(SortTerm term)
    {
        if (term.Code == "_id") return IsPostgres ? "r.fid collate \"C\"" : "r.fid";
        if (term.Code == "_lastUpdated") return "r.at";
        var (table, column) = term.Params[0].Kind switch
        {
            ParamKind.Date => ("records_ix_date", "low"),
            ParamKind.Number => ("records_ix_number", "low"),
            ParamKind.Quantity => ("records_ix_quantity", "low"),
            _ => ("records_ix_string", "folded"),
        };
        var bare = table == "records_ix_quantity" ? " and s.unit = 0" : "";
        var last = column switch
        {
            "low" when table == "records_ix_date" => term.IsDown ? "-9223372036854775807" : "9223372036854775807",
            "low" => term.IsDown ? "-1e308" : "1e308",
            _ => term.IsDown ? "''" : IsPostgres ? "U&'\\+10FFFF'" : "char(1114111)",
        };
        var sorted = IsPostgres && column == "folded" ? $"s.{column} collate \"C\"" : $"s.{column}";
        var pids = Pid([.. term.Params.Select(p => p.Pid)]);
        return $"coalesce((select {(term.IsDown ? "max" : "min")}({sorted}) from {table} s where s.rid = r.rid and s.pid {pids}{bare}), {last})";
    }

    string Behind(List<SortTerm> terms, SearchCursor after, int at)
    {
        if (at == terms.Count) return $"q.rid > {Place(after.Rid)}";
        var column = $"q.k{at.ToString(CultureInfo.InvariantCulture)}";
        var key = Place(after.Keys[at]);
        return $"({column} {(terms[at].IsDown ? "<" : ">")} {key} or ({column} = {key} and {Behind(terms, after, at + 1)}))";
    }
}
