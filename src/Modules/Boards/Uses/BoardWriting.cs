using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Boards;

/// <summary>Making and changing boards. What a board was before each change is kept as an edition.</summary>
sealed class BoardWriting(BoardsStore store, Caller caller, TimeProvider clock, UnitChoices choices)
{
    /// <summary>A new board of the organisation for which the caller acts.</summary>
    public async Task<Guid> CreateAsync(Form form, CancellationToken stop)
    {
        caller.Must(BoardsRights.Write, caller.OrganisationId);
        var board = New(form.Required("name", 200), form.Text("note", 2000));
        store.Boards.Add(board);
        await store.SaveChangesAsync(stop);
        return board.Id;
    }

    /// <summary>A private copy of a board that the caller sees; organisations outside the caller's reach stay in it and show no figures.</summary>
    public async Task<Guid> CopyAsync(Guid id, string name, CancellationToken stop)
    {
        caller.Must(BoardsRights.Write, caller.OrganisationId);
        var from = await FindAsync(id, stop);
        var board = New(name, from.Note);
        board.Hold(ItemText.Read(from.Items));
        store.Boards.Add(board);
        await store.SaveChangesAsync(stop);
        return board.Id;
    }

    /// <summary>Name, note and with whom it is shared.</summary>
    public async Task EditAsync(Guid id, Form form, CancellationToken stop)
    {
        var board = await OwnAsync(id, form.Whole("version", -1), stop);
        board.Call(form.Required("name", 200), form.Text("note", 2000));
        var sharing = form.One<Sharing>("sharing");
        if (sharing == Sharing.Public && board.Sharing != Sharing.Public) caller.Must(BoardsRights.Publish, board.OrganisationId);
        board.Share(sharing, [.. form.All("with").Select(w => Guid.TryParse(w, out var o) ? o : Guid.Empty).Where(o => o != Guid.Empty)]);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Puts an item: changes the one with its id, else adds it at the end.</summary>
    public async Task PutAsync(Guid id, int version, Item item, CancellationToken stop)
    {
        var board = await OwnAsync(id, version, stop);
        var items = ItemText.Read(board.Items).ToList();
        var at = items.FindIndex(i => i.Id == item.Id);
        await MustReachAsync(item, at < 0 ? null : items[at], stop);
        if (at < 0) items.Add(item);
        else items[at] = item;
        board.Hold(items);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Moves an item up or down, or takes it away.</summary>
    public async Task MoveAsync(Guid id, int version, Guid item, string how, CancellationToken stop)
    {
        var board = await OwnAsync(id, version, stop);
        var items = ItemText.Read(board.Items).ToList();
        var at = items.FindIndex(i => i.Id == item);
        if (at < 0) throw Refusal.Missing("Không tìm thấy mục này.");
        var one = items[at];
        items.RemoveAt(at);
        if (how != "delete") items.Insert(Math.Clamp(how == "up" ? at - 1 : at + 1, 0, items.Count), one);
        board.Hold(items);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Takes a board away with its editions.</summary>
    public async Task DeleteAsync(Guid id, int version, CancellationToken stop)
    {
        var board = await FindAsync(id, stop);
        Must(board);
        store.Expect(board, version);
        store.Boards.Remove(board);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Makes an edition the present one; the present one becomes an edition too.</summary>
    public async Task RestoreAsync(Guid id, int version, int number, CancellationToken stop)
    {
        var edition = await store.Editions.AsNoTracking().SingleOrDefaultAsync(e => e.BoardId == id && e.Number == number, stop) ?? throw Refusal.Missing("Không tìm thấy bản này.");
        var board = await OwnAsync(id, version, stop);
        board.Call(edition.Name, edition.Note);
        board.Hold(ItemText.Read(edition.Items));
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Favourite, or on "Hôm nay".</summary>
    public async Task MarkAsync(Guid id, Form form, CancellationToken stop)
    {
        await FindAsync(id, stop);
        if (caller.UserId is not { } user) return;
        var mark = await store.Marks.SingleOrDefaultAsync(m => m.BoardId == id && m.UserId == user, stop);
        if (mark is null) store.Marks.Add(mark = new() { BoardId = id, UserId = user });
        if (form.Text("favourite") is { Length: > 0 } favourite) mark.IsFavourite = favourite == "on";
        if (form.Text("today") is { Length: > 0 } today) mark.IsToday = today == "on";
        await store.SaveChangesAsync(stop);
    }

    /// <summary>A board that the caller may see, or a refusal that does not tell whether it exists.</summary>
    public async Task<Board> FindAsync(Guid id, CancellationToken stop) =>
        await store.Boards.Include(b => b.Shares).SingleOrDefaultAsync(b => b.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy bảng phân tích này.");

    Board New(string name, string note)
    {
        var now = clock.GetUtcNow();
        var board = new Board { Name = name, OrganisationId = caller.OrganisationId, OwnerId = caller.UserId, CreatedAt = now, ChangedAt = now, ChangedBy = caller.Name };
        board.Call(name, note);
        return board;
    }

    async Task<Board> OwnAsync(Guid id, int version, CancellationToken stop)
    {
        var board = await FindAsync(id, stop);
        Must(board);
        store.Expect(board, version);
        if (version == board.Version)
            store.Editions.Add(new() { BoardId = id, Number = board.Version, At = board.ChangedAt, ByName = board.ChangedBy, Name = board.Name, Note = board.Note, Items = board.Items });
        (board.ChangedAt, board.ChangedBy) = (clock.GetUtcNow(), caller.Name);
        return board;
    }

    void Must(Board board)
    {
        if (!board.IsOf(caller)) throw Refusal.Forbidden("Ông/bà chỉ được sửa bảng do mình hoặc đơn vị mình lập. Xin sao chép thành bảng của mình.");
    }

    /// <summary>Only organisations within the caller's reach may be added; those that others chose before stay.</summary>
    async Task MustReachAsync(Item item, Item? before, CancellationToken stop)
    {
        if (caller.IsHouse) return;
        var had = before is null ? [] : before.Units.Ids.Append(before.Units.Of ?? Guid.Empty).ToHashSet();
        var tree = await choices.TreeAsync(stop);
        foreach (var id in item.Units.Ids.Append(item.Units.Of ?? caller.OrganisationId).Where(i => !had.Contains(i) && !caller.Organisations.Contains(i)))
            throw new Refusal(RefusalKind.Forbidden, "Đơn vị “{0}” không thuộc phạm vi của ông/bà nên không chọn được.", tree.Find(id)?.Name ?? id.ToString())
            {
                Field = item.Units.Ids.Contains(id) ? "u" : "uof",
            };
    }
}
