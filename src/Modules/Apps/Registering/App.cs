using System.Security.Cryptography;
using System.Text;
using LienY.Fhir;
using LienY.Kernel;

namespace LienY.Apps;

/// <summary>How an application proves who it is.</summary>
enum AppKind
{
    /// <summary>Runs at people's hands and can keep no secret: PKCE only.</summary>
    Public,

    /// <summary>Has a server that keeps a secret or a private key.</summary>
    Confidential,

    /// <summary>A service that works without a person, with a private key.</summary>
    Backend,
}

/// <summary>A registered application (an OAuth client): what it may ask for, where its answers go, for which organisation it stands.</summary>
sealed class App : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The organisation for which it was registered; a backend service acts in its name.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>What facts call it: never changes, tells nothing but the name it had first.</summary>
    public required string Code { get; init; }
    public required AppKind Kind { get; init; }
    public string Name { get; private set; } = "";
    public string Folded { get; private set; } = "";
    public string About { get; private set; } = "";

    /// <summary>SHA-256 of the secret (256 random bits); null where it has none.</summary>
    public byte[]? SecretHash { get; private set; }
    public DateTimeOffset? SecretAt { get; private set; }

    /// <summary>Its public keys as a JWK Set (RFC 7517); empty where it has none.</summary>
    public string Keys { get; private set; } = "";

    /// <summary>Addresses to which answers may go, one a line, compared letter by letter.</summary>
    public string Redirects { get; private set; } = "";

    /// <summary>Where it is opened from a patient's page; empty: nowhere.</summary>
    public string LaunchUrl { get; private set; } = "";

    /// <summary>Scopes it may ask for, separated by spaces.</summary>
    public string Scopes { get; private set; } = "";

    /// <summary>As what a backend service reads.</summary>
    public Role? Role { get; private set; }

    /// <summary>For what a backend service may read, separated by spaces; the first is the usual one.</summary>
    public string Purposes { get; private set; } = "";
    public DateTimeOffset? ApprovedAt { get; private set; }
    public Guid? ApprovedBy { get; private set; }
    public string? ApprovedByName { get; private set; }
    public DateTimeOffset? OffAt { get; private set; }
    public string? OffReason { get; private set; }
    public required DateTimeOffset MadeAt { get; init; }
    public Guid? MadeBy { get; init; }
    public required string MadeByName { get; init; }

    /// <summary>Last use, to the minute; written beside the version.</summary>
    public DateTimeOffset? UsedAt { get; private set; }
    public int Version { get; set; } = 1;

    /// <summary>Addresses for answers.</summary>
    public IReadOnlyList<string> RedirectList => Redirects.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Purposes of a backend service.</summary>
    public IReadOnlyList<string> PurposeList => Purposes.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Proves itself by a private key.</summary>
    public bool HasKeys => Keys.Length > 0;

    /// <summary>A backend service works only once a director has let it.</summary>
    public bool Waits => Kind == AppKind.Backend && ApprovedAt is null;

    /// <summary>Answers and tokens are given to it.</summary>
    public bool IsOn => OffAt is null;

    /// <summary>What it may ask for.</summary>
    public SmartScopes Allowed => SmartScopes.Parse(Scopes);

    /// <summary>Takes over what the form says; what widens a service's reading makes it wait for a director again.</summary>
    public void Set(AppInput input)
    {
        input.Check(Kind);
        var (keys, redirects) = (PublicKeys.Tidy(input.Keys), string.Join('\n', input.Redirects));
        var scopes = SmartScopes.Parse(input.Scopes).ToString();
        if (scopes != Scopes || keys != Keys || input.Role != Role || string.Join(' ', input.Purposes) != Purposes) (ApprovedAt, ApprovedBy,
            ApprovedByName) = (null, null, null);
        (Name, Folded, About) = (input.Name, Fold.Of(input.Name), input.About);
        (Keys, Redirects, LaunchUrl, Scopes) = (keys, Kind == AppKind.Backend ? "" : redirects, Kind == AppKind.Backend ? "" : input.LaunchUrl, scopes);
        (Role, Purposes) = Kind == AppKind.Backend ? (input.Role, string.Join(' ', input.Purposes)) : (null, "");
        if (HasKeys) (SecretHash, SecretAt) = (null, null);
    }

    /// <summary>A new secret, which is known only now.</summary>
    public string TurnSecret(DateTimeOffset at)
    {
        if (Kind != AppKind.Confidential || HasKeys) throw Refusal.Conflict("Ứng dụng này không dùng mã bí mật.");
        var secret = Secret.Make("ls_");
        (SecretHash, SecretAt) = (Secret.Hash(secret), at);
        return secret;
    }

    /// <summary>A director lets a service read by itself.</summary>
    public void Approve(Caller by, DateTimeOffset at)
    {
        if (!Waits) throw Refusal.Conflict("Ứng dụng này không chờ duyệt.");
        (ApprovedAt, ApprovedBy, ApprovedByName) = (at, by.UserId, by.Name);
    }

    /// <summary>Ends it; its tokens end with it.</summary>
    public void TurnOff(DateTimeOffset at, string reason) => (OffAt, OffReason) = (OffAt ?? at, reason);

    /// <summary>Lets it in again; tokens that ended stay ended.</summary>
    public void TurnOn() => (OffAt, OffReason) = (null, null);
}

/// <summary>Secrets of 256 random bits and the form in which they are kept.</summary>
static class Secret
{
    /// <summary>A prefix that tells what it is, then 43 characters of base64url.</summary>
    public static string Make(string prefix) => prefix + Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256: enough for what nobody can guess.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
