using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>Packages with their parts, their steps, and what both sides are told of them.</summary>
sealed class PackageBook(TransferStore store, Caller caller, TimeProvider clock)
{
    /// <summary>A package with techniques, teams and members, to be changed; missing (404) where the caller may not see it.</summary>
    public async Task<Package> OneAsync(Guid id, CancellationToken stop) =>
        await store.Packages.Include(p => p.Techniques).Include(p => p.Ekips).ThenInclude(e => e.Members).AsSplitQuery().SingleOrDefaultAsync(p => p.Id == id, stop)
            ?? throw Refusal.Missing("Không tìm thấy gói chuyển giao này.");

    /// <summary>Steps of a package in order, those not saved yet too.</summary>
    public async Task<IReadOnlyList<PackageStep>> StepsAsync(Guid id, CancellationToken stop) =>
        [.. (await store.Steps.Where(s => s.PackageId == id).ToListAsync(stop)).Union(store.Steps.Local.Where(s => s.PackageId == id)).OrderBy(s => s.OnDay)
            .ThenBy(s => s.At)
            .ThenBy(s => s.Id)];

    /// <summary>Writes a step.</summary>
    public void Step(Package package, string what, DateOnly day, int phase, string note = "", string evidence = "") => store.Steps.Add(new()
    {
        PackageId = package.Id,
        OnDay = day,
        At = clock.GetUtcNow(),
        What = what,
        Phase = phase,
        ById = caller.UserId,
        ByName = caller.Name,
        Note = note,
        Evidence = evidence,
        Hash = evidence.Length == 0 ? "" : Paper.HashOf(evidence),
    });

    /// <summary>Tells both sides unless they were told this before: a recount may find the same again.</summary>
    public async Task TellOnceAsync(Package package, string text, string once, CancellationToken stop, params string[] args)
    {
        var key = $"transfer/{package.Id}/{once}/g";
        if (!await store.Set<Notice>().AnyAsync(n => n.Once == key, stop)) Tell(package, text, once, args);
    }

    /// <summary>Tells both sides, each once.</summary>
    public void Tell(Package package, string text, string once, params string[] args)
    {
        foreach (var (side, key) in new[] { (package.GiverId, "g"), (package.ReceiverId, "r") })
            store.Notify(new Notice
            {
                OrganisationId = side,
                Text = text,
                Args = Notice.ArgsOf(args),
                Link = package.Href(),
                Once = $"transfer/{package.Id}/{once}/{key}",
            });
    }
}
