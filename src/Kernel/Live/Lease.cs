namespace LienY.Kernel;

/// <summary>Who writes for a key until when: the row of <c>kernel_lease</c> as this process knows it.</summary>
/// <param name="Node">The process that holds it.</param>
/// <param name="Address">Where that process is reached.</param>
/// <param name="Epoch">Grows by one each time the key changes hands.</param>
public sealed record Lease(string Key, Guid Node, string Address, long Epoch)
{
    /// <summary>Held by this process.</summary>
    public bool IsMine { get; init; }

    /// <summary>Cancelled as soon as this process can no longer be sure that it holds the key; nothing may be written after.</summary>
    public CancellationToken Lost { get; init; }
}
