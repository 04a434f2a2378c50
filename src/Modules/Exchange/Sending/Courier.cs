using LienY.Hl7;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Exchange;

/// <summary>
/// Carries messages to receivers: each receiver's own in their order, over one line. Where the line or the receiver fails (no answer, AR) the first message is
/// tried again after growing waits and, after many tries, given up with a notice; AE is final for that message. What was given up can be sent again by people.
/// </summary>
sealed class Courier(ExchangeStore store, OutgoingText texts, IFiles files, IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Tries of one message before people must look: some four hours.</summary>
    public const int MostTries = 12;

    const int Batch = 200, AtOnce = 8;

    /// <summary>Looks for messages that are due.</summary>
    public static readonly Job Round = new("exchange-out", TimeSpan.FromSeconds(3), (services, stop) => services.GetRequiredService<Courier>().RunAsync(stop));

    /// <summary>One round over all receivers.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var due = await store.Receivers.AsNoTracking().Where(r => r.RevokedAt == null && r.NextAt <= now
            && store.Outgoing.Any(o => o.ReceiverId == r.Id && o.State == OutgoingState.Waiting)).Select(r => r.Id).ToListAsync(stop);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (id, s) =>
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
            await scope.ServiceProvider.GetRequiredService<Courier>().ServeAsync(id, s);
        });
    }

    async Task ServeAsync(Guid id, CancellationToken stop)
    {
        var receiver = await store.Receivers.AsNoTracking().SingleAsync(r => r.Id == id, stop);
        var rows = await store.Outgoing.Where(o => o.ReceiverId == id && o.State == OutgoingState.Waiting).OrderBy(o => o.Place).Take(Batch).ToListAsync(stop);
        await using var line = new OutgoingLine(receiver);
        foreach (var row in rows)
        {
            try
            {
                if (await BytesAsync(row, receiver, stop) is not { } bytes)
                {
                    await EndAsync(row, OutgoingState.Skipped, stop);
                    continue;
                }
                row.Tries++;
                var (code, said) = await line.SendAsync(bytes, row.ControlId, stop);
                (row.Ack, row.LastError) = (code.ToString(), code == AckCode.AA ? null : said);
                if (code == AckCode.AR)
                {
                    await LaterAsync(receiver, row, said, stop);
                    return;
                }
                await EndAsync(row, code == AckCode.AA ? OutgoingState.Sent : OutgoingState.Refused, stop);
                await ReachedAsync(receiver, code == AckCode.AA ? null : said, stop);
            }
            catch (Exception problem) when (problem is IOException or System.Net.Sockets.SocketException or TimeoutException or System.Security.Authentication.AuthenticationException or Refusal)
            {
                await LaterAsync(receiver, row, problem.Message, stop);
                return;
            }
        }
    }

    async Task<byte[]?> BytesAsync(Outgoing row, Receiver receiver, CancellationToken stop)
    {
        if (row.Hash is { } hash)
        {
            await using var kept = await files.OpenAsync(row.OrganisationId, hash, stop);
            using var copy = new MemoryStream();
            await kept.CopyToAsync(copy, stop);
            return copy.ToArray();
        }
        if (await texts.MakeAsync(row, receiver, stop) is not { } made) return null;
        using var content = new MemoryStream(made);
        row.Hash = (await files.PutAsync(row.OrganisationId, content, Intake.MostBytes, stop)).Hash;
        return made;
    }

    async Task EndAsync(Outgoing row, OutgoingState state, CancellationToken stop)
    {
        (row.State, row.DoneAt) = (state, clock.GetUtcNow());
        // One that people send once more is still one message.
        if (state == OutgoingState.Sent && !await ExchangeFacts.IsToldAsync(store, row, stop)) store.Report(ExchangeFacts.Sent(row, row.DoneAt.Value));
        if (state == OutgoingState.Refused) Notify(row, Words.Key("Hệ thống nhận đã từ chối một bản tin HL7; xin xem lỗi và gửi lại."));
        await store.SaveChangesAsync(stop);
    }

    // Counters are not the administrator's: they change without touching the version of the form.
    Task ReachedAsync(Receiver receiver, string? said, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return said is null
            ? store.Receivers.Where(r => r.Id == receiver.Id).ExecuteUpdateAsync(u => u.SetProperty(r => r.LastSentAt, now).SetProperty(r => r.Tries, 0), stop)
            : store.Receivers.Where(r => r.Id == receiver.Id).ExecuteUpdateAsync(u => u.SetProperty(r => r.LastSentAt, now).SetProperty(r => r.Tries, 0)
                .SetProperty(r => r.LastError, said).SetProperty(r => r.LastErrorAt, now), stop);
    }

    async Task LaterAsync(Receiver receiver, Outgoing row, string said, CancellationToken stop)
    {
        var (now, tries) = (clock.GetUtcNow(), row.Ack == nameof(AckCode.AR) ? row.Tries : Math.Max(row.Tries, receiver.Tries + 1));
        said = (said.Length > 300 ? said[..300] : said).Replace('\0', ' ');
        (row.LastError, row.Tries) = (said, tries);
        if (tries >= MostTries)
        {
            (row.State, row.DoneAt) = (OutgoingState.GivenUp, now);
            Notify(row, Words.Key("Không gửi được bản tin HL7 sau nhiều lần thử; xin kiểm tra hệ thống nhận rồi gửi lại."));
        }
        await store.SaveChangesAsync(stop);
        var wait = TimeSpan.FromSeconds(Math.Min(3600, 5 * Math.Pow(2, Math.Min(tries, 10))));
        var next = now + wait;
        // A receiver that is away for long is not asked more often for the next message.
        var kept = tries >= MostTries ? MostTries / 2 : tries;
        await store.Receivers.Where(r => r.Id == receiver.Id).ExecuteUpdateAsync(u => u.SetProperty(r => r.Tries, kept).SetProperty(r => r.NextAt, next)
            .SetProperty(r => r.LastError, said).SetProperty(r => r.LastErrorAt, now), stop);
    }

    void Notify(Outgoing row, string text) => store.Notify(new Notice
    {
        OrganisationId = row.OrganisationId,
        Text = text,
        Link = $"/exchange/receivers/{row.ReceiverId}",
        Once = $"exchange/out/{row.Id}/{row.Tries.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
    });
}
