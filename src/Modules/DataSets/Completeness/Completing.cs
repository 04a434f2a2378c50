using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>Says that reports are complete, and takes it back; each leaves a fact in the same transaction.</summary>
sealed class Completing(DataSetsStore store, IEnumerable<IReportLocks> locks, Caller caller, Wake wake)
{
    /// <summary>Code of the refusal where the report is approved.</summary>
    public const string Closed = "E7642";

    /// <summary>Registers a report complete on a day; nothing happens where it already is.</summary>
    public async Task CompleteAsync(DataSet set, Guid unitId, Period period, DateOnly day, CancellationToken stop)
    {
        caller.Must(DataSetsRights.Enter, unitId);
        if (set.PeriodType != period.Type.Name) throw Refusal.Invalid("Bộ số liệu “{0}” không báo cáo theo kỳ {1}.", set.Name, period.Code);
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        await Importing.LockAsync(store.Database.GetDbConnection(), stop);
        var row = await FindAsync(set.Id, unitId, period, stop);
        if (row is { IsComplete: true }) return;
        await MustBeOpenAsync(set, unitId, period, stop);
        if (row is null)
        {
            row = new() { SetId = set.Id, UnitId = unitId, Period = period.Code, StartsOn = period.First, EndsOn = period.Last };
            store.Completions.Add(row);
        }
        else row.Edition++;
        (row.IsComplete, row.CompletedOn, row.OnTime, row.ByName, row.At) = (true, day, ReportRules.IsOnTime(set, period, day), caller.Name, store.Clock.GetUtcNow());
        var fact = FactOf(row, period, row.Edition);
        row.FactId = fact.Id;
        store.Report(fact);
        store.Trace("datasets.complete", "set", $"{set.Code}/{unitId}/{period.Code}");
        await store.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        wake.Facts();
    }

    /// <summary>Takes it back; refused where nothing was said.</summary>
    public async Task UndoAsync(DataSet set, Guid unitId, Period period, CancellationToken stop)
    {
        caller.Must(DataSetsRights.Enter, unitId);
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        await Importing.LockAsync(store.Database.GetDbConnection(), stop);
        await MustBeOpenAsync(set, unitId, period, stop);
        var row = await FindAsync(set.Id, unitId, period, stop);
        if (row is not { IsComplete: true }) throw Refusal.Conflict("Báo cáo này chưa được đánh dấu hoàn thành.");
        var fact = FactOf(row, period, row.Edition);
        row.Edition++;
        (row.IsComplete, row.ByName, row.At) = (false, caller.Name, store.Clock.GetUtcNow());
        var stated = await store.Facts.FirstOrDefaultAsync(f => f.Id == row.FactId, stop) ?? fact;
        store.Report(stated.Reversal(row.Edition, "datasets.undo"));
        row.FactId = null;
        store.Trace("datasets.uncomplete", "set", $"{set.Code}/{unitId}/{period.Code}");
        await store.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        wake.Facts();
    }

    async Task MustBeOpenAsync(DataSet set, Guid unitId, Period period, CancellationToken stop)
    {
        foreach (var one in locks)
            if ((await one.LockedAsync(store.Database.GetDbConnection(), [(unitId, period)], stop)).Contains((set.Id, unitId, period.Code)))
                throw new Refusal(RefusalKind.Conflict, EntryDesk.Approved, period.Code, set.Name) { Code = Closed };
    }

    /// <summary>The day that a file names (yyyy-MM-dd, or a moment), today where it names none.</summary>
    public static DateOnly Day(string? text, TimeProvider clock)
    {
        if (text is { Length: >= 10 } && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day <= clock.Today()) return day;
        return clock.Today();
    }

    Task<Completion?> FindAsync(Guid setId, Guid unitId, Period period, CancellationToken stop) =>
        store.Completions.FirstOrDefaultAsync(c => c.SetId == setId && c.UnitId == unitId && c.Period == period.Code && c.AttributeId == Combo.DefaultId, stop);

    /// <summary>The fact of a report said to be complete.</summary>
    public static Fact FactOf(Completion row, Period period, int edition) => new()
    {
        Kind = DataFacts.Complete,
        UnitId = row.UnitId,
        OccurredOn = period.FactDay,
        Value = 1,
        Module = "datasets",
        SourceId = $"completion/{row.Id}",
        SourceVersion = edition,
        TopicId = row.SetId,
        Dims = Fact.DimsOf((DataFacts.Period, period.Type.Name), (DataFacts.OnTime, row.OnTime ? "true" : "false")),
    };
}
