using System.Net;
using System.Text;
using LienY.Edxml;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Documents.Tests;

/// <summary>Papers that go from agency to agency by edXML over the simulated axis, over folders, by hand and by programs.</summary>
public abstract class ExchangeTests(TestSite site)
{
    static CancellationToken Stop => Office.Stop;

    async Task<(Office Sender, Office Receiver)> PairAsync(bool alone = false)
    {
        await Office.AxisAsync(site, AxisChoice.Simulated);
        return (await (await Office.MakeAsync(site)).OnAxisAsync(), await (await Office.MakeAsync(site)).OnAxisAsync(alone));
    }

    static async Task SendAsync(Office sender, Outgoing paper, Office receiver, params (string, string)[] more)
    {
        await sender.Clerk.OpenAsync("/documents/out/" + paper.Id);
        await sender.Clerk.SubmitAsync($"/documents/out/{paper.Id}/send", [("codes", receiver.Code), .. more]);
        Assert.True(sender.Clerk.Answer.IsSuccessStatusCode, sender.Clerk.Text);
    }

    static async Task<Incoming> RegisterAsync(Office receiver)
    {
        var waiting = (await receiver.MessagesAsync(Numbering.In, ExchangeMessage.Paper)).Last(m => m.State == MessageState.Waiting);
        await receiver.Clerk.OpenAsync("/documents/in/new?message=" + waiting.Id);
        await receiver.Clerk.SubmitAsync("/documents/in/new");
        Assert.True(receiver.Clerk.Answer.IsSuccessStatusCode, receiver.Clerk.Text);
        return (await receiver.AllAsync())[^1];
    }

    [Fact]
    public async Task A_paper_is_sent_registered_routed_and_done_and_the_sender_sees_each_state()
    {
        var (sender, receiver) = await PairAsync();
        var paper = await sender.IssueAsync("KH", "Kế hoạch hội chẩn từ xa");
        await SendAsync(sender, paper, receiver, ("urgency", "Express"), ("due", "2025-12-01"));
        Assert.Contains("Trục mô phỏng", sender.Clerk.Text, StringComparison.Ordinal);
        async Task ReplyAsync(string code)
        {
            await Office.ExchangeAsync(site);
            var sent = Assert.Single(await sender.MessagesAsync(Numbering.Out, ExchangeMessage.Paper));
            Assert.Equal(code, sent.ReplyCode);
        }
        await ReplyAsync("01");
        await receiver.Clerk.OpenAsync("/");
        Assert.Contains("đến qua trục: Kế hoạch hội chẩn từ xa", receiver.Clerk.Text, StringComparison.Ordinal);
        var entry = await RegisterAsync(receiver);
        Assert.Equal((sender.Name, paper.Code, Urgency.Express, new DateOnly(2025, 12, 1)), (entry.Issuer, entry.Code, entry.Urgency, entry.DueOn!.Value));
        await ReplyAsync("03");
        var file = await site.HouseAsync(s => s.GetRequiredService<DocumentsStore>().Files.SingleAsync(f => f.PaperId == entry.Id, Stop));
        Assert.StartsWith("%PDF-1.4", Encoding.ASCII.GetString(await receiver.Clerk.DownloadAsync("/documents/files/" + file.Id)), StringComparison.Ordinal);
        await receiver.Director.OpenAsync("/documents/in/" + entry.Id);
        await receiver.Director.SubmitAsync($"/documents/in/{entry.Id}/lead", [("lead", "p:" + receiver.DoctorAccount.Id)]);
        await ReplyAsync("04");
        await receiver.Doctor.OpenAsync("/documents/in/" + entry.Id);
        await receiver.Doctor.SubmitAsync($"/documents/in/{entry.Id}/start");
        await ReplyAsync("05");
        await receiver.Doctor.SubmitAsync($"/documents/in/{entry.Id}/done", [("result", "Đã triển khai tại khoa Nhi")]);
        await ReplyAsync("06");
        await sender.Clerk.OpenAsync("/documents/out/" + paper.Id);
        Assert.Contains("Hoàn thành", sender.Clerk.Text, StringComparison.Ordinal);
        Assert.Contains("Đã triển khai tại khoa Nhi", sender.Clerk.Text, StringComparison.Ordinal);
        Assert.Equal((1m, 1m), (await sender.FactsAsync("document.exchanged", "\"direction\":\"out\""), await receiver.FactsAsync("document.exchanged",
            "\"direction\":\"in\"")));
        Assert.Equal(1m, await receiver.FactsAsync("document.incoming.registered", "\"channel\":\"edxml\""));
    }

