using System.Data.Common;
using System.Globalization;
using System.Text;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>One version in a history.</summary>
sealed record PastRow(string Type, string Fid, int Version, DateTimeOffset At, Guid HolderId, Guid? PersonId, Guid? BasisId, bool IsDeleted, string Method, Guid SourceId, string SourceRow,
    int MetaAt, byte[] Body);

/// <summary>Histories of one resource, of a type, of everything: newest first, through the gate; a version counts as what it and the present row tell together.</summary>
sealed class FhirHistories(ReadSeats seats, FhirReads reads)
{
    const int Usual = 50;
    const int Most = 1000;

    /// <summary>GET …/_history.</summary>
    public async Task<FhirReply> AnswerAsync(FhirCall call)
    {
        var ask = call.Ask;
        var count = ask.Of("_count") is { } text ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? Math.Min(n, Most)
            : throw new FhirProblem(400, "value", "_count", $"_count={text} is no number.") : Usual;
        if (ask.Id is null) AppScopes.MustBeHouse(call.Seat);
        else if (call.Seat.Caller.Client is not null && (await seats.FindAsync(ask.Type!, ask.Id, call.Stop) is not { } present || !(await reads.PassesAsync(call, present)).Passed))
            throw FhirProblem.Missing(ask.Type!, ask.Id);
        await using var lease = await seats.LeaseAsync(call.Stop);
        var connection = lease.Connection;
        var rows = await RowsAsync(connection, call, count);
        if (ask.Id is not null && rows.Count == 0 && ask.Of("_since") is null && ask.Of("_at") is null && ask.Of("_page") is null) throw FhirProblem.Missing(ask.Type!, ask.Id);
        var more = rows.Count > count;
        if (more) rows.RemoveAt(rows.Count - 1);
        return new(200)
        {
            Write = to => HistoryBundle.Write(to, ask, rows, more && rows.Count > 0 ? Next(rows[^1]) : null),
            Touched = [.. rows.Where(r => r.HolderId != Guid.Empty).GroupBy(r => (r.PersonId, r.HolderId, r.BasisId)).Select(g => new FhirTouched(g.Key.PersonId, g.Key.HolderId, g.Key.BasisId, g.Count()))],
            Action = "fhir.history",
            About = ask.Path,
        };
    }

    // The versions of one resource stand in the order of their numbers: nothing has to be sorted.
    static async Task<List<PastRow>> VersionsAsync(DbConnection connection, FhirCall call, int count)
    {
        var ask = call.Ask;
        var values = new List<object?> { ask.Type, ask.Id, ask.Of("_page") is { } page ? Read(page).Version : int.MaxValue };
        var since = "";
        if (Instant(ask, "_since") is { } moment)
        {
            values.Add(moment);
            since = " and v.at >= @p3";
        }
        var gate = Gate(connection, call.Seat, values);
        var basis = FhirGate.Basis(connection, call.Seat, "r", values);
        const string versions = "v.type = @p0 and v.fid = @p1 and v.version < @p2";
        var join = connection.IsPostgres() ? "join" : "cross join";
        var rows = await RowsAsync(connection, $"select {Columns}, {basis} as basis from records_resource v {join} records_resource r on r.rid = v.rid where {versions}{since} and {gate} {FilterSql.Limit(count + 1)}",
            values, call.Stop);
        if (rows.Count > count) return rows;
        rows.AddRange(await RowsAsync(connection, $"select {Columns}, {basis} as basis from records_resource r {join} records_history v on v.type = r.type and v.fid = r.fid "
            + $"where r.type = @p0 and r.fid = @p1 and {versions}{since} and {gate} order by v.version desc {FilterSql.Limit(count + 1)}", values, call.Stop));
        return rows.Count > count + 1 ? rows[..(count + 1)] : rows;
    }

    const string Columns = "v.type, v.fid, v.version, v.at, r.holder_id, r.person_id, r.is_open, v.is_deleted, v.method, v.source_id, v.source_row, v.meta_at, v.body";

