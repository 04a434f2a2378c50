using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>Answers other modules about teams and techniques at facilities.</summary>
sealed class TransferAnswers(TransferStore store, TimeProvider clock) : ITransfers
{
    public IReadOnlyDictionary<string, string> Roles => PackageWords.Roles;

    public async Task<IReadOnlyList<EkipCard>> EkipsAsync(Guid facility, CancellationToken stop)
    {
        // A doctor may log for a team of their hospital, whatever organisation they act for.
        var packages = await store.Packages.IgnoreQueryFilters(["org"]).AsNoTracking().Include(p => p.Techniques).Include(p => p.Ekips).ThenInclude(e => e.Members)
            .AsSplitQuery()
            .Where(p => p.ReceiverId == facility && p.Phase >= 2 && p.State != PackageState.Ended).OrderBy(p => p.Code).ToListAsync(stop);
        var ids = packages.ConvertAll(p => p.Id);
        var steps = await store.Steps.AsNoTracking().Where(s => ids.Contains(s.PackageId) && s.What == "passed").ToListAsync(stop);
        return [.. packages.SelectMany(p => p.Ekips.OrderBy(e => e.Ordinal).Select(e => Card(p, e, steps)))];
    }

    EkipCard Card(Package package, Ekip ekip, List<PackageStep> steps)
    {
        DateOnly? Passed(int phase) => steps.Find(s => s.PackageId == package.Id && s.Phase == phase)?.OnDay;
        DateOnly? to = ekip.Members.Count > 0 && ekip.Members.All(m => m.ToDay is not null) ? ekip.Members.Max(m => m.ToDay) : null;
        var day = to is { } last && last < clock.Today() ? last : clock.Today();
        return new(ekip.Id, package.Id, package.Name, ekip.Name, package.ReceiverId, package.Codes,
            [.. ekip.Members.Where(m => m.IsIn(day)).OrderBy(m => m.Role, StringComparer.Ordinal).Select(m => (m.Role, m.PractitionerId))])
        { From = Passed(1) ?? package.AgreedOn, To = to, GiverId = package.GiverId, AloneFrom = Passed(3) };
    }

    public async Task<string> StateAsync(Guid facility, string technique, DateOnly? on, CancellationToken stop) =>
        FacilityTechnique.On(await store.FacilityTechniques.AsNoTracking().Where(f => f.FacilityId == facility && f.Technique == technique).ToListAsync(stop), on
            ?? clock.Today())
            ?.State ?? "none";
}
