namespace LienY.Media;

/// <summary>What all receivers together want of one sender's track: what nobody gets need not be sent. It is asked for at once and let go only after a while, so
/// that a layer is not switched off and on. Time in microseconds; one per picture track.</summary>
public sealed class SenderDemand(long linger = 8_000_000)
{
    readonly long[] wanted = [long.MinValue / 2, long.MinValue / 2, long.MinValue / 2];
    long began = -1;
    int told = -1;

    /// <summary>Bit for each spatial layer that should be sent (1 small, 2 middle, 4 large).</summary>
    public int Layers { get; private set; } = 7;

    /// <summary>Some receiver gets, or would get if it were there, this spatial layer.</summary>
    public void Want(int spatial, long now)
    {
        if (spatial is >= 0 and < 3) wanted[spatial] = now;
    }

    /// <summary>Decides anew; true when the sender is to be told that something has changed.</summary>
    public bool Decide(long now)
    {
        if (began < 0) began = now;
        // Everything is sent at first, until it is known who wants what.
        if (now - began < linger) return false;
        var layers = 0;
        for (var i = 0; i < 3; i++) if (now - wanted[i] < linger) layers |= 1 << i;
        Layers = layers;
        if (layers == told) return false;
        told = layers;
        return true;
    }
}
