using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Accounts;

/// <summary>Accounts and what belongs to them. Rows are not filtered by organisation: signing in must find everybody; pages ask <see cref="Reaches"/>.</summary>
sealed class AccountsStore(StoreScope scope) : Store(scope)
{
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<HeldPost> Posts => Set<HeldPost>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<ApiToken> Tokens => Set<ApiToken>();
    public DbSet<Passkey> Passkeys => Set<Passkey>();
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();
    public DbSet<OldPassword> OldPasswords => Set<OldPassword>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<Opening> Openings => Set<Opening>();

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<Account>().ToTable("accounts_account").Ignore(a => a.NextLock);
        model.Entity<HeldPost>().ToTable("accounts_post");
        model.Entity<Session>().ToTable("accounts_session");
        model.Entity<ApiToken>().ToTable("accounts_token");
        model.Entity<Passkey>().ToTable("accounts_passkey");
        model.Entity<RecoveryCode>().ToTable("accounts_recovery_code");
        model.Entity<OldPassword>().ToTable("accounts_old_password");
        model.Entity<Invitation>().ToTable("accounts_invitation");
        model.Entity<Opening>().ToTable("accounts_opening").Property(o => o.Id).ValueGeneratedNever();
        foreach (var type in model.Model.GetEntityTypes().Where(t => t.ClrType.Assembly == typeof(AccountsStore).Assembly && t.FindProperty("Id")?.ClrType == typeof(Guid)))
            type.FindProperty("Id")!.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
    }

    /// <summary>The account of a user name, whatever the case.</summary>
    public Task<Account?> ByUserAsync(string user, CancellationToken stop)
    {
        var key = UserNames.KeyOf(user);
        return Accounts.SingleOrDefaultAsync(a => a.UserKey == key, stop);
    }

    /// <summary>An account that must be there.</summary>
    public async Task<Account> AccountAsync(Guid id, CancellationToken stop) =>
        await Accounts.SingleOrDefaultAsync(a => a.Id == id, stop) ?? throw Refusal.Missing("Không có tài khoản này.");
}
