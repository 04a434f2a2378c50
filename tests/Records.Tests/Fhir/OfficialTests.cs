using System.Diagnostics;
using System.Text;
using System.Text.Json;
using LienY.Fhir;
using LienY.Site;

namespace LienY.Records.Tests;

/// <summary>Instances of others through the running server: the specification's own examples, and the bundles of synthetic patients.</summary>
public abstract class OfficialTests(TestSite site)
{
    const int OfEachType = 2;
    static readonly string[] Definitions = ["StructureDefinition-", "SearchParameter-", "ValueSet-", "CodeSystem-", "ConceptMap-", "OperationDefinition-", "package"];

    static string? Examples()
    {
        var folder = Environment.GetEnvironmentVariable("FHIR_EXAMPLES") is { Length: > 0 } given ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "lieny", "fhir-examples");
        return Directory.Exists(folder) ? folder : null;
    }

    /// <summary>A folder of the material that lies beside the repository.</summary>
    static string? Shared(string name)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "LienY.slnx")) && Path.Combine(at.FullName, "..", "shared", name) is var found) return Directory.Exists(found) ? found : null;
        return null;
    }

    // LIENY_ALL_EXAMPLES=1 takes all of them.
    static IEnumerable<string> Sample(string folder)
    {
        var all = Directory.EnumerateFiles(folder, "*.json").Where(f => !Definitions.Any(d => Path.GetFileName(f).StartsWith(d, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);
        return Environment.GetEnvironmentVariable("LIENY_ALL_EXAMPLES") == "1" ? all
            : all.GroupBy(f => Path.GetFileName(f).Split('-')[0]).SelectMany(g => g.Where(f => new FileInfo(f).Length < 200_000).Take(OfEachType));
    }

    [Fact]
    public async Task An_example_of_every_type_is_put_and_comes_back_as_it_went_in_and_is_found()
    {
        if (Examples() is not { } folder)
        {
            Assert.Skip("The example instances of the specification are not here: 'dotnet run --project tools/FhirDefs -- examples' lays them out, FHIR_EXAMPLES names another folder.");
            return;
        }
        var program = await site.HospitalProgramAsync();
        var (types, bad) = (new HashSet<string>(), new List<string>());
        foreach (var file in Sample(folder))
        {
            var body = await File.ReadAllTextAsync(file, Encoding.UTF8);
            var read = ResourceReader.Read(Encoding.UTF8.GetBytes(body), ReadMode.Check);
            // What breaks a rule of the specification itself is refused, as it must be.
            if (read.Issues.Count > 0 || read.Id is not { } id) continue;
            var put = await program.SendAsync("PUT", $"{read.Type}/{id}", body);
            var got = await program.SendAsync("GET", $"{read.Type}/{id}");
            if (put.Status is not (200 or 201) || got.Status != 200) bad.Add($"{Path.GetFileName(file)}: {put.Status} {put.Text[..Math.Min(200, put.Text.Length)]}, {got.Status}");
            else if (Bare(got.Text) != Bare(body)) bad.Add($"{Path.GetFileName(file)}: came back changed");
            else if ((await program.SendAsync("GET", $"{read.Type}?_id={id}&_total=accurate")).Json.GetProperty("total").GetInt32() != 1) bad.Add($"{Path.GetFileName(file)}: not found");
            types.Add(read.Type);
        }
        Assert.True(bad.Count == 0, string.Join('\n', bad));
        Assert.True(types.Count >= 110, $"{types.Count} types");
    }

    // The bytes without what belongs to the server: the versionId and lastUpdated that it put in, or that were in the example.
    static string Bare(string json)
    {
        var read = ResourceReader.Read(Encoding.UTF8.GetBytes(json), ReadMode.Outline);
        var kept = Encoding.UTF8.GetString(Splice.Keep(read, read.Id!, out _));
        return kept.Replace(",\"meta\":{}", "", StringComparison.Ordinal).Replace("\"meta\":{},", "", StringComparison.Ordinal).ReplaceLineEndings("\n")
            .Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal)
            .Replace(",\"meta\":{}", "", StringComparison.Ordinal).Replace("\"meta\":{},", "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_synthetic_patients_load_as_transactions_and_count_right_by_search()
    {
        if (Shared("data/fhir/synthea") is not { } folder)
        {
            Assert.Skip("The bundles of synthetic patients are not here (../shared/data/fhir/synthea beside the repository).");
            return;
        }
        var program = await site.HospitalProgramAsync();
        // Of open types what others have sent is seen as well.
        var before = new Dictionary<string, int>();
        foreach (var type in FhirTypes.All.Where(FhirTypes.IsOpen)) before[type] = await TotalAsync(program, type);
        // Hospitals and practitioners first: patients name them by conditions.
        foreach (var file in Directory.EnumerateFiles(folder, "*.bz2").OrderBy(f => Path.GetFileName(f).StartsWith("0-hospital", StringComparison.Ordinal) ? 0
            : Path.GetFileName(f).StartsWith("0-practitioner", StringComparison.Ordinal) ? 1 : 2).ThenBy(f => f, StringComparer.Ordinal).ToList())
        {
            var text = await UnpackedAsync(file);
            if (text is null)
            {
                Assert.Skip("The program bzip2 is not installed, so the bundles of synthetic patients cannot be unpacked.");
                return;
            }
            using var bundle = JsonDocument.Parse(text);
            foreach (var entry in bundle.RootElement.GetProperty("entry").EnumerateArray())
            {
                var type = entry.GetProperty("resource").GetProperty("resourceType").GetString()!;
                sent[type] = sent.GetValueOrDefault(type) + 1;
            }
            var said = await program.SendAsync("POST", "", text);
            Assert.True(said.Status == 200, $"{Path.GetFileName(file)}: {said.Status} {said.Text[..Math.Min(600, said.Text.Length)]}");
            Assert.All(said.Json.GetProperty("entry").EnumerateArray(), e => Assert.StartsWith("20", e.GetProperty("response").GetProperty("status").GetString(), StringComparison.Ordinal));
        }
        Assert.True(sent.Values.Sum() > 5_000, $"{sent.Values.Sum()} resources");
        foreach (var (type, count) in sent)
            Assert.True(count == await TotalAsync(program, type) - before.GetValueOrDefault(type), $"{type}: {count} sent");
        var patients = (await program.SendAsync("GET", "Patient?_count=50")).Json.GetProperty("entry").EnumerateArray().Select(e => e.GetProperty("resource").GetProperty("id").GetString()).ToList();
        var observations = 0;
        foreach (var patient in patients) observations += await TotalAsync(program, $"Observation?patient={patient}");
        Assert.Equal(sent["Observation"], observations);
    }

    readonly Dictionary<string, int> sent = [];

    static async Task<int> TotalAsync(HttpClient program, string ask) =>
        (await program.SendAsync("GET", $"{ask}{(ask.Contains('?', StringComparison.Ordinal) ? '&' : '?')}_summary=count")).Json.GetProperty("total").GetInt32();

    static async Task<string?> UnpackedAsync(string file)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("bzip2", ["-dc", file]) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
            var text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? text : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

public sealed class Official_on_sqlite(SqliteSite site) : OfficialTests(site), IClassFixture<SqliteSite>;

public sealed class Official_on_postgres(PostgresSite site) : OfficialTests(site), IClassFixture<PostgresSite>;
