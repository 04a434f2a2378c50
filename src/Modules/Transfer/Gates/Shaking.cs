using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Transfer;

/// <summary>Looks whether the evidence of phases that were passed still stands; where it does not, the phase is marked and both sides are told. What was passed
/// stays passed.</summary>
sealed class Shaking(TransferStore store, PackageBook book, Gathering gathering, TimeProvider clock)
{
    /// <summary>Looks at one package. The caller saves.</summary>
    public async Task LookAsync(Package package, CancellationToken stop)
    {
        var (today, terms) = (clock.Today(), GateTerms.Of(package));
        var known = await store.Shakes.Where(s => s.PackageId == package.Id && s.RestoredOn == null).ToListAsync(stop);
        var passed = await store.Steps.AsNoTracking().Where(s => s.PackageId == package.Id && s.What == "passed").ToListAsync(stop);
        foreach (var step in passed)
        {
            // Signed papers and rows as they stand now, people and days as of then.
            var conditions = Gate.Judge(step.Phase, terms, await gathering.OfAsync(package, step.OnDay, stop));
            foreach (var condition in conditions)
            {
                var mark = known.Find(s => s.Phase == step.Phase && s.Condition == condition.Key);
                if (condition.IsMet && mark is not null)
                {
                    mark.RestoredOn = today;
                    book.Step(package, "restored", today, step.Phase, condition.Title);
                }
                else if (!condition.IsMet && mark is null)
                {
                    var shake = new Shake { PackageId = package.Id, Phase = step.Phase, Condition = condition.Key, Since = today };
                    store.Shakes.Add(shake);
                    book.Step(package, "shaken", today, step.Phase, condition.Title);
                    book.Tell(package, Words.Key("{0}: bằng chứng của pha {1} không còn đủ. Xin xem và bổ sung."), $"shaken/{shake.Id}", package.Code,
                        step.Phase.ToString(Say.Vietnam));
                }
            }
        }
    }
}

/// <summary>A certificate ended or a case was counted or taken back: counts and gates of the packages concerned are looked at anew.</summary>
sealed class EvidenceMoved(TransferStore store, Recounting recounting) : IListen<CaseCounted>, IListen<CertificateEnded>, IListen<CertificateIssued>
{
    public async Task OnAsync(CaseCounted happened, CancellationToken stop)
    {
        var ids = await store.Packages.Where(p => p.ReceiverId == happened.FacilityId && p.AgreedOn != null && p.Techniques.Any(t => t.Technique == happened.Technique))
            .Select(p => p.Id).ToListAsync(stop);
        foreach (var id in ids) await recounting.RecountAsync(id, stop);
    }

    public async Task OnAsync(CertificateEnded happened, CancellationToken stop)
    {
        // Which person it was is not told: a certificate may matter to any package that has passed its second gate.
        foreach (var id in await store.Packages.Where(p => p.Phase > 2).Select(p => p.Id).ToListAsync(stop)) await recounting.RecountAsync(id, stop);
    }

    public async Task OnAsync(CertificateIssued happened, CancellationToken stop)
    {
        if (happened.PractitionerId is not { } person) return;
        var marked = store.Shakes.Where(s => s.RestoredOn == null);
        foreach (var id in await store.Packages.Where(p => p.Phase > 2 && p.Ekips.Any(e => e.Members.Any(m => m.PractitionerId == person)) && marked.Any(s =>
            s.PackageId == p.Id))
            .Select(p => p.Id).ToListAsync(stop)) await recounting.RecountAsync(id, stop);
    }
}

/// <summary>Tells the logbook which techniques of a facility to watch in the feed.</summary>
sealed class Watching(TransferStore store, HouseQuestions questions, TimeProvider clock) : IListen<TechniquesChanged>
{
    public async Task OnAsync(TechniquesChanged happened, CancellationToken stop)
    {
        var rows = await store.FacilityTechniques.AsNoTracking().Where(f => f.FacilityId == happened.FacilityId && f.WithdrawnAt == null).ToListAsync(stop);
        var today = clock.Today();
        string[] codes = [.. rows.GroupBy(r => r.Technique).Where(g => FacilityTechnique.On(g, today)?.State is "transferring" or "permitted" or "performed")
            .Select(g => g.Key)];
        await questions.AskAsync<ICaseLog, bool>(async log =>
        {
            await log.WatchAsync(happened.FacilityId, codes, stop);
            return true;
        });
    }
}

/// <summary>The round of the house: counts, gates and days of all packages that are signed.</summary>
static class TransferRound
{
    /// <summary>Every six hours; a day that nothing happened on changes nothing.</summary>
    public static readonly Job Often = new("transfer-recount", TimeSpan.FromHours(6), async (services, stop) =>
    {
        var ids = await services.GetRequiredService<TransferStore>().Packages.Where(p => p.AgreedOn != null && p.State != PackageState.Ended).Select(p => p.Id)
            .ToListAsync(stop);
        foreach (var id in ids)
        {
            // One package a scope: a conflict with somebody at work on one leaves the others.
            await using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
            try
            {
                await scope.ServiceProvider.GetRequiredService<Recounting>().RecountAsync(id, stop);
            }
            catch (Refusal refusal) when (refusal.Code is "stale" or "duplicate")
            {
                // Whoever was first has counted too.
            }
        }
    });
}
