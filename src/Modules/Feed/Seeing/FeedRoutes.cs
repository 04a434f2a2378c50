using LienY.Contracts;
using LienY.Design;
using LienY.Feed.Pages;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Feed;

/// <summary>Pages of what arrived, sending by page, originals, and lists as files.</summary>
static class FeedRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var most = Shape.MostBytes(routes.ServiceProvider.GetRequiredService<FeedRules>());
        routes.MapGet("/feed", ListAsync).Needs(FeedRights.See);
        routes.MapExport("/feed", ExportListAsync).Needs(FeedRights.See);
        routes.MapGet("/feed/{id:guid}", HospitalAsync).Needs(FeedRights.See);
        routes.MapGet("/feed/{id:guid}/files", FilesAsync).Needs(FeedRights.See);
        routes.MapExport("/feed/{id:guid}/files", FeedExports.FilesAsync).Needs(FeedRights.See);
        routes.MapPost("/feed/{id:guid}/files", SendAsync).Needs(FeedRights.Send)
            .DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(most)); // Parts.OfPageAsync asks for the proof itself.
        routes.MapGet("/feed/{id:guid}/faults", FaultsAsync).Needs(FeedRights.Open);
        routes.MapExport("/feed/{id:guid}/faults", FeedExports.FaultsAsync).Needs(FeedRights.Open);
        routes.MapGet("/feed/files/{id:guid}", FileAsync).Needs(FeedRights.See);
        routes.MapExport("/feed/files/{id:guid}/faults", FeedExports.FileFaultsAsync).Needs(FeedRights.Open);
        routes.MapGet("/feed/files/{id:guid}/original", OriginalAsync).Needs(FeedRights.Originals);
        routes.MapPost("/feed/files/{id:guid}/again", AgainAsync).Needs(FeedRights.Send);
        routes.MapGet("/feed/episodes/{id:guid}", async (Guid id, int? version, string? row, EpisodeDesk desk, CancellationToken stop) =>
            Show.Page<EpisodePage>(new { Model = await desk.LoadAsync(id, version, row, stop) })).NeedsSignIn();
    }

    static async Task<IResult> ListAsync(Overview overview, Caller caller, CancellationToken stop)
    {
        var lines = await overview.LinesAsync(stop);
        return lines is [var only] ? Results.Redirect($"/feed/{only.Facility.Id}") : Show.Page<HospitalsPage>(new { Model = new HospitalsView(lines, caller.May(FeedRights.Trust, caller.OrganisationId) ? caller.OrganisationId : null) });
    }

    static async Task<IResult> ExportListAsync(Overview overview, Words words, CancellationToken stop) => FeedExports.Hospitals(await overview.LinesAsync(stop), words);

    static async Task<IResult> HospitalAsync(Guid id, int? days, FeedDesk desk, CancellationToken stop) =>
        Show.Page<HospitalPage>(new { Model = await desk.HospitalAsync(id, days is 7 or 30 ? days.Value : 14, stop) });

    static async Task<IResult> FilesAsync(Guid id, string? outcome, string? channel, string? from, string? to, int? page, FeedDesk desk, CancellationToken stop) =>
        Show.Page<FilesPage>(new { Model = await desk.FilesAsync(id, AskOf(outcome, channel, from, to, page), stop) });

    /// <summary>Reads what stands in an address; what cannot be read counts as not asked.</summary>
    internal static FilesAsk AskOf(string? outcome, string? channel, string? from, string? to, int? page) => new(
        Enum.TryParse<FileOutcome>(outcome, out var o) && Enum.IsDefined(o) ? o : null, Enum.TryParse<Channel>(channel, out var c) && Enum.IsDefined(c) ? c
            : null, Day(from), Day(to), Math.Max(1, page ?? 1));

    static DateOnly? Day(string? text) => Say.TryDay(text, out var day) && day.Year is > 2000 and < 2200 ? day : null;

    static async Task<IResult> FileAsync(Guid id, string? show, int? page, FeedDesk desk, CancellationToken stop) =>
        Show.Page<FilePage>(new { Model = await desk.FileAsync(id, show is "refused" or "warned" ? show : "all", page ?? 1, stop) });

    static async Task<IResult> FaultsAsync(Guid id, string? rule, string? only, int? page, FeedDesk desk, CancellationToken stop) =>
        Show.Page<FaultsPage>(new { Model = await desk.FaultsAsync(id, rule ?? "", only == "refusals", page ?? 1, stop) });

    static async Task<IResult> SendAsync(Guid id, HttpContext context, Facilities facilities, Receipts receipts, Taking taking, Caller caller, CancellationToken stop)
    {
        caller.MustHold(FeedRights.Send, id);
        var facility = await facilities.ReachedAsync(id, stop);
        var kept = await Parts.OfPageAsync(context, id, receipts, stop);
        var (_, taken) = await taking.TakeAsync(new(id, facility.Code, null, caller.Name), Channel.Page, kept, null, stop);
        return taken is [var one] ? Show.Done(context, $"/feed/files/{one.Id}")
            : Show.Done(context, $"/feed/{id}/files", Words.Key("Đã nhận các tệp; kết quả kiểm tra ở bảng dưới."));
    }

    static async Task<IResult> AgainAsync(Guid id, HttpContext context, FeedDesk desk, Receipts receipts, Taking taking, Caller caller, CancellationToken stop)
    {
        var file = await desk.ReachedAsync(id, stop);
        caller.MustHold(FeedRights.Send, file.OrganisationId);
        if (file.State != FileState.Done) throw Refusal.Conflict("Tệp này đang được kiểm tra. Xin đợi xong rồi kiểm tra lại.");
        var (_, taken) = await taking.TakeAsync(new(file.OrganisationId, "", null, caller.Name), Channel.Again, [new(file.Name, new(file.Hash, file.Size))], null, stop);
        return Show.Done(context, $"/feed/files/{taken[0].Id}", Words.Key("Đã kiểm tra lại theo bộ quy tắc hiện hành."));
    }

    static async Task<IResult> OriginalAsync(Guid id, FeedDesk desk, FeedStore store, IFiles files, Caller caller, CancellationToken stop)
    {
        var file = await desk.ReachedAsync(id, stop);
        caller.MustHold(FeedRights.Originals, file.OrganisationId);
        var content = await files.OpenAsync(file.OrganisationId, file.Hash, stop);
        store.Trace("feed.file.download", "feed_file", id.ToString());
        await store.SaveChangesAsync(stop);
        // Never as something a browser would show: what hospitals send is not ours to run.
        return Results.Stream(content, "application/octet-stream", file.Name);
    }
}
