using System.Text.Json;
using System.Text.RegularExpressions;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Records.Tests;

/// <summary>Episodes become resources; a re-send changes only what differs.</summary>
public abstract partial class MappingTests(TestSite site)
{
    static readonly Someone Lan = new("Trần Thị Hương Lan", "079180900001", Address: "12 Lê Lợi", Phone: "0901234567", Card: "DN4790123456789");

    EpisodeOf Inpatient(Guid hospital, string key, Someone who) => new EpisodeOf(hospital, "79011", key, who)
        .Visit("J18.9", "Viêm phổi", more: [("MA_BENH_KT", "I10;E11.9"), ("MA_BENH_YHCT", "U62.121"), ("LY_DO_VV", "Sốt, ho"), ("MA_KHOA", "K03"),
            ("MA_NOI_DI", "79025")])
        .Drug("Paracetamol").Drug("Amoxicilin", "40.155", "202611020900")
        .Technique("Chụp X-quang ngực thẳng", "18.0119.0028").With("XML3", ("MA_DICH_VU", "K03.1911"), ("TEN_DICH_VU", "Giường nội khoa"), ("MA_NHOM", "15"),
            ("NGAY_YL", "202611010900"))
        .Figure("Glucose", "11,2", "3.9-6.4").Figure("Kali", "4.1", "3.5 - 5.1", figure: "K").With("XML4", ("MA_DICH_VU", "18.0119.0028"),
            ("MO_TA", "Mờ thùy dưới phải"), ("KET_LUAN", "Viêm phổi thùy"), ("NGAY_KQ", "202611011000"))
        .Note("Đỡ sốt, SpO2 97%").Referral("Theo dõi tiếp").With("XML14", ("SO_GIAYHEN_KL", "H1"), ("NGAY_HEN_KL", "202611200800"), ("MA_BAC_SI", "BS01"),
            ("MA_BENH_CHINH", "J18.9"))
        .With("XML8", ("QT_BENHLY", "Ho 5 ngày"), ("TOMTAT_KQ", "Bạch cầu tăng"), ("NGAY_CT", "20261105"));

    [Fact]
    public async Task An_inpatient_episode_becomes_the_bundle_on_paper()
    {
        var hospital = await site.OrganisationAsync("Bệnh viện Vàng", kind: "hospital");
        var stored = (await site.StoreAsync(Inpatient(hospital, "LK-GOLD", Lan with { Number = RecordHouse.Number() }).Sent()))[0];
        var doctor = await site.ProgramAsync(Role.Doctor, hospital);
        var bundle = await doctor.BundleAsync(stored.PersonId);
        Assert.Equal(Golden("inpatient", Plain(bundle)), Plain(bundle));
    }

    /// <summary>A bundle without ids and times of this run, one resource a line in a fixed order.</summary>
    static string Plain(JsonElement bundle)
    {
        var lines = bundle.GetProperty("entry").EnumerateArray().Select(e => e.GetProperty("resource")).Where(r =>
            r.GetProperty("resourceType").GetString() != "Provenance")
            .Select(r => Ids().Replace(Times().Replace(Numbers().Replace(JsonSerializer.Serialize(r, Readable), "NUMBER"), "\"lastUpdated\":\"…\""),
                "ID")).Order(StringComparer.Ordinal);
        return string.Join('\n', lines) + "\n";
    }

    static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Ids();

    [GeneratedRegex("\"lastUpdated\":\"[^\"]*\"")]
    private static partial Regex Times();

    [GeneratedRegex("079180\\d{6}|(?<=\"value\":\")\\d{6}(?=\")")]
    private static partial Regex Numbers();

