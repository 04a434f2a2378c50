using LienY.Contracts;
using LienY.Hl7;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Exchange;

/// <summary>Loads what the pages of the exchange show.</summary>
sealed class ExchangeDesk(ExchangeStore store, Facilities facilities, ExchangeRules rules, IFiles files, Caller caller)
{
    const int Sheet = 50;

    /// <summary>Connections of the caller's reach.</summary>
    public async Task<ExchangeView> AllAsync(CancellationToken stop)
    {
        var since = store.Clock.GetUtcNow().AddDays(-30);
        var links = await store.Links.AsNoTracking().OrderBy(l => l.RevokedAt != null).ThenBy(l => l.Name).Take(500).ToListAsync(stop);
        var counts = (await store.Messages.AsNoTracking().Where(m => m.ReceivedAt >= since).GroupBy(m => new { m.LinkId, m.State })
            .Select(g => new { g.Key.LinkId, g.Key.State, Count = g.Count() }).ToListAsync(stop)).ToLookup(c => c.LinkId);
        var receivers = await store.Receivers.AsNoTracking().OrderBy(r => r.RevokedAt != null).ThenBy(r => r.Name).Take(500).ToListAsync(stop);
        var queues = (await store.Outgoing.AsNoTracking().Where(o => o.State == OutgoingState.Waiting || o.State == OutgoingState.Refused
            || o.State == OutgoingState.GivenUp)
            .GroupBy(o => new { o.ReceiverId, o.State }).Select(g => new { g.Key.ReceiverId, g.Key.State, Count = g.Count() }).ToListAsync(stop))
                .ToLookup(c => c.ReceiverId);
        var strangers = await StrangersAsync(stop);
        var names = await facilities.NamesAsync(links.Select(l => l.OrganisationId).Concat(receivers.Select(r => r.OrganisationId))
            .Concat(strangers.Select(s => s.OrganisationId).OfType<Guid>()), stop);
        return new(
            [.. links.Select(l => new LinkLine(l, names[l.OrganisationId], counts[l.Id].Sum(c => c.Count), counts[l.Id].Where(c => c.State == MessageState.Failed)
                .Sum(c => c.Count),
                counts[l.Id].Where(c => c.State is MessageState.Waiting or MessageState.Received).Sum(c => c.Count),
                    caller.May(ExchangeRights.Connect, l.OrganisationId), caller.May(ExchangeRights.Map, l.OrganisationId)))],
            [.. receivers.Select(r => new ReceiverLine(r, names[r.OrganisationId], queues[r.Id].Where(q => q.State == OutgoingState.Waiting).Sum(q => q.Count),
                queues[r.Id].Where(q => q.State != OutgoingState.Waiting).Sum(q => q.Count), caller.May(ExchangeRights.Connect, r.OrganisationId)))],
            [.. strangers.Select(s => (s, s.OrganisationId is { } id ? names[id] : ""))], rules.Port, caller.May(ExchangeRights.Connect));
    }

    /// <summary>
    /// Strangers that the caller may admit: those who named a hospital of the caller's reach, and, for whoever administers more than one unit, those who named none.
    /// So nobody admits another hospital's system to their own.
    /// </summary>
    public async Task<IReadOnlyList<Stranger>> StrangersAsync(CancellationToken stop)
    {
        if (!caller.May(ExchangeRights.Connect)) return [];
        var all = await store.Strangers.AsNoTracking().OrderByDescending(s => s.LastAt).Take(500).ToListAsync(stop);
        var wide = caller.Posts.Any(p => p.Role == Role.Administrator && p.Reach.Count > 1);
        return [.. all.Where(s => s.OrganisationId is { } id ? caller.May(ExchangeRights.Connect, id) : wide)];
    }

    /// <summary>A sender that the caller reaches.</summary>
    public async Task<Link> LinkAsync(Guid id, CancellationToken stop) =>
        await store.Links.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy kết nối này.");

    /// <summary>Messages as asked.</summary>
    public IQueryable<IncomingMessage> Asked(MessagesAsk ask)
    {
        var messages = store.Messages.AsNoTracking();
        if (ask.Link is { } link) messages = messages.Where(m => m.LinkId == link);
        if (ask.State is { } state) messages = messages.Where(m => m.State == state);
        if (ask.Type.Length > 0) messages = messages.Where(m => m.Type.StartsWith(ask.Type));
        if (ask.From is { } from)
        {
            var begin = new DateTimeOffset(from.ToDateTime(default), Hl7Time.Vietnam);
            messages = messages.Where(m => m.ReceivedAt >= begin);
        }
        if (ask.To is { } to)
        {
            var end = new DateTimeOffset(to.AddDays(1).ToDateTime(default), Hl7Time.Vietnam);
            messages = messages.Where(m => m.ReceivedAt < end);
        }
        return messages.OrderByDescending(m => m.ReceivedAt);
    }

