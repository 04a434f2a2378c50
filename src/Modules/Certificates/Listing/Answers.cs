using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Certificates;

/// <summary>Answers what other modules ask about certificates; they ask for persons and sources that they know themselves.</summary>
sealed class CertificateAnswers(CertificatesStore store) : ICertificates
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<CertificateCard>> OfSourceAsync(string prefix, CancellationToken stop) =>
        Cards(await All.Where(c => c.Source.StartsWith(prefix)).OrderByDescending(c => c.SignedAt).ThenByDescending(c => c.Id).ToListAsync(stop));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CertificateCard>> OfPractitionersAsync(IReadOnlyCollection<Guid> practitioners, CancellationToken stop) =>
        Cards(await All.Where(c => c.PractitionerId != null && practitioners.Contains(c.PractitionerId.Value) && c.State == CertificateState.Valid)
            .OrderByDescending(c => c.SignedAt).ThenByDescending(c => c.Id).ToListAsync(stop));

    IQueryable<Certificate> All => store.Certificates.IgnoreQueryFilters(["org"]).AsNoTracking();

    static List<CertificateCard> Cards(List<Certificate> rows) => rows.ConvertAll(c => new CertificateCard(c.Id, c.Source, c.Number, c.Kind, c.Course, c.PractitionerId, c.Holder,
        c.IssuedOn, c.State switch { CertificateState.Revoked => "revoked", CertificateState.Replaced => "replaced", _ => "valid" }, c.TechniqueList, "/certificates/" + c.Id));
}

/// <summary>On "Hôm nay": how many certificates wait for the director's signature, what was sent back, what of other places waits to be confirmed.</summary>
sealed class CertificatesToday(CertificatesStore store, IOrganisations organisations, Caller caller, Words words) : ITodaySource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        var (signs, arranges, items) = (caller.Seats(CertificatesRights.Sign).ToList(), caller.Seats(CertificatesRights.Arrange).ToList(), new List<TodayItem>());
        if (signs.Count + arranges.Count == 0) return items;
        var open = await store.Waiting.AsNoTracking().Where(w => w.State != WaitingState.Issued && (signs.Contains(w.IssuerId) || arranges.Contains(w.IssuerId)))
            .GroupBy(w => new { w.IssuerId, w.State }).Select(g => new { g.Key.IssuerId, g.Key.State, Count = g.Count() }).ToListAsync(stop);
        var names = await organisations.NamesAsync(open.Select(o => o.IssuerId).Distinct(), null, stop);
        foreach (var o in open)
        {
            var at = names.GetValueOrDefault(o.IssuerId, "");
            if (o.State == WaitingState.Waiting && signs.Contains(o.IssuerId))
                items.Add(new(TodayList.Due, words["{0} chứng chỉ chờ ký cấp", o.Count], at, null, "/certificates/waiting", words["Xem và ký"]));
            if (o.State == WaitingState.Returned && arranges.Contains(o.IssuerId))
                items.Add(new(TodayList.Due, words["{0} chứng chỉ bị trả lại để sửa", o.Count], at, null, "/certificates/waiting?show=returned", words["Sửa lại"]));
        }
        var outside = await store.Outside.CountAsync(o => o.State == OutsideState.Registered && arranges.Contains(o.OrganisationId), stop);
        if (outside > 0) items.Add(new(TodayList.Due, words["{0} chứng chỉ nơi khác cấp chờ xác nhận", outside], "", null, "/certificates/outside", words["Xem"]));
        return items;
    }
}

/// <summary>Certificates in the search of everything.</summary>
sealed class CertificatesSearch(CertificatesStore store, Caller caller, Words words) : ISearchSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string folded, int most, CancellationToken stop)
    {
        if (!caller.May(CertificatesRights.See)) return [];
        return [.. (await store.Certificates.AsNoTracking().Where(c => c.Folded.Contains(folded)).OrderByDescending(c => c.IssuedOn).Take(most).ToListAsync(stop))
            .Select(c => new SearchHit(words["Chứng chỉ"], $"{c.Holder} · {c.Number}", $"{c.Course} · {words[Kinds.Name(c.State)]}", "/certificates/" + c.Id))];
    }
}
