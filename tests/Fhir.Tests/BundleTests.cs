using System.Text;

namespace LienY.Fhir.Tests;

public sealed class BundleTests
{
    static BundleOutline Read(string json) => BundleReader.Read(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void Entries_say_what_they_ask_for()
    {
        var outline = BundleReader.Read(Given.File("bundle-luot-kham.json"));
        Assert.Empty(outline.Issues);
        Assert.Equal("transaction", outline.Type);
        Assert.Equal([("POST", "Patient"), ("PUT", "Encounter/luot-1"), ("DELETE", "Observation/cu")], outline.Entries.Select(e => (e.Method, e.Url)));
        Assert.Equal("identifier=http://fhir.hl7.org.vn/core/sid/cccd|012345678901", outline.Entries[0].IfNoneExist);
        Assert.Equal("urn:uuid:0b7e1f6e-1f5c-4b39-9d55-2f5c8d9d0a01", outline.Entries[0].FullUrl);
        Assert.Equal("W/\"1\"", outline.Entries[1].IfMatch);
        Assert.Equal("Encounter", ResourceReader.Read(outline.Entries[1].Resource, Given.Whole).Type);
        Assert.True(outline.Entries[2].Resource.IsEmpty);
    }

    [Theory]
    [InlineData("""{"resourceType":"Bundle"}""", "Bundle.type")]
    [InlineData("""{"resourceType":"Patient","type":"batch"}""", "Bundle")]
    [InlineData("""{"resourceType":"Bundle","type":"batch","type":"transaction"}""", "Bundle")]
    [InlineData("""{"resourceType":"Bundle","type":"batch","entry":{}}""", "Bundle.entry")]
    [InlineData("""{"resourceType":"Bundle","type":"batch","entry":[{},5]}""", "Bundle.entry[1]")]
    [InlineData("""{"resourceType":"Bundle","type":"batch","entry":[{"resource":"x"}]}""", "Bundle.entry[0].resource")]
    [InlineData("""{"resourceType":"Bundle","type":"batch","entry":[{"request":[]}]}""", "Bundle.entry[0].request")]
    [InlineData("""{"resourceType":"Bundle","type":"batch","entry":[{"request":{"url":5}}]}""", "Bundle.entry[0].request.url")]
    [InlineData("""{"resourceType":"Bundle","type":"batch","entry":[{"resource":{},"resource":{}}]}""", "Bundle.entry[0]")]
    [InlineData("""{"resourceType":"Bundle","type":"batch","entry":[{"request":{"url":"x","url":"y"}}]}""", "Bundle.entry[0].request")]
    [InlineData("""[1]""", "Bundle")]
    [InlineData("""{"resourceType":"Bundle","type":"batch","entry":[""", "Bundle")]
    public void A_fault_of_the_bundle_names_its_place(string json, string path) =>
        Assert.Contains(Read(json).Issues, i => i.Path == path && i.Severity is "error" or "fatal");

    [Fact]
    public void A_resource_may_be_as_deep_in_a_bundle_as_alone()
    {
        var deep = new StringBuilder("{\"resourceType\":\"Questionnaire\",\"status\":\"draft\"");
        for (var i = 0; i < 31; i++) deep.Append(",\"item\":[{\"linkId\":\"a\",\"type\":\"group\"");
        for (var i = 0; i < 31; i++) deep.Append("}]");
        deep.Append('}');
        Assert.Empty(Given.Read(deep.ToString()).Issues);
        Assert.Empty(Read("{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"resource\":" + deep + "}]}").Issues);
    }

    [Fact]
    public void A_bundle_has_an_end_to_its_entries()
    {
        var entries = string.Join(',', Enumerable.Repeat("{}", BundleReader.MostEntries + 5));
        var outline = Read("{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[" + entries + "]}");
        Assert.Equal(BundleReader.MostEntries, outline.Entries.Count);
        Assert.Equal("too-costly", Assert.Single(outline.Issues).Code);
    }
}