    [Fact]
    public async Task A_broken_axis_is_tried_again_and_the_paper_arrives_once()
    {
        var (sender, receiver) = await PairAsync();
        await Office.AxisAsync(site, AxisChoice.Simulated, failing: true);
        await SendAsync(sender, await sender.IssueAsync("TB", "Thông báo"), receiver);
        await Office.ExchangeAsync(site);
        var waits = Assert.Single(await sender.MessagesAsync(Numbering.Out));
        Assert.Equal((MessageState.Queued, 1), (waits.State, waits.Attempts));
        await Office.AxisAsync(site, AxisChoice.Simulated);
        await Office.ExchangeAsync(site);
        Assert.Equal(MessageState.Queued, (await sender.MessagesAsync(Numbering.Out))[0].State);
        await sender.Clerk.OpenAsync("/documents/exchange/" + waits.Id);
        await sender.Clerk.SubmitAsync($"/documents/exchange/{waits.Id}/again");
        await Office.ExchangeAsync(site);
        Assert.Equal(MessageState.Sent, (await sender.MessagesAsync(Numbering.Out))[0].State);
        Assert.Single(await receiver.MessagesAsync(Numbering.In));
    }

    [Fact]
    public async Task A_process_that_dies_between_handing_over_and_noting_it_sends_one_message()
    {
        var (sender, receiver) = await PairAsync();
        await SendAsync(sender, await sender.IssueAsync("TB", "Chết giữa chừng"), receiver);
        var row = Assert.Single(await sender.MessagesAsync(Numbering.Out));
        await site.HouseAsync(async s =>
        {
            await using var content = await s.GetRequiredService<IFiles>().OpenAsync(sender.Id, row.Hash, Stop);
            await s.GetRequiredService<SimulatedAxis>().PostAsync(new(sender.Code, receiver.Code, row.Id.ToString("N")), content, Stop);
            return 0;
        });
        await Office.ExchangeAsync(site);
        Assert.Equal(MessageState.Sent, (await sender.MessagesAsync(Numbering.Out))[0].State);
        Assert.Single(await receiver.MessagesAsync(Numbering.In));
        Assert.Equal(1, await site.HouseAsync(s => s.GetRequiredService<DocumentsStore>().Packets.CountAsync(p => p.ToCode == receiver.Code)));
    }

    [Fact]
    public async Task The_same_paper_is_not_sent_twice_to_one_agency()
    {
        var (sender, receiver) = await PairAsync();
        var paper = await sender.IssueAsync("TB", "Một lần");
        await SendAsync(sender, paper, receiver);
        await sender.Clerk.SubmitAsync($"/documents/out/{paper.Id}/send", [("codes", receiver.Code)]);
        Assert.Equal(HttpStatusCode.Conflict, sender.Clerk.Answer.StatusCode);
        Assert.Single(await sender.MessagesAsync(Numbering.Out));
    }

