using FsCheck;
using FsCheck.Fluent;
using LienY.Contracts;
using LienY.Kernel;
using LienY.People;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records.Tests;

/// <summary>Finding persons, and only those whom the reader may know.</summary>
public abstract class PersonsSearchTests(TestSite site)
{
    [Fact]
    public async Task A_name_is_found_with_and_without_marks_and_in_any_order()
    {
        var hospital = await site.HospitalAsync();
        var person = (await site.LinkOneAsync(hospital.Says("1", "Nguyễn Đức Vượng", "19770808"))).PersonId;
        foreach (var text in new[] { "Nguyễn Đức Vượng", "nguyen duc vuong", "VUONG NGUYEN DUC", "vượng", "duc vuong", "vuong 1977", "vuong 8/8/1977",
            "nguyen duc vuong 08/08/1977", "  nguyễn   đức,vượng " })
            Assert.Equal(person, Assert.Single(await site.SearchAsync(hospital, text)).Id);
        foreach (var text in new[] { "nguyen duc vuong 1978", "vuong tran", "vuon", "" }) Assert.Empty(await site.SearchAsync(hospital, text));
    }

    [Fact]
    public async Task A_number_is_found_whole_and_by_its_end_as_are_phone_card_and_hospital_number()
    {
        var hospital = await site.HospitalAsync();
        var (number, social) = (PersonsScene.NewPersonal(), PersonsScene.NewPersonal()[2..]);
        var person = (await site.LinkOneAsync(new(hospital, "BN-2025/00417", "Mai Văn Xuân", "19600000", "male",
            [(IdentifierSystems.Personal, number), (IdentifierSystems.InsuranceCard, "HT301" + social)], Phone: "0912 345 678"))).PersonId;
        foreach (var text in new[] { number, number[^5..], number[^4..] + " ", $"{number[..3]} {number[3..6]} {number[6..]}", "HT301" + social, social, "0912345678",
            "+84912345678", "345678", "00417", "xuan " + number })
            Assert.Contains(await site.SearchAsync(hospital, text), p => p.Id == person);
        Assert.Empty(await site.SearchAsync(hospital, "9" + number[..11]));
    }

