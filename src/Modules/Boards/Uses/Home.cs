using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Boards;

/// <summary>Boards that a person put on "Hôm nay".</summary>
sealed class BoardsToday(BoardsStore store, Caller caller, Words words) : ITodaySource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (!caller.May(BoardsRights.Read) || caller.UserId is not { } user) return [];
        var boards = await store.Boards.AsNoTracking().Where(b => store.Marks.Any(m => m.BoardId == b.Id && m.UserId == user && m.IsToday)).OrderBy(b => b.Name).Take(10).ToListAsync(stop);
        return [.. boards.Select(b => new TodayItem(TodayList.New, words[b.Name], words["Bảng phân tích"], null, $"/boards/{b.Id}", words["Xem bảng"]))];
    }
}

/// <summary>Boards in "search everything".</summary>
sealed class BoardsSearch(BoardsStore store, Caller caller, Words words) : ISearchSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string folded, int most, CancellationToken stop) =>
        !caller.May(BoardsRights.Read) || folded.Length == 0 ? []
        : [.. (await store.Boards.AsNoTracking().Where(b => b.Folded.Contains(folded)).OrderBy(b => b.Name).Take(most).ToListAsync(stop))
            .Select(b => new SearchHit(words["Bảng phân tích"], words[b.Name], words[b.Note], $"/boards/{b.Id}"))];
}
