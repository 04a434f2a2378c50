using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>The asking facility's side of the way: send, approve, take back, add, send on, cancel; in an emergency, begin at once.</summary>
sealed class Sending(ConsultsStore store, CaseBook book, Seats seats, Clocks clocks, Essentials essentials, Releasing releasing, Abroad abroad, Telling telling,
    Words words, TimeProvider clock)
{
    DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>To the director; refused while something essential is missing.</summary>
    public Task SubmitAsync(Guid id, int version, CancellationToken stop) => DoAsync(id, version, ConsultsRights.Ask, async (one, by) =>
    {
        await essentials.MustAsync(one, await TextAsync(one, stop), words, stop);
        one.Submit(by, Now);
        await telling.TellAsync(null, one.AskingId, one, Words.Key("Ca hội chẩn {0} hỏi {1} chờ ông/bà duyệt."), stop);
    }, stop);

    /// <summary>The director lets it out; what was handed in to let the other side know the patient comes into force.</summary>
    public Task ApproveAsync(Guid id, int version, CancellationToken stop) => DoAsync(id, version, ConsultsRights.Approve, async (one, by) =>
    {
        if (one.ApprovalDueAt is not null)
        {
            one.Approve(by, Now, null);
            return;
        }
        one.Approve(by, Now, await StartAsync(one, stop));
        await SealAsync(one, stop);
        if (await releasing.OfAsync(one, stop) is { State: ReleaseState.Asked } release) await releasing.MakeLiveAsync(one, release, one.Code, by, stop);
        store.Report(ConsultFacts.Asked(one, Now));
        await telling.TellAsync(one.OnCallId, one.AnsweringId!.Value, one, Words.Key("Ca hội chẩn {0} của {1} chờ ông/bà tiếp nhận."), stop);
    }, stop);

    /// <summary>The director says no.</summary>
    public Task RefuseInsideAsync(Guid id, int version, string why, CancellationToken stop) => DoAsync(id, version, ConsultsRights.Approve, async (one, by) =>
    {
        one.RefuseInside(by, Now, why);
        await telling.TellAsync(one.AskedById, one.AskingId, one, Words.Key("Lãnh đạo chưa duyệt ca hội chẩn {0} hỏi {1}."), stop);
    }, stop);

    /// <summary>Back to the draft.</summary>
    public Task ReviseAsync(Guid id, int version, CancellationToken stop) => DoAsync(id, version, ConsultsRights.Ask, (one, by) =>
    {
        one.Revise(by, Now);
        return Task.CompletedTask;
    }, stop);

    /// <summary>What was asked for was added.</summary>
    public Task SupplementAsync(Guid id, int version, CancellationToken stop) => DoAsync(id, version, ConsultsRights.Ask, async (one, by) =>
    {
        one.Supplement(by, Now, await StartAsync(one, stop));
        await SealAsync(one, stop);
        await telling.TellAsync(one.OnCallId, one.AnsweringId!.Value, one, Words.Key("Ca hội chẩn {0} của {1} đã được bổ sung, chờ ông/bà tiếp nhận."), stop);
    }, stop);

    /// <summary>To the facility that the asked one named; a release for it is handed in anew.</summary>
    public Task SendOnAsync(Guid id, int version, CancellationToken stop) => DoAsync(id, version, ConsultsRights.Ask, async (one, by) =>
    {
        await abroad.MustAsync(one.AskingId, one.PassedToId, stop);
        one.SendOn(by, Now, await clocks.StartAsync(ClockKind.Acceptance, one.Urgency, one.PassedToId ?? Guid.Empty, one.Specialty, Now, stop));
        await telling.TellAsync(one.OnCallId, one.AnsweringId!.Value, one, Words.Key("Ca hội chẩn {0} của {1} chờ ông/bà tiếp nhận."), stop);
    }, stop);

    /// <summary>Not wanted any more.</summary>
    public Task CancelAsync(Guid id, int version, string why, CancellationToken stop) => DoAsync(id, version, ConsultsRights.Ask, async (one, by) =>
    {
        var (out1, to) = (one.IsOut, one.OnCallId ?? one.AcceptedById);
        one.Cancel(by, Now, why);
        if (out1) await telling.TellAsync(to, one.AnsweringId!.Value, one, Words.Key("{1} đã hủy ca hội chẩn {0}."), stop);
    }, stop);

    /// <summary>Life at stake: the room is open at once, the other side knows who it is; approval is owed within 24 hours.</summary>
    public Task OpenUrgentlyAsync(Guid id, int version, string why, CancellationToken stop) => DoAsync(id, version, ConsultsRights.Ask, async (one, by) =>
    {
        await essentials.MustAsync(one, await TextAsync(one, stop), words, stop);
        one.OpenUrgently(by, Now, why);
        await SealAsync(one, stop);
        await releasing.UrgentAsync(one, why, by, stop);
        store.Report(ConsultFacts.Asked(one, Now));
        var first = (await clocks.OnCallAsync(one.AnsweringId!.Value, one.Specialty, Now, stop)).Select(d => (Guid?)d.UserId).FirstOrDefault();
        await telling.TellAsync(first, one.AnsweringId.Value, one, Words.Key("Ca tối khẩn {0}: {1} đã mở phòng và đang chờ ông/bà."), stop);
        await telling.TellAsync(null, one.AskingId, one, Words.Key("Ca tối khẩn {0} đã mở phòng với {1}; xin duyệt trong 24 giờ."), stop);
    }, stop);

    /// <summary>The patient's paper for the facility that is asked. In a case that is out already, the director's own hand puts it in force.</summary>
    public Task HandInAsync(Guid id, int version, string reference, IFormFile? paper, CancellationToken stop) => DoAsync(id, version, ConsultsRights.Ask,
        async (one, by) =>
    {
        if (one.IsOver) throw Refusal.Conflict("Ca hội chẩn đã kết thúc.");
        await releasing.HandInAsync(one, reference, paper, by, stop);
        if (one.IsOut) await telling.TellAsync(null, one.AskingId, one, Words.Key("Ca hội chẩn {0} hỏi {1} có văn bản của người bệnh chờ ông/bà duyệt."), stop);
    }, stop);

    /// <summary>The director puts a paper in force that came after the case was out.</summary>
    public Task AdmitAsync(Guid id, int version, CancellationToken stop) => DoAsync(id, version, ConsultsRights.Approve, async (one, by) =>
    {
        if (!one.IsOut || one.IsOver || await releasing.OfAsync(one, stop) is not { State: ReleaseState.Asked } release)
            throw Refusal.Conflict("Không có văn bản nào của người bệnh đang chờ duyệt.");
        await releasing.MakeLiveAsync(one, release, one.Code, by, stop);
    }, stop);

    async Task DoAsync(Guid id, int version, Right right, Func<Case, Actor, Task> act, CancellationToken stop)
    {
        var one = await book.ExpectAsync(id, version, stop);
        await seats.MustAsync(right, one.AskingId, stop);
        await act(one, seats.At(one.AskingId));
        await store.SaveChangesAsync(stop);
    }

    Task<RunningClock> StartAsync(Case one, CancellationToken stop) =>
        clocks.StartAsync(ClockKind.Acceptance, one.Urgency, one.AnsweringId ?? Guid.Empty, one.Specialty, Now, stop);

    async Task<SummaryText> TextAsync(Case one, CancellationToken stop) =>
        (await store.Summaries.AsNoTracking().OrderByDescending(s => s.Number).FirstAsync(s => s.CaseId == one.Id, stop)).Text;

    /// <summary>What goes out is never changed again.</summary>
    async Task SealAsync(Case one, CancellationToken stop)
    {
        await abroad.MustAsync(one.AskingId, one.AnsweringId, stop);
        var latest = await store.Summaries.OrderByDescending(s => s.Number).FirstAsync(s => s.CaseId == one.Id, stop);
        latest.SentAt ??= Now;
        one.SummaryNumber = latest.Number;
    }
}
