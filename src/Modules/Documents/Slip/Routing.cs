using System.Globalization;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>What the leader says: in whose name where a clerk enters it from the paper slip.</summary>
sealed record LeadInput(string Opinion, string Lead, IReadOnlyList<string> With, DateOnly? DueOn, string ByName);

/// <summary>How a paper was dealt with.</summary>
sealed record DoneInput(string Result, DateOnly? DoneOn, Guid? AnswerId);

/// <summary>Moves a paper along its routing slip: leader, room, person, done; each step with its notice, its clock and its place in the history.</summary>
sealed class Routing(DocumentsStore store, Desks desks, PaperBook book, SlipChoices choices, StatusReplies replies, TimeProvider clock, Wake wake)
{
    /// <summary>The leader's opinion: who leads, who works along, until when.</summary>
    public async Task LeadAsync(Guid id, int version, LeadInput input, CancellationToken stop)
    {
        var paper = await book.FindAsync(id, stop);
        paper.MustMove();
        if (!await desks.HoldsAsync(DocumentsRights.Route, paper.OrganisationId, stop))
        {
            await desks.MustAsync(DocumentsRights.Register, paper.OrganisationId, stop);
            if (input.ByName.Length == 0)
                throw new Refusal(RefusalKind.Invalid, "Văn thư nhập thay bút phê: xin ghi tên, chức vụ lãnh đạo đã cho ý kiến.") { Field = "byName" };
        }
        if (!paper.IsOpen) throw Refusal.Conflict("Văn bản này đã giải quyết xong. Muốn phân phối lại, xin bấm “Mở lại để xử lý tiếp” trước.");
        Within(paper, input.DueOn);
        var lead = await choices.FindAsync(paper.OrganisationId, input.Lead, "lead", stop);
        var with = new List<Choice>();
        foreach (var value in input.With.Distinct().Where(v => v != input.Lead)) with.Add(await choices.FindAsync(paper.OrganisationId, value, "with", stop));
        await EndSeatsAsync(paper.Id, stop);
        Sit(paper, SeatRole.Lead, lead, input.DueOn);
        foreach (var one in with) Sit(paper, SeatRole.With, one, input.DueOn);
        Write(paper, SlipStage.Leader, input.Opinion, input.DueOn, input.ByName);
        if (input.DueOn is { } due) paper.DueOn = due;
        paper.Receiver = string.Join("; ", with.Select(w => w.Name).Prepend(lead.Name));
        if (paper.Receiver.Length > 300) paper.Receiver = paper.Receiver[..297] + "…";
        paper.RoutedOn = clock.Today();
        paper.State = IncomingState.Assigned;
        store.Step(paper.Id, IncomingWords.Routed, $"{lead.Name}{(with.Count > 0 ? " · " + string.Join(", ", with.Select(w => w.Name)) : "")}");
        await replies.SayAsync(paper, "04", lead.Name, stop);
        store.Expect(paper, version);
        await SaveAsync(stop);
    }

    /// <summary>The leading room chooses who works on it.</summary>
    public async Task HandAsync(Guid id, int version, string handler, string opinion, DateOnly? due, CancellationToken stop)
    {
        var paper = await book.FindAsync(id, stop);
        paper.MustMove();
        if (paper.State is not (IncomingState.Assigned or IncomingState.InProgress)) throw Refusal.Conflict("Văn bản chưa được lãnh đạo phân phối, hoặc đã giải quyết xong.");
        await HeadMustAsync(paper, stop);
        Within(paper, due);
        if (paper.DueOn is { } whole && due > whole)
            throw new Refusal(RefusalKind.Invalid, "Hạn của người xử lý không thể sau hạn lãnh đạo giao ({0}).", Say.Day(whole)) { Field = "due" };
        var chosen = await choices.FindAsync(paper.OrganisationId, handler, "handler", stop);
        if (chosen.UserId is null) throw new Refusal(RefusalKind.Invalid, "Xin chọn một người xử lý.") { Field = "handler" };
        await store.Seats.Where(s => s.PaperId == paper.Id && s.Role == SeatRole.Handler && s.EndedAt == null).ForEachAsync(s => s.EndedAt = clock.GetUtcNow(), stop);
        Sit(paper, SeatRole.Handler, chosen, due ?? paper.DueOn);
        Write(paper, SlipStage.Room, opinion, due, "");
        store.Step(paper.Id, IncomingWords.Handed, chosen.Name);
        store.Expect(paper, version);
        await SaveAsync(stop);
    }

