using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Work on the person index on "Hôm nay": unknown patients, corrections, possible doubles. Names nobody.</summary>
sealed class PersonsToday(UnknownPatients unknown, Corrections corrections, CompareShowing comparing, Caller caller, Words words) : ITodaySource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        var items = new List<TodayItem>();
        if (caller.May(PersonsRights.Register))
            items.AddRange((await unknown.OpenAsync(stop)).Where(u => u.NotifiedAt is null)
                .Select(u => new TodayItem(TodayList.Due, words["Báo xã, phường về người bệnh chưa rõ danh tính"], u.Code, Say.DayOf(u.DueAt), "/persons/"
                + u.PersonId, words["Mở"])));
        if (caller.May(PersonsRights.Correct))
            items.AddRange((await corrections.WaitingAsync(stop)).Select(c =>
            new TodayItem(TodayList.Due, words["Trả lời yêu cầu đính chính"], words["Người bệnh"], c.DueOn, $"/persons/{c.PersonId}#dinh-chinh", words["Mở"])));
        if (caller.May(PersonsRights.Merge) && await comparing.CountAsync(stop) is > 0 and var count)
            items.Add(new(TodayList.Waiting, words["{0} cặp hồ sơ có thể trùng", count], words["Người bệnh"], null, "/persons/duplicates", words["Xem"]));
        return [.. items.Take(20)];
    }
}
