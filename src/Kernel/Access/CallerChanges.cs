namespace LienY.Kernel;

/// <summary>
/// Counts what changes who may come in (a token ended, a post taken, an account switched off) on this node: whoever remembers callers forgets them when the
/// count has grown.
/// </summary>
public sealed class CallerChanges
{
    int edition;

    /// <summary>How many changes there were since the process began.</summary>
    public int Edition => Volatile.Read(ref edition);

    /// <summary>Something has changed and is durable.</summary>
    public void Note() => Interlocked.Increment(ref edition);
}
