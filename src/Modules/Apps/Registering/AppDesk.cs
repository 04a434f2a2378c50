using System.Security.Cryptography;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Apps;

/// <summary>Registers applications and changes them; what ends a right ends every token at once.</summary>
sealed class AppDesk(AppsStore store, IOrganisations organisations, Tokens tokens, Caller caller)
{
    const int Most = 200;

    /// <summary>Applications that the caller reaches, by name.</summary>
    public Task<List<App>> ListAsync(CancellationToken stop) => store.Apps.AsNoTracking().OrderBy(a => a.Folded).ThenBy(a => a.Id).ToListAsync(stop);

    /// <summary>An application that the caller reaches; missing otherwise.</summary>
    public async Task<App> FindAsync(Guid id, CancellationToken stop) =>
        await store.Apps.SingleOrDefaultAsync(a => a.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy ứng dụng này.");

    /// <summary>Registers one; returns it with its secret, which is known only now (null where it has none).</summary>
    public async Task<(App App, string? Secret)> RegisterAsync(Guid organisation, AppKind kind, AppInput input, CancellationToken stop)
    {
        caller.Must(AppsRights.Manage, organisation);
        if (await organisations.FindAsync(organisation, null, stop) is not { IsOpen: true })
            throw new Refusal(RefusalKind.Invalid, "Không có đơn vị này.") { Field = "organisation" };
        if (await store.Apps.CountAsync(a => a.OrganisationId == organisation && a.OffAt == null, stop) >= Most)
            throw Refusal.Invalid("Mỗi đơn vị có nhiều nhất {0} ứng dụng đang bật.", Most);
        var app = new App
        {
            OrganisationId = organisation,
            Kind = kind,
            Code = CodeOf(input.Name),
            MadeAt = store.Clock.GetUtcNow(),
            MadeBy = caller.UserId,
            MadeByName = caller.Name,
        };
        app.Set(input);
        var secret = kind == AppKind.Confidential && !app.HasKeys ? app.TurnSecret(app.MadeAt) : null;
        store.Apps.Add(app);
        store.Trace("app.register", "app", app.Id.ToString(), "ok", app.Name);
        await store.SaveChangesAsync(stop);
        return (app, secret);
    }

    /// <summary>Changes one. Narrower scopes, other keys or addresses end what was given before.</summary>
    public async Task<App> ChangeAsync(Guid id, int version, AppInput input, CancellationToken stop)
    {
        var app = await MineAsync(id, version, AppsRights.Manage, stop);
        var before = (app.Scopes, app.Keys, app.Role, app.Purposes);
        app.Set(input);
        if (app is { Kind: AppKind.Confidential, HasKeys: false, SecretHash: null })
            throw new Refusal(RefusalKind.Invalid, "Ứng dụng này nhận diện bằng khóa; xin giữ ít nhất một khóa công khai.") { Field = "keys" };
        store.Trace("app.change", "app", id.ToString(), "ok", app.Name);
        await SaveAsync(before == (app.Scopes, app.Keys, app.Role, app.Purposes) ? null : "changed", app, stop);
        return app;
    }

    /// <summary>Another secret; the old one and all tokens end.</summary>
    public async Task<(App App, string Secret)> TurnAsync(Guid id, int version, CancellationToken stop)
    {
        var app = await MineAsync(id, version, AppsRights.Manage, stop);
        var secret = app.TurnSecret(store.Clock.GetUtcNow());
        store.Trace("app.secret", "app", id.ToString());
        await SaveAsync("secret", app, stop);
        return (app, secret);
    }

    /// <summary>Switches it off: all tokens end at once.</summary>
    public async Task<App> TurnOffAsync(Guid id, int version, string reason, CancellationToken stop)
    {
        var app = await MineAsync(id, version, AppsRights.Manage, stop);
        app.TurnOff(store.Clock.GetUtcNow(), reason);
        store.Trace("app.off", "app", id.ToString(), "ok", reason);
        await SaveAsync("app-off", app, stop);
        return app;
    }

    /// <summary>Switches it on again.</summary>
    public async Task<App> TurnOnAsync(Guid id, int version, CancellationToken stop)
    {
        var app = await MineAsync(id, version, AppsRights.Manage, stop);
        app.TurnOn();
        store.Trace("app.on", "app", id.ToString());
        await SaveAsync(null, app, stop);
        return app;
    }

    /// <summary>A director of the organisation lets a service read by itself.</summary>
    public async Task<App> ApproveAsync(Guid id, int version, CancellationToken stop)
    {
        var app = await MineAsync(id, version, AppsRights.Approve, stop);
        // A department reaches its hospitals, but does not decide over what they hold.
        if (!caller.IsHouse && !caller.Posts.Any(p => p.OrganisationId == app.OrganisationId && AppsRights.Approve.Roles.Contains(p.Role)))
            throw Refusal.Forbidden("Chỉ lãnh đạo của chính đơn vị mà dịch vụ đại diện mới duyệt được.");
        app.Approve(caller, store.Clock.GetUtcNow());
        store.Trace("app.approve", "app", id.ToString(), "ok", $"{app.Role} {app.Purposes} {app.Scopes}");
        await SaveAsync(null, app, stop);
        return app;
    }

    // Grants end in the transaction of the change, so that nothing is given between the two; this node then forgets what it remembers.
    async Task SaveAsync(string? ends, App app, CancellationToken stop)
    {
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        await store.SaveChangesAsync(stop);
        if (ends is not null)
        {
            var now = store.Clock.GetUtcNow();
            await store.Grants.Where(g => g.AppId == app.Id && g.EndedAt == null)
                .ExecuteUpdateAsync(g => g.SetProperty(x => x.EndedAt, now).SetProperty(x => x.EndedReason, ends), stop);
        }
        await transaction.CommitAsync(stop);
        tokens.Forget();
    }

    async Task<App> MineAsync(Guid id, int version, Right right, CancellationToken stop)
    {
        var app = await FindAsync(id, stop);
        caller.Must(right, app.OrganisationId);
        return store.Expect(app, version);
    }

    static string CodeOf(string name)
    {
        var plain = new string([.. Fold.Of(name).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
        var slug = string.Join('-', plain.Split('-', StringSplitOptions.RemoveEmptyEntries));
        return $"{(slug.Length > 30 ? slug[..30] : slug)}-{RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 5)}".TrimStart('-');
    }
}
