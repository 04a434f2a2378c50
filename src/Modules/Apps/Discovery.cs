using LienY.Fhir;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Apps;

/// <summary>
/// What programs read to find the way: SMART configuration, OpenID configuration, public keys; and the answers to browsers that ask before they send.
/// </summary>
static class Discovery
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // Open: an application reads these before it has anything to show.
        foreach (var at in new[] { "/.well-known/smart-configuration", "/fhir/.well-known/smart-configuration", "/.well-known/openid-configuration",
            "/fhir/.well-known/openid-configuration" })
            routes.MapGet(at, (HttpContext context, Site site) => Say(context,
                Configuration(site.Of(context), at.EndsWith("smart-configuration", StringComparison.Ordinal)))).Open().ForApps();
        routes.MapGet("/oauth/jwks", async (HttpContext context, SigningKeys keys, CancellationToken stop) =>
            Say(context, new { keys = await keys.PublicAsync(stop) })).Open().ForApps();
        foreach (var at in new[] { "/oauth/token", "/oauth/introspect", "/oauth/revoke", "/oauth/userinfo" })
            routes.MapMethods(at, ["OPTIONS"], (HttpContext context) =>
            {
                var headers = context.Response.Headers;
                (headers.AccessControlAllowOrigin, headers.AccessControlAllowMethods, headers.AccessControlAllowHeaders, headers.AccessControlMaxAge) =
                    ("*", "GET, POST", "Authorization, Content-Type, Accept", "600");
                return Results.NoContent();
            }).Open().ForApps();
    }

    static IResult Say(HttpContext context, object answer)
    {
        (context.Response.Headers.AccessControlAllowOrigin, context.Response.Headers.CacheControl) = ("*", "public, max-age=300");
        return Results.Json(answer);
    }

    static Dictionary<string, object> Configuration(string site, bool smart)
    {
        var all = new Dictionary<string, object>
        {
            ["issuer"] = site,
            ["jwks_uri"] = site + "/oauth/jwks",
            ["authorization_endpoint"] = site + "/oauth/authorize",
            ["token_endpoint"] = site + "/oauth/token",
            ["introspection_endpoint"] = site + "/oauth/introspect",
            ["revocation_endpoint"] = site + "/oauth/revoke",
            ["userinfo_endpoint"] = site + "/oauth/userinfo",
            ["token_endpoint_auth_methods_supported"] = new[] { "none", "client_secret_basic", "client_secret_post", "private_key_jwt" },
            ["token_endpoint_auth_signing_alg_values_supported"] = Assertion.Algorithms,
            ["grant_types_supported"] = new[] { "authorization_code", "refresh_token", "client_credentials" },
            ["response_types_supported"] = new[] { "code" },
            ["response_modes_supported"] = new[] { "query" },
            ["code_challenge_methods_supported"] = new[] { "S256" },
            ["scopes_supported"] = SmartScopes.Known.Concat(["patient/*.cruds", "user/*.cruds", "system/*.cruds"]),
            ["authorization_response_iss_parameter_supported"] = true,
        };
        if (smart)
        {
            all["capabilities"] = new[]
            {
                "launch-ehr", "launch-standalone", "client-public", "client-confidential-symmetric", "client-confidential-asymmetric", "sso-openid-connect",
                "context-banner", "context-ehr-patient", "context-standalone-patient", "permission-offline", "permission-online", "permission-patient",
                    "permission-user", "permission-v1", "permission-v2",
            };
            return all;
        }
        all["subject_types_supported"] = new[] { "public" };
        all["id_token_signing_alg_values_supported"] = new[] { "ES256" };
        all["claims_supported"] = new[] { "sub", "name", "fhirUser", "nonce" };
        all["prompt_values_supported"] = new[] { "consent", "none" };
        return all;
    }
}
