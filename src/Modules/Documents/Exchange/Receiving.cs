using System.Globalization;
using LienY.Contracts;
using LienY.Edxml;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Documents;

/// <summary>What came of a message: its row, and whether it was known already.</summary>
sealed record Received(Guid Id, bool IsEarlier, MessageState State);

/// <summary>
/// Takes messages in: the original is kept as it came, the same DocumentId from the same agency is one message however often it comes, a status finds the paper it
/// speaks of, and what cannot be read is kept with the reason.
/// </summary>
sealed class Receiving(DocumentsStore store, RegisterSettings settings, Axes axes, IFiles files, StatusReplies replies, Accepting accepting, TimeProvider clock,
    IServiceProvider services)
{
    /// <summary>Largest message in bytes.</summary>
    public const long Limit = 400L * 1024 * 1024;

    /// <summary>Messages up to this size are asked for their signatures.</summary>
    const long Checked = 40L * 1024 * 1024;

    /// <summary>Takes what lies on the axis for the organisations of this house; returns how many. For the house only.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        if (await axes.CurrentAsync(stop) is not { } axis) return 0;
        var taken = 0;
        var today = clock.Today();
        var all = await store.Settings.AsNoTracking().Where(s => s.OrganCode != "" && s.FromDay <= today).Select(s => s.OrganisationId).Distinct().ToListAsync(stop);
        foreach (var organisation in all)
        {
            var code = (await settings.OnAsync(organisation, today, stop)).OrganCode;
            if (code.Length == 0) continue;
            foreach (var arrival in await axis.PendingAsync(code, 100, stop))
            {
                try
                {
                    await using var content = await axis.OpenAsync(arrival, stop);
                    await TakeAsync(organisation, content, refuse: false, stop);
                }
                catch (Refusal tooLarge)
                {
                    // Not even kept: what lies behind it must not wait for it.
                    store.ChangeTracker.Clear();
                    await BrokenAsync(organisation, string.Format(Say.Vietnam, tooLarge.Text, tooLarge.Args), new("", 0), "in/refused/" + arrival.Key, stop);
                }
                store.ChangeTracker.Clear();
                await axis.TakenAsync(arrival, stop);
                taken++;
            }
        }
        return taken;
    }

    /// <summary>
    /// Takes one message for an organisation; <paramref name="refuse"/>: one that cannot be read is refused to whoever brings it, else kept as broken.
    /// </summary>
    public async Task<Received> TakeAsync(Guid organisation, Stream content, bool refuse, CancellationToken stop)
    {
        var kept = await files.PutAsync(organisation, content, Limit, stop);
        var temporary = new List<string>();
        try
        {
            EdxmlReading reading;
            await using (var input = await files.OpenAsync(organisation, kept.Hash, stop))
                reading = EdxmlReader.Read(input, _ =>
                {
                    temporary.Add(Path.GetTempFileName());
                    return File.OpenWrite(temporary[^1]);
                });
            return reading.Message.Status is { } status ? await StatusAsync(organisation, reading, status, kept, stop) : await PaperAsync(organisation, reading, kept,
                temporary, stop);
        }
        catch (EdxmlFault fault) when (refuse)
        {
            throw new Refusal(RefusalKind.Invalid, fault.Text, fault.Args) { Field = "file", Code = "edxml-" + fault.Code };
        }
        catch (EdxmlFault fault)
        {
            return await BrokenAsync(organisation, string.Format(Say.Vietnam, fault.Text, fault.Args), kept, "in/broken/" + kept.Hash, stop);
        }
        catch (Refusal refusal) when (!refuse)
        {
            store.ChangeTracker.Clear();
            return await BrokenAsync(organisation, string.Format(Say.Vietnam, refusal.Text, refusal.Args), kept, "in/broken/" + kept.Hash, stop);
        }
        finally
        {
            temporary.ForEach(File.Delete);
        }
    }

    async Task<Received> PaperAsync(Guid organisation, EdxmlReading reading, Kept kept, List<string> attached, CancellationToken stop)
    {
        var m = reading.Message;
        var once = m.Business == EdxmlBusiness.New ? $"in/{m.From.Id}/{m.DocumentId}" : $"in/{m.From.Id}/{m.DocumentId}/{m.Business}/{kept.Hash[..16]}";
        if (await KnownAsync(organisation, once, stop) is { } known) return known;
        var row = Row(organisation, reading, kept, once, ExchangeMessage.Paper, await SignatureAsync(organisation, reading, kept, stop));
        var keeping = services.GetRequiredService<Keeping>();
        for (var i = 0; i < m.Attachments.Count; i++)
        {
            await using var file = File.OpenRead(attached[i]);
            await keeping.PutAsync(organisation, row.Id, m.Attachments[i].Name, file, stop);
        }
        store.Messages.Add(row);
        var before = await EarlierAsync(organisation, m, stop);
        if (m.Business == EdxmlBusiness.Recall) Recall(row, before, m);
        else
        {
            row.State = MessageState.Waiting;
            foreach (var old in before.Where(b => b.State == MessageState.Waiting && m.Business != EdxmlBusiness.New))
                (old.State, old.Note, old.DoneAt) = (MessageState.Superseded, m.BusinessReason, clock.GetUtcNow());
            replies.Say(row, "01", "", null);
        }
        if (row.State == MessageState.Waiting)
            store.Notify(new()
            {
                OrganisationId = organisation,
                Text = m.Business == EdxmlBusiness.Recall ? Words.Key("{0} xin lấy lại văn bản {1} đã gửi qua trục.")
                    : Words.Key("{0} gửi văn bản {1} qua trục, đang chờ vào sổ."),
                Args = Notice.ArgsOf(row.PartnerName.Length > 0 ? row.PartnerName : row.PartnerCode, row.Code),
                Link = "/documents/exchange/" + row.Id,
                Once = "documents/arrived/" + row.Id,
            });
        if (m.Business == EdxmlBusiness.New) store.Report(DocumentFacts.Exchanged(organisation, clock.Today(), row.Id, "in"));
        if (await SaveOnceAsync(organisation, once, stop) is { } other) return other;
        if (m.Business == EdxmlBusiness.New && (await settings.OnAsync(organisation, clock.Today(), stop)).AutoRegister) await accepting.AloneAsync(row, m, stop);
        return new(row.Id, false, row.State);
    }

    async Task<Received> StatusAsync(Guid organisation, EdxmlReading reading, EdxmlStatus status, Kept kept, CancellationToken stop)
    {
        var m = reading.Message;
        var document = m.ResponseFor.First(r => r.DocumentId.Length > 0).DocumentId;
        var once = $"in/status/{m.From.Id}/{document}/{status.Code}/{status.At?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? kept.Hash[..16]}";
        if (await KnownAsync(organisation, once, stop) is { } known) return known;
        var row = Row(organisation, reading with { Message = m with { DocumentId = document } }, kept, once, ExchangeMessage.Status, await SignatureAsync(organisation,
            reading, kept, stop));
        row.State = MessageState.Noted;
        row.DoneAt = clock.GetUtcNow();
        var sent = await store.Messages.Where(s => s.OrganisationId == organisation && s.Direction == Numbering.Out && s.Kind == ExchangeMessage.Paper
            && s.DocumentId == document
            && s.PartnerCode == m.From.Id).ToListAsync(stop);
        row.PaperId = sent.FirstOrDefault()?.PaperId;
        foreach (var one in sent.Where(s => Newer(s.ReplyCode, status.Code))) (one.ReplyCode, one.ReplyNote) = (status.Code, status.Description.Length > 500
            ? status.Description[..500] : status.Description);
        store.Messages.Add(row);
        if (row.PaperId is { } paper)
        {
            store.Step(paper, EdxmlNames.Statuses[status.Code],
                $"{(row.PartnerName.Length > 0 ? row.PartnerName : row.PartnerCode)}{(status.Description.Length > 0 ? ": " + status.Description : "")}");
            if (status.Code is "02" or "06" or "15" or "16")
                store.Notify(new()
                {
                    OrganisationId = organisation,
                    Text = Words.Key("{0} báo về văn bản {1}: {2}."),
                    Args = Notice.ArgsOf(row.PartnerName.Length > 0 ? row.PartnerName : row.PartnerCode, sent[0].Code, EdxmlNames.Statuses[status.Code]),
                    Link = "/documents/out/" + paper,
                    Once = "documents/status/" + row.Id,
                });
        }
        return await SaveOnceAsync(organisation, once, stop) ?? new(row.Id, false, row.State);
    }

    // A paper that was not entered yet is given back at once; one that was waits for the clerk.
    void Recall(ExchangeMessage row, List<ExchangeMessage> before, EdxmlMessage m)
    {
        var now = clock.GetUtcNow();
        if (before.Count == 0 || before.All(b => b.State is MessageState.Refused or MessageState.Superseded))
        {
            (row.State, row.DoneAt) = (MessageState.Noted, now);
            replies.Say(row, "16", Words.Key("Không có văn bản này trong sổ."), null);
        }
        else if (before.All(b => b.State != MessageState.Registered))
        {
            foreach (var old in before) (old.State, old.Note, old.DoneAt) = (MessageState.Superseded, m.BusinessReason, now);
            (row.State, row.DoneAt) = (MessageState.Noted, now);
            replies.Say(row, "15", Words.Key("Văn bản chưa vào sổ, đã trả lại."), null);
        }
        else
        {
            row.State = MessageState.Waiting;
            row.PaperId = before.First(b => b.State == MessageState.Registered).PaperId;
        }
    }

    async Task<List<ExchangeMessage>> EarlierAsync(Guid organisation, EdxmlMessage m, CancellationToken stop)
    {
        var ids = m.Replaces.Append(m.BusinessDocumentId).Append(m.Business == EdxmlBusiness.New ? "" : m.DocumentId).Where(i => i.Length > 0).Distinct().ToList();
        if (ids.Count == 0) return [];
        return await store.Messages.Where(e => e.OrganisationId == organisation && e.Direction == Numbering.In && e.Kind == ExchangeMessage.Paper
            && e.PartnerCode == m.From.Id
            && e.Business != "Recall" && ids.Contains(e.DocumentId)).ToListAsync(stop);
    }

    async Task<Received> BrokenAsync(Guid organisation, string why, Kept kept, string once, CancellationToken stop)
    {
        if (await KnownAsync(organisation, once, stop) is { } known) return known;
        var row = new ExchangeMessage
        {
            OrganisationId = organisation,
            Direction = Numbering.In,
            State = MessageState.Broken,
            Once = once,
            Hash = kept.Hash,
            Size = kept.Size,
            LastError = why,
            MadeAt = clock.GetUtcNow(),
            NextAt = clock.GetUtcNow(),
        };
        store.Messages.Add(row);
        store.Notify(new()
        {
            OrganisationId = organisation,
            Text = Words.Key("Một thông điệp từ trục không đọc được; bản gốc đã được giữ."),
            Link = "/documents/exchange/" + row.Id,
            Once = "documents/broken/" + row.Id,
        });
        return await SaveOnceAsync(organisation, once, stop) ?? new(row.Id, false, row.State);
    }

    ExchangeMessage Row(Guid organisation, EdxmlReading reading, Kept kept, string once, string kind, string signature)
    {
        var m = reading.Message;
        return new()
        {
            OrganisationId = organisation,
            Direction = Numbering.In,
            Kind = kind,
            Once = once,
            DocumentId = m.DocumentId,
            Business = kind == ExchangeMessage.Paper ? m.Business.ToString() : "",
            StatusCode = m.Status?.Code ?? "",
            PartnerCode = m.From.Id,
            PartnerName = m.From.Name,
            Subject = Short(m.Subject, IncomingInput.SubjectLength),
            Code = kind == ExchangeMessage.Paper ? Short(m.Notation.Length > 0 ? $"{m.Number}/{m.Notation}" : m.Number, 60) : Short(m.ResponseFor[0].Code, 60),
            Note = Short(m.Status?.Description ?? m.BusinessReason, 500),
            Hash = kept.Hash,
            Size = kept.Size,
            Signature = signature,
            Warnings = string.Join('\n', reading.Warnings),
            MadeAt = clock.GetUtcNow(),
            NextAt = clock.GetUtcNow(),
        };
    }

    async Task<string> SignatureAsync(Guid organisation, EdxmlReading reading, Kept kept, CancellationToken stop)
    {
        if (!reading.Signed) return "none";
        if (kept.Size > Checked || services.GetService<ISigning>() is not { } signing) return "";
        await using var content = await files.OpenAsync(organisation, kept.Hash, stop);
        var bytes = new byte[kept.Size];
        await content.ReadExactlyAsync(bytes, stop);
        return await SignatureWords.OfAsync(signing, bytes, stop);
    }

    async Task<Received?> KnownAsync(Guid organisation, string once, CancellationToken stop) =>
        await store.Messages.AsNoTracking().Where(m => m.OrganisationId == organisation && m.Once == once).Select(m => new Received(m.Id, true, m.State))
            .FirstOrDefaultAsync(stop);

    // Two processes may bring the same message at once: the second finds the first one's row.
    async Task<Received?> SaveOnceAsync(Guid organisation, string once, CancellationToken stop)
    {
        try
        {
            await store.SaveChangesAsync(stop);
            return null;
        }
        catch (Refusal twice) when (twice.Code == "duplicate")
        {
            store.ChangeTracker.Clear();
            if (await KnownAsync(organisation, once, stop) is { } first) return first;
            throw;
        }
    }

    // Statuses may overtake each other: how far a paper is goes forward only; answers to a recall stand above.
    static bool Newer(string known, string said) => known.Length == 0 || string.CompareOrdinal(said, known) > 0 || said is "02" or "15" or "16";

    static string Short(string text, int most) => text.Length > most ? text[..(most - 1)] + "…" : text;
}
