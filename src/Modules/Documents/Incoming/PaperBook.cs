using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>Which papers the caller may see: the whole register for who holds the right at the organisation, else what was routed to them or their room.</summary>
sealed class PaperBook(DocumentsStore store, Desks desks)
{
    /// <summary>An incoming paper for the caller; missing where they may not know of it.</summary>
    public async Task<Incoming> FindAsync(Guid id, CancellationToken stop)
    {
        var missing = Refusal.Missing("Không có văn bản này trong sổ, hoặc văn bản không được giao cho ông/bà.");
        var paper = await store.Incoming.FirstOrDefaultAsync(p => p.Id == id, stop) ?? throw missing;
        return await SeesAsync(paper, stop) ? paper : throw await desks.HiddenAsync("documents_incoming", id, missing, stop);
    }

    /// <summary>An outgoing paper for the caller.</summary>
    public async Task<Outgoing> IssuedAsync(Guid id, CancellationToken stop)
    {
        var missing = Refusal.Missing("Không có văn bản này trong sổ văn bản đi.");
        var paper = await store.Outgoing.FirstOrDefaultAsync(p => p.Id == id, stop) ?? throw missing;
        return await desks.HoldsAsync(DocumentsRights.See, paper.OrganisationId, stop) ? paper : throw await desks.HiddenAsync("documents_outgoing", id, missing, stop);
    }

    /// <summary>Papers routed to the caller or their rooms.</summary>
    public IQueryable<Incoming> Mine()
    {
        var (me, units) = (desks.Me.UserId, desks.Units);
        return store.Incoming.Where(p => store.Seats.Any(s => s.PaperId == p.Id && s.EndedAt == null && ((me != null && s.UserId == me)
            || (s.UnitId != null && units.Contains(s.UnitId.Value)))));
    }

    /// <summary>The caller's own seats on a paper.</summary>
    public async Task<List<Seat>> SeatsAsync(Guid paper, CancellationToken stop)
    {
        var (me, units) = (desks.Me.UserId, desks.Units);
        return await store.Seats.Where(s => s.PaperId == paper && s.EndedAt == null && ((me != null && s.UserId == me)
            || (s.UnitId != null && units.Contains(s.UnitId.Value)))).ToListAsync(stop);
    }

    async Task<bool> SeesAsync(Incoming paper, CancellationToken stop) =>
        await desks.HoldsAsync(DocumentsRights.See, paper.OrganisationId, stop) || (await SeatsAsync(paper.Id, stop)).Count > 0;
}
