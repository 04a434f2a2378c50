using System.Globalization;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>An entry that looks like the same paper.</summary>
sealed record Double(Guid Id, int Number, int Year, DateOnly ArrivedOn, string Subject, bool SameDay);

/// <summary>By what two entries are the same paper: number and symbol, issuer (folded), day where both say it.</summary>
sealed record Twin(string Key, string Issuer, DateOnly? Day)
{
    /// <summary>The other looks like the same paper.</summary>
    public bool IsSame(Twin other) => Key.Length > 0 && Key == other.Key && Issuer == other.Issuer && (Day is null || other.Day is null || Day == other.Day);
}

/// <summary>Enters papers in the register of incoming ones, changes and withdraws entries; nothing is ever removed from it.</summary>
sealed class Entering(DocumentsStore store, Desks desks, PaperBook book, Numbering numbering, Keeping keeping, PaperIndex index, IOrganisations organisations,
    TimeProvider clock, Wake wake)
{
    /// <summary>Entries with the same number, symbol and issuer; those of the same day first.</summary>
    public async Task<IReadOnlyList<Double>> DoublesAsync(Guid organisation, string issuer, string code, DateOnly? day, Guid? but, CancellationToken stop)
    {
        var key = PaperCode.Key(code);
        if (key.Length == 0) return [];
        var from = Fold.Of(issuer);
        return [.. (await store.Incoming.AsNoTracking().Where(p => p.OrganisationId == organisation && p.CodeKey == key && p.Id != but
            && p.State != IncomingState.Withdrawn)
            .OrderByDescending(p => p.RegisteredAt).Take(50).ToListAsync(stop)).Where(p => Fold.Of(p.Issuer) == from && (day is null || p.PaperDay is null
                || p.PaperDay == day))
            .Select(p => new Double(p.Id, p.Number, p.Year, p.ArrivedOn, p.Subject, p.PaperDay == day))];
    }

    /// <summary>What stands in the register under these numbers and symbols.</summary>
    public async Task<List<Twin>> TwinsAsync(Guid organisation, IEnumerable<string> codes, CancellationToken stop)
    {
        var keys = codes.Select(PaperCode.Key).Where(k => k.Length > 0).Distinct().ToList();
        if (keys.Count == 0) return [];
        var rows = await store.Incoming.AsNoTracking().Where(p => p.OrganisationId == organisation && keys.Contains(p.CodeKey) && p.State != IncomingState.Withdrawn)
            .Select(p => new { p.CodeKey, p.Issuer, p.PaperDay }).ToListAsync(stop);
        return rows.ConvertAll(p => new Twin(p.CodeKey, Fold.Of(p.Issuer), p.PaperDay));
    }

    /// <summary>Enters a paper with its files; a double wants a reason.</summary>
    public async Task<Incoming> EnterAsync(Guid organisation, IncomingInput input, IEnumerable<IFormFile> files, CancellationToken stop)
    {
        await desks.MustAsync(DocumentsRights.Register, organisation, stop);
        if (input.DuplicateReason.Length == 0 && await DoublesAsync(organisation, input.Issuer, input.Code, input.PaperDay, null, stop) is { Count: > 0 } doubles)
            throw new Refusal(RefusalKind.Conflict,
                "Văn bản số {0} của {1} đã vào sổ ngày {2} với số đến {3}. Nếu vẫn vào sổ (bản gửi lại, bản đính chính), xin ghi lý do.",
                input.Code, input.Issuer, Say.Day(doubles[0].ArrivedOn), doubles[0].Number.ToString(CultureInfo.InvariantCulture))
            { Field = "duplicateReason", Code = "double" };
        var paper = await PrepareAsync(organisation, input, null, stop);
        await keeping.PutAsync(organisation, paper.Id, files, stop);
        await SaveAsync(paper, stop);
        return paper;
    }

    /// <summary>A row ready to be saved, without its number.</summary>
    public async Task<Incoming> PrepareAsync(Guid organisation, IncomingInput input, Guid? message, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var paper = new Incoming
        {
            OrganisationId = organisation,
            Book = input.Book,
            Year = Say.DayOf(now).Year,
            RegisteredOn = Say.DayOf(now),
            RegisteredAt = now,
            DuplicateReason = input.DuplicateReason,
            MadeByName = desks.Me.Name,
            MessageId = message,
        };
        await TakeAsync(paper, input, stop);
        return paper;
    }

    /// <summary>Gives the number and saves row, fact, words and notices in one transaction.</summary>
    public async Task SaveAsync(Incoming paper, CancellationToken stop)
    {
        await numbering.OpenAsync(paper.OrganisationId, Numbering.In, paper.Book, paper.Year, stop);
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        paper.Number = await numbering.TakeAsync(paper.OrganisationId, Numbering.In, paper.Book, paper.Year, stop);
        Add(paper);
        await IndexAsync([paper], stop);
        await store.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        wake.Facts();
        wake.Events();
    }

    /// <summary>Adds a numbered row with fact and notice to the store; its words are for <see cref="IndexAsync"/>.</summary>
    public void Add(Incoming paper)
    {
        store.Incoming.Add(paper);
        store.Step(paper.Id, IncomingWords.Entered, paper.DuplicateReason);
        store.Report(DocumentFacts.Registered(paper));
        if (paper.IssuerId is { } issuer && issuer != paper.OrganisationId && paper.MessageId is null)
            store.Notify(new()
            {
                OrganisationId = issuer,
                Text = Words.Key("Văn bản số {0} đã được nơi nhận vào sổ ngày {1}, số đến {2}."),
                Args = Notice.ArgsOf(paper.Code, Say.Day(paper.RegisteredOn), paper.Number.ToString(CultureInfo.InvariantCulture)),
                Link = "/documents/out?q=" + Uri.EscapeDataString(paper.Code),
                Once = "documents/receipt/" + paper.Id,
            });
    }

    /// <summary>Changes an entry; what it said before is kept.</summary>
    public async Task ChangeAsync(Guid id, int version, IncomingInput input, IEnumerable<IFormFile> files, string reason, CancellationToken stop)
    {
        var paper = await book.FindAsync(id, stop);
        await desks.MustAsync(DocumentsRights.Register, paper.OrganisationId, stop);
        paper.MustMove();
        var before = Spoken(paper);
        await TakeAsync(paper, input, stop);
        var changes = Spoken(paper).Where(now => before[now.Key] != now.Value).Select(now => new Change(now.Key, before[now.Key], now.Value)).ToList();
        var sent = files.Where(f => f.Length > 0).ToList();
        if (changes.Count == 0 && sent.Count == 0) return;
        await keeping.PutAsync(paper.OrganisationId, paper.Id, sent, stop);
        store.Expect(paper, version);
        store.Step(paper.Id, IncomingWords.Changed, reason, JsonSerializer.Serialize(changes));
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        await IndexAsync([paper], stop);
        await store.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>Withdraws (thu hồi), freezes (đóng băng) or opens a frozen entry again, with a reason.</summary>
    public async Task TurnAsync(Guid id, int version, string deed, string reason, CancellationToken stop)
    {
        var paper = await book.FindAsync(id, stop);
        await desks.MustAsync(DocumentsRights.Register, paper.OrganisationId, stop);
        await TurnAsync(paper, deed, reason, stop);
        store.Expect(paper, version);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>The same on a loaded row; saved by the caller.</summary>
    public async Task TurnAsync(Incoming paper, string deed, string reason, CancellationToken stop)
    {
        switch (deed)
        {
            case "withdraw" when paper.State != IncomingState.Withdrawn:
                (paper.State, paper.Frozen, paper.StateReason) = (IncomingState.Withdrawn, false, reason);
                await store.Seats.Where(s => s.PaperId == paper.Id && s.EndedAt == null).ForEachAsync(s => s.EndedAt = clock.GetUtcNow(), stop);
                store.Step(paper.Id, IncomingWords.Withdrawn, reason);
                break;
            case "freeze" when paper is { Frozen: false, IsOpen: true }:
                (paper.Frozen, paper.StateReason) = (true, reason);
                store.Step(paper.Id, IncomingWords.Frozen, reason);
                break;
            case "thaw" when paper.Frozen:
                (paper.Frozen, paper.StateReason) = (false, "");
                store.Step(paper.Id, IncomingWords.Thawed, reason);
                break;
            default:
                throw Refusal.Conflict("Văn bản không còn ở trạng thái cho phép việc này. Xin tải lại trang.");
        }
    }

    async Task TakeAsync(Incoming paper, IncomingInput input, CancellationToken stop)
    {
        if (input.Type.Length > 0 && PaperTypes.All.All(t => t.Symbol != input.Type)) throw new Refusal(RefusalKind.Invalid,
            "Lựa chọn này không có trong danh sách.")
        { Field = "type" };
        (paper.ArrivedOn, paper.Issuer, paper.Code, paper.CodeKey, paper.PaperDay) = (input.ArrivedOn, input.Issuer, input.Code, PaperCode.Key(input.Code),
            input.PaperDay);
        (paper.Type, paper.Subject, paper.Urgency, paper.DueOn, paper.Signer) = (input.Type, input.Subject, input.Urgency, input.DueOn, input.Signer);
        (paper.Receiver, paper.Pages, paper.Note) = (input.Receiver, input.Pages, input.Note);
        paper.IssuerId = await IssuerAsync(input.Issuer, paper.OrganisationId, stop);
    }

    async Task<Guid?> IssuerAsync(string name, Guid near, CancellationToken stop)
    {
        if (issuers.TryGetValue((name, near), out var known)) return known;
        var matches = await organisations.MatchAsync(name, near, null, stop);
        return issuers[(name, near)] = matches.Count > 0 && matches[0].Score >= 0.9 ? matches[0].Organisation.Id : null;
    }

    // Asked for each paper of a box within one piece of work.
    readonly Dictionary<(string Name, Guid Near), Guid?> issuers = [];

    /// <summary>Puts the words of entries for search, within an open transaction.</summary>
    public Task IndexAsync(IEnumerable<Incoming> papers, CancellationToken stop) => index.PutAsync([.. papers.Select(p => (p.Id, Numbering.In, p.OrganisationId,
        string.Create(CultureInfo.InvariantCulture, $"{p.Number} {p.Code} {PaperTypes.Name(p.Type)} {p.Subject} {p.Issuer} {p.Signer} {p.Year}")))], stop);

    static Dictionary<string, string> Spoken(Incoming p) => new()
    {
        [Words.Key("Ngày đến")] = Say.Day(p.ArrivedOn),
        [Words.Key("Tác giả")] = p.Issuer,
        [Words.Key("Số, ký hiệu")] = p.Code,
        [Words.Key("Ngày văn bản")] = Say.Day(p.PaperDay),
        [Words.Key("Loại văn bản")] = PaperTypes.Name(p.Type),
        [Words.Key("Trích yếu")] = p.Subject,
        [Words.Key("Mức độ khẩn")] = IncomingWords.Of(p.Urgency),
        [Words.Key("Hạn giải quyết")] = Say.Day(p.DueOn),
        [Words.Key("Người ký")] = p.Signer,
        [Words.Key("Đơn vị hoặc người nhận")] = p.Receiver,
        [Words.Key("Số trang")] = p.Pages.ToString(CultureInfo.InvariantCulture),
        [Words.Key("Ghi chú")] = p.Note,
    };
}

/// <summary>What an entry said of a column before and says now.</summary>
sealed record Change(string Column, string Before, string Now);
