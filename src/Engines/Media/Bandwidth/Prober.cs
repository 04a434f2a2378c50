namespace LienY.Media;

/// <summary>Decides when to find out whether a line carries more than is sent: short groups of padding, never longer than they must be, so that sound does not
/// wait behind them. At first a few in a row; later only while something better is wanted; less often after each that found nothing. Time in microseconds.</summary>
public sealed class Prober(SendSideEstimate estimate)
{
    const int Firsts = 4;
    const long Shortest = 3_000_000, Longest = 24_000_000, FillShortest = 1_000_000, FillLongest = 30_000_000;
    const int FillSize = 250;
    long wait = Shortest, next = -1, ends, began;
    double credit;
    long credited;
    int rate, packets, before, first;
    short id;
    bool judged = true;
    double fill;
    long filled, fillFrom, lowered, fillWait = FillShortest;

    /// <summary>The probe that runs, to be noted with every packet sent; 0 when none does.</summary>
    public short Now { get; private set; }

    /// <summary>How many bits a second are wished for: what the next better picture would need in all; 0 when nothing better is wanted.</summary>
    public int Wanted { get; set; }

    /// <summary>A packet of so many bytes (with IP and UDP) left.</summary>
    public void Left(int size)
    {
        fill -= size * 8;
        if (Now == 0) return;
        credit -= size * 8;
        packets++;
    }

    /// <summary>Size of the padding packet to send now (UDP content, 40–1,100 bytes); 0 when none is due.</summary>
    public int Due(long now)
    {
        if (Now == 0) Consider(now);
        if (Now == 0) return Fill(now);
        if (now >= ends)
        {
            estimate.Probes.End(Now, packets);
            (Now, judged) = (0, false);
            next = now + estimate.RoundTrip + 300_000;
            return 0;
        }
        credit += (now - credited) * (double)rate / 1e6;
        credited = now;
        if (credit < Size * 8) return 0;
        return Size - SentBook.Overhead;
    }

    /// <summary>When it wants to be asked again; long.MaxValue when not before something changes.</summary>
    public long NextAt(long now) => Now == 0 ? next < 0 ? long.MaxValue : Math.Min(fillFrom == 0 ? long.MaxValue : now + 10_000, Math.Max(next, now + 5_000))
        : Math.Min(ends, now + Math.Max(500, (long)((Size * 8 - credit) * 1e6 / rate)));

    // While something better is wanted and what is sent does not fill what is thought to be carried, padding fills it: only a line in use shows whether it carries
    // more. A line that then proves full is left in peace, longer each time.
    int Fill(long now)
    {
        if (!estimate.Heard || Wanted <= estimate.Rate || estimate.Rate > 2_000_000)
        {
            (fillFrom, fill) = (0, 0);
            if (Wanted <= estimate.Rate) fillWait = FillShortest;
            return 0;
        }
        if (estimate.LastDecrease != lowered)
        {
            if (fillFrom > 0 && estimate.LastDecrease > fillFrom) fillWait = Math.Min(fillWait * 2, FillLongest);
            (lowered, fillFrom) = (estimate.LastDecrease, 0);
        }
        if (now - lowered < fillWait || estimate.Queue > 15_000) return 0;
        if (fillFrom == 0) (fillFrom, filled, fill) = (now, now, 0);
        fill = Math.Clamp(fill + (now - filled) * estimate.Rate * 0.92 / 1e6, -0.05 * estimate.Rate, 0.02 * estimate.Rate + FillSize * 8);
        filled = now;
        return fill < FillSize * 8 ? 0 : FillSize - SentBook.Overhead;
    }

    // Six packets or more in a probe, however slow the line.
    int Size => (int)Math.Clamp(rate * (double)(ends - began) / 8e6 / 8, 40 + SentBook.Overhead, 1_100);

    void Consider(long now)
    {
        if (!estimate.Heard) return;
        if (next < 0) next = now;
        if (now < next) return;
        if (!judged) Judge(now);
        if (now < next) return;
        if (estimate.Queue > 15_000 || now - estimate.LastDecrease < 2_000_000)
        {
            next = now + 500_000;
            return;
        }
        if (first >= Firsts && (Wanted <= estimate.Rate || Wanted == 0))
        {
            next = now + 250_000;
            return;
        }
        var goal = first < Firsts ? estimate.Rate * 2.5 : Math.Min(estimate.Rate * (estimate.Rate < 200_000 ? 1.5 : 2), Math.Max(Wanted * 1.15, estimate.Rate * 1.3));
        first++;
        before = estimate.Rate;
        rate = (int)Math.Min(goal, 30e6);
        // Jitter blurs a short group; a long one makes a queue: only as long as needed.
        var span = Math.Clamp(3 * estimate.Jitter, 20_000, 60_000);
        (began, ends, credited, credit, packets) = (now, now + span, now, Size * 8, 0);
        id = (short)(id == short.MaxValue ? 1 : id + 1);
        estimate.Probes.Begin(id, (int)(rate * (double)span / 8e6 / 1_200) + 6);
        Now = id;
    }

    void Judge(long now)
    {
        judged = true;
        var found = estimate.Rate > before * 1.15;
        wait = found ? Shortest : first <= Firsts ? wait : Math.Min(wait * 2, Longest);
        // What found more looks further at once.
        next = found ? now : now + (first < Firsts ? 500_000 : wait);
        if (found && first >= Firsts) first = Firsts - 1;
    }
}
