using System.Net;
using LienY.Dicom;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Imaging.Tests;

/// <summary>DICOMweb: what was sent is found and comes back byte for byte, and only to those who may see it.</summary>
public abstract class WebTests(TestSite site)
{
    const string Root = "/dicom-web/studies";

    async Task<(HttpClient Doctor, Guid Hospital)> HospitalAsync()
    {
        var hospital = await site.OrganisationAsync("Bệnh viện " + Guid.CreateVersion7().ToString("N")[24..], kind: "hospital");
        return (await site.ProgramAsync(Role.Doctor, hospital), hospital);
    }

    [Fact]
    public async Task What_was_stored_is_found_and_comes_back_byte_for_byte()
    {
        var (doctor, _) = await HospitalAsync();
        var one = new Made();
        var two = one with { Sop = Uids.New(), Number = 2, Size = 300, Seed = 2 };
        using var stored = await doctor.StowAsync(Root, one.File(), two.File());
        Assert.Equal(HttpStatusCode.OK, stored.StatusCode);

        var study = Assert.Single(await doctor.FindAsync($"{Root}?PatientID={one.PatientId}"));
        Assert.Equal(one.Study, study.Of("0020000D"));
        Assert.Equal("NGUYỄN^AN^VĂN", study.Of("00100010"));
        Assert.Equal("2", study.Of("00201208"));
        Assert.Equal("CT", study.Of("00080061"));
        Assert.Equal("2", Assert.Single(await doctor.FindAsync($"{Root}/{one.Study}/series")).Of("00201209"));
        Assert.Equal([one.Sop, two.Sop], (await doctor.FindAsync($"{Root}/{one.Study}/series/{one.Series}/instances")).Select(r => r.Of("00080018")));

        using var whole = await doctor.AskAsync($"{Root}/{one.Study}", "multipart/related; type=\"application/dicom\"; transfer-syntax=*");
        var parts = await whole.PartsAsync();
        Assert.Equal(2, parts.Count);
        Assert.Equal(Made.Body(one.File()), Made.Body(parts[0]));
        Assert.Equal(Made.Body(two.File()), Made.Body(parts[1]));

        using var frame = await doctor.AskAsync($"{Root}/{two.Study}/series/{two.Series}/instances/{two.Sop}/frames/1", "multipart/related; type=application/octet-stream");
        Assert.Equal(two.Pixels(), Assert.Single(await frame.PartsAsync()));
        using var bare = await doctor.AskAsync($"{Root}/{one.Study}/series/{one.Series}/instances/{one.Sop}/frames/1", "application/octet-stream");
        Assert.Equal(one.Pixels(), await bare.Content.ReadAsByteArrayAsync());

        var headers = await doctor.FindAsync($"{Root}/{one.Study}/metadata");
        Assert.Equal([one.Sop, two.Sop], headers.Select(h => h.Of("00080018")));
        Assert.Contains("/bulkdata/7FE00010", headers[0].GetProperty("7FE00010").GetProperty("BulkDataURI").GetString()!);
        using var bulk = await doctor.AskAsync(headers[0].GetProperty("7FE00010").GetProperty("BulkDataURI").GetString()!, "application/octet-stream");
        Assert.Equal(one.Pixels(), await bulk.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_later_instance_stands_in_the_headers_of_its_series()
    {
        var (doctor, _) = await HospitalAsync();
        var one = new Made();
        await doctor.StowAsync(Root, one.File());
        Assert.Single(await doctor.FindAsync($"{Root}/{one.Study}/metadata"));
        await doctor.StowAsync(Root, (one with { Sop = Uids.New(), Number = 2 }).File());
        Assert.Equal(2, (await doctor.FindAsync($"{Root}/{one.Study}/metadata")).Length);
    }

    [Theory]
    [InlineData("PatientName=HO%C3%80NG%5ETU%E1%BA%A4N")]
    [InlineData("PatientName=hoang tuan")]
    [InlineData("PatientName=hoàng^tuấn")]
    [InlineData("PatientName=HOANG*")]
    [InlineData("PatientName=ho?ng tu*")]
    [InlineData("PatientName=tuan&fuzzymatching=true")]
    public async Task A_vietnamese_name_is_found_with_and_without_tone_marks(string query)
    {
        var (doctor, _) = await HospitalAsync();
        var one = new Made { Name = "HOÀNG^TUẤN" };
        await doctor.StowAsync(Root, one.File(), new Made { Name = "ĐẶNG^THỊ" }.File());
        Assert.Equal(one.Study, Assert.Single(await doctor.FindAsync($"{Root}?{query}")).Of("0020000D"));
    }

    [Theory]
    [InlineData("StudyDate=20250301-20250331", 1)]
    [InlineData("StudyDate=-20250301", 0)]
    [InlineData("StudyDate=20250305", 1)]
    [InlineData("ModalitiesInStudy=MR", 1)]
    [InlineData("Modality=MR", 1)]
    [InlineData("ModalitiesInStudy=US", 0)]
    [InlineData("AccessionNumber=A1*", 1)]
    [InlineData("AccessionNumber=B*", 0)]
    [InlineData("StudyDescription=CT ng%3Fc", 1)]
    [InlineData("00080050=A1%25", 0)]
    public async Task Keys_select_studies(string query, int wanted)
    {
        var (doctor, _) = await HospitalAsync();
        var one = new Made { Date = "20250305", Modality = "MR", Accession = "A123" };
        await doctor.StowAsync(Root, one.File());
        Assert.Equal(wanted, (await doctor.FindAsync($"{Root}?{query}")).Length);
    }

    [Fact]
    public async Task Pages_give_every_study_once()
    {
        var (doctor, _) = await HospitalAsync();
        var all = Enumerable.Range(0, 7).Select(_ => new Made()).ToList();
        await doctor.StowAsync(Root, [.. all.Select(m => m.File())]);
        var seen = new List<string?>();
        for (var offset = 0; offset < 9; offset += 3) seen.AddRange((await doctor.FindAsync($"{Root}?limit=3&offset={offset}&ModalitiesInStudy=CT")).Select(r => r.Of("0020000D")));
        Assert.Equal(all.Select(m => m.Study).Order(), seen.Order());
    }

    [Fact]
    public async Task Sent_again_is_stored_once_and_other_content_lies_aside()
    {
        var (doctor, _) = await HospitalAsync();
        var one = new Made();
        await doctor.StowAsync(Root, one.File());
        using var again = await doctor.StowAsync(Root, one.File());
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        using var other = await doctor.StowAsync(Root, (one with { Seed = 9 }).File());
        Assert.Contains("00081196", await other.Content.ReadAsStringAsync());
        Assert.Equal("1", Assert.Single(await doctor.FindAsync($"{Root}?StudyInstanceUID={one.Study}")).Of("00201208"));
        using var kept = await doctor.AskAsync($"{Root}/{one.Study}/series/{one.Series}/instances/{one.Sop}/frames/1", "application/octet-stream");
        Assert.Equal(one.Pixels(), await kept.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Another_facility_sees_nothing_until_a_basis_and_nothing_after_it()
    {
        var (doctor, hospital) = await HospitalAsync();
        var (other, receiver) = await HospitalAsync();
        var one = new Made();
        await doctor.StowAsync(Root, one.File());
        var frame = $"{Root}/{one.Study}/series/{one.Series}/instances/{one.Sop}/frames/1";

        Assert.Empty(await other.FindAsync($"{Root}?PatientID={one.PatientId}"));
        Assert.Equal(HttpStatusCode.NotFound, (await other.AskAsync(frame, "application/octet-stream")).StatusCode);

        var basis = await BasisAsync(hospital, receiver);
        Assert.Single(await other.FindAsync($"{Root}?PatientID={one.PatientId}"));
        Assert.Equal(HttpStatusCode.OK, (await other.AskAsync(frame, "application/octet-stream")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.AskAsync(frame + "?purpose=training", "application/octet-stream")).StatusCode);

        await using (var connection = await site.Services.GetRequiredService<Database>().OpenAsync())
            await connection.RunAsync("update kernel_basis set revoked_at = @p1 where id = @p0", default, basis, site.Clock.GetUtcNow());
        Assert.Empty(await other.FindAsync($"{Root}?PatientID={one.PatientId}"));
        Assert.Equal(HttpStatusCode.NotFound, (await other.AskAsync(frame, "application/octet-stream")).StatusCode);
    }

    async Task<Guid> BasisAsync(Guid holder, Guid receiver)
    {
        var id = Guid.CreateVersion7();
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        await connection.RunAsync("insert into kernel_basis (id, kind, holder_id, receiver_id, purpose, kinds, sensitive, is_identified, reference, reason, valid_from, valid_to, made_at, version) "
            + "values (@p0, 'Contract', @p1, @p2, 'consultation', @p3, 0, @p4, 'HĐ 1', '', @p5, @p6, @p5, 1)", default, id, holder, receiver, (long)RecordKinds.Imaging, true,
            site.Clock.GetUtcNow().AddMinutes(-1), site.Clock.GetUtcNow().AddDays(1));
        return id;
    }

    [Fact]
    public async Task Reading_a_study_is_in_the_trail()
    {
        var (doctor, _) = await HospitalAsync();
        var one = new Made();
        await doctor.StowAsync(Root, one.File());
        await doctor.AskAsync($"{Root}/{one.Study}", "multipart/related; type=\"application/dicom\"; transfer-syntax=*");
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        Assert.Equal(1L, Convert.ToInt64(await connection.CellAsync("select count(*) from kernel_trail t join imaging_study s on t.object_id = lower(cast(s.id as text)) "
            + "where t.action = 'imaging.study.read' and s.uid = @p0", default, one.Study), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_cut_multipart_leaves_what_came_whole_and_nothing_of_the_rest()
    {
        var (doctor, _) = await HospitalAsync();
        var one = new Made();
        var two = one with { Sop = Uids.New(), Number = 2 };
        using var request = new HttpRequestMessage(HttpMethod.Post, Root) { Content = Web.Body([one.File(), two.File()], cut: 100) };
        using var answer = await doctor.SendAsync(request);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(one.Sop, Assert.Single(await doctor.FindAsync($"/dicom-web/instances?StudyInstanceUID={one.Study}")).Of("00080018"));
    }

    [Fact]
    public async Task What_cannot_be_read_is_named_and_the_rest_is_kept()
    {
        var (doctor, _) = await HospitalAsync();
        var one = new Made();
        var cut = new Made { Size = 64 }.File()[..^500];
        using var answer = await doctor.StowAsync(Root, one.File(), "no image at all"u8.ToArray(), cut);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("00081198", text);
        Assert.Contains(one.Sop, text);
        using var bad = await doctor.StowAsync(Root, cut);
        Assert.Equal(HttpStatusCode.Conflict, bad.StatusCode);
        using var elsewhere = await doctor.StowAsync($"{Root}/{Uids.New()}", new Made().File());
        Assert.Equal(HttpStatusCode.Conflict, elsewhere.StatusCode);
    }

    [Theory]
    [InlineData("text/html", 406)]
    [InlineData("application/dicom+json", 200)]
    [InlineData("*/*", 200)]
    [InlineData("image/png", 406)]
    public async Task Search_answers_what_is_accepted(string accept, int status)
    {
        var (doctor, _) = await HospitalAsync();
        Assert.Equal(status, (int)(await doctor.AskAsync(Root, accept)).StatusCode);
    }

    [Fact]
    public async Task Wrong_questions_are_told_what_is_wrong()
    {
        var (doctor, _) = await HospitalAsync();
        Assert.Equal(400, (int)(await doctor.AskAsync(Root + "?Nonsense=1")).StatusCode);
        Assert.Equal(400, (int)(await doctor.AskAsync(Root + "?limit=x")).StatusCode);
        Assert.Equal(400, (int)(await doctor.AskAsync(Root + "/..%2F..%2Fetc/metadata")).StatusCode);
        Assert.Equal(404, (int)(await doctor.AskAsync(Root + "/2.25.1/metadata")).StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Post, Root) { Content = new StringContent("x") };
        Assert.Equal(415, (int)(await doctor.SendAsync(request)).StatusCode);
        Assert.Equal(401, (int)(await new HttpClient { BaseAddress = site.Url }.GetAsync(Root)).StatusCode);
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2")]
    [InlineData("1.2.840.10008.1.2.2")]
    [InlineData("1.2.840.10008.1.2.1.99")]
    public async Task Other_forms_of_data_sets_are_kept_and_given_plain(string syntax)
    {
        var (doctor, _) = await HospitalAsync();
        var one = new Made { Size = 40 };
        var file = one.File(TransferSyntax.Of(syntax));
        using var stored = await doctor.StowAsync(Root, file);
        Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        using var kept = await doctor.AskAsync($"{Root}/{one.Study}", "multipart/related; type=\"application/dicom\"; transfer-syntax=*");
        Assert.Equal(Made.Body(file), Made.Body(Assert.Single(await kept.PartsAsync())));
        using var frame = await doctor.AskAsync($"{Root}/{one.Study}/series/{one.Series}/instances/{one.Sop}/frames/1", "multipart/related; type=\"application/octet-stream\"");
        Assert.Equal(one.Pixels(), Assert.Single(await frame.PartsAsync()));
        using var plain = await doctor.AskAsync($"{Root}/{one.Study}", "multipart/related; type=\"application/dicom\"");
        var back = Part10.Read(Assert.Single(await plain.PartsAsync()));
        Assert.Equal(Uids.ExplicitLittle, back.Syntax.Uid);
        Assert.Equal(one.Pixels(), back.DataSet.Bytes(Tags.PixelData).ToArray());
    }

    [Fact]
    public async Task Frames_of_many_come_by_number()
    {
        var (doctor, _) = await HospitalAsync();
        var one = new Made { Frames = 5, Size = 32 };
        await doctor.StowAsync(Root, one.File());
        var address = $"{Root}/{one.Study}/series/{one.Series}/instances/{one.Sop}/frames/";
        using var answer = await doctor.AskAsync(address + "4,2", "multipart/related; type=\"application/octet-stream\"");
        var (parts, size) = (await answer.PartsAsync(), 32 * 32 * 2);
        Assert.Equal(one.Pixels()[(3 * size)..(4 * size)], parts[0]);
        Assert.Equal(one.Pixels()[size..(2 * size)], parts[1]);
        Assert.Equal(404, (int)(await doctor.AskAsync(address + "6", "*/*")).StatusCode);
        Assert.Equal(400, (int)(await doctor.AskAsync(address + "0", "*/*")).StatusCode);
    }
}

public sealed class Web_on_sqlite(SqliteSite site) : WebTests(site), IClassFixture<SqliteSite>;

public sealed class Web_on_postgres(PostgresSite site) : WebTests(site), IClassFixture<PostgresSite>;
