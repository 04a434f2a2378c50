using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Records;

/// <summary>A citizen and the own record: which person the account is, which written requests still let others read, taking one back.</summary>
sealed class OwnBook(ReleaseStore store, Homes homes, RecordBook book, RecordReaders readers, ICallers callers, IPeople people, IOrganisations organisations,
    Caller caller, TimeProvider clock)
{
    /// <summary>The person that the caller's account is; refused while nobody has said so.</summary>
    public async Task<Guid> PersonAsync(CancellationToken stop) => await TryPersonAsync(stop)
        ?? throw Refusal.Missing("Tài khoản chưa được gắn với sổ sức khỏe. Xin mang thẻ căn cước đến bộ phận dữ liệu của cơ sở nơi ông/bà khám bệnh.");

    /// <summary>The same, null where nobody has said so.</summary>
    public async Task<Guid?> TryPersonAsync(CancellationToken stop) =>
        await store.Links.AsNoTracking().Where(l => l.UserId == caller.UserId && l.EndedAt == null).Select(l => (Guid?)l.PersonId).SingleOrDefaultAsync(stop);

    /// <summary>Accounts that could be linked: citizens' accounts kept by the officer's organisations.</summary>
    public async Task<IReadOnlyList<PersonCard>> AccountsAsync(CancellationToken stop) =>
        await people.CitizensAtAsync(await homes.DecidingAsync(RecordsRights.Link, stop), stop);

    /// <summary>A data officer who saw the card says which person an account is; the person must be a patient whom the officer's facility may name.</summary>
    public async Task LinkAsync(Guid person, Form form, CancellationToken stop)
    {
        var own = await homes.DecidingAsync(RecordsRights.Link, stop);
        var user = form.Id("user") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tài khoản.") { Field = "user" };
        if (!form.Ticked("seen")) throw new Refusal(RefusalKind.Invalid, "Xin xác nhận đã xem thẻ căn cước của người này.") { Field = "seen" };
        var card = form.Required("card", 40);
        if (!(await AccountsAsync(stop)).Any(a => a.Id == user) || !(await callers.OfPersonAsync(user, stop)).May(RecordsRights.Own))
            throw new Refusal(RefusalKind.Invalid, "Tài khoản này không phải tài khoản người dân tại đơn vị của ông/bà.") { Field = "user" };
        var reader = await readers.ReaderAsync(RecordsRights.Link, Purposes.Treatment, stop);
        var seen = await book.ReadAsync(reader, person, new(Types: ["Patient"]), "record.read", RecordsRights.Link, stop);
        var held = seen.Rows.FirstOrDefault(r => own.Contains(r.HolderId)) ?? throw Refusal.Missing("Người này không có hồ sơ tại đơn vị của ông/bà.");
        using (var json = System.Text.Json.JsonDocument.Parse(held.Body!))
            if (!json.RootElement.All("identifier").Any(i => i.Text("value").Equals(card, StringComparison.OrdinalIgnoreCase)))
                throw new Refusal(RefusalKind.Invalid, "Số trên thẻ không khớp với số của người bệnh trong hồ sơ.") { Field = "card" };
        if (await store.Links.AnyAsync(l => l.UserId == user && l.EndedAt == null, stop)) throw Refusal.Conflict("Tài khoản này đã được gắn với một người bệnh.");
        store.Links.Add(new PersonLink
        {
            UserId = user,
            PersonId = person,
            OrganisationId = held.HolderId,
            Card = PersonHead.Masked(card),
            MadeBy = caller.UserId,
            MadeAt = clock.GetUtcNow()
        });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Links of a person, for the officer who may end them.</summary>
    public async Task<IReadOnlyList<(PersonLink Link, string Name)>> LinksAsync(Guid person, CancellationToken stop)
    {
        var own = (await homes.DecidingAsync(RecordsRights.Link, stop)).ToList();
        var links = await store.Links.AsNoTracking().Where(l => l.PersonId == person && own.Contains(l.OrganisationId) && l.EndedAt == null).ToListAsync(stop);
        var names = await people.NamesAsync(links.Select(l => l.UserId), stop);
        return [.. links.Select(l => (l, names.GetValueOrDefault(l.UserId, "–")))];
    }

    /// <summary>Ends a link; the account sees nothing from the next query on.</summary>
    public async Task UnlinkAsync(Guid person, Guid id, CancellationToken stop)
    {
        var own = (await homes.DecidingAsync(RecordsRights.Link, stop)).ToList();
        var link = await store.Links.SingleOrDefaultAsync(l => l.Id == id && l.PersonId == person && own.Contains(l.OrganisationId) && l.EndedAt == null,
            stop) ?? throw Refusal.Missing("Không có liên kết này.");
        (link.EndedAt, link.EndedBy) = (clock.GetUtcNow(), caller.UserId);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Live bases about the caller, with who may read.</summary>
    public async Task<IReadOnlyList<(Basis Basis, string Holder, string Receiver)>> BasesAsync(Guid person, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var bases = await store.Bases.AsNoTracking().Where(b => b.PersonId == person && b.RevokedAt == null && b.ValidTo > now).OrderByDescending(b =>
            b.MadeAt).ToListAsync(stop);
        var names = await organisations.NamesAsync(bases.SelectMany(b => new[] { b.HolderId, b.ReceiverId }), null, stop);
        return [.. bases.Select(b => (b, names.GetValueOrDefault(b.HolderId, "–"), names.GetValueOrDefault(b.ReceiverId, "–")))];
    }

    /// <summary>The person takes back a written request; what rests on law, contract or danger is not theirs to end.</summary>
    public async Task WithdrawAsync(Guid id, CancellationToken stop)
    {
        var person = await PersonAsync(stop);
        var basis = await store.Bases.SingleOrDefaultAsync(b => b.Id == id && b.PersonId == person && b.Kind == BasisKind.WrittenRequest && b.RevokedAt == null, stop)
            ?? throw Refusal.Missing("Không có văn bản đề nghị này, hoặc đã được rút lại.");
        (basis.RevokedAt, basis.RevokedReason, basis.RevokedBy) = (clock.GetUtcNow(), Words.Key("Người bệnh rút lại"), caller.UserId);
        foreach (var side in new[] { basis.HolderId, basis.ReceiverId })
            store.Notify(new Notice
            {
                OrganisationId = side,
                Text = Words.Key("Người bệnh đã rút lại văn bản đề nghị “{0}”."),
                Args = Notice.ArgsOf(basis.Reference),
                Link = "/records/bases",
                Once = $"basis/{basis.Id}/withdrawn/{side}",
            });
        await store.SaveChangesAsync(stop);
    }
}
