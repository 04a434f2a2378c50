using System.Collections.Concurrent;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// Seats made in the last second, by the header that carried them: a program that sends a thousand requests is asked who it is once a second, not a thousand
/// times. What ends its token or its post is noticed within that second. Applications are not among them: their own tokens are looked up each time.
/// </summary>
sealed class SeatCache(TimeProvider clock)
{
    static readonly TimeSpan Believed = TimeSpan.FromSeconds(1);
    const int Most = 10_000;
    readonly ConcurrentDictionary<(string Header, string? Purpose), (FhirSeat Seat, long Until)> seats = new();

    /// <summary>The seat of a header, as of now; null where it has to be asked for.</summary>
    public FhirSeat? Find(string header, string? purpose)
    {
        if (!seats.TryGetValue((header, purpose), out var kept) || Environment.TickCount64 > kept.Until) return null;
        var now = clock.GetUtcNow();
        // A clock that was turned by hand is believed as well.
        if (now < kept.Seat.Reader.Now || now - kept.Seat.Reader.Now > Believed) return null;
        return kept.Seat with { Reader = kept.Seat.Reader with { Now = now } };
    }

    /// <summary>Remembers a seat of a person's program.</summary>
    public void Keep(string header, string? purpose, FhirSeat seat)
    {
        if (seat.Caller.Client is not null) return;
        if (seats.Count >= Most) seats.Clear();
        seats[(header, purpose)] = (seat, Environment.TickCount64 + (long)Believed.TotalMilliseconds);
    }
}
