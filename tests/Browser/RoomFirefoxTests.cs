using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LienY.Browser;

/// <summary>The other browser of Debian in the same room.</summary>
[Collection("browser")]
public sealed class RoomFirefoxTests(SqliteSite site, Chromium chromium) : IClassFixture<SqliteSite>
{
    [Fact]
    public async Task Firefox_and_Chromium_see_and_hear_each_other_in_a_room()
    {
        Assert.SkipUnless(File.Exists(Firefox.Program), "Firefox is not installed: apt-get install firefox-esr.");
        var hospital = await site.OrganisationAsync("Bệnh viện hai trình duyệt", kind: "hospital");
        var accounts = new[] { await site.AccountAsync(Role.Doctor, hospital), await site.AccountAsync(Role.Doctor, hospital) };
        var seats = accounts.Select((a, i) => new RoomSeat(Guid.CreateVersion7(), a.Id, a.User, hospital, i == 0 ? RoomRole.Chair : RoomRole.Expert)).ToList();
        var room = await site.HouseAsync(s => s.GetRequiredService<IRooms>().PlanAsync(new("firefox/1", "Hai trình duyệt", "/", null, null, seats) { OrganisationId = hospital }, default));
        await using var firefox = await Firefox.StartAsync();
        await firefox.OpenAsync(new Uri(site.Url, "/sign-in"));
        await firefox.RunAsync("document.querySelector('input[name=user]').value = arguments[0]; document.querySelector('input[name=password]').value = arguments[1];"
            + "document.querySelector(\"form[action='/sign-in'] button[type=submit]\").click();", accounts[0].User, accounts[0].Password);
        await firefox.UntilAsync("return !location.pathname.startsWith('/sign-in') && document.readyState === 'complete';");
        await firefox.OpenAsync(new Uri(site.Url, "/rooms/" + room));
        await firefox.UntilAsync("return document.getElementById('cam-said').textContent.includes('Camera tốt') && document.getElementById('mic-said').textContent.includes('Micro tốt');");
        await firefox.RunAsync("document.getElementById('enter').click();");
        await firefox.UntilAsync("return !document.getElementById('meeting').hidden;");
        var page = await chromium.PageAsync(site);
        await page.AddInitScriptAsync("(() => { const Own = window.RTCPeerConnection; window.calls = []; window.RTCPeerConnection = class extends Own { constructor(...a) { super(...a); window.calls.push(this); } }; })()");
        await page.SignInAsync(accounts[1]);
        await page.GotoAsync("/rooms/" + room);
        await page.EnterRoomAsync();
        await page.SeeAndHearAsync(1);
        await firefox.UntilAsync("const v = [...document.querySelectorAll('#faces video:not(.own)')].find(v => !v.hidden && v.videoWidth > 0); return !!v && v.currentTime > 0.5;");
        // A track is muted until its packets come; an element plays only what it gets.
        await firefox.UntilAsync("const a = document.querySelector('body > audio'); return !!a?.srcObject && !a.paused && a.currentTime > 0.5 && a.srcObject.getAudioTracks().some(t => !t.muted);");
        await page.Context.CloseAsync();
    }
}
