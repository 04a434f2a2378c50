using System.Net;
using System.Text.Json;
using LienY.Site;

namespace LienY.Records.Tests;

/// <summary>What the server says it can, it can.</summary>
public abstract class CapabilityTests(TestSite site)
{
    [Fact]
    public async Task Every_parameter_that_is_claimed_is_answered()
    {
        var scene = await SearchScene.OpenAsync(site);
        // Open to everybody.
        using var stranger = new HttpClient { BaseAddress = site.Url };
        using var statement = JsonDocument.Parse(await stranger.GetStringAsync("/fhir/metadata"));
        Assert.Equal("4.0.1", statement.RootElement.GetProperty("fhirVersion").GetString());
        var resources = statement.RootElement.GetProperty("rest")[0].GetProperty("resource").EnumerateArray().ToList();
        Assert.True(resources.Count > 140);
        var asked = 0;
        foreach (var resource in resources)
        {
            var type = resource.GetProperty("type").GetString();
            // Many parameters at once: strict, so that one that is not known would be refused.
            foreach (var part in resource.GetProperty("searchParam").EnumerateArray().Chunk(20))
            {
                var query = string.Join('&', part.Select(p => $"{p.GetProperty("name").GetString()}={Uri.EscapeDataString(Value(p.GetProperty("name").GetString()!, p.GetProperty("type").GetString()!))}"));
                await scene.AskAsync($"/{type}?{query}", HttpStatusCode.OK, strict: true);
                asked += part.Length;
            }
        }
        Assert.True(asked > 1500);
    }

    static string Value(string name, string type) => type switch
    {
        "date" => "2024-01-01",
        "number" => "0.5",
        "quantity" => "5|http://unitsofmeasure.org|mg",
        "reference" => "x",
        "uri" => "http://example.vn/x",
        // Parts of composites: a code and something of the second kind.
        "composite" => name.Contains("quantity", StringComparison.Ordinal) ? "a$5" : name.Contains("date", StringComparison.Ordinal) ? "a$2024-01-01" : name == "relationship" ? "x$replaces" : "a$b",
        _ => "x",
    };
}

public sealed class Capability_on_sqlite(SqliteSite site) : CapabilityTests(site), IClassFixture<SqliteSite>;

public sealed class Capability_on_postgres(PostgresSite site) : CapabilityTests(site), IClassFixture<PostgresSite>;
