using System.Security.Cryptography;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Rooms;

/// <summary>
/// Passes: leave to enter a room once within a minute, bound to who asked, the room, the seat and its role. They lie in the database, so that any process of the
/// installation knows them.
/// </summary>
sealed class Passes(Database database, TimeProvider clock)
{
    /// <summary>For how long a pass may be shown.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromMinutes(1);

    const string Cookie = "room-guest";

    /// <summary>Gives one for a seat.</summary>
    public async Task<string> GiveAsync(Guid room, Guid seat, RoomRole role, string bearer, CancellationToken stop)
    {
        var pass = Secret();
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(stop);
        await connection.RunAsync("insert into rooms_pass (hash, room_id, seat_id, role, bearer, expires_at) values (@p0, @p1, @p2, @p3, @p4, @p5)", stop,
            HashOf(pass), room, seat, role.ToString(), bearer, now + Term);
        await connection.RunAsync("delete from rooms_pass where expires_at < @p0", stop, now.AddHours(-1));
        return pass;
    }

    /// <summary>Takes one; null where it is unknown, over, used, of another room or another person, or the seat has another role by now or is gone.</summary>
    public async Task<Guid?> TakeAsync(string pass, Guid room, IReadOnlyCollection<string> bearers, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var hash = HashOf(pass);
        var found = (await connection.RowsAsync("select p.seat_id, p.bearer from rooms_pass p join rooms_seat s on s.id = p.seat_id where p.hash = @p0 and p.room_id = @p1 and s.room_id = p.room_id "
            + "and s.role = p.role and not s.is_gone", r => (Seat: r.GetGuid(0), Bearer: r.GetString(1)), stop, hash, room)).FirstOrDefault();
        if (found.Bearer is null || !bearers.Contains(found.Bearer)) return null;
        var now = clock.GetUtcNow();
        return await connection.RunAsync("update rooms_pass set used_at = @p1 where hash = @p0 and used_at is null and expires_at > @p1", stop, hash, now) == 1 ? found.Seat : null;
    }

    /// <summary>Who may show a pass: the account behind the request, and the browser to which a guest's cookie was given.</summary>
    public static IReadOnlyCollection<string> BearersOf(HttpContext context, Caller caller)
    {
        var all = new List<string>();
        if (caller.UserId is { } user) all.Add(OfUser(user));
        if (context.Request.Cookies[Cookie] is { Length: > 20 and < 100 } cookie) all.Add("guest/" + HashOf(cookie));
        return all;
    }

    /// <summary>The bearer of an account.</summary>
    public static string OfUser(Guid user) => "user/" + user;

    /// <summary>The bearer of a guest's browser; gives it its cookie where it has none.</summary>
    public static string OfGuest(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 20 and < 100 } cookie)
        {
            cookie = Secret();
            context.Response.Cookies.Append(Cookie, cookie, new() { HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true, Path = "/rooms", Secure = context.Request.IsHttps });
        }
        return "guest/" + HashOf(cookie);
    }

    /// <summary>256 random bits for an address.</summary>
    public static string Secret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>What of a secret is kept.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
