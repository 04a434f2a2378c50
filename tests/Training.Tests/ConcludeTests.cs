using System.Net;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Training.Tests;

public sealed class ConcludeOnSqlite(SqliteSite site) : ConcludeTests(site), IClassFixture<SqliteSite>;

public sealed class ConcludeOnPostgres(PostgresSite site) : ConcludeTests(site), IClassFixture<PostgresSite>;

/// <summary>Results are signed, told once, and taken back exactly.</summary>
public abstract class ConcludeTests(TestSite site)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;
    static readonly string[] Kinds = ["training.class.held", "training.session.held", "training.hours", "training.person.attended", "training.person.passed", "training.taught"];

    async Task<(Scene Scene, Guid Class, Guid Session, Person Good, Person Absent)> HeldAsync()
    {
        var scene = await Scene.MakeAsync(site);
        var (id, session) = await scene.ClassAsync();
        var (good, absent) = (await scene.PersonAsync(), await scene.PersonAsync());
        var teacher = await scene.PersonAsync(at: scene.Host);
        await scene.DoAsync<Timetabling>(t => t.LecturerAsync(session, teacher.Practitioner, Stop));
        var seat = await scene.SeatAsync(id, good);
        await scene.SeatAsync(id, absent);
        scene.SetTime(Scene.Day(site, 7), "10:30");
        await scene.DoAsync<Marking>(m => m.SayAsync(session, [seat], false, null, null, "Có mặt", Stop));
        return (scene, id, session, good, absent);
    }

    [Fact]
    public async Task The_chair_signs_and_who_passed_gets_certificate_and_credit_who_did_not_is_told_why()
    {
        var (scene, id, _, good, absent) = await HeldAsync();
        var director = await scene.AsAsync(scene.Director);
        await director.OpenAsync($"/training/classes/{id}/results");
        Assert.Contains("Dự chưa đủ thời gian", director.Text, StringComparison.Ordinal);
        await director.SubmitAsync($"/training/classes/{id}/conclude", [("proof-password", scene.Director.Password)]);
        Assert.True(director.Answer.IsSuccessStatusCode, director.Text);
        var earned = (await scene.EventsAsync(id, nameof(CertificateEarned))).Select(e => JsonSerializer.Deserialize<CertificateEarned>(e)!).ToList();
        Assert.Equal([$"class/{id}/{good.Practitioner}"], earned.Select(e => e.Source));
        Assert.Equal(("cme", 16m, scene.Host), (earned[0].Kind, earned[0].Hours, earned[0].IssuerId));
        var credit = (await scene.EventsAsync(id, nameof(CreditEarned))).Select(e => JsonSerializer.Deserialize<CreditEarned>(e)!).ToList();
        Assert.Equal(["course", "course-taught"], credit.Select(c => c.Activity).Order());
        Assert.Equal(2m, credit.Single(c => c.Activity == "course-taught").Hours);
        Assert.DoesNotContain(credit, c => c.PractitionerId == absent.Practitioner);
        Assert.Equal([1m, 1m, 2m, 1m, 1m, 2m], await SumsAsync(scene, id));
    }

    [Fact]
    public async Task Reopening_takes_back_every_fact_and_every_hour_exactly_and_another_signature_is_another_edition()
    {
        var (scene, id, session, _, absent) = await HeldAsync();
        await scene.DoAsync<Concluding>(async c => await c.ConcludeAsync(id, await scene.VersionAsync(id), "", "password", Stop));
        await scene.DoAsync<Concluding>(async c => await c.ReopenAsync(id, await scene.VersionAsync(id), "Ghi thiếu một người", Stop));
        Assert.All(await SumsAsync(scene, id), s => Assert.Equal(0, s));
        Assert.Equal(2, (await scene.EventsAsync(id, nameof(CreditLost))).Count);
        var late = (await scene.NominationAsync(id, absent)).Id;
        await scene.DoAsync<Marking>(m => m.SayAsync(session, [late], false, null, null, "Có mặt, giảng viên xác nhận", Stop));
        await scene.DoAsync<Concluding>(async c => await c.ConcludeAsync(id, await scene.VersionAsync(id), "", "password", Stop));
        Assert.Equal([1m, 1m, 4m, 2m, 2m, 2m], await SumsAsync(scene, id));
    }

    [Fact]
    public async Task The_same_attendance_never_credits_twice_whatever_is_signed_and_reopened()
    {
        var (scene, id, session, good, absent) = await HeldAsync();
        var chance = new Random(7);
        var late = (await scene.NominationAsync(id, absent)).Id;
        for (var step = 0; step < 24; step++)
        {
            var of = await scene.RowsAsync(s => s.Classes.AsNoTracking().SingleAsync(c => c.Id == id, Stop));
            try
            {
                await (chance.Next(3) switch
                {
                    0 => scene.DoAsync<Concluding>(c => c.ConcludeAsync(id, of.Version - chance.Next(2), "", "password", Stop)),
                    1 => scene.DoAsync<Concluding>(c => c.ReopenAsync(id, of.Version, "thử", Stop)),
                    _ => scene.DoAsync<Marking>(m => m.SayAsync(session, [late], chance.Next(2) == 0, null, null, "thử", Stop)),
                });
            }
            catch (Refusal)
            {
                // Out of turn, or on a version that is gone: nothing may have changed.
            }
            var balance = (await scene.EventsAsync(id, nameof(CreditEarned))).Select(e => (JsonSerializer.Deserialize<CreditEarned>(e)!.Key, 1))
                .Concat((await scene.EventsAsync(id, nameof(CreditLost))).Select(e => (JsonSerializer.Deserialize<CreditLost>(e)!.Key, -1)))
                .GroupBy(k => k.Key).ToDictionary(g => g.Key, g => g.Sum(k => k.Item2));
            Assert.All(balance.Values, b => Assert.InRange(b, 0, 1));
            of = await scene.RowsAsync(s => s.Classes.AsNoTracking().SingleAsync(c => c.Id == id, Stop));
            var passed = of.State != ClassState.Concluded ? 0
                : await scene.RowsAsync(s => s.Results.CountAsync(r => r.ClassId == id && r.Edition == of.Edition && r.IsPassed, Stop));
            Assert.Equal(passed, balance.Where(b => !b.Key.EndsWith("/taught", StringComparison.Ordinal)).Sum(b => b.Value));
            Assert.Equal(passed, await scene.FactsAsync(id, "training.person.passed"));
        }
        Assert.NotEqual(good.Practitioner, absent.Practitioner);
    }

    [Fact]
    public async Task A_class_with_a_session_ahead_or_a_table_that_changed_is_not_signed()
    {
        var (scene, id, session, _, absent) = await HeldAsync();
        var director = await scene.AsAsync(scene.Director);
        await director.OpenAsync($"/training/classes/{id}/results");
        var late = (await scene.NominationAsync(id, absent)).Id;
        await scene.DoAsync<Marking>(m => m.SayAsync(session, [late], false, null, null, "Có mặt", Stop));
        await director.SubmitAsync($"/training/classes/{id}/conclude", [("proof-password", scene.Director.Password)]);
        Assert.Equal(HttpStatusCode.Conflict, director.Answer.StatusCode);
        await scene.DoAsync<Timetabling>(t => t.AddAsync(id, new("Bài chiều", SessionKind.Practice, Moments.At(Scene.Day(site, 1), "14:00"), Moments.At(Scene.Day(site, 1), "15:00"), "",
            false), [], Stop));
        await Assert.ThrowsAsync<Refusal>(() => scene.DoAsync<Concluding>(async c => await c.ConcludeAsync(id, await scene.VersionAsync(id), "", "password", Stop)));
        Assert.Empty(await scene.EventsAsync(id, nameof(CertificateEarned)));
    }

    [Fact]
    public async Task A_certificate_counts_once_however_often_it_is_told_or_replaced_and_not_after_it_was_revoked()
    {
        var (scene, id, _, good, _) = await HeldAsync();
        var source = $"class/{id}/{good.Practitioner}";
        CertificateIssued Issued(Guid certificate) => new(certificate, source, scene.Host, good.Practitioner, "cme", "01/2025", site.Clock.Today(), [], "/certificates/x");
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (object told in new object[] { Issued(first), Issued(first), new CertificateEnded(first, source, second, "sai tên"), Issued(second) })
            await TellAsync(scene, source, told);
        Assert.Equal(1, await scene.FactsAsync(id, "training.person.certified"));
        await TellAsync(scene, source, new CertificateEnded(second, source, null, "cấp nhầm"));
        await TellAsync(scene, source, new CertificateEnded(second, source, null, "cấp nhầm"));
        Assert.Equal(0, await scene.FactsAsync(id, "training.person.certified"));
    }

    static Task TellAsync(Scene scene, string source, object told) => scene.DoAsync<IServiceProvider>(async s =>
    {
        var news = ActivatorUtilities.CreateInstance<CertificateNews>(s);
        if (told is CertificateIssued issued) await news.OnAsync(issued, Stop);
        else await news.OnAsync((CertificateEnded)told, Stop);
        Assert.StartsWith("class/", source, StringComparison.Ordinal);
    });

    static async Task<IReadOnlyList<decimal>> SumsAsync(Scene scene, Guid id)
    {
        var sums = new List<decimal>();
        foreach (var kind in Kinds) sums.Add(await scene.FactsAsync(id, kind));
        return sums;
    }
}
