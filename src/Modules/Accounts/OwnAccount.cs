using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Accounts;

/// <summary>What a person sees of the own account.</summary>
sealed record OwnAccountView(
    Account Account, IReadOnlyList<(HeldPost Post, string Organisation)> Posts, IReadOnlyList<Passkey> Passkeys, IReadOnlyList<Session> Sessions, Guid SessionId,
    IReadOnlyList<ApiToken> Tokens, int CodesLeft, DateTimeOffset Now);

/// <summary>The own account: profile, password, sessions, organisation for which one acts.</summary>
sealed class OwnAccount(AccountsStore store, Me me, Passwords passwords, Tries tries, SecondFactor second, IOrganisations organisations, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/account", (OwnAccount use, CancellationToken stop) => use.PageAsync(stop)).NeedsSignIn();
        routes.MapPost("/account/password", (HttpContext context, OwnAccount use, CancellationToken stop) => use.ChangePasswordAsync(context, stop)).NeedsSignIn();
        routes.MapPost("/account/sessions/{id:guid}/end", (HttpContext context, Guid id, OwnAccount use, CancellationToken stop) => use.EndAsync(context, id, stop)).NeedsSignIn();
        routes.MapPost("/account/sessions/end-others", (HttpContext context, OwnAccount use, CancellationToken stop) => use.EndOthersAsync(context, stop)).NeedsSignIn();
        routes.MapGet("/account/organisation", (OwnAccount use, CancellationToken stop) => use.OrganisationsAsync(stop)).NeedsSignIn();
        routes.MapPost("/account/organisation", (HttpContext context, OwnAccount use, CancellationToken stop) => use.ActForAsync(context, stop)).NeedsSignIn();
        routes.MapGet("/api/me", (Caller caller) => Results.Json(new
        {
            id = caller.UserId,
            name = caller.Name,
            organisationId = caller.OrganisationId,
            organisation = caller.Organisation,
            posts = caller.Posts.Select(p => new { role = p.Role.ToString(), organisationId = p.OrganisationId }),
        })).NeedsSignIn();
    }

    async Task<IResult> PageAsync(CancellationToken stop)
    {
        var account = await me.AccountAsync(stop);
        var (now, month) = (clock.GetUtcNow(), clock.GetUtcNow().AddDays(-30));
        return Show.Page<Pages.AccountPage>(new
        {
            View = new OwnAccountView(account, await HeldAsync(account, stop),
                await store.Passkeys.Where(k => k.AccountId == account.Id).OrderBy(k => k.CreatedAt).ToListAsync(stop),
                await store.Sessions.Where(s => s.AccountId == account.Id && (s.EndedAt == null || s.EndedAt > month)).OrderByDescending(s => s.SeenAt).Take(30).ToListAsync(stop),
                me.SessionId, await store.Tokens.Where(t => t.AccountId == account.Id && t.RevokedAt == null).OrderByDescending(t => t.CreatedAt).ToListAsync(stop),
                await second.LeftAsync(account.Id, stop), now),
        });
    }

    async Task<IReadOnlyList<(HeldPost Post, string Organisation)>> HeldAsync(Account account, CancellationToken stop)
    {
        var posts = await store.Posts.Where(p => p.AccountId == account.Id).OrderBy(p => p.CreatedAt).ToListAsync(stop);
        var held = posts.Where(p => p.IsHeld(clock.Today())).ToList();
        var names = await organisations.NamesAsync(held.Select(p => p.OrganisationId), null, stop);
        return [.. held.Select(p => (p, names.GetValueOrDefault(p.OrganisationId, "–")))];
    }

    async Task<IResult> ChangePasswordAsync(HttpContext context, CancellationToken stop)
    {
        var account = await me.AccountAsync(stop);
        await ConfirmAsync(account, context.Request.Form["current"].ToString(), stop);
        var password = context.Request.Form["password"].ToString();
        if (password != context.Request.Form["again"].ToString()) throw new Refusal(RefusalKind.Invalid, "Hai lần nhập mật khẩu mới không giống nhau.") { Field = "again" };
        await passwords.SetAsync(store, account, password, clock.GetUtcNow(), stop);
        await Me.EndSessionsAsync(store, account.Id, me.SessionId, clock.GetUtcNow(), "password", stop);
        store.Trace("password.change", "account", account.Id.ToString());
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/account", Words.Key("Đã đổi mật khẩu. Các phiên khác đã kết thúc."));
    }

    /// <summary>Asks for the present password again before something that would let a stranger stay; wrong tries count as at sign-in.</summary>
    public async Task ConfirmAsync(Account account, string password, CancellationToken stop)
    {
        if (account.PasswordHash is null) return;
        if (!await tries.TakeAsync(account, stop) || !passwords.IsRight(account.PasswordHash, password))
            throw new Refusal(RefusalKind.Invalid, "Mật khẩu hiện tại chưa đúng, hoặc tài khoản đang tạm khóa do nhập sai nhiều lần.") { Field = "current" };
        await tries.GiveBackAsync(account, stop);
    }

    async Task<IResult> EndAsync(HttpContext context, Guid id, CancellationToken stop)
    {
        var account = await me.AccountAsync(stop);
        var session = await store.Sessions.SingleOrDefaultAsync(s => s.Id == id && s.AccountId == account.Id, stop) ?? throw Refusal.Missing("Không có phiên đăng nhập này.");
        session.End(clock.GetUtcNow(), "ended");
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/account", Words.Key("Đã kết thúc phiên đăng nhập."));
    }

    async Task<IResult> EndOthersAsync(HttpContext context, CancellationToken stop)
    {
        var account = await me.AccountAsync(stop);
        await Me.EndSessionsAsync(store, account.Id, me.SessionId, clock.GetUtcNow(), "ended", stop);
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/account", Words.Key("Đã kết thúc mọi phiên khác."));
    }

    async Task<IResult> OrganisationsAsync(CancellationToken stop)
    {
        var account = await me.AccountAsync(stop);
        return Show.Page<Pages.ActingPage>(new { View = await HeldAsync(account, stop) });
    }

    async Task<IResult> ActForAsync(HttpContext context, CancellationToken stop)
    {
        var account = await me.AccountAsync(stop);
        var chosen = (await Form.ReadAsync(context.Request, stop)).Id("organisation");
        if (!(await HeldAsync(account, stop)).Any(p => p.Post.OrganisationId == chosen)) throw Refusal.Forbidden("Ông/bà không giữ chức trách nào tại đơn vị này.");
        var session = await store.Sessions.SingleAsync(s => s.Id == me.SessionId, stop);
        session.OrganisationId = chosen;
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/", Words.Key("Đã chuyển đơn vị làm việc."));
    }
}
