using System.Net.Sockets;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Signing;

/// <summary>
/// How often one network address may have a paper checked without an account: ten at once, then one in six seconds. Kept in the memory of one process; with
/// several, each counts for itself, which only makes it more generous.
/// </summary>
sealed class OpenChecks(TimeProvider clock)
{
    const int AtOnce = 10, Most = 20_000;
    static readonly TimeSpan Each = TimeSpan.FromSeconds(6);
    readonly Dictionary<string, DateTimeOffset> filled = new(StringComparer.Ordinal);
    readonly Lock gate = new();

    /// <summary>Takes one; refused while the address has to wait.</summary>
    public void Take(HttpContext context)
    {
        var (key, now) = (Key(context.Connection.RemoteIpAddress), clock.GetUtcNow());
        lock (gate)
        {
            if (filled.Count >= Most) foreach (var old in filled.Where(f => f.Value <= now).Select(f => f.Key).ToList()) filled.Remove(old);
            var until = filled.TryGetValue(key, out var known) && known > now ? known : now;
            var wait = (int)Math.Ceiling((until + Each - (now + Each * AtOnce)).TotalSeconds);
            if (wait > 0 || filled.Count >= Most)
                throw new Refusal(RefusalKind.Unavailable, "Có quá nhiều lượt kiểm tra từ địa chỉ mạng này. Xin thử lại sau {0} giây.", Math.Max(1,
                    wait))
                { Code = "too-many" };
            filled[key] = until + Each;
        }
    }

    // One subscriber has a whole /64 of IPv6.
    static string Key(System.Net.IPAddress? address) => address switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.MapToIPv4().ToString(),
    };
}
