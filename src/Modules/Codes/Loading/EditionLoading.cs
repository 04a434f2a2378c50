using System.Data.Common;
using LienY.Contracts;
using LienY.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace LienY.Codes;

/// <summary>What becomes of a file: the edition, how many codes, how many lines were left out, and whether anything changed.</summary>
sealed record LoadedEdition(string System, string Name, DateOnly From, DateOnly? To, int Codes, int Twice, bool IsNew);

/// <summary>
/// Loads an edition of a list: complete from its first day, it closes the codes of the edition before, and ends where the next one begins. The same
/// list again from the same day changes nothing; another list from the same day takes its place.
/// </summary>
sealed class EditionLoading(Database database, TrailBook trail, Caller caller, TimeProvider clock)
{
    const long Lock = 0x4C69436F6465;

    /// <summary>Loads a file. <paramref name="smaller"/>: also where it has less than half of the codes of the edition that stands.</summary>
    public async Task<LoadedEdition> LoadAsync(CodeKind kind, Stream file, DateOnly from, string label, IReadOnlyDictionary<string, string> columns, bool smaller,
        CancellationToken stop)
    {
        if (from.Year is < 1990 or > 2100) throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là ngày hợp lệ. Ví dụ đúng: 15/09/2025.",
            Say.Day(from))
        { Field = "from" };
        var table = CodeTable.Read(kind.System, file, columns);
        var hash = table.Hash();
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        if (connection.IsPostgres()) await connection.RunAsync("select pg_advisory_xact_lock(@p0)", stop, Lock);
        var all = await connection.RowsAsync("select id, valid_from, valid_to, hash, codes from codes_edition where system = @p0 order by valid_from",
            r => (Id: r.GetGuid(0), From: r.Day(1), To: r.IsDBNull(2) ? (DateOnly?)null : r.Day(2), Hash: r.GetString(3), Codes: r.GetInt32(4)), stop, kind.System);
        var same = all.Find(e => e.From == from);
        if (same.Id != Guid.Empty && same.Hash == hash) return new(kind.System, kind.Name, from, same.To, same.Codes, table.Twice, false);
        var before = all.FindLast(e => e.From <= from);
        if (before.Codes > table.Codes.Count * 2 && !smaller)
            throw new Refusal(RefusalKind.Conflict,
                "Tệp chỉ có {0} mã, bản đang dùng có {1}. Mỗi bản phải là danh mục đầy đủ; nếu đúng là đầy đủ, xin đánh dấu điều đó rồi nạp lại.",
                    table.Codes.Count, before.Codes)
            { Field = "file" };
        DateOnly? to = all.Find(e => e.From > from) is { Id: var next } after && next != Guid.Empty ? after.From.AddDays(-1) : null;
        if (same.Id != Guid.Empty) await DropAsync(connection, same.Id, stop);
        else if (before.Id != Guid.Empty) await CloseAsync(connection, before.Id, from.AddDays(-1), stop);
        var id = Guid.CreateVersion7();
        await connection.RunAsync("insert into codes_edition (id, system, name, label, valid_from, valid_to, hash, codes, loaded_at, loaded_by) "
            + "values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9)", stop, id, kind.System, kind.Name, label, from, to, hash, table.Codes.Count,
                clock.GetUtcNow(), caller.Name);
        await WriteAsync(connection, kind.System, id, from, to, table.Codes, stop);
        await trail.WriteAsync(connection, caller, "codes.edition.load", "codes_edition", id.ToString(), "ok",
            FormattableString.Invariant($"system={kind.System} from={from:O} codes={table.Codes.Count}"), stop);
        await transaction.CommitAsync(stop);
        return new(kind.System, kind.Name, from, to, table.Codes.Count, table.Twice, true);
    }

    static async Task DropAsync(DbConnection connection, Guid id, CancellationToken stop)
    {
        await connection.RunAsync("delete from codes_code where edition_id = @p0", stop, id);
        await connection.RunAsync("delete from codes_edition where id = @p0", stop, id);
    }

    static async Task CloseAsync(DbConnection connection, Guid id, DateOnly last, CancellationToken stop)
    {
        await connection.RunAsync("update codes_edition set valid_to = @p1 where id = @p0", stop, id, last);
        await connection.RunAsync("delete from codes_code where edition_id = @p0 and valid_from > @p1", stop, id, last);
        await connection.RunAsync("update codes_code set valid_to = @p1 where edition_id = @p0 and (valid_to is null or valid_to > @p1)", stop, id, last);
    }

    static readonly string[] Columns =
        ["system", "code", "valid_from", "valid_to", "edition_id", "place", "display", "display_en", "parent", "properties", "folded"];

    static async Task WriteAsync(DbConnection connection, string system, Guid edition, DateOnly from, DateOnly? to, IReadOnlyList<ReadCode> codes, CancellationToken stop)
    {
        var rows = codes.Select((c, place) => (object?[])[system, c.Code, c.From > from ? c.From : from, c.To is { } own && (to is null || own < to) ? own : to,
            edition, place,
            c.Display, c.DisplayEn, c.Parent, c.Properties, CodeKinds.Folded(c.Code, c.Display, c.DisplayEn)])
            .Where(r => r[3] is null || (DateOnly)r[2]! <= (DateOnly)r[3]!).DistinctBy(r => (r[1], r[2]));
        if (connection is NpgsqlConnection postgres) await CopyAsync(postgres, rows, stop);
        else Insert(connection, rows);
    }

    static async Task CopyAsync(NpgsqlConnection postgres, IEnumerable<object?[]> rows, CancellationToken stop)
    {
        NpgsqlDbType[] types = [.. Columns.Select(c => c switch
        {
            "valid_from" or "valid_to" => NpgsqlDbType.Date,
            "edition_id" => NpgsqlDbType.Uuid,
            "place" => NpgsqlDbType.Integer,
            _ => NpgsqlDbType.Text,
        })];
        await using var copy = await postgres.BeginBinaryImportAsync($"copy codes_code ({string.Join(", ", Columns)}) from stdin (format binary)", stop);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(stop);
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i] is { } cell) await copy.WriteAsync(cell, types[i], stop);
                else await copy.WriteNullAsync(stop);
            }
        }
        await copy.CompleteAsync(stop);
    }

    static void Insert(DbConnection connection, IEnumerable<object?[]> rows)
    {
        using var command = connection.Command(
            $"insert into codes_code ({string.Join(", ", Columns)}) values ({string.Join(", ", Columns.Select((_, i) => FormattableString.Invariant($"@p{i}")))})",
            new object?[Columns.Length]);
        command.Prepare();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) command.Parameters[i].Value = connection.Store(row[i]);
            command.ExecuteNonQuery();
        }
    }
}

/// <summary>Loads editions for other modules.</summary>
sealed class CodeLoading(EditionLoading loading) : ICodeLoading
{
    public async Task<bool> LoadAsync(string system, string label, DateOnly from, Stream table, CancellationToken stop) =>
        (await loading.LoadAsync(CodeKinds.Of(system, label)!, table, from, label, new Dictionary<string, string>(), false, stop)).IsNew;
}
