using System.Text;
using System.Text.Json;

namespace LienY.Fhir.Tests;

public sealed class JsonPatchTests
{
    [Fact]
    public void The_official_cases_pass()
    {
        var folder = OfficialSuite.Folder;
        Assert.SkipWhen(folder is null, "The official cases do not lie in ../shared/data/fhir beside the repository.");
        using var cases = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder!, "json-patch-tests.json")));
        var done = 0;
        foreach (var test in cases.RootElement.EnumerateArray())
        {
            var document = Encoding.UTF8.GetBytes(test.GetProperty("doc").GetRawText());
            var patch = Encoding.UTF8.GetBytes(test.GetProperty("patch").GetRawText());
            if (test.TryGetProperty("error", out _)) Assert.Throws<PatchFault>(() => JsonPatch.Apply(document, patch));
            else
            {
                using var patched = JsonDocument.Parse(JsonPatch.Apply(document, patch));
                Assert.True(JsonElement.DeepEquals(test.GetProperty("expected"), patched.RootElement), test.GetProperty("comment").GetString());
            }
            done++;
        }
        Assert.Equal(16, done);
    }

    [Theory]
    [InlineData("""{ "a" : 1.10,  "b":[ 1.0 , 2.00 ] }""", """[{"op":"add","path":"/b/1","value":3.50}]""", """{ "a" : 1.10,  "b":[ 1.0 , 3.50,2.00 ] }""")]
    [InlineData("""{ "a" : 1.10,  "b":[ 1.0 , 2.00 ] }""", """[{"op":"remove","path":"/a"}]""", """{ "b":[ 1.0 , 2.00 ] }""")]
    [InlineData("""{ "a" : 1.10,  "b":[ 1.0 , 2.00 ] }""", """[{"op":"remove","path":"/b/1"}]""", """{ "a" : 1.10,  "b":[ 1.0 ] }""")]
    [InlineData("""{ "a" : 1.10,  "b":[ 1.0 , 2.00 ] }""", """[{"op":"move","from":"/a","path":"/b/-"}]""", """{ "b":[ 1.0 , 2.00,1.10 ] }""")]
    [InlineData("""{"a":1.10}""", """[{"op":"copy","from":"/a","path":"/Đơn vị"}]""", """{"a":1.10,"Đơn vị":1.10}""")]
    [InlineData("""{"a":{}}""", """[{"op":"add","path":"/a/x~1y","value":null}]""", """{"a":{"x/y":null}}""")]
    [InlineData("""{"a":[]}""", """[{"op":"add","path":"/a/0","value":"x"}]""", """{"a":["x"]}""")]
    [InlineData("""{"a":1}""", """[{"op":"replace","path":"","value":[1.0]}]""", "[1.0]")]
    [InlineData("""{"a":1}""", """[]""", """{"a":1}""")]
    public void What_is_not_touched_stays_byte_for_byte(string document, string patch, string expected) => Assert.Equal(expected, Patched(document, patch));

    [Theory]
    [InlineData("""{"op":"add","path":"/a","value":1}""", true)]
    [InlineData("""[{"op":"put","path":"/a","value":1}]""", true)]
    [InlineData("""[{"op":"add","path":"a","value":1}]""", true)]
    [InlineData("""[{"op":"add","path":"/a~2","value":1}]""", true)]
    [InlineData("""[{"op":"add","path":"/x"}]""", true)]
    [InlineData("""[{"op":"move","from":"/b","path":"/b/0"}]""", true)]
    [InlineData("""[{"path":"/a"}]""", true)]
    [InlineData("""[1]""", true)]
    [InlineData("""[{"op":"add","path":"/b/01","value":1}]""", false)]
    [InlineData("""[{"op":"add","path":"/b/9","value":1}]""", false)]
    [InlineData("""[{"op":"remove","path":"/b/-"}]""", false)]
    [InlineData("""[{"op":"replace","path":"/zz","value":1}]""", false)]
    [InlineData("""[{"op":"test","path":"/a","value":"1"}]""", false)]
    [InlineData("""[{"op":"add","path":"/a/b","value":"1"}]""", false)]
    public void A_wrong_patch_is_told_from_one_that_does_not_fit(string patch, bool isMalformed)
    {
        var fault = Assert.Throws<PatchFault>(() => Patched("""{"a":1,"b":[1,2]}""", patch));
        Assert.Equal(isMalformed, fault.IsMalformed);
        Assert.NotEmpty(fault.Message);
    }

    [Theory]
    [InlineData("""[{"op":"replace","path":"/id","value":"other"}]""")]
    [InlineData("""[{"op":"remove","path":"/id"}]""")]
    [InlineData("""[{"op":"replace","path":"/resourceType","value":"Group"}]""")]
    [InlineData("""[{"op":"replace","path":"","value":{"resourceType":"Patient"}}]""")]
    public void A_patch_may_not_change_type_or_id_of_a_resource(string patch) => Assert.Throws<PatchFault>(() =>
        JsonPatch.ApplyToResource("""{"resourceType":"Patient","id":"p1"}"""u8, Encoding.UTF8.GetBytes(patch)));

    static string Patched(string document, string patch) => Encoding.UTF8.GetString(JsonPatch.Apply(Encoding.UTF8.GetBytes(document), Encoding.UTF8.GetBytes(patch)));
}
