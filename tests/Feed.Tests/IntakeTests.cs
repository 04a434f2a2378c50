using System.IO.Compression;
using System.Text;
using LienY.Insurance;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Feed.Tests;

/// <summary>What becomes of files: stored once, replaced exactly, refused with the original kept.</summary>
public abstract class IntakeTests(TestSite site)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_file_fifty_times_at_once_makes_one_version()
    {
        var scene = await FeedScene.MakeAsync(site);
        using var software = await scene.SoftwareAsync();
        var file = scene.File(scene.Maker().Make(Scene.Inpatient, 1));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => (await FeedScene.SendAsync(software, file))["outcome"]!.GetValue<string>()));
        Assert.Equal(1, outcomes.Count(o => o != "same"));
        Assert.Equal(50, await scene.CountAsync("select count(*) from feed_file where organisation_id = @p0 and state = 'Done'"));
        Assert.Equal(1, await scene.CountAsync("select count(*) from feed_episode where organisation_id = @p0 and version = 1"));
        Assert.Equal(1, await scene.CountAsync("select count(*) from feed_record where organisation_id = @p0 and outcome = 'New'"));
        Assert.Equal(1, await scene.SumAsync("visit.ended"));
        Assert.Equal(1, await scene.SumAsync("visit.known"));
    }

    [Fact]
    public async Task A_changed_record_replaces_the_one_before_and_its_facts_exactly()
    {
        var scene = await FeedScene.MakeAsync(site);
        using var software = await scene.SoftwareAsync();
        var first = scene.Maker().Make(Scene.Inpatient, 1);
        await FeedScene.SendAsync(software, scene.File(first));
        var days = await scene.SumAsync("visit.beddays");
        Assert.True(days > 0);
        var changed = scene.Maker().Make(Scene.Inpatient, 1);
        (changed.Summary![FieldNames.KET_QUA_DTRI], changed.Summary![FieldNames.MA_BENH_KT]) = ("3", null);
        var answer = await FeedScene.SendAsync(software, scene.File(changed));
        Assert.Equal(0, answer["same"]!.GetValue<int>());
        Assert.Equal(2, await scene.CountAsync("select version from feed_episode where organisation_id = @p0"));
        Assert.Equal((1m, days, 1m), (await scene.SumAsync("visit.ended"), await scene.SumAsync("visit.beddays"), await scene.SumAsync("diagnosis")));
        // Every fact of the first version was taken back, each by one reversal that names it.
        Assert.Equal(await scene.CountAsync("select count(*) from kernel_fact where unit_id = @p0 and source_version = 1 and part = 0 and source_id like 'episode/%'"),
            await scene.CountAsync("select count(*) from kernel_fact where unit_id = @p0 and source_version = 2 and part = 1 and corrects is not null"));
        await FeedScene.SendAsync(software, scene.File(first));
        Assert.Equal(3, await scene.CountAsync("select version from feed_episode where organisation_id = @p0"));
        Assert.Equal(3, await scene.CountAsync("select count(*) from feed_record where organisation_id = @p0 and version > 0"));
        Assert.Equal(1, await scene.SumAsync("visit.ended"));
    }

    [Fact]
    public async Task A_file_with_the_code_of_another_hospital_is_refused_and_kept()
    {
        var scene = await FeedScene.MakeAsync(site);
        using var software = await scene.SoftwareAsync();
        var maker = new EpisodeMaker(1, "XK999", scene.Yesterday);
        var answer = await FeedScene.SendAsync(software, FeedScene.File("XK999", scene.Yesterday, [maker.Make(Scene.Outpatient, 1)]));
        Assert.Equal("refused", answer["outcome"]!.GetValue<string>());
        Assert.Equal("feed.facility", answer["faults"]![0]!["rule"]!.GetValue<string>());
        Assert.Equal(0, await scene.SumAsync("visit.ended"));
        Assert.Equal(1, await scene.CountAsync("select count(*) from feed_file where organisation_id = @p0 and outcome = 'Refused' and facility_told = 'XK999'"));
        var officer = await site.SignInAsAsync(Role.DataOfficer, scene.Hospital);
        var original = await officer.DownloadAsync($"/feed/files/{answer["id"]!.GetValue<string>()}/original");
        Assert.Contains("XK999", Encoding.UTF8.GetString(original));
    }

    [Fact]
    public async Task The_whole_request_is_refused_where_it_names_another_hospital()
    {
        var (scene, other) = (await FeedScene.MakeAsync(site), await FeedScene.MakeAsync(site));
        using var software = await scene.SoftwareAsync();
        var file = Convert.ToBase64String(scene.File(scene.Maker().Make(Scene.Outpatient, 1)));
        var body = $$"""{"loaiHoSo":"3176","maTinh":"HN","maCSKCB":"{{other.Code}}","files":["{{file}}"]}""";
        using var answer = await software.PostAsync("/api/kcb/xml/qd3176/guiHoSoXml", new StringContent(body, Encoding.UTF8, "application/json"), Stop);
        Assert.Contains("\"maKetQua\":\"422\"", await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal(0, await scene.SumAsync("visit.ended"));
        Assert.Equal(0, await other.CountAsync("select count(*) from feed_file where organisation_id = @p0"));
    }

    [Theory]
    [InlineData("truncated", "file.truncated")]
    [InlineData("bomb", "file.dtd")]
    [InlineData("letters", "file.broken")]
    public async Task A_file_that_hurts_is_refused_with_its_rule(string what, string rule)
    {
        var scene = await FeedScene.MakeAsync(site);
        using var software = await scene.SoftwareAsync();
        var good = Encoding.UTF8.GetString(scene.File(scene.Maker().Make(Scene.Outpatient, 1)));
        var file = what switch
        {
            "truncated" => good[..(good.Length / 2)],
            "bomb" => "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]>"
                + good[(good.IndexOf("?>", StringComparison.Ordinal) + 2)..],
            _ => "đây không phải là XML",
        };
        var answer = await FeedScene.SendAsync(software, FeedScene.Utf8(file));
        Assert.Equal("refused", answer["outcome"]!.GetValue<string>());
        Assert.Contains(rule, answer["faults"]!.AsArray().Select(f => f!["rule"]!.GetValue<string>()));
        Assert.Equal(0, await scene.SumAsync("visit.ended"));
        Assert.Equal(1, await scene.SumAsync("feed.file.received", "\"outcome\":\"refused\""));
    }

    [Fact]
    public async Task Utf16_is_read_and_a_double_key_refuses_only_the_second()
    {
        var scene = await FeedScene.MakeAsync(site);
        using var software = await scene.SoftwareAsync();
        var wide = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(scene.File(scene.Maker().Make(Scene.Outpatient, 1)))
            .Replace("utf-8", "utf-16", StringComparison.OrdinalIgnoreCase))).ToArray();
        Assert.Equal(0, (await FeedScene.SendAsync(software, wide))["refused"]!.GetValue<int>());
        var answer = await FeedScene.SendAsync(software,
            scene.File(scene.Maker().Make(Scene.Outpatient, 5), scene.Maker().Make(Scene.Outpatient, 5), scene.Maker().Make(Scene.Outpatient, 6)));
        Assert.Equal(("partly", 1), (answer["outcome"]!.GetValue<string>(), answer["refused"]!.GetValue<int>()));
        Assert.Equal(3, await scene.SumAsync("visit.ended"));
    }

    [Fact]
    public async Task An_unknown_kind_of_table_refuses_its_record_and_leaves_the_others()
    {
        var scene = await FeedScene.MakeAsync(site);
        using var software = await scene.SoftwareAsync();
        var text = Encoding.UTF8.GetString(scene.File(scene.Maker().Make(Scene.Outpatient, 1), scene.Maker().Make(Scene.Outpatient, 2)));
        var at = text.IndexOf("<LOAIHOSO>XML2</LOAIHOSO>", StringComparison.Ordinal);
        Assert.True(at > 0);
        var answer = await FeedScene.SendAsync(software, FeedScene.Utf8(text[..at] + "<LOAIHOSO>XML99</LOAIHOSO>" + text[(at + "<LOAIHOSO>XML2</LOAIHOSO>".Length)..]));
        Assert.Equal((1, "partly"), (answer["refused"]!.GetValue<int>(), answer["outcome"]!.GetValue<string>()));
        Assert.Equal(1, await scene.SumAsync("visit.ended"));
    }

    [Fact]
    public async Task A_zip_with_one_bad_file_gives_the_good_ones()
    {
        var scene = await FeedScene.MakeAsync(site);
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 1; i <= 3; i++)
            {
                await using var entry = zip.CreateEntry($"dot-{i}.xml").Open();
                await entry.WriteAsync(i == 2 ? FeedScene.Utf8("<GIAMDINHHS><") : scene.File(scene.Maker().Make(Scene.Outpatient, i)), Stop);
            }
        }
        var officer = await site.SignInAsAsync(Role.DataOfficer, scene.Hospital);
        await officer.OpenAsync($"/feed/{scene.Hospital}");
        await officer.SubmitAsync($"/feed/{scene.Hospital}/files", files: [("files", "thang-11.zip", packed.ToArray())]);
        Assert.Contains("Nhận một phần", officer.Text);
        Assert.Contains("dot-1.xml", officer.Text);
        Assert.Equal(2, await scene.SumAsync("visit.ended"));
    }

    [Fact]
    public async Task A_refused_record_is_known_and_its_mended_sending_counts()
    {
        var scene = await FeedScene.MakeAsync(site);
        using var software = await scene.SoftwareAsync();
        var bad = scene.Maker().Make(Scene.Outpatient, 1);
        bad.Summary![FieldNames.T_TONGCHI_BV] = "-5";
        await FeedScene.SendAsync(software, scene.File(bad));
        Assert.Equal((1m, 0m), (await scene.SumAsync("visit.known"), await scene.SumAsync("record.sent")));
        await FeedScene.SendAsync(software, scene.File(scene.Maker().Make(Scene.Outpatient, 1)));
        Assert.Equal((1m, 1m), (await scene.SumAsync("visit.known"), await scene.SumAsync("record.sent")));
    }

    [Fact]
    public async Task A_check_in_makes_the_visit_known_and_its_record_follows()
    {
        var scene = await FeedScene.MakeAsync(site);
        using var software = await scene.SoftwareAsync();
        using var file = new MemoryStream();
        EnvelopeWriter.WriteCheckIn(file, [scene.Maker().Make(Scene.CheckIn, 1)], scene.Maker().Set);
        var answer = await FeedScene.SendAsync(software, file.ToArray());
        Assert.Equal(0, answer["refused"]!.GetValue<int>());
        Assert.Equal((1m, 0m), (await scene.SumAsync("visit.known"), await scene.SumAsync("visit.ended")));
        await FeedScene.SendAsync(software, scene.File(scene.Maker().Make(Scene.Outpatient, 1)));
        Assert.Equal((1m, 1m), (await scene.SumAsync("visit.known"), await scene.SumAsync("visit.ended")));
    }

    [Fact]
    public async Task What_waits_is_taken_up_and_done_once()
    {
        var scene = await FeedScene.MakeAsync(site);
        using var software = await scene.SoftwareAsync();
        await FeedScene.SendAsync(software, scene.File(scene.Maker().Many(5)));
        // As if the node had died after the receipt: nothing done, an old claim.
        await scene.CountAsync("select 1");
        await using (var connection = await ((Database)site.Services.GetService(typeof(Database))!).OpenAsync(Stop))
            await connection.RunAsync("insert into feed_file (id, organisation_id, batch_id, channel, name, hash, size, received_at, received_by, state, "
                + "claim, claimed_until, progress, tries, episodes, accepted, warned, refused, same) "
                + "select @p1, organisation_id, batch_id, channel, name, hash, size, received_at, received_by, 'Received', @p1, @p2, 0, 1, 0, 0, 0, 0, 0 from "
                + "feed_file where organisation_id = @p0", Stop,
                scene.Hospital, Guid.CreateVersion7(), site.Clock.GetUtcNow().AddMinutes(-1));
        await scene.RoundAsync();
        await scene.RoundAsync();
        Assert.Equal(2, await scene.CountAsync("select count(*) from feed_file where organisation_id = @p0 and state = 'Done'"));
        Assert.Equal(5, await scene.CountAsync("select same from feed_file where organisation_id = @p0 and tries = 2"));
        Assert.Equal(5, await scene.SumAsync("visit.ended"));
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_refused_as_too_large()
    {
        var scene = await FeedScene.MakeAsync(site);
        using var software = await scene.SoftwareAsync();
        using var answer = await software.PostAsync("/api/feed/files", new Endless(320L * 1024 * 1024), Stop).ContinueWith(t => t.IsFaulted ? null : t.Result, Stop);
        // The house may close the door before the sender has said everything; either way nothing was entered.
        if (answer is not null) Assert.Equal(413, (int)answer.StatusCode);
        Assert.Equal(0, await scene.CountAsync("select count(*) from feed_file where organisation_id = @p0"));
    }

    /// <summary>A body of spaces that is never held in memory.</summary>
    sealed class Endless(long length) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            var block = new byte[1 << 20];
            Array.Fill(block, (byte)' ');
            for (var sent = 0L; sent < length; sent += block.Length) await stream.WriteAsync(block);
        }

        protected override bool TryComputeLength(out long size)
        {
            size = 0;
            return false;
        }
    }
}

public sealed class Intake_on_sqlite(SqliteSite site) : IntakeTests(site), IClassFixture<SqliteSite>;

public sealed class Intake_on_postgres(PostgresSite site) : IntakeTests(site), IClassFixture<PostgresSite>;
