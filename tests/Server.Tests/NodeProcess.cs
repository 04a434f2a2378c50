using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace LienY.Server.Tests;

/// <summary>The server as a process of its own, which can be killed like a machine that loses its power.</summary>
sealed class NodeProcess : IAsyncDisposable
{
    readonly Process process;

    NodeProcess(Process process, Uri url, string token)
    {
        this.process = process;
        Client = new() { BaseAddress = url, DefaultRequestHeaders = { Authorization = new("Bearer", token) }, Timeout = TimeSpan.FromMinutes(10) };
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

    /// <summary>Sends a value for one day; true when the node has acknowledged it, false when it did not answer or knew it already.</summary>
    public async Task<bool> EnterAsync(Guid indicator, Guid unit, DateOnly day, decimal value)
    {
        try
        {
            using var answer = await Client.PostAsJsonAsync($"/api/evidence/indicators/{indicator}/values", new { unit, from = day, to = day, value });
            if (answer.StatusCode == HttpStatusCode.Conflict) return false;
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>SIGKILL: nothing is written to its end, nothing is closed.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }
}
