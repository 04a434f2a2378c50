using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace LienY.Accounts;

/// <summary>
/// Our accounts as the framework's WebAuthn ceremony wants to see them: it looks up people and their keys. It never writes; registering and
/// removing is <see cref="Passkeys"/>'s work.
/// </summary>
sealed class PasskeyStore(AccountsStore store) : IUserPasskeyStore<Account>
{
    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await store.Passkeys.AsNoTracking().Where(k => k.AccountId == user.Id).ToListAsync(cancellationToken)).Select(Info)];

    public async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await store.Passkeys.AsNoTracking().SingleOrDefaultAsync(k => k.CredentialId == credentialId, cancellationToken) is { } key
            ? await store.Accounts.SingleOrDefaultAsync(a => a.Id == key.AccountId, cancellationToken) : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        await store.Passkeys.AsNoTracking().SingleOrDefaultAsync(k => k.AccountId == user.Id && k.CredentialId == credentialId, cancellationToken) is { } key ? Info(key) : null;

    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id) ? await store.Accounts.SingleOrDefaultAsync(a => a.Id == id, cancellationToken) : null;

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => store.ByUserAsync(normalizedUserName, cancellationToken);

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserKey);

    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw ReadOnly();

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) => throw ReadOnly();

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => throw ReadOnly();

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw ReadOnly();

    // The scope owns the store.
    public void Dispose()
    {
    }

    static NotSupportedException ReadOnly() => new("The passkey ceremony only reads accounts.");

    static UserPasskeyInfo Info(Passkey key) => new(key.CredentialId, key.PublicKey, key.CreatedAt, (uint)key.SignCount, key.Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        key.IsUserVerified, key.IsBackupEligible, key.IsBackedUp, key.Attestation, key.ClientData)
    { Name = key.Name };
}
