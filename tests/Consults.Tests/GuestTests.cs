using System.Net;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Rooms.Tests;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Consults.Tests;

/// <summary>Guests of a meeting see what the presenter shows and nothing else; what leaves the country needs a basis of that kind.</summary>
public abstract class GuestTests(TestSite site)
{
    static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    static CancellationToken Stop => MeetScene.Stop;

    [Fact]
    public async Task A_guest_sees_what_is_shown_while_it_is_shown_and_nothing_else()
    {
        var (scene, id, session, seat) = await MeetingAsync("Patient", null);
        var (shown, hidden, named) = (await FileAsync(scene, id, "dien-tam-do.png"), await FileAsync(scene, id, "x-quang.png"), await FileAsync(scene, id, "giay-to.png", named: true));
        await using var table = await TableAsync(scene, session, seat);
        Assert.Empty(await table.ListAsync());
        await table.Presenter.SendAsync(new { t = "show", key = shown });
        await table.Guest.EventAsync("shown");
        var only = Assert.Single(await table.ListAsync());
        Assert.Equal(shown.ToString(), only.GetProperty("key").GetString());
        Assert.Equal(Picture, await table.Browser.GetByteArrayAsync(only.GetProperty("href").GetString()));
        foreach (var other in new[] { hidden.ToString(), named.ToString(), "file/" + shown })
            Assert.Equal(HttpStatusCode.NotFound, await table.AskAsync("/shown?key=" + other));
        // Nor through the case itself.
        using (var bare = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Url })
            Assert.False((await bare.GetAsync($"/consults/cases/{id}/files/{shown}", Stop)).IsSuccessStatusCode);
        Assert.Equal([shown.ToString()], await LooksAsync(scene));
        await table.Presenter.SendAsync(new { t = "show" });
        await table.Guest.EventAsync("shown");
        Assert.Empty(await table.ListAsync());
        Assert.Equal(HttpStatusCode.NotFound, await table.AskAsync("/shown?key=" + shown));
    }

    [Fact]
    public async Task What_was_shown_is_gone_when_the_file_is_taken_back_and_when_the_meeting_ends()
    {
        var (scene, id, session, seat) = await MeetingAsync("Patient", null);
        var (one, two) = (await FileAsync(scene, id, "a.png"), await FileAsync(scene, id, "b.png"));
        await using var table = await TableAsync(scene, session, seat);
        await table.Presenter.SendAsync(new { t = "show", key = one });
        await table.Guest.EventAsync("shown");
        Assert.Equal(HttpStatusCode.OK, await table.AskAsync("/shown?key=" + one));
        await site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Attachments.Where(a => a.Id == one)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.RemovedAt, site.Clock.GetUtcNow()), Stop));
        Assert.Equal(HttpStatusCode.NotFound, await table.AskAsync("/shown?key=" + one));
        await table.Presenter.SendAsync(new { t = "show", key = two });
        await table.Guest.EventAsync("shown");
        Assert.Equal(HttpStatusCode.OK, await table.AskAsync("/shown?key=" + two));
        await table.Chair.SendAsync(new { t = "close" });
        await table.Guest.EndAsync();
        Assert.Equal(HttpStatusCode.NotFound, await table.AskAsync("/shown?key=" + two));
        // Nothing of it stays on the disk after the next round.
        await site.HouseAsync(async s =>
        {
            await s.GetServices<Job>().Single(j => j.Name == "rooms-shown").Run(s, Stop);
            return 0;
        });
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        Assert.Equal(0L, Convert.ToInt64(await connection.CellAsync("select count(*) from rooms_shown where room_id = @p0", Stop, table.Room), Say.Vietnam));
    }

    [Fact]
    public async Task A_guest_of_another_country_sees_nothing_of_the_case_without_a_basis_for_it()
    {
        var abroad = await site.OrganisationAsync("Bệnh viện bên kia " + Guid.CreateVersion7(), null, "hospital");
        await site.MoveAbroadAsync(abroad);
        var (scene, id, session, seat) = await MeetingAsync("Expert", abroad);
        var file = await FileAsync(scene, id, "mri.png");
        await using var table = await TableAsync(scene, session, seat);
        await table.Presenter.SendAsync(new { t = "show", key = file });
        await table.Guest.EventAsync("shown");
        Assert.Empty(await table.ListAsync());
        Assert.Equal(HttpStatusCode.NotFound, await table.AskAsync("/shown?key=" + file));
        await site.AllowAbroadAsync(true);
        var basis = await site.BasisAbroadAsync(scene.Asking, abroad, identified: false);
        Assert.Equal(HttpStatusCode.OK, await table.AskAsync("/shown?key=" + file));
        await site.RevokeAsync(basis);
        Assert.Equal(HttpStatusCode.NotFound, await table.AskAsync("/shown?key=" + file));
        await site.AllowAbroadAsync(false);
    }

    [Fact]
    public async Task A_case_goes_abroad_only_as_far_as_its_basis_says()
    {
        var scene = await Scene.MakeAsync(site);
        await site.MoveAbroadAsync(scene.Third);
        await site.AllowAbroadAsync(true);
        var basis = await site.BasisAbroadAsync(scene.Asking, scene.Third, identified: false);
        var id = await scene.DraftAsync(("answering", scene.Third.ToString()));
        await Scene.DoAsync(scene.Doctor, id, "submit");
        await Scene.DoAsync(scene.Director, id, "approve");
        // The patient's own paper opens no more than the basis for that country does.
        await site.HouseAsync(async s =>
        {
            var (store, now) = (s.GetRequiredService<ConsultsStore>(), site.Clock.GetUtcNow());
            store.Releases.Add(new()
            {
                CaseId = id,
                ReceiverId = scene.Third,
                Kind = BasisKind.WrittenRequest,
                Reference = "Đơn 1",
                Evidence = "00",
                State = ReleaseState.Live,
                ValidFrom = now.AddMinutes(-1),
                ValidTo = now.AddDays(3),
                MadeById = Guid.Empty,
                MadeAt = now,
            });
            return await store.SaveChangesAsync(Stop);
        });
        await scene.Stranger.OpenAsync($"/consults/cases/{id}");
        Assert.Contains("Có nên can thiệp không?", scene.Stranger.Text);
        Assert.DoesNotContain(Scene.Name, scene.Stranger.Text);
        await site.RevokeAsync(basis);
        await scene.Stranger.OpenAsync($"/consults/cases/{id}");
        Assert.Equal(HttpStatusCode.NotFound, scene.Stranger.Answer.StatusCode);
        var named = await site.BasisAbroadAsync(scene.Asking, scene.Third, identified: true);
        await scene.Stranger.OpenAsync($"/consults/cases/{id}");
        Assert.Contains(Scene.Name, scene.Stranger.Text);
        // Turned off by the administrator: at once, whatever bases live.
        await site.AllowAbroadAsync(false);
        await scene.Stranger.OpenAsync($"/consults/cases/{id}");
        Assert.Equal(HttpStatusCode.NotFound, scene.Stranger.Answer.StatusCode);
        await site.RevokeAsync(named);
    }

    async Task<(MeetScene Scene, Guid Case, Guid Session, Guid Seat)> MeetingAsync(string role, Guid? facility)
    {
        var scene = await MeetScene.MakeAsync(site);
        var id = await scene.CaseAsync();
        var clerk = await scene.AsAsync(scene.Clerk);
        var session = await scene.SessionAsync(clerk, id);
        await site.HouseAsync(async s =>
        {
            var store = s.GetRequiredService<ConsultsStore>();
            store.SessionSeats.Add(new() { SessionId = session, Name = "Khách thử", FacilityId = facility, Role = Enum.Parse<RoomRole>(role), Ordinal = 9 });
            return await store.SaveChangesAsync(Stop);
        });
        var seat = await site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().SessionSeats.Where(x => x.SessionId == session && x.UserId == null).Select(x => x.Id).SingleAsync(Stop));
        return (scene, id, session, seat);
    }

    Task<Guid> FileAsync(MeetScene scene, Guid id, string name, bool named = false) => site.HouseAsync(async s =>
    {
        var (store, files) = (s.GetRequiredService<ConsultsStore>(), s.GetRequiredService<IFiles>());
        var kept = await files.PutAsync(scene.Asking, new MemoryStream(Picture), 1_000_000, Stop);
        var file = new CaseAttachment
        {
            CaseId = id,
            OrganisationId = scene.Asking,
            Name = name,
            Nature = FileNature.Picture,
            MediaType = "image/png",
            Size = kept.Size,
            Hash = kept.Hash,
            ShowsIdentity = named,
            MadeById = scene.Asker.Id,
            MadeByName = "Bác sĩ hỏi",
            MadeAt = site.Clock.GetUtcNow(),
        };
        store.Attachments.Add(file);
        await store.SaveChangesAsync(Stop);
        return file.Id;
    });

    /// <summary>The room with its chair, its presenter who holds the pointer, and the guest who was let in.</summary>
    async Task<GuestTable> TableAsync(MeetScene scene, Guid session, Guid seat)
    {
        site.Clock.Pass(TimeSpan.FromMinutes(45));
        var clerk = await scene.AsAsync(scene.Clerk);
        await clerk.OpenAsync("/consults/sessions/" + session);
        await clerk.SubmitAsync($"/consults/sessions/{session}/seats/link", [("seat", seat.ToString())]);
        var link = new Uri(clerk.Page.QuerySelector("code.secret")!.TextContent).AbsolutePath;
        var room = await site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Sessions.Where(x => x.Id == session).Select(x => x.RoomId).SingleAsync(Stop));
        var chair = await RoomClient.EnterAsync(site.Url, scene.Expert.Token, room!.Value);
        var presenter = await RoomClient.EnterAsync(site.Url, scene.Asker.Token, room.Value);
        var me = (await presenter.StateAsync()).GetProperty("me").GetGuid();
        await chair.StateAsync();
        var guest = await RoomClient.GuestAsync(site.Url, room.Value, link);
        await guest.UntilAsync(m => RoomClient.Is(m, "lobby"));
        await chair.SendAsync(new { t = "admit", seat });
        await guest.StateAsync();
        // Who presents may hold the pointer already.
        await presenter.SendAsync(new { t = "floor", seat = me });
        return new(room.Value, chair, presenter, guest, new HttpClient { BaseAddress = site.Url }, link);
    }

    async Task<IReadOnlyList<string>> LooksAsync(MeetScene scene)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        return await connection.RowsAsync("select object_id from kernel_trail where action = 'consult.file.shown' and holder_id = @p0 order by seq", r => r.GetString(0), Stop, scene.Asking);
    }

    sealed record GuestTable(Guid Room, RoomClient Chair, RoomClient Presenter, RoomClient Guest, HttpClient Browser, string Link) : IAsyncDisposable
    {
        public async Task<IReadOnlyList<JsonElement>> ListAsync() =>
            [.. JsonSerializer.Deserialize<JsonElement>(await Browser.GetStringAsync(Link + "/exhibits", Stop)).GetProperty("exhibits").EnumerateArray()];

        public async Task<HttpStatusCode> AskAsync(string path)
        {
            using var answer = await Browser.GetAsync(Link + path, Stop);
            return answer.StatusCode;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var client in new[] { Guest, Presenter, Chair }) await client.DisposeAsync();
            Browser.Dispose();
        }
    }
}

