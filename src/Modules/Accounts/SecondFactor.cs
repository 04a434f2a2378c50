using System.Security.Cryptography;
using System.Text;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Accounts;

/// <summary>The second factor of an account: a code of an authenticator app, each good once, or one of ten recovery codes on paper.</summary>
sealed class SecondFactor(AccountsStore store, Database database, Keys keys, TimeProvider clock)
{
    const int Codes = 10;

    /// <summary>Switches it on with a key whose first code was right; returns the recovery codes, known only now. The caller saves.</summary>
    public async Task<IReadOnlyList<string>> SwitchOnAsync(Account account, string key, string code, CancellationToken stop)
    {
        var step = Totp.Match(key, Clean(code), clock.GetUtcNow())
            ?? throw new Refusal(RefusalKind.Invalid, "Mã chưa đúng. Xin kiểm tra giờ trên điện thoại rồi nhập mã mới nhất gồm 6 chữ số.") { Field = "code" };
        account.SecondFactorKey = Close(key);
        account.SecondFactorSince = clock.GetUtcNow();
        account.SecondFactorStep = step;
        return await NewCodesAsync(account, stop);
    }

    /// <summary>Ten new recovery codes; the former ones are void. The caller saves.</summary>
    public async Task<IReadOnlyList<string>> NewCodesAsync(Account account, CancellationToken stop)
    {
        store.RecoveryCodes.RemoveRange(await store.RecoveryCodes.Where(c => c.AccountId == account.Id).ToListAsync(stop));
        var codes = Enumerable.Range(0, Codes).Select(_ => Secrets.Groups(4, 4)).ToList();
        store.RecoveryCodes.AddRange(codes.Select(c => new RecoveryCode { AccountId = account.Id, Hash = Secrets.Hash(c), CreatedAt = clock.GetUtcNow() }));
        return codes;
    }

    /// <summary>Switches it off. The caller saves.</summary>
    public async Task SwitchOffAsync(Account account, CancellationToken stop)
    {
        (account.SecondFactorKey, account.SecondFactorSince, account.SecondFactorStep) = (null, null, 0);
        store.RecoveryCodes.RemoveRange(await store.RecoveryCodes.Where(c => c.AccountId == account.Id).ToListAsync(stop));
    }

    /// <summary>Recovery codes not yet used.</summary>
    public Task<int> LeftAsync(Guid account, CancellationToken stop) => store.RecoveryCodes.CountAsync(c => c.AccountId == account && c.UsedAt == null, stop);

    /// <summary>Judges a code and uses it up, so that nobody can use it again; null for a wrong one, else <c>code</c> or <c>recovery</c>.</summary>
    public async Task<string?> UseAsync(Account account, string typed, CancellationToken stop)
    {
        if (account.SecondFactorKey is null) return null;
        var code = Clean(typed);
        await using var connection = await database.OpenAsync(stop);
        if (code.Length == 6)
        {
            return Totp.Match(Open(account.SecondFactorKey), code, clock.GetUtcNow()) is { } step
                && await connection.RunAsync("update accounts_account set second_factor_step = @p1 where id = @p0 and second_factor_step < @p1", stop, account.Id, step) == 1 ? "code" : null;
        }
        return await connection.RunAsync("update accounts_recovery_code set used_at = @p2 where account_id = @p0 and hash = @p1 and used_at is null", stop,
            account.Id, Secrets.Hash(typed.Trim().ToLowerInvariant()), clock.GetUtcNow()) == 1 ? "recovery" : null;
    }

    static string Clean(string code) => code.Replace(" ", "");

    // The key must be read again for each code, so it is encrypted, not hashed: a copy of the database alone makes no codes.
    string Close(string key)
    {
        var (plain, nonce) = (Encoding.ASCII.GetBytes(key), RandomNumberGenerator.GetBytes(12));
        var secret = new byte[plain.Length + 16];
        using var cipher = new AesGcm(keys.Derive("second-factor", 32), 16);
        cipher.Encrypt(nonce, plain, secret.AsSpan(0, plain.Length), secret.AsSpan(plain.Length));
        return Convert.ToBase64String([.. nonce, .. secret]);
    }

    string Open(string text)
    {
        var bytes = Convert.FromBase64String(text);
        var plain = new byte[bytes.Length - 28];
        using var cipher = new AesGcm(keys.Derive("second-factor", 32), 16);
        cipher.Decrypt(bytes.AsSpan(0, 12), bytes.AsSpan(12, plain.Length), bytes.AsSpan(12 + plain.Length), plain);
        return Encoding.ASCII.GetString(plain);
    }
}
