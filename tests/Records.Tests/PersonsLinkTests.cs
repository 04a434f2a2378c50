using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records.Tests;

/// <summary>Who is linked to whom: by verified number only, never against name and birth, never by likeness.</summary>
public abstract class PersonsLinkTests(TestSite site)
{
    [Fact]
    public async Task The_same_number_at_the_same_hospital_is_the_same_patient_and_what_was_said_is_kept()
    {
        var hospital = await site.HospitalAsync();
        var first = await site.LinkOneAsync(hospital.Says("1", "Nguyễn Văn An"));
        var again = await site.LinkOneAsync(hospital.Says("1", "Nguyễn Văn An"));
        var corrected = await site.LinkOneAsync(hospital.Says("1", "Nguyễn Văn Ân"));
        Assert.True(first.IsNew);
        Assert.Equal((first.PersonId, first.PatientId, false), (again.PersonId, again.PatientId, again.IsNew));
        Assert.Equal((first.PersonId, first.PatientId), (corrected.PersonId, corrected.PatientId));
        var past = await site.RowsAsync("select h.claim from records_patient_past h join records_patient p on p.seq = h.patient_seq where p.id = @p0", r =>
            r.GetString(0), first.PatientId);
        Assert.Contains("An", System.Text.Json.JsonDocument.Parse(Assert.Single(past)).RootElement.GetProperty("name").GetString());
        Assert.Equal("Nguyễn Văn Ân", Assert.Single(await site.RowsAsync("select name from records_person where id = @p0", r => r.GetString(0), first.PersonId)));
    }

    [Fact]
    public async Task A_personal_number_links_two_hospitals()
    {
        var (a, b) = (await site.HospitalAsync(), await site.HospitalAsync());
        var number = PersonsScene.NewPersonal();
        var one = await site.LinkOneAsync(a.Says("1", "Trần Thị Bình", personal: number));
        var other = await site.LinkOneAsync(b.Says("77", "TRAN THI BINH", personal: number));
        Assert.Equal(one.PersonId, other.PersonId);
        Assert.NotEqual(one.PatientId, other.PatientId);
        Assert.False(other.IsNew);
    }

    [Theory]
    [InlineData("DN4010123456789", "0123456789")]
    [InlineData("GD4 01 01 23456789", "0123456789")]
    public async Task An_insurance_card_links_by_its_social_insurance_number(string card, string social)
    {
        var (a, b) = (await site.HospitalAsync(), await site.HospitalAsync());
        var digits = PersonsScene.NewPersonal()[2..];
        var one = await site.LinkOneAsync(new(a, "1", "Lê Văn Cường", "19700102", "male",
            [(IdentifierSystems.InsuranceCard, card.Replace(" ", "").Replace(social, digits))]));
        var other = await site.LinkOneAsync(b.Says("9", "Lê Văn Cường", "19700102", social: digits));
        Assert.Equal(one.PersonId, other.PersonId);
    }

    [Theory]
    [InlineData("Phạm Thị Dung", "19850105", "another name")]
    [InlineData("Hoàng Văn Em", "20121111", "another day of birth")]
    public async Task A_number_that_name_or_birth_contradict_makes_a_new_person_and_a_question_to_people(string name, string birth, string what)
    {
        var (a, b) = (await site.HospitalAsync(), await site.HospitalAsync());
        var number = PersonsScene.NewPersonal();
        var one = await site.LinkOneAsync(a.Says("1", "Hoàng Văn Em", personal: number));
        var other = await site.LinkOneAsync(b.Says("1", name, birth, number));
        Assert.True(other.IsNew, what);
        Assert.NotEqual(one.PersonId, other.PersonId);
        Assert.Equal("Cùng số nhưng họ tên hoặc ngày sinh khác nhau", Assert.Single(await site.LikenessesAsync(other.PersonId)));
        Assert.Equal(2, (await site.RowsAsync("select 1 from records_identifier where folded = @p0 and is_active", r => 1, number)).Count);
    }

    [Fact]
    public async Task A_number_of_several_persons_links_to_none()
    {
        var (a, b, c) = (await site.HospitalAsync(), await site.HospitalAsync(), await site.HospitalAsync());
        var number = PersonsScene.NewPersonal();
        await site.LinkOneAsync(a.Says("1", "Vũ Văn Giang", personal: number));
        await site.LinkOneAsync(b.Says("1", "Ngô Thị Hà", "19990909", number));
        var third = await site.LinkOneAsync(c.Says("1", "Vũ Văn Giang", personal: number));
        Assert.True(third.IsNew);
        Assert.Equal(["Một số đang có ở nhiều người", "Một số đang có ở nhiều người"], await site.LikenessesAsync(third.PersonId));
    }

