using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>On which side of a case the caller sits.</summary>
enum Side
{
    /// <summary>The facility that asks.</summary>
    Asking,

    /// <summary>The facility that answers.</summary>
    Answering,
}

/// <summary>Which cases the caller may see: those their facility asks, and those that reached it. Others do not exist for them.</summary>
sealed class CaseBook(ConsultsStore store, Seats seats, Abroad abroad, Caller caller)
{
    /// <summary>Cases that the caller may see.</summary>
    public async Task<IQueryable<Case>> SeenAsync(CancellationToken stop)
    {
        if (caller.IsHouse) return store.Cases;
        var mine = (await seats.OfAsync(ConsultsRights.See, stop)).ToList();
        var foreign = new List<Guid>();
        foreach (var facility in mine) if (await abroad.IsForeignAsync(facility, stop)) foreign.Add(facility);
        var near = mine.Except(foreign).ToList();
        // What was sent abroad is there only while its basis lives.
        var holders = foreign.Count == 0 ? [] : (await abroad.HoldersAsync(foreign, stop)).ToList();
        return store.Cases.Where(c => mine.Contains(c.AskingId) || (c.SentAt != null && c.AnsweringId != null
            && (near.Contains(c.AnsweringId.Value) || (foreign.Contains(c.AnsweringId.Value) && holders.Contains(c.AskingId)))));
    }

    /// <summary>A case that the caller may see; missing (404) where there is none for them.</summary>
    public async Task<Case> FindAsync(Guid id, CancellationToken stop) =>
        await (await SeenAsync(stop)).SingleOrDefaultAsync(c => c.Id == id, stop) ?? throw Refusal.Missing("Không có ca hội chẩn này.");

    /// <summary>The same for a change by a form that saw a version.</summary>
    public async Task<Case> ExpectAsync(Guid id, int version, CancellationToken stop) => store.Expect(await FindAsync(id, stop), version);

    /// <summary>On which side the caller sits; the asking one where both are theirs.</summary>
    public async Task<Side> SideAsync(Case of, CancellationToken stop) =>
        await seats.HoldsAsync(ConsultsRights.See, of.AskingId, stop) ? Side.Asking : Side.Answering;
}
