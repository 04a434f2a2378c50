namespace LienY.Media;

/// <summary>Tells loss that belongs to the line (radio, bad copper) from loss because too much is sent: up to a tenth is the line's own, and only what cannot
/// be chance beyond that counts as too much. Time in microseconds.</summary>
public sealed class LossPart
{
    const double Own = 0.10;
    const long Span = 1_000_000;
    int sent, lost;
    long from = -1;
    bool any;

    /// <summary>Share of packets lost lately, 0–1, smoothed over some seconds.</summary>
    public double Share { get; private set; }

    /// <summary>Share lost in the last whole window, 0–1.</summary>
    public double Window { get; private set; }

    /// <summary>Adds one packet whose fate is known; true when a window has just ended in which more was lost than chance explains.</summary>
    public bool Add(bool wasLost, long now)
    {
        if (from < 0) from = now;
        sent++;
        if (wasLost) lost++;
        if (now - from < Span || sent < 20) return false;
        Window = (double)lost / sent;
        Share = any ? Share + (Window - Share) * 0.3 : Window;
        any = true;
        var excess = lost > Own * sent + 3 * Math.Sqrt(Own * (1 - Own) * sent) + 1;
        (sent, lost, from) = (0, 0, now);
        return excess;
    }

    /// <summary>A packet that was thought lost came late.</summary>
    public void Found()
    {
        if (lost > 0) lost--;
    }
}
