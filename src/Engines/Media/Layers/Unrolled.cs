namespace LienY.Media;

/// <summary>Turns 16-bit sequence numbers that wrap around into ever growing ones; the nearest to the last is meant.</summary>
public struct Unrolled
{
    long last;
    bool any;

    /// <summary>The highest seen; 0 before the first.</summary>
    public readonly long Highest => last;

    /// <summary>Whether one has been seen.</summary>
    public readonly bool Any => any;

    /// <summary>The long form of a number, remembered when it is the highest so far. The first is given 65,536 of room below it, so that none is negative.</summary>
    public long Of(ushort sequence)
    {
        var found = Peek(sequence);
        if (!any || found > last) last = found;
        any = true;
        return found;
    }

    /// <summary>The long form of a number, not remembered.</summary>
    public readonly long Peek(ushort sequence) => any ? last + (short)(sequence - (ushort)last) : 65536L + sequence;
}
