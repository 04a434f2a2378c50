using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Signing;

/// <summary>On "Hôm nay": certificates that end within 60 days (sooner ones first), and papers that wait for a signature.</summary>
sealed class SigningToday(SigningStore store, IOrganisations organisations, Caller caller, Words words, TimeProvider clock) : ITodaySource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (!caller.May(SigningRights.Enter)) return [];
        var (now, arranges, signs) = (clock.GetUtcNow(), caller.Seats(SigningRights.Arrange).ToList(), caller.Seats(SigningRights.Sign).ToList());
        var (limit, me) = (now.AddDays(60), caller.UserId);
        var keys = await store.Keys.AsNoTracking().Where(k => k.WithdrawnAt == null && k.ValidTo <= limit && (k.UserId == me || arranges.Contains(k.OrganisationId)))
            .OrderBy(k => k.ValidTo).Take(20).ToListAsync(stop);
        var papers = signs.Count == 0 ? [] : await store.Papers.AsNoTracking().Where(p => p.State == PaperState.Waiting && signs.Contains(p.OrganisationId))
            .OrderBy(p => p.AskedAt).Take(10).ToListAsync(stop);
        var names = await organisations.NamesAsync(keys.Select(k => k.OrganisationId).Concat(papers.Select(p => p.OrganisationId)).Distinct(), null, stop);
        var items = keys.ConvertAll(k =>
        {
            var days = Say.DayOf(k.ValidTo).DayNumber - clock.Today().DayNumber;
            var text = days < 0 ? words["Chứng thư “{0}” đã hết hạn", (object)k.Label] : days <= 7
                ? words["Chứng thư “{0}” hết hạn trong {1} ngày: gia hạn ngay", k.Label, days]
                : days <= 30 ? words["Chứng thư “{0}” hết hạn trong {1} ngày: làm thủ tục gia hạn", k.Label, days]
                    : words["Chứng thư “{0}” hết hạn trong {1} ngày", k.Label, days];
            return new TodayItem(days <= 30 ? TodayList.Due : TodayList.New, text, names.GetValueOrDefault(k.OrganisationId, ""), Say.DayOf(k.ValidTo),
                "/signing/keys/" + k.Id, words["Xem"]);
        });
        items.AddRange(papers.Select(p => new TodayItem(TodayList.Due, words["Văn bản “{0}” chờ ký số", (object)p.Title],
            names.GetValueOrDefault(p.OrganisationId, ""), null,
            "/signing/papers/" + p.Id, words["Xem và ký"])));
        return items;
    }
}

/// <summary>Papers to be signed in the search of everything.</summary>
sealed class SigningSearch(SigningStore store, Caller caller, Words words) : ISearchSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string folded, int most, CancellationToken stop)
    {
        if (!caller.May(SigningRights.Sign)) return [];
        return [.. (await store.Papers.AsNoTracking().Where(p => p.Folded.Contains(folded)).OrderByDescending(p => p.ChangedAt).Take(most).ToListAsync(stop))
            .Select(p => new SearchHit(words["Văn bản ký số"], p.Title, $"{p.Number} · {words[PaperWords.State(p.State)]}", "/signing/papers/" + p.Id))];
    }
}
