using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Accounts;

/// <summary>Signing in by password. The answer never tells whether the account exists, is locked or is off, and costs the same work.</summary>
sealed class SignIn(AccountsStore store, Passwords passwords, Tries tries, SessionStart sessions, TrailBook trail)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // Open: one must be able to come in.
        routes.MapGet("/sign-in", PageAsync).Open();
        routes.MapPost("/sign-in", async (HttpContext context, SignIn use, CancellationToken stop) => await use.ByPasswordAsync(context, stop)).Open();
        routes.MapPost("/sign-out", SignOutAsync).Open();
    }

    static async Task<IResult> PageAsync(string? then, Caller caller, ICallers callers, CancellationToken stop)
    {
        if (await callers.IsEmptyAsync(stop)) return Results.Redirect("/set-up");
        return caller.UserId is not null ? Results.Redirect(Show.Local(then)) : Show.Page<Pages.SignInPage>(new { Then = Show.Local(then) });
    }

    async Task<IResult> ByPasswordAsync(HttpContext context, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var (user, then) = (form.Text("user", 200), Show.Local(form.Text("then")));
        // Spaces of a password are its own: it is not trimmed.
        var password = context.Request.Form["password"].ToString();
        var account = await store.ByUserAsync(user, stop);
        var mayTry = account is { IsDisabled: false, PasswordHash: not null } && await tries.TakeAsync(account, stop);
        if (!passwords.IsRight(mayTry ? account!.PasswordHash : null, password))
        {
            await FailedAsync(context, account, account is null ? "unknown" : account.IsDisabled ? "disabled" : mayTry ? "password" : "locked", stop);
            throw new Refusal(RefusalKind.Forbidden,
                "Chưa đăng nhập được: tên đăng nhập hoặc mật khẩu chưa đúng, hoặc tài khoản đang tạm khóa. Xin kiểm tra rồi thử lại, hoặc thử lại sau 15 phút.") { Code = "sign-in" };
        }
        await sessions.BeginAsync(context, account!.Id, account.Name, "password", stop);
        return Show.Done(context, then);
    }

    /// <summary>Leaves a failure in the trail: with the account's id where there is one, never with what was typed (it may be a password).</summary>
    Task FailedAsync(HttpContext context, Account? account, string reason, CancellationToken stop)
    {
        var origin = new Origin(context.Connection.RemoteIpAddress?.ToString(), context.Connection.RemotePort, context.Request.Headers.UserAgent.ToString());
        return trail.WriteAsync(Caller.Nobody with { Origin = origin }, "sign-in", "account", account?.Id.ToString() ?? "?", "failed", reason, stop);
    }

    static async Task<IResult> SignOutAsync(HttpContext context, Caller caller, AccountsStore store, TimeProvider clock, CancellationToken stop)
    {
        if (caller.SessionId is { } id && await store.Sessions.FindAsync([id], stop) is { } session)
        {
            session.End(clock.GetUtcNow(), "sign-out");
            await store.SaveChangesAsync(stop);
        }
        SessionCookie.Clear(context);
        return Show.Done(context, "/sign-in", Words.Key("Ông/bà đã đăng xuất."));
    }
}