    /// <summary>A sheet of messages.</summary>
    public async Task<MessagesView> MessagesAsync(MessagesAsk ask, CancellationToken stop)
    {
        var total = await Asked(ask).CountAsync(stop);
        var rows = await Asked(ask).Skip((ask.Page - 1) * Sheet).Take(Sheet).ToListAsync(stop);
        return new(await LinesAsync(rows, stop), ask, await LinkChoicesAsync(stop), (total + Sheet - 1) / Sheet, total);
    }

    /// <summary>Messages with sender and the place of their first fault.</summary>
    public async Task<IReadOnlyList<(IncomingMessage Message, string Sender, string First)>> LinesAsync(IReadOnlyList<IncomingMessage> rows, CancellationToken stop)
    {
        var ids = rows.Where(r => r.Faults > 0).Select(r => r.Id).ToList();
        var first = (await store.Faults.AsNoTracking().Where(f => ids.Contains(f.MessageId) && !f.IsWarning).ToListAsync(stop)).GroupBy(f => f.MessageId)
            .ToDictionary(g => g.Key, g => string.Join(", ", g.OrderBy(f => f.Number).Select(f => f.Spot.Length > 0 ? f.Spot : f.Expected ?? "")
                .Where(s => s.Length > 0).Take(3)));
        var links = await store.Links.AsNoTracking().ToDictionaryAsync(l => l.Id, l => l.Name, stop);
        return [.. rows.Select(r => (r, links.GetValueOrDefault(r.LinkId, ""), first.GetValueOrDefault(r.Id, "")))];
    }

    /// <summary>Senders to choose from.</summary>
    public async Task<IReadOnlyList<(string Value, string Label)>> LinkChoicesAsync(CancellationToken stop) =>
        [.. (await store.Links.AsNoTracking().OrderBy(l => l.Name).Take(500).ToListAsync(stop)).Select(l => (l.Id.ToString(), l.Name))];

    /// <summary>One message; its content is read, and noted in the trail, for its holder only.</summary>
    public async Task<MessageView> MessageAsync(Guid id, bool content, CancellationToken stop)
    {
        var row = await ReachedAsync(id, stop);
        var faults = await store.Faults.AsNoTracking().Where(f => f.MessageId == id).OrderBy(f => f.Number).ToListAsync(stop);
        var holder = caller.Holds(ExchangeRights.Open, row.OrganisationId);
        var link = await LinkAsync(row.LinkId, stop);
        var read = holder && content ? MessageReader.Read(await BytesAsync(row, "exchange.message.read", stop)).Message : null;
        return new(row, link.Name, (await facilities.NamesAsync([row.OrganisationId], stop))[row.OrganisationId], faults, read, holder,
            caller.Holds(ExchangeRights.Originals, row.OrganisationId));
    }

    /// <summary>A message that the caller reaches.</summary>
    public async Task<IncomingMessage> ReachedAsync(Guid id, CancellationToken stop) =>
        await store.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy bản tin này.");

    /// <summary>The original, for whoever was found to hold it; noted in the trail before it is given.</summary>
    public async Task<byte[]> BytesAsync(IncomingMessage row, string action, CancellationToken stop)
    {
        await using var content = await files.OpenAsync(row.OrganisationId, row.Hash, stop);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, stop);
        store.Trace(action, "exchange_message", row.Id.ToString());
        await store.SaveChangesAsync(stop);
        return copy.ToArray();
    }

    /// <summary>A receiver with a sheet of its messages; without an id the empty form.</summary>
    public async Task<ReceiverView> ReceiverAsync(Guid? id, int page, CancellationToken stop)
    {
        var (units, links) = (await facilities.ReachedAsync(ExchangeRights.Connect, stop), await LinkChoicesAsync(stop));
        if (id is null) return new(null, units, links, [], 0, 1, 1, true, false);
        var receiver = await store.Receivers.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy kết nối này.");
        var rows = store.Outgoing.AsNoTracking().Where(o => o.ReceiverId == id);
        var total = await rows.CountAsync(stop);
        return new(receiver, units, links, await rows.OrderByDescending(o => o.Place).Skip((page - 1) * Sheet).Take(Sheet).ToListAsync(stop),
            await rows.CountAsync(o => o.State == OutgoingState.Waiting, stop),
            page, (total + Sheet - 1) / Sheet, caller.May(ExchangeRights.Connect, receiver.OrganisationId),
                caller.Holds(ExchangeRights.Originals, receiver.OrganisationId));
    }
}
