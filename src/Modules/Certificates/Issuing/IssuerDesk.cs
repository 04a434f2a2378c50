using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Certificates;

/// <summary>What an issuer prints, with the units that the caller may choose.</summary>
sealed record IssuerView(Issuer One, string Name, IReadOnlyList<(Guid Id, string Name)> Units, string Example);

/// <summary>Keeps what issuers print on their certificates.</summary>
sealed class IssuerDesk(CertificatesStore store, Signing signing, IOrganisations organisations, Caller caller, TimeProvider clock)
{
    /// <summary>The page for one of the own units.</summary>
    public async Task<IssuerView> ShowAsync(Guid? id, CancellationToken stop)
    {
        var seats = caller.Seats(CertificatesRights.Arrange);
        var chosen = id is { } asked && seats.Contains(asked) ? asked : seats.Count > 0 ? seats[0]
            : throw Refusal.Forbidden("Chỉ người giữ quyền “{0}” tại chính đơn vị cấp mới làm được việc này.", CertificatesRights.Arrange.Title);
        var names = await organisations.NamesAsync(seats, null, stop);
        var profile = await signing.ProfileAsync(chosen, stop);
        return new(profile, names.GetValueOrDefault(chosen, ""), [.. seats.Select(s => (s, names.GetValueOrDefault(s, "")))],
            Issuer.NumberOf(1, clock.Today().Year, Kinds.Cme, profile.Symbol));
    }

    /// <summary>Saves; what was signed before keeps what it says.</summary>
    public async Task SaveAsync(Guid id, int version, string symbol, string place, string position, string programme, CancellationToken stop)
    {
        caller.MustHold(CertificatesRights.Arrange, id);
        if (symbol.Any(c => !char.IsLetterOrDigit(c) && c is not ('-' or '.')))
            throw new Refusal(RefusalKind.Invalid, "Ký hiệu chỉ gồm chữ, số, dấu gạch nối và dấu chấm.") { Field = "symbol" };
        var row = await store.Issuers.SingleOrDefaultAsync(i => i.Id == id, stop);
        if (row is null) store.Issuers.Add(row = new() { Id = id });
        else store.Expect(row, version);
        (row.Symbol, row.Place, row.Position, row.Programme, row.ChangedByName, row.ChangedAt) = (symbol, place, position, programme, caller.Name, clock.GetUtcNow());
        await store.SaveChangesAsync(stop);
    }
}