    [Fact]
    public async Task An_unknown_code_on_the_simulated_axis_fails_at_once_with_a_reason()
    {
        var (sender, _) = await PairAsync();
        var paper = await sender.IssueAsync("TB", "Nơi lạ");
        await sender.Clerk.OpenAsync("/documents/out/" + paper.Id);
        await sender.Clerk.SubmitAsync($"/documents/out/{paper.Id}/send", [("other", "999.99.99.X99")]);
        await Office.ExchangeAsync(site);
        var row = Assert.Single(await sender.MessagesAsync(Numbering.Out));
        Assert.Equal(MessageState.Failed, row.State);
        await sender.Clerk.OpenAsync("/documents/exchange/" + row.Id);
        Assert.Contains("không biết mã cơ quan nhận", sender.Clerk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recall_before_registration_is_agreed_to_at_once()
    {
        var (sender, receiver) = await PairAsync();
        var paper = await sender.IssueAsync("TB", "Gửi nhầm");
        await SendAsync(sender, paper, receiver);
        await Office.ExchangeAsync(site);
        await RecallAsync(sender, paper, receiver);
        await Office.ExchangeAsync(site);
        Assert.Equal("15", (await sender.MessagesAsync(Numbering.Out, ExchangeMessage.Paper)).First(m => m.Business == "New").ReplyCode);
        Assert.Equal(MessageState.Superseded, (await receiver.MessagesAsync(Numbering.In)).First(m => m.Business == "New").State);
        Assert.Empty(await receiver.AllAsync());
    }

    [Theory]
    [InlineData("agree", "15", "Withdrawn")]
    [InlineData("keep", "16", "Received")]
    public async Task A_recall_after_registration_is_the_clerks_word(string word, string code, string state)
    {
        var (sender, receiver) = await PairAsync();
        var paper = await sender.IssueAsync("TB", "Xin lấy lại");
        await SendAsync(sender, paper, receiver);
        await Office.ExchangeAsync(site);
        var entry = await RegisterAsync(receiver);
        await RecallAsync(sender, paper, receiver);
        await Office.ExchangeAsync(site);
        var asked = (await receiver.MessagesAsync(Numbering.In)).Single(m => m.AsksRecall);
        await receiver.Clerk.OpenAsync("/documents/exchange/" + asked.Id);
        await receiver.Clerk.SubmitAsync($"/documents/exchange/{asked.Id}/recall", [("do", word), ("reason", "Theo đề nghị")]);
        Assert.True(receiver.Clerk.Answer.IsSuccessStatusCode, receiver.Clerk.Text);
        await Office.ExchangeAsync(site);
        Assert.Equal(code, (await sender.MessagesAsync(Numbering.Out, ExchangeMessage.Paper)).First(m => m.Business == "New").ReplyCode);
        Assert.Equal(state, (await receiver.FindAsync(entry.Id)).State.ToString());
    }

    [Fact]
    public async Task A_replacement_withdraws_what_it_replaces()
    {
        var (sender, receiver) = await PairAsync();
        var old = await sender.IssueAsync("TB", "Bản cũ");
        await SendAsync(sender, old, receiver);
        await Office.ExchangeAsync(site);
        var entry = await RegisterAsync(receiver);
        var next = await sender.IssueAsync("TB", "Bản thay thế");
        await SendAsync(sender, next, receiver, ("business", "Replace"), ("reason", "Sửa thời hạn"), ("replaces", EdxmlMessage.IdOf(sender.Code, old.Day, old.Code)));
        await Office.ExchangeAsync(site);
        var second = await RegisterAsync(receiver);
        Assert.Equal((IncomingState.Withdrawn, 2), ((await receiver.FindAsync(entry.Id)).State, second.Number));
        Assert.Contains("số đến 2", (await receiver.FindAsync(entry.Id)).StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_office_may_let_whole_papers_in_without_a_clerk()
    {
        var (sender, receiver) = await PairAsync(alone: true);
        await SendAsync(sender, await sender.IssueAsync("TB", "Tự vào sổ"), receiver);
        await Office.ExchangeAsync(site);
        var entry = Assert.Single(await receiver.AllAsync());
        Assert.Equal(("Tự vào sổ", 1), (entry.Subject, entry.Number));
        Assert.Equal("03", (await sender.MessagesAsync(Numbering.Out, ExchangeMessage.Paper))[0].ReplyCode);
    }

    [Fact]
    public async Task A_refused_paper_tells_its_sender_why()
    {
        var (sender, receiver) = await PairAsync();
        await SendAsync(sender, await sender.IssueAsync("TB", "Sai nơi nhận"), receiver);
        await Office.ExchangeAsync(site);
        var waiting = Assert.Single(await receiver.MessagesAsync(Numbering.In));
        await receiver.Clerk.OpenAsync("/documents/exchange/" + waiting.Id);
        await receiver.Clerk.SubmitAsync($"/documents/exchange/{waiting.Id}/refuse", [("reason", "Không thuộc thẩm quyền")]);
        await Office.ExchangeAsync(site);
        var sent = Assert.Single(await sender.MessagesAsync(Numbering.Out, ExchangeMessage.Paper));
        Assert.Equal(("02", "Không thuộc thẩm quyền"), (sent.ReplyCode, sent.ReplyNote));
    }

    [Fact]
    public async Task A_file_from_the_sender_is_taken_once_by_hand_or_by_program()
    {
        var (sender, receiver) = await PairAsync();
        var paper = await sender.IssueAsync("KH", "Mang tay");
        var edxml = await sender.Clerk.DownloadAsync($"/documents/out/{paper.Id}/edxml");
        await receiver.Clerk.OpenAsync("/documents/exchange");
        await receiver.Clerk.SubmitAsync("/documents/exchange/upload", files: [("file", "mang-tay.edxml", [.. "0001"u8, .. edxml])]);
        Assert.Contains("Mang tay", receiver.Clerk.Text, StringComparison.Ordinal);
        Assert.Contains("chữ số thừa", receiver.Clerk.Text, StringComparison.Ordinal);
        using var program = await site.ProgramAsync(Role.UnitOfficer, receiver.Id);
        using var again = await program.PostAsync("/api/documents/edxml", new ByteArrayContent(edxml), Stop);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Contains("\"earlier\":true", await again.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Single(await receiver.MessagesAsync(Numbering.In));
    }

    [Fact]
    public async Task Folders_carry_messages_and_keep_what_cannot_be_read()
    {
        var (sender, receiver) = await PairAsync();
        await Office.AxisAsync(site, AxisChoice.Folder);
        await SendAsync(sender, await sender.IssueAsync("TB", "Qua thư mục"), receiver);
        await Office.ExchangeAsync(site, 1);
        var sent = Assert.Single(Directory.GetFiles(Path.Combine(site.Folder, "axis", sender.Code, "out")));
        var box = Directory.CreateDirectory(Path.Combine(site.Folder, "axis", receiver.Code, "in")).FullName;
        File.Move(sent, Path.Combine(box, "a.edxml"));
        await File.WriteAllTextAsync(Path.Combine(box, "b.edxml"), "<edXML:edXML xmlns:edXML=\"http://khac\"/>", Stop);
        await Office.ExchangeAsync(site, 2);
        var all = await receiver.MessagesAsync(Numbering.In);
        Assert.Equal([MessageState.Broken, MessageState.Waiting], all.Select(m => m.State).OrderByDescending(s => s));
        var broken = all.Single(m => m.State == MessageState.Broken);
        Assert.Contains("QCVN 102:2016/BTTTT", broken.LastError, StringComparison.Ordinal);
        Assert.Equal("<edXML:edXML xmlns:edXML=\"http://khac\"/>",
            Encoding.UTF8.GetString(await receiver.Clerk.DownloadAsync($"/documents/exchange/{broken.Id}/original")));
        Assert.Empty(Directory.GetFiles(box));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(box, "taken")).Length);
        Assert.Single(Directory.GetFiles(Path.Combine(site.Folder, "axis", receiver.Code, "out")));
    }

    [Fact]
    public async Task A_message_with_a_program_in_it_is_kept_aside_and_holds_up_nothing()
    {
        var (sender, receiver) = await PairAsync();
        await Office.AxisAsync(site, AxisChoice.Folder);
        var box = Directory.CreateDirectory(Path.Combine(site.Folder, "axis", receiver.Code, "in")).FullName;
        EdxmlMessage Message(string number, string file) => new()
        {
            From = new(sender.Code, sender.Name),
            To = [new(receiver.Code, receiver.Name)],
            Number = number,
            Notation = "TB-X",
            Day = new(2025, 11, 18),
            Subject = "Thông báo " + number,
            DocumentId = $"{sender.Code},2025/11/18,{number}/TB-X",
            Attachments = [new("a", file, "application/octet-stream")],
        };
        await File.WriteAllBytesAsync(Path.Combine(box, "1.edxml"), EdxmlWriter.Write(Message("1", "cai-dat.exe"), "MZ"u8.ToArray()), Stop);
        await File.WriteAllBytesAsync(Path.Combine(box, "2.edxml"), EdxmlWriter.Write(Message("2", "thong-bao.pdf"), "%PDF-1.4"u8.ToArray()), Stop);
        await Office.ExchangeAsync(site, 1);
        Assert.Equal([MessageState.Waiting, MessageState.Broken], (await receiver.MessagesAsync(Numbering.In)).Select(m => m.State).Order());
        Assert.Empty(Directory.GetFiles(box));
    }

    [Fact]
    public async Task Another_office_neither_reads_nor_answers_a_message()
    {
        var (sender, receiver) = await PairAsync();
        await SendAsync(sender, await sender.IssueAsync("TB", "Riêng tư"), receiver);
        await Office.ExchangeAsync(site);
        var row = Assert.Single(await receiver.MessagesAsync(Numbering.In));
        foreach (var path in new[] { $"/documents/exchange/{row.Id}", $"/documents/exchange/{row.Id}/original", $"/documents/in/new?message={row.Id}" })
        {
            await sender.Clerk.OpenAsync(path);
            Assert.True(sender.Clerk.Answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, path);
        }
    }

    static async Task RecallAsync(Office sender, Outgoing paper, Office receiver)
    {
        await sender.Clerk.OpenAsync("/documents/out/" + paper.Id);
        await sender.Clerk.SubmitAsync($"/documents/out/{paper.Id}/recall", [("codes", receiver.Code), ("reason", "Gửi nhầm nơi nhận")]);
        Assert.True(sender.Clerk.Answer.IsSuccessStatusCode, sender.Clerk.Text);
    }
}

public sealed class Exchange_on_sqlite(SqliteSite site) : ExchangeTests(site), IClassFixture<SqliteSite>;

public sealed class Exchange_on_postgres(PostgresSite site) : ExchangeTests(site), IClassFixture<PostgresSite>;
