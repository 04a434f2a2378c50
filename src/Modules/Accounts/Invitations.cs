using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Accounts;

/// <summary>
/// Links with which a person sets a password: for a new account and after a reset. The administrator hands the link over and never knows a password;
/// until the person has set one, nobody comes in by password.
/// </summary>
sealed class Invitations(AccountsStore store, Passwords passwords, Notes notes, Caller caller, TimeProvider clock)
{
    /// <summary>Note: the link to show once.</summary>
    const string Made = "link";
    static readonly TimeSpan Life = TimeSpan.FromHours(72);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/accounts/{id:guid}/link", (HttpContext context, Guid id, Notes notes, Contracts.SignInRules rules) =>
            notes.Take(context, Made)?.Split('|') is [var of, var secret] && of == id.ToString()
                ? Show.Page<Pages.LinkPage>(new { Id = id, Link = $"{Root(context, rules)}/invitation/{secret}" }) : Results.Redirect($"/accounts/{id}")).Needs(AccountsRights.Manage);
        // Open: the link itself is the proof.
        routes.MapGet("/invitation/{code}", (string code, Invitations use, CancellationToken stop) => use.PageAsync(code, stop)).Open();
        routes.MapPost("/invitation/{code}", (HttpContext context, string code, Invitations use, CancellationToken stop) => use.SetAsync(context, code, stop)).Open();
    }

    /// <summary>A new link; former ones are void. The caller saves.</summary>
    public string Invite(Guid account, string reason)
    {
        var secret = Secrets.Random();
        store.Invitations.Add(new()
        {
            AccountId = account,
            Hash = Secrets.Hash(secret),
            Reason = reason,
            GivenBy = caller.UserId,
            CreatedAt = clock.GetUtcNow(),
            ExpiresAt = clock.GetUtcNow() + Life,
        });
        return secret;
    }

    /// <summary>Voids the password and ends all sessions; with <paramref name="everything"/> also second factor, passkeys and tokens. The caller saves.</summary>
    public async Task<string> ResetAsync(Account account, bool everything, SecondFactor second, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        account.PasswordHash = null;
        account.PasswordChangedAt = null;
        (account.Failures, account.Lockouts, account.LockedUntil) = (0, 0, null);
        await Me.EndSessionsAsync(store, account.Id, null, now, "password", stop);
        foreach (var former in await store.Invitations.Where(i => i.AccountId == account.Id && i.UsedAt == null).ToListAsync(stop)) former.UsedAt = now;
        if (everything)
        {
            await second.SwitchOffAsync(account, stop);
            store.Passkeys.RemoveRange(await store.Passkeys.Where(k => k.AccountId == account.Id).ToListAsync(stop));
            foreach (var token in await store.Tokens.Where(t => t.AccountId == account.Id && t.RevokedAt == null).ToListAsync(stop)) token.RevokedAt = now;
        }
        return Invite(account.Id, "reset");
    }

    /// <summary>Goes to the page that shows the link once.</summary>
    public IResult ShowOnce(HttpContext context, Guid account, string secret)
    {
        notes.Leave(context, Made, $"{account}|{secret}", TimeSpan.FromMinutes(10));
        return Show.Done(context, $"/accounts/{account}/link");
    }

    async Task<IResult> PageAsync(string secret, CancellationToken stop)
    {
        var (_, account) = await OpenAsync(secret, stop);
        return Show.Page<Pages.WelcomePage>(new { Secret = secret, User = account.UserName, account.Name, Least = account.SecondFactorKey is null ? Passwords.Least : Passwords.LeastWithSecondFactor });
    }

    async Task<IResult> SetAsync(HttpContext context, string secret, CancellationToken stop)
    {
        var (invitation, account) = await OpenAsync(secret, stop);
        var form = (await context.Request.ReadFormAsync(stop));
        if (form["password"] != form["again"]) throw new Refusal(RefusalKind.Invalid, "Hai lần nhập mật khẩu mới không giống nhau.") { Field = "again" };
        await passwords.SetAsync(store, account, form["password"].ToString(), clock.GetUtcNow(), stop);
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        // Two windows with one link: only one of them sets the password.
        if (await store.Invitations.Where(i => i.Id == invitation.Id && i.UsedAt == null).ExecuteUpdateAsync(s => s.SetProperty(i => i.UsedAt, clock.GetUtcNow()), stop) != 1) throw Gone();
        store.Trace("password.set", "account", account.Id.ToString(), "ok", invitation.Reason);
        await store.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Show.Done(context, "/sign-in", Words.Key("Đã đặt mật khẩu. Mời ông/bà đăng nhập."));
    }

    async Task<(Invitation, Account)> OpenAsync(string secret, CancellationToken stop)
    {
        var (hash, now) = (Secrets.Hash(secret), clock.GetUtcNow());
        var invitation = await store.Invitations.AsNoTracking().SingleOrDefaultAsync(i => i.Hash == hash && i.UsedAt == null && i.ExpiresAt > now, stop) ?? throw Gone();
        return (invitation, await store.AccountAsync(invitation.AccountId, stop));
    }

    static Refusal Gone() => Refusal.Missing("Liên kết này đã dùng rồi hoặc đã hết hạn. Xin nhờ quản trị viên cấp liên kết mới.");

    static string Root(HttpContext context, Contracts.SignInRules rules) =>
        rules.PublicUrl.Length > 0 ? rules.PublicUrl.TrimEnd('/') : $"{context.Request.Scheme}://{context.Request.Host}";
}
