using LienY.Contracts;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Evidence.Tests;

public sealed class SuggestionTests(SqliteSite site) : IClassFixture<SqliteSite>
{
    [Theory]
    [InlineData("Số nhiệm vụ hoàn thành", "nhiệm vụ", "formula", "E{plan.task.done}")]
    [InlineData("Họp giao ban trực tuyến", "lần", "formula", "E{plan.meeting.held}")]
    [InlineData("Sản phẩm bàn giao", "sản phẩm", "formula", "E{plan.product.accepted}")]
    [InlineData("Báo cáo gửi đúng hạn", "báo cáo", "formula", "E{report.submitted; on_time=true}")]
    [InlineData("Tỷ lệ nhiệm vụ hoàn thành", "%", "official", null)]
    [InlineData("Tử vong trẻ dưới 1 tuổi", "‰", "official", null)]
    [InlineData("Bác sĩ", "bác sĩ/vạn dân", "official", null)]
    [InlineData("Đề tài nghiên cứu về tử vong trẻ em", "đề tài", "declared", null)]
    [InlineData("Người được cấp chứng nhận", "người", "declared", null)]
    public void Best_measure_fits_name_and_unit(string name, string unit, string kind, string? formula)
    {
        var suggested = site.Services.GetRequiredService<IEvidence>().Suggest(name, unit);
        Assert.Equal(new MeasureChoice(kind, formula), suggested[0].Choice);
        Assert.Contains(suggested, s => s.Choice.Kind == "declared");
    }
}
