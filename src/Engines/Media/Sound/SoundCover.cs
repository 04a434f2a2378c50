namespace LienY.Media;

/// <summary>How the sound towards one receiver is covered against loss: not at all, each sound once more with the next, or with the next two. Goes up at once
/// when the line loses, down slowly, never beyond what the line carries. Time in microseconds.</summary>
public sealed class SoundCover
{
    long calm = -1;

    /// <summary>How many earlier sounds each packet carries: 0, 1 or 2.</summary>
    public int Depth { get; private set; }

    /// <summary>Decides anew from the share of packets lost (0–1), the line's bits a second and what the sounds alone need of it.</summary>
    public int Judge(double loss, int budget, int sounds, long now)
    {
        var wanted = loss > 0.09 ? 2 : loss > 0.012 ? 1 : 0;
        // One earlier sound adds about half of what a sound with its headers needs. Where no picture fits anyway, sound may have it all.
        var room = budget < 120_000 ? 0.95 : 0.8;
        while (wanted > 0 && sounds * (1 + 0.6 * wanted) > budget * room) wanted--;
        if (wanted >= Depth || sounds * (1 + 0.6 * Depth) > budget * 1.05) (Depth, calm) = (wanted, -1);
        else if (calm < 0) calm = now;
        else if (now - calm > 10_000_000) (Depth, calm) = (Depth - 1, now);
        return Depth;
    }
}
