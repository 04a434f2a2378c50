using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Network;

/// <summary>Agreements about to end, on "Hôm nay".</summary>
sealed class NetworkToday(NetworkStore store, Caller caller, Words words, TimeProvider clock) : ITodaySource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (!caller.May(Rights.Agree)) return [];
        var today = clock.Today();
        var until = today.AddDays(Agreement.Notice);
        var ending = await store.Agreements.AsNoTracking().Include(a => a.Parties).Where(a => a.EndedOn == null && a.ValidTo >= today && a.ValidTo <= until).OrderBy(a => a.ValidTo).Take(20).ToListAsync(stop);
        return [.. ending.Where(a => AgreementWriting.May(caller, a.Parties.Select(p => p.OrganisationId)))
            .Select(a => new TodayItem(TodayList.Due, words["Thỏa thuận sắp hết hạn"], a.Title, a.ValidTo, $"/agreements/{a.Id}", words["Xem thỏa thuận"]))];
    }
}

/// <summary>Organisations, places and agreements in "search everything".</summary>
sealed class NetworkSearch(NetworkStore store, AtlasBook book, Caller caller, Words words, TimeProvider clock) : ISearchSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string folded, int most, CancellationToken stop)
    {
        if (!caller.May(Rights.Read) || folded.Length == 0) return [];
        var today = clock.Today();
        var parts = folded.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var units = (await book.NowAsync(stop)).Units.Values.Where(u => parts.All(p => u.Hay.Contains(p, StringComparison.Ordinal)))
            .OrderBy(u => u.IsOpen(today) ? 0 : 1).ThenBy(u => u.Name(today).Length).Take(most)
            .Select(u => new SearchHit(words["Đơn vị"], u.Name(today), words[Kinds.NameOf(u.Kind)], $"/network/{u.Id}")).ToList();
        var agreements = await store.Agreements.AsNoTracking().Where(a => a.Folded.Contains(folded)).OrderByDescending(a => a.SignedOn).Take(most).ToListAsync(stop);
        var places = await store.Places.AsNoTracking().Where(p => p.Folded.Contains(folded)).OrderBy(p => p.ValidTo == null ? 0 : 1).ThenBy(p => p.Code.Length).Take(most).ToListAsync(stop);
        return [.. units.Concat(agreements.Select(a => new SearchHit(words["Thỏa thuận"], a.Title, a.SignedOn is { } s ? Say.Day(s) : "", $"/agreements/{a.Id}")))
            .Concat(places.Select(p => new SearchHit(words["Địa giới"], p.FullName, p.ValidTo is { } to ? words["đến {0}", to] : words[PlaceShowing.LevelName(p.Level)], $"/places/{p.Id}"))).Take(most)];
    }
}
