using System.Security.Cryptography;
using System.Text;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Messages.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace LienY.Messages;

/// <summary>Addresses of calendar feeds: making and revoking them, and the feed itself.</summary>
static class FeedRoutes
{
    const int Most = 10;

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/account/calendar", async (MessagesStore store, Caller caller, CancellationToken stop) =>
            Show.Page<FeedsPage>(new { Model = (object)new FeedsView(await Own(store, caller).ToListAsync(stop), null) })).NeedsSignIn();
        routes.MapPost("/account/calendar", MakeAsync).NeedsSignIn();
        routes.MapPost("/account/calendar/{id:guid}/revoke", RevokeAsync).NeedsSignIn();
        // Open: a calendar program cannot sign in; the secret in the address is the key, and can be revoked.
        routes.MapGet("/calendar/feed/{secret}.ics", SayAsync).Open();
    }

    static IQueryable<CalendarFeed> Own(MessagesStore store, Caller caller) =>
        store.Feeds.Where(f => f.UserId == caller.UserId && f.RevokedAt == null).OrderByDescending(f => f.CreatedAt);

    static async Task<IResult> MakeAsync(HttpContext context, MessagesStore store, Caller caller, SignInRules rules, Words words, TimeProvider clock, CancellationToken stop)
    {
        if (caller.UserId is not { } user || context.Request.Headers.Authorization.Count > 0)
            throw Refusal.Forbidden("Việc này chỉ làm được khi đăng nhập bằng trình duyệt, không làm bằng mã truy cập.");
        var form = await Form.ReadAsync(context.Request, stop);
        if (await Own(store, caller).CountAsync(stop) >= Most) throw Refusal.Invalid("Ông/bà đã có {0} địa chỉ lịch. Xin thu hồi địa chỉ không còn dùng.", Most);
        var secret = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var feed = new CalendarFeed
        {
            UserId = user,
            Name = form.Text("name", 60) is { Length: > 0 } name ? name : words["Lịch"],
            Hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret)),
            Language = words.Language,
            CreatedAt = clock.GetUtcNow(),
        };
        store.Feeds.Add(feed);
        store.Trace("calendar.feed.make", "messages_feed", feed.Id.ToString());
        await store.SaveChangesAsync(stop);
        // Shown once, on the answer itself: the secret never stands in a cookie or in an address of a page.
        context.Response.Headers.CacheControl = "no-store";
        return Show.Page<FeedsPage>(new { Model = (object)new FeedsView(await Own(store, caller).ToListAsync(stop), $"{Site(context, rules)}/calendar/feed/{secret}.ics") });
    }

    static async Task<IResult> RevokeAsync(Guid id, HttpContext context, MessagesStore store, Caller caller, TimeProvider clock, CancellationToken stop)
    {
        var feed = await Own(store, caller).SingleOrDefaultAsync(f => f.Id == id, stop) ?? throw Refusal.Missing("Không có địa chỉ lịch này, hoặc đã thu hồi.");
        feed.RevokedAt = clock.GetUtcNow();
        store.Trace("calendar.feed.revoke", "messages_feed", id.ToString());
        await store.SaveChangesAsync(stop);
        return Show.Done(context, "/account/calendar", Words.Key("Đã thu hồi địa chỉ lịch."));
    }

    static async Task<IResult> SayAsync(string secret, HttpContext context, MessagesStore store, FeedSaying saying, SignInRules rules, CancellationToken stop)
    {
        if (secret.Length > 100) return Results.StatusCode(StatusCodes.Status404NotFound);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        var feed = await store.Feeds.SingleOrDefaultAsync(f => f.Hash == hash, stop);
        if (feed is null) return Results.Text("Not found", statusCode: StatusCodes.Status404NotFound);
        var file = feed.RevokedAt is null ? await saying.SayAsync(feed, Site(context, rules), stop) : null;
        if (file is null) return Results.Text("Gone", statusCode: StatusCodes.Status410Gone);
        var etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file)))[..32]}\"";
        context.Response.Headers.ETag = etag;
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        if (context.Request.Headers.IfNoneMatch.SelectMany(v => (v ?? "").Split(',')).Any(v => v.Trim() is var t && (t == "*" || t == etag || t == "W/" + etag)))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        return Results.Text(file, "text/calendar; charset=utf-8", Encoding.UTF8);
    }

    static string Site(HttpContext context, SignInRules rules) => rules.PublicUrl.Length > 0 ? rules.PublicUrl.TrimEnd('/') : $"{context.Request.Scheme}://{context.Request.Host}";
}

/// <summary>What the page of feeds shows.</summary>
/// <param name="Address">The address that was just made; shown only now.</param>
sealed record FeedsView(IReadOnlyList<CalendarFeed> Feeds, string? Address);
