using LienY.Contracts;
using LienY.Site;

namespace LienY.Network.Tests;

/// <summary>Names as the signed plans of Kiên Giang and Than Uyên write them find the organisations that they mean.</summary>
public abstract class SampleNameTests(TestSite site)
{
    static readonly DateOnly Signed = new(2025, 6, 10);

    async Task<OrganisationMatch?> BestAsync(string name, string near, DateOnly on)
    {
        var world = await site.WorldAsync();
        return (await site.AskAsync(o => o.MatchAsync(name, world.Organisations[near], on, default))).FirstOrDefault();
    }

    [Theory]
    [InlineData("UBND tỉnh Kiên Giang", "ubnd-kien-giang")]
    [InlineData("UBND tỉnh", "ubnd-kien-giang")]
    [InlineData("SYT tỉnh Kiên Giang", "syt-kien-giang")]
    [InlineData("Sở Y tế", "syt-kien-giang")]
    [InlineData("Sở Y tế Kiên Giang", "syt-kien-giang")]
    [InlineData("Sở Tài chính", "stc-kien-giang")]
    [InlineData("Sở Y tế TP. HCM", "syt-hcm")]
    [InlineData("SYT TP. HCM", "syt-hcm")]
    [InlineData("Sở Y tế Thành phố Hồ Chí Minh", "syt-hcm")]
    [InlineData("BVĐK tỉnh", "bvdk-kien-giang")]
    [InlineData("Bệnh viện Đa khoa tỉnh", "bvdk-kien-giang")]
    [InlineData("BV Ung bướu tỉnh", "bv-ung-buou-kien-giang")]
    [InlineData("Bệnh viện Ung bướu tỉnh", "bv-ung-buou-kien-giang")]
    [InlineData("BV YHCT", "bv-yhct-kien-giang")]
    [InlineData("Bệnh viện YHCT", "bv-yhct-kien-giang")]
    [InlineData("BV PHCN", "bv-phcn-kien-giang")]
    [InlineData("Trung tâm Kiểm soát bệnh tật tỉnh", "cdc-kien-giang")]
    [InlineData("CDC", "cdc-kien-giang")]
    [InlineData("Chi cục ATVSTP", "cc-atvstp-kien-giang")]
    [InlineData("Chi cục Vệ sinh an toàn thực phẩm", "cc-atvstp-kien-giang")]
    [InlineData("Trung tâm Kiểm nghiệm thuốc, mỹ phẩm, thực phẩm", "tt-kiem-nghiem-kien-giang")]
    [InlineData("TTYT Phú Quốc", "ttyt-phu-quoc")]
    [InlineData("Phòng Nghiệp vụ Y", "nvy-kien-giang")]
    [InlineData("phòng NVY", "nvy-kien-giang")]
    [InlineData("Phòng Kế hoạch - Tài chính", "khtc-kien-giang")]
    [InlineData("Phòng KH-TC", "khtc-kien-giang")]
    [InlineData("Văn phòng Sở", "vp-syt-kien-giang")]
    [InlineData("BV Chợ Rẫy", "bv-cho-ray")]
    [InlineData("Chợ Rẫy", "bv-cho-ray")]
    [InlineData("BV Hùng Vương", "bv-hung-vuong")]
    [InlineData("Hùng Vương", "bv-hung-vuong")]
    [InlineData("BV Ung bướu TP HCM", "bv-ung-buou-hcm")]
    [InlineData("Bệnh viện Ung bướu TP. HCM", "bv-ung-buou-hcm")]
    [InlineData("Ung Bướu TP. HCM", "bv-ung-buou-hcm")]
    [InlineData("Trung tâm cấp cứu 115 TP. HCM", "tt-115-hcm")]
    [InlineData("Viện Pasteur TP. HCM", "pasteur-hcm")]
    [InlineData("Viện YTCC", "ytcc-hcm")]
    [InlineData("ĐHY Dược", "dhyd-hcm")]
    [InlineData("Đại học Y Dược", "dhyd-hcm")]
    [InlineData("trường Đại học Y Dược TP. HCM", "dhyd-hcm")]
    [InlineData("Sở An toàn thực phẩm Thành phố Hồ Chí Minh", "satp-hcm")]
    public async Task A_name_of_the_plan_of_Kien_Giang_is_recognised(string name, string key)
    {
        var world = await site.WorldAsync();
        var best = await BestAsync(name, "syt-kien-giang", Signed);
        Assert.NotNull(best);
        Assert.Equal(key, world.Organisations.Single(o => o.Value == best.Organisation.Id).Key);
        Assert.True(best.Score >= 0.9, $"{name}: {best.Score}");
    }

