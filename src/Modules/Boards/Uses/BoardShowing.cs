using LienY.Boards.Pages;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Boards;

/// <summary>Loads what the pages of boards show.</summary>
sealed class BoardShowing(BoardsStore store, BoardReading reading, UnitChoices choices, Measures measures, IOrganisations organisations, IPlans plans, Caller caller, Words words, ReadyBoards ready)
{
    /// <summary>Boards that the caller sees: <paramref name="which"/> is empty for all, <c>mine</c>, <c>favourite</c>, <c>shared</c> or <c>ready</c>.</summary>
    public async Task<BoardsView> ListAsync(string q, string which, CancellationToken stop)
    {
        await ready.EnsureAsync(stop);
        var folded = Fold.Of(q);
        var boards = await store.Boards.AsNoTracking().Where(b => folded == "" || b.Folded.Contains(folded)).OrderBy(b => b.Name).ToListAsync(stop);
        var marks = (await store.Marks.AsNoTracking().ToListAsync(stop)).DistinctBy(m => m.BoardId).ToDictionary(m => m.BoardId);
        var names = await organisations.NamesAsync(boards.Select(b => b.OrganisationId).Distinct(), null, stop);
        var rows = boards.Select(b => new BoardsRow(b.Id, words[b.Name], words[b.Note], b.Ready is not null ? words["Có sẵn"] : names.GetValueOrDefault(b.OrganisationId, "–"), b.Sharing, b.ChangedAt, b.ChangedBy,
            marks.GetValueOrDefault(b.Id)?.IsFavourite == true, b.OwnerId is not null && b.OwnerId == caller.UserId, b.Ready is not null)).ToList();
        return new(q, which, [.. rows.Where(r => which switch { "mine" => r.Mine, "favourite" => r.Favourite, "shared" => !r.Mine && !r.Ready, "ready" => r.Ready, _ => true })
            .OrderByDescending(r => r.Favourite).ThenBy(r => r.Name, StringComparer.Create(Say.Vietnam, true))], caller.May(BoardsRights.Write));
    }

    /// <summary>A board with its figures for the caller.</summary>
    public async Task<BoardView> OneAsync(Guid id, CancellationToken stop)
    {
        var board = await FindAsync(id, stop);
        var mark = caller.UserId is { } user ? await store.Marks.AsNoTracking().SingleOrDefaultAsync(m => m.BoardId == id && m.UserId == user, stop) : null;
        var names = await organisations.NamesAsync([board.OrganisationId], null, stop);
        return new(board, await reading.ReadAsync(ItemText.Read(board.Items), Reader.Of(caller), stop), mark?.IsFavourite == true, mark?.IsToday == true, board.IsOf(caller), caller.May(BoardsRights.Write),
            names.GetValueOrDefault(board.OrganisationId, ""));
    }

    /// <summary>One item alone, laid out as the address asks.</summary>
    public async Task<(Board Board, ReadItem Read)> ItemAsync(Guid id, Guid item, Func<Item, Item> change, CancellationToken stop)
    {
        var board = await FindAsync(id, stop);
        var one = ItemText.Read(board.Items).FirstOrDefault(i => i.Id == item) ?? throw Refusal.Missing("Không tìm thấy mục này.");
        return (board, (await reading.ReadAsync([change(one)], Reader.Of(caller), stop))[0]);
    }

    /// <summary>The form of a board.</summary>
    public async Task<BoardFormView> FormAsync(Guid? id, CancellationToken stop)
    {
        if (id is null) return new(null, []);
        var board = await FindAsync(id.Value, stop);
        if (!board.IsOf(caller)) throw Refusal.Forbidden("Ông/bà chỉ được sửa bảng do mình hoặc đơn vị mình lập. Xin sao chép thành bảng của mình.");
        var shared = board.Shares.Select(s => s.OrganisationId).ToList();
        var listed = await organisations.ListAsync(null, 300, stop);
        var names = await organisations.NamesAsync(shared, null, stop);
        var options = names.Select(n => (Value: n.Key.ToString(), Label: n.Value, Group: "")).Concat(listed.Select(o => (Value: o.Id.ToString(), Label: o.Name, Group: ""))).DistinctBy(o => o.Value).ToList();
        return new(board, options) { Items = ItemText.Read(board.Items), MayPublish = board.Sharing == Sharing.Public || caller.May(BoardsRights.Publish, board.OrganisationId) };
    }

