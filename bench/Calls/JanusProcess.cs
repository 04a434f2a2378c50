using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LienY.Bench;

/// <summary>Janus of Debian with its video rooms and HTTP on a port of its own.</summary>
sealed class JanusProcess : IDisposable
{
    /// <summary>Where Debian puts it.</summary>
    public const string Program = "/usr/bin/janus";

    readonly string folder;
    Process process;

    /// <summary>Starts it; <paramref name="fullTrickle"/>: addresses come one by one instead of in the description; <paramref name="secret"/>: wanted with every request.</summary>
    public JanusProcess(bool fullTrickle, string secret = "")
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        folder = Directory.CreateTempSubdirectory("lieny-janus").FullName;
        File.WriteAllText(Path.Combine(folder, "janus.jcfg"), $$"""
            general: { debug_level = 2{{(secret.Length > 0 ? $", api_secret = \"{secret}\"" : "")}} }
            nat: { ice_lite = false, full_trickle = {{(fullTrickle ? "true" : "false")}} }
            plugins: { disable = "libjanus_audiobridge.so,libjanus_echotest.so,libjanus_nosip.so,libjanus_recordplay.so,libjanus_sip.so,libjanus_streaming.so,libjanus_textroom.so,libjanus_videocall.so,libjanus_voicemail.so" }
            transports: { disable = "libjanus_websockets.so,libjanus_pfunix.so,libjanus_rabbitmq.so,libjanus_mqtt.so,libjanus_nanomsg.so" }
            """);
        File.WriteAllText(Path.Combine(folder, "janus.transport.http.jcfg"), $$"""
            general: { json = "compact", base_path = "/janus", http = true, port = {{port}}, ip = "127.0.0.1", https = false }
            """);
        File.WriteAllText(Path.Combine(folder, "janus.plugin.videoroom.jcfg"), "general: { }\n");
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/janus");
        process = Start();
    }

    /// <summary>Whether it is installed.</summary>
    public static bool IsThere => File.Exists(Program);

    /// <summary>Address of its HTTP interface.</summary>
    public string Url { get; }

    /// <summary>Its process.</summary>
    public int Id => process.Id;

    Process Start()
    {
        var started = Process.Start(new ProcessStartInfo(Program, ["-F", folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    /// <summary>Waits until it answers.</summary>
    public async Task ReadyAsync()
    {
        using var client = new HttpClient();
        while (!process.HasExited)
        {
            try
            {
                if ((await client.GetAsync(new Uri(Url + "/info"))).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20);
            }
        }
        throw new InvalidOperationException("Janus did not start.");
    }

    /// <summary>Ends it as a fault would.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>Starts it once more at the same address; it knows nothing of before.</summary>
    public Task StartAgainAsync()
    {
        process.Dispose();
        process = Start();
        return ReadyAsync();
    }

    /// <summary>The number of its version.</summary>
    public static async Task<string> VersionAsync()
    {
        using var ask = Process.Start(new ProcessStartInfo(Program, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var text = await ask.StandardOutput.ReadToEndAsync() + await ask.StandardError.ReadToEndAsync();
        await ask.WaitForExitAsync();
        return text.Split(['(', ')', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(w => char.IsDigit(w[0]) && w.Contains('.')) ?? "";
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
