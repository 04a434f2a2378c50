using System.Buffers;
using System.Data.Common;
using System.IO.Pipelines;
using LienY.Fhir;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LienY.Records;

/// <summary>
/// Makes exports: one at a time, in the seat of who asked and with their rights of that moment, the gate inside each query, each person in the trail before the
/// file is there. Only what may be told with the person's name goes out; what a basis lets pass without it stays.
/// </summary>
sealed class BulkWork(Database database, BulkBook book, AbsentSeats seats, IFiles files, TrailBook trail, TimeProvider clock, ILogger<BulkWork> log)
{
    /// <summary>Looks for exports to make, and for those whose day is over.</summary>
    public static readonly Job Round = new("fhir-bulk", TimeSpan.FromSeconds(2), (services, stop) => services.GetRequiredService<BulkWork>().RunAsync(stop));

    const int Batch = 500;

    /// <summary>Rows of a file at most.</summary>
    public const int MostRows = 100_000;

    /// <summary>Makes all that wait; returns how many.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        foreach (var over in await book.OverAsync(clock.GetUtcNow(), stop)) await EndAsync(over, "", stop);
        var made = 0;
        for (; await book.NextAsync(stop) is { } job; made++)
        {
            try
            {
                var done = await seats.InAsync(job.UserId, job.ClientId, job.Purpose, async (seat, services) => await MakeAsync(job, seat, services, stop), stop)
                    ?? "Who asked may no longer take records out.";
                await book.EndAsync(job.Id, done.Length == 0 ? "done" : "failed", done, clock.GetUtcNow(), stop);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                log.LogError(problem, "Export '{Id}' failed.", job.Id);
                await book.EndAsync(job.Id, "failed", "The export failed on the server; please ask for it again.", clock.GetUtcNow(), stop);
            }
        }
        return made;
    }

    /// <summary>Removes its files.</summary>
    public async Task EndAsync(Guid id, string why, CancellationToken stop)
    {
        await book.EndAsync(id, "ended", why, clock.GetUtcNow(), stop);
        await files.ClearAsync(id, stop);
    }

    async Task<string> MakeAsync(BulkJob job, FhirSeat seat, IServiceProvider services, CancellationToken stop)
    {
        RecordReader reader;
        try
        {
            reader = await services.GetRequiredService<RecordReaders>().ReaderAsync(RecordsRights.Export, job.Purpose, stop);
        }
        catch (Refusal)
        {
            return "Who asked may no longer take records out.";
        }
        var asOf = clock.GetUtcNow();
        await book.StartAsync(job.Id, asOf, stop);
        await files.ClearAsync(job.Id, stop);
        await using var connection = await database.OpenAsync(stop);
        var wanted = job.Types.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var state = new Making(job, seat with { Reader = reader }, asOf, job.Patients.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        foreach (var type in await TypesAsync(connection, wanted, stop))
            if (AppScopes.MayTakeOut(state.Seat, type) && !await TypeAsync(connection, state, type, stop)) return "It was called off.";
        return "";
    }

    static async Task<List<string>> TypesAsync(DbConnection connection, string[] wanted, CancellationToken stop)
    {
        var there = await connection.RowsAsync("select distinct type from records_resource where is_deleted = @p0 order by type", r => r.GetString(0), stop, false);
        return [.. there.Where(t => wanted.Length == 0 || wanted.Contains(t))];
    }

    /// <summary>What goes on from type to type.</summary>
    sealed class Making(BulkJob job, FhirSeat seat, DateTimeOffset asOf, string[] patients)
    {
        public BulkJob Job => job;
        public FhirSeat Seat => seat;
        public DateTimeOffset AsOf => asOf;
        public bool OnlyPatients { get; } = patients is ["*", ..];
        public long[] Patients { get; } = [.. patients.Where(p => p != "*").Select(p => Hashes.Reference(p))];
        public HashSet<(Guid?, Guid, Guid?)> Told { get; } = [];
        public long Rows { get; set; }
        public int Files { get; set; }
    }

    async Task<bool> TypeAsync(DbConnection connection, Making state, string type, CancellationToken stop)
    {
        var after = (At: DateTimeOffset.UnixEpoch, Rid: 0L);
        while (true)
        {
            var first = await RowsAsync(connection, state, type, after, stop);
            if (first.Count == 0) return true;
            var pipe = new Pipe();
            var keeping = files.PutAsync(state.Job.Id, pipe.Reader.AsStream(), long.MaxValue, stop);
            var count = 0L;
            Exception? failed = null;
            try
            {
                for (var rows = first; rows.Count > 0 && count < MostRows; rows = count < MostRows ? await RowsAsync(connection, state, type, after, stop) : [])
                {
                    await TellAsync(connection, state, rows, stop);
                    foreach (var row in rows) Line(pipe.Writer, row);
                    await pipe.Writer.FlushAsync(stop);
                    (after, count) = ((rows[^1].At, rows[^1].Rid), count + rows.Count);
                    state.Rows += rows.Count;
                    if (!await BulkBook.GoOnAsync(connection, state.Job.Id, state.Rows, stop)) throw new OperationCanceledException("called off");
                }
            }
            catch (Exception problem)
            {
                failed = problem;
            }
            await pipe.Writer.CompleteAsync(failed);
            if (failed is OperationCanceledException { Message: "called off" })
            {
                await Quietly(keeping);
                return false;
            }
            if (failed is not null)
            {
                await Quietly(keeping);
                throw failed;
            }
            var kept = await keeping;
            await BulkBook.FileAsync(connection, state.Job.Id, new(++state.Files, type, kept.Hash, count, kept.Size), stop);
        }
    }

    static async Task Quietly(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception)
        {
            // The cause is told by who filled the pipe.
        }
    }

    static void Line(PipeWriter to, BulkRow row)
    {
        Splice.Send(to, row.Body, row.MetaAt, row.Version, row.At);
        to.Write("\n"u8);
    }

    sealed record BulkRow(long Rid, int Version, DateTimeOffset At, int MetaAt, byte[] Body, Guid HolderId, Guid? PersonId, Guid? BasisId, bool IsOpen);

    static Task<List<BulkRow>> RowsAsync(DbConnection connection, Making state, string type, (DateTimeOffset At, long Rid) after, CancellationToken stop)
    {
        var values = new List<object?> { type, after.At, after.Rid, state.AsOf, false };
        var gate = FhirGate.Where(connection, state.Seat, "r", values, identified: true);
        var basis = FhirGate.Basis(connection, state.Seat, "r", values);
        var more = state.OnlyPatients ? " and r.patient <> 0" : "";
        if (state.Patients.Length > 0)
        {
            values.Add(connection.IsPostgres() ? state.Patients : System.Text.Json.JsonSerializer.Serialize(state.Patients));
            more += connection.IsPostgres() ? $" and r.patient = any(@p{values.Count - 1})" : $" and r.patient in (select value from json_each(@p{values.Count - 1}))";
        }
        if (state.Job.Since is { } since)
        {
            values.Add(since);
            more += $" and r.at >= @p{values.Count - 1}";
        }
        return connection.RowsAsync($"select r.rid, r.version, r.at, r.meta_at, r.body, r.holder_id, r.person_id, {basis}, r.is_open from records_resource r where r.type = @p0 "
            + $"and (r.at, r.rid) > (@p1, @p2) and r.at <= @p3 and r.is_deleted = @p4 and {gate}{more} order by r.at, r.rid limit {Batch}",
            r => new BulkRow(r.GetInt64(0), r.GetInt32(1), r.Instant(2), r.GetInt32(3), (byte[])r.GetValue(4), r.GetGuid(5), r.Id(6), r.Id(7), r.GetBoolean(8)), stop, [.. values]);
    }

    // Once for each person, holder and basis of an export; the trail has it before the file can be fetched.
    async Task TellAsync(DbConnection connection, Making state, List<BulkRow> rows, CancellationToken stop)
    {
        var fresh = rows.Where(r => !r.IsOpen && state.Told.Add((r.PersonId, r.HolderId, r.BasisId))).ToList();
        if (fresh.Count == 0) return;
        await using var transaction = await connection.BeginTransactionAsync(stop);
        foreach (var row in fresh)
        {
            await trail.AboutAsync(connection, state.Seat.Acting, "fhir.export", "record", row.PersonId?.ToString() ?? "", new(row.PersonId, row.HolderId, row.BasisId, state.Seat.Role),
                state.Job.Id.ToString(), stop);
            if (row.BasisId is { } basis) await BulkBook.BasisAsync(connection, state.Job.Id, basis, stop);
        }
        await transaction.CommitAsync(stop);
    }
}
