using System.Net;
using System.Security.Cryptography;
using System.Text;
using LienY.Kernel;

namespace LienY.Feed;

/// <summary>
/// With what a hospital's software signs in: user name, password, and the facility's code (MA_CSKCB). The password is random, shown once and kept as
/// SHA-256; a second hash is of its MD5, because the multipart gate takes the password in that form.
/// </summary>
sealed class FeedKey : IVersioned
{
    // Without letters that are mistaken for each other on paper (0 o, 1 l i).
    const string Readable = "abcdefghjkmnpqrstuvwxyz23456789";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }
    public required string FacilityCode { get; init; }

    /// <summary>What it is for ("HIS, máy chủ chính").</summary>
    public required string Name { get; init; }
    public required string UserName { get; init; }
    public byte[] PasswordHash { get; set; } = [];
    public byte[] DigestHash { get; set; } = [];

    /// <summary>Addresses or networks from which it is good, apart by semicolons; empty: from everywhere.</summary>
    public string Addresses { get; set; } = "";
    public required DateTimeOffset MadeAt { get; init; }
    public Guid? MadeBy { get; init; }
    public required string MadeByName { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
    public DateTimeOffset? LastContactAt { get; set; }
    public string? LastAddress { get; set; }
    public int Version { get; set; } = 1;

    /// <summary>A new password; the caller shows it once.</summary>
    public string TurnPassword()
    {
        var password = string.Join('-', Enumerable.Range(0, 5).Select(_ => RandomNumberGenerator.GetString(Readable, 6)));
        PasswordHash = HashOf(password);
        // Not for keeping a secret: the gate of the province sends the password as its MD5, and what is kept is the SHA-256 of that.
        DigestHash = HashOf(Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(password))));
        return password;
    }

    /// <summary>A user name that nobody else has: the facility's code and four letters.</summary>
    public static string UserOf(string code) => $"{code.ToLowerInvariant()}_{RandomNumberGenerator.GetString(Readable, 4)}";

    /// <summary>Whether this is the password, or its MD5 in hex of either case.</summary>
    public bool Opens(string password) =>
        CryptographicOperations.FixedTimeEquals(HashOf(password), PasswordHash) | CryptographicOperations.FixedTimeEquals(HashOf(password.ToLowerInvariant()),
            DigestHash);

    /// <summary>Whether the key is good from an address.</summary>
    public bool IsGoodFrom(IPAddress? address)
    {
        if (Addresses.Length == 0) return true;
        if (address is null) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return Networks(Addresses).Any(n => n.Contains(address));
    }

    /// <summary>Addresses and networks of a text; refused (field <c>addresses</c>) where one cannot be read.</summary>
    public static IReadOnlyList<IPNetwork> Networks(string text) =>
        [.. text.Split([';', ',', '\n', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part =>
        IPNetwork.TryParse(part, out var network) ? network
        : IPAddress.TryParse(part, out var one) ? new IPNetwork(one, one.GetAddressBytes().Length * 8)
        : throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là địa chỉ mạng. Ví dụ đúng: 113.160.10.5 hoặc 10.20.0.0/16.", part) { Field = "addresses" })];

    /// <summary>SHA-256: enough for a secret of some 148 random bits.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

/// <summary>An access token of a key: 256 random bits, kept as SHA-256.</summary>
sealed class FeedToken
{
    public required byte[] Hash { get; init; }
    public required Guid KeyId { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}
