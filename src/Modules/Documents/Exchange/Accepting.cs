using System.Globalization;
using LienY.Edxml;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>A paper that came: its message, what it says, its files.</summary>
sealed record ArrivedPaper(ExchangeMessage Row, EdxmlMessage Message, IReadOnlyList<PaperFile> Files);

/// <summary>A paper ready for the register but for its number.</summary>
sealed record Entry(ExchangeMessage Row, Incoming Paper, IReadOnlyList<PaperFile> Files);

/// <summary>The clerk's word on what came by the axis: enter it, refuse it, give a recalled paper back or keep it; the sender is told each time.</summary>
sealed class Accepting(DocumentsStore store, Desks desks, Entering entering, Numbering numbering, StatusReplies replies, IFiles files, TimeProvider clock, Wake wake)
{
    /// <summary>A message that waits, for a clerk of the organisation.</summary>
    public async Task<ExchangeMessage> FindAsync(Guid id, CancellationToken stop)
    {
        var row = await store.Messages.FirstOrDefaultAsync(m => m.Id == id && m.Direction == Numbering.In, stop) ?? throw Refusal.Missing("Không có thông điệp này.");
        await desks.MustAsync(DocumentsRights.Register, row.OrganisationId, stop);
        return row;
    }

    /// <summary>What the register form is filled with.</summary>
    public async Task<IncomingInput> DraftAsync(ExchangeMessage row, CancellationToken stop)
    {
        await using var content = await files.OpenAsync(row.OrganisationId, row.Hash, stop);
        return Draft(row, EdxmlReader.Read(content, _ => Stream.Null).Message);
    }

    /// <summary>Enters a waiting paper; its sender is told the number.</summary>
    public async Task<Incoming> EnterAsync(Guid id, IncomingInput input, IEnumerable<IFormFile> more, CancellationToken stop)
    {
        var row = await FindAsync(id, stop);
        Must(row);
        if (input.DuplicateReason.Length == 0 && row.Business == nameof(EdxmlBusiness.New)
            && await entering.DoublesAsync(row.OrganisationId, input.Issuer, input.Code, input.PaperDay, null, stop) is { Count: > 0 } doubles)
            throw new Refusal(RefusalKind.Conflict,
                "Văn bản số {0} của {1} đã vào sổ ngày {2} với số đến {3}. Nếu vẫn vào sổ (bản gửi lại, bản đính chính), xin ghi lý do.",
                input.Code, input.Issuer, Say.Day(doubles[0].ArrivedOn), doubles[0].Number.ToString(CultureInfo.InvariantCulture))
            { Field = "duplicateReason", Code = "double" };
        var paper = await entering.PrepareAsync(row.OrganisationId, input, row.Id, stop);
        await RegisterAsync([new(row, paper, await store.Files.AsNoTracking().Where(f => f.PaperId == row.Id && f.RemovedAt == null).OrderBy(f => f.AddedAt)
            .ThenBy(f => f.Id).ToListAsync(stop))], stop);
        return paper;
    }

    /// <summary>Of papers that came, those that may be entered without a clerk: whole, the signature not broken, no double in the register or among themselves.</summary>
    public async Task<IReadOnlyList<Entry>> AloneAsync(Guid organisation, IReadOnlyList<ArrivedPaper> arrived, CancellationToken stop)
    {
        var drafts = arrived.Where(a => a.Row.Signature is not ("broken" or "revoked") && a.Row.Warnings.Length == 0)
            .Select(a => (Arrived: a, Input: Draft(a.Row, a.Message)))
            .Where(d => d.Input.PaperDay is not null).ToList();
        var twins = await entering.TwinsAsync(organisation, [.. drafts.Select(d => d.Input.Code)], stop);
        var entries = new List<Entry>();
        foreach (var (one, input) in drafts)
        {
            var twin = new Twin(PaperCode.Key(input.Code), Fold.Of(input.Issuer), input.PaperDay);
            if (twins.Exists(twin.IsSame)) continue;
            twins.Add(twin);
            entries.Add(new(one.Row, await entering.PrepareAsync(organisation, input, one.Row.Id, stop), one.Files));
        }
        return entries;
    }

