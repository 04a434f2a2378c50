using FsCheck;
using FsCheck.Fluent;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Logbook.Tests;

/// <summary>What hospitals' files show of the same techniques, beside the log.</summary>
public abstract class FeedTests(TestSite site)
{
    static CancellationToken Stop => Scene.Stop;

    async Task TellAsync(Scene scene, params FollowedEpisode[] episodes)
    {
        await site.HouseAsync(async s =>
        {
            var follower = s.GetServices<IEpisodeFollower>().OfType<FeedFollower>().Single();
            await using var connection = await s.GetRequiredService<Database>().OpenAsync(Stop);
            await using var transaction = await connection.BeginTransactionAsync(Stop);
            await follower.FollowAsync(connection, scene.Hospital, episodes, Stop);
            await transaction.CommitAsync(Stop);
            return 0;
        });
        await site.SettleAsync();
    }

    Task<IReadOnlyList<PerformedCase>> CasesAsync(Scene scene) => site.HouseAsync(s => s.GetRequiredService<ICaseLog>()
        .CasesAsync(scene.Hospital, [Scene.Technique], DateOnly.MinValue, DateOnly.MaxValue, Stop));

    FollowedEpisode Episode(Scene scene, Guid visit, int version, string number, params int[] lines) => new(visit, version, [number],
        [.. lines.Select(l => new FollowedRow(l, Scene.Technique, site.Clock.Today().AddDays(-1), [scene.Licence, "999999/XX-CCHN"]))]);

    [Fact]
    public async Task A_row_of_the_feed_and_a_logged_case_of_one_encounter_are_the_same_performance()
    {
        var scene = await Scene.MakeAsync(site);
        var visit = Guid.CreateVersion7();
        var id = await scene.EnterAsync(scene.Case(3, encounter: "LK.2025.77"));
        await TellAsync(scene, Episode(scene, visit, 1, "LK202577", 4));
        var cases = await CasesAsync(scene);
        Assert.Equal(2, cases.Count);
        var (logged, row) = (cases.Single(c => c.Key == "log/" + id), cases.Single(c => c.Key.StartsWith("feed/", StringComparison.Ordinal)));
        Assert.Equal((row.Key, logged.Key), (logged.SameAs, row.SameAs));
        // The log knows that somebody stood beside: the row of the feed does not say the contrary.
        Assert.False(row.IsIndependent);
        Assert.Equal(scene.DoctorId, row.Members.Single().PractitionerId);
        var head = await scene.AsAsync(scene.Head);
        await head.OpenAsync("/logbook/sources");
        Assert.Contains("khớp", head.Text);
        Assert.DoesNotContain("LK202577", head.Text);
    }

    [Fact]
    public async Task A_row_counts_as_independent_practice_only_after_training()
    {
        var scene = await Scene.MakeAsync(site);
        await TellAsync(scene, Episode(scene, Guid.CreateVersion7(), 1, "LK-SAU-1", 1));
        Assert.False((await CasesAsync(scene)).Single().IsIndependent);
        await scene.EnterAsync(scene.Case(4, on: site.Clock.Today().AddDays(-5)));
        await scene.SignAllAsync(scene.Expert);
        Assert.True((await CasesAsync(scene)).Single(c => c.Key.StartsWith("feed/", StringComparison.Ordinal)).IsIndependent);
    }

    [Fact]
    public async Task Differences_are_explained_or_joined_or_logged()
    {
        var scene = await Scene.MakeAsync(site);
        await TellAsync(scene, Episode(scene, Guid.CreateVersion7(), 1, "LK-A001", 1), Episode(scene, Guid.CreateVersion7(), 1, "LK-B001", 1));
        var logged = await scene.EnterAsync(scene.Case(3, encounter: "GHI-SAI-SO"));
        var rows = await site.HouseAsync(s => s.GetRequiredService<LogbookStore>().FeedRows.AsNoTracking().Where(r => r.FacilityId == scene.Hospital).OrderBy(r => r.Id).ToListAsync(Stop));
        var head = await scene.AsAsync(scene.Head);
        await head.OpenAsync("/logbook/sources");
        Assert.Contains("ghi nhật ký, không có trong dữ liệu khám chữa bệnh", head.Text);
        await head.SubmitAsync("/logbook/sources/join", [("row", rows[0].Id.ToString())]);
        Assert.True(head.Answer.IsSuccessStatusCode, head.Text);
        Assert.Equal(rows[0].Key, (await CasesAsync(scene)).Single(c => c.Key == "log/" + logged).SameAs);
        await head.SubmitAsync("/logbook/sources/explain", [("reason", "Chuyên gia tuyến trên mổ chính")]);
        Assert.Contains("Chuyên gia tuyến trên mổ chính", head.Text);
        var doctor = await scene.AsAsync(scene.Doctor);
        await doctor.OpenAsync($"/logbook/new?feedRow={rows[1].Id}");
        await doctor.SubmitAsync("/logbook/cases", [("role-0", "surgeon"), ("level-0", "5")]);
        Assert.True(doctor.Answer.IsSuccessStatusCode, doctor.Text);
        Assert.All((await CasesAsync(scene)).Where(c => c.Key.StartsWith("feed/", StringComparison.Ordinal)), c => Assert.NotNull(c.SameAs));
    }

