using System.Net;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Records.Tests;

/// <summary>Who sees what: the holder, others on a basis, nobody else.</summary>
public abstract class GateTests(TestSite site)
{
    sealed record Scene(Guid Department, Guid Holder, Guid Other, Guid Person, Guid Visit);

    async Task<Scene> SceneAsync(string icd = "I10")
    {
        var department = await site.OrganisationAsync("Sở Y tế Thử", kind: "department");
        var holder = await site.OrganisationAsync("Bệnh viện Giữ", department, "hospital");
        var other = await site.OrganisationAsync("Bệnh viện Khác", department, "hospital");
        var who = new Someone("Lê Thị Canh", RecordHouse.Number());
        var stored = await site.StoreAsync(new EpisodeOf(holder, "79021", "G1", who).Visit(icd,
            "Bệnh kín").Drug("Thuốc kín").Technique("Siêu âm bụng").Note("Ghi kín").Sent());
        return new(department, holder, other, stored[0].PersonId, stored[0].EncounterId);
    }

    [Fact]
    public async Task The_holder_sees_it_another_hospital_sees_nothing_and_is_told_nothing()
    {
        var s = await SceneAsync();
        Assert.Equal(8, (await (await site.ProgramAsync(Role.Doctor, s.Holder)).BundleAsync(s.Person)).GetProperty("total").GetInt32());
        var other = await site.ProgramAsync(Role.Doctor, s.Other);
        var stranger = await other.BundleAsync(Guid.CreateVersion7());
        var hidden = await other.BundleAsync(s.Person);
        Assert.Equal((0, 0), (hidden.GetProperty("total").GetInt32(), hidden.GetProperty("entry").GetArrayLength()));
        Assert.Equal(stranger.GetProperty("total").GetInt32(), hidden.GetProperty("total").GetInt32());
        var visitor = await site.SignInAsAsync(Role.Doctor, s.Other);
        await visitor.OpenAsync($"/records/{s.Person}");
        Assert.Contains("Không có nội dung nào ông/bà được xem", visitor.Text);
        Assert.Contains("Mở khẩn cấp", visitor.Text);
        Assert.DoesNotContain("Canh", visitor.Text);
        await visitor.OpenAsync($"/records/{s.Person}/visits/{s.Visit}");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Answer.StatusCode);
    }

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.UnitOfficer)]
    [InlineData(Role.Citizen)]
    public async Task Who_has_no_right_to_patients_data_reads_nothing_even_at_the_holder(Role role)
    {
        var s = await SceneAsync();
        await site.BasisAsync(site.Live(s.Holder, s.Holder, s.Person));
        var program = await site.ProgramAsync(role, s.Holder);
        foreach (var address in new[] { $"/api/records/{s.Person}", $"/records/{s.Person}", $"/records/{s.Person}/export.json", $"/records/{s.Person}/export.csv",
            $"/records/{s.Person}/visits/{s.Visit}" })
        {
            var answer = await program.GetAsync(address);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.DoesNotContain("kín", await answer.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData(Role.DepartmentOfficer)]
    [InlineData(Role.Director)]
    [InlineData(Role.Doctor)]
    public async Task A_department_holds_nothing_of_what_its_hospitals_hold(Role role)
    {
        var s = await SceneAsync();
        var program = await site.ProgramAsync(role, s.Department);
        Assert.Equal(0, (await program.BundleAsync(s.Person)).GetProperty("total").GetInt32());
        await site.BasisAsync(site.Live(s.Holder, s.Department, purpose: "public-health", kinds: RecordKinds.Condition));
        Assert.Equal(0, (await program.BundleAsync(s.Person)).GetProperty("total").GetInt32());
        Assert.Single((await program.BundleAsync(s.Person, "?purpose=public-health")).Of("Condition"));
    }

    [Fact]
    public async Task A_ward_reads_for_its_hospital_and_a_doctor_does_not_export()
    {
        var s = await SceneAsync();
        var ward = await site.OrganisationAsync("Khoa Nội", s.Holder, "division");
        var doctor = await site.ProgramAsync(Role.Doctor, ward);
        Assert.Equal(8, (await doctor.BundleAsync(s.Person)).GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.Forbidden, (await doctor.GetAsync($"/records/{s.Person}/export.json")).StatusCode);
        var officer = await site.ProgramAsync(Role.DataOfficer, s.Holder);
        Assert.Contains("Thuốc kín", await officer.GetStringAsync($"/records/{s.Person}/export.csv"));
        Assert.Equal(1, await site.CountAsync("select count(*) from kernel_trail where action = 'record.export' and subject_id = @p0 and holder_id = @p1", s.Person,
            s.Holder));
    }

    [Theory]
    [InlineData("B20", Sensitivities.Hiv)]
    [InlineData("F32.1", Sensitivities.Mental)]
    [InlineData("O80", Sensitivities.Reproductive)]
    [InlineData("T74.1", Sensitivities.Protection)]
    public async Task What_is_sensitive_needs_a_basis_that_says_so(string icd, Sensitivities group)
    {
        var s = await SceneAsync(icd);
        await site.BasisAsync(site.Live(s.Holder, s.Other, s.Person));
        var other = await site.ProgramAsync(Role.Doctor, s.Other);
        var bundle = await other.BundleAsync(s.Person);
        Assert.Equal(["Patient", "Procedure"], bundle.GetProperty("entry").EnumerateArray().Select(e =>
            e.GetProperty("resource").GetProperty("resourceType").GetString()).Where(t => t != "Provenance").Order());
        Assert.DoesNotContain("kín", bundle.ToString());
        await site.BasisAsync(site.Live(s.Holder, s.Other, s.Person, sensitive: group));
        Assert.Equal(8, (await other.BundleAsync(s.Person)).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_basis_revoked_between_two_sheets_shows_nothing_on_the_second()
    {
        var s = await SceneAsync();
        var who = new Someone("Phạm Văn Nhiều", RecordHouse.Number());
        var stored = await site.StoreAsync([.. Enumerable.Range(1, 25).Select(i =>
            new EpisodeOf(s.Holder, "79021", $"N{i}", who).Visit("I10", from: $"202610{i:00}0800").Sent())]);
        var basis = await site.BasisAsync(site.Live(s.Holder, s.Other, stored[0].PersonId));
        var visitor = await site.SignInAsAsync(Role.Doctor, s.Other);
        await visitor.OpenAsync($"/records/{stored[0].PersonId}");
        Assert.Contains("Trang 1 trên 2", visitor.Text);
        var holder = await site.SignInAsAsync(Role.DataOfficer, s.Holder);
        await holder.OpenAsync($"/records/bases/{basis.Id}");
        await holder.SubmitAsync($"/records/bases/{basis.Id}/revoke", [("why", "Ghi nhầm")]);
        Assert.Contains("Đã thu hồi", holder.Text);
        await visitor.OpenAsync($"/records/{stored[0].PersonId}?page=2");
        Assert.Contains("Không có nội dung nào", visitor.Text);
    }

    [Fact]
    public async Task Each_reading_is_in_the_trail_with_purpose_and_basis_and_a_release_is_a_fact()
    {
        var s = await SceneAsync();
        var basis = await site.BasisAsync(site.Live(s.Holder, s.Other, s.Person, "consultation"));
        var other = await site.ProgramAsync(Role.Doctor, s.Other);
        await other.BundleAsync(s.Person, "?purpose=consultation");
        await other.BundleAsync(s.Person, "?purpose=consultation");
        await other.BundleAsync(s.Person);
        Assert.Equal(2, await site.CountAsync("select count(*) from kernel_trail where action = 'record.api' and subject_id = @p0 and holder_id = @p1 and basis_id = @p2 and purpose = 'consultation' and role = 'Doctor' and organisation_id = @p3",
            s.Person, s.Holder, basis.Id, s.Other));
        Assert.Equal(1, await site.CountAsync("select count(*) from kernel_trail where action = 'record.api' and subject_id = @p0 and holder_id is null and purpose = 'treatment'", s.Person));
        Assert.Equal(1, await site.CountAsync("select count(*) from kernel_fact where kind = 'record.released' and unit_id = @p0", s.Holder));
    }

    [Fact]
    public async Task The_original_file_is_opened_only_by_its_holder()
    {
        var s = await SceneAsync();
        await site.BasisAsync(site.Live(s.Holder, s.Other, s.Person));
        var other = await site.ProgramAsync(Role.Doctor, s.Other);
        var document = (await other.BundleAsync(s.Person)).Of("DocumentReference").Single().GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/records/{s.Person}/originals/{document}")).StatusCode);
    }

    [Fact]
    public async Task A_purpose_that_is_none_is_refused()
    {
        var s = await SceneAsync();
        var answer = await (await site.ProgramAsync(Role.Doctor, s.Holder)).GetAsync($"/api/records/{s.Person}?purpose=curiosity");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }
}

public sealed class Gate_on_sqlite(SqliteSite site) : GateTests(site), IClassFixture<SqliteSite>;

public sealed class Gate_on_postgres(PostgresSite site) : GateTests(site), IClassFixture<PostgresSite>;