    static string Golden(string name, string made)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "LienY.slnx"))) folder = Path.GetDirectoryName(folder)!;
        var file = Path.Combine(folder, "tests/Records.Tests/Record/Golden", name + ".ndjson");
        if (Environment.GetEnvironmentVariable("LIENY_WRITE_GOLDEN") == "yes") File.WriteAllText(file, made);
        return File.ReadAllText(file);
    }

    [Fact]
    public async Task The_same_again_changes_nothing_and_a_change_makes_one_new_version()
    {
        var hospital = await site.OrganisationAsync("Bệnh viện Gửi lại", kind: "hospital");
        var who = Lan with { Number = RecordHouse.Number() };
        var first = (await site.StoreAsync(Inpatient(hospital, "LK1", who).Sent()))[0];
        var rows = await site.CountAsync("select count(*) from records_resource where holder_id = @p0", hospital);
        var again = (await site.StoreAsync(Inpatient(hospital, "LK1", who).Sent(), Inpatient(hospital, "LK1", who).Version(2).Sent()))[1];
        Assert.Equal(first, again);
        Assert.Equal(0, await site.CountAsync("select count(*) from records_history where holder_id = @p0", hospital));
        await site.StoreAsync(Inpatient(hospital, "LK1", who).Version(3).Note("Ngày thứ ba", "202611030800").Sent());
        Assert.Equal(0, await site.CountAsync("select count(*) from records_history where holder_id = @p0", hospital));
        Assert.Equal(rows + 1, await site.CountAsync("select count(*) from records_resource where holder_id = @p0", hospital));
        await site.StoreAsync(new EpisodeOf(hospital, "79011", "LK1", who).Visit("J18.0", "Viêm phổi").Drug("Paracetamol").Version(4).Sent());
        var doctor = await site.ProgramAsync(Role.Doctor, hospital);
        var bundle = await doctor.BundleAsync(first.PersonId);
        Assert.Equal("J18.0", bundle.Of("Condition").Single().GetProperty("code").GetProperty("coding")[0].GetProperty("code").GetString());
        Assert.Single(bundle.Of("MedicationRequest"));
        Assert.Empty(bundle.Of("Observation"));
        Assert.True(await site.CountAsync("select count(*) from records_resource where holder_id = @p0 and is_deleted = true and version = 2", hospital) >= 8);
    }

    [Fact]
    public async Task An_older_version_that_comes_late_changes_nothing_and_a_row_that_comes_back_lives_again()
    {
        var hospital = await site.OrganisationAsync("Bệnh viện Trễ", kind: "hospital");
        var who = Lan with { Number = RecordHouse.Number() };
        EpisodeOf Plain(int version) => new EpisodeOf(hospital, "79012", "LK2", who).Visit("I10").Version(version);
        var stored = (await site.StoreAsync(Plain(2).Drug("Thuốc mới").Sent()))[0];
        await site.StoreAsync(Plain(1).Drug("Thuốc cũ", "1").Sent());
        var doctor = await site.ProgramAsync(Role.Doctor, hospital);
        Assert.Contains("Thuốc mới", (await doctor.BundleAsync(stored.PersonId)).Of("MedicationRequest").Single().ToString());
        await site.StoreAsync(Plain(3).Sent());
        Assert.Empty((await doctor.BundleAsync(stored.PersonId)).Of("MedicationRequest"));
        await site.StoreAsync(Plain(4).Drug("Thuốc mới").Sent());
        var back = (await doctor.BundleAsync(stored.PersonId)).Of("MedicationRequest").Single();
        Assert.Equal("3", back.GetProperty("meta").GetProperty("versionId").GetString());
        Assert.Equal(2, await site.CountAsync("select count(*) from records_history where holder_id = @p0 and type = 'MedicationRequest'", hospital));
    }

    [Fact]
    public async Task Every_resource_tells_its_file_table_and_row()
    {
        var hospital = await site.OrganisationAsync("Bệnh viện Nguồn", kind: "hospital");
        var sent = Inpatient(hospital, "LK3", Lan with { Number = RecordHouse.Number() }).Sent();
        var stored = (await site.StoreAsync(sent))[0];
        var bundle = await (await site.ProgramAsync(Role.Doctor, hospital)).BundleAsync(stored.PersonId);
        var sources = bundle.Of("MedicationRequest").Concat(bundle.Of("Procedure")).Concat(bundle.Of("Observation")).Select(r =>
            r.GetProperty("meta").GetProperty("source").GetString()!).Order().ToList();
        Assert.Equal(new[] { "XML2/1", "XML2/2", "XML3/1", "XML4/1", "XML4/2" }.Select(r => $"urn:uuid:{sent.SourceId}#{r}"), sources);
        var provenance = Assert.Single(bundle.Of("Provenance"));
        Assert.Equal(bundle.GetProperty("total").GetInt32(), provenance.GetProperty("target").GetArrayLength());
    }

    [Fact]
    public async Task Times_are_told_as_far_as_they_are_known()
    {
        var hospital = await site.OrganisationAsync("Bệnh viện Giờ", kind: "hospital");
        var stored = (await site.StoreAsync(new EpisodeOf(hospital, "79013", "LK4", Lan with { Number = RecordHouse.Number(), Birth = "195000000000" }).Visit("I10",
            from: "202611010830", to: "20261105").Drug("A", at: "2026110").Sent()))[0];
        var bundle = await (await site.ProgramAsync(Role.Doctor, hospital)).BundleAsync(stored.PersonId);
        Assert.Equal("1950", bundle.Of("Patient")[0].GetProperty("birthDate").GetString());
        var period = bundle.Of("Encounter")[0].GetProperty("period");
        Assert.Equal(("2026-11-01T08:30:00+07:00", "2026-11-05"), (period.GetProperty("start").GetString(), period.GetProperty("end").GetString()));
        Assert.Equal("2026-11", bundle.Of("MedicationRequest")[0].GetProperty("authoredOn").GetString());
    }

    [Fact]
    public async Task Two_visits_in_any_order_leave_the_latest_word_on_who_somebody_is()
    {
        var hospital = await site.OrganisationAsync("Bệnh viện Hai lần", kind: "hospital");
        var who = Lan with { Number = RecordHouse.Number() };
        var stored = (await site.StoreAsync(
            new EpisodeOf(hospital, "79014", "A", who with { Address = "Nhà mới" }).Visit("I10", from: "202611010830").Sent(),
            new EpisodeOf(hospital, "79014", "B", who with { Address = "Nhà cũ" }).Visit("I10", from: "202601010830").Sent()))[0];
        var bundle = await (await site.ProgramAsync(Role.Doctor, hospital)).BundleAsync(stored.PersonId);
        Assert.Equal("Nhà mới", Assert.Single(bundle.Of("Patient")).GetProperty("address")[0].GetProperty("text").GetString());
        Assert.Equal(2, bundle.Of("Encounter").Count);
    }

    [Fact]
    public async Task Hostile_text_is_shown_as_text()
    {
        var hospital = await site.OrganisationAsync("Bệnh viện Lành", kind: "hospital");
        const string bad = "<script>alert(1)</script>\"'&{0}";
        var stored = (await site.StoreAsync(new EpisodeOf(hospital, "79015", "LK5", new(bad, RecordHouse.Number(), Address: bad)).Visit("I10",
            bad).Drug(bad).Note("</div>" + bad).Referral(bad).Sent()))[0];
        var doctor = await site.SignInAsAsync(Role.Doctor, hospital);
        await doctor.OpenAsync($"/records/{stored.PersonId}");
        Assert.Equal(bad, doctor.Page.QuerySelector("h1")!.TextContent);
        await doctor.OpenAsync($"/records/{stored.PersonId}/visits/{stored.EncounterId}");
        Assert.DoesNotContain(doctor.Page.Scripts, s => s.Text.Contains("alert", StringComparison.Ordinal));
        Assert.Contains("</div>" + bad, doctor.Text);
    }
}

public sealed class Mapping_on_sqlite(SqliteSite site) : MappingTests(site), IClassFixture<SqliteSite>;

public sealed class Mapping_on_postgres(PostgresSite site) : MappingTests(site), IClassFixture<PostgresSite>;
