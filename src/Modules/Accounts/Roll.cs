using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Accounts;

/// <summary>One line of the list of people.</summary>
sealed record RollLine(Account Account, IReadOnlyList<(Role Role, string Organisation)> Posts);

/// <summary>What the list is asked for.</summary>
sealed record RollAsked(string Search, Role? Role, Guid? Organisation, string State, int Page);

/// <summary>The list as shown.</summary>
sealed record RollView(RollAsked Asked, IReadOnlyList<RollLine> Lines, int Total, int Pages, IReadOnlyList<(string Value, string Label)> Organisations, string Export);

/// <summary>The list of people with accounts within an administrator's reach: search, filters, export.</summary>
sealed class Roll(AccountsStore store, Reaches reaches, IOrganisations organisations, Words words, TimeProvider clock)
{
    const int PageRows = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/accounts", async (string? q, string? role, string? organisation, string? state, int? page, HttpRequest request, Roll use, CancellationToken stop) =>
            Show.Page<Pages.RollPage>(new { View = await use.ViewAsync(Asked(q, role, organisation, state, page), request.QueryString.ToString(), stop) })).Needs(AccountsRights.Manage);
        routes.MapExport("/accounts/export", (string? q, string? role, string? organisation, string? state, Roll use, CancellationToken stop) =>
            use.ExportAsync(Asked(q, role, organisation, state, 1), stop)).Needs(AccountsRights.Manage);
    }

    static RollAsked Asked(string? q, string? role, string? organisation, string? state, int? page) => new(q?.Trim() ?? "",
        Enum.TryParse<Role>(role, out var r) && Enum.IsDefined(r) ? r : null, Guid.TryParse(organisation, out var o) ? o : null,
        state is "on" or "off" or "locked" ? state : "", Math.Clamp(page ?? 1, 1, 100_000));

    async Task<RollView> ViewAsync(RollAsked asked, string query, CancellationToken stop)
    {
        var found = Find(asked);
        var total = await found.CountAsync(stop);
        var rows = await found.OrderBy(a => a.Folded).Skip((asked.Page - 1) * PageRows).Take(PageRows).ToListAsync(stop);
        return new(asked, await LinesAsync(rows, stop), total, (total + PageRows - 1) / PageRows, await ChoicesAsync(stop), "/accounts/export.csv" + query);
    }

    /// <summary>Organisations within reach, for pick lists.</summary>
    public async Task<IReadOnlyList<(string Value, string Label)>> ChoicesAsync(CancellationToken stop) =>
        [.. (await organisations.NamesAsync(reaches.Of(AccountsRights.Manage), null, stop)).OrderBy(n => Fold.Of(n.Value), StringComparer.Ordinal).Select(n => (n.Key.ToString(), n.Value))];

    IQueryable<Account> Find(RollAsked asked)
    {
        var (within, today, now) = (reaches.Within(AccountsRights.Manage), clock.Today(), clock.GetUtcNow());
        var found = store.Accounts.AsNoTracking().Where(a => within.Contains(a.Id));
        if (Fold.Of(asked.Search) is { Length: > 0 } search) found = found.Where(a => a.Folded.Contains(search));
        if (asked.Role is not null || asked.Organisation is not null)
        {
            var (role, at) = (asked.Role, asked.Organisation);
            found = found.Where(a => store.Posts.Any(p => p.AccountId == a.Id && (role == null || p.Role == role) && (at == null || p.OrganisationId == at)
                && (p.FromDay == null || p.FromDay <= today) && (p.ToDay == null || p.ToDay >= today)));
        }
        return asked.State switch
        {
            "on" => found.Where(a => !a.IsDisabled),
            "off" => found.Where(a => a.IsDisabled),
            "locked" => found.Where(a => a.LockedUntil != null && a.LockedUntil > now),
            _ => found,
        };
    }

    async Task<IReadOnlyList<RollLine>> LinesAsync(List<Account> rows, CancellationToken stop)
    {
        var (ids, today) = (rows.ConvertAll(a => a.Id), clock.Today());
        var posts = await store.Posts.AsNoTracking().Where(p => ids.Contains(p.AccountId) && (p.FromDay == null || p.FromDay <= today) && (p.ToDay == null || p.ToDay >= today))
            .OrderBy(p => p.CreatedAt).ToListAsync(stop);
        var names = await organisations.NamesAsync(posts.Select(p => p.OrganisationId), null, stop);
        var byAccount = posts.ToLookup(p => p.AccountId, p => (p.Role, names.GetValueOrDefault(p.OrganisationId, "–")));
        return rows.ConvertAll(a => new RollLine(a, [.. byAccount[a.Id]]));
    }

    async Task<IResult> ExportAsync(RollAsked asked, CancellationToken stop)
    {
        var lines = await LinesAsync(await Find(asked).OrderBy(a => a.Folded).ToListAsync(stop), stop);
        store.Trace("accounts.export", "accounts_account", "", "ok", lines.Count.ToString(Say.Vietnam));
        await store.SaveChangesAsync(stop);
        Column[] head =
        [
            words["Tên đăng nhập"], words["Họ và tên"], words["Chức danh"], words["Chức trách"], words["Trạng thái"], words["Xác thực hai bước"], words["Dùng lần cuối"],
        ];
        return Export.Of("tai-khoan", head, lines.Select(l => new object?[]
        {
            l.Account.UserName, l.Account.Name, l.Account.Title, string.Join("; ", l.Posts.Select(p => $"{words[Named.Roles[p.Role]]} – {p.Organisation}")),
            words[State(l.Account, clock.GetUtcNow())], l.Account.SecondFactorKey is null ? words["Không"] : words["Có"], l.Account.SeenAt,
        }));
    }

    /// <summary>The state of an account in a word.</summary>
    public static string State(Account a, DateTimeOffset now) =>
        a.IsDisabled ? Words.Key("đã tắt") : a.LockedUntil > now ? Words.Key("tạm khóa") : a.PasswordHash is null ? Words.Key("chờ đặt mật khẩu") : Words.Key("đang dùng");
}