/// <summary>The two halves that open a border: the administrator's setting and the director's basis.</summary>
static class AbroadSteps
{
    static CancellationToken Stop => MeetScene.Stop;

    public static async Task MoveAbroadAsync(this TestSite site, Guid organisation)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        await connection.RunAsync("update network_organisation set country = 'CN' where id = @p0", Stop, organisation);
        await connection.RunAsync("update network_edition set stamp = @p0", Stop, Guid.CreateVersion7());
    }

    public static async Task AllowAbroadAsync(this TestSite site, bool on)
    {
        var keeper = await site.SignInAsAsync(Role.Administrator, await site.OrganisationAsync("Sở Y tế " + Guid.CreateVersion7()));
        await keeper.OpenAsync("/records/abroad");
        await keeper.SubmitAsync("/records/abroad", [("reference", "QĐ 12/QĐ-SYT"), ("do", on ? "on" : "off")]);
        Assert.True(keeper.Answer.IsSuccessStatusCode, keeper.Text);
    }

    public static Task<Guid> BasisAbroadAsync(this TestSite site, Guid holder, Guid receiver, bool identified) => site.HouseAsync(async s =>
    {
        var (store, now) = (s.GetRequiredService<ConsultsStore>(), site.Clock.GetUtcNow());
        var basis = new Basis
        {
            Kind = BasisKind.Contract,
            HolderId = holder,
            ReceiverId = receiver,
            Purpose = "consultation",
            Kinds = RecordKinds.All,
            IsIdentified = identified,
            Reference = "TT 3/2025 · HS-01",
            Evidence = "00",
            EvidenceName = "thoa-thuan.pdf",
            AgreementId = Guid.CreateVersion7(),
            ValidFrom = now.AddDays(-1),
            ValidTo = now.AddDays(30),
            MadeAt = now,
        };
        store.Bases.Add(basis);
        await store.SaveChangesAsync(Stop);
        return basis.Id;
    });

    public static Task RevokeAsync(this TestSite site, Guid basis) => site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Bases.Where(b => b.Id == basis)
        .ExecuteUpdateAsync(b => b.SetProperty(x => x.RevokedAt, site.Clock.GetUtcNow()), Stop));
}

public sealed class Guests_on_sqlite(SqliteSite site) : GuestTests(site), IClassFixture<SqliteSite>;

public sealed class Guests_on_postgres(PostgresSite site) : GuestTests(site), IClassFixture<PostgresSite>;
