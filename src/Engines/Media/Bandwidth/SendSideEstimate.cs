namespace LienY.Media;

/// <summary>How many bits a second one receiver's line carries, from what it says about the packets that came: delay first (queue and its slope), loss only
/// beyond what a bad line loses anyway. Random loss without growing delay lowers nothing. Sizes count IP and UDP. Time in microseconds.</summary>
public sealed class SendSideEstimate(int start = 300_000, int least = 24_000, int most = 20_000_000)
{
    readonly RateWindow came = new(), left = new();
    readonly StandingDelay standing = new();
    readonly Trend trend = new();
    readonly LossPart loss = new();
    readonly ProbeBook probes = new();
    double rate = start, known, spread = 0.05;
    long lastChange = -1, lastDecrease = long.MinValue / 2, lastHeard = -1, lastSent, probeResult, heardOf = -1, queueAtDecrease;
    double usual;
    long usualAt;
    int vain;

    /// <summary>What the line carries, bits a second.</summary>
    public int Rate => (int)rate;

    /// <summary>What may be sent just now: less than the line carries while a queue is to empty.</summary>
    public int Target => (int)(rate * (1 - Math.Clamp((standing.Now - 20_000) / 400_000.0, 0, 0.6)));

    /// <summary>What came lately, bits a second.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Queue of the line that every packet meets, µs.</summary>
    public long Queue => standing.Now;

    /// <summary>Jitter of the line, µs.</summary>
    public long Jitter => standing.Jitter;

    /// <summary>Share of packets lost, 0–1, over some seconds.</summary>
    public double Loss => loss.Share;

    /// <summary>There and back, µs, as short as lately seen.</summary>
    public long RoundTrip { get; private set; } = 200_000;

    /// <summary>Whether feedback has come at all.</summary>
    public bool Heard => lastHeard >= 0;

    /// <summary>When it was last lowered, µs.</summary>
    public long LastDecrease => lastDecrease;

    /// <summary>Probes under way.</summary>
    public ProbeBook Probes => probes;

    /// <summary>A packet of so many bytes (with IP and UDP) left.</summary>
    public void Left(int size, long now)
    {
        left.Add(now, size);
        lastSent = now;
    }

    /// <summary>Takes what a receiver says.</summary>
    public void Take(ReadOnlySpan<Arrival> arrivals, SentBook book, long now)
    {
        long latest = 0, newest = -1;
        var tooMuch = false;
        foreach (var arrival in arrivals)
        {
            if (!book.TryFind(arrival.Sequence, out var number)) continue;
            var sent = book[number];
            if (sent.Number != number || sent.State is SentState.Unknown or SentState.Came) continue;
            if (!arrival.Came)
            {
                if (sent.State == SentState.UnderWay) tooMuch |= loss.Add(true, now);
                book.Mark(number, SentState.Missing);
                continue;
            }
            if (sent.State == SentState.Missing) loss.Found();
            else tooMuch |= loss.Add(false, now);
            book.Mark(number, SentState.Came);
            came.Add(arrival.Time, sent.Size);
            standing.Add(arrival.Time, arrival.Time - sent.Time);
            if (number > heardOf) trend.Add(sent.Time, arrival.Time);
            (heardOf, latest, newest) = (Math.Max(heardOf, number), Math.Max(latest, arrival.Time), Math.Max(newest, sent.Time));
            if (sent.Probe != 0 && probes.Came(sent, arrival.Time) is > 0 and var measured) probeResult = measured;
        }
        if (newest < 0) return;
        var back = now - newest;
        RoundTrip = back < RoundTrip ? back : RoundTrip + (Math.Min(back, 3_000_000) - RoundTrip) / 64;
        lastHeard = now;
        Acknowledged = came.At(latest);
        usual = usual == 0 ? Acknowledged : usual + (Acknowledged - usual) * Math.Clamp((now - usualAt) / 1.5e6, 0.01, 0.3);
        usualAt = now;
        Judge(tooMuch, now);
    }

    /// <summary>To be called some times a second: a line from which nothing is heard any longer carries less.</summary>
    public void Tick(long now)
    {
        if (lastHeard < 0 || now - lastHeard < 1_500_000 + 2 * RoundTrip || lastSent < lastHeard || now - lastDecrease < 500_000) return;
        Lower(rate * 0.8, now);
    }

    void Judge(bool tooMuch, long now)
    {
        if (lastChange < 0) lastChange = now;
        var passed = Math.Clamp((now - lastChange) / 1e6, 0, 0.5);
        lastChange = now;
        var queue = standing.Now;
        if (probeResult > 0)
        {
            if (probeResult > rate && queue < 60_000) (rate, known) = (Math.Min(probeResult, most), 0);
            probeResult = 0;
        }
        var growing = trend.Use == LineUse.Over && queue > 12_000;
        if (growing || queue > 45_000 && trend.Use != LineUse.Under)
        {
            if (now - lastDecrease > Math.Max(RoundTrip + 150_000, 250_000)) Over(queue, now);
            return;
        }
        if (tooMuch)
        {
            // What came through a line that throws away tells what it carries, its own loss added.
            if (Acknowledged > 0) Lower(Math.Min(rate * 0.9, Acknowledged * 1.1), now);
            return;
        }
        if (queue < 20_000) vain = 0;
        if (queue > 25_000 || trend.Use != LineUse.Normal || loss.Window > 0.18) return;
        Raise(passed, now);
    }

    void Over(long queue, long now)
    {
        // A delay that stays whatever is sent is the way itself, not a queue.
        vain = queue > queueAtDecrease * 8 / 10 ? vain + 1 : 0;
        if (vain >= 5)
        {
            standing.Rebase();
            vain = 0;
            return;
        }
        queueAtDecrease = queue;
        if (Acknowledged == 0) return;
        // What the line loses by itself was sent too.
        // After a pause in which nothing came the last half second tells too little.
        var carried = (queue < 100_000 ? Math.Max(Acknowledged, usual) : Acknowledged) / (1 - Math.Min(loss.Share, 0.12));
        // A line that carries far less than before, or more, is another line.
        if (known == 0 || Math.Abs(carried - known) > 4 * spread * known) (known, spread) = (carried, 0.05);
        else
        {
            spread = Math.Clamp(0.95 * spread + 0.05 * Math.Abs(carried - known) / known, 0.03, 0.15);
            known += 0.1 * (carried - known);
        }
        // A short delay may be a busy machine at either end: one sign lowers by a quarter, and by a fifth while too little is sent to fill the line; a long queue is
        // believed at once.
        var floor = left.At(now) < Target * 0.7 ? rate * 0.8 : queue < 100_000 ? rate * 0.75 : 0;
        Lower(Math.Min(rate * 0.98, Math.Max(carried * 0.9, floor)), now);
    }

    void Raise(double passed, long now)
    {
        var sending = left.At(now);
        // A sender that has not more to send learns nothing about the line.
        if (sending < rate * 0.75) return;
        var near = known > 0 && rate > known * (1 - 2 * spread);
        var next = rate * Math.Pow(near ? 1.025 : 1.2, passed) + (near ? 0 : 500 * passed);
        rate = Math.Min(Math.Max(rate, Math.Min(next, 1.5 * Math.Max(Acknowledged, sending * (1 - loss.Share)) + 20_000)), most);
        if (known > 0 && rate > known * (1 + 3 * spread) && now - lastDecrease > 3_000_000) known = 0;
    }

    void Lower(double to, long now)
    {
        rate = Math.Clamp(to, least, rate);
        lastDecrease = now;
    }
}
