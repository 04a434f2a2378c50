using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Accounts;

/// <summary>What the trail is asked for; <paramref name="Before"/> leafs back.</summary>
sealed record AuditAsked(string User, string Action, string Outcome, DateOnly? From, DateOnly? To, Guid? UserId, bool House, long? Before);

/// <summary>A sheet of the trail.</summary>
sealed record AuditView(AuditAsked Asked, IReadOnlyList<TrailEntry> Entries, IReadOnlyDictionary<Guid, string> Organisations, bool HasMore, string Query, Seal? Seal);

/// <summary>The last seal on the trail.</summary>
sealed record Seal(long Number, long Rows, DateTimeOffset At);

/// <summary>
/// The trail for administrators and directors: what was done for their organisations or by their people. It holds actions and ids, never data of
/// patients. Administrators also see what nobody signed in did (refused visitors) and what the house itself did.
/// </summary>
sealed class Audit(AccountsStore store, Reaches reaches, Contracts.IOrganisations organisations, Database database, Sealing sealing, Caller caller, Words words)
{
    const int SheetRows = 100;
    const int ExportRows = 50_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/audit", (HttpRequest request, Audit use, CancellationToken stop) => use.PageAsync(request, stop)).Needs(AccountsRights.Audit);
        routes.MapExport("/audit/export", (HttpRequest request, Audit use, CancellationToken stop) => use.ExportAsync(request, stop)).Needs(AccountsRights.Audit);
        routes.MapGet("/audit/chain", async (Audit use, CancellationToken stop) =>
            Show.Page<Pages.ChainPage>(new { State = await use.SealAsync(stop), Result = (Verification?)null })).Needs(AccountsRights.Audit);
        routes.MapPost("/audit/chain", (Audit use, CancellationToken stop) => use.VerifyAsync(stop)).Needs(AccountsRights.Audit);
    }

    /// <summary>An outcome in words.</summary>
    public static string Outcome(string outcome) => outcome switch
    {
        "ok" => Words.Key("thành công"),
        "refused" => Words.Key("bị từ chối"),
        _ => Words.Key("thất bại"),
    };

    static AuditAsked Asked(HttpRequest request)
    {
        string Of(string name) => request.Query[name].ToString().Trim();
        return new(Of("user"), Of("action"), Of("outcome") is "ok" or "refused" or "failed" ? Of("outcome") : "", Say.TryDay(Of("from"), out var from) ? from : null,
            Say.TryDay(Of("to"), out var to) ? to : null, Guid.TryParse(Of("person"), out var person) ? person : null, Of("house") == "on",
            long.TryParse(Of("before"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var before) ? before : null);
    }

    IQueryable<TrailEntry> Find(AuditAsked asked)
    {
        var entries = store.Set<TrailEntry>().AsNoTracking();
        if (!caller.IsHouse)
        {
            var (reach, people) = (reaches.Of(AccountsRights.Audit).ToList(), reaches.Within(AccountsRights.Audit));
            var seesNobody = caller.Posts.Any(p => p.Role == Role.Administrator);
            entries = entries.Where(e => reach.Contains(e.OrganisationId) || (e.UserId != null && people.Contains(e.UserId.Value))
                || (seesNobody && e.UserId == null && e.OrganisationId == Guid.Empty));
        }
        // What the house does by itself would bury what people do.
        if (!asked.House) entries = entries.Where(e => e.UserId != null || e.UserName == "");
        if (asked.User.Length > 0) entries = entries.Where(e => e.UserName.Contains(asked.User));
        if (asked.UserId is { } id) entries = entries.Where(e => e.UserId == id);
        if (asked.Action.Length > 0) entries = entries.Where(e => e.Action.Contains(asked.Action));
        if (asked.Outcome.Length > 0) entries = entries.Where(e => e.Outcome == asked.Outcome);
        if (asked.From is { } from) entries = entries.Where(e => e.At >= Midnight(from));
        if (asked.To is { } to) entries = entries.Where(e => e.At < Midnight(to.AddDays(1)));
        if (asked.Before is { } before) entries = entries.Where(e => e.Seq < before);
        return entries.OrderByDescending(e => e.Seq);
    }

    async Task<IResult> PageAsync(HttpRequest request, CancellationToken stop)
    {
        var asked = Asked(request);
        var entries = await Find(asked).Take(SheetRows + 1).ToListAsync(stop);
        var shown = entries.Take(SheetRows).ToList();
        var names = await organisations.NamesAsync(shown.Select(e => e.OrganisationId).Where(o => o != Guid.Empty), null, stop);
        var query = QueryString.Create(request.Query.Where(q => q.Key != "before").Select(q => KeyValuePair.Create(q.Key, (string?)q.Value.ToString()))).ToString();
        return Show.Page<Pages.AuditPage>(new { View = new AuditView(asked, shown, names, entries.Count > SheetRows, query, await SealAsync(stop)) });
    }

    async Task<IResult> ExportAsync(HttpRequest request, CancellationToken stop)
    {
        var entries = await Find(Asked(request) with { Before = null }).Take(ExportRows).ToListAsync(stop);
        store.Trace("audit.export", "kernel_trail", "", "ok", entries.Count.ToString(Say.Vietnam));
        await store.SaveChangesAsync(stop);
        Column[] head = [words["Lúc"], words["Ai"], words["Hành động"], words["Bản ghi"], words["Mã bản ghi"], words["Kết quả"], words["Lý do"], words["Địa chỉ"], words["Thiết bị"]];
        return Export.Of("nhat-ky", head, entries.Select(e => new object?[]
        {
            e.At, e.UserName, e.Action, e.ObjectKind, e.ObjectId, words[Outcome(e.Outcome)], e.Reason, e.Address, e.Device,
        }));
    }

    async Task<IResult> VerifyAsync(CancellationToken stop)
    {
        var result = await sealing.VerifyAsync("trail", stop);
        store.Trace("audit.verify", "kernel_trail", "", result.IsSound ? "ok" : "failed");
        await store.SaveChangesAsync(stop);
        return Show.Page<Pages.ChainPage>(new { State = await SealAsync(stop), Result = result });
    }

    async Task<Seal?> SealAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        return (await connection.RowsAsync("select number, row_count, sealed_at from kernel_seal where book = 'trail' order by number desc limit 1",
            r => new Seal(r.GetInt64(0), r.GetInt64(1), r.Instant(2)), stop)).FirstOrDefault();
    }

    // Days are days at Hà Nội.
    static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7));
}
