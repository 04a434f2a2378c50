using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Records;

/// <summary>Requests of persons to correct what a facility says of them, with the clock of ten days.</summary>
sealed class Corrections(PersonsStore store, Homes homes, RecordReaders readers, PersonReading reading, Caller caller, TimeProvider clock)
{
    /// <summary>Facilities for which the caller answers.</summary>
    public Task<IReadOnlyList<Guid>> HoldersAsync(CancellationToken stop) => homes.DecidingAsync(PersonsRights.Correct, stop);

    /// <summary>Takes a request.</summary>
    public async Task AskAsync(Guid person, Form form, CancellationToken stop)
    {
        var opened = await reading.OfAsync(await readers.ReaderAsync(Purposes.Treatment, stop), person, stop)
            ?? throw Refusal.Missing("Không có người bệnh này, hoặc ông/bà chưa có căn cứ để xem.");
        var holders = await HoldersAsync(stop);
        var own = opened.Sides.Select(s => s.Row.Holder).Where(holders.Contains).Distinct().ToList();
        var holder = form.Id("holder") ?? own.FirstOrDefault();
        if (!own.Contains(holder)) throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}” tại đơn vị này. Xin liên hệ quản trị viên của đơn vị.",
            PersonsRights.Correct.Title);
        var asked = form.Day("asked") ?? clock.Today();
        if (asked > clock.Today()) throw new Refusal(RefusalKind.Invalid, "Ngày yêu cầu không được ở tương lai.") { Field = "asked" };
        store.Corrections.Add(new Correction
        {
            HolderId = holder,
            PersonId = opened.Id,
            AskedBy = form.Required("by", 200),
            Wrong = form.Required("wrong"),
            RightText = form.Required("right"),
            AskedOn = asked,
            DueOn = asked.AddDays(Correction.Days),
            MadeBy = caller.UserId,
        });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Answers a request; the fact says whether it was in time.</summary>
    public async Task<Guid> AnswerAsync(Guid id, Form form, CancellationToken stop)
    {
        var holders = await HoldersAsync(stop);
        var row = await store.Corrections.FirstOrDefaultAsync(c => c.Id == id && holders.Contains(c.HolderId), stop)
            ?? throw Refusal.Missing("Không có yêu cầu đính chính này tại đơn vị của ông/bà.");
        store.Expect(row, form.Whole("version"));
        if (row.State != CorrectionState.Open) throw Refusal.Conflict("Yêu cầu này đã được trả lời.");
        row.State = form.Text("state") == "refused" ? CorrectionState.Refused : CorrectionState.Done;
        row.Answer = form.Required("answer");
        row.AnsweredOn = clock.Today();
        row.AnsweredBy = caller.UserId;
        store.Report(new Fact
        {
            Kind = "person.correction.answered",
            UnitId = row.HolderId,
            OccurredOn = clock.Today(),
            Value = 1,
            Module = "records",
            SourceId = "correction/" + row.Id,
            Dims = Fact.DimsOf(("on_time", row.AnsweredOn <= row.DueOn ? "yes" : "no")),
        });
        await store.SaveChangesAsync(stop);
        return row.PersonId;
    }

    /// <summary>Requests of a person (also of those merged into them) to these facilities, newest first.</summary>
    public async Task<IReadOnlyList<Correction>> OfAsync(IReadOnlyCollection<Guid> persons, IReadOnlyCollection<Guid> holders, CancellationToken stop) =>
        await store.Corrections.AsNoTracking().Where(c => persons.Contains(c.PersonId) && holders.Contains(c.HolderId))
            .OrderByDescending(c => c.AskedOn).ThenByDescending(c => c.Id).Take(50).ToListAsync(stop);

    /// <summary>Requests that wait for an answer of the caller's facilities, the most urgent first.</summary>
    public async Task<IReadOnlyList<Correction>> WaitingAsync(CancellationToken stop)
    {
        var holders = await HoldersAsync(stop);
        return await store.Corrections.AsNoTracking().Where(c => c.State == CorrectionState.Open && holders.Contains(c.HolderId)).OrderBy(c => c.DueOn)
            .Take(20).ToListAsync(stop);
    }
}
