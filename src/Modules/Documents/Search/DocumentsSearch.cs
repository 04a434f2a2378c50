using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>Papers in the search of everything: for clerks by the register's words, for others among what was routed to them.</summary>
sealed class DocumentsSearch(DocumentsStore store, PaperIndex index, PaperBook book, Desks desks, Words words) : ISearchSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string folded, int most, CancellationToken stop)
    {
        if (!desks.Me.May(DocumentsRights.Own)) return [];
        var hits = new List<SearchHit>();
        var whole = await desks.OfAsync(DocumentsRights.See, stop);
        foreach (var organisation in whole)
        {
            var found = await index.FindAsync(organisation, "", folded, most - hits.Count, stop);
            var ids = found.Select(f => f.Paper).ToList();
            var incoming = await store.Incoming.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, stop);
            var outgoing = await store.Outgoing.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, stop);
            hits.AddRange(ids.Select(id => incoming.TryGetValue(id, out var p) ? Hit(p) : outgoing.TryGetValue(id, out var o) ? Hit(o) : null).OfType<SearchHit>());
            if (hits.Count >= most) break;
        }
        if (hits.Count < most)
        {
            var wanted = PaperIndex.Words(folded);
            var mine = await book.Mine().AsNoTracking().Where(p => !whole.Contains(p.OrganisationId)).OrderByDescending(p => p.RegisteredAt).Take(500)
                .ToListAsync(stop);
            hits.AddRange(mine.Where(p => wanted.Count > 0 && wanted.All(PaperIndex.Words($"{p.Number} {p.Code} {p.Subject} {p.Issuer}").Contains))
                .Take(most - hits.Count).Select(Hit));
        }
        return hits;
    }

    SearchHit Hit(Incoming p) => new(words["Văn bản đến"], $"{p.Code} · {p.Subject}", $"{words["Số đến {0}", p.Number]} · {Say.Day(p.ArrivedOn)} · {p.Issuer}",
        "/documents/in/" + p.Id);

    SearchHit Hit(Outgoing o) => new(words["Văn bản đi"], $"{o.Code} · {o.Subject}", $"{Say.Day(o.Day)} · {o.Signer}", "/documents/out/" + o.Id);
}
