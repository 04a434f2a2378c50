using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Feed;

/// <summary>
/// Our own shape: the bytes of an XML or zip file as the body, or several as multipart. A key signs (token, or user and password at once), or a person's
/// program with its API token. 200 when checked, 202 with an address to look up when it waits.
/// </summary>
static class PlainShape
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var most = Shape.MostBytes(routes.ServiceProvider.GetRequiredService<FeedRules>());
        // Open: keys of the feed are no accounts; a person's token is looked at too, and its right is checked.
        routes.MapPost("/api/feed/files", SendAsync).Open().DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(most));
        routes.MapGet("/api/feed/files/{id:guid}", OneAsync).Open();
    }

    static async Task<IResult> SendAsync(string? name, string? facility, HttpContext context, Door door, Receipts receipts, Taking taking, CancellationToken stop)
    {
        var sender = await door.SenderAsync(context, facility, stop);
        IReadOnlyList<KeptFile> kept = context.Request.HasFormContentType && context.Request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            ? await Parts.KeepAsync(context.Request, sender.OrganisationId, receipts, stop)
            : [await receipts.KeepAsync(sender.OrganisationId, name ?? "hoso.xml", context.Request.Body, stop)];
        var (batch, files) = await taking.TakeAsync(sender, Channel.Plain, kept, facility, stop);
        var waiting = files.Any(f => f.State == 0);
        if (waiting) context.Response.Headers.Location = "/api/feed/files/" + files.First(f => f.State == 0).Id;
        return Results.Json(new { batch, files = files.Select(Tell) }, statusCode: waiting ? 202 : 200);
    }

    static async Task<IResult> OneAsync(Guid id, string? facility, HttpContext context, Door door, FileAnswers answers, CancellationToken stop)
    {
        var sender = await door.SenderAsync(context, facility, stop);
        return await answers.OfAsync(sender.OrganisationId, [id], stop) is [var found] ? Results.Json(Tell(found)) : throw Refusal.Missing("Không tìm thấy tệp này.");
    }

    static object Tell(FileAnswer f) => new
    {
        id = f.Id,
        name = f.Name,
        state = f.State == 0 ? "received" : "done",
        outcome = f.Outcome?.ToString().ToLowerInvariant(),
        episodes = f.Episodes,
        accepted = f.Accepted,
        warned = f.Warned,
        refused = f.Refused,
        same = f.Same,
        faults = f.Faults.Select(l => new
        {
            refuses = l.IsRefusal,
            rule = l.Rule,
            episode = l.Key,
            table = l.Table,
            row = l.Row,
            field = l.Field,
            text = l.Says,
            remedy = l.Remedy
        }),
    };

    /// <summary>Who sends to our own address.</summary>
    internal sealed class Door(KeyRing keys, Facilities facilities, Caller caller)
    {
        /// <summary>A key of the feed; or a person's token, whose post must be at the hospital itself.</summary>
        public async Task<Sender> SenderAsync(HttpContext context, string? facility, CancellationToken stop)
        {
            if (context.Request.Headers.Authorization.Count == 0 || !caller.IsKnown) return await keys.SenderAsync(context, stop);
            var hospital = facility is { Length: > 0 } ? await facilities.OfCodeAsync(facility, stop) : await facilities.FindAsync(caller.OrganisationId, stop);
            if (hospital is null) throw Refusal.Invalid("Không có cơ sở khám chữa bệnh nào mang mã này.");
            caller.MustHold(FeedRights.Send, hospital.Id);
            return new(hospital.Id, hospital.Code, null, caller.Name);
        }
    }
}
