namespace LienY.Media;

/// <summary>When a sender is asked for a key picture of one of its layers: at once when somebody needs one, not again before the first can have come, less and
/// less often when none comes; many who ask are one who asks. Time in microseconds.</summary>
public sealed class KeyAsks(long least = 300_000, long most = 4_000_000)
{
    long asked = long.MinValue / 2, wait, came = long.MinValue / 2;

    /// <summary>Whether somebody waits.</summary>
    public bool Wanted { get; private set; }

    /// <summary>Somebody needs a key picture (a new receiver, a change of layer, a picture that cannot be mended).</summary>
    public void Need(long now)
    {
        // One that came a moment ago reached whoever asked for it late: it is still on its way through.
        if (!Wanted && now - came < least / 3) return;
        Wanted = true;
    }

    /// <summary>Somebody begins now and has kept nothing that came before, however short a while ago: a recording.</summary>
    public void Begin() => Wanted = true;

    /// <summary>A key picture of this layer came in.</summary>
    public void Came(long now) => (Wanted, came, wait) = (false, now, 0);

    /// <summary>Nobody needs one any longer.</summary>
    public void Forget() => Wanted = false;

    /// <summary>True when the sender is to be asked now; <paramref name="roundTrip"/> is how long an answer takes at least.</summary>
    public bool Due(long now, long roundTrip)
    {
        if (!Wanted || now - asked < Math.Max(Math.Max(wait, least), roundTrip + roundTrip / 2)) return false;
        wait = now - asked < 2 * most ? Math.Min(2 * Math.Max(wait, least), most) : least;
        asked = now;
        return true;
    }
}
