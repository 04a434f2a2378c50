using LienY.Hl7;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Exchange;

/// <summary>Admits senders, names receivers, changes and ends both; sends again what was given up.</summary>
sealed class Connecting(ExchangeStore store, Facilities facilities, ExchangeDesk desk, Caller caller)
{
    const int Most = 50;

    /// <summary>Admits a sender.</summary>
    public async Task<Link> AdmitAsync(Guid unit, string name, string application, string facility, string addresses, Guid? stranger, CancellationToken stop)
    {
        caller.Must(ExchangeRights.Connect, unit);
        await facilities.OfAsync(unit, stop);
        Addresses.Read(addresses);
        if (await store.Links.CountAsync(l => l.OrganisationId == unit && l.RevokedAt == null,
            stop) >= Most) throw Refusal.Invalid("Mỗi đơn vị có nhiều nhất {0} kết nối còn dùng.", Most);
        if (await store.Links.AnyAsync(l => l.OrganisationId == unit && l.Application == application && l.Facility == facility && l.RevokedAt == null, stop))
            throw new Refusal(RefusalKind.Conflict, "Đơn vị đã có kết nối với MSH-3 và MSH-4 này. Xin sửa kết nối đó.") { Field = "application" };
        var link = new Link
        {
            OrganisationId = unit,
            Name = name,
            Application = application,
            Facility = facility,
            Addresses = addresses,
            MadeAt = store.Clock.GetUtcNow(),
            MadeByName = caller.Name,
        };
        store.Links.Add(link);
        if (stranger is { } id && (await desk.StrangersAsync(stop)).FirstOrDefault(s => s.Id == id) is { } known) store.Strangers.Remove(known);
        store.Trace("exchange.link.admit", "exchange_link", link.Id.ToString());
        await store.SaveChangesAsync(stop);
        return link;
    }

    /// <summary>Changes name and addresses of a sender.</summary>
    public async Task ChangeAsync(Guid id, int version, string name, string addresses, CancellationToken stop)
    {
        var link = await MineAsync(id, version, stop);
        Addresses.Read(addresses);
        (link.Name, link.Addresses) = (name, addresses);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Ends a sender; what it sends from now on is refused.</summary>
    public async Task EndAsync(Guid id, int version, CancellationToken stop)
    {
        var link = await MineAsync(id, version, stop);
        link.RevokedAt ??= store.Clock.GetUtcNow();
        store.Trace("exchange.link.end", "exchange_link", id.ToString());
        await store.SaveChangesAsync(stop);
    }

    async Task<Link> MineAsync(Guid id, int version, CancellationToken stop)
    {
        var link = await store.Links.SingleOrDefaultAsync(l => l.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy kết nối này.");
        caller.Must(ExchangeRights.Connect, link.OrganisationId);
        return store.Expect(link, version);
    }

    /// <summary>A receiver from a form; <paramref name="id"/> null: a new one.</summary>
    public async Task<Guid> ReceiverAsync(Guid? id, Form form, CancellationToken stop)
    {
        var events = form.All("events");
        if (events.Count == 0 || events.Any(e => !OutgoingMaker.Types.Contains(e))) throw new Refusal(RefusalKind.Invalid,
            "Xin chọn ít nhất một loại bản tin.")
        { Field = "events" };
        var port = form.Whole("port");
        if (port is < 1 or > 65535) throw new Refusal(RefusalKind.Invalid, "Cổng mạng là số từ 1 đến 65535.") { Field = "port" };
        var (name, host, application, facility) = (form.Required("name", 80), form.Required("host", 200), form.Text("application", 80), form.Text("facility", 80));
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown) throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là tên máy hoặc địa chỉ mạng.",
            host)
        { Field = "host" };
        Receiver receiver;
        if (id is { } known)
        {
            receiver = await store.Receivers.SingleOrDefaultAsync(r => r.Id == known, stop) ?? throw Refusal.Missing("Không tìm thấy kết nối này.");
            caller.Must(ExchangeRights.Connect, receiver.OrganisationId);
            store.Expect(receiver, form.Whole("version"));
            (receiver.Name, receiver.Host, receiver.Port, receiver.ToApplication, receiver.ToFacility, receiver.Events) = (name, host, port, application, facility,
                string.Join(';', events));
        }
        else
        {
            var unit = form.Id("unit") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị.") { Field = "unit" };
            caller.Must(ExchangeRights.Connect, unit);
            await facilities.OfAsync(unit, stop);
            var now = store.Clock.GetUtcNow();
            receiver = new Receiver
            {
                OrganisationId = unit,
                Name = name,
                Host = host,
                Port = port,
                ToApplication = application,
                ToFacility = facility,
                Events = string.Join(';', events),
                MadeAt = now,
                MadeByName = caller.Name,
                NextAt = now,
            };
            store.Receivers.Add(receiver);
        }
        receiver.IsTls = form.Ticked("tls");
        receiver.SkipLinkId = form.Id("skip");
        if (receiver.SkipLinkId is { } skip && !await store.Links.AnyAsync(l => l.Id == skip && l.OrganisationId == receiver.OrganisationId, stop))
            throw new Refusal(RefusalKind.Invalid, "Kết nối gửi đến phải cùng một đơn vị với bên nhận.") { Field = "skip" };
        receiver.NextAt = store.Clock.GetUtcNow();
        store.Trace("exchange.receiver.save", "exchange_receiver", receiver.Id.ToString());
        await store.SaveChangesAsync(stop);
        return receiver.Id;
    }

    /// <summary>Ends a receiver; what waits for it is not sent any more.</summary>
    public async Task EndReceiverAsync(Guid id, int version, CancellationToken stop)
    {
        var receiver = await store.Receivers.SingleOrDefaultAsync(r => r.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy kết nối này.");
        caller.Must(ExchangeRights.Connect, receiver.OrganisationId);
        store.Expect(receiver, version).RevokedAt ??= store.Clock.GetUtcNow();
        store.Trace("exchange.receiver.end", "exchange_receiver", id.ToString());
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Puts a message that was refused or given up at the end of the queue again, made anew from the record as it stands.</summary>
    public async Task<Guid> ResendAsync(Guid id, CancellationToken stop)
    {
        var row = await store.Outgoing.SingleOrDefaultAsync(o => o.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy bản tin này.");
        if (!caller.May(ExchangeRights.Connect, row.OrganisationId)) caller.MustHold(ExchangeRights.Originals, row.OrganisationId);
        if (row.State == OutgoingState.Waiting) throw Refusal.Conflict("Bản tin này đang chờ gửi.");
        var now = store.Clock.GetUtcNow();
        (row.State, row.Tries, row.Place, row.DoneAt, row.LastError, row.Hash) = (OutgoingState.Waiting, 0, Commands.Micros(now), null, null, null);
        store.Trace("exchange.outgoing.resend", "exchange_outgoing", id.ToString());
        await store.SaveChangesAsync(stop);
        await store.Receivers.Where(r => r.Id == row.ReceiverId).ExecuteUpdateAsync(u => u.SetProperty(r => r.NextAt, now).SetProperty(r => r.Tries, 0), stop);
        return row.ReceiverId;
    }
}
