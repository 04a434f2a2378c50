using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace LienY.Accounts;

/// <summary>The signed-in person shows anew who they are: password with the code where a second factor is on, or a passkey.</summary>
sealed class Proof(AccountsStore store, Me me, Passwords passwords, Tries tries, SecondFactor second, IPasskeyHandler<Account> ceremony, Notes notes) : IProof
{
    const string Asking = "proof-passkey";

    public async Task<ProofWays> WaysAsync(CancellationToken stop)
    {
        var account = await me.AccountAsync(stop);
        return new(account.PasswordHash is not null, account.SecondFactorKey is not null, await store.Passkeys.AnyAsync(k => k.AccountId == account.Id, stop));
    }

    public async Task<string> ProveAsync(HttpContext context, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var account = await me.AccountAsync(stop);
        if (form.Text("credential", 20_000) is { Length: > 0 } credential) return await ByPasskeyAsync(context, account, credential);
        // Spaces of a password are its own: it is not trimmed.
        var password = context.Request.Form["proof-password"].ToString();
        if (account.PasswordHash is null) throw Wrong("proof-password", Words.Key("Tài khoản này không có mật khẩu. Xin ký bằng passkey."));
        if (!await tries.TakeAsync(account, stop) || !passwords.IsRight(account.PasswordHash, password))
            throw Wrong("proof-password", Words.Key("Mật khẩu chưa đúng, hoặc tài khoản đang tạm khóa do nhập sai nhiều lần."));
        if (account.SecondFactorKey is null)
        {
            await tries.GiveBackAsync(account, stop);
            return "password";
        }
        var means = await second.UseAsync(account, form.Text("proof-code", 60), stop) ?? throw Wrong("proof-code", Words.Key("Mã xác thực chưa đúng hoặc đã dùng rồi. Xin chờ mã mới trên điện thoại."));
        await tries.GiveBackAsync(account, stop);
        return "password+" + means;
    }

    async Task<string> ByPasskeyAsync(HttpContext context, Account account, string credential)
    {
        var state = notes.Take(context, Asking);
        var result = state is null ? null : await ceremony.PerformAssertionAsync(new() { HttpContext = context, CredentialJson = credential, AssertionState = state });
        if (result is not { Succeeded: true } || result.User.Id != account.Id) throw Wrong("credential", Words.Key("Passkey chưa đúng hoặc không phải của tài khoản này. Xin thử lại."));
        return "passkey";
    }

    public async Task<string> OfferPasskeyAsync(HttpContext context, CancellationToken stop)
    {
        var options = await ceremony.MakeRequestOptionsAsync(await me.AccountAsync(stop), context);
        notes.Leave(context, Asking, options.AssertionState ?? "", TimeSpan.FromMinutes(5));
        return options.RequestOptionsJson;
    }

    static Refusal Wrong(string field, string text) => new(RefusalKind.Forbidden, text) { Field = field, Code = "proof" };
}
