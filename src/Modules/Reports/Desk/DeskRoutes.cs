using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Reports.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Reports;

/// <summary>Routes of one report: page, draft, sending, judging, issuing, files.</summary>
static class DeskRoutes
{
    const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/reports/new", NewAsync).Needs(ReportsRights.Write);
        routes.MapPost("/reports/new", MakeAsync).Needs(ReportsRights.Write);
        routes.MapGet("/reports/{id:guid}", async (Guid id, ReportDesk desk, CancellationToken stop) =>
            Show.Page<ReportPage>(new { Model = await desk.LoadAsync(id, stop) })).Needs(ReportsRights.Read);
        routes.MapPost("/reports/{id:guid}/draft", BeginAsync).Needs(ReportsRights.Write);
        routes.MapPost("/reports/{id:guid}", SaveAsync).Needs(ReportsRights.Write);
        routes.MapPost("/reports/{id:guid}/accept", AcceptAsync).NeedsSignIn();
        routes.MapPost("/reports/{id:guid}/return", ReturnAsync).NeedsSignIn();
        routes.MapPost("/reports/{id:guid}/issue", IssueAsync).Needs(ReportsRights.Issue);
        routes.MapGet("/reports/{id:guid}/docx", async (Guid id, ReportDesk desk, Issuing issuing, CancellationToken stop) =>
            await desk.ReadableAsync(id, stop) is var report ? Results.File(await issuing.DocxAsync(report, stop), Word, NameOf(report, ".docx")) : null!).Needs(ReportsRights.Read);
        routes.MapGet("/reports/{id:guid}/pdf", async (Guid id, ReportDesk desk, Issuing issuing, CancellationToken stop) =>
            await desk.ReadableAsync(id, stop) is var report ? Results.File(await issuing.PdfAsync(report, stop), "application/pdf", NameOf(report, ".pdf")) : null!).Needs(ReportsRights.Read);
    }

    static async Task<IResult> NewAsync(Guid? plan, IPlans plans, IOrganisations organisations, Caller caller, TimeProvider clock, CancellationToken stop)
    {
        // The owner of a plan reports on it, also by the hand of an officer above it.
        var all = await plans.ListAsync(stop);
        var owners = all.Select(p => p.OwnerId).Where(o => caller.May(ReportsRights.Write, o));
        var senders = caller.Posts.Where(p => ReportsRights.Write.Roles.Contains(p.Role)).Select(p => p.OrganisationId).Concat(owners).Distinct().ToList();
        var names = await organisations.NamesAsync(senders, null, stop);
        var sender = all.FirstOrDefault(p => p.Id == plan)?.OwnerId is { } owner && senders.Contains(owner) ? owner : caller.OrganisationId;
        var above = await organisations.AboveAsync(sender, stop);
        return Show.Page<NewReportPage>(new
        {
            Model = new NewReportView(all, plan, [.. names.Select(n => (n.Key, n.Value))],
                [.. (await organisations.ListAsync(null, 2000, stop)).Select(o => (o.Id, o.Name))], above.Count > 1 ? above[1].Id : null, sender, clock.Today()),
        });
    }

    static async Task<IResult> MakeAsync(HttpContext context, Drafting drafting, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var cadence = form.One<Cadence>("cadence");
        var (from, to) = (form.Day("from"), form.Day("to"));
        if (from is null != to is null) throw new Refusal(RefusalKind.Invalid, "Xin nhập cả ngày đầu và ngày cuối kỳ, hoặc để trống cả hai.") { Field = from is null ? "from" : "to" };
        var id = await drafting.MakeAsync(Chosen(form, "plan"), cadence, from, to, Chosen(form, "sender"), Chosen(form, "receiver"), stop, form.Text("title", 300),
            form.Text("rule", 20) == "calendar" ? "calendar" : "", form.Ticked("gathers"));
        return Show.Done(context, "/reports/" + id, "Đã lập dự thảo báo cáo từ số liệu hiện có. Xin đọc lại, bổ sung rồi gửi.");
    }

    static async Task<IResult> BeginAsync(Guid id, HttpContext context, Drafting drafting, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await drafting.BeginAsync(id, form.Whole("version"), stop);
        return Show.Done(context, "/reports/" + id, "Đã lập dự thảo báo cáo từ số liệu hiện có. Xin đọc lại, bổ sung rồi gửi.");
    }

    static async Task<IResult> SaveAsync(Guid id, HttpContext context, Drafting drafting, Sending sending, ApprovalDesk approvals, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var input = DraftInput.Read(form, await context.Request.ReadFormAsync(stop));
        var deed = form.Text("do", 20);
        var report = await drafting.SaveAsync(id, form.Whole("version"), input, anew: deed == "anew", stop);
        if (deed == "gather")
        {
            report.Gathers = true;
            await drafting.AnewAsync(report, stop);
            await drafting.DoneAsync(stop);
            await drafting.GatherAsync(report, stop);
            await drafting.DoneAsync(stop);
            return Show.Done(context, "/reports/" + id, "Đã tổng hợp báo cáo của các đơn vị; lời văn của đơn vị đã đưa vào từng mục để biên tập.");
        }
        if (deed == "suggest")
        {
            var filled = await drafting.SuggestAsync(report, stop);
            await drafting.DoneAsync(stop);
            return Show.Done(context, "/reports/" + id, filled > 0 ? "Đã gợi ý số ước theo quy tắc ghi ở từng ô; xin xem lại." : "Không có ô ước nào còn trống mà gợi ý được.");
        }
        if (deed == "send")
        {
            if (await approvals.PresentAsync(report, stop)) return Show.Done(context, "/reports/" + id, "Đã trình duyệt trong đơn vị; bước duyệt cuối đồng ý thì báo cáo tự gửi đi.");
            await sending.SendAsync(report, stop);
            return Show.Done(context, "/reports/" + id, "Đã gửi báo cáo. Số liệu đã chốt, không thay đổi nữa.");
        }
        await drafting.DoneAsync(stop);
        return deed == "anew" ? Show.Done(context, "/reports/" + id, "Đã tính lại số liệu từ sổ sự kiện.") : Show.Done(context, "/reports/" + id, "Đã lưu dự thảo.");
    }

    static async Task<IResult> AcceptAsync(Guid id, HttpContext context, Sending sending, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await sending.AcceptAsync(id, form.Whole("version"), stop);
        return Show.Done(context, "/reports/" + id, "Đã duyệt báo cáo.");
    }

    static async Task<IResult> ReturnAsync(Guid id, HttpContext context, Sending sending, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await sending.ReturnAsync(id, form.Whole("version"), form.Required("reason"), stop);
        return Show.Done(context, "/reports/" + id, "Đã trả lại báo cáo kèm lý do.");
    }

    static async Task<IResult> IssueAsync(Guid id, HttpContext context, Issuing issuing, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var given = form.Text("number", 12);
        var number = given.Length == 0 ? (int?)null : form.Whole("number");
        if (number is < 1 or > 99_999) throw new Refusal(RefusalKind.Invalid, "Số văn bản là số nguyên từ 1 đến 99.999.") { Field = "number" };
        var day = form.Day("day") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày phát hành.") { Field = "day" };
        var pdf = await issuing.IssueAsync(id, form.Whole("version"), new(number, form.Required("symbol", 40), day, form.Required("place", 80), form.Required("signer", 120),
            form.Required("position", 120), form.Text("authority", 120), form.Text("recipients", 2000), form.Text("archive", 80)), stop);
        return pdf ? Show.Done(context, "/reports/" + id, "Đã phát hành báo cáo. Bản DOCX và PDF đã được lưu.")
            : Show.Done(context, "/reports/" + id, "Đã phát hành báo cáo, bản DOCX đã được lưu. Chưa tạo được PDF; xin thử tải PDF sau.");
    }

    static Guid Chosen(Form form, string name) => form.Id(name) ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn một mục trong danh sách.") { Field = name };

    static string NameOf(Report report, string kind)
    {
        var name = Fold.Of(report.NumberText.Length > 0 ? "bao cao " + report.NumberText : "du thao bao cao " + Cadences.Vietnamese(report.Cadence, report.PeriodTo));
        return string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')) + kind;
    }
}

/// <summary>What the page of a new report offers.</summary>
sealed record NewReportView(
    IReadOnlyList<PlanCard> Plans, Guid? Plan, IReadOnlyList<(Guid Id, string Name)> Senders, IReadOnlyList<(Guid Id, string Name)> Receivers, Guid? Receiver, Guid Sender, DateOnly Today);