    [Fact]
    public async Task Only_watched_techniques_are_taken_and_only_the_whole_list_stands()
    {
        var scene = await Scene.MakeAsync(site);
        await site.HouseAsync(async s =>
        {
            var log = s.GetRequiredService<ICaseLog>();
            await log.WatchAsync(scene.Hospital, ["A.1", "A.2", "A.1"], Stop);
            await log.WatchAsync(scene.Hospital, ["A.2", "A.3"], Stop);
            await using var connection = await s.GetRequiredService<Database>().OpenAsync(Stop);
            var follower = s.GetServices<IEpisodeFollower>().Single();
            Assert.Equal(["A.2", "A.3"], (await follower.FollowedAsync(connection, scene.Hospital, Stop)).Order(StringComparer.Ordinal));
            Assert.Empty(await follower.FollowedAsync(connection, scene.Centre, Stop));
            return 0;
        });
    }

    static readonly Gen<(int Version, int Lines)> Message = from version in Gen.Choose(1, 4) from lines in Gen.Choose(0, 7) select (version, lines);

    [Fact]
    public async Task However_often_a_version_arrives_a_performance_counts_once_and_the_newest_version_holds()
    {
        var scene = await Scene.MakeAsync(site);
        foreach (var messages in Gen.ListOf(Message).Sample(12, 12).Where(m => m.Count > 0))
        {
            // What a version says is one thing however often it is sent; the feed makes versions of a visit one after the other.
            var says = messages.GroupBy(m => m.Version).ToDictionary(g => g.Key, g => g.First().Lines);
            var (visit, before) = (Guid.CreateVersion7(), (await scene.SumAsync("logbook.feed.performed"), await scene.ToldAsync()));
            Task Send(int version) =>
                TellAsync(scene, Episode(scene, visit, version, "LK-" + visit.ToString("N"), [.. Enumerable.Range(0, 3).Where(b => (says[version] & (1 << b)) != 0)]));
            foreach (var version in messages.Select(m => m.Version).Order()) await Send(version);
            var lines = System.Numerics.BitOperations.PopCount((uint)says[messages.Max(m => m.Version)]);
            // Where rows of the newest stand, an older version that comes once more changes nothing.
            if (lines > 0) foreach (var (version, _) in messages) await Send(version);
            Assert.Equal(before.Item1 + lines, await scene.SumAsync("logbook.feed.performed"));
            Assert.Equal(before.Item2 + lines, await scene.ToldAsync());
            Assert.Equal(lines, await site.HouseAsync(s => s.GetRequiredService<LogbookStore>().FeedRows.CountAsync(r => r.VisitId == visit && r.IsThere, Stop)));
        }
    }

    [Fact]
    public async Task A_hospital_that_feeds_its_visits_shows_the_technique_without_anybody_typing()
    {
        var scene = await Scene.MakeAsync(site);
        var fed = await FedHospital.MakeAsync(site);
        await site.HouseAsync(async s =>
        {
            await s.GetRequiredService<ICaseLog>().WatchAsync(fed.Id, [fed.Technique], Stop);
            return await s.GetRequiredService<IPractitioners>().EnterAsync(new("Kỹ thuật viên", null, null, "technician", fed.Id, fed.Licence, new(2020, 1, 1)), Stop);
        });
        await fed.SendAsync(site, "Bản 1");
        await site.SettleAsync();
        var first = await site.HouseAsync(s => s.GetRequiredService<ICaseLog>().CasesAsync(fed.Id, [fed.Technique], DateOnly.MinValue, DateOnly.MaxValue, Stop));
        Assert.Equal(fed.Rows, first.Count);
        Assert.All(first, c => Assert.Equal("Kỹ thuật viên", fed.Name(site, c.Members.Single().PractitionerId)));
        await fed.SendAsync(site, "Bản 2");
        await site.SettleAsync();
        Assert.Equal(first.Select(c => c.Key), (await site.HouseAsync(s => s.GetRequiredService<ICaseLog>()
            .CasesAsync(fed.Id, [fed.Technique], DateOnly.MinValue, DateOnly.MaxValue, Stop))).Select(c => c.Key));
    }
}

public sealed class Feed_on_sqlite(SqliteSite site) : FeedTests(site), IClassFixture<SqliteSite>;

public sealed class Feed_on_postgres(PostgresSite site) : FeedTests(site), IClassFixture<PostgresSite>;
