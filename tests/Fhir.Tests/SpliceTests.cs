using System.Buffers;
using System.Text;

namespace LienY.Fhir.Tests;

public sealed class SpliceTests
{
    static readonly DateTimeOffset at = new(2026, 11, 22, 10, 0, 0, 123, TimeSpan.FromHours(7));
    const string Own = "\"versionId\":\"3\",\"lastUpdated\":\"2026-11-22T03:00:00.123Z\"";

    static (string Kept, string Sent) Through(string json, string id)
    {
        var kept = Splice.Keep(Given.Read(json), id, out var metaAt);
        var to = new ArrayBufferWriter<byte>();
        Splice.Send(to, kept, metaAt, 3, at);
        return (Encoding.UTF8.GetString(kept), Encoding.UTF8.GetString(to.WrittenSpan));
    }

    [Theory]
    [InlineData("""{"resourceType":"Basic","code":{"text":"x"}}""", """{"resourceType":"Basic","id":"a","code":{"text":"x"}}""",
        """{"resourceType":"Basic","id":"a","meta":{OWN},"code":{"text":"x"}}""")]
    [InlineData("""{"resourceType":"Basic","id":"b" , "code":{"text":"x"}}""", """{"resourceType":"Basic","id":"a" , "code":{"text":"x"}}""",
        """{"resourceType":"Basic","id":"a","meta":{OWN} , "code":{"text":"x"}}""")]
    [InlineData("""{"code":{"text":"x"},"meta":{ },"resourceType":"Basic"}""", """{"code":{"text":"x"},"meta":{ },"resourceType":"Basic","id":"a"}""",
        """{"code":{"text":"x"},"meta":{OWN },"resourceType":"Basic","id":"a"}""")]
    [InlineData("""{"resourceType":"Basic","meta":{"versionId":"1","lastUpdated":"2020-01-01T00:00:00Z"},"id":"a"}""", """{"resourceType":"Basic","meta":{},"id":"a"}""",
        """{"resourceType":"Basic","meta":{OWN},"id":"a"}""")]
    [InlineData("""{"resourceType":"Basic","id":"long-id","meta":{"versionId":"1", "tag":[{"code":"t"}] ,"lastUpdated":"2020-01-01T00:00:00Z"}}""",
        """{"resourceType":"Basic","id":"a","meta":{"tag":[{"code":"t"}]}}""", """{"resourceType":"Basic","id":"a","meta":{OWN,"tag":[{"code":"t"}]}}""")]
    public void Only_id_version_and_time_change(string json, string kept, string sent) => Assert.Equal((kept, sent.Replace("OWN", Own)), Through(json, "a"));

    [Fact]
    public void Decimals_order_and_extensions_stay_as_they_came()
    {
        var body = Given.File("observation-huyet-ap.json");
        var kept = Splice.Keep(ResourceReader.Read(body, Given.Whole), "huyet-ap-1", out _);
        var text = Encoding.UTF8.GetString(kept);
        Assert.Contains("95.0", text);
        Assert.Equal(Encoding.UTF8.GetString(body).Replace("\"versionId\": \"7\",\n    \"lastUpdated\": \"2026-01-01T00:00:00Z\",\n    ", ""), text);
    }

    [Fact]
    public void Old_rows_have_their_meta_put_in_behind_the_first_brace()
    {
        var to = new ArrayBufferWriter<byte>();
        Splice.Send(to, """{"resourceType":"Basic"}"""u8, -1, 3, at);
        Assert.Equal("""{"meta":{""" + Own + """},"resourceType":"Basic"}""", Encoding.UTF8.GetString(to.WrittenSpan));
    }

    [Fact]
    public void References_are_rewritten_and_nothing_else()
    {
        const string body = """
            {"resourceType":"Encounter","subject":{"reference": "urn:uuid:1","display":"urn:uuid:1"},
            "extension":[{"url":"u","valueReference":{"reference":"urn:uuid:2"}}]}
            """;
        var read = Given.Read(body);
        var text = Encoding.UTF8.GetString(Splice.Rewrite(read, r => r.Text == "urn:uuid:1" ? "Patient/\"9" : null).Span);
        Assert.Equal(body.Replace("\"reference\": \"urn:uuid:1\"", "\"reference\": \"Patient/\\\"9\""), text);
    }

    [Fact]
    public void The_outline_knows_where_id_and_meta_stand()
    {
        var body = Given.File("observation-huyet-ap.json");
        var (outline, whole) = (ResourceReader.Read(body, ReadMode.Outline), ResourceReader.Read(body, Given.Whole));
        Assert.Equal((whole.Type, whole.Id, whole.IdSpot, whole.HeadEnd, whole.MetaSpot), (outline.Type, outline.Id, outline.IdSpot, outline.HeadEnd, outline.MetaSpot));
        Assert.Equal(whole.OwnMeta, outline.OwnMeta);
        Assert.Empty(outline.Values);
    }
}
