using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>
/// What guests of a meeting see of a case while it is shown: what the presenter may open and what names nobody; who comes from another country, or from nobody
/// knows where to a meeting with another country, only on the basis for it. Each look is written down with the person and the holder.
/// </summary>
sealed class GuestLook(ConsultsStore store, ICallers callers, IOrganisationTree trees, Abroad abroad, TrailBook trail, Database database, Caller caller)
{
    /// <summary>Whether the guest of a seat may see a file of a case of the meeting; <paramref name="opens"/>: it is written down.</summary>
    public async Task<bool> MayAsync(Guid meeting, string key, Guid presenter, Guid seat, bool opens, CancellationToken stop)
    {
        if (!Guid.TryParse(key, out var file)) return false;
        var guest = await store.SessionSeats.IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(s => s.Id == seat && s.SessionId == meeting && s.UserId == null, stop);
        var session = await store.Sessions.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(s => s.Id == meeting, stop);
        if (guest is null || session is not { State: SessionState.Planned or SessionState.Open }) return false;
        if (await store.Attachments.AsNoTracking().SingleOrDefaultAsync(a => a.Id == file && a.RemovedAt == null && !a.ShowsIdentity, stop) is not { } row
            || !await store.Agenda.AnyAsync(a => a.SessionId == meeting && a.CaseId == row.CaseId, stop)) return false;
        var shower = await callers.OfPersonAsync(presenter, stop);
        var book = new CaseBook(store, new Seats(shower, trees), abroad, shower);
        if (await (await book.SeenAsync(stop)).AsNoTracking().SingleOrDefaultAsync(c => c.Id == row.CaseId, stop) is not { } one) return false;
        var (may, basis) = await CountryAsync(session, guest, one, stop);
        if (!may || !opens) return may;
        await using var connection = await database.OpenAsync(stop);
        await trail.AboutAsync(connection, caller with { Purpose = "consultation" }, "consult.file.shown", "consults_attachment", key,
            new(one.PersonId, one.AskingId, basis?.Id, "guest"), $"{one.Code} · {guest.Name}", stop);
        return true;
    }

    async Task<(bool May, Basis? Basis)> CountryAsync(Session session, Seat guest, Case one, CancellationToken stop)
    {
        if (guest.FacilityId is { } facility)
        {
            if (!await abroad.IsForeignAsync(facility, stop)) return (true, null);
            var basis = await abroad.BasisAsync(one.AskingId, facility, stop);
            return (basis is not null, basis);
        }
        return (!session.IsAbroad || guest.Role == RoomRole.Patient, null);
    }
}
