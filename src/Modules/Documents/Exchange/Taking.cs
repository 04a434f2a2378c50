using LienY.Edxml;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>
/// Saves what was brought: the same DocumentId from the same agency is one message however often it comes, a status finds the paper it speaks of, and what cannot be
/// read is kept with the reason. Plain messages are saved together in one transaction; one that changes earlier ones stands alone.
/// </summary>
sealed class Taking(DocumentsStore store, RegisterSettings settings, Keeping keeping, Accepting accepting, StatusReplies replies, TimeProvider clock)
{
    /// <summary>Takes them in their order; when it returns, all are on disk.</summary>
    public async Task<IReadOnlyList<Received>> TakeAsync(Guid organisation, IReadOnlyList<Brought> all, CancellationToken stop)
    {
        var made = new List<Received>(all.Count);
        while (made.Count < all.Count) made.AddRange(await SomeAsync(organisation, Run(all, made.Count), stop));
        return made;
    }

    // Plain messages that follow each other, each once.
    static List<Brought> Run(IReadOnlyList<Brought> all, int from)
    {
        var some = new List<Brought> { all[from] };
        var seen = new HashSet<string>(StringComparer.Ordinal) { all[from].Once };
        for (var i = from + 1; i < all.Count && all[from].IsPlain && all[i].IsPlain && seen.Add(all[i].Once); i++) some.Add(all[i]);
        return some;
    }

    async Task<IReadOnlyList<Received>> SomeAsync(Guid organisation, List<Brought> some, CancellationToken stop)
    {
        try
        {
            return await TogetherAsync(organisation, some, stop);
        }
        catch (Refusal other) when (other.Code is "duplicate" or "stale")
        {
            // Another process took one of them, or a person touched its paper, at this very moment: nothing of this was kept, and the second look finds it.
            store.ChangeTracker.Clear();
        }
        if (some.Count == 1) return await TogetherAsync(organisation, some, stop);
        var made = new List<Received>(some.Count);
        foreach (var one in some) made.AddRange(await SomeAsync(organisation, [one], stop));
        return made;
    }

    async Task<List<Received>> TogetherAsync(Guid organisation, List<Brought> some, CancellationToken stop)
    {
        var onces = some.ConvertAll(b => b.Once);
        var known = await store.Messages.AsNoTracking().Where(m => m.OrganisationId == organisation && onces.Contains(m.Once))
            .ToDictionaryAsync(m => m.Once, m => new Received(m.Id, true, m.State), stop);
        var rows = new Dictionary<string, ExchangeMessage>(StringComparer.Ordinal);
        var papers = new List<ArrivedPaper>();
        var sent = await SpokenOfAsync(organisation, some, stop);
        foreach (var one in some.Where(b => !known.ContainsKey(b.Once)))
        {
            var row = rows[one.Once] = Row(organisation, one);
            store.Messages.Add(row);
            if (one.Reading?.Message is not { } message) Broken(row, one);
            else if (message.Status is { } status) Status(row, status, sent);
            else
            {
                papers.Add(new(row, message, [.. one.Files.Select(f => keeping.Add(organisation, row.Id, f))]));
                await PaperAsync(row, message, stop);
            }
        }
        await SaveAsync(organisation, papers, stop);
        return some.ConvertAll(b => known.TryGetValue(b.Once, out var earlier) ? earlier : new(rows[b.Once].Id, false, rows[b.Once].State));
    }

    async Task SaveAsync(Guid organisation, List<ArrivedPaper> papers, CancellationToken stop)
    {
        var arrived = papers.Where(p => p.Message.Business == EdxmlBusiness.New).ToList();
        var entries = arrived.Count > 0 && (await settings.OnAsync(organisation, clock.Today(), stop)).AutoRegister ? await accepting.AloneAsync(organisation, arrived,
            stop) : [];
        foreach (var waiting in papers.Where(p => p.Row.State == MessageState.Waiting && !entries.Any(e => e.Row == p.Row)))
            store.Notify(new()
            {
                OrganisationId = organisation,
                Text = waiting.Message.Business == EdxmlBusiness.Recall ? Words.Key("{0} xin lấy lại văn bản {1} đã gửi qua trục.")
                    : Words.Key("{0} gửi văn bản {1} qua trục, đang chờ vào sổ."),
                Args = Notice.ArgsOf(Partner(waiting.Row), waiting.Row.Code),
                Link = "/documents/exchange/" + waiting.Row.Id,
                Once = "documents/arrived/" + waiting.Row.Id,
            });
        if (entries.Count > 0) await accepting.RegisterAsync(entries, stop);
        else await store.SaveChangesAsync(stop);
    }

    async Task PaperAsync(ExchangeMessage row, EdxmlMessage m, CancellationToken stop)
    {
        row.State = MessageState.Waiting;
        var before = m.Business == EdxmlBusiness.New ? [] : await EarlierAsync(row.OrganisationId, m, stop);
        if (m.Business == EdxmlBusiness.Recall)
        {
            Recall(row, before, m);
            return;
        }
        foreach (var old in before.Where(b => b.State == MessageState.Waiting))
            (old.State, old.Note, old.DoneAt) = (MessageState.Superseded, m.BusinessReason, clock.GetUtcNow());
        replies.Say(row, "01", "", null);
        if (m.Business == EdxmlBusiness.New) store.Report(DocumentFacts.Exchanged(row.OrganisationId, clock.Today(), row.Id, "in"));
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
        else row.PaperId = before.First(b => b.State == MessageState.Registered).PaperId;
    }