    [Fact]
    public async Task A_number_that_was_given_up_belongs_to_who_has_it_now()
    {
        var (a, b) = (await site.HospitalAsync(), await site.HospitalAsync());
        var (old, fresh) = (PersonsScene.NewPersonal(), PersonsScene.NewPersonal());
        var first = await site.LinkOneAsync(a.Says("1", "Đặng Văn Ích", personal: old));
        site.Clock.Pass(TimeSpan.FromDays(1));
        await site.LinkOneAsync(a.Says("1", "Đặng Văn Ích", personal: fresh));
        var second = await site.LinkOneAsync(b.Says("5", "Bùi Thị Kim", "20010203", old));
        Assert.NotEqual(first.PersonId, second.PersonId);
        Assert.Empty(await site.LikenessesAsync(second.PersonId));
        var history = await site.RowsAsync("select i.folded, i.is_active, i.valid_to is null from records_identifier i join records_patient p on p.seq = i.patient_seq where p.id = @p0 and i.folded = @p1",
            r => (r.GetBoolean(1), r.GetBoolean(2)), first.PatientId, old);
        Assert.Equal((false, false), Assert.Single(history));
    }

    [Fact]
    public async Task Silence_about_a_number_does_not_end_it()
    {
        var (a, b) = (await site.HospitalAsync(), await site.HospitalAsync());
        var number = PersonsScene.NewPersonal();
        var first = await site.LinkOneAsync(a.Says("1", "Đỗ Văn Lộc", personal: number));
        await site.LinkOneAsync(a.Says("1", "Đỗ Văn Lộc", phone: "0912345678"));
        Assert.Equal(first.PersonId, (await site.LinkOneAsync(b.Says("2", "Đỗ Văn Lộc", personal: number))).PersonId);
    }

    [Fact]
    public async Task Likeness_alone_never_links_but_is_put_before_people()
    {
        var hospital = await site.HospitalAsync();
        var name = "Hồ " + PersonsScene.NewWord() + " Minh";
        var one = await site.LinkOneAsync(hospital.Says("1", name, phone: "0911222333"));
        var other = await site.LinkOneAsync(hospital.Says("2", name, phone: "0911222333"));
        Assert.NotEqual(one.PersonId, other.PersonId);
        Assert.Equal("Họ tên, ngày sinh và thông tin khác giống nhau", Assert.Single(await site.LikenessesAsync(other.PersonId)));
    }

    [Theory]
    [InlineData("000000000000")]
    [InlineData("123456789012")]
    [InlineData("")]
    [InlineData("không có")]
    public async Task What_clerks_type_into_a_required_field_links_nobody(string filler)
    {
        var hospital = await site.HospitalAsync();
        var one = await site.LinkOneAsync(hospital.Says("1", "Dương Văn Năm", personal: filler));
        var other = await site.LinkOneAsync(hospital.Says("2", "Dương Văn Năm", personal: filler));
        Assert.NotEqual(one.PersonId, other.PersonId);
    }

    [Fact]
    public async Task A_temporary_card_of_a_newborn_links_nobody_else()
    {
        var hospital = await site.HospitalAsync();
        var digits = PersonsScene.NewPersonal()[2..];
        var child = await site.LinkOneAsync(new(hospital, "1", "Con bà Lý Thị Oanh", "20251101", "female", [(IdentifierSystems.InsuranceCard, "TE101" + digits)],
            Guardian: "Lý Thị Oanh"));
        var other = await site.LinkOneAsync(hospital.Says("2", "Con bà Lý Thị Oanh", "20251101", social: digits, sex: "female"));
        Assert.NotEqual(child.PersonId, other.PersonId);
    }

    [Fact]
    public async Task One_batch_links_within_itself_in_the_order_of_its_claims()
    {
        var (a, b) = (await site.HospitalAsync(), await site.HospitalAsync());
        var number = PersonsScene.NewPersonal();
        var linked = await site.LinkAsync(a.Says("1", "Phan Văn Phúc", personal: number), b.Says("1", "Phan Văn Phúc", personal: number),
            a.Says("1", "Phan Văn Phúc", personal: number, phone: "0988777666"),
            a.Says("2", "Phan Thị Quế", "19660606"));
        Assert.Equal(4, linked.Count);
        Assert.Equal(linked[0].PersonId, linked[1].PersonId);
        Assert.Equal(linked[0].PatientId, linked[2].PatientId);
        Assert.NotEqual(linked[0].PersonId, linked[3].PersonId);
        Assert.Equal("0988777666", Assert.Single(await site.RowsAsync("select phone from records_patient where id = @p0", r => r.GetString(0), linked[0].PatientId)));
    }

