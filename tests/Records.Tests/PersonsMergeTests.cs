using LienY.Contracts;
using LienY.Kernel;
using LienY.People;
using LienY.Site;

namespace LienY.Records.Tests;

/// <summary>Merging, and taking it back until nothing of it is left.</summary>
public abstract class PersonsMergeTests(TestSite site)
{
    async Task<(Visitor Officer, Guid Hospital)> OfficerAsync()
    {
        var hospital = await site.HospitalAsync();
        return (await site.SignInAsAsync(Role.DataOfficer, hospital), hospital);
    }

    static async Task MergeAsync(Visitor officer, Guid from, Guid into, string reason = "đã xem căn cước")
    {
        await officer.OpenAsync($"/persons/compare?one={from}&other={into}");
        await officer.SubmitAsync("/persons/merge", [("keep", into.ToString()), ("reason", reason)]);
    }

    Task<List<(Guid Patient, Guid Person)>> PlacesAsync(Guid hospital) =>
        site.RowsAsync("select id, person_id from records_patient where holder_id = @p0 order by seq", r => (r.GetGuid(0), r.GetGuid(1)), hospital);

    [Fact]
    public async Task Merged_persons_are_one_and_apart_again_as_they_were()
    {
        var (officer, hospital) = await OfficerAsync();
        var (number, other) = (PersonsScene.NewPersonal(), await site.HospitalAsync());
        var word = PersonsScene.NewWord();
        var one = (await site.LinkOneAsync(hospital.Says("1", "Kim Văn " + word, personal: number))).PersonId;
        var two = (await site.LinkOneAsync(hospital.Says("2", "Kim " + word, "19850000"))).PersonId;
        var basis = await site.BasisAsync(hospital, other, two);
        var before = await PlacesAsync(hospital);
        await MergeAsync(officer, two, one);
        Assert.Contains("Đã gộp hai hồ sơ", officer.Text);
        Assert.All(await PlacesAsync(hospital), p => Assert.Equal(one, p.Person));
        Assert.Equal(one, Assert.Single(await site.SearchAsync(hospital, word)).Id);
        Assert.Equal(one, Assert.Single(await site.RowsAsync("select person_id from kernel_basis where id = @p0", r => r.GetGuid(0), basis)));
        await officer.OpenAsync("/persons/" + two);
        Assert.EndsWith("/persons/" + one, new Uri(officer.Page.Url).AbsolutePath);
        Assert.Equal(1, await FactsAsync(hospital));
        await officer.SubmitAsync("/persons/merges/", [("reason", "hai người khác nhau")]);
        Assert.Contains("Đã tách hai hồ sơ", officer.Text);
        Assert.Equal(before, await PlacesAsync(hospital));
        Assert.Equal(two, Assert.Single(await site.RowsAsync("select person_id from kernel_basis where id = @p0", r => r.GetGuid(0), basis)));
        Assert.Equal(2, (await site.SearchAsync(hospital, word)).Count);
        Assert.Equal(0, await FactsAsync(hospital));
        var events = await site.RowsAsync("select type from kernel_event where stream = @p0 order by seq", r => r.GetString(0), "person/" + one);
        Assert.Equal(["PersonsMerged", "PersonsUnmerged"], events);
    }

    async Task<long> FactsAsync(Guid hospital) =>
        (await site.RowsAsync("select value from kernel_fact where kind = 'person.merged' and unit_id = @p0", r => r.GetInt64(0), hospital)).Sum() / 10_000;

    [Fact]
    public async Task Any_sequence_of_merges_taken_back_in_any_order_leaves_everything_where_it_was()
    {
        for (ulong seed = 1; seed <= 3; seed++)
        {
            var (officer, hospital) = await OfficerAsync();
            var dice = new Dice(seed);
            var persons = new List<Guid>();
            for (var n = 0; n < 6; n++) persons.Add((await site.LinkOneAsync(hospital.Says("M" + n, $"Thạch {PersonsScene.NewWord()} Số",
                personal: PersonsScene.NewPersonal()))).PersonId);
            var before = await PlacesAsync(hospital);
            for (var step = 0; step < 14; step++)
            {
                var roots = (await PlacesAsync(hospital)).Select(p => p.Person).Distinct().ToList();
                if (roots.Count > 1 && dice.Next(3) > 0)
                {
                    var from = dice.Next(roots.Count);
                    await MergeAsync(officer, roots[from], roots[(from + 1 + dice.Next(roots.Count - 1)) % roots.Count]);
                }
                else await UndoAsync(officer, hospital, ref dice);
                Assert.Equal(before.Select(p => p.Patient), (await PlacesAsync(hospital)).Select(p => p.Patient));
            }
            while (await LiveAsync(hospital) is { Count: > 0 }) await UndoAsync(officer, hospital, ref dice);
            Assert.Equal(before, await PlacesAsync(hospital));
        }
    }

