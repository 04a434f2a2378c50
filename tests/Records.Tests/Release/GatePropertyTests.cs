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
    static readonly string[] Purposes = ["treatment", "consultation", "public-health", "training"];
    static readonly RecordKinds[] Kinds = [RecordKinds.Identity, RecordKinds.Encounter, RecordKinds.Condition, RecordKinds.Procedure, RecordKinds.Medication,
        RecordKinds.Observation, RecordKinds.Report, RecordKinds.Referral, RecordKinds.Document];

    /// <summary>A word that stands in one resource only (or in one of two parts of it).</summary>
    sealed record Canary(string Word, Guid Holder, Guid Person, RecordKinds Kind, Sensitivities Sensitive, bool Identifies);

    sealed record User(Guid Id, Role Role, Guid[] Homes, HttpClient Program);

    sealed record Visit(Guid Person, Guid Id);

    [GeneratedRegex("CN[0-9]{4}X")]
    private static partial Regex Words();

    readonly List<Canary> canaries = [];
    readonly List<Basis> bases = [];
    int number;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_byte_crosses_without_a_live_basis(int seed)
    {
        var chance = new Random(seed);
        var (users, hospitals) = await NetworkAsync(chance);
        var visits = await PersonsAsync(chance, hospitals);
        for (var i = 0; i < 40; i++) bases.Add(await site.BasisAsync(AnyBasis(chance, users, hospitals, visits)));
        var (seen, crossed, hidden) = (0, 0, 0);
        for (var i = 0; i < 150; i++)
        {
            if (i % 25 == 24) site.Clock.Pass(TimeSpan.FromHours(chance.Next(1, 6)));
            if (i % 30 == 29) await RevokeAsync(chance);
            var (user, visit, purpose) = (users[chance.Next(users.Count)], visits[chance.Next(visits.Count)], Purposes[chance.Next(Purposes.Length)]);
            // Half of the queries try what some basis might let through, live or not.
            if (chance.Next(2) == 0 && bases[chance.Next(bases.Count)] is var tried
                && users.Where(u => u.Homes.Contains(tried.ReceiverId)).ToList() is { Count: > 0 } readers)
                (user, visit, purpose) = (readers[chance.Next(readers.Count)], visits.FirstOrDefault(v => v.Person == tried.PersonId) ?? visit, tried.Purpose);
            var (address, exports) = Address(chance, visit, purpose);
            var answer = await user.Program.GetAsync(address);
            var words = Words().Matches(await answer.Content.ReadAsStringAsync()).Select(m => m.Value).ToHashSet();
            var may = Reads(user, exports) ? May(user, visit.Person, purpose) : [];
            var leaked = words.Except(may).ToList();
            Assert.True(leaked.Count == 0,
                $"seed {seed}, query {i}: {user.Role} {address} ({answer.StatusCode}) told {string.Join(' ', leaked.Select(w => canaries.First(c => c.Word == w)))}");
            if (!Reads(user, exports)) Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            else if (address.StartsWith("/api/", StringComparison.Ordinal)) Assert.True(may.SetEquals(words),
                $"seed {seed}, query {i}: {user.Role} {address} kept back {string.Join(' ', may.Except(words).Select(w => canaries.First(c => c.Word == w)))}");
            seen += words.Count;
            crossed += words.Count(w => !user.Homes.Contains(canaries.First(c => c.Word == w).Holder));
            hidden += canaries.Count(c => c.Person == visit.Person) - may.Count;
        }
        // A property that never met its interesting cases would prove nothing.
        Assert.True(seen > 200 && crossed > 50 && hidden > 200, $"seed {seed}: {seen} words seen, {crossed} of them crossed, {hidden} hidden");
    }

    /// <summary>The model: the whole rule, in words of the law and nothing of the house.</summary>
    HashSet<string> May(User user, Guid person, string purpose)
    {
        var now = site.Clock.GetUtcNow();
        bool Passes(Canary c, bool identified) => user.Homes.Contains(c.Holder) || bases.Any(b =>
            b.HolderId == c.Holder && user.Homes.Contains(b.ReceiverId) && (b.PersonId is null || b.PersonId == person) && (b.UserId is null || b.UserId == user.Id)
            && b.Purpose == purpose && (b.Kinds & c.Kind) != 0 && (c.Sensitive & ~b.Sensitive) == 0 && b.ValidFrom <= now && now < b.ValidTo && b.RevokedAt is null
            && (b.IsIdentified || !identified));
        var about = canaries.Where(c => c.Person == person).ToList();
        // Who may know the person sees nothing that must not be tied to them.
        var knows = about.Any(c => c.Kind == RecordKinds.Identity && Passes(c, identified: true));
        return [.. about.Where(c => Passes(c, identified: knows || c.Identifies)).Select(c => c.Word)];
    }

    static bool Reads(User user, bool exports) => exports ? user.Role is Role.DataOfficer or Role.Director
        : user.Role is Role.Doctor or Role.DataOfficer or Role.Director or Role.DepartmentOfficer;

    static (string Address, bool Exports) Address(Random chance, Visit visit, string purpose) => chance.Next(9) switch
    {
        0 => ($"/records/{visit.Person}?purpose={purpose}", false),
        1 => ($"/records/{visit.Person}?purpose={purpose}&kind={new[] { "MedicationRequest", "Procedure", "Composition", "Condition", "ServiceRequest" }[chance.Next(5)]}", false),
        2 => ($"/records/{visit.Person}/visits/{visit.Id}?purpose={purpose}", false),
        3 => ($"/records/{visit.Person}/export.json?purpose={purpose}", true),
        4 => ($"/records/{visit.Person}/export.csv?purpose={purpose}", true),
        5 => ($"/records/{visit.Person}?purpose={purpose}&from=2026-01-01&to=2026-12-31", false),
        _ => ($"/api/records/{visit.Person}?purpose={purpose}", false),
    };

    async Task<(List<User> Users, List<Guid> Hospitals)> NetworkAsync(Random chance)
    {
        var department = await site.OrganisationAsync($"Sở Y tế {chance.Next()}", kind: "department");
        var hospitals = new List<Guid>();
        for (var i = 0; i < 4; i++) hospitals.Add(await site.OrganisationAsync($"Bệnh viện {chance.Next()}", i == 3 ? hospitals[0] : department, "hospital"));
        var ward = await site.OrganisationAsync($"Khoa {chance.Next()}", hospitals[0], "division");
        var users = new List<User>();
        async Task AddAsync(Role role, Guid organisation, params Guid[] homes)
        {
            var account = await site.AccountAsync(role, organisation);
            users.Add(new(account.Id, role, homes, new HttpClient { BaseAddress = site.Url, DefaultRequestHeaders = { Authorization = new("Bearer", account.Token) } }));
        }
        foreach (var hospital in hospitals)
            foreach (var role in new[] { Role.Doctor, Role.DataOfficer, Role.Director }) await AddAsync(role, hospital, hospital == hospitals[0] ? [hospital, ward]
                : [hospital]);
        await AddAsync(Role.Doctor, ward, hospitals[0], ward);
        await AddAsync(Role.DepartmentOfficer, department, department);
        await AddAsync(Role.Director, department, department);
        await AddAsync(Role.Administrator, hospitals[0]);
        await AddAsync(Role.Administrator, department);
        await AddAsync(Role.Citizen, hospitals[1]);
        hospitals.Add(department);
        return (users, hospitals);
    }

    string Plant(Guid holder, RecordKinds kind, Sensitivities sensitive, bool identifies = false)
    {
        var word = $"CN{++number:0000}X";
        planted.Add((word, holder, kind, sensitive, identifies));
        return word;
    }

    readonly List<(string Word, Guid Holder, RecordKinds Kind, Sensitivities Sensitive, bool Identifies)> planted = [];

    async Task<List<Visit>> PersonsAsync(Random chance, List<Guid> hospitals)
    {
        var visits = new List<Visit>();
        for (var p = 0; p < 4; p++)
        {
            var personal = RecordHouse.Number();
            for (var v = chance.Next(2, 4); v > 0; v--)
            {
                planted.Clear();
                var holder = hospitals[chance.Next(4)];
                var (icd, sensitive) = new[] { ("I10", Sensitivities.None), ("J18", Sensitivities.None), ("B20.1", Sensitivities.Hiv),
                    ("F20", Sensitivities.Mental) }[chance.Next(4)];
                // The name is the person's at one facility; each visit says it anew, so that the latest visit's word stands.
                var who = new Someone("Nguyễn " + Plant(holder, RecordKinds.Identity, Sensitivities.None, identifies: true), personal,
                    Address: "Số nhà " + Plant(holder, RecordKinds.Identity, Sensitivities.None, identifies: true));
                var stored = await site.StoreAsync(new EpisodeOf(holder, "79031",
                    Plant(holder, RecordKinds.Encounter | RecordKinds.Referral, sensitive, identifies: true), who)
                    .Visit(icd, Plant(holder, RecordKinds.Condition | RecordKinds.Document, sensitive), from: $"2026{11 - v:00}010800", to: $"2026{11 - v:00}020800",
                        kind: chance.Next(2) == 0 ? "03" : "01")
                    .Drug(Plant(holder, RecordKinds.Medication, sensitive)).Technique(Plant(holder, RecordKinds.Procedure, Sensitivities.None))
                    .Figure(Plant(holder, RecordKinds.Observation, Sensitivities.None), "5.5").Figure("Natri", "140",
                        conclusion: Plant(holder, RecordKinds.Report, sensitive), figure: "NA")
                    .Note(Plant(holder, RecordKinds.Document, sensitive)).Referral(Plant(holder, RecordKinds.Referral, sensitive)).Sent());
                var person = stored[0].PersonId;
                // A person has one name and address at a facility: the newest; the words of the visit before are history.
                canaries.RemoveAll(c => c.Person == person && c.Holder == holder && c.Kind == RecordKinds.Identity);
                canaries.AddRange(planted.Select(w => new Canary(w.Word, w.Holder, person, w.Kind, w.Sensitive, w.Identifies)));
                visits.Add(new(person, stored[0].EncounterId));
            }
        }
        return visits;
    }

    Basis AnyBasis(Random chance, List<User> users, List<Guid> organisations, List<Visit> visits)
    {
        var now = site.Clock.GetUtcNow();
        var from = now.AddHours(chance.Next(4) == 0 ? chance.Next(1, 8) : -2);
        return new()
        {
            Kind = Enum.GetValues<BasisKind>()[chance.Next(4)],
            HolderId = organisations[chance.Next(4)],
            ReceiverId = organisations[chance.Next(organisations.Count)],
            UserId = chance.Next(4) == 0 ? users[chance.Next(users.Count)].Id : null,
            PersonId = chance.Next(3) == 0 ? null : visits[chance.Next(visits.Count)].Person,
            Purpose = Purposes[chance.Next(2) == 0 ? 0 : chance.Next(Purposes.Length)],
            Kinds = chance.Next(2) == 0 ? RecordKinds.All : Kinds.Where(_ => chance.Next(2) == 0).Aggregate(RecordKinds.None, (all, k) => all | k),
            Sensitive = chance.Next(2) == 0 ? Sensitivities.None : chance.Next(2) == 0 ? Sensitivities.Hiv : Sensitivities.Hiv | Sensitivities.Mental,
            IsIdentified = chance.Next(3) != 0,
            Reference = "ngẫu nhiên",
            ValidFrom = from,
            ValidTo = from.AddHours(chance.Next(2, 40)),
            RevokedAt = chance.Next(8) == 0 ? now.AddMinutes(-1) : null,
            MadeAt = now,
        };
    }

    async Task RevokeAsync(Random chance)
    {
        var basis = bases[chance.Next(bases.Count)];
        basis.RevokedAt ??= site.Clock.GetUtcNow();
        await using var connection = await ((Database)site.Services.GetService(typeof(Database))!).OpenAsync();
        await connection.RunAsync("update kernel_basis set revoked_at = @p1 where id = @p0", default, basis.Id, basis.RevokedAt);
    }
}

public sealed class Gate_property_on_sqlite(SqliteSite site) : GatePropertyTests(site), IClassFixture<SqliteSite>;

public sealed class Gate_property_on_postgres(PostgresSite site) : GatePropertyTests(site), IClassFixture<PostgresSite>;
