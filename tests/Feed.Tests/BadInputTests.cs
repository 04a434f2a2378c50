using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using LienY.Insurance;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Feed.Tests;

/// <summary>Each thing that can be wrong with a file, sent between two good ones: a clear refusal, the original kept byte for byte, the others unharmed.</summary>
public abstract class BadInputTests(TestSite site)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What is wrong, and the rule that tells.</summary>
    public static TheoryData<string, string> Wrongs() => new()
    {
        { "cut", "file.truncated" },
        { "entity bomb", "file.dtd" },
        { "old code page", "file.encoding" },
        { "unknown table", "table.unknown-kind" },
        { "twice the same visit", "file.key-twice" },
        { "future date", "XML1.NGAY_VAO.notfuture" },
        { "negative amount", "XML3.DON_GIA_BV.range" },
        { "altered after signing", "sign.wrong" },
        { "another hospital", "feed.facility" },
        { "zip bomb", "zip.bomb" },
        { "broken zip", "zip.broken" },
        { "no XML at all", "file.broken" },
        { "endless depth", "file.too-deep" },
    };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task A_wrong_file_between_two_good_ones_is_refused_alone(string what, string rule)
    {
        var scene = await FeedScene.MakeAsync(site);
        using var software = await scene.SoftwareAsync();
        var bad = Bad(scene, what);
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(scene.File(scene.Maker().Make(Scene.Outpatient, 1))), "files", "1.xml" },
            { new ByteArrayContent(bad), "files", "2.xml" },
            { new ByteArrayContent(scene.File(scene.Maker().Make(Scene.Outpatient, 2))), "files", "3.xml" },
        };
        using var sent = await software.PostAsync("/api/feed/files", form, Stop);
        var text = await sent.Content.ReadAsStringAsync(Stop);
        Assert.True((int)sent.StatusCode == 200, text);
        var files = JsonNode.Parse(text)!["files"]!.AsArray();
        Assert.Equal(["accepted", "accepted"], new[] { files[0]!, files[2]! }.Select(f => f["outcome"]!.GetValue<string>()));
        Assert.Contains(files[1]!["outcome"]!.GetValue<string>(), new[] { "refused", "partly" });
        var fault = files[1]!["faults"]!.AsArray().FirstOrDefault(f => f!["rule"]!.GetValue<string>() == rule);
        Assert.True(fault is not null, text);
        Assert.True(fault["refuses"]!.GetValue<bool>() && fault["text"]!.GetValue<string>().Length > 10 && fault["remedy"]!.GetValue<string>().Length > 10, text);
        var officer = await site.SignInAsAsync(Role.DataOfficer, scene.Hospital);
        Assert.Equal(bad, await officer.DownloadAsync($"/feed/files/{files[1]!["id"]!.GetValue<string>()}/original"));
        // Of the wrong file at most the visits that are right in themselves were taken.
        Assert.InRange(await scene.SumAsync("visit.ended"), 2, what == "twice the same visit" ? 3 : 2);
    }

    [Theory]
    [InlineData("utf-8 with its mark")]
    [InlineData("utf-16, low byte first")]
    [InlineData("utf-16, high byte first")]
    public async Task A_file_in_any_unicode_is_read(string how)
    {
        var scene = await FeedScene.MakeAsync(site);
        using var software = await scene.SoftwareAsync();
        var text = Encoding.UTF8.GetString(scene.File(scene.Maker().Make(Scene.Outpatient, 1)));
        var encoding = how[..6] == "utf-8 " ? Encoding.UTF8 : how.Contains("low", StringComparison.Ordinal) ? Encoding.Unicode : Encoding.BigEndianUnicode;
        if (encoding != Encoding.UTF8) text = text.Replace("utf-8", "utf-16", StringComparison.OrdinalIgnoreCase);
        var answer = await FeedScene.SendAsync(software, [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
        Assert.Equal((1, 0), (answer["episodes"]!.GetValue<int>(), answer["refused"]!.GetValue<int>()));
        Assert.Equal(1, await scene.SumAsync("visit.ended"));
    }

    byte[] Bad(FeedScene scene, string what)
    {
        var episode = scene.Maker().Make(Scene.Outpatient, 7);
        if (what == "future date") episode.Summary![FieldNames.NGAY_VAO] = site.Clock.Today().AddDays(30).ToString("yyyyMMdd",
            System.Globalization.CultureInfo.InvariantCulture) + "0800";
        if (what == "negative amount") episode.Rows(3)[0][FieldNames.DON_GIA_BV] = "-5";
        var good = Encoding.UTF8.GetString(scene.File(episode));
        switch (what)
        {
            case "cut": return FeedScene.Utf8(good[..(good.Length / 2)]);
            case "entity bomb":
                return FeedScene.Utf8("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]>"
                + good[(good.IndexOf("?>", StringComparison.Ordinal) + 2)..]);
            case "old code page":
                return [.. FeedScene.Utf8(good[..good.IndexOf("<THONGTINHOSO>", StringComparison.Ordinal)]), 0xD0, 0xB6, 0xFF, 0xC3, 0x28,
                .. FeedScene.Utf8("</GIAMDINHHS>")];
            case "unknown table": return FeedScene.Utf8(good.Replace("<LOAIHOSO>XML2</LOAIHOSO>", "<LOAIHOSO>XML99</LOAIHOSO>", StringComparison.Ordinal));
            case "twice the same visit": return scene.File(scene.Maker().Make(Scene.Outpatient, 7), scene.Maker().Make(Scene.Outpatient, 7));
            case "another hospital": return FeedScene.File("XK999", scene.Yesterday, [new EpisodeMaker(1, "XK999", scene.Yesterday).Make(Scene.Outpatient, 1)]);
            case "no XML at all": return FeedScene.Utf8("đây không phải là XML");
            case "endless depth": return FeedScene.Utf8("<GIAMDINHHS>" + string.Concat(Enumerable.Repeat("<a>", 50_000)));
            case "broken zip": return [.. "PK\u0003\u0004"u8, .. new byte[200]];
            case "altered after signing":
                using (var authority = new TestAuthority("CA thử", site.Clock.GetUtcNow()))
                using (var signer = authority.Signer("Bệnh viện"))
                    return FeedScene.Utf8(Encoding.UTF8.GetString(EnvelopeSigner.Sign(FeedScene.Utf8(good), signer)).Replace("<SOLUONGHOSO>1<", "<SOLUONGHOSO>2<",
                        StringComparison.Ordinal));
            case "zip bomb":
                using (var packed = new MemoryStream())
                {
                    using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
                    {
                        using var entry = zip.CreateEntry("bom.xml", CompressionLevel.SmallestSize).Open();
                        entry.Write(new byte[30 << 20]);
                    }
                    return packed.ToArray();
                }
            default: return FeedScene.Utf8(good);
        }
    }
}

public sealed class Bad_input_on_sqlite(SqliteSite site) : BadInputTests(site), IClassFixture<SqliteSite>;

public sealed class Bad_input_on_postgres(PostgresSite site) : BadInputTests(site), IClassFixture<PostgresSite>;
