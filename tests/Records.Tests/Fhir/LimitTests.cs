using System.Globalization;
using LienY.Kernel;
using LienY.Site;
using static LienY.Records.Tests.FhirHouse;

namespace LienY.Records.Tests;

/// <summary>A house in which a search has a second.</summary>
public abstract class HurriedSite : TestSite
{
    /// <inheritdoc/>
    protected override LienY.Server.Settings Set(LienY.Server.Settings settings) => settings with { FhirSearchSeconds = 1 };
}

/// <summary>On the embedded database.</summary>
public sealed class HurriedSqliteSite : HurriedSite
{
    /// <inheritdoc/>
    protected override Task<string> ConnectionAsync() => Task.FromResult("");
}

/// <summary>On PostgreSQL.</summary>
public sealed class HurriedPostgresSite : HurriedSite
{
    /// <inheritdoc/>
    protected override Task<string> ConnectionAsync() => PostgresServer.FreshDatabaseAsync();
}

/// <summary>A search that takes longer than it may is stopped by the database itself and says so; everything else goes on.</summary>
public abstract class LimitTests(HurriedSite site)
{
    const int Rows = 400_000, Words = 200;

    [Fact]
    public async Task A_search_that_scans_too_much_ends_with_503_and_an_outcome()
    {
        var program = await site.HospitalProgramAsync();
        var id = (await program.SendAsync("POST", "Patient", Patient("Tìmđược"))).Id;
        // Some hundred million comparisons: minutes of work on any machine.
        await site.RunAsync("insert into records_ix_string (pid, folded, rid) with recursive n(i) as (select 1 union all select i + 1 from n where i < @p0) "
            + "select (select min(pid) from records_ix_string where folded like 'timduoc%'), 'nguoi khong ai tim thay trong so benh an cu ' || i, "
            + "(select rid from records_resource where type = 'Patient' and fid = @p1) from n", Rows, id);
        var words = string.Join(',', Enumerable.Range(0, Words).Select(i => "zq" + i.ToString(CultureInfo.InvariantCulture)));
        foreach (var search in new[] { "Patient?family:contains=", "Patient?_summary=count&family:contains=" })
        {
            var said = await program.SendAsync("GET", search + words);
            Assert.Equal((503, "timeout"), (said.Status, said.Issue.GetProperty("code").GetString()));
        }
        Assert.Equal(200, (await program.SendAsync("GET", $"Patient/{id}")).Status);
        Assert.Contains(id, (await program.SendAsync("GET", "Patient?family=timduoc")).Text, StringComparison.Ordinal);
    }
}

public sealed class Limit_on_sqlite(HurriedSqliteSite site) : LimitTests(site), IClassFixture<HurriedSqliteSite>;

public sealed class Limit_on_postgres(HurriedPostgresSite site) : LimitTests(site), IClassFixture<HurriedPostgresSite>;

/// <summary>The index is made again from the bodies by the command, and is then what it was.</summary>
public abstract class ReindexTests(TestSite site)
{
    [Fact]
    public async Task An_index_that_was_lost_is_made_again_by_the_command()
    {
        var program = await site.HospitalProgramAsync();
        var patient = (await program.SendAsync("POST", "Patient", Patient("Mấtchỉmục"))).Id;
        var gone = (await program.SendAsync("POST", "Observation", Observation($"Patient/{patient}"))).Id;
        await program.SendAsync("POST", "Observation", Observation($"Patient/{patient}", "7.25"));
        await program.SendAsync("DELETE", $"Observation/{gone}");
        string[] asks = ["Patient?name=matchimuc", $"Observation?patient={patient}&code=15074-8", $"Observation?patient={patient}&value-quantity=gt7|http://unitsofmeasure.org|mmol/L",
            $"Patient?_has:Observation:patient:code=15074-8&_id={patient}"];
        async Task<List<int>> CountsAsync()
        {
            var counts = new List<int>();
            foreach (var ask in asks) counts.Add((await program.SendAsync("GET", $"{ask}&_total=accurate")).Json.GetProperty("total").GetInt32());
            return counts;
        }
        Assert.All(await CountsAsync(), c => Assert.Equal(1, c));
        foreach (var table in new[] { "token", "string", "date", "quantity", "reference", "clinical" }) await site.RunAsync($"delete from records_ix_{table}");
        Assert.Contains(0, await CountsAsync());
        Assert.Equal(0, await site.HouseAsync(s => LienY.Server.House.Modules.SelectMany(m => m.Commands).Single(c => c.Name == "records reindex").Run(s, ["all"])));
        Assert.All(await CountsAsync(), c => Assert.Equal(1, c));
    }
}

public sealed class Reindex_on_sqlite(SqliteSite site) : ReindexTests(site), IClassFixture<SqliteSite>;

public sealed class Reindex_on_postgres(PostgresSite site) : ReindexTests(site), IClassFixture<PostgresSite>;
