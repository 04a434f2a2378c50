using LienY.Consults.Pages;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>A look at a patient in the list. <paramref name="Code"/>: of the case.</summary>
sealed record FollowRow(FollowUpStep Step, string Code);

/// <summary>The list of follow-ups.</summary>
sealed record FollowUpsView(string Show, IReadOnlyList<FollowRow> Rows, IReadOnlyDictionary<Guid, string> Names, DateTimeOffset Now);

/// <summary>One of them.</summary>
sealed record FollowUpView(FollowUpStep Step, Case Case, IReadOnlyList<FollowUpStep> All, bool MayDo, DateTimeOffset Now);

/// <summary>Addresses of follow-ups.</summary>
static class FollowUpRoutes
{
    static readonly string[] Shows = ["open", "late", "done", "all"];

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/consults/follow-up", async (HttpRequest request, ConsultsStore store, CaseBook cases, IOrganisations organisations, TimeProvider clock,
            CancellationToken stop) =>
        {
            var (show, rows) = await RowsAsync(request, store, cases, clock, stop);
            return Show.Page<FollowUpsPage>(new
            {
                Model = (object)new FollowUpsView(show, rows,
                await organisations.NamesAsync(rows.Select(r => r.Step.FacilityId).Distinct(), null, stop), clock.GetUtcNow())
            });
        }).Needs(ConsultsRights.See);
        routes.MapExport("/consults/follow-up/export", ExportAsync).Needs(ConsultsRights.See);
        routes.MapGet("/consults/follow-up/{id:guid}", async (Guid id, ConsultsStore store, CaseBook cases, Seats seats, TimeProvider clock, CancellationToken stop) =>
        {
            var step = await store.FollowUps.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy lần theo dõi này.");
            var one = await cases.FindAsync(step.CaseId, stop);
            return Show.Page<FollowUpPage>(new
            {
                Model = (object)new FollowUpView(step, one, await store.FollowUps.AsNoTracking().Where(f => f.CaseId == step.CaseId).OrderBy(f => f.DueAt)
                    .ToListAsync(stop),
                await seats.HoldsAsync(ConsultsRights.Ask, step.FacilityId, stop), clock.GetUtcNow())
            });
        }).Needs(ConsultsRights.See);
        routes.MapPost("/consults/follow-up/{id:guid}", async (Guid id, HttpContext context, FollowingUp use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await use.DoAsync(id, form.Whole("version"), form.One<Outcome>("outcome"), form.One<TransferMade>("transfer"), form.Ticked("back"),
                form.Text("note", 2000), stop);
            return Show.Done(context, "/consults/follow-up/" + id, Words.Key("Đã ghi kết quả theo dõi."));
        }).Needs(ConsultsRights.Ask);
        routes.MapPost("/consults/cases/{id:guid}/close", async (Guid id, HttpContext context, FollowingUp use, CancellationToken stop) =>
        {
            await use.CloseAsync(id, stop);
            return Show.Done(context, "/consults/cases/" + id, Words.Key("Đã đóng ca hội chẩn."));
        }).Needs(ConsultsRights.Ask);
    }

    static async Task<(string Show, List<FollowRow> Rows)> RowsAsync(HttpRequest request, ConsultsStore store, CaseBook cases, TimeProvider clock, CancellationToken stop)
    {
        var show = Shows.Contains(request.Query["show"].ToString()) ? request.Query["show"].ToString() : "open";
        var now = clock.GetUtcNow();
        var seen = await cases.SeenAsync(stop);
        var steps = store.FollowUps.AsNoTracking().Where(f => seen.Any(c => c.Id == f.CaseId));
        steps = show switch
        {
            "open" => steps.Where(f => f.DoneAt == null).OrderBy(f => f.DueAt),
            "late" => steps.Where(f => f.DoneAt == null && f.DueAt < now).OrderBy(f => f.DueAt),
            "done" => steps.Where(f => f.DoneAt != null).OrderByDescending(f => f.DoneAt),
            _ => steps.OrderByDescending(f => f.DueAt),
        };
        var rows = await steps.Take(500).ToListAsync(stop);
        var ids = rows.Select(r => r.CaseId).Distinct().ToList();
        var codes = await store.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Code, stop);
        return (show, rows.ConvertAll(r => new FollowRow(r, codes[r.CaseId])));
    }

    static async Task<IResult> ExportAsync(HttpRequest request, ConsultsStore store, CaseBook cases, IOrganisations organisations, TimeProvider clock, Words words,
        CancellationToken stop)
    {
        var (_, rows) = await RowsAsync(request, store, cases, clock, stop);
        var names = await organisations.NamesAsync(rows.Select(r => r.Step.FacilityId).Distinct(), null, stop);
        Column[] head = [words["Ca"], words["Đơn vị"], words["Lần theo dõi"], words["Hạn"], words["Ghi lúc"], words["Tình trạng người bệnh"], words["Chuyển cơ sở"],
            words["Chuyển trả về"]];
        return Export.Of("theo-doi-hoi-chan", head, rows.Select(r => new object?[]
        {
            r.Code, names.GetValueOrDefault(r.Step.FacilityId), words[FollowUpWords.Of(r.Step.Kind)], r.Step.DueAt, r.Step.DoneAt,
            words[FollowUpWords.Of(r.Step.Outcome)],
            r.Step.DoneAt is null ? "" : words[FollowUpWords.Of(r.Step.Transfer)], r.Step.BackReferral ? words["có"] : "",
        }));
    }
}