    [Theory]
    [InlineData("Bệnh viện Đa khoa Than Uyên", "bvdk-than-uyen")]
    [InlineData("Phòng Tổ chức hành chính", "tchc-than-uyen")]
    [InlineData("Phòng TCHC", "tchc-than-uyen")]
    [InlineData("Phòng Kế hoạch - Tài chính - Điều dưỡng", "khtc-than-uyen")]
    [InlineData("Khoa Dược", "duoc-than-uyen")]
    [InlineData("Phòng Nghiệp vụ dược (Sở Y tế)", "nvd-lai-chau")]
    [InlineData("Sở Y tế", "syt-lai-chau")]
    public async Task A_name_of_the_plan_of_Than_Uyen_is_recognised(string name, string key)
    {
        var world = await site.WorldAsync();
        var best = await BestAsync(name, "bvdk-than-uyen", new(2026, 2, 1));
        Assert.NotNull(best);
        Assert.Equal(key, world.Organisations.Single(o => o.Value == best.Organisation.Id).Key);
        Assert.True(best.Score >= 0.9, $"{name}: {best.Score}");
    }

    [Theory]
    [InlineData("Các đơn vị liên quan")]
    [InlineData("Các đơn vị trực thuộc Sở")]
    [InlineData("BV tuyến tỉnh")]
    [InlineData("BV tuyến trên")]
    [InlineData("BV tại TP. HCM")]
    [InlineData("UBND các huyện, thành phố")]
    [InlineData("TTYT huyện, thành phố")]
    [InlineData("Các khoa, phòng trực thuộc, các trạm y tế trong khu vực")]
    [InlineData("Các Sở, ngành địa phương và các đơn vị có liên quan trên địa bàn tỉnh")]
    [InlineData("Chi cục Chăn nuôi và Thú y")]
    [InlineData("Chi cục Quản lý thị trường")]
    [InlineData("Chi cục Bảo vệ môi trường")]
    [InlineData("Chi cục Quản lý chất lượng và Phát triển nông thôn")]
    [InlineData("Ban Giám đốc")]
    [InlineData("Báo Kiên Giang, Đài phát thanh và Truyền hình Kiên Giang, Cổng thông tin điện tử tỉnh")]
    public async Task A_collective_name_or_a_stranger_is_never_taken_for_an_organisation(string name)
    {
        var best = await BestAsync(name, "syt-kien-giang", Signed);
        Assert.True(best is null || best.Score < 0.9, $"{name}: {best?.Organisation.Name} {best?.Score}");
    }

    [Fact]
    public async Task A_name_that_fits_several_is_only_a_hint_without_a_paper_of_its_province()
    {
        await site.WorldAsync();
        var found = await site.AskAsync(o => o.MatchAsync("Phòng Nghiệp vụ Y", null, Signed, default));
        Assert.True(found.Count >= 2);
        Assert.All(found, f => Assert.True(f.Score < 0.9));
    }

    [Fact]
    public async Task BV_Nhi_TW_is_the_national_childrens_hospital()
    {
        var best = await BestAsync("BV Nhi TW", "syt-lao-cai", Signed);
        Assert.Equal("Bệnh viện Nhi Trung ương", best!.Organisation.Name);
        Assert.True(best.Score >= 0.9);
    }
}

/// <summary>On SQLite.</summary>
public sealed class SampleNamesOnSqlite(SqliteSite site) : SampleNameTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class SampleNamesOnPostgres(PostgresSite site) : SampleNameTests(site), IClassFixture<PostgresSite>;
