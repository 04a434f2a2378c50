using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using LienY.Contracts;

namespace LienY.Bench;

/// <summary>The published server as a process of its own.</summary>
sealed class RunningServer(Process process, Uri url, string folder, bool isOurs, TimeSpan toFirstPage) : IAsyncDisposable
{
    public Uri Url => url;

    /// <summary>From the start of the process to the first whole page.</summary>
    public TimeSpan ToFirstPage => toFirstPage;

    /// <summary>Its process.</summary>
    public int Id => process.Id;

    /// <summary>Resident memory now, in MB.</summary>
    public double Megabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>The most resident memory so far, in MB.</summary>
    public double PeakMegabytes => ProgramRun.Peak(process.Id);

    /// <summary>Starts it on a fresh folder that is deleted in the end, or on <paramref name="existing"/> that stays.</summary>
    public static async Task<RunningServer> StartAsync(string connection, bool demo, string? existing = null)
    {
        var folder = existing ?? Machine.Folder();
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var url = new Uri("http://127.0.0.1:" + ((IPEndPoint)probe.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));
        probe.Stop();
        var info = new ProcessStartInfo(Machine.Server, ["--data", folder, "--urls", url.ToString().TrimEnd('/'), .. demo ? new[] { "--demo" } : []])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (connection.Length > 0) info.Environment["LIENY_DATABASE"] = connection;
        var watch = Stopwatch.StartNew();
        var process = Process.Start(info)!;
        process.ErrorDataReceived += (_, e) => Console.Error.WriteLine(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient();
        while (!process.HasExited && watch.Elapsed < TimeSpan.FromMinutes(5))
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(url, "/sign-in"));
                if (answer.IsSuccessStatusCode && (await answer.Content.ReadAsByteArrayAsync()).Length > 0) return new(process, url, folder, existing is null, watch.Elapsed);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(5);
            }
        }
        throw new InvalidOperationException("The server did not start.");
    }

    /// <summary>An account of the demonstration.</summary>
    public DemoAccount Account(string user) =>
        JsonSerializer.Deserialize<List<DemoAccount>>(File.ReadAllText(Path.Combine(folder, "demo-accounts.json")), JsonSerializerOptions.Web)!.First(a => a.User == user);

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        if (isOurs) Directory.Delete(folder, recursive: true);
    }
}
