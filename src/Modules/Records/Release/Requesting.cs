using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Records;

/// <summary>One request in a list.</summary>
sealed record RequestRow(Guid Id, string Holder, string Receiver, string Who, string Person, Guid PersonId, string Purpose, string Reason, DateTimeOffset At,
    RequestState State, string Answer, bool MayAnswer);

/// <summary>The two lists of requests: to us, and by us.</summary>
sealed record RequestsView(IReadOnlyList<RequestRow> ToUs, IReadOnlyList<RequestRow> ByUs);

/// <summary>Asking the holder to open a record, and the holder's answer. Who asks never learns by asking whether there is a record.</summary>
sealed class Requesting(ReleaseStore store, Database database, Homes homes, RecordReaders readers, BasisWriting writing, IOrganisations organisations, IPeople people,
    PersonNames persons, Officers officers, Caller caller, TimeProvider clock)
{
    /// <summary>Asks a named facility, or every one that holds a record; the answer of the page is the same whether there are any.</summary>
    public async Task AskAsync(Guid person, Form form, CancellationToken stop)
    {
        var reader = await readers.ReaderAsync(Purposes.Known(form.Text("purpose", 40)), stop);
        var (reason, kinds, sensitive) = (form.Required("reason", 2000), BasisWriting.Kinds(form), BasisWriting.Sensitive(form));
        var receiver = reader.Homes.Contains(caller.OrganisationId) ? caller.OrganisationId : reader.Homes.First();
        var holders = await HoldersAsync(person, reader.Homes, stop);
        var named = form.Id("holder");
        foreach (var holder in holders.Where(h => named is null || h == named))
        {
            if (await store.Requests.AnyAsync(r => r.HolderId == holder && r.ReceiverId == receiver && r.PersonId == person && r.Purpose == reader.Purpose
                && r.State == RequestState.Open, stop)) continue;
            var request = new OpeningRequest
            {
                HolderId = holder,
                ReceiverId = receiver,
                PersonId = person,
                UserId = caller.UserId ?? Guid.Empty,
                Purpose = reader.Purpose,
                Kinds = kinds,
                Sensitive = sensitive,
                Reason = reason,
                CreatedAt = clock.GetUtcNow(),
            };
            store.Requests.Add(request);
            foreach (var officer in await officers.AtAsync(holder, stop))
                store.Notify(new Notice
                {
                    UserId = officer,
                    Text = Words.Key("{0} xin mở một hồ sơ do đơn vị giữ."),
                    Args = Notice.ArgsOf((await organisations.NamesAsync([receiver], null, stop)).GetValueOrDefault(receiver, "")),
                    Link = "/records/requests",
                    Once = $"request/{request.Id}/{officer}",
                });
        }
        store.Trace("record.ask", "record", person.ToString(), "ok", reader.Purpose);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Who else holds a record of a person; for the house's own use, never shown to who asks.</summary>
    public async Task<IReadOnlyList<Guid>> HoldersAsync(Guid person, IReadOnlyCollection<Guid> except, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        return [.. (await connection.RowsAsync("select distinct holder_id from records_resource where person_id = @p0 and is_deleted = false", r => r.GetGuid(0), stop,
            person)).Where(h => !except.Contains(h))];
    }

    /// <summary>The lists. What we asked shows only once it was answered: a request that waits would tell that there is a record.</summary>
    public async Task<RequestsView> ListAsync(CancellationToken stop)
    {
        var answering = (await homes.DecidingAsync(RecordsRights.Bases, stop)).ToList();
        var asking = (await homes.ReadingAsync(RecordsRights.Read, stop)).ToList();
        var toUs = await store.Requests.AsNoTracking().Where(r => answering.Contains(r.HolderId)).OrderBy(r => r.State == RequestState.Open ? 0
            : 1).ThenByDescending(r => r.CreatedAt).Take(200).ToListAsync(stop);
        var byUs = await store.Requests.AsNoTracking().Where(r => asking.Contains(r.ReceiverId) && r.State != RequestState.Open).OrderByDescending(r =>
            r.CreatedAt).Take(200).ToListAsync(stop);
        var names = await organisations.NamesAsync(toUs.Concat(byUs).SelectMany(r => new[] { r.HolderId, r.ReceiverId }), null, stop);
        var who = await people.NamesAsync(toUs.Concat(byUs).Select(r => r.UserId).Distinct(), stop);
        var persons1 = await persons.OfAsync(answering, [.. toUs.Select(r => r.PersonId)], stop);
        RequestRow Row(OpeningRequest r, bool ours) => new(r.Id, ours || r.State == RequestState.Approved ? names.GetValueOrDefault(r.HolderId, "–") : "",
            names.GetValueOrDefault(r.ReceiverId, "–"),
            who.GetValueOrDefault(r.UserId, ""), ours ? persons1.GetValueOrDefault(r.PersonId, "") : "", r.PersonId, Purposes.NameOf(r.Purpose), r.Reason, r.CreatedAt,
                r.State, r.Answer, ours && r.State == RequestState.Open);
        return new([.. toUs.Select(r => Row(r, true))], [.. byUs.Select(r => Row(r, false))]);
    }

    /// <summary>A request that the caller may answer.</summary>
    public async Task<OpeningRequest> FindAsync(Guid id, CancellationToken stop)
    {
        var request = await store.Requests.SingleOrDefaultAsync(r => r.Id == id, stop) ?? throw Refusal.Missing("Không có yêu cầu này.");
        if (!(await homes.DecidingAsync(RecordsRights.Bases, stop)).Contains(request.HolderId)) throw Refusal.Missing("Không có yêu cầu này.");
        return request;
    }

    /// <summary>Lets it pass: enters the basis and answers, in one save.</summary>
    public async Task ApproveAsync(Guid id, Form form, IFormFile? paper, CancellationToken stop)
    {
        var request = await FindAsync(id, stop);
        var draft = BasisWriting.Read(form, request.HolderId) with { ReceiverId = request.ReceiverId, PersonId = request.PersonId };
        var basis = await writing.MakeAsync(draft, paper, stop);
        store.Bases.Add(basis);
        request.Approve(basis.Id, caller.UserId, clock.GetUtcNow());
        await AnswerAsync(request, Words.Key("{0} đã cho phép mở hồ sơ mà ông/bà xin."), stop);
    }

    /// <summary>Says no.</summary>
    public async Task RefuseAsync(Guid id, string why, CancellationToken stop)
    {
        var request = await FindAsync(id, stop);
        request.Refuse(why, caller.UserId, clock.GetUtcNow());
        await AnswerAsync(request, Words.Key("{0} chưa cho phép mở hồ sơ mà ông/bà xin."), stop);
    }

    async Task AnswerAsync(OpeningRequest request, string text, CancellationToken stop)
    {
        store.Notify(new Notice
        {
            UserId = request.UserId,
            Text = text,
            Args = Notice.ArgsOf((await organisations.NamesAsync([request.HolderId], null, stop)).GetValueOrDefault(request.HolderId, "")),
            Link = request.State == RequestState.Approved ? $"/records/{request.PersonId}?purpose={request.Purpose}" : "/records/requests",
            Once = $"request/{request.Id}/answer",
        });
        await store.SaveChangesAsync(stop);
    }
}
