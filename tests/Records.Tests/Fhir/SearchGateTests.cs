using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using LienY.Kernel;
using LienY.Records.Release.Tests;
using LienY.Site;

namespace LienY.Records.Tests;

/// <summary>
/// No byte of a person's record passes to another organisation over /fhir without a live basis: through searches, chains, _has, includes, totals, $everything
/// and histories; and what a basis lets through does come. An independent model says which word may be seen by whom.
/// </summary>
public abstract partial class SearchGateTests(TestSite site)
{
    [GeneratedRegex("CN[0-9]{4}X")]
    private static partial Regex Words();

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public async Task No_byte_crosses_over_fhir_without_a_live_basis(int seed)
    {
        var chance = new Random(seed);
        var world = new GateWorld(site);
        var (users, hospitals) = await world.NetworkAsync(chance);
        var visits = await world.PersonsAsync(chance, hospitals);
        var persons = visits.Select(v => v.Person).Distinct().ToList();
        for (var i = 0; i < 40; i++) world.Bases.Add(await site.BasisAsync(world.AnyBasis(chance, users, hospitals, visits)));
        var (seen, crossed, counted) = (0, 0, 0);
        for (var i = 0; i < 160; i++)
        {
            if (i % 25 == 24) site.Clock.Pass(TimeSpan.FromHours(chance.Next(1, 6)));
            if (i % 30 == 29) await world.RevokeAsync(chance);
            var (user, visit, purpose) = (users[chance.Next(users.Count)], visits[chance.Next(visits.Count)], GateWorld.Purposes[chance.Next(GateWorld.Purposes.Length)]);
            if (chance.Next(3) > 0 && world.Bases[chance.Next(world.Bases.Count)] is var tried && users.Where(u => u.Homes.Contains(tried.ReceiverId)).ToList() is { Count: > 0 } readers)
                (user, visit, purpose) = (readers[chance.Next(readers.Count)], visits.FirstOrDefault(v => v.Person == tried.PersonId) ?? visit, tried.Purpose);
            var address = Address(chance, world, visit, i);
            var answer = await user.Program.GetAsync($"/fhir{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}_purpose={purpose}");
            var text = await answer.Content.ReadAsStringAsync();
            if (!GateWorld.Reads(user, exports: false))
            {
                Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
                continue;
            }
            Assert.True((int)answer.StatusCode < 500, $"seed {seed}, query {i}: {address} {text}");
            using var json = JsonDocument.Parse(text);
            // What was asked for stands in the links; what was told stands in the entries.
            var told = json.RootElement.TryGetProperty("entry", out var entries) ? entries.GetRawText() : json.RootElement.GetProperty("resourceType").GetString() == "Bundle" ? "" : text;
            var words = Words().Matches(told).Select(m => m.Value).ToHashSet();
            var may = persons.SelectMany(p => world.May(user, p, purpose)).ToHashSet();
            if (address.Contains("_history", StringComparison.Ordinal)) may.UnionWith(world.Former.Select(c => c.Word));
            var leaked = words.Except(may).ToList();
            Assert.True(leaked.Count == 0, $"seed {seed}, query {i}: {user.Role} {address} told {string.Join(' ', leaked.Select(w => world.Canaries.FirstOrDefault(c => c.Word == w)))}");
            if (address.StartsWith("?_count", StringComparison.Ordinal))
                Assert.True(may.SetEquals(words), $"seed {seed}, query {i}: {user.Role} for {purpose} {address} kept back {string.Join(' ', may.Except(words).Select(w => world.Canaries.First(c => c.Word == w)))}");
            if (address.Contains("_summary=count", StringComparison.Ordinal))
            {
                // Whether somebody is there at all is told only to those who may know them.
                var knows = world.Canaries.Any(c => c.Person == visit.Person && c.Kind == RecordKinds.Identity && c.Identifies && may.Contains(c.Word) && c.Holder == Holder(world, visit));
                Assert.Equal(knows ? 1 : 0, json.RootElement.GetProperty("total").GetInt32());
                counted++;
            }
            seen += words.Count;
            crossed += words.Count(w => world.Canaries.Find(c => c.Word == w) is { } c && !user.Homes.Contains(c.Holder));
        }
        Assert.True(seen > 200 && crossed > 40 && counted > 3, $"seed {seed}: {seen} words seen, {crossed} of them crossed, {counted} counts");
    }

    readonly Dictionary<Guid, Guid> holders = [];

    Guid Holder(GateWorld world, GateVisit visit)
    {
        if (!holders.TryGetValue(visit.Patient, out var holder))
        {
            using var connection = ((Database)site.Services.GetService(typeof(Database))!).OpenAsync().GetAwaiter().GetResult();
            holders[visit.Patient] = holder = connection.RowsAsync("select holder_id from records_resource where type = 'Patient' and fid = @p0", r => r.GetGuid(0), default, visit.Patient.ToString()).GetAwaiter().GetResult()[0];
        }
        return holder;
    }

    static string Address(Random chance, GateWorld world, GateVisit visit, int i)
    {
        var any = world.Canaries[chance.Next(world.Canaries.Count)];
        return (i % 14) switch
        {
            0 or 1 => "?_count=1000",
            2 => $"/Observation?patient=Patient/{visit.Patient}",
            3 => "/Condition?patient.name=Nguyễn&_include=*&_count=200",
            4 => "/Patient?_has:Condition:patient:code=I10,J18,B20.1,F20&_revinclude=*",
            5 => $"/Patient/{visit.Patient}/$everything",
            6 => $"/Patient?name={Uri.EscapeDataString("Nguyễn " + any.Word)}&_revinclude=*",
            7 or 8 => $"/Patient?_id={visit.Patient}&_summary=count",
            9 => "/Encounter?_sort=-date&_count=50&_include=Encounter:patient&_revinclude:iterate=*",
            10 => $"/Encounter/{visit.Id}",
            11 => "/_history?_count=200",
            12 => $"/Patient/{visit.Patient}/*?_count=500",
            _ => $"/MedicationRequest?code:text={any.Word.ToLowerInvariant()}&_include=*",
        };
    }
}

public sealed class Search_gate_on_sqlite(SqliteSite site) : SearchGateTests(site), IClassFixture<SqliteSite>;

public sealed class Search_gate_on_postgres(PostgresSite site) : SearchGateTests(site), IClassFixture<PostgresSite>;
