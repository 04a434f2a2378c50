using System.Net;
using LienY.Hl7;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Exchange;

/// <summary>Knows who sends: by MSH-3, MSH-4 and the network address together; a stranger is noted for the administrators, the message is not.</summary>
sealed class Doorkeeper(ExchangeStore store, Database database, Facilities facilities, TimeProvider clock)
{
    /// <summary>Strangers that are noted; beyond it only those already noted are counted on.</summary>
    const int MostStrangers = 500;

    /// <summary>The sender of a message; null for a stranger, who is noted.</summary>
    public async Task<Link?> OfAsync(Message message, IPAddress from, CancellationToken stop)
    {
        var (application, facility) = (message.Text("MSH-3"), message.Text("MSH-4"));
        var links = await store.Links.AsNoTracking().Where(l => l.Application == application && l.Facility == facility && l.RevokedAt == null).ToListAsync(stop);
        var good = links.Where(l => Addresses.Hold(l.Addresses, from)).ToList();
        // Two hospitals may run the same software behind one address: then the message must say for whom it is.
        if (good.Count > 1 && await facilities.OfCodeAsync(message.Text("MSH-6"), stop) is { } meant) good = [.. good.Where(l => l.OrganisationId == meant)];
        if (good is [var one]) return one;
        await NoteAsync(message, from, stop);
        return null;
    }

    async Task NoteAsync(Message message, IPAddress from, CancellationToken stop)
    {
        var (application, facility, to) = (Cut(message.Text("MSH-3")), Cut(message.Text("MSH-4")), Cut(message.Text("MSH-6")));
        var (address, now) = (Addresses.Plain(from).ToString(), clock.GetUtcNow());
        await using var connection = await database.OpenAsync(stop);
        if (await connection.RunAsync("update exchange_stranger set last_at = @p3, times = times + 1 where application = @p0 and facility = @p1 and address = @p2",
            stop,
            application, facility, address, now) > 0) return;
        if (Convert.ToInt64(await connection.CellAsync("select count(*) from exchange_stranger", stop),
            System.Globalization.CultureInfo.InvariantCulture) >= MostStrangers) return;
        var meant = await facilities.OfCodeAsync(facility, stop) ?? await facilities.OfCodeAsync(to, stop);
        await connection.RunAsync("insert into exchange_stranger (id, organisation_id, application, facility, to_facility, address, first_at, last_at, times) "
            + "values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p6, 1) on conflict (application, facility, address) do nothing", stop,
            Guid.CreateVersion7(), meant, application, facility, to, address, now);
    }

    /// <summary>Notes that a sender was heard, and what was wrong last.</summary>
    public async Task HeardAsync(Link link, IPAddress from, Fault? error, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        await connection.RunAsync("update exchange_link set last_contact_at = @p1, last_address = @p2 where id = @p0", stop,
            link.Id, clock.GetUtcNow(), Addresses.Plain(from).ToString());
        if (error is not null)
            await connection.RunAsync("update exchange_link set last_error = @p1, last_error_at = @p2 where id = @p0", stop, link.Id, error.Kind.ToString(),
                clock.GetUtcNow());
    }

    static string Cut(string text) => (text.Length > 80 ? text[..80] : text).Replace('\0', ' ');
}
