using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using LienY.Dicom;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Imaging.Tests;

/// <summary>The viewer: its page, pictures that matter, looking together.</summary>
public abstract class ViewerTests(TestSite site)
{
    Task<Guid> HospitalAsync() => site.OrganisationAsync("Bệnh viện " + Guid.CreateVersion7().ToString("N")[24..], kind: "hospital");

    async Task<(Guid Hospital, HttpClient Program, Made Made, Guid Study)> StoredAsync()
    {
        var hospital = await HospitalAsync();
        var program = await site.ProgramAsync(Role.Doctor, hospital);
        var made = new Made();
        using var stored = await program.StowAsync("/dicom-web/studies", made.File());
        Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        return (hospital, program, made, (await connection.RowsAsync("select id from imaging_study where uid = @p0", r => r.GetGuid(0), default, made.Study))[0]);
    }

    [Fact]
    public async Task The_page_names_series_and_is_not_there_for_others()
    {
        var (hospital, _, made, study) = await StoredAsync();
        var doctor = await site.SignInAsAsync(Role.Doctor, hospital);
        await doctor.OpenAsync($"/imaging/studies/{study}/view");
        var series = JsonDocument.Parse(doctor.Page.QuerySelector("#viewer")!.GetAttribute("data-series")!).RootElement;
        Assert.Equal((made.Study, made.Series), (series[0].GetProperty("study").GetString(), series[0].GetProperty("uid").GetString()));
        Assert.Contains("NGUYỄN VĂN AN", doctor.Text);
        var other = await site.ProgramAsync(Role.Doctor, await HospitalAsync());
        using var refused = await other.GetAsync($"/imaging/studies/{study}/view");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        using var officer = await (await site.ProgramAsync(Role.DepartmentOfficer, hospital)).GetAsync($"/imaging/studies/{study}/view");
        Assert.Equal(HttpStatusCode.Forbidden, officer.StatusCode);
    }

    [Fact]
    public async Task A_picture_is_marked_once_and_taken_back_and_only_of_this_study()
    {
        var (_, program, made, study) = await StoredAsync();
        var (_, _, foreign, _) = await StoredAsync();
        async Task<(HttpStatusCode, string)> MarkAsync(Made of, string frame)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["series"] = of.Series, ["instance"] = of.Sop, ["frame"] = frame });
            using var answer = await program.PostAsync($"/imaging/studies/{study}/keys", form);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        Assert.Equal((HttpStatusCode.OK, "{\"isKey\":true}"), await MarkAsync(made, "1"));
        Assert.Contains($"{made.Sop}/1", await program.GetStringAsync($"/imaging/studies/{study}/view"));
        Assert.Equal((HttpStatusCode.OK, "{\"isKey\":false}"), await MarkAsync(made, "1"));
        Assert.DoesNotContain($"{made.Sop}/1", await program.GetStringAsync($"/imaging/studies/{study}/view"));
        foreach (var frame in new[] { "2", "0", "-1", "x", "" }) Assert.Equal(HttpStatusCode.UnprocessableEntity, (await MarkAsync(made, frame)).Item1);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await MarkAsync(foreign, "1")).Item1);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await MarkAsync(new Made { Series = "../..", Sop = "'" }, "1")).Item1);
    }

    [Fact]
    public async Task Who_leads_is_followed_and_anyone_may_take_the_lead()
    {
        var (hospital, program, made, study) = await StoredAsync();
        var second = await site.ProgramAsync(Role.Doctor, hospital);
        await using var first = await Page.OpenAsync(program, study);
        await first.UntilAsync(m => m.Kind == "here" && m.Names == 1);
        await using var other = await Page.OpenAsync(second, study);
        await other.UntilAsync(m => m.Kind == "here" && m.Names == 2);
        var here = await first.UntilAsync(m => m.Kind == "here" && m.Names == 2);
        Assert.Equal(here.You, here.Leader);
        // Only the leader is heard; nonsense is passed over.
        await other.SayAsync("{\"t\":\"look\",\"key\":\"not heard\"}");
        await other.SayAsync("no json at all");
        await other.SayAsync("[]");
        await first.SayAsync($"{{\"t\":\"look\",\"series\":\"{made.Series}\",\"key\":\"{made.Sop}/1\"}}");
        Assert.Contains(made.Sop, (await other.UntilAsync(m => m.Kind == "look")).Text);
        await other.SayAsync("{\"t\":\"lead\"}");
        await first.UntilAsync(m => m.Kind == "here" && m.Leader != m.You);
        await other.UntilAsync(m => m.Kind == "here" && m.Leader == m.You);
        await other.SayAsync("{\"t\":\"point\",\"x\":0.5,\"y\":0.25}");
        var looks = await first.UntilAsync(m => m.Kind is "point" or "look");
        Assert.Equal("point", looks.Kind);
        await other.DisposeAsync();
        var left = await first.UntilAsync(m => m.Kind == "here" && m.Names == 1);
        Assert.Equal(left.You, left.Leader);
    }

    [Fact]
    public async Task A_foreign_page_and_a_foreign_facility_do_not_get_the_line()
    {
        var (_, program, _, study) = await StoredAsync();
        await Assert.ThrowsAsync<WebSocketException>(() => Page.OpenAsync(program, study, "https://noi-khac.example"));
        var other = await site.ProgramAsync(Role.Doctor, await HospitalAsync());
        await Assert.ThrowsAsync<WebSocketException>(() => Page.OpenAsync(other, study));
    }

    sealed record Told(string Kind, string Text, int Names, string You, string Leader);

    sealed class Page : IAsyncDisposable
    {
        readonly ClientWebSocket socket = new();

        public static async Task<Page> OpenAsync(HttpClient program, Guid study, string? origin = null)
        {
            var page = new Page();
            var site = program.BaseAddress!;
            page.socket.Options.SetRequestHeader("Authorization", program.DefaultRequestHeaders.Authorization!.ToString());
            page.socket.Options.SetRequestHeader("Origin", origin ?? site.GetLeftPart(UriPartial.Authority));
            await page.socket.ConnectAsync(new UriBuilder(new Uri(site, $"/imaging/studies/{study}/live")) { Scheme = "ws" }.Uri, default);
            return page;
        }

        public Task SayAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, default);

        public async Task<Told> UntilAsync(Func<Told, bool> right)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            var buffer = new byte[8192];
            while (true)
            {
                var got = await socket.ReceiveAsync(buffer, patience.Token);
                Assert.Equal(WebSocketMessageType.Text, got.MessageType);
                var text = Encoding.UTF8.GetString(buffer, 0, got.Count);
                var said = JsonDocument.Parse(text).RootElement;
                string Of(string name) => said.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
                var told = new Told(Of("t"), text, said.TryGetProperty("names", out var names) ? names.GetArrayLength() : 0, Of("you"), Of("leader"));
                if (right(told)) return told;
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (socket.State == WebSocketState.Open) await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
            socket.Dispose();
        }
    }
}

/// <inheritdoc/>
public sealed class Viewer_on_sqlite(SqliteSite site) : ViewerTests(site), IClassFixture<SqliteSite>;

/// <inheritdoc/>
public sealed class Viewer_on_postgres(PostgresSite site) : ViewerTests(site), IClassFixture<PostgresSite>;
