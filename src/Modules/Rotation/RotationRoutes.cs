using System.Globalization;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Rotation.Pages;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Rotation;

/// <summary>The page of schemes.</summary>
sealed record SchemesView(IReadOnlyList<Scheme> Rows, bool MaySet, DateOnly Today);

/// <summary>Addresses of rotation. A person may always see and keep their own days.</summary>
static class RotationRoutes
{
    const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        // Who is sent nowhere comes for the weeks of the places.
        routes.MapGet("/rotation", async (RotationDesk desk, Caller caller, CancellationToken stop) => await desk.HasDaysAsync(stop) || !caller.May(RotationRights.See)
            ? Results.Redirect("/rotation/mine") : Results.Redirect("/rotation/overview")).NeedsSignIn();
        routes.MapGet("/rotation/mine", async (RotationDesk desk, CancellationToken stop) =>
            Show.Page<MinePage>(new { Model = (object)await desk.MineAsync(stop) })).NeedsSignIn();
        routes.MapGet("/rotation/place", async (RotationDesk desk, CancellationToken stop) => Show.Page<PlacePage>(new { Model = (object)await desk.PlaceAsync(stop) }))
            .Needs(RotationRights.Receive);
        routes.MapGet("/rotation/overview", async (HttpRequest request, Overview overview, CancellationToken stop) =>
            Show.Page<OverviewPage>(new { Model = (object)await overview.LoadAsync(DayAsk.Of(request), stop) })).Needs(RotationRights.See);
        routes.MapExport("/rotation/overview/export", ExportWeeksAsync).Needs(RotationRights.See);
        routes.MapGet("/rotation/schemes", async (SchemeBook book, Caller caller, TimeProvider clock, CancellationToken stop) =>
            Show.Page<SchemesPage>(new { Model = (object)new SchemesView(await book.AllAsync(stop), caller.May(RotationRights.Schemes), clock.Today()) }))
                .Needs(RotationRights.See);
        routes.MapPost("/rotation/schemes", async (HttpContext context, SchemeBook book, TimeProvider clock, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await book.SetAsync(form.Text("scheme", 20), form.Text("zone", 5), form.Whole("perWeek", -1), form.One<DayPart>("part"), form.Day("from") ?? clock.Today(),
                form.Required("source", 200), stop);
            return Show.Done(context, "/rotation/schemes", Words.Key("Đã đặt mức luân phiên."));
        }).Needs(RotationRights.Schemes);
        Orders(routes);
        Days(routes);
    }

    static void Orders(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rotation/orders", async (HttpRequest request, RotationDesk desk, CancellationToken stop) =>
            Show.Page<OrdersPage>(new { Model = (object)await desk.OrdersAsync(DayAsk.Of(request), stop) })).NeedsSignIn();
        routes.MapExport("/rotation/orders/export", ExportOrdersAsync).NeedsSignIn();
        routes.MapGet("/rotation/orders/new", async (HttpRequest request, RotationDesk desk, CancellationToken stop) =>
            Show.Page<OrderFormPage>(new { Model = (object)await desk.FormAsync(null, DayAsk.Of(request).Place, stop) })).Needs(RotationRights.Arrange);
        routes.MapGet("/rotation/orders/{id:guid}", async (Guid id, RotationDesk desk, CancellationToken stop) =>
            Show.Page<OrderPage>(new { Model = (object)await desk.OrderAsync(id, stop) })).NeedsSignIn();
        routes.MapGet("/rotation/orders/{id:guid}/edit", async (Guid id, RotationDesk desk, CancellationToken stop) =>
            Show.Page<OrderFormPage>(new { Model = (object)await desk.FormAsync(id, null, stop) })).Needs(RotationRights.Arrange);
        routes.MapGet("/rotation/orders/{id:guid}/docx", async (Guid id, RotationDesk desk, OrderPaper paper, CancellationToken stop) =>
            Results.File(await paper.WriteAsync((await desk.OrderAsync(id, stop)).Order, stop), Docx, "quyet-dinh-luan-phien.docx")).NeedsSignIn();
        routes.MapGet("/rotation/orders/{id:guid}/paper", async (Guid id, RotationDesk desk, IFiles files, CancellationToken stop) =>
        {
            var order = (await desk.OrderAsync(id, stop)).Order;
            return Results.File(await files.OpenAsync(order.SenderId, order.PaperHash ?? throw Refusal.Missing("Không tìm thấy tệp này trong kho lưu."), stop),
                "application/octet-stream",
                order.PaperName);
        }).NeedsSignIn();
        routes.MapPost("/rotation/orders", async (HttpContext context, Arranging use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            return Show.Done(context, "/rotation/orders/" + await use.SaveAsync(null, 0, Input(form), form.File("paper"), stop),
                Words.Key("Đã lập quyết định. Xin kiểm tra rồi trình duyệt."));
        }).Needs(RotationRights.Arrange);
        routes.MapPost("/rotation/orders/{id:guid}", async (Guid id, HttpContext context, Arranging use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await use.SaveAsync(id, form.Whole("version"), Input(form), form.File("paper"), stop);
            return Show.Done(context, "/rotation/orders/" + id, Words.Key("Đã lưu."));
        }).Needs(RotationRights.Arrange);
        Order(routes, "send", RotationRights.Arrange, (use, id, form, stop) => use.SendAsync(id, form.Whole("version"), stop), Words.Key("Đã trình duyệt."));
        Order(routes, "approve", RotationRights.Approve, (use, id, form, stop) => use.DecideAsync(id, form.Whole("version"), true, "", stop),
            Words.Key("Đã duyệt; các ngày luân phiên đã được xếp."));
        Order(routes, "refuse", RotationRights.Approve, (use, id, form, stop) => use.DecideAsync(id, form.Whole("version"), false, form.Text("reason", 500), stop),
            Words.Key("Đã trả lại người lập."));
        Order(routes, "end", RotationRights.Approve, (use, id, form, stop) => use.EndAsync(id, form.Whole("version"), form.Day("last")
            ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn ngày cuối.") { Field = "last" }, form.Required("reason", 500), stop), Words.Key("Đã kết thúc sớm."));
        routes.MapPost("/rotation/orders/{id:guid}/confirm", async (Guid id, HttpContext context, Keeping use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await use.ConfirmAsync(id, form.Day("month") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tháng.") { Field = "month" }, stop);
            return Show.Done(context, Back(form, "/rotation/orders/" + id), Words.Key("Đã xác nhận các ngày có mặt của tháng."));
        }).Needs(RotationRights.Receive);
    }

    static void Order(IEndpointRouteBuilder routes, string what, Right right, Func<Arranging, Guid, Form, CancellationToken, Task> work, string said) =>
        routes.MapPost("/rotation/orders/{id:guid}/" + what, async (Guid id, HttpContext context, Arranging use, CancellationToken stop) =>
        {
            await work(use, id, await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, "/rotation/orders/" + id, said);
        }).Needs(right);

    static void Days(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rotation/days", async (HttpRequest request, RotationDesk desk, CancellationToken stop) =>
            Show.Page<DaysPage>(new { Model = (object)await desk.DaysAsync(DayAsk.Of(request), stop) })).NeedsSignIn();
        routes.MapExport("/rotation/days/export", ExportDaysAsync).NeedsSignIn();
        routes.MapGet("/rotation/days/{id:guid}", async (Guid id, RotationDesk desk, CancellationToken stop) =>
            Show.Page<DayPage>(new { Model = (object)await desk.DayAsync(id, stop) })).NeedsSignIn();
        Day(routes, "check-in", (use, id, form, stop) => use.CheckInAsync(id, form.Whole("version"), form.Text("code", 12), stop), Words.Key("Đã chấm có mặt."));
        Day(routes, "present", (use, id, form, stop) => use.ReceiveAsync(id, form.Whole("version"), stop), Words.Key("Đã xác nhận có mặt."));
        Day(routes, "late", (use, id, form, stop) => use.ClaimAsync(id, form.Whole("version"), form.Text("reason", 500), null, stop),
            Words.Key("Đã ghi bổ sung; nơi nhận sẽ xác nhận."));
        Day(routes, "judge", (use, id, form, stop) => use.JudgeAsync(id, form.Whole("version"), form.Text("was", 5) == "yes", stop),
            Words.Key("Đã ghi ý kiến của nơi nhận."));
        Day(routes, "leave", (use, id, form, stop) => use.AskLeaveAsync(id, form.Whole("version"), form.Text("reason", 500), stop), Words.Key("Đã gửi đơn xin vắng."));
        Day(routes, "leave-decision", (use, id, form, stop) => use.DecideLeaveAsync(id, form.Whole("version"), form.Text("grants", 5) == "yes", stop),
            Words.Key("Đã quyết định đơn xin vắng."));
        Day(routes, "swap", (use, id, form, stop) => use.SwapAsync(id, form.Whole("version"), form.Id("practitioner"), form.Day("on"), form.Text("reason", 500), stop),
            Words.Key("Đã đổi ngày."));
        Day(routes, "results", (use, id, form, stop) => use.ReportAsync(id, form.Whole("version"),
            new(Count(form, "patients"), Count(form, "techniques"), Count(form, "classes"),
            Count(form, "consults"), form.Text("note", 1000), Links(form.Text("links", 1000))), stop), Words.Key("Đã ghi kết quả."));
    }

    static void Day(IEndpointRouteBuilder routes, string what, Func<Keeping, Guid, Form, CancellationToken, Task> work, string said) =>
        routes.MapPost("/rotation/days/{id:guid}/" + what, async (Guid id, HttpContext context, Keeping use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await work(use, id, form, stop);
            return Show.Done(context, Back(form, "/rotation/days/" + id), said);
        }).NeedsSignIn();

    // As people type it: 1.320.
    static int Count(Form form, string name) => (int)Math.Clamp(decimal.Truncate(form.Number(name) ?? 0), -1, 10_000_000);

    static string Back(Form form, string otherwise) => form.Text("back", 200) is { Length: > 0 } back ? back : otherwise;

    // Only addresses of this house.
    static string Links(string text) => string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(l => Uri.TryCreate(l, UriKind.Absolute, out var full) && full.Scheme is "http" or "https" ? full.PathAndQuery : l)
            .Where(l => l.StartsWith('/') && !l.StartsWith("//", StringComparison.Ordinal)));

    static OrderInput Input(Form form)
    {
        static Refusal No(string field, string text) => new(RefusalKind.Invalid, text) { Field = field };
        var slots = form.All("slots").Select(s => s.Split(':')).Where(p => p.Length == 2
            && int.TryParse(p[0], NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= 7
            && Enum.TryParse<DayPart>(p[1], out var part) && Enum.IsDefined(part))
                .Select(p => new Slot(int.Parse(p[0], CultureInfo.InvariantCulture), Enum.Parse<DayPart>(p[1]))).ToList();
        // A whole day holds its morning and afternoon.
        slots.RemoveAll(s => s.Part != DayPart.Day && slots.Contains(new(s.Weekday, DayPart.Day)));
        var target = form.Text("target", 80).Split('/');
        return new(form.Text("scheme", 20), form.Text("zone", 5), form.Id("sender") ?? throw No("sender", "Xin chọn nơi cử."), form.Id("receiver")
            ?? throw No("receiver", "Xin chọn nơi nhận."),
            form.Day("from") ?? throw No("from", "Xin chọn ngày đầu."), form.Day("to") ?? throw No("to", "Xin chọn ngày cuối."), slots,
            [.. form.All("people").Select(p => Guid.TryParse(p, out var id) ? id : Guid.Empty).Where(p => p != Guid.Empty)], form.Text("purpose", 1000),
                Count(form, "goalPatients"),
            Count(form, "goalTechniques"), Count(form, "goalClasses"), Count(form, "goalConsults"), form.Text("decision", 60), form.Day("decisionOn"),
            target is [var plan, _] && Guid.TryParse(plan, out var p) ? p : null, target is [_, var topic] && Guid.TryParse(topic, out var t) ? t : null);
    }

    static async Task<IResult> ExportDaysAsync(HttpRequest request, RotationDesk desk, Words words, CancellationToken stop)
    {
        var view = await desk.AllAsync(DayAsk.Of(request), stop);
        Column[] head = [words["Ngày"], words["Buổi"], words["Họ và tên"], words["Nơi cử"], words["Nơi nhận"], words["Đề án"], words["Trạng thái"], words["Lý do"],
            words["Người bệnh"],
            words["Kỹ thuật"], words["Lớp"], words["Hội chẩn"], words["Nơi nhận xác nhận"], words["Trang"]];
        return Export.Of("ngay-luan-phien", head, view.Rows.Select(d => new object?[]
        {
            d.OnDay, words[RotationWords.Of(d.Part)], d.Name, view.Names.GetValueOrDefault(d.SenderId), view.Names.GetValueOrDefault(d.ReceiverId),
                words[RotationWords.Scheme(d.Scheme)],
            words[RotationWords.Of(d, view.Today)], words[d.Excuse], d.Patients, d.Techniques, d.Classes, d.Consults, d.ConfirmedAt,
                new Link(words["Mở"], "/rotation/days/" + d.Id),
        }));
    }

    static async Task<IResult> ExportOrdersAsync(HttpRequest request, RotationDesk desk, Words words, CancellationToken stop)
    {
        var view = await desk.OrdersAsync(DayAsk.Of(request), stop);
        Column[] head = [words["Số quyết định"], words["Đề án"], words["Nơi cử"], words["Nơi nhận"], words["Người được cử"], words["Từ ngày"], words["Đến ngày"],
            words["Lịch"], words["Trạng thái"],
            words["Có mặt"], words["Không có mặt"], words["Được vắng"], words["Trang"]];
        return Export.Of("quyet-dinh-luan-phien", head, view.Rows.Select(o =>
        {
            var count = view.Counts.GetValueOrDefault(o.Id);
            return new object?[]
            {
                o.DecisionNumber, words[RotationWords.Scheme(o.Scheme)], view.Names.GetValueOrDefault(o.SenderId), view.Names.GetValueOrDefault(o.ReceiverId),
                string.Join(", ", o.People.Select(p => p.Name)), o.FromDay, o.Last, RotationWords.Slots(words, o.Slots), words[RotationWords.Of(o.State)], count?.Met,
                    count?.Unmet, count?.Excused,
                new Link(words["Mở"], "/rotation/orders/" + o.Id),
            };
        }));
    }

    static async Task<IResult> ExportWeeksAsync(HttpRequest request, Overview overview, Words words, CancellationToken stop)
    {
        var view = await overview.LoadAsync(DayAsk.Of(request), stop);
        Column[] head = [words["Nơi nhận"], words["Vùng"], words["Tuần từ"], words["Phải có"], words["Có mặt"], words["Kết luận"]];
        return Export.Of("tuan-luan-phien", head, view.Lines.SelectMany(l => l.Weeks
            .Select(w => new object?[] { l.Name, l.Zone, w.Monday, w.Owed, w.Met, words[WeekWords.Of(w.Kind)] })));
    }
}

/// <summary>What becomes of a week, in words (keys).</summary>
static class WeekWords
{
    /// <summary>A kind of week.</summary>
    public static string Of(string kind) => kind switch
    {
        "ok" => Words.Key("đạt"),
        "bad" => Words.Key("không đạt"),
        "warn" => Words.Key("có nguy cơ"),
        "later" => Words.Key("chưa đến hạn"),
        _ => Words.Key("không có lịch"),
    };
}
