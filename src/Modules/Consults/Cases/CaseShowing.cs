using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>The page of a case, as one side may see it.</summary>
/// <param name="Identity">Who it is; null where this side may not know.</param>
/// <param name="Release">On what the other side may know; null: nothing was handed in.</param>
sealed record CaseView(Case One, Side Side, string Asking, string Answering, string PassedTo, SummaryText Text, CaseSummary Summary, CaseIdentity? Identity,
    CaseRelease? Release, IReadOnlyList<CaseAttachment> Files, IReadOnlyList<CaseStep> Steps, IReadOnlyDictionary<Guid, string> Units, CaseOpinion? Opinion,
    IReadOnlyList<Lacking> Lacking, IReadOnlyList<CaseDoor> Doors, string Reason, string OnCall, CaseMay May, DateTimeOffset Now)
{
    /// <summary>The basis for the other side's country lets nobody be named there.</summary>
    public bool IsNameless { get; init; }

    /// <summary>The other side sees who the patient is just now.</summary>
    public bool IsLive => !IsNameless && Release?.IsLive(Now) == true;

    /// <summary>Whether this side may open a file.</summary>
    public bool MayOpen(CaseAttachment file) => Side == Side.Asking || file.OrganisationId != One.AskingId || !file.ShowsIdentity || IsLive;
}

/// <summary>What the caller may do from their side.</summary>
sealed record CaseMay(bool Ask, bool Approve, bool Answer);

/// <summary>Loads a case for a side: without what identifies unless a release is in force; each reading in the trail with its basis.</summary>
sealed class CaseShowing(ConsultsStore store, CaseBook book, Seats seats, Essentials essentials, Abroad abroad, IEnumerable<ICaseDoors> doors, IOrganisations organisations,
    IPeople people, TrailBook trail, Database database, Caller caller, TimeProvider clock)
{
    /// <summary>The page.</summary>
    public async Task<CaseView> ShowAsync(Guid id, CancellationToken stop)
    {
        var one = await book.FindAsync(id, stop);
        var side = await book.SideAsync(one, stop);
        var (now, asking) = (clock.GetUtcNow(), side == Side.Asking);
        var release = await store.Releases.AsNoTracking().Where(r => r.CaseId == id && r.ReceiverId == one.AnsweringId && r.State != ReleaseState.Revoked)
            .OrderByDescending(r => r.MadeAt).FirstOrDefaultAsync(stop);
        var nameless = !await abroad.MayNameAsync(one, stop);
        var known = asking || (!nameless && release?.IsLive(now) == true);
        await ReadAsync(one, asking ? null : release?.BasisId, known, stop);
        var identity = await store.Identities.AsNoTracking().SingleAsync(i => i.CaseId == id, stop);
        var masked = known ? null : new MaskedText(identity.Known());
        var summary = await store.Summaries.AsNoTracking().Where(s => s.CaseId == id && (asking || s.SentAt != null)).OrderByDescending(s => s.Number).FirstAsync(stop);
        var steps = await store.Steps.AsNoTracking().Where(s => s.CaseId == id).OrderBy(s => s.Number).ToListAsync(stop);
        var files = await store.Attachments.AsNoTracking().Where(a => a.CaseId == id && a.RemovedAt == null).OrderBy(a => a.MadeAt).ToListAsync(stop);
        var units = await organisations.NamesAsync([.. new[] { one.AskingId, one.AnsweringId, one.PassedToId }.OfType<Guid>(),
            .. steps.Select(s => s.OrganisationId)], null, stop);
        var may = new CaseMay(asking && await seats.HoldsAsync(ConsultsRights.Ask, one.AskingId, stop),
            asking && await seats.HoldsAsync(ConsultsRights.Approve, one.AskingId, stop),
            await seats.HoldsAsync(ConsultsRights.Answer, one.AnsweringId, stop));
        var offered = new List<CaseDoor>();
        foreach (var source in doors) offered.AddRange(await source.OfAsync(one, side, stop));
        var text = summary.Text;
        return new(one, side, units.GetValueOrDefault(one.AskingId, "–"), units.GetValueOrDefault(one.AnsweringId ?? Guid.Empty, ""),
            units.GetValueOrDefault(one.PassedToId ?? Guid.Empty, ""), masked is null ? text : Masked(text, masked), summary, known ? identity : null, release,
            masked is null ? files : [.. files.Select(f => Masked(f, masked, one.AskingId))], masked is null ? steps : [.. steps.Select(s => Masked(s, masked))], units,
            await store.Opinions.AsNoTracking().SingleOrDefaultAsync(o => o.CaseId == id, stop),
            asking && one.State is CaseState.Draft or CaseState.NeedsMore ? await essentials.OfAsync(one, text, stop) : [], offered,
            await store.Reasons.AsNoTracking().Where(r => r.Key == one.Reason).Select(r => r.Name + " (" + r.Source + ")").FirstOrDefaultAsync(stop) ?? "",
            one.OnCallId is { } person ? (await people.NamesAsync([person], stop)).GetValueOrDefault(person, "") : "", may, now)
        { IsNameless = nameless };
    }

    /// <summary>Writes that the case was read: by whom, for which side, on which basis.</summary>
    async Task ReadAsync(Case one, Guid? basis, bool known, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var role = caller.Posts.FirstOrDefault(p => ConsultsRights.See.Roles.Contains(p.Role))?.Role.ToString() ?? "";
        await trail.AboutAsync(connection, caller with { Purpose = "consultation" }, known ? "consult.read" : "consult.read.masked", "consult", one.Id.ToString(),
            new(one.PersonId, one.AskingId, basis, role), one.Code, stop);
    }

    static SummaryText Masked(SummaryText text, MaskedText mask) => text with
    {
        Question = mask.Mask(text.Question),
        History = mask.Mask(text.History),
        Past = mask.Mask(text.Past),
        Course = mask.Mask(text.Course),
        Findings = mask.Mask(text.Findings),
        Laboratory = mask.Mask(text.Laboratory),
        Imaging = mask.Mask(text.Imaging),
        Treatment = mask.Mask(text.Treatment),
        Diagnoses = [.. text.Diagnoses.Select(d => d with { Text = mask.Mask(d.Text) })],
        Items = [.. text.Items.Select(i => i with { At = i.At.Length > 7 ? i.At[..7] : i.At, Title = mask.Mask(i.Title), Value = mask.Mask(i.Value) })],
    };

    static CaseStep Masked(CaseStep step, MaskedText mask) => new()
    {
        Id = step.Id,
        CaseId = step.CaseId,
        Number = step.Number,
        Act = step.Act,
        Before = step.Before,
        After = step.After,
        At = step.At,
        ById = step.ById,
        ByName = step.ByName,
        OrganisationId = step.OrganisationId,
        Reason = mask.Mask(step.Reason),
    };

    static CaseAttachment Masked(CaseAttachment file, MaskedText mask, Guid asking) => file.OrganisationId != asking ? file : new()
    {
        Id = file.Id,
        CaseId = file.CaseId,
        OrganisationId = file.OrganisationId,
        Name = mask.Mask(file.Name),
        Nature = file.Nature,
        MediaType = file.MediaType,
        Size = file.Size,
        Hash = file.Hash,
        ShowsIdentity = file.ShowsIdentity,
        MadeById = file.MadeById,
        MadeByName = file.MadeByName,
        MadeAt = file.MadeAt,
    };
}
