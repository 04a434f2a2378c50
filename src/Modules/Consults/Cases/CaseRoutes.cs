using LienY.Consults.Pages;
using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>Lists, clocks, the page of a case, its files.</summary>
static class CaseRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/consults", async (HttpRequest request, CaseListing list, CancellationToken stop) =>
            Show.Page<CasesPage>(new { Model = await list.ListAsync(CasesAsk.Of(request), stop) })).Needs(ConsultsRights.See);
        routes.MapExport("/consults/cases", ExportAsync).Needs(ConsultsRights.See);
        routes.MapGet("/consults/clocks", async (HttpContext context, CaseListing list, TimeProvider clock, CancellationToken stop) =>
        {
            // The page is right when it is loaded; it loads itself anew each minute, with or without scripts.
            context.Response.Headers.Append("Refresh", "60");
            return Show.Page<ClocksPage>(new { Model = new ClocksView(await list.RunningAsync(stop), clock.GetUtcNow()) });
        }).Needs(ConsultsRights.See);
        routes.MapGet("/consults/cases/{id:guid}", async (Guid id, CaseShowing showing, CancellationToken stop) =>
            Show.Page<CasePage>(new { Model = await showing.ShowAsync(id, stop) })).Needs(ConsultsRights.See);
        routes.MapGet("/consults/cases/{id:guid}/files/{file:guid}", FileAsync).Needs(ConsultsRights.See);
        routes.MapGet("/consults/cases/{id:guid}/paper", PaperAsync).Needs(ConsultsRights.See);
        routes.MapGet("/api/consults/cases", ApiAsync).Needs(ConsultsRights.See);
    }

    static async Task<IResult> ExportAsync(HttpRequest request, CaseListing list, Words words, CancellationToken stop)
    {
        var ask = CasesAsk.Of(request);
        string[] heads = [Words.Key("Mã ca"), Words.Key("Đơn vị kia"), Words.Key("Chuyên khoa"), Words.Key("Mức khẩn"), Words.Key("Trạng thái"), Words.Key("Mã bệnh"),
            Words.Key("Gửi lúc"), Words.Key("Hạn"), Words.Key("Tiếp nhận lúc"), Words.Key("Người tiếp nhận")];
        return Export.Of("ca-hoi-chan", [.. heads.Select(h => new Column(words[h]))],
            (await list.AllAsync(ask with { Box = ask.Box.Length == 0 ? "in" : ask.Box }, stop)).Select(l =>
            (IReadOnlyList<object?>)[l.One.Code, l.Other, words[Specialties.Name(l.One.Specialty)], words[CaseWords.Of(l.One.Urgency)], words[CaseWords.Of(l.One.State)],
                l.One.DiagnosisCode, l.One.SentAt, l.One.DueAt, l.One.AcceptedAt, l.One.AcceptedByName]));
    }

    static async Task<IResult> FileAsync(Guid id, Guid file, CaseBook book, ConsultsStore store, IFiles files, Seats seats, Abroad abroad, TimeProvider clock,
        CancellationToken stop)
    {
        var one = await book.FindAsync(id, stop);
        var row = await store.Attachments.AsNoTracking().SingleOrDefaultAsync(a => a.Id == file && a.CaseId == id && a.RemovedAt == null, stop)
            ?? throw Refusal.Missing("Không có tệp này.");
        Guid? basis = null;
        if (row.OrganisationId == one.AskingId && !await seats.HoldsAsync(ConsultsRights.See, one.AskingId, stop))
        {
            var now = clock.GetUtcNow();
            var releases = await store.Releases.AsNoTracking().Where(r => r.CaseId == id && r.ReceiverId == one.AnsweringId).ToListAsync(stop);
            var release = releases.FirstOrDefault(r => r.IsLive(now));
            if (row.ShowsIdentity && (release is null || !await abroad.MayNameAsync(one, stop)))
                throw Refusal.Forbidden("Tệp này có thể cho biết người bệnh là ai. Chỉ mở được khi có văn bản đồng ý của người bệnh đang còn hiệu lực.");
            basis = release?.BasisId;
        }
        store.Trace("consult.file.read", "consults_attachment", file.ToString(), "ok", basis?.ToString());
        await store.SaveChangesAsync(stop);
        return Handed(await files.OpenAsync(row.OrganisationId, row.Hash, stop), row.Nature, row.MediaType, row.Name);
    }

    static async Task<IResult> PaperAsync(Guid id, CaseBook book, ConsultsStore store, IFiles files, Seats seats, CancellationToken stop)
    {
        var one = await book.FindAsync(id, stop);
        await seats.MustAsync(ConsultsRights.See, one.AskingId, stop);
        var release = await store.Releases.AsNoTracking().Where(r => r.CaseId == id && r.Evidence != null).OrderByDescending(r => r.MadeAt).FirstOrDefaultAsync(stop)
            ?? throw Refusal.Missing("Không có tệp này.");
        store.Trace("consult.paper.read", "consults_release", release.Id.ToString());
        await store.SaveChangesAsync(stop);
        return Results.File(await files.OpenAsync(one.AskingId, release.Evidence!, stop), "application/octet-stream", release.EvidenceName);
    }

    // Only what was known by its bytes is shown; everything else is a file to keep, never something a browser would run.
    static IResult Handed(Stream content, FileNature nature, string type, string name) => nature is FileNature.Picture or FileNature.Pdf
        ? Results.File(content, type) : Results.File(content, "application/octet-stream", name);

    static async Task<IResult> ApiAsync(HttpRequest request, CaseListing list, CancellationToken stop)
    {
        var ask = CasesAsk.Of(request);
        return Results.Json((await list.AllAsync(ask with { Box = ask.Box.Length == 0 ? "in" : ask.Box }, stop)).Select(l => new
        {
            id = l.One.Id,
            code = l.One.Code,
            state = l.One.State.ToString(),
            urgency = l.One.Urgency.ToString(),
            specialty = l.One.Specialty,
            sent = l.One.SentAt,
            due = l.One.DueAt,
            accepted = l.One.AcceptedAt,
        }));
    }
}

/// <summary>Clocks that run.</summary>
sealed record ClocksView(IReadOnlyList<CaseLine> Lines, DateTimeOffset Now);
