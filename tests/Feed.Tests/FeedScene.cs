using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using LienY.Contracts;
using LienY.Insurance;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Feed.Tests;

/// <summary>A department with a hospital that has a code, and what tests do with them.</summary>
sealed class FeedScene(TestSite site, Guid department, Guid hospital, string code)
{
    static int made;

    public TestSite Site => site;
    public Guid Department => department;
    public Guid Hospital => hospital;
    public string Code => code;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A day before the day of the site's clock.</summary>
    public DateOnly Yesterday => site.Clock.Today().AddDays(-1);

    /// <summary>A fresh department with one hospital of a fresh code.</summary>
    public static async Task<FeedScene> MakeAsync(TestSite site)
    {
        var number = Interlocked.Increment(ref made);
        var department = await site.OrganisationAsync($"Sở Y tế tỉnh Thử {number}", null, "department");
        var (hospital, code) = await HospitalAsync(site, department, $"Bệnh viện Thử {number}", FormattableString.Invariant($"T{number:0000}"));
        return new(site, department, hospital, code);
    }

    /// <summary>A hospital with a code below an organisation.</summary>
    public static async Task<(Guid Id, string Code)> HospitalAsync(TestSite site, Guid above, string name, string code)
    {
        var id = await site.OrganisationAsync(name, above, "hospital");
        var parent = (await site.HouseAsync(s => s.GetRequiredService<IOrganisations>().FindAsync(above, null, Stop)))!.Name;
        var path = Path.Combine(site.Folder, code + ".csv");
        await System.IO.File.WriteAllTextAsync(path, $"name,kind,facility_code,parent\n{name},hospital,{code},{parent}\n", Stop);
        Assert.Equal(0, await CommandAsync(site, "organisations load", path));
        Assert.Contains(code, (await site.HouseAsync(s => s.GetRequiredService<IOrganisationTree>().OnAsync(null, Stop))).Find(id)!.Codes);
        return (id, code);
    }

    public static Task<int> CommandAsync(TestSite site, string name, params string[] args) =>
        site.HouseAsync(s => House.Modules.SelectMany(m => m.Commands).Single(c => c.Name == name).Run(s, args));

    /// <summary>A key made on the page of the hospital: user name and password as the page shows them once.</summary>
    public async Task<(string User, string Password)> KeyAsync()
    {
        var officer = await site.SignInAsAsync(Role.DataOfficer, hospital);
        await officer.OpenAsync($"/feed/{hospital}/join");
        await officer.SubmitAsync($"/feed/{hospital}/keys", [("name", "HIS thử")]);
        var codes = officer.Page.QuerySelectorAll("table code").Select(c => c.TextContent).ToList();
        return (codes[0], codes[1]);
    }

    /// <summary>A program that has signed in by the JSON shape.</summary>
    public async Task<HttpClient> SoftwareAsync((string User, string Password)? key = null)
    {
        var (user, password) = key ?? await KeyAsync();
        var client = new HttpClient { BaseAddress = site.Url, Timeout = TimeSpan.FromMinutes(5) };
        using var answer = await client.PostAsJsonAsync("/api/auth/token/take", new { username = user, password, code }, Stop);
        Assert.Equal(200, (int)answer.StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer",
            JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["apiKey"]!["accessToken"]!.GetValue<string>());
        return client;
    }

    /// <summary>A file of episodes that end yesterday.</summary>
    public byte[] File(params IEnumerable<Episode> episodes) => File(code, Yesterday, [.. episodes]);

    public static byte[] File(string code, DateOnly day, IReadOnlyList<Episode> episodes)
    {
        using var file = new MemoryStream();
        EnvelopeWriter.Write(file, code, day, episodes, RuleBook.SetOn(day));
        return file.ToArray();
    }

    /// <summary>Makes invented episodes of this hospital.</summary>
    public EpisodeMaker Maker(int seed = 1) => new(seed, code, Yesterday);

    /// <summary>Sends by our own shape and gives the answer's first file.</summary>
    public static async Task<JsonNode> SendAsync(HttpClient software, byte[] file, int status = 200)
    {
        using var answer = await software.PostAsync("/api/feed/files?name=hoso.xml", new ByteArrayContent(file), Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!["files"]![0]!;
    }

    /// <summary>Sends by the JSON shape.</summary>
    public async Task<JsonNode> SendJsonAsync(HttpClient software, params byte[][] files)
    {
        using var answer = await software.PostAsJsonAsync("/api/kcb/xml/qd3176/guiHoSoXml",
            new { loaiHoSo = "130", maTinh = "HN", maCSKCB = code, files = files.Select(Convert.ToBase64String) }, Stop);
        Assert.Equal(200, (int)answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
    }

    /// <summary>Net sum of the facts of a kind for the hospital; dims as they stand in the ledger, e.g. <c>"kind":"14"</c>.</summary>
    public async Task<decimal> SumAsync(string kind, string dims = "")
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        return await connection.CellAsync("select sum(value) from kernel_fact where unit_id = @p0 and kind = @p1 and dims like @p2", Stop, hospital, kind,
            "%" + dims + "%") is { } sum
            ? Convert.ToDecimal(sum, System.Globalization.CultureInfo.InvariantCulture) / 10_000m : 0;
    }

    /// <summary>One number of the database, counted over the hospital (@p0).</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        return Convert.ToInt64(await connection.CellAsync(sql, Stop, hospital), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>One round of the work that was left.</summary>
    public Task RoundAsync(string job = "feed-queue") => site.HouseAsync(async s =>
    {
        await s.GetServices<Job>().Single(j => j.Name == job).Run(s, Stop);
        return true;
    });

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
