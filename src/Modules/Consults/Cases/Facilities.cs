using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Consults;

/// <summary>Facilities that can be asked: open, of a kind that treats, in this country; another country's only while a basis for it lives.</summary>
sealed class Facilities(IOrganisations organisations, Abroad abroad)
{
    const int Most = 5000;
    static readonly string[] Kinds = ["hospital", "centre", "station", "institute", "clinic", "partner"];

    /// <summary>All that a holder's case may go to but some, by name.</summary>
    public async Task<IReadOnlyList<(string Value, string Label)>> ListAsync(Guid holder, IReadOnlyCollection<Guid> but, CancellationToken stop)
    {
        var receivers = await abroad.ReceiversAsync(holder, stop);
        return [.. (await organisations.ListAsync(null, Most, stop)).Where(o => Fits(o, receivers) && !but.Contains(o.Id)).Select(o => (o.Id.ToString(), o.Name))];
    }

    /// <summary>Refuses (422, with the field) what a holder's case cannot go to.</summary>
    public async Task MustAsync(Guid holder, Guid id, string field, CancellationToken stop)
    {
        if (await organisations.FindAsync(id, null, stop) is not { IsOpen: true } found || !Fits(found, await abroad.ReceiversAsync(holder, stop)))
            throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = field };
    }

    static bool Fits(OrganisationCard card, IReadOnlyCollection<Guid> receivers) => Kinds.Contains(card.Kind) && (card.Country == "VN" || receivers.Contains(card.Id));
}