    [Fact]
    public async Task Many_at_once_who_bring_the_same_new_person_make_one()
    {
        var hospitals = new List<Guid>();
        for (var n = 0; n < 6; n++) hospitals.Add(await site.HospitalAsync());
        var number = PersonsScene.NewPersonal();
        var linked = await Task.WhenAll(hospitals.Select(h => Task.Run(() => site.LinkOneAsync(h.Says("1", "Trịnh Văn Sơn", personal: number)))));
        Assert.Single(linked.Select(l => l.PersonId).Distinct());
        Assert.Single(linked, l => l.IsNew);
    }

    [Theory]
    [InlineData("' or 1=1 --")]
    [InlineData("%_%")]
    [InlineData("\0\0A")]
    [InlineData("😀 𝕊 \uD800")]
    [InlineData("")]
    [InlineData("<script>alert(1)</script>")]
    public async Task Hostile_names_are_kept_without_harm(string name)
    {
        var hospital = await site.HospitalAsync();
        var linked = await site.LinkOneAsync(new(hospital, name, name, name, name, [(IdentifierSystems.Personal, name), (name, name)], name, name, name, name));
        Assert.Equal(linked.PersonId, (await site.LinkOneAsync(hospital.Says("sau", "Cao Văn Tài"))).PersonId == linked.PersonId ? Guid.Empty : linked.PersonId);
    }

    [Fact]
    public async Task The_hash_of_a_person_is_always_the_same_and_never_the_person()
    {
        var id = Guid.CreateVersion7();
        var (one, other) = await site.HouseAsync(s => Task.FromResult((s.GetRequiredService<IPersons>().SubjectHash(id), s.GetRequiredService<IPersons>()
            .SubjectHash(id))));
        Assert.Equal(one, other);
        Assert.DoesNotContain(id.ToString("N"), one);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Writers_that_link_twice_in_one_transaction_never_wait_in_a_circle(bool isTold)
    {
        var hospital = await site.HospitalAsync();
        var numbers = Enumerable.Range(0, 24).Select(_ => PersonsScene.NewPersonal()).ToArray();
        var names = numbers.Select(_ => "Nguyễn " + PersonsScene.NewWord()).ToArray();
        var (stop, again) = (TestContext.Current.CancellationToken, 0);
        async Task WriteAsync(int writer)
        {
            var chance = new Random(writer);
            for (var turn = 0; turn < 12; turn++)
            {
                // Each links some of the same persons, told by hospitals of its own, in an order of its own.
                var claims = numbers.Select((n, i) => hospital.Says($"{writer}-{i}", names[i], personal: n,
                    phone: turn.ToString(System.Globalization.CultureInfo.InvariantCulture))).ToArray();
                chance.Shuffle(claims);
                var (first, second) = (claims[..6], claims[6..12]);
                for (var tries = 0; ; tries++)
                {
                    try
                    {
                        await site.HouseAsync(async services =>
                        {
                            await using var connection = await services.GetRequiredService<Database>().OpenAsync(stop);
                            await using var transaction = await connection.BeginTransactionAsync(stop);
                            var persons = services.GetRequiredService<IPersons>();
                            if (isTold) await persons.LockAsync(connection, [.. first, .. second], stop);
                            await persons.LinkAsync(connection, first, stop);
                            await persons.LinkAsync(connection, second, stop);
                            await transaction.CommitAsync(stop);
                            return true;
                        });
                        break;
                    }
                    // Never a deadlock (40P01), which PostgreSQL finds only after a second and ends by chance.
                    catch (Npgsql.PostgresException clash) when (!isTold && clash.SqlState == "40001")
                    {
                        Interlocked.Increment(ref again);
                        await Task.Delay(chance.Next(1, 5 + tries), stop);
                    }
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 6).Select(w => Task.Run(() => WriteAsync(w), stop)));
        foreach (var (number, name) in numbers.Zip(names))
        {
            var persons = await site.RowsAsync("select distinct p.person_id from records_identifier i join records_patient p on p.seq = i.patient_seq where i.folded = @p0", r => r.GetGuid(0), number);
            Assert.True(persons.Count <= 1, $"{name} became {persons.Count} persons.");
        }
        if (isTold) Assert.Equal(0, again);
    }
}

public sealed class PersonsLink_on_sqlite(SqliteSite site) : PersonsLinkTests(site), IClassFixture<SqliteSite>;

public sealed class PersonsLink_on_postgres(PostgresSite site) : PersonsLinkTests(site), IClassFixture<PostgresSite>;
