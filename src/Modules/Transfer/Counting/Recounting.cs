using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>
/// Recomputes from the log what became of a package: standings, states, facts. Always the whole, so that a recount and a first count are the same.
/// </summary>
sealed class Recounting(TransferStore store, PackageBook book, Gathering gathering, Shaking shaking, Telling telling, Refreshing refreshing, TimeProvider clock)
{
    /// <summary>Counts a package anew and saves; tries again where somebody else was at work on it.</summary>
    public async Task RecountAsync(Guid id, CancellationToken stop)
    {
        store.ChangeTracker.Clear();
        var package = await book.OneAsync(id, stop);
        if (package.AgreedOn is null) return;
        await ApplyAsync(package, clock.Today(), stop);
        await shaking.LookAsync(package, stop);
        await store.SaveChangesAsync(stop);
        await refreshing.RunAsync(package, clock.Today(), stop);
    }

    /// <summary>Counts a package anew up to a day. The caller saves.</summary>
    public async Task ApplyAsync(Package package, DateOnly today, CancellationToken stop)
    {
        var steps = await book.StepsAsync(package.Id, stop);
        var terms = Terms(package, steps);
        var cases = await gathering.CasesAsync(package, today, stop);
        var counts = package.Techniques.OrderBy(t => t.Ordinal).Select(t => CaseCount.Of(t.Technique, cases, terms, today)).ToList();
        var standings = await StandingsAsync(package, counts, stop);
        await StallAsync(package, counts, terms, today, stop);
        await BecomeAsync(package, counts, today, stop);
        await PerformedAsync(package, cases, stop);
        await telling.ReconcileAsync(package, steps, standings, counts, CaseCount.Once(cases), stop);
    }

    /// <summary>What counts for a package.</summary>
    public static CountTerms Terms(Package package, IReadOnlyList<PackageStep> steps)
    {
        DateOnly? Passed(int phase) => steps.FirstOrDefault(s => s.What == "passed" && s.Phase == phase)?.OnDay;
        return new(Passed(2), Passed(3) ?? package.EndedOn, package.AcceptedOn, package.ApplyCases, package.SustainCases);
    }

    async Task<IReadOnlyList<Standing>> StandingsAsync(Package package, List<TechniqueCount> counts, CancellationToken stop)
    {
        var rows = await store.Standings.IgnoreQueryFilters(["org"]).Where(s => s.PackageId == package.Id).ToListAsync(stop);
        foreach (var (count, technique) in counts.Zip(package.Techniques.OrderBy(t => t.Ordinal)))
        {
            if (rows.Find(r => r.Technique == count.Technique) is not { } row)
            {
                row = new() { PackageId = package.Id, FacilityId = package.ReceiverId, Technique = technique.Technique, Name = technique.Name };
                store.Standings.Add(row);
                rows.Add(row);
            }
            row.Take(count);
        }
        return rows;
    }

    async Task StallAsync(Package package, List<TechniqueCount> counts, CountTerms terms, DateOnly today, CancellationToken stop)
    {
        // The package stands still when none of its techniques goes on.
        var now = package.IsRunning && terms.ThirdFrom is not null && terms.ThirdTo is null && counts.Count > 0 && counts.All(c => c.StalledOn is not null)
            ? counts.Max(c => c.StalledOn) : null;
        if (now == package.StalledOn) return;
        var was = package.StalledOn;
        package.StalledOn = now;
        if (now is not null && was is null)
        {
            book.Step(package, "stalled", today, package.Phase);
            await book.TellOnceAsync(package, Words.Key("{0}: 60 ngày không có ca nào trong pha 3. Xin hai bên xem lại kế hoạch."), $"stalled/{now:yyyyMMdd}", stop, package.Code);
        }
        else if (now is null && was is not null && package.IsRunning) book.Step(package, "resumed", today, package.Phase);
    }

    async Task BecomeAsync(Package package, List<TechniqueCount> counts, DateOnly today, CancellationToken stop)
    {
        if (package.AcceptedOn is not { } accepted) return;
        var over = CaseCount.QuartersAfter(accepted)[3].To < today;
        var state = counts.All(c => c.SustainedOn is not null) ? PackageState.Sustained
            : over ? PackageState.Lapsed
            : today > accepted.AddDays(Package.FirstDays) ? PackageState.Sustaining : PackageState.Accepted;
        if (!package.Becomes(state) || state == PackageState.Accepted) return;
        book.Step(package, state switch { PackageState.Sustained => "sustained", PackageState.Lapsed => "lapsed", _ => "sustaining" }, today, 5);
        if (state != PackageState.Sustaining)
            await book.TellOnceAsync(package, state == PackageState.Sustained ? Words.Key("{0} đã được duy trì đủ bốn quý.")
                : Words.Key("{0} không duy trì đủ bốn quý sau bàn giao."), $"{state}/{today:yyyyMMdd}", stop, package.Code);
    }

    // The first independent case after the permission: the technique is performed from that day on.
    async Task PerformedAsync(Package package, IReadOnlyList<PerformedCase> cases, CancellationToken stop)
    {
        if (!package.IsHandedOver) return;
        var codes = package.Codes;
        var rows = await store.FacilityTechniques.Where(f => f.FacilityId == package.ReceiverId && codes.Contains(f.Technique) && f.WithdrawnAt == null)
            .ToListAsync(stop);
        rows = [.. rows.Union(store.FacilityTechniques.Local.Where(f => f.FacilityId == package.ReceiverId && f.WithdrawnAt == null))];
        foreach (var technique in package.Techniques)
        {
            var own = rows.Where(r => r.Technique == technique.Technique).ToList();
            var permitted = own.Where(r => r.PackageId == package.Id && r.State == "permitted").OrderBy(r => r.FromDay).FirstOrDefault();
            if (permitted is null || own.Exists(r => r.State == "performed")) continue;
            if (CaseCount.Once(cases).FirstOrDefault(c => c.Technique == technique.Technique && c.On >= permitted.FromDay && c.IsIndependent) is not { } first) continue;
            store.FacilityTechniques.Add(new()
            {
                FacilityId = package.ReceiverId,
                Technique = technique.Technique,
                Name = technique.Name,
                Folded = permitted.Folded,
                State = "performed",
                FromDay = first.On,
                DecisionNumber = permitted.DecisionNumber,
                DecisionDay = permitted.DecisionDay,
                PackageId = package.Id,
                MadeAt = clock.GetUtcNow(),
                MadeByName = Caller.House.Name,
            });
        }
    }
}