    async Task<List<ExchangeMessage>> EarlierAsync(Guid organisation, EdxmlMessage m, CancellationToken stop)
    {
        var ids = m.Replaces.Append(m.BusinessDocumentId).Append(m.DocumentId).Where(i => i.Length > 0).Distinct().ToList();
        return await store.Messages.Where(e => e.OrganisationId == organisation && e.Direction == Numbering.In && e.Kind == ExchangeMessage.Paper
            && e.PartnerCode == m.From.Id && e.Business != "Recall" && ids.Contains(e.DocumentId)).ToListAsync(stop);
    }

    // What was sent of the papers that the statuses speak of.
    async Task<List<ExchangeMessage>> SpokenOfAsync(Guid organisation, List<Brought> some, CancellationToken stop)
    {
        var ids = some.Where(b => b.Reading?.Message.Status is not null).Select(b => Brought.Answered(b.Reading!.Message)).Distinct().ToList();
        return ids.Count == 0 ? [] : await store.Messages.Where(s => s.OrganisationId == organisation && s.Direction == Numbering.Out
            && s.Kind == ExchangeMessage.Paper && ids.Contains(s.DocumentId)).OrderBy(s => s.Id).ToListAsync(stop);
    }

    void Status(ExchangeMessage row, EdxmlStatus status, List<ExchangeMessage> all)
    {
        (row.State, row.DoneAt) = (MessageState.Noted, clock.GetUtcNow());
        var sent = all.Where(s => s.DocumentId == row.DocumentId && s.PartnerCode == row.PartnerCode).ToList();
        row.PaperId = sent.FirstOrDefault()?.PaperId;
        foreach (var one in sent.Where(s => Newer(s.ReplyCode, status.Code))) (one.ReplyCode, one.ReplyNote) = (status.Code, Short(status.Description, 500));
        if (row.PaperId is not { } paper) return;
        store.Step(paper, EdxmlNames.Statuses[status.Code], $"{Partner(row)}{(status.Description.Length > 0 ? ": " + status.Description : "")}");
        if (status.Code is not ("02" or "06" or "15" or "16")) return;
        store.Notify(new()
        {
            OrganisationId = row.OrganisationId,
            Text = Words.Key("{0} báo về văn bản {1}: {2}."),
            Args = Notice.ArgsOf(Partner(row), sent[0].Code, EdxmlNames.Statuses[status.Code]),
            Link = "/documents/out/" + paper,
            Once = "documents/status/" + row.Id,
        });
    }

    void Broken(ExchangeMessage row, Brought one)
    {
        (row.State, row.LastError) = (MessageState.Broken, string.Format(Say.Vietnam, one.Fault!.Text, one.Fault.Args));
        store.Notify(new()
        {
            OrganisationId = row.OrganisationId,
            Text = Words.Key("Một thông điệp từ trục không đọc được; bản gốc đã được giữ."),
            Link = "/documents/exchange/" + row.Id,
            Once = "documents/broken/" + row.Id,
        });
    }

    ExchangeMessage Row(Guid organisation, Brought one)
    {
        var (m, now) = (one.Reading?.Message, clock.GetUtcNow());
        var isStatus = m?.Status is not null;
        return new()
        {
            OrganisationId = organisation,
            Direction = Numbering.In,
            Kind = isStatus ? ExchangeMessage.Status : ExchangeMessage.Paper,
            Once = one.Once,
            DocumentId = m is null ? "" : isStatus ? Brought.Answered(m) : m.DocumentId,
            Business = m is null || isStatus ? "" : m.Business.ToString(),
            StatusCode = m?.Status?.Code ?? "",
            PartnerCode = m?.From.Id ?? "",
            PartnerName = m?.From.Name ?? "",
            Subject = Short(m?.Subject ?? "", IncomingInput.SubjectLength),
            Code = m is null ? "" : Short(isStatus ? m.ResponseFor[0].Code : m.Notation.Length > 0 ? $"{m.Number}/{m.Notation}" : m.Number, 60),
            Note = Short(m?.Status?.Description ?? m?.BusinessReason ?? "", 500),
            Hash = one.Kept.Hash,
            Size = one.Kept.Size,
            Signature = m is null ? "" : one.Signature,
            Warnings = string.Join('\n', one.Reading?.Warnings ?? []),
            MadeAt = now,
            NextAt = now,
        };
    }

    static string Partner(ExchangeMessage row) => row.PartnerName.Length > 0 ? row.PartnerName : row.PartnerCode;

    // Statuses may overtake each other: how far a paper is goes forward only; answers to a recall stand above.
    static bool Newer(string known, string said) => known.Length == 0 || string.CompareOrdinal(said, known) > 0 || said is "02" or "15" or "16";

    static string Short(string text, int most) => text.Length > most ? text[..(most - 1)] + "…" : text;
}
