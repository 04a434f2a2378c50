using LienY.Kernel;

namespace LienY.Accounts;

/// <summary>
/// Counts tries before they are judged, so that many guesses at once are still five: a try is taken, and given back when it was right.
/// The fifth wrong one locks the account; each further lock lasts twice as long.
/// </summary>
sealed class Tries(Database database, TimeProvider clock)
{
    /// <summary>Takes one try; false while the account is locked.</summary>
    public async Task<bool> TakeAsync(Account account, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(stop);
        return await connection.RunAsync(
            "update accounts_account set failures = case when locked_until is not null then 1 else failures + 1 end, "
            + "lockouts = case when locked_until is null and failures + 1 >= @p1 then lockouts + 1 else lockouts end, "
            + "locked_until = case when locked_until is null and failures + 1 >= @p1 then @p3 else null end "
            + "where id = @p0 and (locked_until is null or locked_until <= @p2)",
            stop, account.Id, Account.TriesBeforeLock, now, now + account.NextLock) == 1;
    }

    /// <summary>Gives a try back: it was right, but the sign-in is not complete.</summary>
    public async Task GiveBackAsync(Account account, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        await connection.RunAsync(
            "update accounts_account set failures = case when failures > 0 then failures - 1 else 0 end, "
            + "lockouts = case when locked_until is not null and lockouts > 0 then lockouts - 1 else lockouts end, locked_until = null where id = @p0",
            stop, account.Id);
    }
}
