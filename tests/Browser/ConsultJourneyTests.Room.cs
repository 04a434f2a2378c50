using Microsoft.Playwright;

namespace LienY.Browser;

// In the room: three people, a shared picture, writing, a recording with everybody's consent.
public abstract partial class ConsultJourneyTests
{
    async Task MeetAsync()
    {
        var (chair, clerk, doctor) = (await scene.AsAsync("expert"), await scene.AsAsync("clerk"), await scene.AsAsync("doctor"));
        IPage[] all = [chair, clerk, doctor];
        foreach (var page in all)
        {
            await page.GotoAsync(session);
            await page.PressAsync(page.Locator("form[action$='/enter'] button"));
            await page.ArriveAsync(url => url.Contains("/rooms/", StringComparison.Ordinal));
            if (page == chair) await page.BeWellAsync("room-check");
            await page.EnterRoomAsync();
            await Assertions.Expect(page.Locator("#meeting")).ToBeVisibleAsync();
        }
        room = new Uri(chair.Url).AbsolutePath;
        foreach (var page in all) await page.SeeAndHearAsync(2);
        await doctor.PictureAsync("room");
        await ShareAsync(doctor, chair, clerk);
        await doctor.WriteAsync("Xin xem đoạn ST chênh lên.");
        foreach (var page in new[] { chair, clerk }) await Assertions.Expect(page.Locator("#chat-list")).ToContainTextAsync("Xin xem đoạn ST chênh lên.");
        await chair.PictureAsync("room-chair");
        await RecordAsync(chair, all);
        await clerk.LookAsync("room-phone");
        Assert.Empty(await clerk.AskAxeAsync());
        // The chair ends for everybody.
        await chair.Locator("#do-leave").ClickAsync();
        await chair.Locator("#leave-all").ClickAsync();
        foreach (var page in all)
        {
            await Assertions.Expect(page.Locator("#wait-said")).ToHaveTextAsync("Cuộc họp đã kết thúc.");
            await page.Context.CloseAsync();
        }
        await site.SettleAsync();
    }

    /// <summary>The doctor shows the picture and enlarges it; the others see it in the same state.</summary>
    static async Task ShareAsync(IPage doctor, params IPage[] others)
    {
        await doctor.Locator("#tab-table").ClickAsync();
        if (await doctor.Locator("#do-floor").InnerTextAsync() == "Nhận trình bày") await doctor.Locator("#do-floor").ClickAsync();
        await doctor.Locator("#table-list button").First.ClickAsync();
        await doctor.WaitForFunctionAsync("() => document.getElementById('pixels').naturalWidth > 0");
        var whole = await doctor.ViewAsync();
        await doctor.Locator("[data-do=in]").ClickAsync();
        await doctor.Locator("[data-do=turn]").ClickAsync();
        await doctor.WaitForFunctionAsync("whole => document.getElementById('sheet').style.transform !== whole", whole);
        foreach (var page in others)
            await page.WaitForFunctionAsync("view => document.getElementById('pixels').naturalWidth > 0 && document.getElementById('sheet').style.transform === view", await doctor.ViewAsync());
        await others[0].PictureAsync("room-shared");
    }

    async Task RecordAsync(IPage chair, IReadOnlyList<IPage> all)
    {
        await chair.Locator("#do-tape").ClickAsync();
        await chair.Locator("#ask-yes").ClickAsync();
        // Who asks has agreed by asking.
        foreach (var page in all.Where(p => p != chair))
        {
            await Assertions.Expect(page.Locator("#consent")).ToBeVisibleAsync();
            Assert.DoesNotContain("Đang ghi hình", await page.Locator("#tape-said").InnerTextAsync(), StringComparison.Ordinal);
            if (page == all[^1]) await page.LookAsync("room-consent");
            await page.Locator("#consent-yes").ClickAsync();
        }
        foreach (var page in all) await Assertions.Expect(page.Locator("#tape-said")).ToHaveTextAsync("● Đang ghi hình");
        // Until every one of the three has left sound and picture on the disk, and some seconds more: a recording is not one picture.
        var folder = Path.Combine(site.Folder, "recordings");
        Dictionary<string, long> Tracks() => !Directory.Exists(folder) ? [] : Directory.GetFiles(folder, "*.track", SearchOption.AllDirectories)
            .GroupBy(f => string.Join('-', Path.GetFileName(f).Split('-')[..2])).ToDictionary(g => g.Key, g => g.Max(f => new FileInfo(f).Length));
        for (var tries = 0; tries < 1_200 && Tracks().Count(t => t.Value > 4_000) < 6; tries++) await Task.Delay(100);
        await Task.Delay(6_000);
        Assert.True(Tracks().Count(t => t.Value > 4_000) == 6, "Recorded: " + string.Join(", ", Tracks().Select(t => $"{t.Key} {t.Value} bytes")));
        await chair.PictureAsync("room-taped");
        await chair.Locator("#do-tape").ClickAsync();
        foreach (var page in all) await Assertions.Expect(page.Locator("#tape-said")).ToHaveTextAsync("");
    }

    async Task ReplayAsync()
    {
        var page = await scene.AsAsync("expert");
        await page.GotoAsync(room);
        await page.BeWellAsync("room-record");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Xin xem đoạn ST chênh lên.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Xem lại" }).ClickAsync();
        await page.ArriveAsync(url => url.Contains("/rooms/recordings/", StringComparison.Ordinal));
        Assert.Equal(3, await page.Locator("#replay video").CountAsync());
        Assert.Equal(3, await page.Locator("#replay audio").CountAsync());
        await page.Locator("#replay-go").ClickAsync();
        try
        {
            await page.WaitForFunctionAsync("""
                () => [...document.querySelectorAll('#replay video')].every(v => v.videoWidth > 0 && v.currentTime > 0.3)
                    && [...document.querySelectorAll('#replay audio')].every(a => a.currentTime > 0.3 && a.webkitAudioDecodedByteCount > 0)
                """);
        }
        catch (TimeoutException)
        {
            Assert.Fail(await page.EvaluateAsync<string>("""
                () => document.getElementById('replay-said').textContent + ' ' + [...document.querySelectorAll('#replay video, #replay audio')].map(t =>
                    `${t.localName} ${t.ariaLabel}: from ${t.dataset.at}, at ${t.currentTime} of ${t.duration}, ready ${t.readyState}, width ${t.videoWidth ?? '-'}, decoded ${t.webkitAudioDecodedByteCount}, error ${t.error?.message ?? '-'}`).join('; ')
                """));
        }
        await page.BeWellAsync("room-replay");
        Assert.Equal(1, await scene.TrailAsync("recording.replay"));
        await page.Context.CloseAsync();
        // Who has no seat as chair or secretary does not see it.
        var doctor = await scene.AsAsync("doctor");
        var answer = await doctor.GotoAsync(new Uri(page.Url).AbsolutePath);
        Assert.Equal(403, answer!.Status);
        await doctor.Context.CloseAsync();
    }
}
