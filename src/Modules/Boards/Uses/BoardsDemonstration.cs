using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Boards;

/// <summary>Boards of the demonstration: the ready ones, and one for each department of the story, in the years of its plan.</summary>
sealed class BoardsDemonstration(BoardsStore store, ReadyBoards ready, IAnalytics analytics, TimeProvider clock) : IDemonstration
{
    static readonly Asked Tasks = new("count(E{plan.task.done})", "Nhiệm vụ hoàn thành"), Products = new("count(E{plan.product.accepted})", "Sản phẩm đã nghiệm thu"),
        Meetings = new("count(E{plan.meeting.held})", "Cuộc họp đã tổ chức");

    /// <inheritdoc/>
    public int Order => 60;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        await ready.EnsureAsync(stop);
        Add(world, "syt-lao-cai", "Nhìn lại hợp tác chuyên môn năm 2023", new("fixed", "Monthly", "202301", "202312"), new("fixed", "Quarterly", "2023Q1", "2023Q4"), new("fixed", "Yearly", "2023", "2023"), []);
        Add(world, "syt-an-giang", "Theo dõi hợp tác với Thành phố Hồ Chí Minh năm 2025", new("fixed", "Monthly", "202501", "202512"), new("fixed", "Quarterly", "2025Q1", "2025Q4"), new("fixed", "Yearly", "2025", "2025"), []);
        var cards = (await analytics.IndicatorsAsync(null, null, stop)).Take(6).Select(i => new Asked($"N{{{i.Code}}}")).ToList();
        Add(world, "syt-lai-chau", "Theo dõi hợp tác chuyên môn năm nay", new("last12m"), new("last4q"), new("thisyear"), cards);
        foreach (var (department, sharing) in new[] { ("syt-lao-cai", Sharing.Everybody), ("syt-an-giang", Sharing.Organisation), ("syt-lai-chau", Sharing.Public) })
            Add(world, department, "Khám chữa bệnh, tiêm chủng 12 tháng qua", "Từ báo cáo tháng của các cơ sở; số giả định để minh họa.", Health(department), sharing);
        await store.SaveChangesAsync(stop);
    }

    void Add(DemoWorld world, string department, string name, PeriodChoice months, PeriodChoice quarters, PeriodChoice year, IReadOnlyList<Asked> cards) =>
        Add(world, department, name, "Bảng cho giao ban của Sở: xem đơn vị nào chậm, mở con số để tới từng nhiệm vụ và sản phẩm. Số liệu minh họa.", Items(months, quarters, year, cards), Sharing.Organisation);

    void Add(DemoWorld world, string department, string name, string note, IReadOnlyList<Item> items, Sharing sharing)
    {
        if (!world.Organisations.TryGetValue(department, out var organisation)) return;
        var now = clock.GetUtcNow();
        var board = new Board { Name = name, OrganisationId = organisation, CreatedAt = now, ChangedAt = now, ChangedBy = "Phòng Nghiệp vụ Y" };
        board.Call(name, note);
        board.Hold(items);
        board.Share(sharing, []);
        store.Boards.Add(board);
    }

    static List<Item> Health(string department)
    {
        Asked insured = new("N{BHYT_BAOPHU}");
        Asked visits = new("#{kcb-kham}"), remote = new("#{tx-kham}"), stays = new("#{kcb-noi-tru}"), vaccinated = new("#{tc-day-du}"), beds = new("#{giuong-thuc-ke}");
        var referred = new Asked("#{kcb-chuyen-tuyen} / #{kcb-kham} * 100", "Tỷ lệ chuyển tuyến (%)");
        return
        [
            One(ItemKind.Figure, "", new("lastmonth"), new(UnitWay.Mine), visits),
            One(ItemKind.Figure, "", new("lastmonth"), new(UnitWay.Mine), remote),
            One(ItemKind.Line, "Khám, tư vấn từ xa so với cùng kỳ", new("last12m", Compare: true), new(UnitWay.Mine), remote) with { Wide = true },
            One(ItemKind.Table, "Lượt khám theo cơ sở và tháng", new("last6m"), new(UnitWay.Children), visits) with { Totals = true, Heat = true, Sort = "down", Wide = true },
            One(ItemKind.League, "Tỷ lệ chuyển tuyến", new("last4q"), new(UnitWay.Children), referred) with { Wide = true },
            One(ItemKind.Bars, "Trẻ tiêm chủng đầy đủ, quý trước", new("lastquarter"), new(UnitWay.Children), vaccinated) with { Rows = [Axis.Unit], Columns = [Axis.Measure], Sort = "down" },
            One(ItemKind.Map, "Lượt khám theo tỉnh, năm nay", new("thisyear"), new(UnitWay.Mine), visits),
            One(ItemKind.Map, "Bao phủ bảo hiểm y tế theo tỉnh", new("thisyear"), new(UnitWay.Mine), insured),
            .. department == "syt-lao-cai" ? [One(ItemKind.Map, "Bao phủ bảo hiểm y tế theo xã", new("thisyear"), new(UnitWay.Mine), insured) with { Place = "15" }] : Array.Empty<Item>(),
            One(ItemKind.Table, "Nhiều chỉ số theo quý", new("last4q"), new(UnitWay.Mine), visits, stays, remote, beds, referred) with { Rows = [Axis.Measure], Columns = [Axis.Period], Totals = true, Wide = true },
        ];
    }

    static List<Item> Items(PeriodChoice months, PeriodChoice quarters, PeriodChoice year, IReadOnlyList<Asked> cards)
    {
        List<Item> items =
        [
            One(ItemKind.Figure, "", year, new(UnitWay.Mine), Tasks),
            One(ItemKind.Figure, "", year, new(UnitWay.Mine), Products),
            One(ItemKind.Line, "Diễn biến theo tháng", months, new(UnitWay.Mine), Tasks, Products, Meetings) with { Wide = true },
            One(ItemKind.League, "Xếp hạng đơn vị", year, new(UnitWay.Children), Tasks) with { Target = 3, Wide = true },
            One(ItemKind.Stacked, "Kết quả theo đơn vị", year, new(UnitWay.Children), Tasks, Products, Meetings) with { Rows = [Axis.Unit], Columns = [Axis.Measure], Sort = "down" },
            One(ItemKind.Map, "Nhiệm vụ hoàn thành theo tỉnh", year, new(UnitWay.Mine), Tasks),
            One(ItemKind.Table, "Theo đơn vị và quý", quarters, new(UnitWay.Children), Tasks, Products) with
            {
                Rows = [Axis.Measure, Axis.Unit], Columns = [Axis.Period], Totals = true, Heat = true, Wide = true,
            },
        ];
        if (cards.Count > 0) items.Add(One(ItemKind.Table, "Chỉ số của danh mục", quarters, new(UnitWay.Mine), [.. cards]) with { Rows = [Axis.Measure], Columns = [Axis.Period], Wide = true });
        return items;
    }

    static Item One(ItemKind kind, string title, PeriodChoice periods, UnitChoice units, params Asked[] measures) =>
        new() { Id = Guid.CreateVersion7(), Kind = kind, Title = title, Measures = measures, Units = units, Periods = periods };
}
