using System.Collections.Concurrent;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// Seats made in the last second, by the header that carried them: a program that sends a thousand requests is asked who it is once a second, not a thousand
/// times. What ends its token or its post here is noticed at once, on other nodes within that second. Applications are not among them: their own tokens are
/// looked up each time; nor are citizens, whose link may end.
/// </summary>
sealed class SeatCache(TimeProvider clock, CallerChanges changes)
{
    static readonly TimeSpan Believed = TimeSpan.FromSeconds(1);
    const int Most = 10_000;
    readonly ConcurrentDictionary<(string Header, string? Purpose), (FhirSeat Seat, long Until, int Edition)> seats = new();

    /// <summary>Where the callers stand as a request comes in.</summary>
    public SeatsAsked Asked => new(changes.Edition);

    /// <summary>The seat of a header, as of now; null where it has to be asked for.</summary>
    public FhirSeat? Find(string header, string? purpose)
    {
        if (!seats.TryGetValue((header, purpose), out var kept) || Environment.TickCount64 > kept.Until || kept.Edition != changes.Edition) return null;
        var now = clock.GetUtcNow();
        // A clock that was turned by hand is believed as well.
        if (now < kept.Seat.Reader.Now || now - kept.Seat.Reader.Now > Believed) return null;
        return kept.Seat with { Reader = kept.Seat.Reader with { Now = now } };
    }

    /// <summary>Remembers a seat of a person's program.</summary>
    public void Keep(string header, string? purpose, FhirSeat seat, SeatsAsked? asked)
    {
        if (asked is null || seat.Caller.Client is not null || OwnGate.IsFor(seat.Reader)) return;
        if (seats.Count >= Most) seats.Clear();
        seats[(header, purpose)] = (seat, Environment.TickCount64 + (long)Believed.TotalMilliseconds, asked.Edition);
    }
}

/// <summary>Which changes of accounts had been made when a request came in: who asks is found out later, and must not be remembered past one that came between.</summary>
sealed record SeatsAsked(int Edition);
