using System.Text;
using System.Text.Json.Nodes;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Certificates.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Certificates;

/// <summary>What anybody may read: the check of a certificate, public keys, who an issuer is, which certificates were revoked. GET only; nothing is written.</summary>
static class OpenRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // Open: whoever holds the paper checks it without an account.
        routes.MapGet("/verify/certificate/{code}", async (string code, string? jws, Verifying use, CancellationToken stop) =>
            Show.Page<VerifyPage>(new { Model = (object)await use.FindAsync(code, Brought(jws), stop) })).Open();
        routes.MapGet("/verify/certificate", async (string? jws, Verifying use, CancellationToken stop) =>
        {
            if (Brought(jws) is not { Length: > 0 } text) return Show.Page<VerifyAskPage>();
            return Show.Page<VerifyPage>(new { Model = (object)await use.FindAsync(Verifying.CodeOf(text), text, stop) });
        }).Open();
        // Open: programs of others check signatures and revocations without asking us who they are.
        routes.MapGet("/certificates/keys/{kid}", async (string kid, HttpContext context, IssuerKeys keys, CancellationToken stop) =>
            await keys.FindAsync(kid, stop) is { } key ? Say(context, JsonNode.Parse(key.Jwk)!) : throw Refusal.Missing("Không có khóa này.")).Open();
        routes.MapGet("/certificates/issuers/{id:guid}", IssuerAsync).Open();
        routes.MapGet("/certificates/issuers/{id:guid}/jwks", async (Guid id, HttpContext context, IssuerKeys keys, CancellationToken stop) =>
            Say(context, new { keys = await keys.OfAsync(id, stop) })).Open();
        routes.MapGet("/certificates/status/{id:guid}/{list:int}", ListAsync).Open();
    }

    static string Brought(string? text) => text is { Length: > Jws.Most }
        ? throw new Refusal(RefusalKind.Invalid, "Nội dung dài quá {0} ký tự. Xin rút gọn.", Jws.Most) { Field = "jws" } : text ?? "";

    static async Task<IResult> IssuerAsync(Guid id, HttpContext context, IssuerKeys keys, Site site, IOrganisations organisations, CancellationToken stop)
    {
        if ((await keys.OfAsync(id, stop)).Count == 0 || await organisations.FindAsync(id, null, stop) is not { } card) throw Refusal.Missing("Không có đơn vị cấp này.");
        return Say(context, new JsonObject
        {
            ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"),
            ["id"] = OpenBadge.Issuer(site.Of(context), id),
            ["type"] = new JsonArray("Profile"),
            ["name"] = card.Name,
            ["jwks_uri"] = OpenBadge.Issuer(site.Of(context), id) + "/jwks",
        });
    }

    static async Task<IResult> ListAsync(Guid id, int list, HttpContext context, CertificatesStore store, IssuerKeys keys, Site site, TimeProvider clock, CancellationToken stop)
    {
        var rows = store.Certificates.IgnoreQueryFilters(["org"]).AsNoTracking().Where(c => c.IssuerId == id && c.StatusList == list);
        if (!await rows.AnyAsync(stop)) throw Refusal.Missing("Không có danh sách này.");
        var ended = await rows.Where(c => c.State != CertificateState.Valid).Select(c => c.StatusIndex).ToListAsync(stop);
        var (address, year) = (site.Of(context), clock.Today().Year);
        var kid = await keys.PublishAsync(id, year, stop);
        using var key = keys.Private(id, year);
        var claims = OpenBadge.List(address, id, list, ended, clock.GetUtcNow());
        (context.Response.Headers.AccessControlAllowOrigin, context.Response.Headers.CacheControl) = ("*", "public, max-age=300");
        return Results.Text(Jws.Sign(key, OpenBadge.Key(address, kid), "JWT", Encoding.UTF8.GetBytes(claims.ToJsonString())), "application/vc+jwt");
    }

    static IResult Say(HttpContext context, object answer)
    {
        (context.Response.Headers.AccessControlAllowOrigin, context.Response.Headers.CacheControl) = ("*", "public, max-age=300");
        return Results.Json(answer);
    }
}