    /// <summary>The form of an item with its preview; lists are narrowed by what is sought in them.</summary>
    public async Task<ItemFormView> ItemFormAsync(Guid id, Item item, bool isNew, string seekMeasure, string seekUnit, CancellationToken stop)
    {
        var board = await FindAsync(id, stop);
        if (!board.IsOf(caller)) throw Refusal.Forbidden("Ông/bà chỉ được sửa bảng do mình hoặc đơn vị mình lập. Xin sao chép thành bảng của mình.");
        var tree = await choices.TreeAsync(stop);
        var folded = Fold.Of(seekUnit);
        var reach = (caller.IsHouse ? tree.Units : caller.Organisations.Select(tree.Find).OfType<TreeUnit>()).Where(u => u.IsOpen).OrderBy(u => u.Above.Count).ThenBy(u => u.Name, StringComparer.Create(Say.Vietnam, true)).ToList();
        var units = item.Units.Ids.Append(item.Units.Of ?? Guid.Empty).Select(tree.Find).OfType<TreeUnit>()
            .Concat(reach.Where(u => folded.Length == 0 || Fold.Of(u.Name).Contains(folded, StringComparison.Ordinal)).Take(400)).DistinctBy(u => u.Id).Select(u => (u.Id.ToString(), u.Name)).ToList();
        var measuresShown = (await measures.OptionsAsync(seekMeasure, stop)).ToList();
        foreach (var asked in item.Measures.Where(m => ItemForm.IsPicked(m) && measuresShown.All(o => o.Value != m.Formula)))
            measuresShown.Insert(0, (asked.Formula, (await measures.HeadAsync(asked, stop)).Name, ""));
        var preview = item.Kind != ItemKind.Text && item.Measures.Count == 0 ? null : (await reading.ReadAsync([item], Reader.Of(caller), stop))[0];
        return new(board, item, isNew, preview, measuresShown, units, await choices.KindsAsync(item.Units.Of ?? caller.OrganisationId, stop),
            [.. (await plans.ListAsync(stop)).Select(p => (p.Id.ToString(), p.Title))], seekMeasure, seekUnit, [.. (await PlacesAsync(stop))]);
    }

    /// <summary>Editions of a board, newest first.</summary>
    public async Task<EditionsView> EditionsAsync(Guid id, CancellationToken stop)
    {
        var board = await FindAsync(id, stop);
        if (!board.IsOf(caller)) throw Refusal.Forbidden("Ông/bà chỉ được sửa bảng do mình hoặc đơn vị mình lập. Xin sao chép thành bảng của mình.");
        var editions = await store.Editions.AsNoTracking().Where(e => e.BoardId == id).OrderByDescending(e => e.Number).Take(200).ToListAsync(stop);
        return new(board, [.. editions.Select(e => new EditionRow(e.Number, e.At, e.ByName, e.Name, ItemText.Read(e.Items).Count))]);
    }

    async Task<IReadOnlyList<(string, string)>> PlacesAsync(CancellationToken stop)
    {
        var deeper = await new ShapeBook(store).WithCommunesAsync(stop);
        return [.. LienY.Outlines.OutlineFile.Provinces.Where(o => deeper.Contains(o.Code)).OrderBy(o => o.Code, StringComparer.Ordinal).Select(o => (o.Code, o.Name))];
    }

    async Task<Board> FindAsync(Guid id, CancellationToken stop) =>
        await store.Boards.AsNoTracking().Include(b => b.Shares).SingleOrDefaultAsync(b => b.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy bảng phân tích này.");
}
