using System.Data.Common;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Rows of exports and their files.</summary>
sealed class BulkBook(Database database)
{
    /// <summary>Enters one that waits.</summary>
    public async Task AddAsync(BulkJob j, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        await connection.RunAsync($"insert into records_bulk ({BulkJob.Columns}) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15)", stop,
            j.Id, j.UserId, j.ClientId, j.OrganisationId, j.Purpose, j.Address, j.Types, j.Since, j.Patients, j.State, j.Done, j.Error, j.AskedAt, j.AsOf, j.EndedAt, j.EndsAt);
    }

    /// <summary>One with its files; null where there is none.</summary>
    public async Task<(BulkJob Job, List<BulkFile> Files)?> FindAsync(Guid id, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        if ((await connection.RowsAsync($"select {BulkJob.Columns} from records_bulk where id = @p0", BulkJob.Read, stop, id)) is not [var job]) return null;
        return (job, await connection.RowsAsync("select number, type, hash, rows, size from records_bulk_file where bulk_id = @p0 order by number",
            r => new BulkFile(r.GetInt32(0), r.GetString(1), r.GetString(2), r.GetInt64(3), r.GetInt64(4)), stop, id));
    }

    /// <summary>Those of a caller, newest first.</summary>
    public async Task<List<BulkJob>> OfAsync(Caller caller, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var rows = await connection.RowsAsync($"select {BulkJob.Columns} from records_bulk where user_id = @p0 order by asked_at desc limit 50", BulkJob.Read, stop, caller.UserId ?? Guid.Empty);
        return [.. rows.Where(j => j.IsOf(caller))];
    }

    /// <summary>How many of a caller are under way.</summary>
    public async Task<int> OpenOfAsync(Caller caller, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        return (await connection.RowsAsync($"select {BulkJob.Columns} from records_bulk where state in ('waiting', 'running')", BulkJob.Read, stop)).Count(j => j.IsOf(caller));
    }

    /// <summary>The next to be made; one that was running when a process died is made again from its beginning.</summary>
    public async Task<BulkJob?> NextAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        return (await connection.RowsAsync($"select {BulkJob.Columns} from records_bulk where state in ('running', 'waiting') order by asked_at limit 1", BulkJob.Read, stop)).FirstOrDefault();
    }

    /// <summary>It begins, at this state of the record.</summary>
    public async Task StartAsync(Guid id, DateTimeOffset asOf, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        await connection.RunAsync("delete from records_bulk_file where bulk_id = @p0", stop, id);
        await connection.RunAsync("update records_bulk set state = 'running', as_of = @p1, done = 0 where id = @p0 and state in ('waiting', 'running')", stop, id, asOf);
    }

    /// <summary>It has come so far; false where it was called off meanwhile.</summary>
    public static async Task<bool> GoOnAsync(DbConnection connection, Guid id, long done, CancellationToken stop) =>
        await connection.RunAsync("update records_bulk set done = @p1 where id = @p0 and state = 'running'", stop, id, done) > 0;

    /// <summary>A file is there.</summary>
    public static Task FileAsync(DbConnection connection, Guid id, BulkFile f, CancellationToken stop) => connection.RunAsync(
        "insert into records_bulk_file (bulk_id, number, type, hash, rows, size) values (@p0, @p1, @p2, @p3, @p4, @p5)", stop, id, f.Number, f.Type, f.Hash, f.Rows, f.Size);

    /// <summary>Something in it passed by a basis.</summary>
    public static Task BasisAsync(DbConnection connection, Guid id, Guid basis, CancellationToken stop) =>
        connection.RunAsync("insert into records_bulk_basis (bulk_id, basis_id) values (@p0, @p1) on conflict do nothing", stop, id, basis);

    /// <summary>Every basis by which something in it passed still lives.</summary>
    public async Task<bool> IsLawfulAsync(Guid id, DateTimeOffset now, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        return await connection.CellAsync("select 1 from records_bulk_basis u join kernel_basis b on b.id = u.basis_id where u.bulk_id = @p0 "
            + "and (b.revoked_at is not null or b.valid_to <= @p1) limit 1", stop, id, now) is null;
    }

    /// <summary>It ended: <c>done</c>, <c>failed</c> or <c>ended</c> (called off, or its day is over).</summary>
    public async Task EndAsync(Guid id, string state, string error, DateTimeOffset now, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        await connection.RunAsync("update records_bulk set state = @p1, error = @p2, ended_at = @p3 where id = @p0 and state <> 'ended'", stop, id, state, error, now);
        if (state == "ended") await connection.RunAsync("delete from records_bulk_file where bulk_id = @p0", stop, id);
    }

    /// <summary>Those whose day is over.</summary>
    public async Task<List<Guid>> OverAsync(DateTimeOffset now, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        return await connection.RowsAsync("select id from records_bulk where state <> 'ended' and ends_at <= @p0", r => r.GetGuid(0), stop, now);
    }
}
