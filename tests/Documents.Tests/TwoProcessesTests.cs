using System.Collections.Concurrent;
using System.Globalization;
using LienY.Edxml;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace LienY.Documents.Tests;

/// <summary>Two hosts over one PostgreSQL and one data folder that both fetch from the same box and both hand over, without the lock that keeps their jobs apart.</summary>
public sealed class Two_processes_on_postgres(PostgresSite site) : IClassFixture<PostgresSite>
{
    static CancellationToken Stop => Office.Stop;

    async Task<WebApplication> SecondAsync()
    {
        var second = Door.Build(site.Settings, services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(site.Clock));
            services.Remove(services.Single(s => s.ImplementationType == typeof(Background)));
        });
        await second.StartAsync(Stop);
        return second;
    }

    static async Task<int> RoundAsync<T>(IServiceProvider host, Func<T, Task<int>> round) where T : notnull
    {
        await using var scope = host.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        return await round(scope.ServiceProvider.GetRequiredService<T>());
    }

    static async Task BothAsync<T>(IServiceProvider[] hosts, Func<T, Task<int>> round) where T : notnull =>
        await Task.WhenAll(hosts.Select(host => Task.Run(async () =>
        {
            while (await RoundAsync(host, round) > 0)
            {
                // Until nothing is left for this host.
            }
        }, Stop)));

    static byte[] Message(Office sender, Office receiver, int number) => EdxmlWriter.Write(new EdxmlMessage
    {
        From = new(sender.Code, sender.Name),
        To = [new(receiver.Code, receiver.Name)],
        Number = number.ToString(CultureInfo.InvariantCulture),
        Notation = "TB-X",
        Day = new(2025, 11, 18),
        TypeName = "Thông báo",
        Subject = $"Thông báo số {number}",
        DocumentId = EdxmlMessage.IdOf(sender.Code, new(2025, 11, 18), $"{number}/TB-X"),
        Attachments = [new("a", "thong-bao.pdf", "application/pdf")],
    }, "%PDF-1.4 nội dung"u8.ToArray());

    [Fact]
    public async Task Nothing_is_doubled_or_lost_and_every_sender_hears_the_right_status()
    {
        const int Papers = 90;
        await using var second = await SecondAsync();
        IServiceProvider[] hosts = [site.Services, second.Services];
        var (sender, receiver) = (await (await Office.MakeAsync(site)).OnAxisAsync(), await (await Office.MakeAsync(site)).OnAxisAsync(alone: true));
        await Office.AxisAsync(site, AxisChoice.Folder);
        var box = Directory.CreateDirectory(Path.Combine(site.Folder, "axis", receiver.Code, "in")).FullName;
        for (var i = 1; i <= Papers; i++) await File.WriteAllBytesAsync(Path.Combine(box, $"{i:000}.edxml"), Message(sender, receiver, i), Stop);
        // The connector brings every ninth a second time, under another name.
        for (var i = 9; i <= Papers; i += 9) await File.WriteAllBytesAsync(Path.Combine(box, $"{i:000}-again.edxml"), Message(sender, receiver, i), Stop);

        await BothAsync<Receiving>(hosts, r => r.RunAsync(Stop));

        Assert.Empty(Directory.GetFiles(box));
        var came = await receiver.MessagesAsync(Numbering.In);
        Assert.Equal((Papers, Papers), (came.Count, came.Select(m => m.DocumentId).Distinct().Count()));
        Assert.All(came, m => Assert.Equal(MessageState.Registered, m.State));
        var entries = await receiver.AllAsync();
        Assert.Equal(Enumerable.Range(1, Papers), entries.Select(e => e.Number));
        Assert.Equal(Papers, entries.Select(e => e.Code).Distinct().Count());
        Assert.Equal(Papers, await receiver.FactsAsync("document.incoming.registered"));
        var answers = await receiver.MessagesAsync(Numbering.Out, ExchangeMessage.Status);
        Assert.Equal((Papers, Papers), (answers.Count(a => a.StatusCode == "01"), answers.Count(a => a.StatusCode == "03")));

        var carried = await CarriedAsync(receiver.Code, () => BothAsync<Handing>(hosts, h => h.RunAsync(Stop)));

        Assert.Equal(2 * Papers, carried.Count);
        Assert.All(await receiver.MessagesAsync(Numbering.Out), a => Assert.Equal((MessageState.Sent, 0), (a.State, a.Attempts)));
        var told = carried.Select(c => EdxmlReader.Read(c)).Select(r => (r.Reading.Message.ResponseFor[0].DocumentId, r.Reading.Message.Status!.Code)).ToList();
        Assert.Equal(2 * Papers, told.Distinct().Count());
    }

    [Fact]
    public async Task Statuses_that_come_to_both_hosts_leave_the_newest_on_the_sent_paper()
    {
        await using var second = await SecondAsync();
        IServiceProvider[] hosts = [site.Services, second.Services];
        var (sender, receiver) = (await (await Office.MakeAsync(site)).OnAxisAsync(), await (await Office.MakeAsync(site)).OnAxisAsync());
        await Office.AxisAsync(site, AxisChoice.Folder);
        var paper = await sender.IssueAsync("TB", "Nhiều trạng thái");
        await sender.Clerk.OpenAsync("/documents/out/" + paper.Id);
        await sender.Clerk.SubmitAsync($"/documents/out/{paper.Id}/send", [("codes", receiver.Code)]);
        Assert.True(sender.Clerk.Answer.IsSuccessStatusCode, sender.Clerk.Text);
        await BothAsync<Handing>(hosts, h => h.RunAsync(Stop));
        var box = Directory.CreateDirectory(Path.Combine(site.Folder, "axis", sender.Code, "in")).FullName;
        string[] codes = ["01", "03", "04", "05", "06"];
        for (var i = 0; i < 40; i++)
            await File.WriteAllBytesAsync(Path.Combine(box, $"{i:00}.edxml"), EdxmlWriter.Write(new EdxmlMessage
            {
                From = new(receiver.Code, receiver.Name),
                To = [new(sender.Code, sender.Name)],
                ResponseFor = [new(sender.Code, paper.Code, paper.Day, EdxmlMessage.IdOf(sender.Code, paper.Day, paper.Code))],
                Status = new(codes[i % 5], "Lần " + i / 5, new DateTimeOffset(2025, 11, 20, 3, i, 0, TimeSpan.Zero)),
            }), Stop);

        await BothAsync<Receiving>(hosts, r => r.RunAsync(Stop));

        Assert.Empty(Directory.GetFiles(box));
        Assert.Equal("06", Assert.Single(await sender.MessagesAsync(Numbering.Out, ExchangeMessage.Paper)).ReplyCode);
        Assert.Equal(40, (await sender.MessagesAsync(Numbering.In, ExchangeMessage.Status)).Count);
        Assert.Equal(40, await site.HouseAsync(s => s.GetRequiredService<DocumentsStore>().Steps.CountAsync(x => x.PaperId == paper.Id && x.Note.Contains("Lần"))));
    }

    // A connector that carries files away while they are written: what is handed over twice would come twice.
    async Task<List<byte[]>> CarriedAsync(string code, Func<Task> work)
    {
        var (carried, over) = (new ConcurrentQueue<byte[]>(), new TaskCompletionSource());
        var folder = Directory.CreateDirectory(Path.Combine(site.Folder, "axis", code, "out")).FullName;
        async Task TakeAsync()
        {
            foreach (var path in Directory.GetFiles(folder, "*.edxml"))
            {
                carried.Enqueue(await File.ReadAllBytesAsync(path, Stop));
                File.Delete(path);
            }
        }
        var connector = Task.Run(async () =>
        {
            while (!over.Task.IsCompleted) await TakeAsync();
        }, Stop);
        await work();
        over.SetResult();
        await connector;
        await TakeAsync();
        return [.. carried];
    }
}
