using System.Globalization;
using LienY.Edxml;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

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
        return await RegisterAsync(row, input, stop);
    }

    /// <summary>Enters a paper without a clerk, where the organisation allows it: whole, its signature not broken, no double.</summary>
    public async Task AloneAsync(ExchangeMessage row, EdxmlMessage message, CancellationToken stop)
    {
        var input = Draft(row, message);
        if (row.Signature is "broken" or "revoked" || row.Warnings.Length > 0 || input.PaperDay is null
            || (await entering.DoublesAsync(row.OrganisationId, input.Issuer, input.Code, input.PaperDay, null, stop)).Count > 0) return;
        await RegisterAsync(row, input, stop);
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

    async Task<Incoming> RegisterAsync(ExchangeMessage row, IncomingInput input, CancellationToken stop)
    {
        var paper = await entering.PrepareAsync(row.OrganisationId, input, row.Id, stop);
        await numbering.OpenAsync(paper.OrganisationId, Numbering.In, paper.Book, paper.Year, stop);
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        paper.Number = await numbering.TakeAsync(paper.OrganisationId, Numbering.In, paper.Book, paper.Year, stop);
        await entering.AddAsync(paper, stop);
        foreach (var file in await store.Files.AsNoTracking().Where(f => f.PaperId == row.Id && f.RemovedAt == null).OrderBy(f => f.AddedAt).ThenBy(f => f.Id)
            .ToListAsync(stop))
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
        await store.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        wake.Facts();
        return paper;
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