    static Task<List<PastRow>> RowsAsync(DbConnection connection, string sql, List<object?> values, CancellationToken stop) => connection.RowsAsync(sql, r => new PastRow(r.GetString(0),
        r.GetString(1), r.GetInt32(2), r.Instant(3), r.GetBoolean(6) ? Guid.Empty : r.GetGuid(4), r.Id(5), r.Id(13), r.GetBoolean(7), r.GetString(8), r.GetGuid(9), r.GetString(10),
        r.GetInt32(11), (byte[])r.GetValue(12)), stop, [.. values]);

    static async Task<List<PastRow>> RowsAsync(DbConnection connection, FhirCall call, int count)
    {
        if (call.Ask.Id is not null && call.Ask.Of("_at") is null) return await VersionsAsync(connection, call, count);
        var values = new List<object?>();
        string Place(object value)
        {
            values.Add(value);
            return "@p" + (values.Count - 1).ToString(CultureInfo.InvariantCulture);
        }
        var ask = call.Ask;
        var where = "";
        if (ask.Type is { } type) where += $" and v.type = {Place(type)}";
        if (ask.Id is { } id) where += $" and v.fid = {Place(id)}";
        if (Instant(ask, "_since") is { } since) where += $" and v.at >= {Place(since)}";
        // As it was at that moment: the version that was present then.
        if (Instant(ask, "_at") is { } at)
            where += $" and v.at <= {Place(at)} and not exists (select 1 from records_history n where n.type = v.type and n.fid = v.fid and n.version > v.version and n.at <= {Place(at)}) "
                + $"and not exists (select 1 from records_resource n where n.type = v.type and n.fid = v.fid and n.version > v.version and n.at <= {Place(at)})";
        if (ask.Of("_page") is { } page)
        {
            var (after, lastType, lastFid, lastVersion) = Read(page);
            where += $" and (v.at < {Place(after)} or (v.at = {Place(after)} and (v.type, v.fid, -v.version) > ({Place(lastType)}, {Place(lastFid)}, {Place(-lastVersion)})))";
        }
        // The mask cannot be laid over a whole history: it is for those who may know the person.
        var gate = Gate(connection, call.Seat, values);
        var basis = FhirGate.Basis(connection, call.Seat, "r", values);
        var sql = $"select * from (select {Columns}, {basis} as basis from records_resource v join records_resource r on r.rid = v.rid where {gate}{where} "
            + $"union all select {Columns}, {basis} as basis from records_history v join records_resource r on r.type = v.type and r.fid = v.fid where {gate}{where}) u "
            + $"order by at desc, type, fid, version desc limit {(count + 1).ToString(CultureInfo.InvariantCulture)}";
        return await RowsAsync(connection, sql, values, call.Stop);
    }

    static string Gate(DbConnection connection, FhirSeat seat, List<object?> values) =>
        OwnGate.IsFor(seat.Reader) ? $"(r.is_open or {OwnGate.Where(seat.Reader, "r", "(r.sensitive | v.sensitive)", values)})"
        : $"(r.is_open or {ReleaseGate.Where(connection, seat.Reader, values, "r.holder_id", "r.person_id", "(case when r.person_id is null then 0 else r.kinds end)",
            "(r.sensitive | v.sensitive)")})";

    static DateTimeOffset? Instant(FhirAsk ask, string name) => ask.Of(name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at
        : throw new FhirProblem(400, "value", name, $"{name}={text} is no moment.");

    static string Next(PastRow last) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{Commands.Micros(last.At)} {last.Type} {last.Fid} {last.Version}")));

    static (DateTimeOffset At, string Type, string Fid, int Version) Read(string page)
    {
        try
        {
            var parts = Encoding.UTF8.GetString(Convert.FromHexString(page)).Split(' ');
            return (Commands.FromMicros(long.Parse(parts[0], CultureInfo.InvariantCulture)), parts[1], parts[2], int.Parse(parts[3], CultureInfo.InvariantCulture));
        }
        catch (Exception problem) when (problem is FormatException or IndexOutOfRangeException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new FhirProblem(400, "value", "_page", "This address of a further page is not one of ours.");
        }
    }
}
