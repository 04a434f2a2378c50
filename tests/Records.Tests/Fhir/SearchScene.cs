using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Records.Tests;

/// <summary>A hospital of its own whose program writes and searches over /fhir.</summary>
sealed class SearchScene(HttpClient program, Guid hospital)
{
    static int made;

    /// <summary>Sends with the token of the hospital's data officer.</summary>
    public HttpClient Program => program;

    /// <summary>The hospital.</summary>
    public Guid Hospital => hospital;

    /// <summary>A hospital with a program.</summary>
    public static async Task<SearchScene> OpenAsync(TestSite site)
    {
        var number = Interlocked.Increment(ref made);
        var hospital = await site.OrganisationAsync($"Bệnh viện tìm kiếm {number}", kind: "hospital");
        return new(await site.ProgramAsync(Role.DataOfficer, hospital), hospital);
    }

    /// <summary>Puts resources in one transaction.</summary>
    public async Task PutAsync(params JsonObject[] resources)
    {
        foreach (var part in resources.Chunk(200))
        {
            var bundle = new JsonObject { ["resourceType"] = "Bundle", ["type"] = "transaction" };
            var entries = new JsonArray();
            foreach (var resource in part)
                entries.Add(new JsonObject
                {
                    ["resource"] = resource.DeepClone(),
                    ["request"] = new JsonObject { ["method"] = "PUT", ["url"] = $"{resource["resourceType"]}/{resource["id"]}" },
                });
            bundle["entry"] = entries;
            var answer = await program.PostAsync("/fhir", Json(bundle.ToJsonString()));
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>FHIR JSON as a body.</summary>
    public static StringContent Json(string text) => new(text, Encoding.UTF8) { Headers = { ContentType = new MediaTypeHeaderValue("application/fhir+json") } };

    /// <summary>Asks; the bundle, or whatever came.</summary>
    public async Task<JsonElement> AskAsync(string path, HttpStatusCode status = HttpStatusCode.OK, bool strict = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path.StartsWith("http", StringComparison.Ordinal) ? path : "/fhir" + path);
        if (strict) request.Headers.TryAddWithoutValidation("Prefer", "handling=strict");
        var answer = await program.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{path}: {(int)answer.StatusCode} {text[..Math.Min(text.Length, 600)]}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Ids of the matches, in order.</summary>
    public async Task<List<string>> IdsAsync(string path) => Ids(await AskAsync(path));

    /// <summary>Ids of entries of a mode, in order.</summary>
    public static List<string> Ids(JsonElement bundle, string mode = "match") => !bundle.TryGetProperty("entry", out var entries) ? []
        : [.. entries.EnumerateArray().Where(e => e.GetProperty("search").GetProperty("mode").GetString() == mode && e.GetProperty("resource").TryGetProperty("id", out _))
            .Select(e => e.GetProperty("resource").GetProperty("id").GetString()!)];

    /// <summary>The address of a link; null where there is none.</summary>
    public static string? Link(JsonElement bundle, string relation) => bundle.GetProperty("link").EnumerateArray()
        .Where(l => l.GetProperty("relation").GetString() == relation).Select(l => l.GetProperty("url").GetString()).FirstOrDefault();

    /// <summary>All pages, one behind the other; <paramref name="between"/> is done after each.</summary>
    public async Task<List<string>> PagesAsync(string path, Func<Task>? between = null)
    {
        var found = new List<string>();
        for (var next = path; next is not null;)
        {
            var bundle = await AskAsync(next);
            found.AddRange(Ids(bundle));
            next = Link(bundle, "next");
            if (between is not null) await between();
            Assert.True(found.Count < 5000, "the pages do not end");
        }
        return found;
    }

    /// <summary>A patient.</summary>
    public static JsonObject Patient(string id, string family = "Nguyễn", string given = "An", string birth = "1980-05-01", string gender = "female", string number = "") => new()
    {
        ["resourceType"] = "Patient",
        ["id"] = id,
        ["identifier"] = new JsonArray(new JsonObject { ["system"] = "urn:test:number", ["value"] = number.Length > 0 ? number : id }),
        ["active"] = true,
        ["name"] = new JsonArray(new JsonObject { ["family"] = family, ["given"] = new JsonArray(given) }),
        ["gender"] = gender,
        ["birthDate"] = birth,
    };

    /// <summary>An observation of a patient.</summary>
    public static JsonObject Observation(string id, string patient, string code, double value, string unit, string at = "2025-03-01T08:00:00+07:00") => new()
    {
        ["resourceType"] = "Observation",
        ["id"] = id,
        ["status"] = "final",
        ["code"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://loinc.org", ["code"] = code, ["display"] = $"Xét nghiệm {code}" }) },
        ["subject"] = new JsonObject { ["reference"] = $"Patient/{patient}" },
        ["effectiveDateTime"] = at,
        ["valueQuantity"] = new JsonObject
        {
            ["value"] = JsonNode.Parse(value.ToString(CultureInfo.InvariantCulture)),
            ["unit"] = unit,
            ["system"] = "http://unitsofmeasure.org",
            ["code"] = unit,
        },
    };
}
