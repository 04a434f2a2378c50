using System.Net;
using System.Text.RegularExpressions;
using LienY.Kernel;
using LienY.Records.Tests;
using LienY.Site;

namespace LienY.Records.Release.Tests;

/// <summary>
/// The most important test of the house: no byte of a person's record passes to another organisation without a live basis. Random networks, persons, bases,
/// roles and queries go through pages, API and exports of the running house; every resource bears words of its own, and an independent model of a few lines
/// says which of them may be seen.
/// </summary>
public abstract partial class GatePropertyTests(TestSite site)
{
    [GeneratedRegex("CN[0-9]{4}X")]
    private static partial Regex Words();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_byte_crosses_without_a_live_basis(int seed)
    {
        var chance = new Random(seed);
        var world = new GateWorld(site);
        var (users, hospitals) = await world.NetworkAsync(chance);
        var visits = await world.PersonsAsync(chance, hospitals);
        for (var i = 0; i < 40; i++) world.Bases.Add(await site.BasisAsync(world.AnyBasis(chance, users, hospitals, visits)));
        var (seen, crossed, hidden) = (0, 0, 0);
        for (var i = 0; i < 150; i++)
        {
            if (i % 25 == 24) site.Clock.Pass(TimeSpan.FromHours(chance.Next(1, 6)));
            if (i % 30 == 29) await world.RevokeAsync(chance);
            var (user, visit, purpose) = (users[chance.Next(users.Count)], visits[chance.Next(visits.Count)], GateWorld.Purposes[chance.Next(GateWorld.Purposes.Length)]);
            // Half of the queries try what some basis might let through, live or not.
            if (chance.Next(2) == 0 && world.Bases[chance.Next(world.Bases.Count)] is var tried
                && users.Where(u => u.Homes.Contains(tried.ReceiverId)).ToList() is { Count: > 0 } readers)
                (user, visit, purpose) = (readers[chance.Next(readers.Count)], visits.FirstOrDefault(v => v.Person == tried.PersonId) ?? visit, tried.Purpose);
            var (address, exports) = Address(chance, visit, purpose);
            var answer = await user.Program.GetAsync(address);
            var words = Words().Matches(await answer.Content.ReadAsStringAsync()).Select(m => m.Value).ToHashSet();
            var may = GateWorld.Reads(user, exports) ? world.May(user, visit.Person, purpose) : [];
            var leaked = words.Except(may).ToList();
            Assert.True(leaked.Count == 0,
                $"seed {seed}, query {i}: {user.Role} {address} ({answer.StatusCode}) told {string.Join(' ', leaked.Select(w => world.Canaries.First(c => c.Word == w)))}");
            if (!GateWorld.Reads(user, exports)) Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            else if (address.StartsWith("/api/", StringComparison.Ordinal)) Assert.True(may.SetEquals(words),
                $"seed {seed}, query {i}: {user.Role} {address} kept back {string.Join(' ', may.Except(words).Select(w => world.Canaries.First(c => c.Word == w)))}");
            seen += words.Count;
            crossed += words.Count(w => !user.Homes.Contains(world.Canaries.First(c => c.Word == w).Holder));
            hidden += world.Canaries.Count(c => c.Person == visit.Person) - may.Count;
        }
        // A property that never met its interesting cases would prove nothing.
        Assert.True(seen > 200 && crossed > 50 && hidden > 200, $"seed {seed}: {seen} words seen, {crossed} of them crossed, {hidden} hidden");
    }

    static (string Address, bool Exports) Address(Random chance, GateVisit visit, string purpose) => chance.Next(9) switch
    {
        0 => ($"/records/{visit.Person}?purpose={purpose}", false),
        1 => ($"/records/{visit.Person}?purpose={purpose}&kind={new[] { "MedicationRequest", "Procedure", "Composition", "Condition", "ServiceRequest" }[chance.Next(5)]}", false),
        2 => ($"/records/{visit.Person}/visits/{visit.Id}?purpose={purpose}", false),
        3 => ($"/records/{visit.Person}/export.json?purpose={purpose}", true),
        4 => ($"/records/{visit.Person}/export.csv?purpose={purpose}", true),
        5 => ($"/records/{visit.Person}?purpose={purpose}&from=2026-01-01&to=2026-12-31", false),
        _ => ($"/api/records/{visit.Person}?purpose={purpose}", false),
    };

}

public sealed class Gate_property_on_sqlite(SqliteSite site) : GatePropertyTests(site), IClassFixture<SqliteSite>;

public sealed class Gate_property_on_postgres(PostgresSite site) : GatePropertyTests(site), IClassFixture<PostgresSite>;
