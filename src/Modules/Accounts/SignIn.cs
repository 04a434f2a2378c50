using System.Globalization;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Accounts;

/// <summary>Signing in by password, then by the code of the second factor. The answer never tells whether the account exists, is locked or is off, and costs the same work.</summary>
sealed class SignIn(AccountsStore store, Passwords passwords, SecondFactor second, Tries tries, AddressTries addresses, SessionStart sessions, Notes notes, TrailBook trail)
{
    /// <summary>Note: the password was right, the code is awaited.</summary>
    const string Waiting = "code";

    public static void Map(IEndpointRouteBuilder routes)
    {
        // Open: one must be able to come in, and to leave.
        routes.MapGet("/sign-in", PageAsync).Open();
        routes.MapPost("/sign-in", (HttpContext context, SignIn use, CancellationToken stop) => use.ByPasswordAsync(context, stop)).Open();
        routes.MapGet("/sign-in/code", (HttpContext context, Notes notes) =>
            notes.Read(context, Waiting) is null ? Results.Redirect("/sign-in") : Show.Page<Pages.CodePage>()).Open();
        routes.MapPost("/sign-in/code", (HttpContext context, SignIn use, CancellationToken stop) => use.ByCodeAsync(context, stop)).Open();
        routes.MapPost("/sign-out", SignOutAsync).Open();
    }

    static async Task<IResult> PageAsync(string? then, Caller caller, ICallers callers, CancellationToken stop)
    {
        if (await callers.IsEmptyAsync(stop)) return Results.Redirect("/set-up");
        return caller.UserId is not null ? Results.Redirect(Show.Local(then)) : Show.Page<Pages.SignInPage>(new { Then = Show.Local(then) });
    }

    async Task<IResult> ByPasswordAsync(HttpContext context, CancellationToken stop)
    {
        addresses.MustBeFree(context);
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
                "Chưa đăng nhập được: tên đăng nhập hoặc mật khẩu chưa đúng, hoặc tài khoản đang tạm khóa. Xin kiểm tra rồi thử lại, hoặc thử lại sau 15 phút.")
            { Code = "sign-in" };
        }
        if (account!.SecondFactorKey is not null)
        {
            await tries.GiveBackAsync(account, stop);
            notes.Leave(context, Waiting, $"{account.Id}|{Stamp(account)}|{then}", TimeSpan.FromMinutes(5));
            return Show.Done(context, "/sign-in/code");
        }
        await sessions.BeginAsync(context, account.Id, account.Name, "password", stop);
        return Show.Done(context, then);
    }

    async Task<IResult> ByCodeAsync(HttpContext context, CancellationToken stop)
    {
        addresses.MustBeFree(context);
        var form = await Form.ReadAsync(context.Request, stop);
        if (notes.Read(context, Waiting)?.Split('|', 3) is not [var id, var stamp, var then]) return Results.Redirect("/sign-in");
        var account = await store.AccountAsync(Guid.Parse(id), stop);
        var mayTry = !account.IsDisabled && stamp == Stamp(account) && await tries.TakeAsync(account, stop);
        var means = mayTry ? await second.UseAsync(account, form.Text("code", 60), stop) : null;
        if (means is null)
        {
            await FailedAsync(context, account, mayTry ? "code" : "locked", stop);
            throw new Refusal(RefusalKind.Forbidden, "Mã chưa đúng, đã dùng rồi, hoặc tài khoản đang tạm khóa. Xin chờ mã mới trên điện thoại rồi nhập lại.") { Code = "sign-in", Field = "code" };
        }
        notes.Take(context, Waiting);
        await sessions.BeginAsync(context, account.Id, account.Name, "password+" + means, stop);
        return Show.Done(context, then);
    }

    /// <summary>Leaves a failure in the trail: by the account that was named where there is one, never with what was typed (it may be a password).</summary>
    Task FailedAsync(HttpContext context, Account? account, string reason, CancellationToken stop)
    {
        addresses.Fail(context);
        return trail.WriteAsync(Visitors.Of(context, account), "sign-in", "account", account?.Id.ToString() ?? "?", "failed", reason, stop);
    }

    // A password that was changed meanwhile makes the wait void.
    static string Stamp(Account account) => account.PasswordChangedAt is { } at ? Commands.Micros(at).ToString(CultureInfo.InvariantCulture) : "";

    static async Task<IResult> SignOutAsync(HttpContext context, Caller caller, AccountsStore store, TimeProvider clock, CancellationToken stop)
    {
        if (caller.SessionId is { } id && await store.Sessions.FindAsync([id], stop) is { } session)
        {
            session.End(clock.GetUtcNow(), "sign-out");
            store.Trace("sign-out", "session", id.ToString());
            await store.SaveChangesAsync(stop);
        }
        SessionCookie.Clear(context);
        return Show.Done(context, "/sign-in", Words.Key("Ông/bà đã đăng xuất."));
    }
}

/// <summary>A visitor as the trail names one who is not signed in yet.</summary>
static class Visitors
{
    /// <summary>The claimed account where there is one, and where the request came from.</summary>
    public static Caller Of(HttpContext context, Account? account) => Caller.Nobody with
    {
        UserId = account?.Id,
        Name = account?.Name ?? "",
        Origin = new(context.Connection.RemoteIpAddress?.ToString(), context.Connection.RemotePort, context.Request.Headers.UserAgent.ToString()),
    };
}
