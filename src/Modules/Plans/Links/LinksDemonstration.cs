using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>
/// The demonstration's families of plans: the province's plan above that of Than Uyên (its paper is invented), with targets tied, one level lower than above
/// and one document cited with two dates; the two plans of Kiên Giang.
/// </summary>
sealed class LinksDemonstration(PlansStore store, IPlanImport papers) : IDemonstration
{
    /// <inheritdoc/>
    public int Order => 32;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        if (world.Plans.TryGetValue("than-uyen", out var below) && world.Organisations.TryGetValue("syt-lai-chau", out var department))
        {
            var above = await papers.ImportAndAdoptAsync(department, "ke-hoach-chuyen-doi-so-lai-chau-2026-2030.txt", Encoding.UTF8.GetBytes(Paper), Measured, stop);
            await TieAsync(above, below, world.Today, stop);
        }
        if (world.Plans.TryGetValue("ubnd-kien-giang", out var province) && world.Plans.TryGetValue("kien-giang", out var own)) await TieAsync(province, own, world.Today, stop);
    }

    /// <summary>Two targets are counted from what hospitals send: nobody types a figure.</summary>
    static MeasureChoice? Measured(string name, string unit) =>
        name.Contains("gửi lên nền tảng", StringComparison.Ordinal) ? new("formula", "N{LT_TYLE}")
        : name.Contains("trong vòng 24 giờ", StringComparison.Ordinal) ? new("formula", "N{LT_24GIO}")
        : null;

    async Task TieAsync(Guid above, Guid below, DateOnly today, CancellationToken stop)
    {
        var plan = await store.Plans.FirstAsync(p => p.Id == below, stop);
        plan.ParentId ??= above;
        var theirs = await store.Indicators.Where(i => i.PlanId == above && i.RestatesId == null).ToListAsync(stop);
        var tied = 0;
        foreach (var own in await store.Indicators.Where(i => i.PlanId == below && i.RestatesId == null).OrderBy(i => i.Ordinal).ToListAsync(stop))
        {
            // The third pair waits for an officer, so that the page has something to decide.
            if (theirs.MaxBy(t => Likeness.Of(own, t)) is not { } best || Likeness.Of(own, best) < 0.75m || ++tied == 3) continue;
            store.Ties.Add(new Tie
            {
                PlanId = below,
                IndicatorId = own.Id,
                ParentPlanId = above,
                ParentIndicatorId = best.Id,
                State = TieState.Accepted,
                DecidedName = "Liên Y",
                DecidedAt = new DateTimeOffset(today.AddDays(-40).ToDateTime(new TimeOnly(3, 0)), TimeSpan.Zero),
            });
        }
        await store.SaveChangesAsync(stop);
    }

    const string Paper = """
        SỞ Y TẾ TỈNH LAI CHÂU

        Số: 09/KH-SYT

        Lai Châu, ngày 13 tháng 01 năm 2026

        KẾ HOẠCH

        Chuyển đổi số ngành y tế tỉnh Lai Châu giai đoạn 2026-2030

        Căn cứ Quyết định số 33/2025/QĐ-TTg ngày 16/9/2025 của Thủ tướng Chính phủ.

        I. MỤC TIÊU

        - 100% thủ tục hành chính nội bộ tại đơn vị có quy trình được công khai.
        - 100% viên chức, người lao động được đào tạo kỹ năng số cơ bản.
        - Tối thiểu 90% hồ sơ khám, chữa bệnh của người dân tại Bệnh viện được cập nhật, liên thông với Sổ sức khỏe điện tử vào năm 2027.
        - Tối thiểu 90% lượt khám tại các bệnh viện có hồ sơ gửi lên nền tảng dữ liệu của ngành và được nhận.
        - Tối thiểu 80% hồ sơ khám bệnh được bệnh viện chuyển lên trong vòng 24 giờ sau khi kết thúc.
        - Sử dụng ít nhất 02 ứng dụng AI phục vụ chỉ đạo, điều hành, cải cách hành chính.

        II. NHIỆM VỤ, GIẢI PHÁP

        1. Chỉ đạo, điều hành

        - Hướng dẫn các bệnh viện lập kế hoạch chuyển đổi số của đơn vị.
        - Kiểm tra, giám sát kết quả chuyển đổi số của các đơn vị.

        III. TỔ CHỨC THỰC HIỆN

        1. Bệnh viện Đa khoa Than Uyên

        - Lập kế hoạch thực hiện của đơn vị trong quý I năm 2026.

        Nơi nhận:
        - Các đơn vị trực thuộc;
        - Lưu: VT.

        GIÁM ĐỐC

        Nguyễn Văn Ví Dụ
        """;
}
