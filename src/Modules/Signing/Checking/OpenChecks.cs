using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Signing;

/// <summary>
/// How often one network address may have a paper checked without an account: ten at once, then one in six seconds, however many processes serve the house. A row an
/// address says until when its turns are used up; the address itself is not kept, only its keyed hash.
/// </summary>
sealed class OpenChecks(Database database, Keys keys, TimeProvider clock)
{
    const int AtOnce = 10;
    static readonly TimeSpan Each = TimeSpan.FromSeconds(6);

    /// <summary>Takes one; refused while the address has to wait.</summary>
    public async Task TakeAsync(HttpContext context, CancellationToken stop)
    {
        var (who, now) = (Hash(Key(context.Connection.RemoteIpAddress)), clock.GetUtcNow());
        await using var connection = await database.OpenAsync(stop);
        await connection.RunAsync("insert into signing_turn (who, until, used) values (@p0, @p1, @p2) on conflict (who) do nothing", stop, who, now, 0);
        // Two requests at once have read the same count: one of them writes, the other looks again.
        for (var tries = 0; tries < 30; tries++)
        {
            var (until, used) = (await connection.RowsAsync("select until, used from signing_turn where who = @p0", r => (r.Instant(0), r.GetInt64(1)), stop, who)).Single();
            var from = until > now ? until : now;
            var wait = (int)Math.Ceiling((from + Each - (now + Each * AtOnce)).TotalSeconds);
            if (wait > 0)
                throw new Refusal(RefusalKind.Unavailable, "Có quá nhiều lượt kiểm tra từ địa chỉ mạng này. Xin thử lại sau {0} giây.", Math.Max(1,
                    wait))
                { Code = "too-many" };
            if (await connection.RunAsync("update signing_turn set until = @p1, used = used + 1 where who = @p0 and used = @p2", stop, who, from + Each, used) == 1) return;
        }
        throw new Refusal(RefusalKind.Unavailable, "Có quá nhiều lượt kiểm tra từ địa chỉ mạng này. Xin thử lại sau {0} giây.", 1) { Code = "too-many" };
    }

    /// <summary>Forgets who has waited long enough.</summary>
    public static async Task ForgetAsync(Database database, TimeProvider clock, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        await connection.RunAsync("delete from signing_turn where until < @p0", stop, clock.GetUtcNow() - TimeSpan.FromHours(1));
    }

    string Hash(string address) => Convert.ToHexStringLower(HMACSHA256.HashData(keys.Derive("signing/turns", 32), Encoding.UTF8.GetBytes(address)))[..32];

    // One subscriber has a whole /64 of IPv6.
    static string Key(System.Net.IPAddress? address) => address switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.MapToIPv4().ToString(),
    };
}
