using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Feed;

/// <summary>Makes, turns and revokes the keys of a hospital.</summary>
sealed class KeyDesk(FeedStore store, Facilities facilities, Caller caller)
{
    const int Most = 10;

    /// <summary>Keys of a hospital, newest first.</summary>
    public Task<List<FeedKey>> ListAsync(Guid organisation, CancellationToken stop) =>
        store.Keys.AsNoTracking().Where(k => k.OrganisationId == organisation).OrderByDescending(k => k.MadeAt).ToListAsync(stop);

    /// <summary>A new key; returns it with the password, which is known only now.</summary>
    public async Task<(FeedKey Key, string Password)> MakeAsync(Guid organisation, string name, string addresses, CancellationToken stop)
    {
        caller.Must(FeedRights.Keys, organisation);
        var facility = await facilities.FindAsync(organisation, stop) ?? throw Refusal.Missing("Không tìm thấy đơn vị này.");
        if (facility.Code.Length == 0)
            throw Refusal.Invalid("Đơn vị chưa có mã cơ sở khám chữa bệnh 5 ký tự. Xin ghi mã vào hồ sơ đơn vị ở mục Mạng lưới rồi tạo khóa.");
        if (await store.Keys.CountAsync(k => k.OrganisationId == organisation && k.RevokedAt == null, stop) >= Most)
            throw Refusal.Invalid("Mỗi đơn vị có nhiều nhất {0} khóa còn dùng. Xin thu hồi khóa không còn dùng.", Most);
        FeedKey.Networks(addresses);
        var key = new FeedKey
        {
            OrganisationId = organisation,
            FacilityCode = facility.Code,
            Name = name,
            UserName = FeedKey.UserOf(facility.Code),
            Addresses = addresses,
            MadeAt = store.Clock.GetUtcNow(),
            MadeBy = caller.UserId,
            MadeByName = caller.Name,
        };
        var password = key.TurnPassword();
        store.Keys.Add(key);
        store.Trace("feed.key.make", "feed_key", key.Id.ToString());
        await store.SaveChangesAsync(stop);
        return (key, password);
    }

    /// <summary>Gives a key another password; the old one and its tokens end at once.</summary>
    public async Task<(FeedKey Key, string Password)> TurnAsync(Guid id, int version, CancellationToken stop)
    {
        var key = await MineAsync(id, version, stop);
        if (key.RevokedAt is not null) throw Refusal.Conflict("Khóa này đã thu hồi, không đổi mật khẩu được. Xin tạo khóa mới.");
        var password = key.TurnPassword();
        await EndTokensAsync(id, stop);
        store.Trace("feed.key.turn", "feed_key", id.ToString());
        await store.SaveChangesAsync(stop);
        return (key, password);
    }

    /// <summary>Ends a key and its tokens at once.</summary>
    public async Task<FeedKey> RevokeAsync(Guid id, int version, CancellationToken stop)
    {
        var key = await MineAsync(id, version, stop);
        key.RevokedAt ??= store.Clock.GetUtcNow();
        await EndTokensAsync(id, stop);
        store.Trace("feed.key.revoke", "feed_key", id.ToString());
        await store.SaveChangesAsync(stop);
        return key;
    }

    async Task EndTokensAsync(Guid key, CancellationToken stop) => store.Tokens.RemoveRange(await store.Tokens.Where(t => t.KeyId == key).ToListAsync(stop));

    async Task<FeedKey> MineAsync(Guid id, int version, CancellationToken stop)
    {
        var key = await store.Keys.SingleOrDefaultAsync(k => k.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy khóa liên thông này.");
        caller.Must(FeedRights.Keys, key.OrganisationId);
        return store.Expect(key, version);
    }
}
