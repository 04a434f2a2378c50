using LienY.Site;
using Microsoft.Playwright;

namespace LienY.Browser;

/// <summary>The Chromium of Debian, headless; one browser for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // A machine that is ten times slower must still pass.
    const int Patience = 120_000;

    IPlaywright? playwright;

    /// <summary>The browser.</summary>
    public IBrowser Browser { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("LIENY_TEST_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                // A camera and a microphone that are none, for rooms.
                "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required"],
        });
    }

    /// <summary>A page of a fresh visitor with a window of this size.</summary>
    public async Task<IPage> PageAsync(TestSite site, int width = 1366, int height = 768, bool scripts = true, bool touch = false)
    {
        var context = await Browser.NewContextAsync(new()
        {
            BaseURL = site.Url.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            Locale = "vi-VN",
            JavaScriptEnabled = scripts,
            AcceptDownloads = true,
            HasTouch = touch,
            IsMobile = touch,
        });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright?.Dispose();
    }
}

/// <summary>Tests that share the browser and one demonstration.</summary>
[CollectionDefinition("browser")]
public sealed class BrowserCollection : ICollectionFixture<Chromium>, ICollectionFixture<SqliteDemo>;
