using System.Data.Common;
using LienY.Fhir;
using LienY.Kernel;

namespace LienY.Apps;

/// <summary>An authorization request that may be answered: application and address are known to be a pair.</summary>
/// <param name="State">What the application wants back untouched.</param>
/// <param name="Scopes">What it asks for, as far as it is registered for it.</param>
/// <param name="Launch">The patient in whose context it was opened; null: none.</param>
sealed record AuthorizeAsk(AppCard App, string Redirect, string? State, SmartScopes Scopes, string Challenge, string? Nonce, OpenLaunch? Launch, bool IsSilent)
{
    /// <summary>Parameters that a page carries along, in their order.</summary>
    public static readonly IReadOnlyList<string> Names =
        ["response_type", "client_id", "redirect_uri", "scope", "state", "aud", "code_challenge", "code_challenge_method", "nonce", "launch", "prompt",
            "response_mode"];

    /// <summary>A patient has to be chosen.</summary>
    public bool NeedsPatient => Launch is null && (Scopes.Has("launch/patient") || Scopes.Clinical.Any(c => c.Seat == ScopeSeat.Patient));

    /// <summary>The address with an answer.</summary>
    public static string Answer(string redirect, params (string Name, string? Value)[] answer) =>
        redirect + (redirect.Contains('?', StringComparison.Ordinal) ? '&' : '?')
            + string.Join('&', answer.Where(a => a.Value is not null).Select(a => $"{a.Name}={Uri.EscapeDataString(a.Value!)}"));

    /// <summary>
    /// Reads a request in the order that keeps it safe: first application and address (what fails there is told to the person, never sent anywhere), then the rest
    /// (what fails there is told to the application).
    /// </summary>
    public static async Task<AuthorizeAsk> ReadAsync(DbConnection connection, Given given, string fhir, Guid? user, DateTimeOffset now, CancellationToken stop)
    {
        if (await AppBook.FindAsync(connection, given["client_id"], stop) is not { IsOn: true, Kind: not AppKind.Backend } app)
            throw new NoWayBack(Words.Key("Ứng dụng gửi yêu cầu này chưa được đăng ký hoặc đã tắt."));
        if (given["redirect_uri"] is not { } redirect || !app.Answers(redirect))
            throw new NoWayBack(Words.Key("Địa chỉ nhận kết quả không trùng với địa chỉ ứng dụng đã đăng ký nên yêu cầu bị dừng lại."));
        string? state = null;
        try
        {
            state = given["state"];
            if (given.Must("response_type") != "code") throw new OAuthProblem("unsupported_response_type", "Only 'code' is supported.");
            if (given["response_mode"] is { } mode && mode != "query") throw OAuthProblem.Request("Only response_mode 'query' is supported.");
            if (given["request"] is not null || given["request_uri"] is not null)
                throw new OAuthProblem("request_not_supported", "Request objects are not supported.");
            if (given["code_challenge_method"] != "S256") throw OAuthProblem.Request("PKCE with code_challenge_method S256 is required; 'plain' is refused.");
            var challenge = given.Must("code_challenge");
            if (challenge.Length != 43 || !challenge.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
                throw OAuthProblem.Request("'code_challenge' must be the base64url of a SHA-256.");
            var scopes = SmartScopes.Parse(given.Must("scope")).Within(SmartScopes.Parse(app.Scopes));
            if (scopes.Clinical.Count == 0 && scopes.Words.Count == 0) throw new OAuthProblem("invalid_scope", "None of these scopes is registered for the client.");
            // A token must not be brought to another server than the one that the application means (SMART App Launch 2.2, "aud").
            if (given["aud"]?.TrimEnd('/') is { } aud ? aud != fhir : scopes.Clinical.Count > 0)
                throw OAuthProblem.Request("'aud' must be the base address of this FHIR server: " + fhir);
            var launch = given["launch"] is { } token ? await OpenLaunch.FindAsync(connection, token, app.Id, user, now, stop)
                ?? throw OAuthProblem.Request("'launch' is unknown, was used, or has expired.") : null;
            return new(app, redirect, state, scopes, challenge, given["nonce"], launch, given["prompt"] == "none");
        }
        catch (OAuthProblem problem)
        {
            throw new WayBack(redirect, state, problem);
        }
    }
}

/// <summary>An application that a person has just opened from a patient's page.</summary>
sealed record OpenLaunch(byte[] Hash, Guid PersonId, string Purpose)
{
    /// <summary>How long it waits for the application to ask.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>The launch behind a token, for this application and this person only (whoever has not signed in yet is asked later).</summary>
    public static async Task<OpenLaunch?> FindAsync(DbConnection connection, string token, Guid app, Guid? user, DateTimeOffset now, CancellationToken stop) =>
        (await connection.RowsAsync("select hash, person_id, purpose from apps_launch where hash = @p0 and app_id = @p1 "
            + "and (@p2 = 0 or user_id = @p3) and expires_at > @p4 and used_at is null",
            r => new OpenLaunch((byte[])r.GetValue(0), r.GetGuid(1), r.GetString(2)), stop, Secret.Hash(token), app, user is null ? 0 : 1, user ?? Guid.Empty, now))
                .FirstOrDefault();
}

/// <summary>A request that is told to the person only: where its answer should go is not known to be safe.</summary>
sealed class NoWayBack(string text) : Exception(text);

/// <summary>A request whose fault the application is told.</summary>
sealed class WayBack(string redirect, string? state, OAuthProblem problem) : Exception(problem.Message)
{
    /// <summary>The address with the error.</summary>
    public string Address(string issuer) => AuthorizeAsk.Answer(redirect, ("error", problem.Error), ("error_description", problem.Message), ("state", state),
        ("iss", issuer));
}