    [Fact]
    public async Task A_scanned_card_finds_its_bearer()
    {
        var hospital = await site.HospitalAsync();
        var (number, social) = (PersonsScene.NewPersonal(), PersonsScene.NewPersonal()[2..]);
        var citizen = (await site.LinkOneAsync(hospital.Says("1", "Tạ Thị Yến", "19900215", number, "female"))).PersonId;
        var insured = (await site.LinkOneAsync(hospital.Says("2", "Châu Văn Bảy", "19550000", social: social))).PersonId;
        Assert.Equal(citizen, Assert.Single(await site.SearchAsync(hospital, $"{number}|123456789|Tạ Thị Yến|15021990|Nữ|Thôn 1, xã Y Tý, tỉnh Lào Cai|01012021")).Id);
        var hex = Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes("Châu Văn Bảy"));
        Assert.Equal(insured, Assert.Single(await site.SearchAsync(hospital,
            $"HT301{social}|{hex}|1955|1|{hex}|01 - 001|01/01/2025|-|01/01/2025|-|-|4|01/01/2030|x$")).Id);
    }

    [Fact]
    public async Task An_exact_name_stands_before_longer_ones()
    {
        var hospital = await site.HospitalAsync();
        var word = PersonsScene.NewWord();
        await site.LinkAsync(hospital.Says("1", $"Nguyễn {word} Hoài An"), hospital.Says("2", $"Nguyễn {word} An"), hospital.Says("3", $"An {word} Nguyễn"));
        Assert.Equal([$"Nguyễn {word} An", $"An {word} Nguyễn", $"Nguyễn {word} Hoài An"], (await site.SearchAsync(hospital, $"nguyen {word} an")).Select(p => p.Name));
    }

    [Fact]
    public async Task Every_name_is_found_by_itself_without_marks_and_in_any_order()
    {
        var hospital = await site.HospitalAsync();
        var humans = Enumerable.Range(0, 120).Select(n => Humans.One(900_000 + n)).ToList();
        var linked = await site.LinkAsync([.. humans.Select(h => h.Claim(hospital, "K" + h.Number))]);
        var asked = from at in Gen.Choose(0, humans.Count - 1) from order in Gen.Shuffle(Enumerable.Range(0, 6).ToArray()) select (at, order);
        foreach (var (at, order) in asked.Sample(60))
        {
            var words = LabelledSet.Plain(humans[at].Name).ToLowerInvariant().Split(' ');
            var text = string.Join(' ', order.Where(o => o < words.Length).Select(o => words[o])) + " " + humans[at].Birth[..4];
            Assert.Contains(await site.SearchAsync(hospital, text), p => p.Id == linked[at].PersonId);
        }
    }

    [Fact]
    public async Task Another_hospital_finds_nothing_until_a_basis_lives_and_nothing_after_it_was_revoked()
    {
        var (holder, reader) = (await site.HospitalAsync(), await site.HospitalAsync());
        var number = PersonsScene.NewPersonal();
        var word = PersonsScene.NewWord();
        var person = (await site.LinkOneAsync(holder.Says("1", "Lương Văn " + word, personal: number))).PersonId;
        var claim = holder.Says("", "Lương Văn " + word, personal: number);
        string[] texts = [word, "luong van " + word, number, number[^6..]];
        async Task SeesAsync(int count)
        {
            foreach (var text in texts) Assert.Equal(count, (await site.SearchAsync(reader, text)).Count);
            Assert.Equal(count, (await site.MatchAsync(reader, claim)).Count);
        }
        await SeesAsync(0);
        Assert.Null(await site.AsAsync(Role.Doctor, [reader], s => s.GetRequiredService<IPersons>().FindAsync(person, "treatment", default)));
        foreach (var single in new Guid?[] { null, person })
        {
            var basis = await site.BasisAsync(holder, reader, single);
            await SeesAsync(1);
            Assert.Empty(await site.SearchAsync(reader, word, "payment"));
            Assert.Equal(person, (await site.AsAsync(Role.Doctor, [reader], s => s.GetRequiredService<IPersons>().FindAsync(person, "treatment", default)))!.Id);
            await site.RevokeAsync(basis);
            await SeesAsync(0);
        }
        await site.BasisAsync(holder, reader, null, RecordKinds.Condition);
        await site.BasisAsync(holder, reader, null, RecordKinds.Identity, identified: false);
        await site.BasisAsync(holder, reader, Guid.CreateVersion7());
        await SeesAsync(0);
    }

    [Fact]
    public async Task What_another_hospital_says_of_the_same_person_is_not_shown_without_a_basis()
    {
        var (mine, theirs) = (await site.HospitalAsync(), await site.HospitalAsync());
        var number = PersonsScene.NewPersonal();
        var word = PersonsScene.NewWord();
        await site.LinkAsync(mine.Says("1", "Danh " + word, personal: number), theirs.Says("1", "Danh Thị " + word, personal: number, phone: "0977000111"));
        Assert.Equal("Danh " + word, Assert.Single(await site.SearchAsync(mine, number)).Name);
        Assert.Empty(await site.SearchAsync(mine, "0977000111"));
        Assert.Empty(await site.SearchAsync(mine, "danh thi " + word));
    }

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Citizen)]
    [InlineData(Role.UnitOfficer)]
    public async Task Who_does_not_treat_sees_no_patients(Role role)
    {
        var hospital = await site.HospitalAsync();
        await site.LinkOneAsync(hospital.Says("1", "Sùng A Páo"));
        await Assert.ThrowsAsync<Refusal>(() => site.AsAsync(role, [hospital], s => s.GetRequiredService<IPersonLookup>()
            .SearchAsync("sung a pao", "treatment", default)));
        var visitor = await site.SignInAsAsync(role, hospital);
        await visitor.OpenAsync("/persons");
        Assert.Equal(403, (int)visitor.Answer.StatusCode);
    }

    [Fact]
    public async Task A_department_does_not_hold_what_its_hospitals_hold()
    {
        var department = await site.OrganisationAsync("Sở Y tế " + PersonsScene.NewWord(), null, "department");
        var hospital = await site.OrganisationAsync("Bệnh viện " + PersonsScene.NewWord(), department, "hospital");
        var word = PersonsScene.NewWord();
        await site.LinkOneAsync(hospital.Says("1", "Vàng A " + word));
        Assert.Empty(await site.AsAsync(Role.DepartmentOfficer, [department], s => s.GetRequiredService<IPersonLookup>().SearchAsync(word, "treatment", default)));
        Assert.Single(await site.SearchAsync(hospital, word));
    }

    [Fact]
    public async Task Every_search_stands_in_the_trail_without_its_text()
    {
        var hospital = await site.HospitalAsync();
        var word = PersonsScene.NewWord();
        await site.LinkOneAsync(hospital.Says("1", "Giàng " + word));
        await site.SearchAsync(hospital, "Giàng " + word);
        await site.SearchAsync(hospital, "giang " + word.ToLowerInvariant());
        var entries = await site.RowsAsync("select action, object_kind, object_id, reason, user_name, purpose from kernel_trail where organisation_id = @p0",
            r => string.Join('\n', Enumerable.Range(0, 6).Select(r.GetString)), hospital);
        Assert.Equal(2, entries.Count);
        Assert.All(entries, e => Assert.Contains("found=1", e));
        Assert.All(entries, e => Assert.DoesNotContain(word, e, StringComparison.OrdinalIgnoreCase));
        Assert.Single(entries.Distinct());
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_ _")]
    [InlineData("' or ''='")]
    [InlineData("%%%%")]
    [InlineData("||||||||||||||||")]
    [InlineData("0000")]
    [InlineData("\uD800\u0000")]
    public async Task Hostile_searches_find_nothing_and_break_nothing(string text)
    {
        var hospital = await site.HospitalAsync();
        await site.LinkOneAsync(hospital.Says("1", "Cao Thị Uyên"));
        Assert.Empty(await site.SearchAsync(hospital, text));
    }
}

public sealed class PersonsSearch_on_sqlite(SqliteSite site) : PersonsSearchTests(site), IClassFixture<SqliteSite>;

public sealed class PersonsSearch_on_postgres(PostgresSite site) : PersonsSearchTests(site), IClassFixture<PostgresSite>;
