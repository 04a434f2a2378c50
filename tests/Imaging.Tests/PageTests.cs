using System.IO.Compression;
using System.Net;
using LienY.Dicom;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Imaging.Tests;

/// <summary>What people do on the pages.</summary>
public abstract class PageTests(TestSite site)
{
    const string Root = "/dicom-web/studies";

    Task<Guid> HospitalAsync() => site.OrganisationAsync("Bệnh viện " + Guid.CreateVersion7().ToString("N")[24..], kind: "hospital");

    async Task<Guid> SettledAsync(Made made)
    {
        site.Clock.Pass(TimeSpan.FromMinutes(1));
        await site.HouseAsync(async s =>
        {
            await s.GetServices<Job>().Single(j => j.Name == "imaging-settle").Run(s, default);
            return 0;
        });
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        return (await connection.RowsAsync("select id from imaging_study where uid = @p0", r => r.GetGuid(0), default, made.Study))[0];
    }

    [Fact]
    public async Task A_person_sends_a_zip_and_each_file_says_what_became_of_it()
    {
        var doctor = await site.SignInAsAsync(Role.Doctor, await HospitalAsync());
        var one = new Made();
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in new[] { ("DICOM/A1", one.File()), ("DICOMDIR", "x"u8.ToArray()), ("đọc tôi.txt", "không phải ảnh"u8.ToArray()) })
            {
                await using var entry = zip.CreateEntry(name).Open();
                await entry.WriteAsync(content);
            }
        }
        await doctor.OpenAsync("/imaging/send");
        await doctor.SubmitAsync("/imaging/send", files: [("files", "dia.zip", packed.ToArray())]);
        Assert.Contains("đã lưu", doctor.Text);
        Assert.Contains("Không phải tệp DICOM", doctor.Text);
        Assert.DoesNotContain("DICOMDIR", doctor.Text);
        await doctor.OpenAsync("/imaging?number=" + one.PatientId);
        Assert.Contains("NGUYỄN VĂN AN", doctor.Text);
        await doctor.OpenAsync("/imaging/reconcile");
        var original = doctor.Page.QuerySelector("#refused a[download]")!;
        Assert.Equal("không phải ảnh"u8.ToArray(), await doctor.DownloadAsync(original.GetAttribute("href")!));
    }

    [Fact]
    public async Task Hostile_names_stay_text()
    {
        var hospital = await HospitalAsync();
        var program = await site.ProgramAsync(Role.Doctor, hospital);
        var one = new Made { Name = "<script>alert(1)</script>", Description = "\"><img src=x onerror=alert(2)>", PatientId = "../../etc" };
        await program.StowAsync(Root, one.File());
        var doctor = await site.SignInAsAsync(Role.Doctor, hospital);
        await doctor.OpenAsync("/imaging");
        Assert.Contains("<script>alert(1)</script>", doctor.Text);
        Assert.DoesNotContain(doctor.Page.Scripts, s => s.Text.Contains("alert", StringComparison.Ordinal));
        Assert.Empty(doctor.Page.QuerySelectorAll("img[onerror]"));
        await doctor.OpenAsync($"/imaging/studies/{await SettledAsync(one)}");
        Assert.Empty(doctor.Page.QuerySelectorAll("img[onerror]"));
        Assert.Contains("onerror=alert(2)", doctor.Text);
    }

    [Fact]
    public async Task A_study_without_a_patient_waits_and_is_tied_then_shared_and_closed_again()
    {
        var (hospital, centre) = (await HospitalAsync(), await HospitalAsync());
        var program = await site.ProgramAsync(Role.Doctor, hospital);
        var one = new Made();
        await program.StowAsync(Root, one.File());
        var id = await SettledAsync(one);
        var officer = await site.SignInAsAsync(Role.DataOfficer, hospital);
        await officer.OpenAsync("/imaging/reconcile");
        await officer.SubmitAsync($"/imaging/reconcile/{id}/tie", [("number", one.PatientId), ("new", "1")]);
        Assert.Contains("Đã gắn lượt chụp với người bệnh", officer.Text);
        // The next study of the same patient is tied by itself, though the device writes the name without tone marks.
        var next = one with { Study = Uids.New(), Series = Uids.New(), Sop = Uids.New(), Name = "NGUYEN^VAN^AN" };
        await program.StowAsync(Root, next.File());
        await SettledAsync(next);
        await officer.OpenAsync("/imaging/reconcile");
        Assert.DoesNotContain(one.PatientId, officer.Text);

        var other = await site.ProgramAsync(Role.Doctor, centre);
        Assert.Empty(await other.FindAsync($"{Root}?PatientID={one.PatientId}"));
        await officer.OpenAsync($"/imaging/studies/{id}");
        await officer.SubmitAsync($"/imaging/studies/{id}/share", [("receiver", centre.ToString()), ("purpose", "consultation"), ("to", "2025-12-01"), ("reference", "Đơn 12"), ("reason", "Hội chẩn")],
            [("paper", "don.pdf", "%PDF-1.4"u8.ToArray())]);
        Assert.Contains("Đã chia sẻ", officer.Text);
        Assert.Equal(2, (await other.FindAsync($"{Root}?PatientID={one.PatientId}")).Length);
        await officer.SubmitAsync($"/imaging/studies/{id}/shares/", [("why", "Xong hội chẩn")]);
        Assert.Contains("Đã thu hồi", officer.Text);
        Assert.Empty(await other.FindAsync($"{Root}?PatientID={one.PatientId}"));
        Assert.Contains("Căn cứ", officer.Text);
    }

    [Fact]
    public async Task Another_facility_finds_no_page_of_a_study()
    {
        var hospital = await HospitalAsync();
        var one = new Made();
        await (await site.ProgramAsync(Role.Doctor, hospital)).StowAsync(Root, one.File());
        var id = await SettledAsync(one);
        var stranger = await site.SignInAsAsync(Role.Doctor, await HospitalAsync());
        await stranger.OpenAsync($"/imaging/studies/{id}");
        Assert.Equal(HttpStatusCode.NotFound, stranger.Answer.StatusCode);
        await stranger.OpenAsync("/imaging");
        Assert.DoesNotContain(one.PatientId, stranger.Text);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, hospital);
        await officer.OpenAsync($"/imaging/studies/{id}");
        Assert.Equal(HttpStatusCode.Forbidden, officer.Answer.StatusCode);
    }

    [Fact]
    public async Task A_rested_study_is_a_fact_once_and_its_pictures_are_drawn()
    {
        var hospital = await HospitalAsync();
        var program = await site.ProgramAsync(Role.Doctor, hospital);
        var one = new Made { Size = 64 };
        await program.StowAsync(Root, one.File());
        var id = await SettledAsync(one);
        await program.StowAsync(Root, (one with { Sop = Uids.New(), Number = 2 }).File());
        await SettledAsync(one);
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        Assert.Single(await connection.RowsAsync("select id from kernel_fact where kind = 'imaging.study.received' and source_id = @p0", r => r.GetGuid(0), default, "imaging/" + id));
        foreach (var (path, accept, head) in new[] { ("/rendered", "image/jpeg", new byte[] { 0xFF, 0xD8 }), ("/rendered?viewport=32,32", "image/png", [0x89, (byte)'P']), ("/thumbnail", "*/*", [0xFF, 0xD8]) })
        {
            using var answer = await program.AskAsync($"{Root}/{one.Study}{path}", accept);
            Assert.Equal(head, (await answer.Content.ReadAsByteArrayAsync())[..2]);
        }
        using var jls = await program.AskAsync($"{Root}/{one.Study}/series/{one.Series}/instances/{one.Sop}/frames/1", "image/jls");
        Assert.Equal("image/jls", jls.Content.Headers.ContentType!.MediaType);
        var layout = PixelLayout.Of(one.Set());
        Assert.Equal(one.Pixels(), PixelCodec.Decode(await jls.Content.ReadAsByteArrayAsync(), TransferSyntax.JpegLsLossless, layout).Bytes);
        using var packed = await program.AskAsync($"{Root}/{one.Study}/series/{one.Series}/instances/{one.Sop}", "application/dicom; transfer-syntax=1.2.840.10008.1.2.4.80");
        Assert.Equal(TransferSyntax.JpegLsLossless.Uid, Part10.Read(await packed.Content.ReadAsByteArrayAsync()).Syntax.Uid);
        using var uri = await program.AskAsync($"/dicom-web/wado?requestType=WADO&studyUID={one.Study}&seriesUID={one.Series}&objectUID={one.Sop}&contentType=application/dicom");
        Assert.Equal(one.Pixels(), Part10.Read(await uri.Content.ReadAsByteArrayAsync()).DataSet.Bytes(Tags.PixelData).ToArray());
    }
}

public sealed class Pages_on_sqlite(SqliteSite site) : PageTests(site), IClassFixture<SqliteSite>;

public sealed class Pages_on_postgres(PostgresSite site) : PageTests(site), IClassFixture<PostgresSite>;
