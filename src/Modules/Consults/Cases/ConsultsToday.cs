using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>What consultations ask of the caller today: to approve, to take, to give an opinion, to add, to send on; and what waits for others.</summary>
sealed class ConsultsToday(ConsultsStore store, Seats seats, IOrganisations organisations, Caller caller, Words words) : ITodaySource
{
    const int Most = 15;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TodayItem>> ItemsAsync(CancellationToken stop)
    {
        if (!caller.May(ConsultsRights.See)) return [];
        var (asking, approving, answering) = (await OfAsync(ConsultsRights.Ask, stop), await OfAsync(ConsultsRights.Approve, stop),
            await OfAsync(ConsultsRights.Answer, stop));
        var user = caller.UserId;
        var rows = await store.Cases.AsNoTracking().Where(c =>
            (approving.Contains(c.AskingId) && (c.State == CaseState.AwaitingApproval || c.ApprovalDueAt != null))
            || (asking.Contains(c.AskingId) && c.AskedById == user && (c.State == CaseState.Draft || c.State == CaseState.RefusedInside || c.State == CaseState.NeedsMore
                || c.State == CaseState.PassedOn || c.State == CaseState.AwaitingAcceptance || c.State == CaseState.AwaitingOpinion))
            || (c.AnsweringId != null && answering.Contains(c.AnsweringId.Value) && (c.State == CaseState.AwaitingAcceptance
                || (c.State == CaseState.AwaitingOpinion && c.AcceptedById == user))))
            .OrderBy(c => c.DueAt == null).ThenBy(c => c.DueAt).ThenBy(c => c.CreatedAt).Take(Most).ToListAsync(stop);
        var names = await organisations.NamesAsync(rows.SelectMany(c => new[] { c.AskingId, c.AnsweringId ?? c.AskingId }), null, stop);
        return [.. rows.Select(c => Item(c, approving, answering, names))];
    }

    TodayItem Item(Case c, List<Guid> approving, List<Guid> answering, IReadOnlyDictionary<Guid, string> names)
    {
        var ours = c.AnsweringId is { } to && answering.Contains(to) && c.State is CaseState.AwaitingAcceptance or CaseState.AwaitingOpinion;
        var (list, what, button) = c.State switch
        {
            _ when approving.Contains(c.AskingId) && (c.State == CaseState.AwaitingApproval || c.ApprovalDueAt is not null) =>
                (TodayList.Due, words["Duyệt ca hội chẩn {0}", c.Code], words["Xem và duyệt"]),
            CaseState.AwaitingAcceptance when ours => (TodayList.Due, words["Tiếp nhận ca hội chẩn {0}", c.Code], words["Xem"]),
            CaseState.AwaitingOpinion when ours => (TodayList.Due, words["Cho ý kiến ca hội chẩn {0}", c.Code], words["Viết ý kiến"]),
            CaseState.NeedsMore => (TodayList.Due, words["Bổ sung ca hội chẩn {0}", c.Code], words["Bổ sung"]),
            CaseState.PassedOn => (TodayList.Due, words["Quyết định nơi hỏi mới cho ca {0}", c.Code], words["Xem"]),
            CaseState.RefusedInside => (TodayList.Due, words["Lãnh đạo chưa duyệt ca {0}", c.Code], words["Sửa lại"]),
            CaseState.Draft => (TodayList.New, words["Nháp hội chẩn {0}", c.Code], words["Viết tiếp"]),
            _ => (TodayList.Waiting, words["Ca hội chẩn {0} chờ trả lời", c.Code], words["Xem"]),
        };
        var other = ours ? c.AskingId : c.AnsweringId ?? Guid.Empty;
        var due = (c.State == CaseState.AwaitingAcceptance || c.State == CaseState.AwaitingOpinion ? c.DueAt : null) ?? c.ApprovalDueAt;
        return new(list, $"{what} · {words[CaseWords.Of(c.Urgency)]}", names.GetValueOrDefault(other, ""), due is { } at ? Say.DayOf(at) : null,
            $"/consults/cases/{c.Id}", button);
    }

    async Task<List<Guid>> OfAsync(Right right, CancellationToken stop) => [.. await seats.OfAsync(right, stop)];
}

/// <summary>Cases in the search of everything: by code, specialty and diagnosis, never by who the patient is.</summary>
sealed class ConsultsSearch(CaseBook book, Caller caller, Words words) : ISearchSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string folded, int most, CancellationToken stop)
    {
        if (!caller.May(ConsultsRights.See)) return [];
        var rows = await (await book.SeenAsync(stop)).AsNoTracking().Where(c => c.Folded.Contains(folded)).OrderByDescending(c => c.ChangedAt).Take(most)
            .ToListAsync(stop);
        return [.. rows.Select(c => new SearchHit(words["Hội chẩn từ xa"], c.Code,
            $"{words[Specialties.Name(c.Specialty)]} · {words[CaseWords.Of(c.State)]}", $"/consults/cases/{c.Id}"))];
    }
}

/// <summary>Offers to ask another facility beside an open record.</summary>
sealed class AskAction(Caller caller, Words words) : IPatientAction
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<PatientDoor>> OfAsync(Guid person, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<PatientDoor>>(caller.May(ConsultsRights.Ask) ? [new(words["Xin hội chẩn từ xa"], $"/consults/new?person={person}")] : []);
}
