using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LienY.Records;

/// <summary>The time that one search has: when it is over, the database stops working on it.</summary>
sealed class SearchTime : IDisposable
{
    readonly CancellationTokenSource ending;
    readonly CancellationToken asker;

    /// <summary>Starts it.</summary>
    public SearchTime(TimeSpan limit, CancellationToken stop)
    {
        ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        ending.CancelAfter(limit);
        asker = stop;
    }

    /// <summary>Over when the time is, or when the asker has gone.</summary>
    public CancellationToken Token => ending.Token;

    /// <summary>Interrupts what runs on a handle of SQLite when the time is over, until it is disposed.</summary>
    public CancellationTokenRegistration Ends(sqlite3 handle) => ending.Token.UnsafeRegister(h => raw.sqlite3_interrupt((sqlite3)h!), handle);

    /// <summary>True where a problem comes from the time being over, not from the asker having gone.</summary>
    public bool IsOver(Exception problem) => ending.IsCancellationRequested && !asker.IsCancellationRequested
        && (problem is OperationCanceledException or SqliteException { SqliteErrorCode: raw.SQLITE_INTERRUPT } or Npgsql.NpgsqlException);

    /// <summary>Refuses to begin what there is no time for.</summary>
    public void Check()
    {
        if (!ending.IsCancellationRequested) return;
        asker.ThrowIfCancellationRequested();
        throw Over();
    }

    /// <summary>What the asker is told.</summary>
    public static FhirProblem Over() => new(503, "timeout", "", "The search took too long and was stopped; please narrow it, e.g. by patient, code or date.");

    /// <inheritdoc/>
    public void Dispose() => ending.Dispose();
}
