using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans.Tests;

/// <summary>A province's plan and plans of departments that carry it out, imported from invented papers; a stranger outside.</summary>
sealed class LinkedPlans(TestSite site)
{
    /// <summary>The committee that owns the plan above.</summary>
    public Guid Committee { get; private set; }

    /// <summary>The department below it.</summary>
    public Guid Department { get; private set; }

    /// <summary>Marks names and numbers of this story.</summary>
    public string Mark { get; } = Guid.CreateVersion7().ToString("N")[^6..];

    /// <summary>Makes the organisations.</summary>
    public static async Task<LinkedPlans> BeginAsync(TestSite site)
    {
        var story = new LinkedPlans(site);
        story.Committee = await site.OrganisationAsync("Ủy ban nhân dân tỉnh Mẫu " + story.Mark, kind: "committee");
        story.Department = await site.OrganisationAsync("Sở Y tế tỉnh Mẫu " + story.Mark, story.Committee, "department");
        return story;
    }

    /// <summary>Number of the plan above; unlike any other story's.</summary>
    public string Number => $"{int.Parse(Mark[..5], System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture) % 90000 + 1000}/KH-UBND";

    /// <summary>The plan above, issued 10/02/2025: 95 % and 24 sessions.</summary>
    public Task<Guid> ParentAsync() => ImportAsync(Committee, Text("ỦY BAN NHÂN DÂN TỈNH MẪU", Number, "10 tháng 02", "Nâng cao chất lượng khám chữa bệnh năm 2025",
        "Căn cứ Quyết định số 77/QĐ-TTg ngày 05/01/2025 của Thủ tướng Chính phủ.",
        "- Tỷ lệ người bệnh nội trú hài lòng đạt ít nhất 95%.", "- Tổ chức ít nhất 24 buổi hội chẩn từ xa với tuyến trên.", "- Tỷ lệ nhiễm khuẩn bệnh viện không quá 4%."));

    /// <summary>A plan below; the basis cites the plan above with a day.</summary>
    public Task<Guid> ChildAsync(string citedDay = "10 tháng 02", string satisfied = "90%", string sessions = "20", string number = "31/KH-SYT", Guid? owner = null) =>
        ImportAsync(owner ?? Department, Text("SỞ Y TẾ TỈNH MẪU", number, "05 tháng 3", "Triển khai nâng cao chất lượng khám chữa bệnh năm 2025 " + number,
        $"Căn cứ Kế hoạch số {Number} ngày {citedDay} năm 2025 của Ủy ban nhân dân tỉnh Mẫu về nâng cao chất lượng.",
        $"- Tỷ lệ người bệnh nội trú hài lòng đạt ít nhất {satisfied}.", $"- Tổ chức ít nhất {sessions} buổi hội chẩn từ xa với tuyến trên."));

    /// <summary>Imports and adopts a text.</summary>
    public async Task<Guid> ImportAsync(Guid owner, string text)
    {
        var plan = await site.HouseAsync(s => s.GetRequiredService<IPlanImport>().ImportAndAdoptAsync(owner, "van-ban.txt", Encoding.UTF8.GetBytes(text), (_, _) => new("declared", null), default));
        await site.SettleAsync();
        return plan;
    }

    /// <summary>Targets of a plan as other modules see them.</summary>
    public Task<IReadOnlyList<Target>> TargetsAsync(Guid plan) => site.HouseAsync(s => s.GetRequiredService<IPlans>().TargetsAsync(plan, default));

    /// <summary>A paper of these targets.</summary>
    public string Text(string issuer, string number, string day, string title, string basis, params string[] targets) => $"""
        {issuer}

        Số: {number}

        Mẫu, ngày {day} năm 2025

        KẾ HOẠCH

        {title} {Mark}

        {basis}

        I. MỤC TIÊU

        {string.Join("\n", targets)}

        II. NỘI DUNG THỰC HIỆN

        1. Đào tạo

        - Cử bác sĩ đi học tại tuyến trên.
        - Tổ chức hội chẩn từ xa định kỳ.

        III. TỔ CHỨC THỰC HIỆN

        1. Sở Y tế tỉnh Mẫu {Mark}

        - Làm đầu mối theo dõi, tổng hợp báo cáo Ủy ban nhân dân tỉnh Mẫu {Mark} hàng quý, 6 tháng và hàng năm.

        Nơi nhận:
        - Lưu: VT.

        GIÁM ĐỐC

        Nguyễn Văn Thử
        """;
}
