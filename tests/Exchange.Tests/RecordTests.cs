using LienY.Kernel;
using LienY.Site;

namespace LienY.Exchange.Tests;

/// <summary>What messages leave in the record, and what the record tells other systems.</summary>
public abstract class RecordTests(ExchangeSite site)
{
    [Fact]
    public async Task An_admission_and_its_results_stand_in_the_record()
    {
        var scene = await Scene.MakeAsync(site);
        scene.NeedsRecord();
        using var line = await Line.OpenAsync(site.Port);
        var answer = await line.SayAsync(scene.Admit());
        Assert.True(answer.Text("MSA-1") == "AA", answer.ToString());
        answer = await line.SayAsync(scene.Results());
        Assert.True(answer.Text("MSA-1") == "AA", answer.ToString());
        var found = await scene.AskAsync($"Patient?identifier=urn:lieny:id:facility:{scene.Code}|BN01");
        var patient = Assert.Single(found["entry"]!.AsArray())!["resource"]!;
        Assert.Equal("NGUYỄN THỊ CHIM YẾN", patient["name"]![0]!["text"]!.ToString());
        var figures = await scene.AskAsync($"Observation?patient={patient["id"]}");
        Assert.Equal("7.10", Assert.Single(figures["entry"]!.AsArray())!["resource"]!["valueQuantity"]!["value"]!.ToJsonString());
    }

    [Fact]
    public async Task The_same_message_again_doubles_nothing_and_a_correction_replaces()
    {
        var scene = await Scene.MakeAsync(site);
        scene.NeedsRecord();
        using var line = await Line.OpenAsync(site.Port);
        var first = await line.SayAsync(scene.Results("R1"));
        Assert.True(first.Text("MSA-1") == "AA", first.ToString());
        Assert.Equal(first.ToString(), (await line.SayAsync(scene.Results("R1"))).ToString());
        Assert.Equal("AA", (await line.SayAsync(scene.Results("R2", value: "7.30", status: "C"))).Text("MSA-1"));
        var figures = await scene.AskAsync("Observation?code=http://loinc.org|2345-7&_sort=-_lastUpdated");
        var own = figures["entry"]!.AsArray().Select(e => e!["resource"]!)
            .Where(r => r["basedOn"]![0]!["identifier"]!["system"]!.ToString().EndsWith(scene.Code, StringComparison.Ordinal)).ToList();
        Assert.Equal(("7.30", "corrected"), (Assert.Single(own)["valueQuantity"]!["value"]!.ToJsonString(), own[0]["status"]!.ToString()));
        Assert.Equal((2, 0), (await scene.SumAsync("exchange.message.received"), await scene.SumAsync("exchange.message.failed")));
    }

    [Fact]
    public async Task A_message_that_was_cut_off_is_taken_up_again()
    {
        var scene = await Scene.MakeAsync(site);
        scene.NeedsRecord();
        using var line = await Line.OpenAsync(site.Port);
        await line.SayAsync(scene.Admit("K1"));
        await using (var connection = await ((Database)site.Services.GetService(typeof(Database))!).OpenAsync())
            await connection.RunAsync("update exchange_message set state = 'Received', answer = null, ack = null, claimed_until = @p1 where organisation_id = @p0",
                Scene.Stop, scene.Hospital, site.Clock.GetUtcNow().AddMinutes(-1));
        await scene.RoundAsync("exchange-in");
        Assert.Equal(1, await scene.CountAsync("select count(*) from exchange_message where organisation_id = @p0 and state = 'Done' and ack = 'AA'"));
        Assert.Single((await scene.AskAsync($"Patient?identifier=urn:lieny:id:facility:{scene.Code}|BN01"))["entry"]!.AsArray());
    }