    /// <summary>Who has a seat signs that they have the paper (ký nhận).</summary>
    public async Task TakeAsync(Guid id, CancellationToken stop)
    {
        var paper = await book.FindAsync(id, stop);
        paper.MustMove();
        var seats = (await book.SeatsAsync(id, stop)).Where(s => s.TakenAt is null).ToList();
        if (seats.Count == 0) throw Refusal.Conflict("Ông/bà đã ký nhận văn bản này, hoặc văn bản không giao cho ông/bà.");
        foreach (var seat in seats) (seat.TakenAt, seat.TakenByName) = (clock.GetUtcNow(), desks.Me.Name);
        store.Step(id, IncomingWords.Taken);
        await SaveAsync(stop);
    }

    /// <summary>Work begins.</summary>
    public async Task StartAsync(Guid id, int version, CancellationToken stop)
    {
        var paper = await WorkedAsync(id, stop);
        if (paper.State != IncomingState.Assigned) throw Refusal.Conflict("Văn bản không còn ở trạng thái cho phép việc này. Xin tải lại trang.");
        paper.State = IncomingState.InProgress;
        foreach (var seat in (await book.SeatsAsync(id, stop)).Where(s => s.TakenAt is null)) (seat.TakenAt, seat.TakenByName) = (clock.GetUtcNow(), desks.Me.Name);
        store.Step(id, IncomingWords.Started);
        await replies.SayAsync(paper, "05", "", stop);
        store.Expect(paper, version);
        await SaveAsync(stop);
    }

    /// <summary>What the person who works on it proposes.</summary>
    public async Task ProposeAsync(Guid id, string text, CancellationToken stop)
    {
        var paper = await WorkedAsync(id, stop);
        Write(paper, SlipStage.Handler, text, null, "");
        store.Step(id, IncomingWords.Proposed);
        await SaveAsync(stop);
    }

