using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Boards;

/// <summary>Boards of the demonstration: the ready ones, and one that an officer of Sở Y tế Lào Cai made and shared.</summary>
sealed class BoardsDemonstration(BoardsStore store, ReadyBoards ready, IAnalytics analytics, TimeProvider clock) : IDemonstration
{
    /// <inheritdoc/>
    public int Order => 60;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        await ready.EnsureAsync(stop);
        if (!world.Organisations.TryGetValue("syt-lao-cai", out var department)) return;
        var now = clock.GetUtcNow();
        var board = new Board { Name = "", OrganisationId = department, OwnerId = world.People.Values.Cast<Guid?>().FirstOrDefault(), CreatedAt = now, ChangedAt = now, ChangedBy = "Sở Y tế tỉnh Lào Cai" };
        board.Call("Theo dõi hợp tác chuyên môn quý này", "Bảng do chuyên viên Sở lập cho giao ban tháng; số liệu của hệ thống minh họa.");
        board.Hold(await ItemsAsync(stop));
        board.Share(Sharing.Organisation, []);
        store.Boards.Add(board);
        await store.SaveChangesAsync(stop);
    }

    async Task<IReadOnlyList<Item>> ItemsAsync(CancellationToken stop)
    {
        Asked tasks = new("count(E{plan.task.done})", "Nhiệm vụ hoàn thành"), products = new("count(E{plan.product.accepted})", "Sản phẩm đã nghiệm thu"), meetings = new("count(E{plan.meeting.held})", "Cuộc họp");
        var cards = (await analytics.IndicatorsAsync(null, null, stop)).Take(4).Select(i => new Asked($"N{{{i.Code}}}")).ToList();
        List<Item> items =
        [
            new() { Id = Guid.CreateVersion7(), Kind = ItemKind.Text, Title = "Mục đích", Text = "Giao ban hằng tháng: xem đơn vị nào chậm, mở con số để tới từng nhiệm vụ và sản phẩm.", Wide = true },
            new() { Id = Guid.CreateVersion7(), Kind = ItemKind.Figure, Measures = [tasks], Periods = new("thisyear") },
            new() { Id = Guid.CreateVersion7(), Kind = ItemKind.Figure, Measures = [meetings], Periods = new("thisyear") },
            new() { Id = Guid.CreateVersion7(), Kind = ItemKind.Line, Title = "Diễn biến theo tháng", Measures = [tasks, products, meetings], Periods = new("last12m"), Wide = true },
            new() { Id = Guid.CreateVersion7(), Kind = ItemKind.League, Title = "Xếp hạng đơn vị", Measures = [tasks], Units = new(UnitWay.Children), Periods = new("thisyear"), Target = 3, Wide = true },
            new()
            {
                Id = Guid.CreateVersion7(), Kind = ItemKind.Table, Title = "Theo đơn vị và quý", Measures = [tasks, products], Units = new(UnitWay.Children), Periods = new("last4q"),
                Rows = [Axis.Unit, Axis.Measure], Columns = [Axis.Period], Totals = true, Heat = true, Wide = true,
            },
            new() { Id = Guid.CreateVersion7(), Kind = ItemKind.Map, Title = "Nhiệm vụ hoàn thành theo tỉnh", Measures = [tasks], Periods = new("whole"), Wide = true },
        ];
        if (cards.Count > 0)
            items.Add(new() { Id = Guid.CreateVersion7(), Kind = ItemKind.Table, Title = "Chỉ số của danh mục", Measures = cards, Units = new(UnitWay.Mine), Periods = new("last12m"), Rows = [Axis.Measure], Columns = [Axis.Period], Wide = true });
        return items;
    }
}
