using System.Text;
using LienY.Site;
using Microsoft.Playwright;

namespace LienY.Browser;

/// <summary>Papers in and out: one that comes is entered, routed and done; one that goes is written, approved, numbered, signed, and checked by a stranger.</summary>
[Collection("browser")]
public sealed class PaperJourneyTests(SqliteDemo site, Chromium chromium)
{
    [Fact]
    public async Task A_paper_that_comes_is_entered_routed_and_done_and_stands_in_the_register()
    {
        var clerk = await chromium.PageAsync(site);
        await clerk.SignInAsync(site.Account("so.laocai"));
        await clerk.GotoAsync("/documents/in/new");
        var form = clerk.Locator("form[action='/documents/in/new']");
        await form.Locator("[name=issuer]").FillAsync("Bộ Y tế");
        await form.Locator("[name=code]").FillAsync("7701/BYT-KCB");
        await form.Locator("[name=subject]").FillAsync("Rà soát đường truyền hội chẩn từ xa (mẫu)");
        await form.Locator("[name=files]").SetInputFilesAsync(new FilePayload { Name = "cong-van.pdf", MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes("%PDF-1.4 mẫu") });
        await clerk.LookAsync("incoming-form");
        await clerk.PressAsync(form.Locator("button.primary"));
        await clerk.ArriveAsync(url => url.Contains("/documents/in/", StringComparison.Ordinal) && !url.EndsWith("/new", StringComparison.Ordinal));
        var paper = new Uri(clerk.Url).AbsolutePath;

        var leader = await chromium.PageAsync(site);
        await leader.SignInAsync(site.Account("gdso.laocai"));
        await leader.GotoAsync(paper);
        var seat = await leader.Locator("#lead select[name=lead] option", new() { HasText = "Nguyễn Thị Hạnh" }).GetAttributeAsync("value");
        await leader.Locator("#lead select[name=lead]").SelectOptionAsync(seat!);
        await leader.Locator("#lead [name=opinion]").FillAsync("Xem xét, báo cáo lại trong tuần");
        await leader.PressAsync(leader.Locator("#lead button.primary"));
        await Assertions.Expect(leader.Locator("main")).ToContainTextAsync("Xem xét, báo cáo lại trong tuần");
        await leader.LookAsync("incoming-slip");

        await clerk.GotoAsync(paper);
        await clerk.PressAsync(clerk.Locator($"form[action='{paper}/start'] button"));
        await clerk.Locator($"form[action='{paper}/done'] [name=result]").FillAsync("Đã rà soát tám đơn vị, không còn tồn tại");
        await clerk.PressAsync(clerk.Locator($"form[action='{paper}/done'] button.primary"));
        await Assertions.Expect(clerk.Locator("main")).ToContainTextAsync("Đã rà soát tám đơn vị");
        await clerk.BeWellAsync("incoming-done");
        await clerk.GotoAsync("/documents?q=" + Uri.EscapeDataString("ra soat duong truyen"));
        var row = clerk.Locator("table tbody tr", new() { HasText = "7701/BYT-KCB" });
        await Assertions.Expect(row).ToContainTextAsync("Đã giải quyết");
        await clerk.LookAsync("incoming-register");
    }

    [Fact]
    public async Task A_paper_that_goes_is_approved_numbered_signed_and_checked_by_a_stranger()
    {
        var officer = await chromium.PageAsync(site);
        await officer.SignInAsync(site.Account("so.laocai"));
        await officer.GotoAsync("/papers");
        var begin = officer.Locator("form[action='/papers'][method=post]");
        await begin.Locator("[name=type]").SelectOptionAsync("TB");
        await begin.Locator("[name=subject]").FillAsync("Lịch trực hội chẩn từ xa (mẫu)");
        await officer.PressAsync(begin.Locator("button.primary"));
        var paper = new Uri(officer.Url).AbsolutePath;
        await officer.Locator("textarea[name=body]").FillAsync("## Lịch trực\nCác đơn vị trực đường truyền vào thứ Năm hằng tuần.\n- Kíp trực có mặt trước 15 phút;\n- Báo cáo sự cố ngay trong ngày.");
        await officer.Locator("[name=signer]").FillAsync("Hoàng Quốc Khánh");
        await officer.Locator("[name=recipients]").FillAsync("Các đơn vị trực thuộc");
        await officer.LookAsync("paper-draft");
        await officer.PressAsync(officer.Locator("button[name=do][value=present]"));
        await officer.PressAsync(officer.Locator("form[action^='/approvals/'] button[value=agree]"));

        var leader = await chromium.PageAsync(site);
        await leader.SignInAsync(site.Account("gdso.laocai"));
        await leader.GotoAsync(paper);
        await leader.PressAsync(leader.Locator("form[action^='/approvals/'] button[value=agree]"));
        await leader.PressAsync(leader.Locator($"form[action='{paper}/issue'] button"));
        await Assertions.Expect(leader.Locator("main")).ToContainTextAsync("/TB-SYT");
        await leader.Locator($"form[action='{paper}/sign'] [name='proof-password']").FillAsync(site.Account("gdso.laocai").Password);
        await leader.PressAsync(leader.Locator($"form[action='{paper}/sign'] button.primary"));
        await Assertions.Expect(leader.Locator("#signatures tbody")).ToContainTextAsync("hợp lệ");
        await leader.BeWellAsync("paper-signed");
        var pdf = await (await leader.Context.APIRequest.GetAsync(paper + "/pdf")).BodyAsync();
        Assert.StartsWith("%PDF-", Encoding.Latin1.GetString(pdf, 0, 5), StringComparison.Ordinal);

        var stranger = await chromium.PageAsync(site, 360, 740);
        await stranger.GotoAsync("/verify/paper");
        await stranger.Locator("[name=file]").SetInputFilesAsync(new FilePayload { Name = "thong-bao.pdf", MimeType = "application/pdf", Buffer = pdf });
        await stranger.PressAsync(stranger.Locator("form[action='/verify/paper'] button.primary"));
        await Assertions.Expect(stranger.Locator("main")).ToContainTextAsync("tất cả hợp lệ; toàn bộ tệp đã được ký");
        await stranger.BeWellAsync("verify-paper");
        pdf[pdf.Length / 3] ^= 1;
        await stranger.GotoAsync("/verify/paper");
        await stranger.Locator("[name=file]").SetInputFilesAsync(new FilePayload { Name = "thong-bao.pdf", MimeType = "application/pdf", Buffer = pdf });
        await stranger.PressAsync(stranger.Locator("form[action='/verify/paper'] button.primary"));
        await Assertions.Expect(stranger.Locator("main")).Not.ToContainTextAsync("tất cả hợp lệ");
    }
}