    Task<List<(Guid Id, Guid Into)>> LiveAsync(Guid hospital) => site.RowsAsync("select m.id, m.into_id from records_merge m where m.unmerged_at is null and exists "
        + "(select 1 from records_patient p where p.home_id = m.from_id and p.holder_id = @p0) order by m.id", r => (r.GetGuid(0), r.GetGuid(1)), hospital);

    Task UndoAsync(Visitor officer, Guid hospital, ref Dice dice)
    {
        var roll = (int)(dice.Roll() % 1000);
        return UndoAsync(officer, hospital, roll);
    }

    async Task UndoAsync(Visitor officer, Guid hospital, int roll)
    {
        var live = await LiveAsync(hospital);
        if (live.Count == 0) return;
        var (id, into) = live[roll % live.Count];
        await officer.OpenAsync("/persons/" + into);
        await officer.SubmitAsync($"/persons/merges/{id}/undo", [("reason", "tách lại")]);
        Assert.Contains("Đã tách hai hồ sơ", officer.Text);
    }

    [Fact]
    public async Task What_comes_after_a_merge_stays_with_who_carries_on()
    {
        var (officer, hospital) = await OfficerAsync();
        var (a, b) = (PersonsScene.NewPersonal(), PersonsScene.NewPersonal());
        var one = (await site.LinkOneAsync(hospital.Says("1", "Hoàng Thị Sen", "19620101", a, "female"))).PersonId;
        var two = (await site.LinkOneAsync(hospital.Says("2", "Hoàng Thị Sen", "19620101", b, "female"))).PersonId;
        await MergeAsync(officer, two, one);
        var elsewhere = await site.LinkOneAsync((await site.HospitalAsync()).Says("9", "Hoàng Thị Sen", "19620101", b, "female"));
        Assert.Equal(one, elsewhere.PersonId);
    }

    [Fact]
    public async Task A_likeness_waits_for_the_data_officer_and_is_settled_as_different()
    {
        var (officer, hospital) = await OfficerAsync();
        var number = PersonsScene.NewPersonal();
        var word = PersonsScene.NewWord();
        await site.LinkOneAsync(hospital.Says("1", $"Lâm {word} Tâm", "19900101", number));
        var two = (await site.LinkOneAsync(hospital.Says("2", "Võ Thị Út", "20000202", number))).PersonId;
        await officer.OpenAsync("/persons/duplicates");
        Assert.Contains($"Lâm {word} Tâm", officer.Text);
        var csv = System.Text.Encoding.UTF8.GetString(await officer.DownloadAsync("/persons/duplicates/export.csv"));
        Assert.StartsWith("\uFEFF", csv);
        Assert.Contains(word, csv);
        var stranger = await site.SignInAsAsync(Role.DataOfficer, await site.HospitalAsync());
        await stranger.OpenAsync("/persons/duplicates");
        Assert.DoesNotContain(word, stranger.Text);
        await officer.OpenAsync("/persons/duplicates");
        await officer.OpenAsync(officer.Page.QuerySelector("tbody a")!.GetAttribute("href")!);
        Assert.Contains("Họ tên khác", officer.Text);
        await officer.SubmitAsync("/persons/duplicates/", [("reason", "bố dùng thẻ của con")]);
        Assert.Empty(await site.LikenessesAsync(two));
        await site.LinkOneAsync(hospital.Says("2", "Võ Thị Út", "20000202", number, phone: "0909123123"));
        Assert.Empty(await site.LikenessesAsync(two));
    }

    [Fact]
    public async Task Who_settles_for_only_one_of_the_two_homes_may_only_propose()
    {
        var (a, b) = (await site.HospitalAsync(), await site.HospitalAsync());
        var one = (await site.LinkOneAsync(a.Says("1", "Mạc Văn Đối"))).PersonId;
        var two = (await site.LinkOneAsync(b.Says("1", "Mạc Văn Đối", place: "09999"))).PersonId;
        var officer = await site.SignInAsAsync(Role.DataOfficer, a);
        await officer.OpenAsync($"/persons/compare?one={one}&other={two}");
        Assert.Equal(404, (int)officer.Answer.StatusCode);
        await site.BasisAsync(b, a);
        await MergeAsync(officer, two, one, "người nhà nói là một");
        Assert.True(officer.Text.Contains("Đã gửi đề nghị gộp"), officer.Text);
        Assert.Equal("Có người đề nghị gộp", Assert.Single(await site.LikenessesAsync(one)));
        Assert.Equal(two, (await PlacesAsync(b)).Single().Person);
        await MergeAsync(officer, two, one, "lần nữa");
        Assert.Contains("đã có đề nghị đang chờ", officer.Text);
        var doctor = await site.SignInAsAsync(Role.Doctor, a);
        await doctor.OpenAsync("/persons/duplicates");
        Assert.Equal(403, (int)doctor.Answer.StatusCode);
    }
}

public sealed class PersonsMerge_on_sqlite(SqliteSite site) : PersonsMergeTests(site), IClassFixture<SqliteSite>;

public sealed class PersonsMerge_on_postgres(PostgresSite site) : PersonsMergeTests(site), IClassFixture<PostgresSite>;
