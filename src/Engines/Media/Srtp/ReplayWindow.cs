namespace LienY.Media;

/// <summary>Which of the last 1024 packet indexes were seen (RFC 3711 §3.3.2); older ones count as seen.</summary>
public sealed class ReplayWindow
{
    const int Size = 1024;
    readonly ulong[] bits = new ulong[Size / 64];
    ulong highest;
    bool started;

    /// <summary>Whether this index was not seen yet and is not too old.</summary>
    public bool IsNew(ulong index)
    {
        if (!started || index > highest) return true;
        return highest - index < Size && (bits[index / 64 % (Size / 64)] & (1UL << (int)(index % 64))) == 0;
    }

    /// <summary>Marks an index as seen, after its tag was found right.</summary>
    public void Note(ulong index)
    {
        if (!started) (started, highest) = (true, index);
        if (index > highest)
        {
            if (index - highest >= Size) Array.Clear(bits);
            else for (var i = highest + 1; i <= index; i++) bits[i / 64 % (Size / 64)] &= ~(1UL << (int)(i % 64));
            highest = index;
        }
        if (highest - index < Size) bits[index / 64 % (Size / 64)] |= 1UL << (int)(index % 64);
    }
}
