using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Boards;

/// <summary>Boards that come with the house, made at first need: they speak of the reader's own organisation, so that everybody finds theirs.</summary>
sealed class ReadyBoards(BoardsStore store, TimeProvider clock)
{
    static readonly Asked Tasks = new("count(E{plan.task.done})", ""), Products = new("count(E{plan.product.accepted})", ""), Meetings = new("count(E{plan.meeting.held})", "");

    /// <summary>Makes those that are missing.</summary>
    public async Task EnsureAsync(CancellationToken stop)
    {
        var known = await store.Boards.IgnoreQueryFilters(["shared"]).Where(b => b.Ready != null).Select(b => b.Ready!).ToListAsync(stop);
        var missing = All().Where(b => !known.Contains(b.Ready!)).ToList();
        if (missing.Count == 0) return;
        store.Boards.AddRange(missing);
        try
        {
            await store.SaveChangesAsync(stop);
        }
        catch (Refusal problem) when (problem.Code == "duplicate")
        {
            // Another request made them in the same moment.
            store.ChangeTracker.Clear();
        }
    }

    IEnumerable<Board> All()
    {
        yield return Make("overview", 1, Words.Key("Tổng quan tỉnh"), Words.Key("Công việc theo kế hoạch của đơn vị tôi và các đơn vị trực thuộc trong 12 tháng qua."),
        [
            Figure(1, Tasks), Figure(2, Products), Figure(3, Meetings),
            new() { Id = Id(4), Kind = ItemKind.Line, Title = Words.Key("Diễn biến 12 tháng qua"), Measures = [Tasks, Products, Meetings], Units = new(UnitWay.Mine), Periods = new("last12m"), Wide = true },
            new()
            {
                Id = Id(5), Kind = ItemKind.Table, Title = Words.Key("Nhiệm vụ hoàn thành theo đơn vị và tháng"), Measures = [Tasks], Units = new(UnitWay.Children), Periods = new("last12m"),
                Rows = [Axis.Unit], Columns = [Axis.Period], Totals = true, Heat = true, Wide = true,
            },
        ]);
        yield return Make("compare", 2, Words.Key("So sánh đơn vị"), Words.Key("Các đơn vị trực thuộc đơn vị tôi, xếp theo kết quả năm nay."),
        [
            new() { Id = Id(21), Kind = ItemKind.League, Title = Words.Key("Xếp hạng theo nhiệm vụ hoàn thành"), Measures = [Tasks], Units = new(UnitWay.Children), Periods = new("thisyear"), Wide = true },
            new()
            {
                Id = Id(22), Kind = ItemKind.Stacked, Title = Words.Key("Kết quả theo đơn vị, năm nay"), Measures = [Tasks, Products, Meetings], Units = new(UnitWay.Children), Periods = new("thisyear"),
                Rows = [Axis.Unit], Columns = [Axis.Measure], Sort = "down", Wide = true,
            },
        ]);
        yield return Make("map", 3, Words.Key("Bản đồ"), Words.Key("Cả nước theo tỉnh; chọn một tỉnh để xem các xã."),
        [
            new() { Id = Id(31), Kind = ItemKind.Map, Title = Words.Key("Nhiệm vụ hoàn thành năm nay theo tỉnh"), Measures = [Tasks], Periods = new("thisyear"), Wide = true },
        ]);
    }

    static Item Figure(int number, Asked asked) => new() { Id = Id(number), Kind = ItemKind.Figure, Measures = [asked], Units = new(UnitWay.Mine), Periods = new("thisyear") };

    Board Make(string key, int number, string name, string note, IReadOnlyList<Item> items)
    {
        var now = clock.GetUtcNow();
        // The id is fixed, so that two first readers cannot make it twice.
        var board = new Board { Id = new Guid(0x0b0a2d5, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, (byte)number), Name = name, Ready = key, CreatedAt = now, ChangedAt = now, ChangedBy = "Liên Y" };
        board.Call(name, note);
        board.Hold(items);
        board.Share(Sharing.Everybody, []);
        return board;
    }

    static Guid Id(int number) => new(0x0b0a2d6, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, (byte)number);
}
