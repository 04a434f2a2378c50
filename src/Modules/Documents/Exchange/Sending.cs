using System.Globalization;
using LienY.Contracts;
using LienY.Edxml;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>What is sent of an outgoing paper. <paramref name="Replaces"/>: outgoing papers (DocumentIds) that this one replaces.</summary>
sealed record SendInput(IReadOnlyList<string> Codes, EdxmlBusiness Business, string Reason, Urgency Urgency, DateOnly? DueOn, IReadOnlyList<string> Replaces)
{
    /// <summary>Key by which the message is signed; null: unsigned. The person has proved who they are.</summary>
    public Guid? KeyId { get; init; }
}

/// <summary>Writes papers as messages and queues them; <see cref="Handing"/> hands them over.</summary>
sealed class Sending(DocumentsStore store, Desks desks, PaperBook book, RegisterSettings settings, IOrganisations organisations, IFiles files, Axes axes,
    IEnumerable<ISigning> signing, TimeProvider clock)
{
    const long MostSigned = 40L * 1024 * 1024;

    /// <summary>Queues a paper for every receiver; files travel with it.</summary>
    public async Task<int> QueueAsync(Guid id, SendInput input, CancellationToken stop)
    {
        var paper = await book.IssuedAsync(id, stop);
        await desks.MustAsync(DocumentsRights.Register, paper.OrganisationId, stop);
        if (paper.State != OutgoingState.Issued) throw Refusal.Conflict("Chỉ gửi được văn bản đã phát hành.");
        if (await axes.CurrentAsync(stop) is null) throw Refusal.Conflict("Chưa nối trục liên thông. Xin báo quản trị viên đặt trục, hoặc tải tệp edXML về để gửi cách khác.");
        var codes = input.Codes.Select(c => c.Trim()).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (codes.Count == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn ít nhất một nơi nhận trên trục.") { Field = "codes" };
        if (input.Business != EdxmlBusiness.New && input.Reason.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do.") { Field = "reason" };
        var (message, attached) = await WriteAsync(paper, codes, input, stop);
        var kept = await PutAsync(paper, message, attached, input.KeyId, stop);
        if (input.Business != EdxmlBusiness.Recall && !await store.Messages.AnyAsync(m => m.PaperId == id && m.Direction == Numbering.Out
            && m.Kind == ExchangeMessage.Paper, stop))
            store.Report(DocumentFacts.Exchanged(paper.OrganisationId, clock.Today(), paper.Id, "out"));
        foreach (var to in message.To)
        {
            var row = Queued(paper, message, to, kept, input);
            if (input.Business == EdxmlBusiness.New && await store.Messages.AnyAsync(m => m.OrganisationId == paper.OrganisationId && m.Once == row.Once, stop))
                throw new Refusal(RefusalKind.Conflict, "Văn bản này đã gửi tới {0}. Muốn gửi bản sửa, xin chọn “Cập nhật” hoặc “Thay thế”.", to.Name.Length > 0
                    ? to.Name : to.Id)
                { Field = "codes", Code = "sent" };
            store.Messages.Add(row);
        }
        store.Step(paper.Id, input.Business == EdxmlBusiness.Recall ? OutgoingWords.Recalled : OutgoingWords.Sent,
            string.Join("; ", message.To.Select(t => t.Name.Length > 0 ? t.Name : t.Id)));
        paper.SentOn ??= clock.Today();
        await store.SaveChangesAsync(stop);
        return message.To.Count;
    }

    /// <summary>The paper as a message that nobody sends: for a person who carries the file.</summary>
    public async Task<(EdxmlMessage Message, IReadOnlyList<PaperFile> Files)> ExportAsync(Guid id, CancellationToken stop)
    {
        var paper = await book.IssuedAsync(id, stop);
        if (paper.State != OutgoingState.Issued) throw Refusal.Conflict("Chỉ gửi được văn bản đã phát hành.");
        var codes = await store.Messages.AsNoTracking().Where(m => m.PaperId == id && m.Kind == ExchangeMessage.Paper).Select(m => m.PartnerCode).Distinct()
            .ToListAsync(stop);
        return await WriteAsync(paper, codes.Count > 0 ? codes : ["000.00.00.000"], new([], EdxmlBusiness.New, "", Urgency.Normal, null, []), stop);
    }

    /// <summary>Tries a message that failed anew.</summary>
    public async Task AgainAsync(Guid message, CancellationToken stop)
    {
        var row = await store.Messages.FirstOrDefaultAsync(m => m.Id == message && m.Direction == Numbering.Out, stop)
            ?? throw Refusal.Missing("Không có thông điệp này.");
        await desks.MustAsync(DocumentsRights.Register, row.OrganisationId, stop);
        if (row.State is not (MessageState.Failed or MessageState.Queued)) throw Refusal.Conflict("Thông điệp này đã gửi.");
        (row.State, row.Attempts, row.NextAt, row.LastError) = (MessageState.Queued, 0, clock.GetUtcNow(), "");
        await store.SaveChangesAsync(stop);
    }

    async Task<(EdxmlMessage Message, IReadOnlyList<PaperFile> Files)> WriteAsync(Outgoing paper, List<string> codes, SendInput input, CancellationToken stop)
    {
        var setting = await settings.OnAsync(paper.OrganisationId, paper.Day, stop);
        if (setting.OrganCode.Length == 0) throw Refusal.Conflict("Đơn vị chưa có mã trên trục. Xin đặt mã ở trang Thiết lập sổ.");
        var card = await organisations.FindAsync(paper.OrganisationId, paper.Day, stop);
        var names = new List<EdxmlOrgan>();
        foreach (var code in codes)
        {
            var known = await settings.OfCodeAsync(code, clock.Today(), stop) is { } organisation ? await organisations.FindAsync(organisation, null, stop) : null;
            names.Add(new(code, known?.Name ?? ""));
        }
        var attached = input.Business == EdxmlBusiness.Recall ? [] : await store.Files.AsNoTracking().Where(f => f.PaperId == paper.Id && f.RemovedAt == null)
            .OrderBy(f => f.AddedAt).ThenBy(f => f.Id).ToListAsync(stop);
        var (now, id) = (clock.GetUtcNow(), EdxmlMessage.IdOf(setting.OrganCode, paper.Day, paper.Code));
        return (new EdxmlMessage
        {
            From = new(setting.OrganCode, card?.Name ?? ""),
            To = names,
            Number = paper.Code.Split('/')[0],
            Notation = paper.Symbol,
            Place = "",
            Day = paper.Day,
            TypeName = PaperTypes.Name(paper.Type),
            Subject = paper.Subject,
            SignerName = paper.Signer,
            Due = input.DueOn,
            ToPlaces = [.. paper.Recipients.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            Priority = (int)input.Urgency,
            Copies = paper.Copies,
            ResponseFor = await AnsweredAsync(paper, stop),
            DocumentId = id,
            Traces = [new(setting.OrganCode, now)],
            Business = input.Business,
            BusinessReason = input.Reason,
            BusinessDocumentId = input.Business is EdxmlBusiness.Recall or EdxmlBusiness.Update ? id : "",
            Replaces = input.Replaces,
            Staff = new("", desks.Me.Name, "", ""),
            Attachments = [.. attached.Select((f, i) => new EdxmlAttachment($"tep-{(i + 1).ToString(CultureInfo.InvariantCulture)}", f.Name, f.MediaType))],
        }, attached);
    }

    async Task<IReadOnlyList<EdxmlReference>> AnsweredAsync(Outgoing paper, CancellationToken stop) =>
        paper.AnswersId is { } id && await store.Incoming.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, stop) is { } question
            && await store.Messages.AsNoTracking().FirstOrDefaultAsync(m => m.Id == question.MessageId, stop) is { } came
            ? [new(came.PartnerCode, question.Code, question.PaperDay, came.DocumentId)] : [];

    /// <summary>Keeps a written message; its files are streamed through a file without a name.</summary>
    async Task<Kept> PutAsync(Outgoing paper, EdxmlMessage message, IReadOnlyList<PaperFile> attached, Guid? key, CancellationToken stop)
    {
        await using var room = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        await WriteAsync(room, message, attached, stop);
        room.Position = 0;
        if (key is not { } chosen || signing.FirstOrDefault() is not { } signer) return await files.PutAsync(paper.OrganisationId, room, Unpacking.Limit, stop);
        if (room.Length > MostSigned) throw new Refusal(RefusalKind.Invalid, "Thông điệp lớn hơn {0} MB nên không ký được. Xin gửi không ký, hoặc chia nhỏ tệp.",
            MostSigned / 1024 / 1024)
        { Field = "key" };
        var bytes = new byte[room.Length];
        await room.ReadExactlyAsync(bytes, stop);
        using var signed = new MemoryStream(await signer.SignXmlAsync(new(paper.OrganisationId, chosen, paper.Type, "", ""), bytes, stop), writable: false);
        return await files.PutAsync(paper.OrganisationId, signed, Unpacking.Limit, stop);
    }

    /// <summary>Writes a message with its files to a stream.</summary>
    public async Task WriteAsync(Stream output, EdxmlMessage message, IReadOnlyList<PaperFile> attached, CancellationToken stop)
    {
        var opened = new List<Stream>();
        foreach (var file in attached) opened.Add(await files.OpenAsync(file.OrganisationId, file.Hash, stop));
        EdxmlWriter.Write(output, message, i => opened[i]);
    }

    ExchangeMessage Queued(Outgoing paper, EdxmlMessage message, EdxmlOrgan to, Kept kept, SendInput input)
    {
        var id = Guid.CreateVersion7();
        return new()
        {
            Id = id,
            OrganisationId = paper.OrganisationId,
            Direction = Numbering.Out,
            State = MessageState.Queued,
            Once = message.Business == EdxmlBusiness.New ? $"out/{message.DocumentId}/{to.Id}" : "out/" + id.ToString("N"),
            DocumentId = message.DocumentId,
            Business = message.Business.ToString(),
            PartnerCode = to.Id,
            PartnerName = to.Name,
            Subject = paper.Subject,
            Code = paper.Code,
            Note = input.Reason,
            Signature = input.KeyId is null ? "none" : "valid",
            PaperId = paper.Id,
            Hash = kept.Hash,
            Size = kept.Size,
            NextAt = clock.GetUtcNow(),
            MadeAt = clock.GetUtcNow(),
        };
    }
}
