using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Accounts;

/// <summary>API tokens of the own account: made (shown once), listed, revoked.</summary>
sealed class OwnTokens(AccountsStore store, Me me, Notes notes, TimeProvider clock)
{
    /// <summary>Note: the token to show once.</summary>
    const string Made = "token";
    const int Most = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/account/tokens", (HttpContext context, OwnTokens use, CancellationToken stop) => use.MakeAsync(context, stop)).NeedsSignIn();
        routes.MapGet("/account/tokens/new", (HttpContext context, Notes notes) => notes.Take(context, Made) is { } secret
            ? Show.Page<Pages.TokenPage>(new { Secret = secret }) : Results.Redirect("/account#tokens")).NeedsSignIn();
        routes.MapPost("/account/tokens/{id:guid}/revoke", (HttpContext context, Guid id, OwnTokens use, CancellationToken stop) => use.RevokeAsync(context, id, stop)).NeedsSignIn();
    }

    async Task<IResult> MakeAsync(HttpContext context, CancellationToken stop)
    {
        var account = await me.AccountAsync(stop);
        var form = await Form.ReadAsync(context.Request, stop);
        var now = clock.GetUtcNow();
        if (await store.Tokens.CountAsync(t => t.AccountId == account.Id && t.RevokedAt == null && t.ExpiresAt > now, stop) >= Most)
            throw Refusal.Invalid("Mỗi tài khoản có nhiều nhất {0} mã truy cập còn hạn. Xin thu hồi mã không còn dùng.", Most);
        var (token, secret) = ApiToken.Make(account.Id, form.Required("name", 80), now, form.Whole("days"));
        store.Tokens.Add(token);
        store.Trace("token.make", "account", account.Id.ToString());
        await store.SaveChangesAsync(stop);
        notes.Leave(context, Made, secret, TimeSpan.FromMinutes(10));
        return Show.Done(context, "/account/tokens/new");
    }

    async Task<IResult> RevokeAsync(HttpContext context, Guid id, CancellationToken stop)
    {
        var account = await me.AccountAsync(stop);
        var token = await store.Tokens.SingleOrDefaultAsync(t => t.Id == id && t.AccountId == account.Id, stop) ?? throw Refusal.Missing("Không có mã truy cập này.");
        token.RevokedAt ??= clock.GetUtcNow();
        store.Trace("token.revoke", "account", account.Id.ToString());
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/account#tokens", Words.Key("Đã thu hồi mã truy cập."));
    }
}
