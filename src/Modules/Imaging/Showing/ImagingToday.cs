using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>What waits to be reconciled, on "Hôm nay".</summary>
sealed class ImagingToday(ReconcileDesk desk, Caller caller, Words words) : ITodaySource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (!caller.May(ImagingRights.Settle)) return [];
        var (studies, conflicts) = await desk.CountAsync(stop);
        var items = new List<TodayItem>();
        if (studies > 0) items.Add(new(TodayList.Due, words["{0} lượt chụp chưa khớp người bệnh", studies], words["Chẩn đoán hình ảnh"], null, "/imaging/reconcile#studies", words["Đối chiếu"]));
        if (conflicts > 0) items.Add(new(TodayList.Due, words["{0} ảnh trùng mã, khác nội dung", conflicts], words["Chẩn đoán hình ảnh"], null, "/imaging/reconcile#conflicts", words["Xem"]));
        return items;
    }
}

/// <summary>Studies in the search of everything: by the patient's name or number, or the accession number.</summary>
sealed class ImagingSearch(StudyDesk desk, Caller caller, Words words) : ISearchSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string folded, int most, CancellationToken stop)
    {
        if (!caller.May(ImagingRights.See) || folded.Length < 2) return [];
        var query = new ImageQuery(ImageLevel.Study, [new(0x00100010, folded)]) { Limit = most, Fuzzy = true };
        var found = await desk.LinesAsync(query, stop);
        if (found.Count == 0 && folded.Any(char.IsAsciiDigit)) found = await desk.LinesAsync(query with { Keys = [new(0x00100020, folded.ToUpperInvariant() + "*")] }, stop);
        return [.. found.Select(s => new SearchHit(words["Lượt chụp"], $"{s.Name} · {s.Modalities}", $"{ImagingWords.Day(s.Date)} · {s.Description} · {s.Unit}", "/imaging/studies/" + s.Id))];
    }
}
