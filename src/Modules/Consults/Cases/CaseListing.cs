using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>What the address of a list asks for.</summary>
/// <param name="Box"><c>in</c>: asked of us; <c>out</c>: asked by us.</param>
sealed record CasesAsk(string Box, CaseState? State, Urgency? Urgency, string Specialty, bool Overdue, bool Open, int Page)
{
    /// <summary>Cases on a page.</summary>
    public const int Size = 30;

    /// <summary>Reads an address; what cannot be read counts as not asked.</summary>
    public static CasesAsk Of(HttpRequest request) => new(
        request.Query["box"] == "out" ? "out" : request.Query["box"] == "in" ? "in" : "",
        Enum.TryParse<CaseState>(request.Query["state"], out var state) && Enum.IsDefined(state) ? state : null,
        Enum.TryParse<Urgency>(request.Query["urgency"], out var urgency) && Enum.IsDefined(urgency) ? urgency : null,
        Specialties.Names.ContainsKey(request.Query["specialty"].ToString()) ? request.Query["specialty"].ToString() : "",
        request.Query["overdue"] == "on", request.Query["all"] != "on",
        int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 100_000) : 1);

    /// <summary>The same as an address.</summary>
    public string Query(int page, string? box = null) => $"box={box ?? Box}&state={State}&urgency={Urgency}&specialty={Specialty}&overdue={(Overdue ? "on" : "")}"
        + $"&all={(Open ? "" : "on")}&page={page.ToString(CultureInfo.InvariantCulture)}";
}

/// <summary>One line of a list: nothing of it says who the patient is.</summary>
sealed record CaseLine(Case One, string Other);

/// <summary>A list of cases.</summary>
sealed record CasesView(CasesAsk Asked, IReadOnlyList<CaseLine> Lines, int Total, int In, int Out, bool MayAsk, bool MayRules, bool MayRoster, DateTimeOffset Now)
{
    /// <summary>Pages.</summary>
    public int Pages => Math.Max(1, (Total + CasesAsk.Size - 1) / CasesAsk.Size);
}

/// <summary>Lists of cases for the two sides.</summary>
sealed class CaseListing(ConsultsStore store, CaseBook book, Seats seats, IOrganisations organisations, Caller caller, TimeProvider clock)
{
    static readonly CaseState[] Over = [CaseState.Closed, CaseState.Refused, CaseState.Cancelled];

    /// <summary>The page.</summary>
    public async Task<CasesView> ListAsync(CasesAsk ask, CancellationToken stop)
    {
        var mine = (await seats.OfAsync(ConsultsRights.See, stop)).ToList();
        var incoming = (await book.SeenAsync(stop)).Where(c => !mine.Contains(c.AskingId));
        var outgoing = store.Cases.Where(c => mine.Contains(c.AskingId));
        var (isIn, isOut) = (await incoming.CountAsync(c => !Over.Contains(c.State), stop), await outgoing.CountAsync(c => !Over.Contains(c.State), stop));
        if (ask.Box.Length == 0) ask = ask with { Box = isIn > 0 || isOut == 0 ? "in" : "out" };
        var rows = Asked(ask.Box == "in" ? incoming : outgoing, ask, clock.GetUtcNow());
        var total = await rows.CountAsync(stop);
        var page = await rows.Skip((ask.Page - 1) * CasesAsk.Size).Take(CasesAsk.Size).ToListAsync(stop);
        return new(ask, await LinesAsync(page, ask.Box, stop), total, isIn, isOut, (await seats.OfAsync(ConsultsRights.Ask, stop)).Count > 0,
            caller.May(ConsultsRights.Rules),
            caller.May(ConsultsRights.Roster), clock.GetUtcNow());
    }

    /// <summary>Everything that is asked for, for a file.</summary>
    public async Task<IReadOnlyList<CaseLine>> AllAsync(CasesAsk ask, CancellationToken stop)
    {
        var mine = (await seats.OfAsync(ConsultsRights.See, stop)).ToList();
        var rows = ask.Box == "out" ? store.Cases.Where(c => mine.Contains(c.AskingId)) : (await book.SeenAsync(stop)).Where(c => !mine.Contains(c.AskingId));
        return await LinesAsync(await Asked(rows, ask, clock.GetUtcNow()).Take(50_000).ToListAsync(stop), ask.Box, stop);
    }

    /// <summary>Cases whose clock runs, the most urgent first.</summary>
    public async Task<IReadOnlyList<CaseLine>> RunningAsync(CancellationToken stop)
    {
        var rows = await (await book.SeenAsync(stop)).AsNoTracking().Where(c => c.DueAt != null || c.ApprovalDueAt != null).OrderBy(c =>
            c.DueAt ?? c.ApprovalDueAt).Take(200).ToListAsync(stop);
        var mine = await seats.OfAsync(ConsultsRights.See, stop);
        var names = await organisations.NamesAsync(rows.SelectMany(c => new[] { c.AskingId, c.AnsweringId ?? c.AskingId }), null, stop);
        return [.. rows.Select(c => new CaseLine(c, names.GetValueOrDefault(mine.Contains(c.AskingId) ? c.AnsweringId ?? Guid.Empty : c.AskingId, "")))];
    }

    static IQueryable<Case> Asked(IQueryable<Case> rows, CasesAsk ask, DateTimeOffset now)
    {
        if (ask.State is { } state) rows = rows.Where(c => c.State == state);
        else if (ask.Open) rows = rows.Where(c => !Over.Contains(c.State));
        if (ask.Urgency is { } urgency) rows = rows.Where(c => c.Urgency == urgency);
        if (ask.Specialty.Length > 0) rows = rows.Where(c => c.Specialty == ask.Specialty);
        if (ask.Overdue) rows = rows.Where(c => (c.DueAt != null && c.DueAt <= now) || (c.ApprovalDueAt != null && c.ApprovalDueAt <= now));
        return rows.AsNoTracking().OrderBy(c => c.DueAt == null).ThenBy(c => c.DueAt).ThenByDescending(c => c.ChangedAt);
    }

    async Task<IReadOnlyList<CaseLine>> LinesAsync(List<Case> rows, string box, CancellationToken stop)
    {
        var names = await organisations.NamesAsync(rows.Select(c => box == "in" ? c.AskingId : c.AnsweringId ?? Guid.Empty), null, stop);
        return [.. rows.Select(c => new CaseLine(c, names.GetValueOrDefault(box == "in" ? c.AskingId : c.AnsweringId ?? Guid.Empty, "–")))];
    }
}
