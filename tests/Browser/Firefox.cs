using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace LienY.Browser;

/// <summary>The Firefox of Debian, headless, driven by its own remote protocol (Marionette): one window, with a camera and a microphone that are none.</summary>
sealed class Firefox : IAsyncDisposable
{
    /// <summary>Where Debian puts it.</summary>
    public const string Program = "/usr/bin/firefox-esr";

    readonly Process process;
    readonly string profile;
    readonly TcpClient line = new();
    int asked;

    Firefox(Process process, string profile) => (this.process, this.profile) = (process, profile);

    /// <summary>Starts it with a profile of its own.</summary>
    public static async Task<Firefox> StartAsync()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var profile = Directory.CreateTempSubdirectory("lieny-firefox").FullName;
        await File.WriteAllTextAsync(Path.Combine(profile, "user.js"), string.Create(CultureInfo.InvariantCulture, $$"""
            user_pref("marionette.port", {{port}});
            user_pref("media.navigator.streams.fake", true);
            user_pref("media.navigator.permission.disabled", true);
            user_pref("media.autoplay.default", 0);
            user_pref("media.autoplay.blocking_policy", 0);
            user_pref("media.devices.insecure.enabled", true);
            user_pref("media.getusermedia.insecure.enabled", true);
            user_pref("datareporting.policy.dataSubmissionEnabled", false);
            user_pref("app.update.enabled", false);
            user_pref("browser.shell.checkDefaultBrowser", false);
            """));
        var info = new ProcessStartInfo(Program, ["--headless", "--marionette", "--no-remote", "--profile", profile]) { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["HOME"] = profile;
        var process = Process.Start(info)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var firefox = new Firefox(process, profile);
        for (var tries = 0; ; tries++)
        {
            try
            {
                await firefox.line.ConnectAsync(IPAddress.Loopback, port);
                break;
            }
            catch (SocketException) when (tries < 600 && !process.HasExited)
            {
                await Task.Delay(200);
            }
        }
        await firefox.ReadAsync();
        await firefox.AskAsync("WebDriver:NewSession", new { });
        return firefox;
    }

    /// <summary>Opens an address.</summary>
    public Task OpenAsync(Uri url) => AskAsync("WebDriver:Navigate", new { url });

    /// <summary>Runs the body of a function in the page; its value.</summary>
    public async Task<JsonElement> RunAsync(string script, params object[] args) => (await AskAsync("WebDriver:ExecuteScript", new { script, args })).GetProperty("value");

    /// <summary>Asks until the body of a function is true.</summary>
    public async Task UntilAsync(string script)
    {
        for (var tries = 0; tries < 1_200; tries++)
        {
            if ((await RunAsync(script)).ValueKind == JsonValueKind.True) return;
            await Task.Delay(100);
        }
        Assert.Fail($"It never came so: {script}\n{await RunAsync("return document.body.innerText.slice(0, 2000);")}");
    }

    async Task<JsonElement> AskAsync(string command, object parameters)
    {
        var message = JsonSerializer.SerializeToUtf8Bytes(new object[] { 0, ++asked, command, parameters });
        await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(message.Length.ToString(CultureInfo.InvariantCulture) + ":"));
        await line.GetStream().WriteAsync(message);
        var answer = await ReadAsync();
        return answer[2].ValueKind == JsonValueKind.Null ? answer[3] : throw new InvalidOperationException($"Firefox refused '{command}': {answer[2]}");
    }

    // Length in bytes, a colon, JSON.
    async Task<JsonElement> ReadAsync()
    {
        var (stream, one, length) = (line.GetStream(), new byte[1], 0);
        while (true)
        {
            await stream.ReadExactlyAsync(one);
            if (one[0] == ':') break;
            length = length * 10 + one[0] - '0';
        }
        var body = new byte[length];
        await stream.ReadExactlyAsync(body);
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        line.Dispose();
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        try
        {
            Directory.Delete(profile, recursive: true);
        }
        catch (IOException)
        {
            // A last child still writes into it; the system clears its own folder.
        }
    }
}
