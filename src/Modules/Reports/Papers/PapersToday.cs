using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>
/// Papers on "Hôm nay": steps of approval that wait for the caller or for whom they stand in, drafts returned, papers to issue, figures to make official.
/// </summary>
sealed class PapersToday(ReportsStore store, Caller caller, Words words, TimeProvider clock) : ITodaySource
{
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (caller.UserId is not { } me || !caller.May(PapersRights.Read)) return [];
        var today = clock.Today();
        var stands = await store.Delegates.AsNoTracking().Where(d => d.ToId == me && d.EndedAt == null && d.FromDay <= today && d.ToDay >= today)
            .Select(d => d.UserId).ToListAsync(stop);
        stands.Add(me);
        var steps = await store.Approvals.AsNoTracking().Where(a => a.State == ApprovalState.Now && stands.Contains(a.UserId)).OrderBy(a => a.DueOn).Take(20)
            .ToListAsync(stop);
        var items = steps.ConvertAll(a => new TodayItem(TodayList.Due, words["Cho ý kiến: {0}", (object)a.StepTitle], a.Title, a.DueOn, a.Href, words["Xem và duyệt"]));
        foreach (var paper in await store.Papers.AsNoTracking().Where(p => p.MadeBy == me && p.State == PaperState.Draft && p.ReturnReason != null)
            .OrderBy(p => p.Id).Take(10).ToListAsync(stop))
            items.Add(new(TodayList.Due, words["Văn bản bị trả lại khi trình duyệt: {0}", (object)words[PaperTypes.Find(paper.Type).Name]], paper.Subject, null,
                "/papers/" + paper.Id, words["Sửa và gửi lại"]));
        foreach (var paper in await store.Papers.AsNoTracking().Where(p => p.State == PaperState.Approved).OrderBy(p => p.Id).Take(10).ToListAsync(stop))
            if (caller.May(PapersRights.Issue, paper.OrganisationId)) items.Add(new(TodayList.Due, words[PaperTypes.Find(paper.Type).Name], paper.Subject, null,
                "/papers/" + paper.Id, words["Phát hành"]));
        return items;
    }
}

/// <summary>Papers in the search of everything.</summary>
sealed class PapersSearch(ReportsStore store, Caller caller, Words words) : ISearchSource
{
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string folded, int most, CancellationToken stop)
    {
        if (!caller.May(PapersRights.Read)) return [];
        var rows = await store.Papers.AsNoTracking().Where(p => p.Folded.Contains(folded)).OrderByDescending(p => p.Id).Take(most).ToListAsync(stop);
        return [.. rows.Select(p => new SearchHit(words[PaperTypes.Find(p.Type).Name], p.Subject,
            $"{words[PaperWords.Word(p.State)]}{(p.NumberText.Length > 0 ? " · " + p.NumberText : "")}", "/papers/" + p.Id))];
    }
}
