using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Credits.Tests;

/// <summary>The ledger of hours on both databases.</summary>
public abstract class LedgerTests(TestSite site)
{
    static int keys;

    static string Key() => $"class/{Interlocked.Increment(ref keys)}/x";

    async Task<Guid> SomebodyAsync() => await site.DoctorAsync(await site.OrganisationAsync("Bệnh viện " + Key()), "Người " + Key());

    [Fact]
    public async Task The_same_key_comes_many_times_at_once_and_is_credited_once()
    {
        var (person, key) = (await SomebodyAsync(), Key());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => site.EarnAsync(Scene.Course(key, person, 16, new(2025, 5, 5))))));
        Assert.Equal(16, (await site.StandAsync(person))!.Earned);
        Assert.Single(await site.EntriesAsync(person));
    }

    [Fact]
    public async Task What_is_taken_back_many_times_is_taken_back_once_and_never_comes_again()
    {
        var (person, key) = (await SomebodyAsync(), Key());
        await site.EarnAsync(Scene.Course(key, person, 7.25m, new(2025, 5, 5)));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => site.LoseAsync(key))));
        await site.EarnAsync(Scene.Course(key, person, 99, new(2025, 5, 5)));
        Assert.Equal([-725, 725], (await site.EntriesAsync(person)).Select(e => e.Hundredths).Order());
        Assert.Equal(0, (await site.StandAsync(person))!.Earned);
    }

    [Fact]
    public async Task A_loss_that_comes_first_keeps_the_hours_out()
    {
        var (person, key) = (await SomebodyAsync(), Key());
        await site.LoseAsync(key);
        await site.LoseAsync(key);
        await site.EarnAsync(Scene.Course(key, person, 16, new(2025, 5, 5)));
        Assert.Empty(await site.EntriesAsync(person));
    }

    [Fact]
    public async Task Any_order_of_posts_losses_and_replays_gives_the_sum_of_the_keys_that_stand()
    {
        var person = await SomebodyAsync();
        var chance = new Random(7);
        for (var round = 0; round < 5; round++)
        {
            var these = Enumerable.Range(0, 5).Select(_ => (Key: Key(), Hours: (decimal)chance.Next(1, 4000) / 100, Lost: chance.Next(2) == 0)).ToList();
            var acts = these.SelectMany(t => Enumerable.Repeat((t.Key, t.Hours, Lose: false), chance.Next(1, 4)).Concat(Enumerable.Repeat((t.Key, t.Hours, Lose: true), t.Lost ? 2 : 0))).ToArray();
            chance.Shuffle(acts);
            var before = (await site.StandAsync(person))!.Earned;
            foreach (var (key, hours, lose) in acts) await (lose ? site.LoseAsync(key) : site.EarnAsync(Scene.Course(key, person, hours, new(2025, 5, 5))));
            var after = (await site.StandAsync(person))!.Earned;
            Assert.Equal(these.Where(t => !t.Lost).Sum(t => t.Hours), after - before);
            Assert.Equal((await site.EntriesAsync(person)).Sum(e => e.Hours), after);
        }
    }

    [Fact]
    public async Task The_database_itself_refuses_to_change_or_delete_an_entry()
    {
        var (person, key) = (await SomebodyAsync(), Key());
        await site.EarnAsync(Scene.Course(key, person, 16, new(2025, 5, 5)));
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => connection.RunAsync("update credits_entry set hundredths = 1", default));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => connection.RunAsync("delete from credits_entry", default));
        Assert.Equal(16, (await site.StandAsync(person))!.Earned);
    }

    [Fact]
    public async Task A_signed_consultation_credits_half_an_hour_to_each_who_sat_and_waits_for_who_is_unknown()
    {
        var at = await site.OrganisationAsync("Bệnh viện Hội chẩn " + Key());
        var (known, later, patient) = (await site.AccountAsync(Role.Doctor, at), await site.AccountAsync(Role.Doctor, at), await site.AccountAsync(Role.Citizen, at));
        var (first, sick) = (await site.DoctorAsync(at, "Bác Sĩ Biết", user: known.Id), await site.DoctorAsync(at, "Bệnh Nhân", user: patient.Id));
        var signed = new ConsultSigned(Guid.CreateVersion7(), null, at, at, new(2025, 10, 10), site.Clock.GetUtcNow(),
            [new(known.Id, "", at, RoomRole.Presenter, 30), new(later.Id, "", at, RoomRole.Expert, 30), new(patient.Id, "", null, RoomRole.Patient, 30), new(null, "", null, RoomRole.Chair, 1)]);
        for (var twice = 0; twice < 2; twice++)
            await site.HouseAsync(async s =>
            {
                var store = s.GetRequiredService<CreditsStore>();
                store.Publish("consult/" + signed.CaseId, signed);
                return await store.SaveChangesAsync();
            });
        await site.SettleAsync();
        Assert.Equal(0.5m, (await site.StandAsync(first))!.Earned);
        Assert.Equal(0, (await site.StandAsync(sick))!.Earned);
        var second = await site.DoctorAsync(at, "Bác Sĩ Vào Sau", user: later.Id);
        await site.SettleAsync();
        var entry = Assert.Single(await site.EntriesAsync(second));
        Assert.Equal(("d", "HC@2024-01-01", 50L), (entry.Form, entry.Rule, entry.Hundredths));
    }

    [Fact]
    public async Task A_rule_entered_later_posts_what_waited_for_it_and_leaves_what_was_posted()
    {
        var person = await SomebodyAsync();
        var admin = await site.SignInAsAsync(Role.Administrator, await site.OrganisationAsync("Sở " + Key()));
        // Before 2024 no rule counted consultations.
        var (early, late) = (Key(), Key());
        await site.EarnAsync(new(early, person, null, "consult", null, new(2012, 1, 5), Guid.Empty, "Hội chẩn cũ", "/consults"));
        await site.EarnAsync(new(late, person, null, "consult", null, new(2025, 1, 5), Guid.Empty, "Hội chẩn", "/consults"));
        Assert.Equal([50L], (await site.EntriesAsync(person)).Select(e => e.Hundredths));
        await admin.OpenAsync("/credits/rules");
        await admin.SubmitAsync("/credits/rules", [("kind", "worth"), ("code", "HC"), ("name", "Hội chẩn: 0,75 giờ"), ("hours", "0,75"), ("activity", "consult"), ("form", "d"),
            ("unit", "case"), ("from", "2011-01-01"), ("to", "2012-12-31"), ("source", "Văn bản thử"), ("sureness", "đọc")]);
        Assert.Contains("Hội chẩn: 0,75 giờ", admin.Text);
        Assert.Equal([50L, 75L], (await site.EntriesAsync(person)).Select(e => e.Hundredths).Order());
        await site.LoseAsync(early);
        Assert.Equal(50, (await site.EntriesAsync(person)).Sum(e => e.Hundredths));
    }

    [Fact]
    public async Task Every_posting_leaves_a_fact_and_a_reversal_takes_it_back()
    {
        var (person, key) = (await SomebodyAsync(), Key());
        await site.EarnAsync(Scene.Course(key, person, 12, new(2025, 5, 5)));
        await site.LoseAsync(key);
        var entry = (await site.EntriesAsync(person)).Single(e => e.ReversesId is null);
        var facts = await site.HouseAsync(s => s.GetRequiredService<CreditsStore>().Set<Fact>().AsNoTracking().Where(f => f.SourceId == $"credit/{entry.Id}").ToListAsync());
        Assert.Equal([-12m, 12m], facts.Select(f => f.Value).Order());
        Assert.All(facts, f => Assert.DoesNotContain(person.ToString(), f.SubjectHash));
    }

    [Fact]
    public async Task Who_ends_the_window_short_is_warned_three_times_and_counted_at_its_end()
    {
        var at = await site.OrganisationAsync("Bệnh viện Nhắc " + Key());
        var account = await site.AccountAsync(Role.Doctor, at);
        var person = await site.DoctorAsync(at, "Người Thiếu Giờ", new(2021, 2, 1), account.Id);
        async Task RunAsync(DateOnly day)
        {
            site.Clock.SetDay(day);
            for (var twice = 0; twice < 2; twice++)
                await site.HouseAsync(async s =>
                {
                    await s.GetRequiredService<Warnings>().RunAsync(default);
                    return true;
                });
        }
        Task<int> NoticesAsync() => site.HouseAsync(s => s.GetRequiredService<CreditsStore>().Set<Notice>().CountAsync(n => n.UserId == account.Id));
        try
        {
            await RunAsync(new(2025, 8, 1));
            Assert.Equal(0, await NoticesAsync());
            await RunAsync(new(2025, 8, 10));
            Assert.Equal(1, await NoticesAsync());
            await RunAsync(new(2025, 11, 10));
            Assert.Equal(2, await NoticesAsync());
            await RunAsync(new(2025, 12, 5));
            Assert.Equal(3, await NoticesAsync());
            await RunAsync(new(2026, 2, 2));
            var source = $"credit-window/{person}/20260131";
            Assert.Equal(["credit.renewal.due", "credit.short"], await site.HouseAsync(s => s.GetRequiredService<CreditsStore>().Set<Fact>().Where(f => f.SourceId == source)
                .Select(f => f.Kind).OrderBy(k => k).ToListAsync()));
        }
        finally
        {
            site.Clock.SetDay(new(2025, 11, 20));
        }
    }
}

public sealed class Ledger_on_sqlite(SqliteSite site) : LedgerTests(site), IClassFixture<SqliteSite>;

public sealed class Ledger_on_postgres(PostgresSite site) : LedgerTests(site), IClassFixture<PostgresSite>;
