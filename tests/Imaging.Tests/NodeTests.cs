using System.Collections.Concurrent;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Imaging.Tests;

/// <summary>Real processes: what was acknowledged survives a kill, and two nodes of one installation agree.</summary>
public abstract class NodeTests(TestSite site)
{
    const string Root = "/dicom-web/studies";

    // Nodes of their own go by the real day; a token of the hand clock's year has ended there.
    void Real() => site.Clock.SetDay(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime));

    [Fact]
    public async Task A_killed_node_loses_nothing_that_it_acknowledged_and_leaves_nothing_half_done()
    {
        Real();
        var hospital = await site.OrganisationAsync("Bệnh viện Mất điện", kind: "hospital");
        var account = await site.AccountAsync(Role.Doctor, hospital);
        var sent = new ConcurrentBag<Made>();
        await using (var node = await NodeProcess.StartAsync(site.Settings, account.Token))
        {
            var senders = Enumerable.Range(0, 3).Select(async i =>
            {
                // Small ones go into the segment, large ones into files of their own.
                for (var n = 0; n < 400; n++)
                {
                    var one = new Made { Size = n % 2 == 0 ? 32 : 512, Seed = n };
                    try
                    {
                        using var answer = await node.Client.StowAsync(Root, one.File());
                        if (answer.IsSuccessStatusCode) sent.Add(one);
                    }
                    catch (HttpRequestException)
                    {
                        return;
                    }
                }
            }).ToList();
            while (sent.Count < 30 && senders.Exists(s => !s.IsCompleted)) await Task.Delay(10);
            Assert.NotEmpty(sent);
            node.Kill();
            await Task.WhenAll(senders);
        }
        await using var again = await NodeProcess.StartAsync(site.Settings, account.Token);
        foreach (var one in sent)
        {
            using var answer = await again.Client.AskAsync($"{Root}/{one.Study}/series/{one.Series}/instances/{one.Sop}", "multipart/related; type=\"application/dicom\"; transfer-syntax=*");
            Assert.Equal(Made.Body(one.File()), Made.Body(Assert.Single(await answer.PartsAsync())));
        }
        await using var connection = await site.HouseAsync(s => ((Database)s.GetService(typeof(Database))!).OpenAsync());
        var known = (await connection.RowsAsync("select place from imaging_instance where place like 'files/%'", r => r.GetString(0), default)).ToHashSet();
        var images = Path.Combine(site.Folder, "images");
        var there = Directory.Exists(Path.Combine(images, "files"))
            ? Directory.GetFiles(Path.Combine(images, "files"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(images, f).Replace('\\', '/')).ToHashSet() : [];
        Assert.Equal(known.Order(), there.Order());
    }

    [Fact]
    public async Task Two_nodes_that_are_sent_the_same_study_hold_each_instance_once_and_count_right()
    {
        Real();
        var hospital = await site.OrganisationAsync("Bệnh viện Hai máy chủ", kind: "hospital");
        var account = await site.AccountAsync(Role.Doctor, hospital);
        await using var one = await NodeProcess.StartAsync(site.Settings, account.Token);
        await using var two = await NodeProcess.StartAsync(site.Settings, account.Token);
        var first = new Made { Seed = 0 };
        var all = Enumerable.Range(0, 24).Select(i => first with { Sop = LienY.Dicom.Uids.New(), Number = i, Seed = i }).ToList();
        await Task.WhenAll(all.SelectMany(m => new[] { one.Client.StowAsync(Root, m.File()), two.Client.StowAsync(Root, m.File()) }));
        var study = Assert.Single(await two.Client.FindAsync($"{Root}?StudyInstanceUID={first.Study}"));
        Assert.Equal("24", study.Of("00201208"));
        Assert.Equal("1", study.Of("00201206"));
        Assert.Equal(24, (await one.Client.FindAsync($"/dicom-web/instances?StudyInstanceUID={first.Study}")).Length);
        foreach (var made in all)
        {
            using var answer = await one.Client.AskAsync($"{Root}/{made.Study}/series/{made.Series}/instances/{made.Sop}/frames/1", "application/octet-stream");
            Assert.Equal(made.Pixels(), await answer.Content.ReadAsByteArrayAsync());
        }
    }
}

public sealed class Nodes_on_sqlite(SqliteSite site) : NodeTests(site), IClassFixture<SqliteSite>;

public sealed class Nodes_on_postgres(PostgresSite site) : NodeTests(site), IClassFixture<PostgresSite>;
