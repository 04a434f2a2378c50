using LienY.Kernel;

namespace LienY.Accounts;

/// <summary>A signed-in browser: a row, so that it can be ended at once. The cookie holds the secret, the row only its SHA-256.</summary>
sealed class Session
{
    /// <summary>A session ends for good after this, however busy.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Id, also in the trail.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Whose.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>SHA-256 of the secret in the cookie.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The organisation for which the person acts; null: the first post.</summary>
    public Guid? OrganisationId { get; set; }

    /// <summary>How the person signed in: <c>password</c>, <c>password+code</c>, <c>passkey</c>.</summary>
    public required string Means { get; init; }

    /// <summary>Network address at sign-in.</summary>
    public string? Address { get; init; }

    /// <summary>Browser at sign-in.</summary>
    public string? Device { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last use, to the minute.</summary>
    public required DateTimeOffset SeenAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why: <c>sign-out</c>, <c>ended</c>, <c>idle</c>, <c>password</c>, <c>disabled</c>, <c>old</c>.</summary>
    public string? EndedReason { get; private set; }

    /// <summary>Ends it.</summary>
    public void End(DateTimeOffset at, string reason)
    {
        if (EndedAt is not null) return;
        EndedAt = at;
        EndedReason = reason;
    }
}

/// <summary>A token with which a program calls the API as its owner.</summary>
sealed class ApiToken
{
    /// <summary>Longest life.</summary>
    public const int MostDays = 365;

    /// <summary>Id, also in the trail.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Whose.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>Its first characters, to recognise it.</summary>
    public required string Hint { get; init; }

    /// <summary>SHA-256 of the token.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Last use, to the minute.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>A new token and its secret, which is known only now.</summary>
    public static (ApiToken Token, string Secret) Make(Guid account, string name, DateTimeOffset at, int days)
    {
        if (days is < 1 or > MostDays)
            throw new Refusal(RefusalKind.Invalid, "Thời hạn của mã truy cập từ 1 đến {0} ngày.", MostDays) { Field = "days" };
        var secret = "ly_" + Secrets.Random();
        return (new() { AccountId = account, Name = name, Hint = secret[..7], Hash = Secrets.Hash(secret), CreatedAt = at, ExpiresAt = at.AddDays(days) }, secret);
    }
}
