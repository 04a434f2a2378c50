using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Accounts;

/// <summary>
/// How far an administrator reaches: the organisations at and below the posts that carry the right. Seeing a person needs one post within reach;
/// touching the account itself (password, on and off) needs all present posts within reach, or a small office could take over a big one.
/// </summary>
sealed class Reaches(AccountsStore store, Caller caller, TimeProvider clock)
{
    /// <summary>Organisations within reach of a right.</summary>
    public IReadOnlySet<Guid> Of(Right right) => caller.Posts.Where(p => right.Roles.Contains(p.Role)).SelectMany(p => p.Reach).ToHashSet();

    /// <summary>Ids of accounts with a post, present or past, within reach.</summary>
    public IQueryable<Guid> Within(Right right)
    {
        if (caller.IsHouse) return store.Accounts.Select(a => a.Id);
        var reach = Of(right).ToList();
        return store.Posts.Where(p => reach.Contains(p.OrganisationId)).Select(p => p.AccountId).Distinct();
    }

    /// <summary>An account that the caller may see.</summary>
    public async Task<Account> SeeAsync(Guid id, CancellationToken stop)
    {
        var within = Within(AccountsRights.Manage);
        return await store.Accounts.SingleOrDefaultAsync(a => a.Id == id && within.Contains(a.Id), stop) ?? throw Refusal.Missing("Không có tài khoản này.");
    }

    /// <summary>An account that the caller may touch as a whole; not the own one.</summary>
    public async Task<Account> TouchAsync(Guid id, CancellationToken stop)
    {
        var account = await SeeAsync(id, stop);
        if (id == caller.UserId) throw Refusal.Forbidden("Ông/bà không tự thay đổi quyền hay trạng thái tài khoản của mình; xin nhờ quản trị viên khác.");
        if (caller.IsHouse) return account;
        var (reach, today) = (Of(AccountsRights.Manage), clock.Today());
        var posts = await store.Posts.Where(p => p.AccountId == id && (p.ToDay == null || p.ToDay >= today)).ToListAsync(stop);
        if (posts.Any(p => !reach.Contains(p.OrganisationId)))
            throw Refusal.Forbidden("Người này còn giữ chức trách tại đơn vị ngoài phạm vi của ông/bà; xin liên hệ quản trị viên cấp trên.");
        return account;
    }
}

/// <summary>
/// Nobody removes the last administrator: an organisation that has one keeps at least one other who can come in and reaches it, from there or from above.
/// Run inside the transaction that removes, after <see cref="LockAsync"/>: two administrators may remove each other at the same moment.
/// </summary>
sealed class LastAdministrator(AccountsStore store, IOrganisations organisations, TimeProvider clock)
{
    /// <summary>Lets one such change run at a time (SQLite has one writer anyway; its transaction begins with the first write).</summary>
    public async Task LockAsync(CancellationToken stop)
    {
        if (store.Database.IsNpgsql()) await store.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('accounts-administrators'))", stop);
        else await store.Database.ExecuteSqlAsync($"update accounts_opening set id = id where id = 0", stop);
    }

    /// <summary>True where the account's administrator posts (or the one post) may go.</summary>
    public async Task<bool> MayGoAsync(Guid account, Guid? post, CancellationToken stop)
    {
        var today = clock.Today();
        var going = await store.Posts.Where(p => p.AccountId == account && p.Role == Role.Administrator && (post == null || p.Id == post) && (p.ToDay == null || p.ToDay >= today))
            .Select(p => p.OrganisationId).Distinct().ToListAsync(stop);
        foreach (var organisation in going)
        {
            var above = (await organisations.AboveAsync(organisation, stop)).Select(o => o.Id).Append(organisation).ToList();
            var others = from p in store.Posts
                         join a in store.Accounts on p.AccountId equals a.Id
                         where above.Contains(p.OrganisationId) && p.Role == Role.Administrator && p.ToDay == null && (p.FromDay == null || p.FromDay <= today)
                             && a.Id != account && !a.IsDisabled && (a.PasswordHash != null || store.Passkeys.Any(k => k.AccountId == a.Id))
                         select a.Id;
            if (!await others.AnyAsync(stop)) return false;
        }
        return true;
    }

    /// <summary>Refuses where it may not go.</summary>
    public async Task MustMayGoAsync(Guid account, Guid? post, CancellationToken stop)
    {
        if (!await MayGoAsync(account, post, stop))
            throw Refusal.Conflict("Đây là quản trị viên cuối cùng của đơn vị. Xin giao quyền quản trị cho người khác trước.");
    }
}
