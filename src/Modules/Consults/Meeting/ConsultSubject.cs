using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>What a room of ours may show: files of the cases of its meeting, each through the rights of who looks, and the order of the cases.</summary>
sealed class ConsultSubject(ConsultsStore store, MeetingEnd ending, CaseBook cases, GuestLook guests, Caller caller, Words words) : IRoomSubject
{
    public bool Owns(string subject) => MeetingEnd.SessionOf(subject) is not null;

    public async Task<IReadOnlyList<RoomExhibit>> ExhibitsAsync(string subject, CancellationToken stop)
    {
        if (await SessionAsync(subject, stop) is not { } id) return [];
        var agenda = await ending.CasesAsync(id, stop);
        var ids = agenda.ConvertAll(a => a.Id);
        var seen = await (await cases.SeenAsync(stop)).Where(c => ids.Contains(c.Id)).Select(c => c.Id).ToListAsync(stop);
        var files = await store.Attachments.AsNoTracking().Where(a => seen.Contains(a.CaseId) && a.RemovedAt == null).OrderBy(a => a.MadeAt).ToListAsync(stop);
        var codes = agenda.ToDictionary(c => c.Id, c => c.Code);
        // What shows who the patient is stays out of the shared view: everybody in the room would see it.
        return [.. files.Where(f => !f.ShowsIdentity && f.Nature is FileNature.Picture or FileNature.Pdf or FileNature.Text).Select(f => new RoomExhibit(
            f.Id.ToString(), f.Nature switch { FileNature.Picture => "image", FileNature.Pdf => "pdf", _ => "text" }, $"{codes[f.CaseId]} · {f.Name}",
            $"/consults/cases/{f.CaseId}/files/{f.Id}"))];
    }

    public async Task<IReadOnlyList<string>> AgendaAsync(string subject, CancellationToken stop)
    {
        if (await SessionAsync(subject, stop) is not { } id) return [];
        var items = await store.Agenda.AsNoTracking().Where(a => a.SessionId == id).OrderBy(a => a.Ordinal).ToListAsync(stop);
        var codes = (await ending.CasesAsync(id, stop)).ToDictionary(c => c.Id);
        var seats = await store.SessionSeats.AsNoTracking().Where(s => s.SessionId == id).ToDictionaryAsync(s => s.Id, s => s.Name, stop);
        return [.. items.Where(i => codes.ContainsKey(i.CaseId)).Select(i => i.PresenterId is { } p && seats.TryGetValue(p, out var name)
            ? words["{0}. {1}, {2} trình bày, {3} phút", i.Ordinal, codes[i.CaseId].Code, name, i.Minutes]
            : words["{0}. {1}, {2} phút", i.Ordinal, codes[i.CaseId].Code, i.Minutes])];
    }

    public async Task<bool> MayGuestSeeAsync(string subject, string key, Guid presenter, Guid seat, bool opens, CancellationToken stop) =>
        MeetingEnd.SessionOf(subject) is { } id && await guests.MayAsync(id, key, presenter, seat, opens, stop);

    async Task<Guid?> SessionAsync(string subject, CancellationToken stop) =>
        MeetingEnd.SessionOf(subject) is { } id && (caller.IsKnown || caller.IsHouse) && await store.Sessions.AnyAsync(s => s.Id == id, stop) ? id : null;
}