    /// <summary>Refuses a waiting paper.</summary>
    public async Task RefuseAsync(Guid id, int version, string reason, CancellationToken stop)
    {
        var row = await FindAsync(id, stop);
        Must(row);
        (row.State, row.Note, row.DoneAt) = (MessageState.Refused, reason, clock.GetUtcNow());
        replies.Say(row, "02", reason, null);
        store.Expect(row, version);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Gives a recalled paper back (15) or keeps it (16).</summary>
    public async Task RecallAsync(Guid id, int version, bool agreed, string reason, CancellationToken stop)
    {
        var row = await FindAsync(id, stop);
        if (!row.AsksRecall) throw Refusal.Conflict("Thông điệp này đã được xử lý.");
        if (!agreed && reason.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do.") { Field = "reason" };
        if (agreed && row.PaperId is { } paperId && await store.Incoming.FirstOrDefaultAsync(p => p.Id == paperId,
            stop) is { State: not IncomingState.Withdrawn } paper)
            await entering.TurnAsync(paper, "withdraw", reason.Length > 0 ? reason : row.Note.Length > 0 ? row.Note : "Nơi gửi lấy lại", stop);
        (row.State, row.DoneAt) = (MessageState.Noted, clock.GetUtcNow());
        replies.Say(row, agreed ? "15" : "16", reason, row.PaperId);
        store.Expect(row, version);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Gives papers their numbers and saves them, with whatever else the store holds, in one transaction; their senders are told.</summary>
    public async Task RegisterAsync(IReadOnlyList<Entry> entries, CancellationToken stop)
    {
        var series = entries.GroupBy(e => (e.Paper.OrganisationId, e.Paper.Book, e.Paper.Year)).ToList();
        foreach (var (office, book, year) in series.Select(s => s.Key)) await numbering.OpenAsync(office, Numbering.In, book, year, stop);
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        foreach (var one in series)
        {
            var number = await numbering.TakeAsync(one.Key.OrganisationId, Numbering.In, one.Key.Book, one.Key.Year, one.Count(), stop) - one.Count();
            foreach (var entry in one)
            {
                entry.Paper.Number = ++number;
                await EnterAsync(entry, stop);
            }
        }
        await entering.IndexAsync(entries.Select(e => e.Paper), stop);
        await store.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        wake.Facts();
    }

    async Task EnterAsync(Entry entry, CancellationToken stop)
    {
        var (row, paper) = (entry.Row, entry.Paper);
        entering.Add(paper);
        foreach (var file in entry.Files)
            store.Files.Add(new()
            {
                OrganisationId = file.OrganisationId,
                PaperId = paper.Id,
                Name = file.Name,
                MediaType = file.MediaType,
                Size = file.Size,
                Hash = file.Hash,
                Signatures = file.Signatures,
                AddedByName = desks.Me.Name,
                AddedAt = clock.GetUtcNow(),
            });
        if (row.Business is nameof(EdxmlBusiness.Update) or nameof(EdxmlBusiness.Replace)) await ReplaceAsync(row, paper, stop);
        (row.State, row.PaperId, row.DoneAt) = (MessageState.Registered, paper.Id, clock.GetUtcNow());
        replies.Say(row, "03", "Số đến " + paper.Number.ToString(CultureInfo.InvariantCulture), paper.Id);
    }

    // The entries that this one corrects or replaces are withdrawn, and say by which.
    async Task ReplaceAsync(ExchangeMessage row, Incoming paper, CancellationToken stop)
    {
        await using var content = await files.OpenAsync(row.OrganisationId, row.Hash, stop);
        var message = EdxmlReader.Read(content, _ => Stream.Null).Message;
        var ids = message.Replaces.Append(message.BusinessDocumentId).Append(message.DocumentId).Where(i => i.Length > 0).ToList();
        var old = await store.Messages.AsNoTracking().Where(m => m.OrganisationId == row.OrganisationId && m.Direction == Numbering.In
            && m.Kind == ExchangeMessage.Paper && m.PaperId != null
            && m.Id != row.Id && m.PartnerCode == row.PartnerCode && ids.Contains(m.DocumentId)).Select(m => m.PaperId!.Value).ToListAsync(stop);
        foreach (var entry in await store.Incoming.Where(p => old.Contains(p.Id) && p.State != IncomingState.Withdrawn && p.State != IncomingState.Done)
            .ToListAsync(stop))
            await entering.TurnAsync(entry, "withdraw", $"Được thay bằng văn bản số đến {paper.Number.ToString(CultureInfo.InvariantCulture)}", stop);
    }

    static IncomingInput Draft(ExchangeMessage row, EdxmlMessage m)
    {
        var arrived = Say.DayOf(row.MadeAt);
        return new(Books.General, arrived, Cut(m.From.Name.Length > 0 ? m.From.Name : m.From.Id, 300), row.Code, m.Day > arrived ? null : m.Day,
            PaperTypes.SymbolOf(m.TypeName, m.Notation),
            row.Subject, (Urgency)Math.Min(m.Priority, 3), m.Due < arrived ? null : m.Due, Cut(m.SignerName, 120), "", Math.Clamp(m.Pages, 0, 100_000), "", "");
    }

    static string Cut(string text, int most) => text.Length > most ? text[..most] : text;

    static void Must(ExchangeMessage row)
    {
        if (row.State != MessageState.Waiting || row.Business == nameof(EdxmlBusiness.Recall)) throw Refusal.Conflict("Thông điệp này đã được xử lý.");
    }
}
