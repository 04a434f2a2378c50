using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Apps;

/// <summary>An error as RFC 6749 §5.2 writes it: a word for programs, a sentence in English for who writes them. Never anything of a person.</summary>
sealed class OAuthProblem(string error, string description, int status = 400) : Exception(description)
{
    /// <summary>The word.</summary>
    public string Error => error;

    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>The application whose try it was, where it is known.</summary>
    public Guid? AppId { get; init; }

    /// <summary>Seconds to wait (429).</summary>
    public int? Wait { get; init; }

    /// <summary>The request is not as it must be.</summary>
    public static OAuthProblem Request(string description) => new("invalid_request", description);

    /// <summary>Code, token or verifier are not good.</summary>
    public static OAuthProblem Grant(string description) => new("invalid_grant", description);

    /// <summary>The application did not prove who it is.</summary>
    public static OAuthProblem Client(string description, Guid? app = null) => new("invalid_client", description, 401) { AppId = app };

    /// <summary>
    /// Runs the work of an end point for programs; nothing of it is ever kept by a cache, and scripts of other sites may read it (no cookie is looked at).
    /// </summary>
    public static async Task<IResult> AnswerAsync(HttpContext context, Func<Task<object?>> work)
    {
        var headers = context.Response.Headers;
        (headers.CacheControl, headers.Pragma, headers.AccessControlAllowOrigin) = ("no-store", "no-cache", "*");
        try
        {
            return await work() is { } answer ? Results.Json(answer, Plain) : Results.Ok();
        }
        catch (OAuthProblem problem)
        {
            if (problem.Wait is { } wait) headers.RetryAfter = wait.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (problem.Status == 401) headers.WWWAuthenticate = $"{(problem.Error == "invalid_token" ? "Bearer" : "Basic")} realm=\"Lien Y\", error=\"{problem.Error}\"";
            return Results.Json(new { error = problem.Error, error_description = problem.Message }, Plain, statusCode: problem.Status);
        }
        catch (Refusal refusal)
        {
            return Results.Json(new { error = "invalid_request", error_description = "The form could not be read." }, Plain, statusCode: refusal.Status == 503 ? 503
                : 400);
        }
    }

    static readonly System.Text.Json.JsonSerializerOptions Plain = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };
}

/// <summary>Parameters of a request, each at most once (RFC 6749 §3.1, §3.2).</summary>
sealed class Given(Func<string, Microsoft.Extensions.Primitives.StringValues> of)
{
    const int Most = 8_000;

    /// <summary>Parameters of the address.</summary>
    public static Given Query(HttpRequest request) => new(n => request.Query[n]);

    /// <summary>Parameters of a posted form; anything else is refused.</summary>
    public static async Task<Given> FormAsync(HttpRequest request, CancellationToken stop)
    {
        if (!request.HasFormContentType) throw OAuthProblem.Request("Send application/x-www-form-urlencoded.");
        try
        {
            var form = await request.ReadFormAsync(stop);
            return new(n => form[n]);
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or BadHttpRequestException)
        {
            throw OAuthProblem.Request("The form could not be read.");
        }
    }

    /// <summary>A value, null where it is absent or empty.</summary>
    public string? this[string name]
    {
        get
        {
            var values = of(name);
            if (values.Count > 1) throw OAuthProblem.Request($"Parameter '{name}' stands more than once.");
            var text = values.ToString();
            if (text.Length > Most) throw OAuthProblem.Request($"Parameter '{name}' is too long.");
            return text.Length == 0 ? null : text;
        }
    }

    /// <summary>A value that must be there.</summary>
    public string Must(string name) => this[name] ?? throw OAuthProblem.Request($"Parameter '{name}' is missing.");
}
