using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>
/// What of our patients may pass to a facility of another country: nothing, unless an administrator has turned it on and a contract basis of the holder for that
/// facility and for consultations lives (agreement, signed paper, transfer file, by the holder's director); then only what that basis says.
/// </summary>
sealed class Abroad(ConsultsStore store, IOrganisations organisations, IAbroad setting, TimeProvider clock)
{
    /// <summary>The facility stands in another country.</summary>
    public async Task<bool> IsForeignAsync(Guid facility, CancellationToken stop) => await organisations.FindAsync(facility, null, stop) is { Country: not "VN" };

    /// <summary>The basis on which the holder's cases may be read there now, the wider first; null: none.</summary>
    public async Task<Basis?> BasisAsync(Guid holder, Guid receiver, CancellationToken stop) =>
        (await LiveAsync(stop)).Where(b => b.HolderId == holder && b.ReceiverId == receiver).OrderByDescending(b => b.IsIdentified).FirstOrDefault();

    /// <summary>Facilities abroad that the holder may ask now.</summary>
    public async Task<IReadOnlyCollection<Guid>> ReceiversAsync(Guid holder, CancellationToken stop) =>
        [.. (await LiveAsync(stop)).Where(b => b.HolderId == holder).Select(b => b.ReceiverId).Distinct()];

    /// <summary>Facilities whose cases may be read at every one of these facilities abroad.</summary>
    public async Task<IReadOnlyCollection<Guid>> HoldersAsync(IReadOnlyCollection<Guid> receivers, CancellationToken stop) =>
        [.. (await LiveAsync(stop)).Where(b => receivers.Contains(b.ReceiverId)).GroupBy(b => b.HolderId)
            .Where(g => g.Select(b => b.ReceiverId).Distinct().Count() == receivers.Count).Select(g => g.Key)];

    /// <summary>Refuses (409) to let a case out to a facility abroad for which no basis lives.</summary>
    public async Task MustAsync(Guid holder, Guid? receiver, CancellationToken stop)
    {
        if (receiver is { } to && await IsForeignAsync(to, stop) && await BasisAsync(holder, to, stop) is null)
            throw Refusal.Conflict("Nơi được hỏi ở nước ngoài và chưa có căn cứ còn hiệu lực để chuyển dữ liệu tới đó. Xin lãnh đạo đơn vị ghi căn cứ trước.");
    }

    /// <summary>Whether who the patient is may be told to the facility that answers, as far as its country is concerned.</summary>
    public async Task<bool> MayNameAsync(Case of, CancellationToken stop) =>
        of.AnsweringId is not { } to || !await IsForeignAsync(to, stop) || await BasisAsync(of.AskingId, to, stop) is { IsIdentified: true };

    async Task<List<Basis>> LiveAsync(CancellationToken stop)
    {
        if (!await setting.IsOnAsync(stop)) return [];
        var now = clock.GetUtcNow();
        return await store.Bases.IgnoreQueryFilters().AsNoTracking().Where(b => b.Kind == BasisKind.Contract && b.Purpose == "consultation" && b.PersonId == null
            && b.UserId == null && b.AgreementId != null && b.Evidence != null && b.RevokedAt == null && b.ValidFrom <= now && b.ValidTo > now).ToListAsync(stop);
    }
}
