using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Consults;

/// <summary>Facilities that can be asked: open, of a kind that treats, in this country (asking abroad needs a basis of its own, which is not this one).</summary>
sealed class Facilities(IOrganisations organisations)
{
    const int Most = 5000;
    static readonly string[] Kinds = ["hospital", "centre", "station", "institute", "clinic", "partner"];

    /// <summary>All but some, by name.</summary>
    public async Task<IReadOnlyList<(string Value, string Label)>> ListAsync(IReadOnlyCollection<Guid> but, CancellationToken stop) =>
        [.. (await organisations.ListAsync(null, Most, stop)).Where(o => Fits(o) && !but.Contains(o.Id)).Select(o => (o.Id.ToString(), o.Name))];

    /// <summary>Refuses (422, with the field) what cannot be asked.</summary>
    public async Task MustAsync(Guid id, string field, CancellationToken stop)
    {
        if (await organisations.FindAsync(id, null, stop) is not { IsOpen: true } found || !Fits(found))
            throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = field };
    }

    static bool Fits(OrganisationCard card) => card.Country == "VN" && Kinds.Contains(card.Kind);
}
