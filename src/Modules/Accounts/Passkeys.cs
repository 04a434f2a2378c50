using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Accounts;

/// <summary>
/// Passkeys: registering one and signing in with one, also without typing a name. The ceremony is the framework's; the authenticator must check the
/// person (finger, face, PIN), so a passkey counts as two factors. The challenge waits in a sealed note of the browser.
/// </summary>
sealed class Passkeys(AccountsStore store, IPasskeyHandler<Account> ceremony, Notes notes, SessionStart sessions, TrailBook trail, TimeProvider clock)
{
    const string Asking = "passkey";
    const string Registering = "passkey-new";
    const int Most = 10;

    public static void Map(IEndpointRouteBuilder routes)
    {
        // Open: signing in.
        routes.MapPost("/sign-in/passkey/options", (HttpContext context, Passkeys use) => use.AskAsync(context)).Open();
        routes.MapPost("/sign-in/passkey", (HttpContext context, Passkeys use, CancellationToken stop) => use.SignInAsync(context, stop)).Open();
        routes.MapPost("/account/passkeys/options", (HttpContext context, Me me, Passkeys use, CancellationToken stop) => use.OfferAsync(context, me, stop)).NeedsSignIn();
        routes.MapPost("/account/passkeys", (HttpContext context, Me me, Passkeys use, CancellationToken stop) => use.RegisterAsync(context, me, stop)).NeedsSignIn();
        routes.MapPost("/account/passkeys/{id:guid}/remove", (HttpContext context, Guid id, Me me, Passkeys use, CancellationToken stop) => use.RemoveAsync(context, id, me, stop)).NeedsSignIn();
    }

    async Task<IResult> AskAsync(HttpContext context)
    {
        var options = await ceremony.MakeRequestOptionsAsync(null, context);
        notes.Leave(context, Asking, options.AssertionState ?? "", TimeSpan.FromMinutes(5));
        return Results.Content(options.RequestOptionsJson, "application/json");
    }

    async Task<IResult> SignInAsync(HttpContext context, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var state = notes.Take(context, Asking);
        var result = state is null ? null : await ceremony.PerformAssertionAsync(new() { HttpContext = context, CredentialJson = form.Text("credential", 20_000), AssertionState = state });
        var account = result is { Succeeded: true } ? result.User : null;
        if (account is null || account.IsDisabled)
        {
            await trail.WriteAsync(Visitors.Of(context, account), "sign-in", "account", account?.Id.ToString() ?? "?", "failed", account is null ? "passkey" : "disabled", stop);
            throw new Refusal(RefusalKind.Forbidden, "Chưa đăng nhập được bằng passkey. Xin thử lại, hoặc dùng tên đăng nhập và mật khẩu.") { Code = "sign-in" };
        }
        var key = await store.Passkeys.SingleAsync(k => k.CredentialId == result!.Passkey!.CredentialId, stop);
        (key.SignCount, key.IsBackedUp, key.IsUserVerified, key.SeenAt) = (result!.Passkey!.SignCount, result.Passkey.IsBackedUp, result.Passkey.IsUserVerified, clock.GetUtcNow());
        await store.SaveChangesAsync(stop);
        await sessions.BeginAsync(context, account.Id, account.Name, "passkey", stop);
        return Show.Done(context, Show.Local(form.Text("then")));
    }

    async Task<IResult> OfferAsync(HttpContext context, Me me, CancellationToken stop)
    {
        var account = await me.AccountAsync(stop);
        var options = await ceremony.MakeCreationOptionsAsync(new() { Id = account.Id.ToString(), Name = account.UserName, DisplayName = account.Name }, context);
        notes.Leave(context, Registering, options.AttestationState ?? "", TimeSpan.FromMinutes(5));
        return Results.Content(options.CreationOptionsJson, "application/json");
    }

    async Task<IResult> RegisterAsync(HttpContext context, Me me, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var account = await me.AccountAsync(stop);
        var state = notes.Take(context, Registering);
        var result = state is null ? null : await ceremony.PerformAttestationAsync(new() { HttpContext = context, CredentialJson = form.Text("credential", 20_000), AttestationState = state });
        if (result is not { Succeeded: true } || result.UserEntity.Id != account.Id.ToString())
            throw Refusal.Invalid("Chưa đăng ký được passkey. Xin thử lại trên thiết bị này hoặc dùng thiết bị khác.");
        if (await store.Passkeys.CountAsync(k => k.AccountId == account.Id, stop) >= Most) throw Refusal.Invalid("Mỗi tài khoản có nhiều nhất {0} passkey. Xin gỡ passkey không còn dùng.", Most);
        var made = result.Passkey;
        store.Passkeys.Add(new()
        {
            AccountId = account.Id,
            CredentialId = made.CredentialId,
            PublicKey = made.PublicKey,
            Name = form.Text("name", 80) is { Length: > 0 } name ? name : "Passkey",
            SignCount = made.SignCount,
            Transports = string.Join(' ', made.Transports ?? []),
            IsUserVerified = made.IsUserVerified,
            IsBackupEligible = made.IsBackupEligible,
            IsBackedUp = made.IsBackedUp,
            Attestation = made.AttestationObject,
            ClientData = made.ClientDataJson,
            CreatedAt = clock.GetUtcNow(),
        });
        store.Trace("passkey.add", "account", account.Id.ToString());
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/account", Words.Key("Đã thêm passkey."));
    }

    async Task<IResult> RemoveAsync(HttpContext context, Guid id, Me me, CancellationToken stop)
    {
        var account = await me.AccountAsync(stop);
        var key = await store.Passkeys.SingleOrDefaultAsync(k => k.Id == id && k.AccountId == account.Id, stop) ?? throw Refusal.Missing("Không có passkey này.");
        if (account.PasswordHash is null && await store.Passkeys.CountAsync(k => k.AccountId == account.Id, stop) == 1)
            throw Refusal.Invalid("Đây là cách đăng nhập duy nhất của tài khoản. Xin đặt mật khẩu hoặc thêm passkey khác trước khi gỡ.");
        store.Passkeys.Remove(key);
        store.Trace("passkey.remove", "account", account.Id.ToString());
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/account", Words.Key("Đã gỡ passkey."));
    }
}
