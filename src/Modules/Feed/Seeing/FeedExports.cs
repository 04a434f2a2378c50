using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Feed;

/// <summary>The lists of the feed as files; those with values of records only for the hospital, each noted in the trail.</summary>
static class FeedExports
{
    const int Most = 50_000;

    /// <summary>Hospitals and how they send.</summary>
    public static IResult Hospitals(IReadOnlyList<HospitalLine> lines, Words words) =>
        Export.Of("lien-thong", Heads(words, "Đơn vị", "Mã cơ sở", "Lần gửi cuối", "Nhận đủ", "Nhận, có cảnh báo", "Không nhận", "Tỷ lệ liên thông (%)",
        "Chậm, trung vị (phút)", "Chậm, 90 % (phút)"),
        lines.Select(l => (IReadOnlyList<object?>)[l.Facility.Name, l.Facility.Code, l.LastFile, l.Accepted, l.Warned, l.Refused, l.Share, l.Median, l.Ninetieth]));

    /// <summary>Files of a hospital; names only for its own people.</summary>
    public static async Task<IResult> FilesAsync(Guid id, string? outcome, string? channel, string? from, string? to, FeedDesk desk, Facilities facilities,
        Caller caller, Words words, CancellationToken stop)
    {
        var facility = await facilities.ReachedAsync(id, stop);
        var files = await desk.Asked(id, FeedRoutes.AskOf(outcome, channel, from, to, 1)).OrderByDescending(f => f.ReceivedAt).Take(Most).ToListAsync(stop);
        var holder = caller.Holds(FeedRights.Open, id);
        return Export.Of("tep-" + facility.Code, Heads(words, "Lúc nhận", "Tệp", "Đường gửi", "Kết quả", "Hồ sơ", "Nhận đủ", "Nhận, có cảnh báo", "Không nhận",
            "Đã có, không đổi"),
            files.Select(f => (IReadOnlyList<object?>)[f.ReceivedAt, holder ? f.Name
                : "", words[FeedWords.Of(f.Channel)], words[FeedWords.Of(f.Outcome)], f.Episodes, f.Accepted, f.Warned, f.Refused, f.Same]));
    }

    /// <summary>Faults of a file.</summary>
    public static async Task<IResult> FileFaultsAsync(Guid id, FeedDesk desk, FeedStore store, Caller caller, Words words, CancellationToken stop)
    {
        var file = await desk.ReachedAsync(id, stop);
        caller.MustHold(FeedRights.Open, file.OrganisationId);
        return await FaultsAsync("loi-tep", store.Faults.AsNoTracking().Where(f => f.FileId == id).OrderBy(f => f.Place), "feed_file", id, store, words, stop);
    }

    /// <summary>Faults of a hospital over the last days, for the maker of its software.</summary>
    public static async Task<IResult> FaultsAsync(Guid id, string? rule, string? only, FeedDesk desk, Facilities facilities, FeedStore store, Caller caller,
        Words words, CancellationToken stop)
    {
        var facility = await facilities.ReachedAsync(id, stop);
        caller.MustHold(FeedRights.Open, id);
        return await FaultsAsync("loi-" + facility.Code, desk.Faults(id, rule ?? "", only == "refusals").OrderByDescending(f => f.ToldAt)
            .ThenBy(f => f.Place), "organisation", id, store, words, stop);
    }

    static async Task<IResult> FaultsAsync(string name, IQueryable<FaultRow> asked, string kind, Guid id, FeedStore store, Words words, CancellationToken stop)
    {
        var faults = await asked.Take(Most).ToListAsync(stop);
        store.Trace("feed.faults.export", kind, id.ToString());
        await store.SaveChangesAsync(stop);
        return Export.Of(name, Heads(words, "Lúc nhận", "Phần của tệp", "MA_LK", "Bảng", "Dòng", "Trường", "Mức độ", "Quy tắc", "Lỗi", "Giá trị", "Giá trị đúng",
            "Cách sửa"), faults.Select(f => (IReadOnlyList<object?>)
            [f.ToldAt, f.Part, f.Key, f.TableName, f.RowNumber, f.Field, words[f.IsRefusal ? "Không nhận" : "Cảnh báo"], f.Rule,
                FaultWords.Tell(words, f.Text, f.Args), f.Value, f.Expected, FaultWords.Tell(words, f.Remedy, f.Args)]));
    }

    static IReadOnlyList<Column> Heads(Words words, params string[] heads) => [.. heads.Select(h => new Column(words[h]))];
}
