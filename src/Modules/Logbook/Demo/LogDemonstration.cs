using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Logbook;

/// <summary>
/// Cases of the ekips that the packages of the demonstration train: first watched and assisted, then supervised, then alone, then some every quarter
/// until today; who left
/// logs nothing more. Beside them the hospital's own ones, some of which the feed shows too, and some that wait. Entered and signed by the moves that
/// people use, on their days.
/// </summary>
sealed class LogDemonstration(LogbookStore store, IServiceProvider services, IPractitioners register, ICodeLists codes, Encounters encounters, RuleBook rules,
    RootKey key,
    TimeProvider clock) : IDemonstration
{
    static readonly string[] Notes = ["", "", "Đường mổ nhỏ, hồi phục tốt (mẫu).", "", "Gia đình được giải thích kỹ (mẫu)."];
    int number;

    /// <inheritdoc/>
    public int Order => 57;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        var all = await rules.AllAsync(stop);
        foreach (var place in new[] { "bv-san-nhi-lao-cai", "bvdk-than-uyen" })
        {
            if (!world.Organisations.TryGetValue(place, out var facility)) continue;
            var head = await HeadAsync(world, place == "bv-san-nhi-lao-cai" ? "gd.sannhi" : "gd.thanuyen", stop);
            foreach (var ekip in services.GetService<ITransfers>() is { } transfers ? await transfers.EkipsAsync(facility, stop) : [])
                await EkipAsync(world, ekip, head, all, stop);
        }
        await OwnAsync(world, all, stop);
    }

    async Task<(Guid? User, string Name)> HeadAsync(DemoWorld world, string user, CancellationToken stop) =>
        world.People.TryGetValue(user, out var id) && await register.OfUserAsync(id, null, stop) is { } card ? (id, card.Name) : (null, "Lãnh đạo bệnh viện (mẫu)");

    async Task EkipAsync(DemoWorld world, EkipCard ekip, (Guid? User, string Name) head, List<LogRule> all, CancellationToken stop)
    {
        var from = ekip.From ?? world.Today.AddYears(-1);
        var last = ekip.To is { } end && end < world.Today ? end : world.Today.AddDays(-1);
        var experts = ekip.GiverId == Guid.Empty ? [] : (await register.AtAsync([ekip.GiverId], null, 100, stop)).Where(c => c.UserId is not null).ToList();
        var expert = experts.Find(c => c.UserId == world.People.GetValueOrDefault("bs.nhitw")) ?? experts.FirstOrDefault();
        if (expert is null || from >= last || ekip.Members.Count == 0) return;
        var cards = await register.CardsAsync(ekip.Members.Select(m => m.PractitionerId), from, stop);
        foreach (var (technique, nth) in ekip.Techniques.Select((t, i) => (t, i)))
        {
            var entry = await codes.FindAsync(CodeSystems.Techniques, technique, from, stop);
            var done = 0;
            foreach (var day in Days(from.AddDays(3 + (2 * nth)), last))
            {
                // Three that are watched and assisted, six supervised, then alone.
                short level = done switch { 0 => 2, 1 or 2 => 3, < 9 => 4, _ => 5 };
                var one = Make(ekip.FacilityId, day, technique, entry);
                (one.EkipId, one.EkipName, one.EkipRoles) = (ekip.Id, $"{ekip.Package} · {ekip.Name}", string.Join(' ', ekip.Members.Select(m => m.Role).Distinct()));
                foreach (var (role, who) in ekip.Members.DistinctBy(m => m.PractitionerId)) if (cards.TryGetValue(who, out var card)) Add(one, card, role, level);
                if (level < 5) Supervise(one, expert, Supervision.OnSite);
                if (level == 4 && world.Chance.Next(9) == 0) (one.Outcome, one.Safety) = (CaseOutcome.Complication, "Nhiễm trùng vết mổ nhẹ, điều trị ổn định (mẫu).");
                Enter(one, all);
                Sign(one, one.State == LogState.AwaitsHead ? head : (expert.UserId, expert.Name));
                done++;
            }
            await store.SaveChangesAsync(stop);
            store.ChangeTracker.Clear();
        }
    }

    // Every five days at first, every week while it is still young, then twice a quarter.
    static IEnumerable<DateOnly> Days(DateOnly from, DateOnly last)
    {
        for (var (day, n) = (from, 0); day <= last; n++)
        {
            yield return day.DayOfWeek == DayOfWeek.Sunday ? day.AddDays(-1) : day;
            day = day.AddDays(n < 9 ? 10 : n < 30 ? 8 : 45);
        }
    }

    async Task OwnAsync(DemoWorld world, List<LogRule> all, CancellationToken stop)
    {
        if (!world.Organisations.TryGetValue("bv-san-nhi-lao-cai", out var hospital) || !world.People.TryGetValue("bs.sannhi", out var user)
            || await register.OfUserAsync(user, null, stop) is not { } doctor) return;
        var rows = await store.FeedRows.AsNoTracking().Include(r => r.Members).Where(r => r.FacilityId == hospital && r.IsThere && r.Members.Any())
            .OrderByDescending(r => r.OnDay).ThenBy(r => r.Id)
            .Take(60).ToListAsync(stop);
        foreach (var (row, i) in rows.Select((r, i) => (r, i)).Where(r => r.i % 3 != 2))
        {
            var one = Make(hospital, row.OnDay, row.Technique, await codes.FindAsync(CodeSystems.Techniques, row.Technique, row.OnDay, stop));
            (one.EncounterHash, one.FeedRowId) = (row.EpisodeHash, row.Id);
            // A visit may hold the same technique twice on a day.
            one.Ordinal = 1 + rows.Take(i).Count(r => r.EpisodeHash == row.EpisodeHash && r.Technique == row.Technique && r.OnDay == row.OnDay);
            var cards = await register.CardsAsync(row.Members.Select(m => m.PractitionerId), row.OnDay, stop);
            foreach (var card in cards.Values) Add(one, card, "operator", 5);
            if (one.Members.Count == 0) continue;
            Enter(one, all);
            Sign(one, (null, "Lãnh đạo bệnh viện (mẫu)"));
        }
        var expert = world.People.TryGetValue("bs.nhitw", out var teacher) ? await register.OfUserAsync(teacher, null, stop) : null;
        var echo = await codes.FindAsync(CodeSystems.Techniques, "18.9011.0011", world.Today, stop);
        for (var n = 12; n >= 0 && expert is not null; n--)
        {
            var one = Make(hospital, world.Today.AddDays(-1 - (n * 9)), "18.9011.0011", echo, doctor);
            Add(one, doctor, "operator", (short)(n > 9 ? 2 : n > 5 ? 3 : 4));
            Supervise(one, expert, Supervision.OnSite);
            Enter(one, all);
            // The last ones wait: two for the expert, one was given back.
            if (n > 2) Sign(one, (expert.UserId, expert.Name));
            if (n == 2) one.Return("Xin bổ sung mức giám sát thực tế (mẫu)");
        }
        var late = Make(hospital, world.Today.AddDays(-25), "18.9011.0011", echo, doctor, clock.GetUtcNow());
        Add(late, doctor, "operator", 5);
        (late.IsLate, late.LateReason) = (true, "Đi công tác xã vùng cao, không có mạng (mẫu)");
        Enter(late, all);
        await store.SaveChangesAsync(stop);
        store.ChangeTracker.Clear();
    }

    LoggedCase Make(Guid facility, DateOnly day, string technique, CodeEntry? entry, PractitionerCard? author = null, DateTimeOffset? at = null)
    {
        number++;
        var reference = FormattableString.Invariant($"MAU-{day:yyMMdd}-{number:0000}");
        return new()
        {
            Id = Guid.CreateVersion7(),
            FacilityId = facility,
            OnDay = day,
            Technique = technique,
            TechniqueName = entry?.Display ?? technique,
            TechniqueClass = entry?.Properties.GetValueOrDefault("class") ?? "",
            EncounterHash = encounters.Hash(facility, reference),
            EncounterSealed = encounters.Seal(facility, reference),
            LoggedAt = at ?? new DateTimeOffset(day.ToDateTime(new TimeOnly(10, 0)), TimeSpan.Zero),
            LoggedBy = author?.UserId,
            LoggedByName = author?.Name ?? "Thư ký chuyên môn (mẫu)",
            Note = Notes[number % Notes.Length],
        };
    }

    static void Add(LoggedCase one, PractitionerCard card, string role, short level) => one.Members.Add(new()
    {
        CaseId = one.Id,
        PractitionerId = card.Id,
        UserId = card.UserId,
        Name = card.Name,
        OrganisationId = card.OrganisationId,
        Role = role,
        Level = level,
        Ordinal = one.Members.Count + 1,
    });

    static void Supervise(LoggedCase one, PractitionerCard expert, Supervision how) =>
        (one.SupervisorId, one.SupervisorUser, one.SupervisorName, one.SupervisorAt, one.Supervision) = (expert.Id, expert.UserId, expert.Name, expert.OrganisationId,
            how);

    void Enter(LoggedCase one, List<LogRule> all)
    {
        one.Once = FormattableString.Invariant($"{one.FacilityId:N}/{one.EncounterHash}/{one.Technique}/{one.OnDay:yyyyMMdd}/{one.Ordinal}");
        one.Settle(LogRule.Of(all, one.TechniqueClass, one.OnDay));
        store.Cases.Add(one);
        LogFacts.Logged(store, one);
        if (one.State == LogState.Counted) Count(one, one.LoggedBy, one.LoggedByName, "none", "");
    }

    void Sign(LoggedCase one, (Guid? User, string Name) by)
    {
        if (one.State is LogState.AwaitsSupervisor or LogState.AwaitsHead) Count(one, by.User, by.Name, one.State == LogState.AwaitsHead ? "head"
            : "supervisor", "password");
    }

    void Count(LoggedCase one, Guid? user, string name, string role, string means)
    {
        one.Sign(user, name, role, means, one.LoggedAt.AddHours(6), key.Sign);
        LogFacts.Counted(store, one);
    }
}
