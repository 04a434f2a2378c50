using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>A fact as it should stand in the ledger now.</summary>
sealed record FactWanted(string Source, string Kind, DateOnly On, int Amount, params (string Name, string Value)[] Dims);

/// <summary>
/// Keeps the ledger's facts of a package what the records and the log say: tells what is new, takes back by a reversal what no longer holds. Facts count for the
/// receiver.
/// </summary>
sealed class Telling(TransferStore store)
{
    /// <summary>Brings the ledger to what should stand. The caller saves.</summary>
    public async Task ReconcileAsync(Package package, IReadOnlyList<PackageStep> steps, IReadOnlyList<Standing> standings, IReadOnlyList<TechniqueCount> counts,
        IReadOnlyList<PerformedCase> once, CancellationToken stop)
    {
        var rounds = await store.Rounds.Where(r => r.PackageId == package.Id).ToListAsync(stop);
        var wanted = Wanted(package, steps, standings, counts, rounds.Where(r => r.State == RoundState.Held), once).ToList();
        var told = await store.Told.Where(t => t.PackageId == package.Id).ToListAsync(stop);
        await ReconcileAsync(new(package.ReceiverId, package.Id, package.PlanId, package.TopicId), wanted, told, stop);
    }

    /// <summary>Brings the ledger to the growth of a facility's list of permitted techniques: the net change of each day. The caller saves.</summary>
    public async Task ReconcileListAsync(Guid facility, IEnumerable<FacilityTechnique> rows, CancellationToken stop)
    {
        var prefix = $"transfer-list/{facility}/";
        var told = await store.Told.Where(t => t.PackageId == null && t.Source.StartsWith(prefix)).ToListAsync(stop);
        var wanted = PermittedList.Changes(rows).Select(c => new FactWanted(prefix + c.Day.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture),
            "transfer.list.permitted", c.Day, c.Change)).ToList();
        await ReconcileAsync(new(facility, null, null, null), wanted, told, stop);
    }

    /// <summary>For whom facts count.</summary>
    sealed record Frame(Guid UnitId, Guid? PackageId, Guid? PlanId, Guid? TopicId);

    async Task ReconcileAsync(Frame frame, List<FactWanted> wanted, List<Told> rows, CancellationToken stop)
    {
        var told = rows.ToDictionary(t => t.Source, StringComparer.Ordinal);
        foreach (var fact in wanted) await OneAsync(frame, fact, told.GetValueOrDefault(fact.Source), stop);
        var sources = wanted.Select(w => w.Source).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in told.Values.Where(t => !t.IsBack && !sources.Contains(t.Source)))
        {
            store.Report((await FactAsync(gone, stop)).Reversal(++gone.Number, "transfer.recount"));
            gone.IsBack = true;
        }
    }

    static IEnumerable<FactWanted> Wanted(Package p, IReadOnlyList<PackageStep> steps, IReadOnlyList<Standing> standings, IReadOnlyList<TechniqueCount> counts,
        IEnumerable<Round> held, IReadOnlyList<PerformedCase> once)
    {
        if (p.AgreedOn is { } agreed) yield return new($"transfer/{p.Id}/agreed", "transfer.package.agreed", agreed, 1);
        foreach (var step in steps.Where(s => s.What == "passed"))
            yield return new($"transfer/{p.Id}/phase/{step.Phase}", "transfer.phase.passed", step.OnDay, 1, ("phase", step.Phase.ToString(Say.Vietnam)));
        if (p.AcceptedOn is { } accepted)
            foreach (var ekip in p.Ekips) yield return new($"transfer/{p.Id}/ekip/{ekip.Id}", "transfer.ekip.independent", accepted, 1);
        foreach (var round in held)
        {
            var (guided, supported) = CaseCount.OfRound(once, round.FromDay, round.ToDay);
            yield return new($"transfer-round/{round.Id}/held", "transfer.round.held", round.HeldOn!.Value, 1);
            if (guided.Count > 0) yield return new($"transfer-round/{round.Id}/guided", "transfer.case.guided", round.ToDay, guided.Count);
            if (supported.Count > 0) yield return new($"transfer-round/{round.Id}/supported", "transfer.case.supported", round.ToDay, supported.Count);
        }
        foreach (var count in counts)
        {
            var source = "transfer-technique/" + standings.First(s => s.Technique == count.Technique).Id;
            (string, string) dim = ("code", count.Technique);
            if (count.TransferredOn is { } t) yield return new(source + "/transferred", "transfer.technique.transferred", t, 1, dim);
            if (count.AppliedOn is { } a) yield return new(source + "/applied", "transfer.technique.applied", a, 1, dim);
            if (count.SustainedOn is { } s) yield return new(source + "/sustained", "transfer.technique.sustained", s, 1, dim);
            if (count.LapsedOn is { } l) yield return new(source + "/lapsed", "transfer.technique.lapsed", l, 1, dim);
            foreach (var stall in count.Stalls) yield return new($"{source}/stalled/{stall:yyyyMMdd}", "transfer.technique.stalled", stall, 1, dim);
        }
    }

    async Task OneAsync(Frame frame, FactWanted fact, Told? told, CancellationToken stop)
    {
        if (told is { IsBack: false } && told.OnDay == fact.On && told.Amount == fact.Amount) return;
        if (told is null)
        {
            told = new() { Source = fact.Source, PackageId = frame.PackageId, Kind = fact.Kind, FactId = default, Number = 0, OnDay = fact.On, Amount = fact.Amount };
            store.Told.Add(told);
        }
        else if (!told.IsBack) store.Report((await FactAsync(told, stop)).Reversal(++told.Number, "transfer.recount"));
        var stated = new Fact
        {
            Kind = fact.Kind,
            UnitId = frame.UnitId,
            OccurredOn = fact.On,
            Value = fact.Amount,
            Module = "transfer",
            SourceId = fact.Source,
            SourceVersion = ++told.Number,
            PlanId = frame.PlanId,
            TopicId = frame.TopicId,
            Dims = Fact.DimsOf(fact.Dims),
        };
        store.Report(stated);
        (told.FactId, told.OnDay, told.Amount, told.IsBack) = (stated.Id, fact.On, fact.Amount, false);
    }

    async Task<Fact> FactAsync(Told told, CancellationToken stop) =>
        store.Facts.Local.FirstOrDefault(f => f.Id == told.FactId) ?? await store.Facts.AsNoTracking().SingleAsync(f => f.Id == told.FactId, stop);
}
