using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>Brings together what the pages of packages show.</summary>
sealed class PackageDesk(TransferStore store, PackageBook book, Gathering gathering, HouseQuestions questions, IOrganisations organisations, IAgreements agreements,
    IPeople people,
    IPlans plans, Seats seats, Caller caller, TimeProvider clock)
{
    const int PageRows = 50;

    public async Task<PackagesView> ListAsync(PackagesAsk asked, CancellationToken stop)
    {
        var today = clock.Today();
        var all = await FilteredAsync(asked, stop);
        var names = await organisations.NamesAsync(all.SelectMany(p => new[] { p.GiverId, p.ReceiverId }).Distinct(), null, stop);
        var shaken = (await store.Shakes.AsNoTracking().Where(s => s.RestoredOn == null).Select(s => s.PackageId).Distinct().ToListAsync(stop)).ToHashSet();
        var lines = all.Skip((asked.Page - 1) * PageRows).Take(PageRows).Select(p => new PackageLine(p, names.GetValueOrDefault(p.GiverId, "–"),
            names.GetValueOrDefault(p.ReceiverId, "–"),
            Phases(p, today), p.IsOverdue(today), p.IsLapsedContract(today), shaken.Contains(p.Id))).ToList();
        return new(asked, lines, all.Count, (all.Count + PageRows - 1) / PageRows, [.. names.Select(n => (n.Key.ToString(), n.Value)).OrderBy(n => n.Value,
            StringComparer.Create(Say.Vietnam, true))],
            caller.May(TransferRights.Arrange));
    }

    /// <summary>Packages that fit, the newest first.</summary>
    public async Task<List<Package>> FilteredAsync(PackagesAsk asked, CancellationToken stop)
    {
        var (rows, today) = (store.Packages.AsNoTracking().Include(p => p.Techniques).Include(p => p.Ekips).AsSplitQuery().AsQueryable(), clock.Today());
        if (Fold.Of(asked.Q) is { Length: > 0 } folded) rows = rows.Where(p => p.Folded.Contains(folded));
        if (asked.State == "stalled") rows = rows.Where(p => p.StalledOn != null);
        else if (Enum.TryParse<PackageState>(asked.State, out var state)) rows = rows.Where(p => p.State == state);
        if (asked.Side is { } side) rows = rows.Where(p => p.GiverId == side || p.ReceiverId == side);
        var found = await rows.OrderByDescending(p => p.Year).ThenByDescending(p => p.Ordinal).ToListAsync(stop);
        return asked.Overdue ? [.. found.Where(p => p.IsOverdue(today) || p.IsLapsedContract(today))] : found;
    }

    /// <summary>State of each of the four phases and of sustaining: done, now, late, todo.</summary>
    public static IReadOnlyList<string> Phases(Package p, DateOnly today) => [.. Enumerable.Range(1, 5).Select(n => p.State switch
    {
        PackageState.Sustained => "done",
        PackageState.Lapsed => n == 5 ? "bad" : "done",
        PackageState.Accepted or PackageState.Sustaining => n == 5 ? "now" : "done",
        PackageState.Ended => n < p.Phase ? "done" : n == p.Phase ? "bad" : "todo",
        PackageState.Running => n < p.Phase ? "done" : n > p.Phase ? "todo" : p.IsOverdue(today) || p.StalledOn is not null || p.IsLapsedContract(today) ? "bad" : "now",
        _ => "todo",
    })];

    public async Task<PackageFormView> FormAsync(Guid? id, CancellationToken stop)
    {
        var package = id is { } known ? await book.OneAsync(known, stop) : null;
        var mine = await seats.OfAsync(TransferRights.Arrange, stop);
        var all = (await organisations.ListAsync(null, 5000, stop)).Where(o =>
            o.Kind is "hospital" or "centre" or "institute" or "partner" or "clinic" or "station").ToList();
        var sides = package is null ? mine : [package.GiverId, package.ReceiverId, .. mine];
        var staff = await people.AtAsync([.. sides.Distinct()], stop);
        // Of both sides the people are known only once both are chosen: before that those of the own one.
        var targets = new List<(string, string)>();
        foreach (var plan in (await plans.ListAsync(stop)).Take(20))
            targets.AddRange((await plans.TargetsAsync(plan.Id, stop)).Select(t => (t.IndicatorId.ToString(), $"{Short(plan.Title, 50)} · {Short(t.Name, 90)}")));
        return new(package, [.. all.Select(o => (o.Id.ToString(), o.Name))], [.. staff.Select(p => (p.Id.ToString(), p.Name))],
            [.. (await agreements.ListAsync(stop)).Select(a => (a.Id.ToString(), Short(a.Title, 110)))], targets, mine.Count > 0 ? mine[0] : null, clock.Today());
    }

    static string Short(string text, int most) => text.Length <= most ? text : text[..most] + "…";

    public async Task<PackageView> OneAsync(Guid id, CancellationToken stop)
    {
        var (package, today) = (await book.OneAsync(id, stop), clock.Today());
        var names = await organisations.NamesAsync([package.GiverId, package.ReceiverId], null, stop);
        var cases = CaseCount.Once(await gathering.CasesAsync(package, today, stop));
        var gate = package.IsRunning ? Transfer.Gate.Judge(package.Phase, GateTerms.Of(package), await gathering.OfAsync(package, today, stop)) : [];
        var safety = await store.Safety.AsNoTracking().Where(s => s.PackageId == id).OrderBy(s => s.OnDay).ToListAsync(stop);
        var rounds = await store.Rounds.AsNoTracking().Include(r => r.Experts).Where(r => r.PackageId == id).OrderBy(r => r.Number).ToListAsync(stop);
        var may = await MayAsync(TransferRights.Arrange, package, stop);
        return new(package, names.GetValueOrDefault(package.GiverId, "–"), names.GetValueOrDefault(package.ReceiverId, "–"),
            (await agreements.ListAsync(stop)).FirstOrDefault(a => a.Id == package.AgreementId)?.Title ?? "", await book.StepsAsync(id, stop), gate,
            [.. package.Ekips.OrderBy(e => e.Ordinal).Select(e => Line(e, cases, today))],
            [.. rounds.Select(r => CaseCount.OfRound(cases, r.FromDay, r.ToDay) is var (guided, supported) ? new RoundLine(r, guided.Count, supported.Count,
                [.. safety.Where(s => s.RoundId == r.Id)]) : null!)],
            await store.Papers.AsNoTracking().Where(p => p.PackageId == id).OrderBy(p => p.SealedAt).ToListAsync(stop),
            await store.Signatures.AsNoTracking().Where(s => s.PackageId == id).ToListAsync(stop),
            await store.Standings.AsNoTracking().Where(s => s.PackageId == id).OrderBy(s => s.Name).ToListAsync(stop), Months(cases, today),
            await store.Shakes.AsNoTracking().Where(s => s.PackageId == id && s.RestoredOn == null).ToListAsync(stop),
            await store.Survey.AsNoTracking().Where(l => l.PackageId == id && l.IsGap && l.ClosedOn == null).OrderBy(l => l.Due).ToListAsync(stop),
            may ? Pick(await questions.PeopleAsync(package.ReceiverId, stop)) : [], may ? Pick(await questions.PeopleAsync(package.GiverId, stop)) : [],
            package.TopicId is { } topic ? await TargetAsync(topic, stop) : "", may, await MayAsync(TransferRights.Sign, package, stop),
            await seats.HoldsAsync(TransferRights.List, package.ReceiverId, stop), today);
    }

    static IReadOnlyList<(string, string)> Pick(IReadOnlyList<PractitionerCard> cards) => [.. cards.Where(c => c.IsLicensed).Select(c => (c.Id.ToString(),
        $"{c.Name} · {c.LicenceNumber}"))];

    async Task<string> TargetAsync(Guid topic, CancellationToken stop)
    {
        try
        {
            return (await plans.TargetAsync(topic, stop)).Name;
        }
        catch (Refusal refusal) when (refusal.Kind == RefusalKind.Missing)
        {
            // The plan is another organisation's.
            return "";
        }
    }

    static EkipLine Line(Ekip ekip, IReadOnlyList<PerformedCase> cases, DateOnly today) => new(ekip,
        [.. ekip.Members.OrderBy(m => m.ToDay is not null).ThenBy(m => m.Role, StringComparer.Ordinal).Select(m => new MemberLine(m,
            CaseCount.OfMember(cases, ekip.Id, m.PractitionerId).Count,
            cases.Count(c => c.EkipId == ekip.Id && c.Members.Any(x => x.PractitionerId == m.PractitionerId)), m.IsIn(today)))], CaseCount.Run(cases, ekip.Id));

    static IReadOnlyList<MonthCases> Months(IReadOnlyList<PerformedCase> cases, DateOnly today)
    {
        if (cases.Count == 0) return [];
        var first = new DateOnly(cases[0].On.Year, cases[0].On.Month, 1);
        var last = new DateOnly(today.Year, today.Month, 1);
        if (last > first.AddMonths(23)) first = last.AddMonths(-23);
        var months = new List<MonthCases>();
        for (var month = first; month <= last; month = month.AddMonths(1))
        {
            var own = cases.Where(c => c.On.Year == month.Year && c.On.Month == month.Month).ToList();
            var (guided, supported) = CaseCount.OfRound(own.Where(c => !c.IsIndependent), month, month.AddMonths(1).AddDays(-1));
            months.Add(new(month, guided.Count, supported.Count, own.Count(c => c.IsIndependent)));
        }
        return months;
    }

    /// <summary>The caller holds a right at one of the two sides.</summary>
    public async Task<bool> MayAsync(Right right, Package package, CancellationToken stop) =>
        await seats.HoldsAsync(right, package.GiverId, stop) || await seats.HoldsAsync(right, package.ReceiverId, stop);

    public async Task<CasesView> CasesAsync(Guid id, Guid? ekip, Guid? person, CancellationToken stop)
    {
        var package = await book.OneAsync(id, stop);
        var cases = CaseCount.Once(await gathering.CasesAsync(package, clock.Today(), stop)).Where(c => ekip is null || c.EkipId == ekip)
            .Where(c => person is null || c.Members.Any(m => m.PractitionerId == person)).Reverse().ToList();
        var head = string.Join(" · ", new[] { package.Ekips.Find(e => e.Id == ekip)?.Name, package.Ekips.SelectMany(e => e.Members).FirstOrDefault(m =>
            m.PractitionerId == person)?.Name }
            .OfType<string>());
        return new(package, head, cases, package.Techniques.ToDictionary(t => t.Technique, t => t.Name), PeopleOf(package), package.Ekips.ToDictionary(e => e.Id,
            e => e.Name),
            $"ekip={ekip}&person={person}");
    }

    /// <summary>Names of the members of a package's teams.</summary>
    public static IReadOnlyDictionary<Guid, string> PeopleOf(Package package) =>
        package.Ekips.SelectMany(e => e.Members).GroupBy(m => m.PractitionerId).ToDictionary(g => g.Key, g => g.First().Name);

    public async Task<StandingView> StandingAsync(Guid id, CancellationToken stop)
    {
        var standing = await store.Standings.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy kỹ thuật này của gói.");
        var package = await book.OneAsync(standing.PackageId, stop);
        var cases = CaseCount.Once(await gathering.CasesAsync(package, clock.Today(), stop)).Where(c => c.Technique == standing.Technique).Reverse().ToList();
        var names = await organisations.NamesAsync([package.ReceiverId], null, stop);
        return new(package, standing, QuarterText.Of(standing.Quarters), cases, PeopleOf(package), names.GetValueOrDefault(package.ReceiverId, "–"), clock.Today());
    }

    public async Task<AfterView> AfterAsync(Guid? facility, string state, CancellationToken stop)
    {
        var standings = await store.Standings.AsNoTracking().ToListAsync(stop);
        var names = await organisations.NamesAsync(standings.Select(s => s.FacilityId).Distinct(), null, stop);
        var lines = standings.GroupBy(s => s.FacilityId).Select(g => new AfterLine(g.Key, names.GetValueOrDefault(g.Key, "–"), g.Count(s => s.TransferredOn is not null),
            g.Count(s => s.AppliedOn is not null), g.Count(s => s.SustainedOn is not null), g.Count(s => s.StalledOn is not null), g.Count(s => s.LapsedOn is not null)))
            .OrderBy(l => l.Facility, StringComparer.Create(Say.Vietnam, true)).ToList();
        var shown = standings.Where(s => (facility is null || s.FacilityId == facility) && Is(s, state)).ToList();
        var ids = shown.Select(s => s.PackageId).Distinct().ToList();
        var packages = await store.Packages.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, stop);
        return new(lines, [.. shown.Where(s => packages.ContainsKey(s.PackageId)).Select(s => new AfterItem(s, packages[s.PackageId],
            names.GetValueOrDefault(s.FacilityId, "–")))
            .OrderByDescending(i => i.Package.Code, StringComparer.Ordinal).ThenBy(i => i.Standing.Name, StringComparer.Create(Say.Vietnam, true))], facility,
                state, clock.Today());
    }

    static bool Is(Standing s, string state) => state switch
    {
        "transferred" => s.TransferredOn is not null,
        "applied" => s.AppliedOn is not null,
        "sustained" => s.SustainedOn is not null,
        "stalled" => s.StalledOn is not null,
        "lapsed" => s.LapsedOn is not null,
        _ => true,
    };
}
