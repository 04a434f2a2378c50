using System.Data.Common;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// Reads records. The one way to a resource: the gate stands in the query, what identifies is taken out where the basis says so, and the trail knows of it
/// before anybody sees it.
/// </summary>
sealed class RecordBook(Database database, Releases releases, Masking masking)
{
    /// <summary>What a reader may see of a person's record, newest first; <paramref name="action"/> is how the trail names the reading.</summary>
    public async Task<SeenRecord> ReadAsync(RecordReader reader, Guid person, RecordAsk ask, string action, Right right, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var values = new List<object?> { person };
        var gate = ReleaseGate.Where(connection, reader, "r", values, identified: false);
        var basis = ReleaseGate.Basis(connection, reader, "r", values);
        var rows = await RowsAsync(connection, ask, gate, basis, values, stop);
        var bases = await BasesAsync(connection, rows, stop);
        // What must not be tied to a person cannot be shown to those who know whose page this is.
        if (bases.Values.Any(b => !b.IsIdentified) && await KnowsAsync(connection, reader, person, stop)) rows.RemoveAll(r => r.BasisId is { } id && !bases[id].IsIdentified);
        var seen = Days(await masking.OfAsync(connection, person,
            [.. rows.Select(r => r.BasisId is { } id && !bases[id].IsIdentified ? r with { IsIdentified = false } : r)], stop), ask);
        await releases.WriteAsync(connection, reader, person, seen, bases, action, right, stop);
        return new(person, reader, seen, bases);
    }

    /// <summary>May the reader know who this person is, from any holder?</summary>
    static async Task<bool> KnowsAsync(DbConnection connection, RecordReader reader, Guid person, CancellationToken stop)
    {
        var values = new List<object?> { person };
        var gate = ReleaseGate.Where(connection, reader, "r", values);
        return await connection.CellAsync($"select 1 from records_resource r where r.person_id = @p0 and r.type = 'Patient' and r.is_deleted = false and {gate} limit 1", stop, [.. values]) is not null;
    }

    /// <summary>The person's own record, from whoever holds it; what protects a child or a victim is for no screen at home.</summary>
    public async Task<SeenRecord> OwnAsync(Guid? user, Guid person, DateTimeOffset now, RecordAsk ask, string action, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var reader = new RecordReader(user, [], Purposes.Own, now);
        var values = new List<object?> { person };
        // The condition asks again whose account this is: a link that ended a moment ago shows nothing.
        var gate = $"(r.sensitive & {(long)Sensitivities.Protection}) = 0 and exists (select 1 from records_link l where l.user_id = @p1 and l.person_id = r.person_id and l.ended_at is null)";
        values.Add(user ?? Guid.Empty);
        var rows = Days(await RowsAsync(connection, ask, gate, connection.IsPostgres() ? "null::uuid" : "null", values, stop), ask);
        await releases.WriteAsync(connection, reader, person, rows, new Dictionary<Guid, PassedBasis>(), action, RecordsRights.Own, stop);
        return new(person, reader, rows, new Dictionary<Guid, PassedBasis>());
    }

    static Task<List<SeenRow>> RowsAsync(DbConnection connection, RecordAsk ask, string gate, string basis, List<object?> values, CancellationToken stop)
    {
        string Place(object value)
        {
            values.Add(value);
            return $"@p{values.Count - 1}";
        }
        string Among(IReadOnlyCollection<string> types) => connection.IsPostgres()
            ? $"r.type = any({Place(types.ToArray())})" : $"r.type in (select value from json_each({Place(System.Text.Json.JsonSerializer.Serialize(types))}))";
        var body = ask.Bodies is null ? "r.body" : $"case when {Among(ask.Bodies)} then r.body end";
        var more = ask.Types is null ? "" : $" and {Among(ask.Types)}";
        if (ask.EncounterId is { } encounter) more += $" and (r.encounter_id = {Place(encounter)} or r.type = 'Patient' or r.type = 'AllergyIntolerance')";
        if (ask.Fid is { } fid) more += $" and r.fid = {Place(fid)}";
        var sql = $"select r.type, r.fid, r.version, r.at, r.occurred, r.holder_id, r.encounter_id, r.kinds, r.source_id, r.source_row, {basis}, r.meta_at, {body} "
            + $"from records_resource r where r.person_id = @p0 and r.is_deleted = false and {gate}{more} order by r.occurred desc, r.rid";
        return connection.RowsAsync(sql, r => new SeenRow(r.GetString(0), r.GetString(1), r.GetInt32(2), r.Instant(3), r.IsDBNull(4) ? null : r.Instant(4), r.GetGuid(5),
            r.Id(6), (RecordKinds)r.GetInt64(7), r.GetGuid(8), r.GetString(9), r.Id(10), true, r.GetInt32(11), r.IsDBNull(12) ? null : (byte[])r.GetValue(12)), stop,
            [.. values]);
    }

    // After days have been moved, never before: a span of days asked for must not tell the true ones.
    static List<SeenRow> Days(IReadOnlyList<SeenRow> rows, RecordAsk ask) => [.. rows.Where(r =>
        r.Occurred is not { } at ? ask is { From: null, To: null } || r.Type == "Patient"
        : r.Type == "Patient" || ((ask.From is not { } from || Say.DayOf(at) >= from) && (ask.To is not { } to || Say.DayOf(at) <= to)))];

    static async Task<Dictionary<Guid, PassedBasis>> BasesAsync(DbConnection connection, List<SeenRow> rows, CancellationToken stop)
    {
        var bases = new Dictionary<Guid, PassedBasis>();
        foreach (var id in rows.Select(r => r.BasisId).OfType<Guid>().Distinct())
            bases[id] = (await connection.RowsAsync("select id, kind, holder_id, receiver_id, is_identified, reference, valid_to from kernel_basis where id = @p0",
                r => new PassedBasis(r.GetGuid(0), Enum.Parse<BasisKind>(r.GetString(1)), r.GetGuid(2), r.GetGuid(3), r.GetBoolean(4), r.GetString(5), r.Instant(6)),
                    stop, id))[0];
        return bases;
    }
}
