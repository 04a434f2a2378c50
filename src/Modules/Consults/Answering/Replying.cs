using LienY.Kernel;

namespace LienY.Consults;

/// <summary>An opinion in writing was given: its text stands in <c>consults_opinion</c> and waits for signatures. Stream: <c>consult/{id}</c>.</summary>
sealed record OpinionGiven(Guid CaseId, Guid OpinionId);

/// <summary>The answering facility's side of the way: take, ask for more, refuse, pass on, give an opinion.</summary>
sealed class Replying(ConsultsStore store, CaseBook book, Seats seats, Clocks clocks, Telling telling, Facilities facilities, LicenceGuard licences, TimeProvider clock)
{
    DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Takes the case: for a meeting, or with an opinion in writing within a day.</summary>
    public Task AcceptAsync(Guid id, int version, bool written, CancellationToken stop) => DoAsync(id, version, async (one, by) =>
    {
        var opinion = written ? await clocks.StartAsync(ClockKind.Opinion, one.Urgency, by.OrganisationId, one.Specialty, Now, stop) : null;
        // Who takes it has it, whoever is on call.
        one.Accept(by, Now, opinion is null ? null : opinion with { UserId = by.UserId });
        store.Report(ConsultFacts.Accepted(one, Now));
        store.Report(ConsultFacts.Wait(one, Now));
        await telling.TellAsync(one.AskedById, one.AskingId, one, Words.Key("{1} đã tiếp nhận ca hội chẩn {0}."), stop);
    }, stop);

    /// <summary>Comes to an emergency whose room is open.</summary>
    public Task JoinAsync(Guid id, int version, CancellationToken stop) => DoAsync(id, version, async (one, by) =>
    {
        one.Join(by, Now);
        store.Report(ConsultFacts.Accepted(one, Now));
        store.Report(ConsultFacts.Wait(one, Now));
        await telling.TellAsync(one.AskedById, one.AskingId, one, Words.Key("{1} đã tiếp nhận ca hội chẩn {0}."), stop);
    }, stop);

    /// <summary>Something is missing.</summary>
    public Task AskForMoreAsync(Guid id, int version, string what, CancellationToken stop) => DoAsync(id, version, async (one, by) =>
    {
        one.AskForMore(by, Now, what);
        await telling.TellAsync(one.AskedById, one.AskingId, one, Words.Key("{1} đề nghị bổ sung ca hội chẩn {0}."), stop);
    }, stop);

    /// <summary>No, with the reason.</summary>
    public Task RefuseAsync(Guid id, int version, string why, CancellationToken stop) => DoAsync(id, version, async (one, by) =>
    {
        one.Refuse(by, Now, why);
        store.Report(ConsultFacts.Refused(one, Now));
        await telling.TellAsync(one.AskedById, one.AskingId, one, Words.Key("{1} đã từ chối ca hội chẩn {0}; xin xem lý do."), stop);
    }, stop);

    /// <summary>Another facility is the better one to ask.</summary>
    public Task PassOnAsync(Guid id, int version, Guid to, string why, CancellationToken stop) => DoAsync(id, version, async (one, by) =>
    {
        await facilities.MustAsync(one.AskingId, to, "to", stop);
        one.PassOn(to, by, Now, why);
        await telling.TellAsync(one.AskedById, one.AskingId, one, Words.Key("{1} đề nghị chuyển ca hội chẩn {0} tới nơi khác; xin quyết định."), stop);
    }, stop);

    /// <summary>Writing is not enough.</summary>
    public Task NeedsMeetingAsync(Guid id, int version, string why, CancellationToken stop) => DoAsync(id, version, async (one, by) =>
    {
        one.NeedsMeeting(by, Now, why);
        await telling.TellAsync(one.AskedById, one.AskingId, one, Words.Key("{1} đề nghị họp hội chẩn ca {0}."), stop);
    }, stop);

    /// <summary>Gives the opinion; it waits for signatures as minutes do.</summary>
    public Task GiveOpinionAsync(Guid id, Form form, CancellationToken stop) => DoAsync(id, form.Whole("version"), async (one, by) =>
    {
        await licences.MustAsync(by.UserId, Say.DayOf(Now), stop);
        var opinion = new CaseOpinion
        {
            CaseId = one.Id,
            SummaryNumber = one.SummaryNumber,
            Assessment = form.Required("assessment", 8000),
            Conclusion = form.Required("conclusion", 8000),
            Advice = form.Required("advice", 8000),
            SaysTransfer = form.Ticked("transfer"),
            ById = by.UserId ?? Guid.Empty,
            ByName = by.Name,
            OrganisationId = by.OrganisationId,
            At = Now,
        };
        one.GiveOpinion(by, Now);
        store.Opinions.Add(opinion);
        store.Report(ConsultFacts.Opinion(one, Now));
        store.Publish($"consult/{one.Id}", new OpinionGiven(one.Id, opinion.Id));
        await telling.TellAsync(one.AskedById, one.AskingId, one, Words.Key("{1} đã cho ý kiến về ca hội chẩn {0}."), stop);
    }, stop);

    async Task DoAsync(Guid id, int version, Func<Case, Actor, Task> act, CancellationToken stop)
    {
        var one = await book.ExpectAsync(id, version, stop);
        await seats.MustAsync(ConsultsRights.Answer, one.AnsweringId, stop);
        await act(one, seats.At(one.AnsweringId!.Value));
        await store.SaveChangesAsync(stop);
    }
}