    /// <summary>Done, with its result and, where an outgoing paper answers it, that paper.</summary>
    public async Task DoneAsync(Guid id, int version, DoneInput input, CancellationToken stop)
    {
        var paper = await WorkedAsync(id, stop);
        var day = input.DoneOn ?? clock.Today();
        if (day > clock.Today() || day < paper.ArrivedOn) throw new Refusal(RefusalKind.Invalid, "Ngày hoàn thành phải từ ngày đến tới hôm nay.") { Field = "done" };
        if (input.AnswerId is { } answer)
        {
            var row = await store.Outgoing.FirstOrDefaultAsync(o => o.Id == answer && o.OrganisationId == paper.OrganisationId && o.State == OutgoingState.Issued, stop)
                ?? throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "answer" };
            row.AnswersId ??= paper.Id;
            paper.AnswerId = row.Id;
        }
        (paper.State, paper.DoneOn, paper.Result) = (IncomingState.Done, day, input.Result);
        var edition = 1 + await store.Steps.CountAsync(s => s.PaperId == id && s.What == IncomingWords.Done, stop);
        store.Step(id, IncomingWords.Done, input.Result);
        store.Report(DocumentFacts.Done(paper, edition));
        await replies.SayAsync(paper, "06", input.Result, stop);
        store.Expect(paper, version);
        await SaveAsync(stop);
    }

    /// <summary>A paper that was closed is dealt with again; what the ledger counted is taken back.</summary>
    public async Task ReopenAsync(Guid id, int version, string reason, CancellationToken stop)
    {
        var paper = await book.FindAsync(id, stop);
        if (!await desks.HoldsAsync(DocumentsRights.Route, paper.OrganisationId, stop)) await desks.MustAsync(DocumentsRights.Register, paper.OrganisationId, stop);
        if (paper.State != IncomingState.Done) throw Refusal.Conflict("Văn bản không còn ở trạng thái cho phép việc này. Xin tải lại trang.");
        var source = $"document/{id}/done";
        var stated = await store.Set<Fact>().AsNoTracking().Where(f => f.Module == "documents" && f.SourceId == source && f.Part == 0)
            .OrderByDescending(f => f.SourceVersion).FirstOrDefaultAsync(stop);
        if (stated is not null) store.Report(stated.Reversal(stated.SourceVersion, reason));
        var seated = await store.Seats.AnyAsync(s => s.PaperId == id && s.EndedAt == null, stop);
        (paper.State, paper.DoneOn, paper.Result, paper.AnswerId) = (seated ? IncomingState.InProgress : IncomingState.Received, null, "", null);
        store.Step(id, IncomingWords.Reopened, reason);
        store.Expect(paper, version);
        await SaveAsync(stop);
    }

    async Task<Incoming> WorkedAsync(Guid id, CancellationToken stop)
    {
        var paper = await book.FindAsync(id, stop);
        paper.MustMove();
        if (!paper.IsOpen) throw Refusal.Conflict("Văn bản này đã giải quyết xong.");
        if (!(await book.SeatsAsync(id, stop)).Any(s => s.Role != SeatRole.With) && !await desks.HoldsAsync(DocumentsRights.Route, paper.OrganisationId, stop))
            await desks.MustAsync(DocumentsRights.Register, paper.OrganisationId, stop);
        return paper;
    }

    async Task HeadMustAsync(Incoming paper, CancellationToken stop)
    {
        if ((await book.SeatsAsync(paper.Id, stop)).Any(s => s.Role == SeatRole.Lead) || await desks.HoldsAsync(DocumentsRights.Route, paper.OrganisationId,
            stop)) return;
        await desks.MustAsync(DocumentsRights.Register, paper.OrganisationId, stop);
    }

    static void Within(Incoming paper, DateOnly? due)
    {
        if (due < paper.ArrivedOn) throw new Refusal(RefusalKind.Invalid, "Hạn giải quyết không thể trước ngày đến.") { Field = "due" };
    }

    Task EndSeatsAsync(Guid paper, CancellationToken stop) =>
        store.Seats.Where(s => s.PaperId == paper && s.EndedAt == null).ForEachAsync(s => s.EndedAt = clock.GetUtcNow(), stop);

    void Sit(Incoming paper, SeatRole role, Choice who, DateOnly? due)
    {
        var seat = new Seat
        {
            PaperId = paper.Id,
            OrganisationId = paper.OrganisationId,
            Role = role,
            UnitId = who.UnitId,
            UserId = who.UserId,
            Name = who.Name,
            DueOn = due ?? paper.DueOn,
            MadeByName = desks.Me.Name,
            MadeAt = clock.GetUtcNow(),
        };
        store.Seats.Add(seat);
        store.Notify(new()
        {
            UserId = who.UserId,
            OrganisationId = who.UserId is null ? who.UnitId : null,
            Text = seat.DueOn is null ? Words.Key("Ông/bà được giao văn bản đến số {0}: {1}.") : Words.Key("Ông/bà được giao văn bản đến số {0}: {1}. Hạn {2}."),
            Args = Notice.ArgsOf(paper.Number.ToString(CultureInfo.InvariantCulture), paper.Subject, Say.Day(seat.DueOn)),
            Link = "/documents/in/" + paper.Id,
            Once = "documents/seat/" + seat.Id,
        });
    }

    void Write(Incoming paper, SlipStage stage, string text, DateOnly? due, string byName) => store.Opinions.Add(new()
    {
        PaperId = paper.Id,
        Stage = stage,
        Text = text,
        DueOn = due,
        ByName = byName.Length > 0 ? byName : desks.Me.Name,
        ById = byName.Length > 0 ? null : desks.Me.UserId,
        At = clock.GetUtcNow(),
    });

    async Task SaveAsync(CancellationToken stop)
    {
        await store.SaveChangesAsync(stop);
        wake.Facts();
    }
}
