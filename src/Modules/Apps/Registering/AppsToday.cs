using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Apps;

/// <summary>Services that wait for a director's word.</summary>
sealed class AppsToday(AppsStore store, Caller caller, Words words, IOrganisations organisations) : ITodaySource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        var own = caller.Posts.Where(p => AppsRights.Approve.Roles.Contains(p.Role)).Select(p => p.OrganisationId).Distinct().ToList();
        if (own.Count == 0) return [];
        var waiting = await store.Apps.AsNoTracking().Where(a => own.Contains(a.OrganisationId) && a.Kind == AppKind.Backend && a.ApprovedAt == null
            && a.OffAt == null).OrderBy(a => a.MadeAt).Take(8).ToListAsync(stop);
        var names = await organisations.NamesAsync(waiting.Select(a => a.OrganisationId), null, stop);
        return [.. waiting.Select(a => new TodayItem(TodayList.Due, words["Dịch vụ “{0}” xin tự đọc dữ liệu", a.Name],
            names.GetValueOrDefault(a.OrganisationId, ""), null, $"/apps/{a.Id}", words["Xem và duyệt"]))];
    }
}
