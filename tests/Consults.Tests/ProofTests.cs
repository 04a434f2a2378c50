using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Consults.Tests;

/// <summary>What is promised of consultations beyond their way: signatures that outlive the room, the record, the border, the figures.</summary>
public abstract class ProofTests(TestSite site)
{
    static CancellationToken Stop => MeetScene.Stop;

    async Task<Guid> SealedAsync(MeetScene scene, Guid id) => await scene.SealAsync(await scene.AsAsync(scene.Clerk), id);

    [Fact]
    public async Task Everybody_leaving_while_minutes_are_signed_loses_no_signature_and_the_rest_sign_later()
    {
        var scene = await MeetScene.MakeAsync(site);
        var id = await scene.CaseAsync();
        var session = await scene.SessionAsync(await scene.AsAsync(scene.Clerk), id);
        await scene.HoldAsync(session);
        var minutes = await SealedAsync(scene, id);
        await MeetScene.SignAsync(await scene.AsAsync(scene.Clerk), scene.Clerk, minutes);
        // The room opened once more to sign together; now everybody is gone, and the news of it comes twice.
        for (var i = 0; i < 2; i++)
        {
            await site.HouseAsync(async services =>
            {
                var store = services.GetRequiredService<ConsultsStore>();
                var room = Guid.CreateVersion7();
                store.Publish("room/" + room, new RoomClosed(room, "consult/" + session, site.Clock.GetUtcNow(), [], []));
                await store.SaveChangesAsync(Stop);
                return 0;
            });
            await site.SettleAsync();
        }
        Assert.Equal((minutes, MinutesState.Signing), await site.HouseAsync(async s =>
        {
            var one = Assert.Single(await s.GetRequiredService<ConsultsStore>().Minutes.AsNoTracking().Where(m => m.CaseId == id).ToListAsync(Stop));
            return (one.Id, one.State);
        }));
        Assert.Equal(CaseState.AwaitingSignatures, (await scene.FindAsync(id)).State);
        site.Clock.Pass(TimeSpan.FromHours(26));
        await site.HouseAsync(s => LateMinutes.RunAsync(s.GetRequiredService<ConsultsStore>(), site.Clock, Stop));
        foreach (var account in new[] { scene.Expert, scene.Asker }) await MeetScene.SignAsync(await scene.AsAsync(account), account, minutes);
        Assert.Equal(CaseState.Signed, (await scene.FindAsync(id)).State);
        Assert.Equal((1m, 1m), (await scene.SumAsync("consult.minutes.late", scene.Asking), await scene.SumAsync("consult.minutes.signed", scene.Asking)));
        Assert.Equal(0, await FigureAsync(scene.Asking, "HC_BB24"));
    }

