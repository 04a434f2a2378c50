using LienY.Design;
using LienY.Kernel;
using LienY.Network.Pages;
using Microsoft.EntityFrameworkCore;

namespace LienY.Network;

/// <summary>Loads what the pages of agreements show.</summary>
sealed class AgreementShowing(NetworkStore store, AtlasBook book, Caller caller, TimeProvider clock)
{
    /// <summary>Agreements that the caller may see, newest first.</summary>
    public async Task<IReadOnlyList<AgreementsPage.Row>> RowsAsync(string q, string state, CancellationToken stop)
    {
        var atlas = await book.NowAsync(stop);
        var today = clock.Today();
        var words = Fold.Of(q);
        var found = await store.Agreements.AsNoTracking().Include(a => a.Parties).Where(a => words == "" || a.Folded.Contains(words)).OrderByDescending(a => a.SignedOn).ThenBy(a => a.Title).ToListAsync(stop);
        return [.. found.Where(a => state.Length == 0 || a.StateOn(today).ToString() == state).Select(a => new AgreementsPage.Row(a.Id, a.Title,
            string.Join(" · ", a.Parties.OrderBy(p => p.Position).Select(p => Name(atlas, p.OrganisationId, a.SignedOn ?? today))), a.SignedOn, a.EndedOn ?? a.ValidTo,
            AgreementWords.States[a.StateOn(today)], AgreementWords.Colour(a.StateOn(today))))];
    }

    /// <summary>One agreement; parties bear the names of the day on which it was signed.</summary>
    public async Task<AgreementPage.View> OneAsync(Guid id, CancellationToken stop)
    {
        var atlas = await book.NowAsync(stop);
        var a = await FindAsync(id, stop);
        var today = clock.Today();
        var on = a.SignedOn ?? today;
        var state = a.StateOn(today);
        return new(id, a.Title, AgreementWords.Kinds[a.Kind], a.Number, a.SignedOn, a.ValidFrom, a.ValidTo, a.EndedOn, AgreementWords.States[state], AgreementWords.Colour(state),
            state == AgreementState.Ending ? (a.EndedOn ?? a.ValidTo)!.Value.DayNumber - today.DayNumber : null, a.FileName, a.Note,
            [.. a.Parties.OrderBy(p => p.Position).Select(p => new Crumb(Name(atlas, p.OrganisationId, on), $"/network/{p.OrganisationId}"))],
            [.. a.Contents.OrderBy(c => c.Position).Select(c => c.Text)],
            [.. a.Focals.OrderBy(f => f.Position).Select(f => new AgreementPage.Focal(f.OrganisationId is { } o ? new Crumb(Name(atlas, o, on), $"/network/{o}") : null, f.Text))],
            AgreementWriting.May(caller, a.Parties.Select(p => p.OrganisationId)));
    }

    /// <summary>The form; empty where there is none yet.</summary>
    public async Task<AgreementForm.View> FormAsync(Guid? id, CancellationToken stop)
    {
        var atlas = await book.NowAsync(stop);
        var today = clock.Today();
        var choices = Chosen.Options(atlas, caller, today);
        if (id is null)
        {
            var own = atlas.Units.TryGetValue(caller.OrganisationId, out var unit) ? Chosen.Label(atlas, unit, today) : "";
            return new(null, 0, "", nameof(AgreementKind.Memorandum), "", null, null, null, null, [own, "", "", ""], "", [("", ""), ("", "")], "", "", choices);
        }
        var a = await FindAsync(id.Value, stop);
        if (!AgreementWriting.May(caller, a.Parties.Select(p => p.OrganisationId))) caller.Must(Rights.Agree, a.Parties[0].OrganisationId);
        var on = a.SignedOn ?? a.ValidFrom ?? today;
        string Label(Guid? o) => o is { } i && atlas.Units.TryGetValue(i, out var u) ? Chosen.Label(atlas, u, on) : "";
        return new(id, a.Version, a.Title, a.Kind.ToString(), a.Number, a.SignedOn, a.ValidFrom, a.ValidTo, a.EndedOn,
            [.. a.Parties.OrderBy(p => p.Position).Select(p => Label(p.OrganisationId)).Append("").Append("").Take(AgreementWriting.MostParties)],
            string.Join('\n', a.Contents.OrderBy(c => c.Position).Select(c => c.Text)),
            [.. a.Focals.OrderBy(f => f.Position).Select(f => (Label(f.OrganisationId), f.Text)).Append(("", "")).Take(AgreementWriting.MostParties)], a.Note, a.FileName, choices);
    }

    /// <summary>One agreement that the caller may see, or a refusal that does not tell whether it exists.</summary>
    public async Task<Agreement> FindAsync(Guid id, CancellationToken stop) =>
        await store.Agreements.AsNoTracking().Include(a => a.Parties).Include(a => a.Contents).Include(a => a.Focals).AsSplitQuery().SingleOrDefaultAsync(a => a.Id == id, stop)
        ?? throw Refusal.Missing("Không tìm thấy thỏa thuận này.");

    static string Name(OrganisationAtlas atlas, Guid id, DateOnly on) => atlas.Units.TryGetValue(id, out var unit) ? unit.Name(on) : "–";
}
