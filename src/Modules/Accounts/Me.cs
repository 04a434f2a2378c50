using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Accounts;

/// <summary>The signed-in person before the own account: only in a session, never by an API token, which must not widen itself.</summary>
sealed class Me(AccountsStore store, Caller caller, IHttpContextAccessor http)
{
    /// <summary>The own account.</summary>
    public Task<Account> AccountAsync(CancellationToken stop)
    {
        if (caller.UserId is not { } id || http.HttpContext?.Request.Headers.Authorization.Count > 0)
            throw Refusal.Forbidden("Việc này chỉ làm được khi đăng nhập bằng trình duyệt, không làm bằng mã truy cập.");
        return store.AccountAsync(id, stop);
    }

    /// <summary>The session of this browser.</summary>
    public Guid SessionId => caller.SessionId ?? Guid.Empty;

    /// <summary>Ends sessions of the account, all but <paramref name="but"/>. The caller saves.</summary>
    public static async Task EndSessionsAsync(AccountsStore store, Guid account, Guid? but, DateTimeOffset now, string reason, CancellationToken stop)
    {
        foreach (var session in await store.Sessions.Where(s => s.AccountId == account && s.EndedAt == null && s.Id != but).ToListAsync(stop)) session.End(now, reason);
    }
}
