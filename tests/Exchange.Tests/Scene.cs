using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Exchange.Tests;

/// <summary>A department with a hospital that has a code, a sender that is admitted, and messages of invented people.</summary>
sealed class Scene(ExchangeSite site, Guid department, Guid hospital, string code)
{
    static int made;
    int control;

    public Guid Department => department;
    public Guid Hospital => hospital;
    public string Code => code;
    public string Application => "HIS-" + code;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Scene> MakeAsync(ExchangeSite site, bool admitted = true)
    {
        var number = Interlocked.Increment(ref made);
        var (name, code) = ($"Bệnh viện Trao đổi {number}", FormattableString.Invariant($"X{number:0000}"));
        var department = await site.OrganisationAsync($"Sở Y tế tỉnh Trao đổi {number}", null, "department");
        var hospital = await site.OrganisationAsync(name, department, "hospital");
        var path = Path.Combine(site.Folder, code + ".csv");
        await File.WriteAllTextAsync(path, $"name,kind,facility_code,parent\n{name},hospital,{code},Sở Y tế tỉnh Trao đổi {number}\n", Stop);
        Assert.Equal(0, await site.HouseAsync(s => House.Modules.SelectMany(m => m.Commands).Single(c => c.Name == "organisations load").Run(s, [path])));
        var scene = new Scene(site, department, hospital, code);
        if (admitted)
        {
            var administrator = await site.SignInAsAsync(Role.Administrator, hospital);
            await administrator.OpenAsync("/exchange/links/new");
            await administrator.SubmitAsync("/exchange/links",
                [("unit", hospital.ToString()), ("name", "HIS thử"), ("application", scene.Application), ("facility", code), ("addresses", "127.0.0.1")]);
            Assert.Contains("HIS thử", administrator.Text);
        }
        return scene;
    }

    /// <summary>The house has the record's door, without which messages lead nowhere.</summary>
    public void NeedsRecord()
    {
        using var scope = site.Services.CreateScope();
        Assert.NotNull(scope.ServiceProvider.GetService<IFhirDoor>());
    }

    public string Head(string type, string? id = null, string? application = null) =>
        $"MSH|^~\\&|{application ?? Application}|{code}|LIENY|{code}|20251120090000||{type}|{id ?? "C" + (++control).ToString(CultureInfo.InvariantCulture)}|P|2.5.1||||||UNICODE UTF-8\r";

    public static string Person(string number = "BN01", string birth = "19750412") => $"PID|1||{number}^^^^MR||NGUYỄN^THỊ CHIM YẾN||{birth}|F\r";

    public string Admit(string? id = null, string number = "BN01", string visit = "V01", string birth = "19750412") =>
        Head("ADT^A01^ADT_A01", id) + Person(number, birth) + $"PV1|1|I|||||||||||||||||{visit}|||||||||||||||||||||||||20251120083000\rDG1|1||I10^Tăng huyết áp^I10\r";

    public string Results(string? id = null, string value = "7.10", string status = "F") =>
        Head("ORU^R01^ORU_R01", id) + Person() + $"OBR|1|CD01|KQ01|XN01^Sinh hóa máu^L|||20251120081500|||||||||||||||20251120083000||LAB|{status}\rOBX|1|NM|2345-7^Glucose^LN||{value}|mmol/L||H|||{status}\r";

    /// <summary>One number of the database over the hospital (@p0).</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        return Convert.ToInt64(await connection.CellAsync(sql, Stop, hospital), CultureInfo.InvariantCulture);
    }

    /// <summary>Net sum of the facts of a kind for the hospital.</summary>
    public async Task<decimal> SumAsync(string kind)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        return await connection.CellAsync("select sum(value) from kernel_fact where unit_id = @p0 and kind = @p1", Stop, hospital, kind) is { } sum
            ? Convert.ToDecimal(sum, CultureInfo.InvariantCulture) / 10_000m : 0;
    }

    /// <summary>One round of a job.</summary>
    public Task RoundAsync(string job) => site.HouseAsync(async s =>
    {
        await s.GetServices<Job>().Single(j => j.Name == job).Run(s, Stop);
        return true;
    });

    /// <summary>What the record answers to a search, over its own door.</summary>
    public Task<System.Text.Json.Nodes.JsonNode> AskAsync(string path) => site.HouseAsync(async s =>
    {
        var answer = await s.GetRequiredService<IFhirDoor>().SendAsync("GET", path, default, new(hospital, "test", Guid.Empty), Stop);
        Assert.True(answer.IsDone, System.Text.Encoding.UTF8.GetString(answer.Body.Span));
        return System.Text.Json.Nodes.JsonNode.Parse(answer.Body.Span)!;
    });
}
