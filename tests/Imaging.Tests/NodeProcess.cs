using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LienY.Server;

namespace LienY.Imaging.Tests;

/// <summary>The server as a process of its own, which can be killed like a machine that loses its power.</summary>
sealed class NodeProcess : IAsyncDisposable
{
    readonly Process process;

    NodeProcess(Process process, Uri url, string token)
    {
        this.process = process;
        Client = new() { BaseAddress = url, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
    }

    /// <summary>A program with a token at this node.</summary>
    public HttpClient Client { get; }

    public static async Task<NodeProcess> StartAsync(Settings settings, string token)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var url = new Uri("http://127.0.0.1:" + ((IPEndPoint)probe.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));
        probe.Stop();
        var info = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, "serve", "--data", settings.Data, "--urls", url.ToString().TrimEnd('/')])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LIENY_DATABASE"] = settings.Database, ["LIENY_KEY"] = settings.Key, ["DOTNET_EnableDiagnostics"] = "0" },
        };
        var process = Process.Start(info)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var node = new NodeProcess(process, url, token);
        while (!process.HasExited)
        {
            try
            {
                using var answer = await node.Client.GetAsync("/sign-in");
                if (answer.IsSuccessStatusCode) return node;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50);
            }
        }
        throw new InvalidOperationException("The node did not start.");
    }

    /// <summary>SIGKILL: nothing is written to its end, nothing is closed.</summary>
    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
