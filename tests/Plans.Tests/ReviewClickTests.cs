using System.Net;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Plans.Tests;

/// <summary>How many decisions a review takes, contradictions settled by choosing a place, and what another plan of the house says otherwise.</summary>
public abstract class ReviewClickTests(TestSite site)
{
    [Theory, InlineData("ke-hoach-kien-giang-tphcm-2025", 20), InlineData("ke-hoach-chuyen-doi-so-than-uyen-2026-2030", 20)]
    public async Task A_real_plan_is_reviewed_with_few_decisions(string sample, int most)
    {
        var (owner, officer) = await StartAsync(sample.Contains("kien", StringComparison.Ordinal) ? "Kiên Giang Thử" : "Than Uyên Thử");
        var import = await UploadAsync(officer, owner, Sample(sample));
        var rows = officer.Page.QuerySelectorAll("main p").First(p => p.TextContent.StartsWith("Đã xem", StringComparison.Ordinal)).TextContent;
        var clicks = await ReviewAsync(officer, import);
        TestContext.Current.SendDiagnosticMessage("{0}: {1} ({2})", sample, clicks, rows);
        Assert.Contains("Ban hành vào theo dõi", officer.Text);
        Assert.True(clicks.All <= most, $"{clicks}");
    }

    [Fact]
    public async Task A_group_that_waits_for_one_reason_is_decided_with_one_click()
    {
        var (owner, officer) = await StartAsync("Nhóm Thượng");
        var text = Paper.Text("Nhóm Thượng").Replace("- Tỷ lệ nhiễm khuẩn", "- Phấn đấu tổ chức ít nhất 12 buổi hội chẩn từ xa với các bệnh viện tuyến trên.\n- Tổ chức ít nhất 12 buổi hội chẩn từ xa với các bệnh viện tuyến trên.\n- Tỷ lệ nhiễm khuẩn", StringComparison.Ordinal);
        var import = await UploadAsync(officer, owner, Encoding.UTF8.GetBytes(text));
        var group = officer.Page.QuerySelectorAll(".groups li").Single(l => l.TextContent.Contains("nhắc lại chỉ tiêu đã nêu", StringComparison.Ordinal));
        var form = group.QuerySelector("form")!;
        await officer.SubmitAsync($"{import}/accept-group", [.. form.QuerySelectorAll("input[name=kind], input[name=why]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!))]);
        Assert.DoesNotContain(officer.Page.QuerySelectorAll(".groups li"), l => l.TextContent.Contains("nhắc lại", StringComparison.Ordinal));
        await officer.OpenAsync($"{import}?kind=indicator");
        Assert.Contains("đã gộp", officer.Page.QuerySelector(".found-rows")!.TextContent);
        await officer.OpenAsync($"{import}?kind=document");
        officer.Page.QuerySelector(".groups form")?.Remove();
        Assert.DoesNotContain(officer.Page.QuerySelectorAll(".groups li"), l => l.TextContent.Contains("khung văn bản", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_places_that_contradict_each_other_the_one_chosen_stays()
    {
        var (owner, officer) = await StartAsync("Chọn Thượng");
        var text = Paper.Text("Chọn Thượng").Replace("- Tổ chức ít nhất", "- Tỷ lệ trạm y tế xã có bác sĩ làm việc đạt 90%.\n- Tỷ lệ trạm y tế xã có bác sĩ làm việc đạt 85%.\n- Tổ chức ít nhất", StringComparison.Ordinal);
        var import = await UploadAsync(officer, owner, Encoding.UTF8.GetBytes(text));
        await officer.OpenAsync($"{import}?kind=warning");
        await officer.OpenAsync(officer.Page.QuerySelectorAll(".found-rows a").Single(a => a.TextContent.Contains("cho cùng thời gian", StringComparison.Ordinal)).GetAttribute("href")!.Split('#')[0]);
        var places = officer.Page.QuerySelectorAll("#selected .keep label").ToList();
        Assert.Equal(2, places.Count);
        var chosen = places.Single(p => p.TextContent.Contains("đạt 90%", StringComparison.Ordinal)).QuerySelector("input")!.GetAttribute("value")!;
        var action = officer.Page.Forms.Single(f => f.GetAttribute("action")!.EndsWith("/resolve", StringComparison.Ordinal)).GetAttribute("action")!;
        await officer.SubmitAsync(action, [("keep", "9999")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Answer.StatusCode);
        Assert.Contains("Xin chọn một trong các chỗ đã nêu", officer.Text);
        await officer.SubmitAsync(action, [("keep", chosen)]);
        await officer.OpenAsync($"{import}?kind=indicator");
        var rows = officer.Page.QuerySelectorAll(".found-rows li").Where(l => l.TextContent.Contains("trạm y tế xã", StringComparison.Ordinal)).Select(l => (l.TextContent.Contains("90 %", StringComparison.Ordinal), l.ClassList.Contains("merged"))).ToList();
        Assert.Equal([(true, false), (false, true)], rows);
        await officer.OpenAsync($"{import}?kind=warning");
        await officer.OpenAsync(officer.Page.QuerySelectorAll(".found-rows a").Single(a => a.TextContent.Contains("cho cùng thời gian", StringComparison.Ordinal)).GetAttribute("href")!.Split('#')[0]);
        Assert.Contains($"Lấy theo dòng {chosen}.", officer.Text);
    }

    [Fact]
    public async Task A_target_that_another_plan_of_the_house_states_otherwise_is_shown_with_that_plan_and_the_choice()
    {
        var (owner, officer) = await StartAsync("Nhà Thượng");
        var first = await UploadAsync(officer, owner, Paper.Of("Nhà Thượng"));
        await ReviewAsync(officer, first);
        await officer.SubmitAsync($"{first}/adopt");
        var second = await UploadAsync(officer, owner, Encoding.UTF8.GetBytes(Paper.Text("Nhà Thượng", 31).Replace("không quá 4%", "không quá 5%", StringComparison.Ordinal)));
        await officer.OpenAsync($"{second}?kind=warning");
        var clash = officer.Page.QuerySelectorAll(".found-rows a").Single(a => a.TextContent.Contains("đang theo dõi ghi", StringComparison.Ordinal));
        Assert.Contains("12/KH-SYT đang theo dõi ghi 4 %", clash.TextContent);
        await officer.OpenAsync(clash.GetAttribute("href")!.Split('#')[0]);
        Assert.Contains("không quá 4%", officer.Page.QuerySelector("#selected dl")!.TextContent);
        Assert.StartsWith("/plans/", officer.Page.QuerySelectorAll("#selected a").Single(a => a.TextContent == "Mở kế hoạch").GetAttribute("href"));
        var action = officer.Page.Forms.Single(f => f.GetAttribute("action")!.EndsWith("/resolve", StringComparison.Ordinal)).GetAttribute("action")!;
        await officer.SubmitAsync(action, [("keep", "-1")]);
        await officer.OpenAsync($"{second}?kind=indicator");
        Assert.Contains(officer.Page.QuerySelectorAll(".found-rows li.rejected"), l => l.TextContent.Contains("nhiễm khuẩn", StringComparison.Ordinal));
        Assert.DoesNotContain(officer.Page.QuerySelectorAll(".found-rows li.rejected"), l => l.TextContent.Contains("hài lòng", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_organisations_plan_is_told_to_nobody()
    {
        var (owner, officer) = await StartAsync("Khác Thượng");
        var first = await UploadAsync(officer, owner, Paper.Of("Khác Thượng"));
        await ReviewAsync(officer, first);
        await officer.SubmitAsync($"{first}/adopt");
        var (other, stranger) = await StartAsync("Khác Hạ");
        var second = await UploadAsync(stranger, other, Encoding.UTF8.GetBytes(Paper.Text("Khác Hạ", 31).Replace("không quá 4%", "không quá 5%", StringComparison.Ordinal)));
        await stranger.OpenAsync($"{second}?kind=warning");
        Assert.DoesNotContain("đang theo dõi ghi", stranger.Text);
    }

    /// <summary>Decisions of a review: sure rows at once, groups, single rows, units.</summary>
    sealed record Clicks(int Sure, int Groups, int Rows, int Units)
    {
        public int All => Sure + Groups + Rows + Units;
    }

    // As an officer who trusts what the page proposes: the sure rows, then every group, then what is left one by one, then the units.
    static async Task<Clicks> ReviewAsync(Visitor officer, string import)
    {
        var (groups, rows, units) = (0, 0, 0);
        await officer.OpenAsync(import);
        await officer.SubmitAsync($"{import}/accept-sure");
        while (officer.Page.QuerySelector(".groups form") is { } form)
        {
            Assert.True(groups++ < 60);
            await officer.SubmitAsync(form.GetAttribute("action")!, [.. form.QuerySelectorAll("input[name=kind], input[name=why], input[name=code]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!))]);
            await officer.OpenAsync(import);
        }
        var sure = 1;
        if (officer.Page.Forms.Any(f => f.GetAttribute("action") == $"{import}/accept-sure"))
        {
            sure++;
            await officer.SubmitAsync($"{import}/accept-sure");
        }
        foreach (var kind in new[] { "document", "indicator", "activity", "task", "duty", "budget", "obligation", "warning" })
        {
            for (; ; rows++)
            {
                Assert.True(rows < 300);
                await officer.OpenAsync($"{import}?kind={kind}");
                var open = officer.Page.QuerySelectorAll(".found-rows li.unreviewed a").FirstOrDefault();
                if (open is null) break;
                await officer.OpenAsync(open.GetAttribute("href")!.Split('#')[0]);
                var action = officer.Page.Forms.Select(f => f.GetAttribute("action")!).First(a => a.EndsWith("/accept", StringComparison.Ordinal) || a.EndsWith("/resolve", StringComparison.Ordinal));
                await officer.SubmitAsync(action, action.EndsWith("/resolve", StringComparison.Ordinal) ? [("note", "Giữ theo văn bản.")] : null);
                if (officer.Answer.StatusCode == HttpStatusCode.OK) continue;
                await officer.OpenAsync(open.GetAttribute("href")!.Split('#')[0]);
                officer.Page.Forms.First(f => f.GetAttribute("action") == action).SetAttribute("action", action.Replace("/accept", "/reject", StringComparison.Ordinal));
                await officer.SubmitAsync(action.Replace("/accept", "/reject", StringComparison.Ordinal));
            }
        }
        await officer.OpenAsync($"{import}/units");
        if (officer.Page.Forms.Any(f => f.GetAttribute("action") == $"{import}/units/confirm"))
        {
            units++;
            await officer.SubmitAsync($"{import}/units/confirm");
        }
        if (officer.Page.Forms.Any(f => f.GetAttribute("action") == $"{import}/units/leave"))
        {
            units++;
            await officer.SubmitAsync($"{import}/units/leave");
        }
        await officer.OpenAsync(import);
        return new(sure, groups, rows, units);
    }

    async Task<(Guid Owner, Visitor Officer)> StartAsync(string place)
    {
        var owner = await site.OrganisationAsync("Sở Y tế tỉnh " + place);
        return (owner, await site.SignInAsAsync(Role.DepartmentOfficer, owner));
    }

    static async Task<string> UploadAsync(Visitor officer, Guid owner, byte[] content)
    {
        await officer.OpenAsync("/plans/import");
        await officer.SubmitAsync("/plans/import", [("owner", owner.ToString())], [("file", "ke-hoach.txt", content)]);
        Assert.Equal(HttpStatusCode.OK, officer.Answer.StatusCode);
        return officer.Answer.RequestMessage!.RequestUri!.AbsolutePath;
    }

    static byte[] Sample(string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "LienY.slnx"))) root = root.Parent;
        var file = Path.Combine(root?.Parent?.FullName ?? "/", "shared", "samples", name + ".txt");
        Assert.SkipUnless(File.Exists(file), "The folder ../shared/samples with the plans is not beside this repository.");
        return File.ReadAllBytes(file);
    }
}

public sealed class Review_clicks_on_sqlite(SqliteSite site) : ReviewClickTests(site), IClassFixture<SqliteSite>;

public sealed class Review_clicks_on_postgres(PostgresSite site) : ReviewClickTests(site), IClassFixture<PostgresSite>;
