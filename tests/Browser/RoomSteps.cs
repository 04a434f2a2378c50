using Microsoft.Playwright;

namespace LienY.Browser;

/// <summary>What people do in a room.</summary>
static class RoomSteps
{
    /// <summary>Passes the check of the devices and enters with sound and picture; a guest stands in the lobby then.</summary>
    public static async Task EnterRoomAsync(this IPage page)
    {
        await Assertions.Expect(page.Locator("#cam-said")).ToHaveTextAsync("Camera tốt.");
        await Assertions.Expect(page.Locator("#mic-said")).ToContainTextAsync("Micro tốt");
        await page.Locator("#enter").ClickAsync();
    }

    /// <summary>Waits until the pictures of so many others move and their sound arrives.</summary>
    public static async Task SeeAndHearAsync(this IPage page, int others)
    {
        await page.WaitForFunctionAsync("""
            async others => {
                const moving = [...document.querySelectorAll('#faces video:not(.own)')].filter(v => !v.hidden && v.videoWidth > 0 && v.currentTime > 0.2);
                if (moving.length < others) return false;
                const before = moving.map(v => v.currentTime);
                await new Promise(r => setTimeout(r, 500));
                if (!moving.every((v, i) => v.currentTime > before[i])) return false;
                let heard = 0;
                for (const call of window.calls) {
                    if (call.connectionState === 'closed') continue;
                    for (const s of (await call.getStats()).values()) if (s.type === 'inbound-rtp' && s.kind === 'audio' && s.bytesReceived > 2000 && s.totalAudioEnergy > 0) heard++;
                }
                return heard >= others;
            }
            """, others);
    }

    /// <summary>Says something in writing.</summary>
    public static async Task WriteAsync(this IPage page, string text)
    {
        await page.Locator("#tab-chat").ClickAsync();
        await page.Locator("#chat-text").FillAsync(text);
        await page.Locator("#chat-text").PressAsync("Enter");
    }

    /// <summary>How the shared view stands here; empty where it stands not yet.</summary>
    public static Task<string> ViewAsync(this IPage page) =>
        page.EvaluateAsync<string>("() => document.getElementById('pixels').naturalWidth > 0 ? document.getElementById('sheet').style.transform : ''");
}
