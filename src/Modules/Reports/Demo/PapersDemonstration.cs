using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Reports;

/// <summary>
/// A department's papers of the demonstration: a dispatch and an invitation issued, a notice in its chain of approval; a yearly and a gathered report in draft; one issued report signed with the
/// seal of the demonstration's authority.
/// </summary>
sealed class PapersDemonstration(ReportsStore store, PaperDesk desk, Drafting drafting, Shelf shelf, Signatures signatures, IEnumerable<ISigning> signing,
    IPlans plans, IOrganisations organisations, TimeProvider clock) : IDemonstration
{
    const string Department = "syt-lao-cai";

    /// <inheritdoc/>
    public int Order => 66;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        if (!world.Organisations.TryGetValue(Department, out var department) || await store.Papers.AnyAsync(stop)) return;
        var plan = (await plans.ListAsync(stop)).Where(p => p.OwnerId == department && p.From < world.Today.AddDays(-60)).MaxBy(p => p.To);
        await IssueAsync(department, world.Today.AddDays(-12), plan?.Id, "CV", "tăng cường hội chẩn từ xa với bệnh viện tuyến trên", new(), stop,
            "Thực hiện kế hoạch hợp tác, Sở Y tế đề nghị các đơn vị:\n- Rà soát danh sách người bệnh cần hội chẩn trước thứ Tư hằng tuần;\n- Cử kíp trực đường truyền, báo đầu mối về Phòng Nghiệp vụ Y;\n- Báo cáo kết quả trước ngày 25 hằng tháng.");
        await IssueAsync(department, world.Today.AddDays(-5), plan?.Id, "GM", "Họp giao ban kế hoạch hợp tác", new()
        {
            ["guests"] = "Giám đốc các đơn vị trực thuộc",
            ["matter"] = "cuộc họp giao ban kế hoạch hợp tác",
            ["chair"] = "Phó Giám đốc Sở",
            ["when"] = $"14 giờ 00 ngày {Say.Day(world.Today.AddDays(2))}",
            ["where"] = "Phòng họp số 1, trụ sở Sở Y tế",
            ["notes"] = "Đơn vị chuẩn bị số liệu đến hết tháng trước",
        }, stop, "");
        await ChainAsync(world, department, stop);
        await SignAsync(stop);
        if (plan is null) return;
        var above = await organisations.AboveAsync(department, stop);
        var to = above.Count > 1 ? above[1].Id : department;
        var last = world.Today < plan.To ? world.Today : plan.To;
        var first = plan.From > last.AddYears(-1) ? plan.From : last.AddYears(-1).AddDays(1);
        await drafting.MakeAsync(plan.Id, Cadence.Year, first, last, department, to, stop, rule: "calendar");
        await drafting.MakeAsync(plan.Id, Cadence.Once, first, last, department, to, stop, "Tổng hợp kết quả của các đơn vị thực hiện kế hoạch hợp tác", "calendar", gathers: true);
    }

    async Task IssueAsync(Guid department, DateOnly day, Guid? plan, string type, string subject, Dictionary<string, string> extra, CancellationToken stop, string body)
    {
        var id = await desk.BeginAsync(department, type, subject, plan, stop);
        var paper = await store.PaperAsync(id, stop);
        paper = await desk.WriteAsync(id, paper.Version, new(subject, type == "CV" ? "Các bệnh viện, trung tâm y tế trực thuộc" : "", "", body, paper.Symbol, paper.Place, "Hoàng Quốc Khánh", "Phó Giám đốc",
            "KT. Giám đốc", "Giám đốc Sở (để báo cáo)", "VT, NVY", plan, extra), stop);
        await desk.PresentAsync(paper, stop);
        await desk.IssueAsync(id, paper.Version, null, day, stop);
    }

    async Task ChainAsync(DemoWorld world, Guid department, CancellationToken stop)
    {
        if (!world.People.TryGetValue("so.laocai", out var officer) || !world.People.TryGetValue("gdso.laocai", out var leader)) return;
        foreach (var (ordinal, title, user, name) in new[] { (1, "Phòng Nghiệp vụ Y", officer, "Nguyễn Thị Hạnh"), (2, "Lãnh đạo Sở", leader, "Hoàng Quốc Khánh") })
            store.ChainSteps.Add(new() { OrganisationId = department, Type = "TB", Ordinal = ordinal, Title = title, UserId = user, UserName = name, Workdays = ordinal });
        await store.SaveChangesAsync(stop);
        const string subject = "Kết luận cuộc họp giao ban kế hoạch hợp tác";
        var id = await desk.BeginAsync(department, "TB", subject, null, stop);
        var paper = await store.PaperAsync(id, stop);
        paper = await desk.WriteAsync(id, paper.Version, new(subject, "", "", "## Kết quả\nCác đơn vị đã tổ chức hội chẩn từ xa đều đặn hằng tuần.\n## Kết luận\n- Giữ lịch hội chẩn vào thứ Năm;\n- Hoàn thành nghiệm thu thiết bị trong quý.",
            paper.Symbol, paper.Place, "Hoàng Quốc Khánh", "Phó Giám đốc", "KT. Giám đốc", "Các đơn vị trực thuộc", "VT, NVY", null, new Dictionary<string, string>()), stop);
        await desk.PresentAsync(paper, stop);
    }

    // The seal is used by the house here: a person's key asks for that person's proof.
    async Task SignAsync(CancellationToken stop)
    {
        if (signing.FirstOrDefault() is not { } pens) return;
        foreach (var report in await store.Reports.Where(r => r.State == ReportState.Issued && r.PdfHash != null).OrderBy(r => r.IssuedOn).ToListAsync(stop))
        {
            if ((await pens.KeysAsync(report.FromId, "BC", stop)).FirstOrDefault() is not { } key) continue;
            var pdf = await shelf.ReadAsync(report.FromId, report.PdfHash!, stop);
            var signed = await pens.SignPdfAsync(await signatures.AskAsync(ReportSigning.Of(report)!, key, "", pdf, stop), pdf, stop);
            report.SignedHash = await shelf.PutAsync(report.FromId, signed, stop);
            store.Signatures.Add(new()
            {
                SubjectId = report.Id,
                OrganisationId = report.FromId,
                At = clock.GetUtcNow(),
                UserName = "Liên Y",
                Means = "",
                KeyLabel = key.Label,
                Kind = key.Kind,
                HashBefore = report.PdfHash!,
                HashAfter = report.SignedHash,
            });
            await store.SaveChangesAsync(stop);
            return;
        }
    }
}