    [Fact]
    public async Task Processing_again_takes_the_failure_back()
    {
        var scene = await Scene.MakeAsync(site);
        scene.NeedsRecord();
        using var line = await Line.OpenAsync(site.Port);
        Assert.Equal("AE", (await line.SayAsync(scene.Admit("P1").Replace("PV1|1|I|", "PV1|1|NT|"))).Text("MSA-1"));
        var officer = await site.SignInAsAsync(Role.DataOfficer, scene.Hospital);
        await officer.OpenAsync("/exchange");
        var map = officer.Page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).First(h => h.EndsWith("/map", StringComparison.Ordinal));
        await officer.OpenAsync(map);
        await officer.SubmitAsync(map, [("kind", "code"), ("entry", "class"), ("element", "NT"), ("source", "IMP")]);
        await officer.OpenAsync("/exchange/messages");
        var page = officer.Page.QuerySelector("tbody a")!.GetAttribute("href")!;
        await officer.OpenAsync(page);
        await officer.SubmitAsync(page + "/again");
        Assert.Contains("Đã nhận", officer.Text);
        Assert.Equal((1, 0), (await scene.SumAsync("exchange.message.received"), await scene.SumAsync("exchange.message.failed")));
    }

    [Fact]
    public async Task A_merge_is_put_before_people()
    {
        var scene = await Scene.MakeAsync(site);
        scene.NeedsRecord();
        using var line = await Line.OpenAsync(site.Port);
        await line.SayAsync(scene.Admit(number: "BN01", visit: "V01"));
        await line.SayAsync(scene.Admit(number: "BN02", visit: "V02", birth: "19880101"));
        var answer = await line.SayAsync(scene.Head("ADT^A40^ADT_A39") + "EVN|A40|20251120\r" + Scene.Person() + "MRG|BN02^^^^MR\r");
        Assert.True(answer.Text("MSA-1") == "AA", answer.ToString());
        Assert.Equal(2, await scene.CountAsync("select count(distinct person_id) from records_patient where holder_id = @p0"));
        Assert.True(await scene.CountAsync("select count(*) from records_likeness l where l.asked_reason like 'HL7 A40%' and exists (select 1 from records_patient p where p.holder_id = @p0 and p.person_id in (l.one_id, l.other_id))") == 1);
    }

    [Fact]
    public async Task The_summary_of_a_visit_has_eleven_groups_for_whoever_may_export()
    {
        var scene = await Scene.MakeAsync(site);
        scene.NeedsRecord();
        using var line = await Line.OpenAsync(site.Port);
        await line.SayAsync(scene.Admit());
        await line.SayAsync(scene.Results().Replace("OBR|1|", "PV1|1|I|||||||||||||||||V01\rOBR|1|"));
        await using var connection = await ((Database)site.Services.GetService(typeof(Database))!).OpenAsync();
        var person = (await connection.RowsAsync("select person_id from records_patient where holder_id = @p0", r => r.GetGuid(0), Scene.Stop, scene.Hospital))
            .Single();
        using var program = await site.ProgramAsync(Role.DataOfficer, scene.Hospital);
        var xml = System.Xml.Linq.XDocument.Parse(await program.GetStringAsync($"/api/records/{person}/hosobenhan.xml"));
        Assert.Equal("HoSoBenhAn", xml.Root!.Name.LocalName);
        Assert.Equal(["ThongTinBenhNhan", "ThongTinVaoVien", "ThongTinDieuTri", "YLenhThuocVatTu", "PhieuChiDinh", "KetQuaChanDoanHinhAnh", "KetQuaXetNghiem",
            "GiayChuyenVien", "HoSoCapCuu", "PhieuThuThuat", "PhieuPhauThuat"],
            xml.Root.Elements().Select(e => e.Name.LocalName));
        var head = xml.Root.Element("ThongTinBenhNhan")!;
        Assert.Equal(("NGUYỄN THỊ CHIM YẾN", "12/04/1975", "Nữ", "BN01"),
            (head.Element("hoten")!.Value, head.Element("ngaysinh")!.Value, head.Element("gioitinh")!.Value, head.Element("mabenhnhan")!.Value));
        Assert.Equal("I10", xml.Root.Element("ThongTinDieuTri")!.Element("maicd")!.Value);
        Assert.Equal("7.10", xml.Root.Element("KetQuaXetNghiem")!.Element("danhsachchiso")!.Element("giatri")!.Value);
        Assert.Contains("\"HoSoBenhAn\"", await program.GetStringAsync($"/api/records/{person}/hosobenhan.json"));
        Assert.True(await scene.CountAsync("select count(*) from kernel_trail where action = 'record.summary.export' and holder_id = @p0") >= 2);
        using var doctor = await site.ProgramAsync(Role.Doctor, scene.Hospital);
        Assert.Equal(403, (int)(await doctor.GetAsync($"/api/records/{person}/hosobenhan.xml")).StatusCode);
        using var other = await site.ProgramAsync(Role.DataOfficer, (await Scene.MakeAsync(site, admitted: false)).Hospital);
        Assert.Equal(404, (int)(await other.GetAsync($"/api/records/{person}/hosobenhan.xml")).StatusCode);
        var officer = await site.SignInAsAsync(Role.DataOfficer, scene.Hospital);
        await officer.OpenAsync($"/records/{person}/hosobenhan");
        Assert.Contains("JSON", officer.Text);
    }
}

public sealed class Record_on_sqlite(SqliteExchange site) : RecordTests(site), IClassFixture<SqliteExchange>;

public sealed class Record_on_postgres(PostgresExchange site) : RecordTests(site), IClassFixture<PostgresExchange>;
