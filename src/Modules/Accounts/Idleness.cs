using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Accounts;

/// <summary>Switches off accounts that nobody has used for 45 days (never the last administrator of an organisation) and forgets what is long over.</summary>
static class Idleness
{
    /// <summary>Days without use after which an account is switched off.</summary>
    public const int Days = 45;

    /// <summary>Name of the job.</summary>
    public const string Job = "accounts-idle";

    public static async Task RunAsync(IServiceProvider services, CancellationToken stop)
    {
        var (store, last, clock) = (services.GetRequiredService<AccountsStore>(), services.GetRequiredService<LastAdministrator>(), services.GetRequiredService<TimeProvider>());
        var now = clock.GetUtcNow();
        var limit = now.AddDays(-Days);
        foreach (var account in await store.Accounts.Where(a => !a.IsDisabled && a.SeenAt < limit).OrderBy(a => a.SeenAt).ToListAsync(stop))
        {
            // One transaction each: whether it is the last depends on those before.
            await using var transaction = await store.Database.BeginTransactionAsync(stop);
            await last.LockAsync(stop);
            if (!await last.MayGoAsync(account.Id, null, stop)) continue;
            account.Disable(now, "idle");
            await Me.EndSessionsAsync(store, account.Id, null, now, "disabled", stop);
            store.Trace("account.disable", "account", account.Id.ToString(), "ok", "idle");
            await store.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
        }
        var (sessions, links) = (now.AddDays(-90), now.AddDays(-30));
        await store.Sessions.Where(s => s.SeenAt < sessions).ExecuteDeleteAsync(stop);
        await store.Invitations.Where(i => i.ExpiresAt < links).ExecuteDeleteAsync(stop);
    }
}

/// <summary>Finds people in "search everything", for administrators.</summary>
sealed class PeopleSearch(AccountsStore store, Reaches reaches, Caller caller, Words words) : ISearchSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string folded, int most, CancellationToken stop)
    {
        if (!caller.May(AccountsRights.Manage) || folded.Length == 0) return [];
        var within = reaches.Within(AccountsRights.Manage);
        var found = await store.Accounts.AsNoTracking().Where(a => a.Folded.Contains(folded) && within.Contains(a.Id)).OrderBy(a => a.Folded).Take(most).ToListAsync(stop);
        return found.ConvertAll(a => new SearchHit(words["Tài khoản"], a.Name, a.UserName, $"/accounts/{a.Id}"));
    }
}
