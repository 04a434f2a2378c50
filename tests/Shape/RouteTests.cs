using LienY.Kernel;
using LienY.Site;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Shape;

/// <summary>Deny unless allowed.</summary>
public sealed class RouteTests(SqliteSite site) : IClassFixture<SqliteSite>
{
    IEnumerable<RouteEndpoint> Routes => site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    [Fact]
    public void Every_route_says_who_may_enter() =>
        Assert.Empty(Routes.Where(r => r.Metadata.GetMetadata<Guarded>() is null).Select(r => r.RoutePattern.RawText));

    [Fact]
    public void Few_routes_are_open_and_each_is_known()
    {
        string[] known =
        [
            "/_/{hash}/{**name}", "/health/ready", "/language", "/set-up", "/sign-in", "/sign-in/code", "/sign-in/passkey", "/sign-in/passkey/options", "/sign-out",
            "/invitation/{code}", "/calendar/feed/{secret}.ics", "/boards/open/{address}", "/mail/confirm/{secret}", "/mail/unsubscribe/{token}",
            "/mail/done", "/public", "/public/plans/{slug}",
            // The feed: software of hospitals signs in with keys of its own, never with a person's session.
            "/api/auth/token/take", "/api/kcb/xml/qd3176/guiHoSoXml", "/api/kcb/tra-cuu-trang-thai/{maGiaoDich}", "/api/token", "/api/Cong130/CheckIn", "/api/feed/files", "/api/feed/files/{id:guid}",
            // Applications: what they find the way by, and where they prove themselves (RFC 6749, 7009, 7662).
            "/.well-known/smart-configuration", "/fhir/.well-known/smart-configuration", "/.well-known/openid-configuration", "/fhir/.well-known/openid-configuration",
            "/oauth/jwks", "/oauth/authorize", "/oauth/token", "/oauth/introspect", "/oauth/revoke", "/oauth/userinfo",
            // Rooms: the line asks for a pass; guests without an account come by a link whose secret is the leave.
            "/rooms/{id:guid}/live", "/rooms/guest/{link}", "/rooms/guest/{link}/pass", "/rooms/guest/{link}/exhibits", "/rooms/guest/{link}/files/{file:guid}", "/rooms/guest/{link}/pages",
            "/rooms/guest/{link}/pages/{page:int}",
            // What a presenter shows, to guests who were let in.
            "/rooms/guest/{link}/shown", "/rooms/guest/{link}/shown/pages", "/rooms/guest/{link}/shown/pages/{page:int}",
            // Anybody who holds a paper of minutes may ask whether it is the kept one; the page says nothing of a patient.
            "/verify/minutes/{code}",
            // Anybody who holds a certificate checks every field of it; programs of others check signatures and revocations.
            "/verify/certificate/{code}", "/verify/certificate", "/certificates/keys/{kid}", "/certificates/issuers/{id:guid}", "/certificates/issuers/{id:guid}/jwks",
            "/certificates/status/{id:guid}/{list:int}",
            // Anybody who was handed a signed paper asks what its signatures are worth; nothing is kept, and one address has to wait after some.
            "/verify/paper",
            // What a FHIR server can do is told to everybody (FHIR R4 §3.1.0.7).
            "/fhir/metadata",
        ];
        Assert.Empty(Routes.Where(r => r.Metadata.GetMetadata<Guarded>() is { IsOpen: true }).Select(r => r.RoutePattern.RawText).Except(known));
    }

    [Fact]
    public async Task A_stranger_gets_nothing_from_any_guarded_route()
    {
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Url };
        foreach (var route in Routes.Where(r => r.Metadata.GetMetadata<Guarded>() is { IsOpen: false }))
        {
            var path = System.Text.RegularExpressions.Regex.Replace(route.RoutePattern.RawText!, @"\{[^}]*\}",
                part => part.Value.Contains(":int", StringComparison.Ordinal) ? "1" : "0198aaaa-0000-7000-8000-000000000001");
            foreach (var method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                using var answer = await stranger.SendAsync(request);
                Assert.True((int)answer.StatusCode is 302 or 401 or 403 or 422, $"{method} {path} gave {(int)answer.StatusCode}");
            }
        }
    }
}
