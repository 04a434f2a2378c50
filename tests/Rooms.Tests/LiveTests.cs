using System.Net.WebSockets;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Rooms.Tests;

public abstract class LiveTests(TestSite site)
{
    static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task Two_people_see_each_other_write_show_point_and_draw()
    {
        var party = await Party.MakeAsync(site, RoomRole.Chair, RoomRole.Presenter);
        await using var chair = await party.InAsync(RoomRole.Chair);
        await using var presenter = await party.InAsync(RoomRole.Presenter);
        Assert.Equal(party.Seat(RoomRole.Presenter).ToString(), (await chair.EventAsync("entered")).GetProperty("seat").GetString());
        await chair.SendAsync(new { t = "say", text = "  Chào cả phòng  " });
        Assert.Equal("Chào cả phòng", (await presenter.EventAsync("said")).GetProperty("text").GetString());

        using var program = RoomClient.Program(site.Url, party.Token(RoomRole.Presenter));
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Png), "file", "phim-phoi.png" } };
        Assert.True((await program.PostAsync($"/rooms/{party.Room}/files", form)).IsSuccessStatusCode);
        await presenter.UntilAsync(m => RoomClient.Is(m, "files"));
        var table = System.Text.Json.JsonDocument.Parse(await program.GetStringAsync($"/rooms/{party.Room}/exhibits")).RootElement.GetProperty("exhibits");
        var key = Assert.Single(table.EnumerateArray()).GetProperty("key").GetString();
        await presenter.SendAsync(new { t = "show", key });
        Assert.Equal("phim-phoi.png", (await chair.EventAsync("shown")).GetProperty("name").GetString());
        await presenter.SendAsync(new { t = "view", v = new { page = 1, zoom = 2.5, x = 300, y = 200, turn = 1, pointX = 10, pointY = 20, light = 120, contrast = 90 } });
        var view = (await chair.UntilAsync(m => RoomClient.Is(m, "view"))).GetProperty("v");
        Assert.Equal(2.5, view.GetProperty("zoom").GetDouble());
        await chair.SendAsync(new { t = "draw", stroke = new { id = "s1", page = 1, form = "measure", points = new[] { 0, 0, 300, 400 } } });
        Assert.Equal("measure", (await presenter.EventAsync("drawn")).GetProperty("stroke").GetProperty("form").GetString());

        await using var late = await party.EnterAsync(RoomRole.Chair);
        var state = await late.StateAsync();
        Assert.Equal("phim-phoi.png", state.GetProperty("exhibit").GetProperty("name").GetString());
        Assert.Single(state.GetProperty("strokes").EnumerateArray());
        Assert.Single(state.GetProperty("chat").EnumerateArray());
        Assert.Equal(2.5, (await late.UntilAsync(m => RoomClient.Is(m, "view"))).GetProperty("v").GetProperty("zoom").GetDouble());
        Assert.Equal("again", await chair.EndAsync());
    }

    [Fact]
    public async Task A_hostile_file_is_not_laid_on_the_table()
    {
        var party = await Party.MakeAsync(site, RoomRole.Chair, RoomRole.Observer);
        using var program = RoomClient.Program(site.Url, party.Token(RoomRole.Chair));
        foreach (var (name, bytes) in new[] { ("anh.png", "<svg onload=alert(1)>"u8.ToArray()), ("a.pdf", "%PDF-1.4 not really"u8.ToArray()), ("trong.png", []) })
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
            Assert.Equal(422, (int)(await program.PostAsync($"/rooms/{party.Room}/files", form)).StatusCode);
        }
        using var observer = RoomClient.Program(site.Url, party.Token(RoomRole.Observer));
        using var good = new MultipartFormDataContent { { new ByteArrayContent(Png), "file", "../../anh.png" } };
        Assert.Equal(403, (int)(await observer.PostAsync($"/rooms/{party.Room}/files", good)).StatusCode);
    }

    [Fact]
    public async Task A_pass_is_good_once_for_one_person_one_room_and_one_minute()
    {
        var party = await Party.MakeAsync(site, RoomRole.Chair, RoomRole.Expert);
        var other = await Party.MakeAsync(site, RoomRole.Chair);
        using var program = RoomClient.Program(site.Url, party.Token(RoomRole.Expert));
        async Task<string> Pass() => await RoomClient.PassAsync(program, "/rooms/" + party.Room);
        async Task Refused(string pass, Guid room, string token)
        {
            await using var line = await RoomClient.OpenAsync(site.Url, room, pass, o => o.SetRequestHeader("Authorization", "Bearer " + token));
            Assert.Equal("pass", (await line.RefusedAsync()).GetProperty("code").GetString());
            Assert.Equal("pass", await line.EndAsync());
        }

        var used = await Pass();
        await using (var line = await RoomClient.OpenAsync(site.Url, party.Room, used, o => o.SetRequestHeader("Authorization", "Bearer " + party.Token(RoomRole.Expert)))) await line.StateAsync();
        await Refused(used, party.Room, party.Token(RoomRole.Expert));
        await Refused(await Pass(), other.Room, party.Token(RoomRole.Expert));
        await Refused(await Pass(), party.Room, party.Token(RoomRole.Chair));
        await Refused("khong-co-that", party.Room, party.Token(RoomRole.Expert));
        var old = await Pass();
        site.Clock.Pass(Passes.Term);
        await Refused(old, party.Room, party.Token(RoomRole.Expert));
    }

    [Fact]
    public async Task Who_has_no_seat_gets_no_pass_and_a_foreign_page_no_line()
    {
        var party = await Party.MakeAsync(site, RoomRole.Chair);
        var stranger = await site.AccountAsync(Role.Doctor, party.Centre);
        using var program = RoomClient.Program(site.Url, stranger.Token);
        Assert.Equal(404, (int)(await program.PostAsync($"/rooms/{party.Room}/pass", null)).StatusCode);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "https://elsewhere.example");
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://{site.Url.Authority}/rooms/{party.Room}/live"), default));
    }

    [Fact]
    public async Task Who_changes_the_page_to_take_the_lead_is_refused()
    {
        var party = await Party.MakeAsync(site, RoomRole.Chair, RoomRole.Observer, RoomRole.Expert);
        await using var chair = await party.InAsync(RoomRole.Chair);
        await using var expert = await party.InAsync(RoomRole.Expert);
        await using var observer = await party.InAsync(RoomRole.Observer);
        var me = party.Seat(RoomRole.Observer);
        foreach (var order in new object[]
        {
            new { t = "role", seat = me, role = "chair" }, new { t = "role", seat = me, role = "secretary" }, new { t = "floor", seat = me }, new { t = "close" }, new { t = "record" },
            new { t = "turn", seat = party.Seat(RoomRole.Chair) }, new { t = "view", v = new { zoom = 2 } }, new { t = "show", key = "x" },
            new { t = "draw", stroke = new { id = "a", page = 1, form = "free", points = new[] { 1, 2, 3, 4 } } }, new { t = "hand", seat = party.Seat(RoomRole.Chair), up = true }, new { t = "whatever" },
        })
        {
            await observer.SendAsync(order);
            await observer.RefusedAsync();
        }
        await chair.SendAsync(new { t = "role", seat = me, role = "expert" });
        await observer.EventAsync("role");
        Assert.DoesNotContain(chair.All, m => RoomClient.IsEvent(m, "closed") || RoomClient.IsEvent(m, "floor"));
        Assert.True((await party.ReportAsync()).IsOpen);
    }

    [Fact]
    public async Task Captions_are_typed_by_interpreter_and_secretary_alone_and_kept_with_the_room()
    {
        var party = await Party.MakeAsync(site, RoomRole.Chair, RoomRole.Secretary, RoomRole.Interpreter);
        await using var chair = await party.InAsync(RoomRole.Chair);
        await using var secretary = await party.InAsync(RoomRole.Secretary);
        await using var interpreter = await party.InAsync(RoomRole.Interpreter);
        await interpreter.SendAsync(new { t = "caption", text = "建议保守治疗。", lang = "zh" });
        await secretary.SendAsync(new { t = "caption", text = "Nên điều trị bảo tồn.", lang = "vi" });
        foreach (var text in new[] { "建议保守治疗。", "Nên điều trị bảo tồn." }) await chair.EventAsync("caption", e => e.GetProperty("text").GetString() == text);
        await chair.SendAsync(new { t = "caption", text = "Tôi tự gõ", lang = "vi" });
        Assert.Contains("thư ký và phiên dịch", (await chair.RefusedAsync()).GetProperty("text").GetString());
        foreach (var (text, lang) in new[] { ("klingon", "tlh"), (new string('a', 401), "vi") })
        {
            await secretary.SendAsync(new { t = "caption", text, lang });
            await secretary.RefusedAsync();
        }
        var kept = (await party.ReportAsync(r => r.Captions.Count == 2)).Captions;
        Assert.Equal([("zh", "建议保守治疗。"), ("vi", "Nên điều trị bảo tồn.")], kept.OrderByDescending(c => c.Language).Select(c => (c.Language, c.Text)));
    }

    [Fact]
    public async Task A_second_chair_is_impossible()
    {
        var party = await Party.MakeAsync(site, RoomRole.Chair, RoomRole.Secretary, RoomRole.Expert);
        await Assert.ThrowsAsync<Refusal>(() => party.PlanAsync(new RoomSeat(Guid.CreateVersion7(), Guid.CreateVersion7(), "Hai", party.Hospital, RoomRole.Chair)));
        await using var secretary = await party.InAsync(RoomRole.Secretary);
        // While the chair is away the secretary leads, but does not give the chair away.
        await secretary.SendAsync(new { t = "role", seat = party.Seat(RoomRole.Secretary), role = "chair" });
        await secretary.RefusedAsync();
        await using var chair = await party.InAsync(RoomRole.Chair);
        await using var expert = await party.InAsync(RoomRole.Expert);
        await chair.SendAsync(new { t = "role", seat = party.Seat(RoomRole.Expert), role = "chair" });
        Assert.Equal(party.Seat(RoomRole.Chair).ToString(), (await expert.EventAsync("role")).GetProperty("former").GetString());
        await chair.SendAsync(new { t = "close" });
        await chair.RefusedAsync();
        await expert.SendAsync(new { t = "close" });
        Assert.Equal("closed", await chair.EndAsync());
    }

    [Fact]
    public async Task A_guest_waits_in_the_lobby_and_hears_nothing_until_admitted()
    {
        var party = await Party.MakeAsync(site, RoomRole.Chair);
        await using var chair = await party.InAsync(RoomRole.Chair);
        await chair.SendAsync(new { t = "say", text = "kín" });
        var (seat, link) = await party.GuestAsync();
        await using var guest = await RoomClient.GuestAsync(site.Url, party.Room, link);
        await guest.UntilAsync(m => RoomClient.Is(m, "lobby"));
        await guest.SendAsync(new { t = "say", text = "cho tôi vào" });
        await guest.RefusedAsync();
        Assert.DoesNotContain(guest.All, m => m.ToString().Contains("kín", StringComparison.Ordinal));
        await chair.EventAsync("waited");
        await chair.SendAsync(new { t = "admit", seat });
        Assert.Contains("kín", (await guest.StateAsync()).GetProperty("chat").ToString(), StringComparison.Ordinal);
        await chair.SendAsync(new { t = "turn", seat });
        Assert.Equal("removed", await guest.EndAsync());
        // Who was sent away waits again.
        await using var again = await RoomClient.GuestAsync(site.Url, party.Room, link);
        await again.UntilAsync(m => RoomClient.Is(m, "lobby"));
    }

    [Fact]
    public async Task A_guests_pass_is_no_use_in_another_browser_and_an_old_link_ends()
    {
        var party = await Party.MakeAsync(site, RoomRole.Chair);
        var (seat, link) = await party.GuestAsync();
        using var thief = new HttpClient { BaseAddress = site.Url };
        thief.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        await using (var stolen = await RoomClient.GuestAsync(site.Url, party.Room, link, "giấy-của-người-khác")) Assert.Equal("pass", await stolen.EndAsync());
        await site.HouseAsync(s => s.GetRequiredService<IRooms>().InviteAsync(party.Room, seat, default));
        Assert.Equal(404, (int)(await thief.GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task Who_comes_back_gets_what_was_missed_and_nothing_twice()
    {
        var party = await Party.MakeAsync(site, RoomRole.Chair, RoomRole.Expert);
        await using var chair = await party.InAsync(RoomRole.Chair);
        var expert = await party.InAsync(RoomRole.Expert);
        await chair.SendAsync(new { t = "say", text = "một" });
        await expert.EventAsync("said");
        var last = expert.Seq;
        await expert.VanishAsync();
        await chair.EventAsync("left", e => e.GetProperty("why").GetString() == "lost");
        await chair.SendAsync(new { t = "say", text = "hai" });
        await chair.EventAsync("said", e => e.GetProperty("text").GetString() == "hai");
        await using var back = await party.EnterAsync(RoomRole.Expert, last);
        await back.UntilAsync(m => RoomClient.Is(m, "resumed"));
        await back.EventAsync("entered", e => e.GetProperty("seat").GetString() == party.Seat(RoomRole.Expert).ToString());
        var seqs = back.All.Where(m => RoomClient.Is(m, "event")).Select(m => m.GetProperty("e").GetProperty("seq").GetInt64()).ToList();
        Assert.Equal(Enumerable.Range((int)last + 1, seqs.Count).Select(n => (long)n), seqs);
        Assert.DoesNotContain(back.All, m => RoomClient.Is(m, "state"));
        await expert.DisposeAsync();
    }

    [Fact]
    public async Task What_is_no_message_ends_the_line_of_its_sender_alone()
    {
        var party = await Party.MakeAsync(site, RoomRole.Chair, RoomRole.Expert);
        await using var chair = await party.InAsync(RoomRole.Chair);
        foreach (var (bytes, type, why) in new[]
        {
            ("{"u8.ToArray(), WebSocketMessageType.Text, "form"), ("[]"u8.ToArray(), WebSocketMessageType.Text, "form"), (new byte[] { 1, 2 }, WebSocketMessageType.Binary, "form"),
            (Encoding.UTF8.GetBytes("{\"t\":\"say\",\"text\":\"" + new string('a', Line.Longest) + "\"}"), WebSocketMessageType.Text, "size"),
        })
        {
            await using var expert = await party.InAsync(RoomRole.Expert);
            await expert.RawAsync(bytes, type);
            Assert.Equal(why, await expert.EndAsync());
        }
        await using var hasty = await party.InAsync(RoomRole.Expert);
        for (var i = 0; i < 5_000 && hasty.Why is null; i++) await hasty.SendAsync(new { t = "hand", up = i % 2 == 0 });
        Assert.Equal("rate", await hasty.EndAsync());
        await chair.SendAsync(new { t = "say", text = "vẫn họp" });
        await chair.EventAsync("said");
    }

    [Fact]
    public async Task Recording_runs_only_while_everyone_present_has_agreed()
    {
        var party = await Party.MakeAsync(site, RoomRole.Chair, RoomRole.Expert, RoomRole.Presenter);
        await using var chair = await party.InAsync(RoomRole.Chair);
        await using var expert = await party.InAsync(RoomRole.Expert);
        await chair.SendAsync(new { t = "record", teaching = true });
        var recording = (await expert.EventAsync("asked")).GetProperty("recording").GetString();
        Assert.DoesNotContain(chair.All, m => RoomClient.IsEvent(m, "started"));
        await expert.SendAsync(new { t = "consent", recording, yes = true, teaching = true, text = Room.ConsentText });
        await chair.EventAsync("started");
        await using var presenter = await party.InAsync(RoomRole.Presenter);
        await chair.EventAsync("paused");
        await presenter.SendAsync(new { t = "consent", recording, yes = true, teaching = false, text = Room.ConsentText + 1 });
        await presenter.RefusedAsync();
        await presenter.SendAsync(new { t = "consent", recording, yes = true, teaching = false, text = Room.ConsentText });
        await chair.EventAsync("started");
        await expert.SendAsync(new { t = "stop" });
        await presenter.EventAsync("stopped", e => e.GetProperty("wasMade").GetBoolean() && !e.GetProperty("isTeaching").GetBoolean());
        var made = Assert.Single((await party.ReportAsync()).Recordings);
        Assert.NotNull(made.To);
        Assert.False(made.IsTeaching);
        // One who does not agree ends the asking for everybody.
        await chair.SendAsync(new { t = "record" });
        recording = (await expert.EventAsync("asked")).GetProperty("recording").GetString();
        await expert.SendAsync(new { t = "consent", recording, yes = false, text = Room.ConsentText });
        await chair.EventAsync("stopped", e => !e.GetProperty("wasMade").GetBoolean());
        Assert.Single((await party.ReportAsync()).Recordings);
    }

    [Fact]
    public async Task Presence_is_exact_over_breaks_and_a_clock_that_jumps_back_and_the_end_leaves_facts()
    {
        var party = await Party.MakeAsync(site, RoomRole.Chair, RoomRole.Presenter);
        await using var chair = await party.InAsync(RoomRole.Chair);
        var presenter = await party.InAsync(RoomRole.Presenter);
        site.Clock.Pass(TimeSpan.FromMinutes(10));
        await presenter.LeaveAsync();
        await chair.EventAsync("left");
        site.Clock.Pass(TimeSpan.FromMinutes(5));
        presenter = await party.InAsync(RoomRole.Presenter);
        site.Clock.Pass(TimeSpan.FromMinutes(-30));
        await presenter.LeaveAsync();
        await chair.EventAsync("left");
        site.Clock.Pass(TimeSpan.FromMinutes(60));
        await chair.SendAsync(new { t = "close" });
        Assert.Equal("closed", await chair.EndAsync());
        var report = await party.ReportAsync(r => r.ClosedAt is not null);
        Assert.False(report.IsOpen);
        var visits = report.Presence.Where(p => p.Role == RoomRole.Presenter).ToList();
        Assert.Equal(10, (visits[0].To - visits[0].From)!.Value.TotalMinutes, 2);
        Assert.All(report.Presence, p => Assert.True(p.To >= p.From));
        Assert.Equal(45, (report.Presence.Single(p => p.Role == RoomRole.Chair).To - report.OpenedAt)!.Value.TotalMinutes, 2);
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        var held = await connection.RowsAsync("select unit_id, value from kernel_fact where kind = @p0 and source_id like @p1", r => (r.GetGuid(0), r.GetInt64(1)), default, "rooms.meeting.held", $"room/{party.Room}/%");
        Assert.Equivalent(new[] { party.Hospital, party.Centre }, held.Select(h => h.Item1));
        Assert.Equal(2L, Convert.ToInt64(await connection.CellAsync("select count(*) from kernel_event where stream = @p0 and type in ('RoomOpened', 'RoomClosed')", default, "room/" + party.Room), System.Globalization.CultureInfo.InvariantCulture));
        await presenter.DisposeAsync();
    }

    [Fact]
    public async Task A_room_that_everybody_left_is_closed_after_a_while_and_one_may_be_ended_from_outside()
    {
        var party = await Party.MakeAsync(site, RoomRole.Chair);
        await using (var chair = await party.InAsync(RoomRole.Chair)) await chair.LeaveAsync();
        await party.ReportAsync(r => r.Presence.All(p => p.To is not null));
        var hall = site.Services.GetRequiredService<RoomHall>();
        await hall.RoundAsync(true, default);
        Assert.True((await party.ReportAsync()).IsOpen);
        site.Clock.Pass(RoomWriter.Idle + TimeSpan.FromSeconds(1));
        await hall.RoundAsync(true, default);
        Assert.Null((await party.ReportAsync(r => !r.IsOpen)).Presence.Where(p => p.To is null).Cast<RoomPresence?>().FirstOrDefault());

        var second = await Party.MakeAsync(site, RoomRole.Chair);
        await using var last = await second.InAsync(RoomRole.Chair);
        await site.HouseAsync(async s =>
        {
            await s.GetRequiredService<IRooms>().CloseAsync(second.Room, default);
            await s.GetRequiredService<IRooms>().CloseAsync(second.Room, default);
            return true;
        });
        Assert.Equal("closed", await last.EndAsync());
        using var program = RoomClient.Program(site.Url, second.Token(RoomRole.Chair));
        Assert.Equal(409, (int)(await program.PostAsync($"/rooms/{second.Room}/pass", null)).StatusCode);
    }
}

public sealed class Live_on_sqlite(SqliteSite site) : LiveTests(site), IClassFixture<SqliteSite>;

public sealed class Live_on_postgres(PostgresSite site) : LiveTests(site), IClassFixture<PostgresSite>;
