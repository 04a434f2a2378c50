using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;

namespace LienY.Certificates.Tests;

/// <summary>A house on PostgreSQL whose key other processes may share.</summary>
public sealed class SharedSite : TestSite
{
    protected override Task<string> ConnectionAsync() => PostgresServer.FreshDatabaseAsync();

    protected override Settings Set(Settings settings) => settings with { Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
}

/// <summary>Directors who sign at two serving processes on one PostgreSQL, one of which is killed: the register has neither gap nor double.</summary>
public sealed class NodesTests(SharedSite site) : IClassFixture<SharedSite>
{
    const int Batches = 6, Size = 25;

    [Fact]
    public async Task Numbers_stay_gapless_when_two_processes_sign_and_one_is_killed()
    {
        // The other processes live on real time.
        site.Clock.Pass(TimeProvider.System.GetUtcNow() - site.Clock.GetUtcNow());
        var scene = await CertScene.MakeAsync(site);
        await scene.EarnAsync([.. Enumerable.Range(0, Batches * Size).Select(i => scene.Earned($"Người {i:000}"))]);
        var rows = (await scene.WaitingAsync()).ConvertAll(w => w.Id);
        var nodes = new[] { await StartAsync(), await StartAsync() };
        try
        {
            // Each batch is gathered at a living page, then all are signed at once, half of them at a process that is killed while it signs.
            var signers = new List<(Visitor At, int Node)>();
            for (var b = 0; b < Batches; b++)
            {
                var director = new Visitor(nodes[b % 2].Url);
                await director.SignInAsync(scene.DirectorAccount.User, scene.DirectorAccount.Password);
                await director.OpenAsync("/certificates/waiting");
                await director.SubmitAsync("/certificates/batches", rows.Skip(b * Size).Take(Size).Select(r => ("row", r.ToString())));
                Assert.True(director.Answer.IsSuccessStatusCode, director.Text);
                signers.Add((director, b % 2));
            }
            var signing = signers.ConvertAll(s => Task.Run(async () =>
            {
                try
                {
                    await s.At.SubmitAsync("/certificates/batches/", [("proof-password", scene.DirectorAccount.Password)]);
                }
                catch (Exception problem) when (s.Node == 1 && problem is HttpRequestException or IOException)
                {
                    // Its process was killed under it.
                }
            }, CertScene.Stop));
            await Task.WhenAny(signing);
            nodes[1].Process.Kill();
            await Task.WhenAll(signing);
        }
        finally
        {
            foreach (var (process, _) in nodes)
            {
                if (!process.HasExited) process.Kill();
                await process.WaitForExitAsync(CertScene.Stop);
                process.Dispose();
            }
        }
        // What the killed process did not finish still waits and is signed here.
        if ((await scene.WaitingAsync()).Count > 0)
        {
            var again = site.Visitor();
            await again.SignInAsync(scene.DirectorAccount.User, scene.DirectorAccount.Password);
            await CertScene.GatherAsync(again);
            await again.SubmitAsync("/certificates/batches/", [("proof-password", scene.DirectorAccount.Password)]);
            Assert.True(again.Answer.IsSuccessStatusCode, again.Text);
        }
        var all = await scene.AllAsync();
        Assert.Equal(Enumerable.Range(1, Batches * Size), all.Select(c => c.Ordinal).Order());
        Assert.Equal(Batches * Size, all.Select(c => c.Source).Distinct().Count());
        Assert.Single(all.Select(c => c.Kid).Distinct());
    }

    async Task<(Process Process, Uri Url)> StartAsync()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var url = new Uri("http://127.0.0.1:" + ((IPEndPoint)probe.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));
        probe.Stop();
        var info = new ProcessStartInfo("dotnet", [typeof(Settings).Assembly.Location, "serve", "--data", Directory.CreateTempSubdirectory("lieny-node").FullName, "--urls", url.ToString().TrimEnd('/')])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LIENY_DATABASE"] = site.Settings.Database, ["LIENY_KEY"] = site.Settings.Key },
        };
        var process = Process.Start(info)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = url };
        while (true)
        {
            Assert.False(process.HasExited);
            try
            {
                if ((await client.GetAsync("/health/ready", CertScene.Stop)).IsSuccessStatusCode) return (process, url);
            }
            catch (HttpRequestException)
            {
                // Not yet listening.
            }
            await Task.Delay(100, CertScene.Stop);
        }
    }
}
