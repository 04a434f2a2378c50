using System.Net;
using System.Net.Sockets;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Accounts;

/// <summary>
/// Slows down who guesses from one network address, whatever the account: after some thirty failures each further one doubles the wait, up to a quarter of
/// an hour. A hospital behind one address is not shut out by a few slips: failures are forgotten, one a minute. Kept in the memory of one process, at most
/// 50,000 addresses; IPv6 counts by its /64, for one subscriber has all of it.
/// </summary>
sealed class AddressTries(SignInRules rules, TimeProvider clock)
{
    const int Most = 50_000, LongestSeconds = 900;
    static readonly TimeSpan Forgets = TimeSpan.FromMinutes(1);
    readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    readonly Lock gate = new();

    /// <summary>Refuses (429) while the address has to wait.</summary>
    public void MustBeFree(HttpContext context)
    {
        int wait;
        lock (gate) wait = entries.TryGetValue(Key(context.Connection.RemoteIpAddress), out var entry) ? (int)Math.Ceiling((entry.Until - clock.GetUtcNow()).TotalSeconds) : 0;
        if (wait <= 0) return;
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.RetryAfter = wait.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        throw new Refusal(RefusalKind.Unavailable, "Có quá nhiều lần đăng nhập sai từ địa chỉ mạng này. Xin thử lại sau {0} giây.", wait) { Code = "too-many" };
    }

    /// <summary>Counts a failure.</summary>
    public void Fail(HttpContext context)
    {
        var (key, now) = (Key(context.Connection.RemoteIpAddress), clock.GetUtcNow());
        lock (gate)
        {
            var failures = entries.TryGetValue(key, out var entry) ? Left(entry, now) + 1 : 1;
            if (entries.Count >= Most && !entries.ContainsKey(key)) Forget(now);
            var over = failures - rules.FreeTries;
            entries[key] = new(failures, now, over <= 0 ? now : now.AddSeconds(Math.Min(LongestSeconds, Math.Pow(2, Math.Min(over, 10)))));
        }
    }

    /// <summary>Addresses that are remembered.</summary>
    public int Count
    {
        get
        {
            lock (gate) return entries.Count;
        }
    }

    static double Left(Entry entry, DateTimeOffset now) => Math.Max(0, entry.Failures - ((now - entry.At) / Forgets));

    /// <summary>Makes room: those with nothing left go; if that is not enough, those with the fewest failures.</summary>
    void Forget(DateTimeOffset now)
    {
        foreach (var key in entries.OrderBy(e => Left(e.Value, now)).Take(Most / 10).Select(e => e.Key).ToList()) entries.Remove(key);
    }

    static string Key(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    /// <summary>What is remembered of an address.</summary>
    /// <param name="Failures">Failures when it was last counted.</param>
    /// <param name="At">When that was.</param>
    /// <param name="Until">Until when it has to wait.</param>
    readonly record struct Entry(double Failures, DateTimeOffset At, DateTimeOffset Until);
}
