using System.Data.Common;
using LienY.Kernel;
using LienY.Periods;

namespace LienY.DataSets;

/// <summary>What came of an import.</summary>
sealed class ImportResult
{
    public required ImportRecord Record { get; init; }
    public required ImportOptions Options { get; init; }

    /// <summary>Faults, at most <see cref="Importing.MostFaults"/> of them.</summary>
    public List<Fault> Faults { get; } = [];

    /// <summary>Numbers of the rows not taken, at most as many.</summary>
    public List<int> Rejected { get; } = [];

    /// <summary>Puts faults and rejected rows into the order of the file.</summary>
    public void Order()
    {
        var faults = Faults.OrderBy(f => f.Row).ToList();
        Faults.Clear();
        Faults.AddRange(faults);
        Rejected.Sort();
    }

    /// <summary>Rows of units outside the caller's reach.</summary>
    public int Foreign { get; set; }

    /// <summary>The report of the header was registered complete.</summary>
    public bool IsComplete { get; set; }
}

/// <summary>
/// Takes a file of figures: reads it once to see that it is whole, then in batches, each in a transaction of its own with its facts. A row with a
/// fault is told and left, the others are taken. The record of the import is there before the first row.
/// </summary>
sealed class Importing(
    Database database, DataSetsStore store, GlossaryBook glossaries, UnitBook unitBook, ValueBook values, Ledger ledger, Completing completing,
    Caller caller, Wake wake, TrailBook trail, TimeProvider clock)
{
    /// <summary>Faults kept and told one by one.</summary>
    public const int MostFaults = 10_000;

    const int Batch = 4_000;

    /// <summary>Takes a file. <paramref name="record"/> is new; it is saved here.</summary>
    public async Task<ImportResult> RunAsync(IValueFile file, ImportOptions options, ImportRecord record, CancellationToken stop)
    {
        store.Imports.Add(record);
        await store.SaveChangesAsync(stop);
        var header = new RawHeader();
        ImportResult result;
        try
        {
            record.Total = file.Scan(header, stop);
            options = options.With(header);
            result = new() { Record = record, Options = options };
        }
        catch (BadFile problem)
        {
            result = new() { Record = record, Options = options };
            return await RefuseAsync(result, new("E9001", "file", record.FileName, problem.Message), stop);
        }
        if (options.Force && !caller.May(DataSetsRights.Define)) throw Refusal.Forbidden("Chỉ người được sửa danh mục mới được nhập đè kỳ đã khóa.");
        var glossary = await glossaries.NowAsync(stop);
        var units = await unitBook.NowAsync(stop);
        var checking = new Checking(glossary, units, caller, clock.Today(), options.Force);
        var resolving = new Resolving(glossary, units, options, checking, caller.Name);
        if (resolving.Take(header) is { } fault) return await RefuseAsync(result, fault, stop);
        var taken = new HashSet<(Guid, string, Guid, Guid, Guid)>(Math.Min(record.Total, 1_000_000));
        foreach (var chunk in file.Rows().Chunk(Batch)) await TakeAsync(chunk, resolving, units, taken, result, stop);
        await CompleteAsync(header, resolving, result, stop);
        return await CloseAsync(result, stop);
    }

    async Task TakeAsync(RawValue[] chunk, Resolving resolving, UnitIndex units, HashSet<(Guid, string, Guid, Guid, Guid)> taken, ImportResult result, CancellationToken stop)
    {
        var entries = new Dictionary<(Guid, string, Guid, Guid, Guid), Entry>(chunk.Length);
        foreach (var raw in chunk)
        {
            var (entry, fault) = resolving.Make(raw);
            if (fault is not null) Tell(result, fault);
            if (entry is null) continue;
            var key = (entry.UnitId, entry.Period.Code, entry.Element.Id, entry.Combo.Id, entry.Attribute.Id);
            if (!taken.Add(key)) result.Record.Repeated++;
            // The last row of a file counts; an earlier one of the same batch is not written at all.
            if (entries.ContainsKey(key)) Leave(result, entries[key].Row);
            entries[key] = entry;
        }
        var batch = entries.Values.ToList();
        var outcomes = await WriteAsync(batch, result, stop);
        for (var i = 0; i < outcomes.Length; i++)
            if (outcomes[i] == Outcome.Closed) Tell(result, Approved(batch[i], units));
            else Count(result, outcomes[i], batch[i].Row);
    }

    async Task<Outcome[]> WriteAsync(List<Entry> batch, ImportResult result, CancellationToken stop)
    {
        if (batch.Count == 0) return [];
        var reason = $"import/{result.Record.Id}";
        await using var connection = await database.OpenAsync(stop);
        if (result.Options.DryRun) return await values.WriteAsync(connection, batch, result.Options.Strategy, reason, dry: true, stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await LockAsync(connection, stop);
        var outcomes = await values.WriteAsync(connection, batch, result.Options.Strategy, reason, dry: false, stop);
        await transaction.CommitAsync(stop);
        wake.Facts();
        // One officer's late figure must not stand in the queue behind a million imported ones.
        if (batch.Count == Batch) await ledger.EaseAsync(stop);
        return outcomes;
    }

    /// <summary>Writers of figures on PostgreSQL come one after the other, as on SQLite: editions of a figure never meet.</summary>
    public static async Task LockAsync(DbConnection connection, CancellationToken stop)
    {
        if (connection.IsPostgres()) await connection.RunAsync("select pg_advisory_xact_lock(hashtext('datasets_value'))", stop);
    }

    static Fault Approved(Entry entry, UnitIndex units) =>
        new("E7642", "period", entry.Period.Code, entry.Period.Code, units.Tree.Find(entry.UnitId)?.Name ?? units.Uid(entry.UnitId)) { Row = entry.Row, Value = entry.Value };

    async Task CompleteAsync(RawHeader header, Resolving resolving, ImportResult result, CancellationToken stop)
    {
        var said = new List<RawCompletion>(header.Completions);
        if (header is { CompleteDate: { Length: > 0 } date, DataSet: not null }) said.Add(new(header.DataSet, header.Period, header.OrgUnit, date, false));
        foreach (var one in said)
        {
            if (one.DataSet is null || resolving.SetOf(one.DataSet) is not { } set || resolving.PeriodOf(one.Period, one.IsAdx, set) is not { } period) continue;
            var (unit, mine) = resolving.UnitOf(one.OrgUnit);
            if (unit is null || !mine || period.Type.Name != set.PeriodType) continue;
            try
            {
                if (!result.Options.DryRun) await completing.CompleteAsync(set, unit.Id, period, Completing.Day(one.Date, clock), stop);
                result.IsComplete = true;
            }
            catch (Refusal closed) when (closed.Code == Completing.Closed)
            {
                result.Record.Faults++;
                result.Faults.Add(new("E7642", "period", period.Code, period.Code, unit.Name));
            }
        }
    }

    static void Count(ImportResult result, Outcome outcome, int row)
    {
        switch (outcome)
        {
            case Outcome.Created: result.Record.Imported++; break;
            case Outcome.Changed: result.Record.Updated++; break;
            case Outcome.Same:
                result.Record.Updated++;
                result.Record.Unchanged++;
                break;
            case Outcome.Deleted: result.Record.Deleted++; break;
            default: Leave(result, row); break;
        }
    }

    static void Leave(ImportResult result, int row)
    {
        result.Record.Ignored++;
        if (result.Rejected.Count < MostFaults) result.Rejected.Add(row);
    }

    static void Tell(ImportResult result, Fault fault)
    {
        result.Record.Faults++;
        if (fault.IsForeign) result.Foreign++;
        if (result.Faults.Count < MostFaults) result.Faults.Add(fault);
        Leave(result, fault.Row);
    }

    async Task<ImportResult> RefuseAsync(ImportResult result, Fault fault, CancellationToken stop)
    {
        result.Record.Status = "ERROR";
        result.Record.Faults = 1;
        result.Record.Ignored = result.Record.Total;
        result.Record.Message = fault.Code;
        result.Faults.Add(fault);
        return await CloseAsync(result, stop);
    }

    async Task<ImportResult> CloseAsync(ImportResult result, CancellationToken stop)
    {
        var record = result.Record;
        if (record.Status == "RUNNING") record.Status = record.Faults > 0 ? "WARNING" : "SUCCESS";
        record.EndedAt = clock.GetUtcNow();
        result.Order();
        foreach (var fault in result.Faults)
        {
            store.Faults.Add(new()
            {
                ImportId = record.Id,
                Position = fault.Row,
                Object = Cut(fault.Object),
                Value = Cut(fault.Value),
                ErrorCode = fault.Code,
                Property = fault.Property,
                Args = System.Text.Json.JsonSerializer.Serialize(fault.Args),
            });
        }
        await store.SaveChangesAsync(stop);
        await trail.WriteAsync(caller, "datasets.import", "import", record.Id.ToString(), record.Status == "ERROR" ? "refused" : "ok",
            $"{record.Format} {record.FileName}: +{record.Imported} ~{record.Updated} -{record.Deleted} !{record.Ignored}{(record.IsDryRun ? " (dry run)" : "")}", stop);
        return result;
    }

    // PostgreSQL keeps no NUL in text.
    static string Cut(string text) => (text.Length <= 500 ? text : text[..500]).Replace('\0', ' ');
}
