using System.Data.Common;
using System.Globalization;
using LienY.Fhir;
using LienY.Kernel;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LienY.Records;

/// <summary>
/// Puts into the search index what is not yet there (rows kept before there was one, or by an older edition of the definitions): in small transactions, so
/// that nobody who writes waits long, and from where it stood when it is started again.
/// </summary>
sealed class Reindexing(Database database)
{
    const int Most = 200;
    const string Done = "records/indexed";
    bool isDone;

    /// <summary>The command that does it at once; <c>all</c> empties the index first.</summary>
    public static readonly Command Doing = new("records reindex", "records reindex [all]", "Lập lại chỉ mục tìm kiếm của hồ sơ FHIR (all: xóa chỉ mục cũ rồi lập lại từ đầu).",
        async (services, args) =>
        {
            var reindexing = (Reindexing)services.GetService(typeof(Reindexing))!;
            if (args is ["all"]) await reindexing.ForgetAsync(default);
            else if (args.Length > 0) throw Refusal.Invalid("Xin ghi records reindex hoặc records reindex all.");
            Console.WriteLine($"Đã lập chỉ mục cho {(await reindexing.RunAsync(default)).ToString(CultureInfo.InvariantCulture)} tài nguyên.");
            return 0;
        });

    /// <summary>Runs until nothing is left; returns how many resources were put in. What was done by this edition is not looked at again.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        if (isDone) return 0;
        var edition = ResourceChanges.Edition.ToString(CultureInfo.InvariantCulture);
        await using var connection = await database.OpenAsync(stop);
        if (await connection.CellAsync("select value from kernel_setting where name = @p0", stop, Done) as string == edition)
        {
            isDone = true;
            return 0;
        }
        var (after, count) = (0L, 0);
        while (await NextAsync(connection, after, stop) is { Count: > 0 } rows)
        {
            await WriteAsync(connection, rows, stop);
            after = rows[^1].Rid;
            count += rows.Count;
        }
        await connection.RunAsync("insert into kernel_setting (name, value) values (@p0, @p1) on conflict (name) do update set value = excluded.value", stop, Done, edition);
        isDone = true;
        return count;
    }

    static Task<List<KeptResource>> NextAsync(DbConnection connection, long after, CancellationToken stop) => connection.RowsAsync(
        $"select {KeptResource.Columns} from records_resource where rid > @p0 and indexed < @p1 order by rid limit {Most}", KeptResource.Read, stop, after, ResourceChanges.Edition);

    static async Task WriteAsync(DbConnection connection, List<KeptResource> found, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        // Read again within the transaction: what was changed meanwhile is in the index already.
        var rows = await connection.RowsAsync($"select {KeptResource.Columns} from records_resource where rid >= @p0 and rid <= @p1 and indexed < @p2 order by rid"
            + (connection.IsPostgres() ? " for update" : ""), KeptResource.Read, stop, found[0].Rid, found[^1].Rid, ResourceChanges.Edition);
        var index = rows.ConvertAll(Indexed);
        if (connection is NpgsqlConnection postgres)
        {
            await using var batch = new NpgsqlBatch(postgres);
            PostgresPen.Index(batch, [.. index.Select(i => (i.Row.Rid, i.Index))], adding: true);
            if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(stop);
        }
        else
        {
            using var pen = new SqlitePen((SqliteConnection)connection);
            foreach (var (row, rows1) in index) pen.Index(rows1, row.Rid, adding: true);
        }
        foreach (var (row, _) in index)
            await connection.RunAsync("update records_resource set ref = @p1, patient = @p2, is_open = @p3, indexed = @p4 where rid = @p0", stop, row.Rid, row.Ref, row.Patient,
                row.IsOpen, ResourceChanges.Edition);
        await transaction.CommitAsync(stop);
    }

    static (KeptResource Row, IndexRows Index) Indexed(KeptResource row)
    {
        var read = ResourceReader.Read(row.Body, ReadMode.Index);
        var patient = row.Type == "Patient" ? row.Ref : read.Patient is { } about ? Hashes.Reference(about) : 0;
        var whole = row with { Patient = patient, IsOpen = FhirTypes.IsOpen(row.Type) };
        return (whole, row.IsDeleted ? IndexRows.None : IndexRows.Of(read, patient, row.Occurred));
    }

    async Task ForgetAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        foreach (var table in IndexTables.All) await connection.RunAsync($"delete from {table.Name}", stop);
        await connection.RunAsync("update records_resource set indexed = 0", stop);
        await connection.RunAsync("delete from kernel_setting where name = @p0", stop, Done);
        await transaction.CommitAsync(stop);
        isDone = false;
    }
}
