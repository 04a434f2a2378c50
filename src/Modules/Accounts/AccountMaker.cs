using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Accounts;

/// <summary>Makes accounts that may sign in at once, for the demonstration and the command line.</summary>
sealed class AccountMaker(AccountsStore store, Passwords passwords, TimeProvider clock) : IAccountMaker
{
    /// <inheritdoc/>
    public async Task<MadeAccount> MakeAsync(string user, string name, string title, Role role, Guid organisation, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var account = Account.Make(user, name, title, now);
        // Four groups of five characters: about 99 random bits.
        var password = Secrets.Groups(4, 5);
        var (token, secret) = ApiToken.Make(account.Id, "API", now, ApiToken.MostDays);
        store.Accounts.Add(account);
        await passwords.SetAsync(store, account, password, now, stop);
        store.Posts.Add(new() { AccountId = account.Id, Role = role, OrganisationId = organisation, CreatedAt = now });
        store.Tokens.Add(token);
        await store.SaveChangesAsync(stop);
        return new(account.Id, account.UserName, password, secret);
    }
}
