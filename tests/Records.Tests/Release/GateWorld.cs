using LienY.Kernel;
using LienY.Records.Tests;
using LienY.Site;

namespace LienY.Records.Release.Tests;

/// <summary>A word that stands in one resource only (or in one of two parts of it).</summary>
sealed record Canary(string Word, Guid Holder, Guid Person, RecordKinds Kind, Sensitivities Sensitive, bool Identifies);

/// <summary>Who reads, and in whose name.</summary>
sealed record GateUser(Guid Id, Role Role, Guid[] Homes, HttpClient Program);

/// <summary>A visit of a person, and the patient that they are at that facility.</summary>
sealed record GateVisit(Guid Person, Guid Id, Guid Patient);

/// <summary>A random network with persons whose every resource bears a word of its own, random bases, and the model that says who may see which word.</summary>
sealed class GateWorld(TestSite site)
{
    public static readonly string[] Purposes = ["treatment", "consultation", "public-health", "training"];
    static readonly RecordKinds[] Kinds = [RecordKinds.Identity, RecordKinds.Encounter, RecordKinds.Condition, RecordKinds.Procedure, RecordKinds.Medication,
        RecordKinds.Observation, RecordKinds.Report, RecordKinds.Referral, RecordKinds.Document];

    public List<Canary> Canaries { get; } = [];

    /// <summary>Words that a later visit put in the place of: they live on in histories.</summary>
    public List<Canary> Former { get; } = [];
    public List<Basis> Bases { get; } = [];
    int number;

    /// <summary>The model: the whole rule, in words of the law and nothing of the house.</summary>
    public HashSet<string> May(GateUser user, Guid person, string purpose)
    {
        var now = site.Clock.GetUtcNow();
        bool Passes(Canary c, bool identified) => user.Homes.Contains(c.Holder) || Bases.Any(b =>
            b.HolderId == c.Holder && user.Homes.Contains(b.ReceiverId) && (b.PersonId is null || b.PersonId == person) && (b.UserId is null || b.UserId == user.Id)
            && b.Purpose == purpose && (b.Kinds & c.Kind) != 0 && (c.Sensitive & ~b.Sensitive) == 0 && b.ValidFrom <= now && now < b.ValidTo && b.RevokedAt is null
            && (b.IsIdentified || !identified));
        var about = Canaries.Where(c => c.Person == person).ToList();
        // Who may know the person sees nothing that must not be tied to them.
        var knows = about.Any(c => c.Kind == RecordKinds.Identity && Passes(c, identified: true));
        return [.. about.Where(c => Passes(c, identified: knows || c.Identifies)).Select(c => c.Word)];
    }

    public static bool Reads(GateUser user, bool exports) => exports ? user.Role is Role.DataOfficer or Role.Director
        : user.Role is Role.Doctor or Role.DataOfficer or Role.Director or Role.DepartmentOfficer;

    public async Task<(List<GateUser> Users, List<Guid> Hospitals)> NetworkAsync(Random chance)
    {
        var department = await site.OrganisationAsync($"Sở Y tế {chance.Next()}", kind: "department");
        var hospitals = new List<Guid>();
        for (var i = 0; i < 4; i++) hospitals.Add(await site.OrganisationAsync($"Bệnh viện {chance.Next()}", i == 3 ? hospitals[0] : department, "hospital"));
        var ward = await site.OrganisationAsync($"Khoa {chance.Next()}", hospitals[0], "division");
        var users = new List<GateUser>();
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

    public async Task<List<GateVisit>> PersonsAsync(Random chance, List<Guid> hospitals)
    {
        var visits = new List<GateVisit>();
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
                Former.AddRange(Canaries.Where(c => c.Person == person && c.Holder == holder && c.Kind == RecordKinds.Identity));
                Canaries.RemoveAll(c => c.Person == person && c.Holder == holder && c.Kind == RecordKinds.Identity);
                Canaries.AddRange(planted.Select(w => new Canary(w.Word, w.Holder, person, w.Kind, w.Sensitive, w.Identifies)));
                visits.Add(new(person, stored[0].EncounterId, stored[0].PatientId));
            }
        }
        return visits;
    }

    public Basis AnyBasis(Random chance, List<GateUser> users, List<Guid> organisations, List<GateVisit> visits)
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

    public async Task RevokeAsync(Random chance)
    {
        var basis = Bases[chance.Next(Bases.Count)];
        basis.RevokedAt ??= site.Clock.GetUtcNow();
        await using var connection = await ((Database)site.Services.GetService(typeof(Database))!).OpenAsync();
        await connection.RunAsync("update kernel_basis set revoked_at = @p1 where id = @p0", default, basis.Id, basis.RevokedAt);
    }
}