    [Fact]
    public async Task A_text_that_was_changed_after_a_signature_is_signed_by_nobody_else()
    {
        var scene = await MeetScene.MakeAsync(site);
        var id = await scene.EndedAsync();
        var minutes = await SealedAsync(scene, id);
        await MeetScene.SignAsync(await scene.AsAsync(scene.Clerk), scene.Clerk, minutes);
        // By the page: what is sealed is not edited.
        var clerk = await scene.AsAsync(scene.Clerk);
        await clerk.OpenAsync($"/consults/minutes/{minutes}/edit");
        Assert.Equal(409, (int)clerk.Answer.StatusCode);
        // Behind its back, in the database: the hash no longer fits.
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        await connection.RunAsync("update consults_minutes set body = replace(body, 'giữ lại', 'chuyển') where id = @p0", Stop, minutes);
        var expert = await scene.AsAsync(scene.Expert);
        await MeetScene.SignAsync(expert, scene.Expert, minutes);
        Assert.Equal(503, (int)expert.Answer.StatusCode);
        Assert.Contains("không còn khớp", expert.Text, StringComparison.Ordinal);
        Assert.Equal(1, await site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Signatures.CountAsync(x => x.MinutesId == minutes, Stop)));
        Assert.Equal(CaseState.AwaitingSignatures, (await scene.FindAsync(id)).State);
    }

    [Fact]
    public async Task Signed_minutes_reach_the_record_of_a_person_of_the_index_and_the_asker_reads_it_in_their_own_seat()
    {
        var scene = await MeetScene.MakeAsync(site);
        using var doctor = new HttpClient { BaseAddress = site.Url, DefaultRequestHeaders = { Authorization = new("Bearer", scene.Asker.Token) } };
        var number = Guid.CreateVersion7().ToString("N");
        using var made = await doctor.PostAsync("/fhir/Patient", Fhir($$$"""
            {"resourceType":"Patient","identifier":[{"system":"urn:thu","value":"{{{number}}}"}],
             "name":[{"family":"Hà","given":["Thị","Ẩn"]}],"gender":"female","birthDate":"1971-02-03"}
            """), Stop);
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync(Stop));
        var patient = JsonDocument.Parse(await made.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("id").GetString()!;
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        var person = Assert.Single(await connection.RowsAsync("select person_id from records_resource where type = 'Patient' and fid = @p0", r => r.GetGuid(0), Stop,
            patient));

        var id = await scene.EndedAsync(person: person);
        var minutes = await SealedAsync(scene, id);
        foreach (var account in new[] { scene.Clerk, scene.Expert, scene.Asker }) await MeetScene.SignAsync(await scene.AsAsync(account), account, minutes);
        await site.SettleAsync();
        var document = (await scene.MinutesAsync(id)).DocumentId;
        Assert.NotNull(document);
        using var found = JsonDocument.Parse(await doctor.GetStringAsync($"/fhir/DocumentReference?patient={patient}", Stop));
        var resource = Assert.Single(found.RootElement.GetProperty("entry").EnumerateArray().ToList()).GetProperty("resource");
        Assert.Equal(document, resource.GetProperty("id").GetString());
        Assert.Contains((await scene.MinutesAsync(id)).Hash!, resource.GetProperty("description").GetString(), StringComparison.Ordinal);

        // What a question takes over from the record is read by the doctor who asks, and the trail says so.
        var asker = await scene.AsAsync(scene.Asker);
        await asker.OpenAsync("/consults/new?person=" + person);
        await asker.SubmitAsync("/consults/cases", []);
        Assert.True(asker.Answer.IsSuccessStatusCode, asker.Text);
        Assert.Contains("Hà Thị Ẩn", asker.Page.QuerySelector("input[name=name]")?.GetAttribute("value") ?? "", StringComparison.Ordinal);
        var readers = await connection.RowsAsync("select user_id from kernel_trail where action like 'fhir.%' and object_id = @p0",
            r => r.IsDBNull(0) ? (Guid?)null : r.GetGuid(0), Stop, patient);
        Assert.Contains(scene.Asker.Id, readers);
    }

    static StringContent Fhir(string json) => new(json, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/fhir+json"));

    [Fact]
    public async Task A_facility_abroad_is_not_asked_before_a_basis_of_that_kind_exists()
    {
        var scene = await Scene.MakeAsync(site);
        await using (var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop))
        {
            await connection.RunAsync("update network_organisation set country = 'CN' where id = @p0", Stop, scene.Third);
            await connection.RunAsync("update network_edition set stamp = @p0", Stop, Guid.CreateVersion7());
        }
        var id = await scene.DraftAsync();
        await scene.Doctor.OpenAsync($"/consults/cases/{id}/edit");
        Assert.DoesNotContain(scene.Doctor.Page.QuerySelectorAll("select[name=answering] option"), o => o.GetAttribute("value") == scene.Third.ToString());
        await scene.Doctor.SubmitAsync($"/consults/cases/{id}/edit", scene.Typed(("answering", scene.Third.ToString())));
        Assert.Equal(422, (int)scene.Doctor.Answer.StatusCode);
        // Nor by passing on what was asked within the country.
        var sent = await scene.SentAsync();
        await scene.Expert.OpenAsync($"/consults/cases/{sent}/reply?act=pass-on");
        await scene.Expert.SubmitAsync($"/consults/cases/{sent}/pass-on", [("to", scene.Third.ToString()), ("reason", "Bên kia biên giới có chuyên gia")]);
        Assert.Equal(422, (int)scene.Expert.Answer.StatusCode);
        Assert.Equal(scene.Answering, (await scene.CaseAsync(sent)).AnsweringId);
        Assert.Null((await scene.CaseAsync(sent)).PassedToId);
    }

    [Fact]
    public async Task Figures_of_each_hospital_are_what_its_rows_say()
    {
        var scene = await MeetScene.MakeAsync(site);
        var third = await MeetScene.MakeAsync(site);
        var cases = new List<Guid>();
        foreach (var (urgency, hours) in new[] { (Urgency.Urgent, 2), (Urgency.SameDay, 30), (Urgency.Planned, 3) })
        {
            var id = await scene.EndedAsync(urgency);
            cases.Add(id);
            var minutes = await SealedAsync(scene, id);
            site.Clock.Pass(TimeSpan.FromHours(hours));
            foreach (var account in new[] { scene.Clerk, scene.Expert, scene.Asker }) await MeetScene.SignAsync(await scene.AsAsync(account), account, minutes);
            await scene.DoAsync<Deciding>(scene.Asker, (use, _) => use.DecideAsync(minutes, true, "Theo kết luận.", "", Stop));
        }
        await LookAsync(scene, cases[0], TransferMade.Avoided);
        await LookAsync(scene, cases[1], TransferMade.Made);
        var (held, presented, onTime, signed, looks, avoided, gone, attended) = await site.HouseAsync(async s =>
        {
            var store = s.GetRequiredService<ConsultsStore>();
            var papers = await store.Minutes.AsNoTracking().Where(m => m.AskingId == scene.Asking && m.SignedAt != null).ToListAsync(Stop);
            var steps = await store.FollowUps.AsNoTracking().Where(f => f.FacilityId == scene.Asking && f.DoneAt != null).ToListAsync(Stop);
            var there = await store.Presence.AsNoTracking().Where(p => p.FacilityId == scene.Asking).ToListAsync(Stop);
            return (papers.Select(m => m.SessionId).Distinct().Count(), papers.Select(m => m.CaseId).Distinct().Count(), papers.Count(m => m.SignedAt <= m.DueAt),
                papers.Count,
                steps.Count, steps.Count(f => f.Transfer == TransferMade.Avoided), steps.Count(f => f.Transfer == TransferMade.Made),
                (decimal)there.Sum(p => (p.ToAt - p.FromAt).TotalMinutes));
        });
        Assert.Equal((3, 3, 2, 3, 2, 1, 1), (held, presented, onTime, signed, looks, avoided, gone));
        await ReadyAsync();
        Assert.Equal(held, await FigureAsync(scene.Asking, "HC_BUOI"));
        Assert.Equal(presented, await FigureAsync(scene.Asking, "HC_CA"));
        Assert.Equal(presented, await FigureAsync(scene.Answering, "HC_CA_TRALOI"));
        Assert.Equal(decimal.Round(100m * onTime / signed, 4), decimal.Round((await FigureAsync(scene.Asking, "HC_BB24"))!.Value, 4));
        Assert.Equal(looks, await FigureAsync(scene.Asking, "HC_THEODOI"));
        Assert.Equal(avoided, await FigureAsync(scene.Asking, "HC_GIULAI"));
        Assert.Equal(gone, await FigureAsync(scene.Asking, "HC_CHUYEN"));
        Assert.Equal(attended, await FigureAsync(scene.Asking, "HC_PHUT"));
        // Another hospital has none of it.
        Assert.Null(await FigureAsync(third.Asking, "HC_BB24"));
    }

    [Fact]
    public async Task Waiting_counts_at_the_hospital_that_answers_by_urgency()
    {
        var scene = await Scene.MakeAsync(site);
        var minutes = new List<decimal>();
        var cases = new[] { await scene.SentAsync(("urgency", "Urgent")), await scene.SentAsync(("urgency", "SameDay")) };
        foreach (var id in cases)
        {
            site.Clock.Pass(TimeSpan.FromMinutes(45));
            var expert = site.Visitor();
            await expert.SignInAsync(scene.ExpertAccount.User, scene.ExpertAccount.Password);
            await Scene.DoAsync(expert, id, "accept");
            var one = await scene.CaseAsync(id);
            minutes.Add(decimal.Round((decimal)(one.AcceptedAt!.Value - one.SentAt!.Value).TotalMinutes, 1));
        }
        await ReadyAsync();
        Assert.Equal(decimal.Round(minutes.Average(), 2), decimal.Round((await FigureAsync(scene.Answering, "HC_CHO"))!.Value, 2));
        Assert.Equal(minutes[0], decimal.Round((await FigureAsync(scene.Answering, "HC_CHO_KHAN"))!.Value, 1));
    }

    [Fact]
    public async Task A_host_sees_the_weeks_of_those_who_come_to_it_and_a_hospital_that_never_came_stands_at_nought()
    {
        var (scene, other) = (await MeetScene.MakeAsync(site), await MeetScene.MakeAsync(site));
        var monday = Weeks.Of(Say.DayOf(site.Clock.GetUtcNow())).AddDays(-14);
        await site.HouseAsync(async services =>
        {
            var store = services.GetRequiredService<ConsultsStore>();
            var line = new Series
            {
                OrganisationId = scene.Answering,
                Title = "Hội chẩn tuần",
                Weekday = 2,
                At = "14:00",
                Length = 60,
                FromDay = monday,
                ToDay = monday.AddDays(6),
                MadeAt = site.Clock.GetUtcNow(),
                MadeByName = "Thư ký",
            };
            line.Facilities.Add(new() { SeriesId = line.Id, FacilityId = scene.Answering, IsHost = true });
            line.Facilities.Add(new() { SeriesId = line.Id, FacilityId = scene.Asking, IsHost = false });
            store.Series.Add(line);
            store.Sessions.Add(new()
            {
                OrganisationId = scene.Answering,
                SeriesId = line.Id,
                Occurrence = monday.AddDays(1),
                Title = line.Title,
                StartsAt = Moments.At(monday.AddDays(1), "14:00"),
                EndsAt = Moments.At(monday.AddDays(1), "15:00"),
                MadeAt = line.MadeAt,
                MadeByName = "Thư ký",
                ChangedAt = line.MadeAt,
            });
            await store.SaveChangesAsync(Stop);
            return await WeekBook.RunAsync(store, Say.DayOf(site.Clock.GetUtcNow()), Stop);
        });
        foreach (var (account, sees) in new[] { (scene.Clerk, true), (scene.Asker, true), (other.Clerk, false), (other.Asker, false) })
        {
            var visitor = await scene.AsAsync(account);
            await visitor.OpenAsync("/consults/weeks");
            Assert.Equal(sees, visitor.Page.QuerySelector("table tbody tr") is not null);
        }
        Assert.Equal(0, await FigureAsync(scene.Asking, "HC_TUAN"));
        Assert.Null(await FigureAsync(other.Asking, "HC_TUAN"));
    }

    Task LookAsync(MeetScene scene, Guid id, TransferMade transfer) => scene.DoAsync<FollowingUp>(scene.Asker, async (use, store) =>
    {
        var step = await store.FollowUps.AsNoTracking().Where(f => f.CaseId == id).OrderBy(f => f.DueAt).FirstAsync(Stop);
        await use.DoAsync(step.Id, step.Version, Outcome.Better, transfer, false, "", Stop);
    });

    async Task ReadyAsync()
    {
        await site.SettleAsync();
        await site.HouseAsync(async s =>
        {
            foreach (var job in s.GetServices<Job>().Where(j => j.Name == "evidence-catalogue")) await job.Run(s, Stop);
            return 0;
        });
    }

    async Task<decimal?> FigureAsync(Guid unit, string code)
    {
        await ReadyAsync();
        var today = Say.DayOf(site.Clock.GetUtcNow());
        return (await site.HouseAsync(s => s.GetRequiredService<IAnalytics>().ReadAsync([new($"N{{{code}}}", unit, today.AddDays(-60), today.AddDays(1))], new(),
            Stop)))[0].Value;
    }
}

public sealed class Proof_on_sqlite(SqliteSite site) : ProofTests(site), IClassFixture<SqliteSite>;

public sealed class Proof_on_postgres(PostgresSite site) : ProofTests(site), IClassFixture<PostgresSite>;
