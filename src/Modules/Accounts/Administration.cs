using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Accounts;

/// <summary>One person as an administrator sees it.</summary>
sealed record PersonView(
    Account Account, IReadOnlyList<(HeldPost Post, string Organisation, bool InReach)> Posts, IReadOnlyList<Session> Sessions, int Tokens, int Passkeys,
    IReadOnlyList<TrailEntry> Trail, IReadOnlyList<(string Value, string Label)> Organisations, bool IsMe, DateOnly Today, DateTimeOffset Now);

/// <summary>What administrators do with accounts: make, describe, switch off and on, reset, give and take posts. Never the own account.</summary>
sealed class Administration(
    AccountsStore store, Reaches reaches, LastAdministrator last, Invitations invitations, SecondFactor second, Roll roll, IOrganisations organisations, TrailBook trail, Caller caller, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/accounts/new", async (Roll roll, CancellationToken stop) => Show.Page<Pages.NewAccountPage>(new { Organisations = await roll.ChoicesAsync(stop) })).Needs(AccountsRights.Manage);
        routes.MapPost("/accounts", (HttpContext context, Administration use, CancellationToken stop) => use.MakeAsync(context, stop)).Needs(AccountsRights.Manage);
        routes.MapGet("/accounts/{id:guid}", (Guid id, Administration use, CancellationToken stop) => use.PageAsync(id, stop)).Needs(AccountsRights.Manage);
        routes.MapPost("/accounts/{id:guid}", (HttpContext context, Guid id, Administration use, CancellationToken stop) => use.DescribeAsync(context, id, stop)).Needs(AccountsRights.Manage);
        routes.MapPost("/accounts/{id:guid}/posts", (HttpContext context, Guid id, Administration use, CancellationToken stop) => use.GiveAsync(context, id, stop)).Needs(AccountsRights.Manage);
        routes.MapPost("/accounts/{id:guid}/posts/{post:guid}/end", (HttpContext context, Guid id, Guid post, Administration use, CancellationToken stop) => use.TakeAsync(context, id, post, stop)).Needs(AccountsRights.Manage);
        routes.MapPost("/accounts/{id:guid}/disable", (HttpContext context, Guid id, Administration use, CancellationToken stop) => use.DisableAsync(context, id, stop)).Needs(AccountsRights.Manage);
        routes.MapPost("/accounts/{id:guid}/enable", (HttpContext context, Guid id, Administration use, CancellationToken stop) => use.EnableAsync(context, id, stop)).Needs(AccountsRights.Manage);
        routes.MapPost("/accounts/{id:guid}/reset", (HttpContext context, Guid id, Administration use, CancellationToken stop) => use.ResetAsync(context, id, stop)).Needs(AccountsRights.Manage);
        routes.MapPost("/accounts/{id:guid}/end-sessions", (HttpContext context, Guid id, Administration use, CancellationToken stop) => use.EndSessionsAsync(context, id, stop)).Needs(AccountsRights.Manage);
    }

    async Task<IResult> PageAsync(Guid id, CancellationToken stop)
    {
        var account = await reaches.SeeAsync(id, stop);
        var (reach, now) = (reaches.Of(AccountsRights.Manage), clock.GetUtcNow());
        var posts = await store.Posts.AsNoTracking().Where(p => p.AccountId == id).OrderByDescending(p => p.CreatedAt).ToListAsync(stop);
        var names = await organisations.NamesAsync(posts.Select(p => p.OrganisationId), null, stop);
        return Show.Page<Pages.PersonPage>(new
        {
            View = new PersonView(account, [.. posts.Select(p => (p, names.GetValueOrDefault(p.OrganisationId, "–"), reach.Contains(p.OrganisationId)))],
                await store.Sessions.AsNoTracking().Where(s => s.AccountId == id && s.EndedAt == null).OrderByDescending(s => s.SeenAt).Take(20).ToListAsync(stop),
                await store.Tokens.CountAsync(t => t.AccountId == id && t.RevokedAt == null && t.ExpiresAt > now, stop), await store.Passkeys.CountAsync(k => k.AccountId == id, stop),
                await trail.NewestAsync(20, userId: id, stop: stop), await roll.ChoicesAsync(stop), id == caller.UserId, clock.Today(), now),
        });
    }

    async Task<IResult> MakeAsync(HttpContext context, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var account = Account.Make(form.Required("user", 60), form.Required("name", 120), form.Text("title", 120), clock.GetUtcNow());
        if (await store.ByUserAsync(account.UserName, stop) is not null) throw new Refusal(RefusalKind.Conflict, "Tên đăng nhập này đã có người dùng. Xin chọn tên khác.") { Field = "user" };
        store.Accounts.Add(account);
        Give(account.Id, form);
        var secret = invitations.Invite(account.Id, "new");
        store.Trace("account.make", "account", account.Id.ToString());
        await store.SaveChangesAsync(stop);
        return invitations.ShowOnce(context, account.Id, secret);
    }

    async Task<IResult> DescribeAsync(HttpContext context, Guid id, CancellationToken stop)
    {
        var account = await reaches.TouchAsync(id, stop);
        var form = await Form.ReadAsync(context.Request, stop);
        store.Expect(account, form.Whole("version")).Describe(form.Required("name", 120), form.Text("title", 120));
        store.Trace("account.describe", "account", id.ToString());
        await store.SaveChangesAsync(stop);
        return Show.Done(context, $"/accounts/{id}", Words.Key("Đã lưu."));
    }

    async Task<IResult> GiveAsync(HttpContext context, Guid id, CancellationToken stop)
    {
        await reaches.SeeAsync(id, stop);
        NotMyself(id);
        var post = Give(id, await Form.ReadAsync(context.Request, stop));
        store.Trace("post.give", "account", id.ToString(), "ok", $"{post.Role} {post.OrganisationId}");
        await store.SaveChangesAsync(stop);
        return Show.Done(context, $"/accounts/{id}", Words.Key("Đã giao chức trách."));
    }

    HeldPost Give(Guid account, Form form)
    {
        var organisation = form.Id("organisation") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị.") { Field = "organisation" };
        caller.Must(AccountsRights.Manage, organisation);
        var post = new HeldPost
        {
            AccountId = account,
            Role = form.One<Role>("role"),
            OrganisationId = organisation,
            FromDay = form.Day("from") ?? clock.Today(),
            GivenBy = caller.UserId,
            CreatedAt = clock.GetUtcNow(),
        }.Until(form.Day("to"));
        store.Posts.Add(post);
        return post;
    }

    async Task<IResult> TakeAsync(HttpContext context, Guid id, Guid postId, CancellationToken stop)
    {
        await reaches.SeeAsync(id, stop);
        NotMyself(id);
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        await last.LockAsync(stop);
        var post = await store.Posts.SingleOrDefaultAsync(p => p.Id == postId && p.AccountId == id, stop) ?? throw Refusal.Missing("Không có chức trách này.");
        caller.Must(AccountsRights.Manage, post.OrganisationId);
        if (post.Role == Role.Administrator) await last.MustMayGoAsync(id, postId, stop);
        post.End(clock.Today());
        store.Trace("post.take", "account", id.ToString(), "ok", $"{post.Role} {post.OrganisationId}");
        await store.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Show.Done(context, $"/accounts/{id}", Words.Key("Đã thôi giao chức trách."));
    }

    async Task<IResult> DisableAsync(HttpContext context, Guid id, CancellationToken stop)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        await last.LockAsync(stop);
        var account = await reaches.TouchAsync(id, stop);
        await last.MustMayGoAsync(id, null, stop);
        account.Disable(clock.GetUtcNow(), "administrator");
        await Me.EndSessionsAsync(store, id, null, clock.GetUtcNow(), "disabled", stop);
        store.Trace("account.disable", "account", id.ToString());
        await store.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return Show.Done(context, $"/accounts/{id}", Words.Key("Đã tắt tài khoản; mọi phiên đã kết thúc."));
    }

    async Task<IResult> EnableAsync(HttpContext context, Guid id, CancellationToken stop)
    {
        var account = await reaches.TouchAsync(id, stop);
        account.Enable(clock.GetUtcNow());
        store.Trace("account.enable", "account", id.ToString());
        await store.SaveChangesAsync(stop);
        return Show.Done(context, $"/accounts/{id}", Words.Key("Đã bật lại tài khoản và bỏ tạm khóa."));
    }

    async Task<IResult> ResetAsync(HttpContext context, Guid id, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var account = await reaches.TouchAsync(id, stop);
        var secret = await invitations.ResetAsync(account, form.Ticked("everything"), second, stop);
        store.Trace("account.reset", "account", id.ToString());
        await store.SaveChangesAsync(stop);
        return invitations.ShowOnce(context, id, secret);
    }

    async Task<IResult> EndSessionsAsync(HttpContext context, Guid id, CancellationToken stop)
    {
        await reaches.TouchAsync(id, stop);
        await Me.EndSessionsAsync(store, id, null, clock.GetUtcNow(), "ended", stop);
        await store.SaveChangesAsync(stop);
        return Show.Done(context, $"/accounts/{id}", Words.Key("Đã kết thúc mọi phiên của người này."));
    }

    void NotMyself(Guid id)
    {
        if (id == caller.UserId) throw Refusal.Forbidden("Ông/bà không tự thay đổi quyền hay trạng thái tài khoản của mình; xin nhờ quản trị viên khác.");
    }
}
