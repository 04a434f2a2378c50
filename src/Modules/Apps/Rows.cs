namespace LienY.Apps;

/// <summary>What a person (or, for a backend service, its registration) let an application do; every token stems from one and ends with it.</summary>
sealed class Grant
{
    public Guid Id { get; init; }
    public required Guid AppId { get; init; }
    public Guid? UserId { get; init; }
    public required Guid OrganisationId { get; init; }
    public required string Role { get; init; }
    public required string Purpose { get; init; }
    public required string Scopes { get; init; }
    public string? Patient { get; init; }
    public Guid? PersonId { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary><c>app-off</c>, <c>secret</c>, <c>person</c>, <c>revoked</c>, <c>code-replayed</c>, <c>refresh-replayed</c>.</summary>
    public string? EndedReason { get; init; }
}

/// <summary>An authorization code on its way through the browser: one use, sixty seconds.</summary>
sealed class CodeRow
{
    public required byte[] Hash { get; init; }
    public required Guid GrantId { get; init; }
    public required string Redirect { get; init; }
    public required string Challenge { get; init; }
    public string? Nonce { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; init; }
}

/// <summary>An access token.</summary>
sealed class AccessRow
{
    public required byte[] Hash { get; init; }
    public required Guid GrantId { get; init; }
    public required string Scopes { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>A refresh token; used ones stay, so that a second use is noticed.</summary>
sealed class RefreshRow
{
    public required byte[] Hash { get; init; }
    public required Guid GrantId { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; init; }
}

/// <summary>An application that was opened from a patient's page and has not asked yet.</summary>
sealed class LaunchRow
{
    public required byte[] Hash { get; init; }
    public required Guid AppId { get; init; }
    public required Guid UserId { get; init; }
    public required Guid PersonId { get; init; }
    public required string Purpose { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; init; }
}

/// <summary>A signed assertion that was used; it is not taken a second time.</summary>
sealed class AssertionRow
{
    public required Guid AppId { get; init; }
    public required byte[] Jti { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>Failures of an application from one network address, so that a stranger elsewhere does not shut it out.</summary>
sealed class TriesRow
{
    public required Guid AppId { get; init; }
    public required string Address { get; init; }
    public required int Failures { get; init; }
    public required DateTimeOffset FailedAt { get; init; }
    public required DateTimeOffset Until { get; init; }
}

/// <summary>A signing key of the house for id tokens: the private part sealed with the installation's key.</summary>
sealed class KeyRow
{
    public required string Kid { get; init; }
    public required byte[] Sealed { get; init; }
    public required string PublicKey { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
}

/// <summary>Exchanges of one application, day, operation and outcome.</summary>
sealed class LoadRow
{
    public required Guid AppId { get; init; }
    public required DateOnly Day { get; init; }
    public required string Operation { get; init; }
    public required string Outcome { get; init; }
    public required long Times { get; init; }
    public required long Micros { get; init; }
    public required long Slowest { get; init; }
    public required long Bytes { get; init; }
}

/// <summary>One exchange that failed; the text names nobody.</summary>
sealed class FailureRow
{
    public required Guid Id { get; init; }
    public required Guid AppId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Operation { get; init; }
    public required int Status { get; init; }
    public required string Error { get; init; }
}

/// <summary>What the ledger was told of an application's day.</summary>
sealed class ToldRow
{
    public required Guid AppId { get; init; }
    public required DateOnly Day { get; init; }
    public required long Handled { get; set; }
    public required long Failed { get; set; }
    public required int Edition { get; set; }
}
