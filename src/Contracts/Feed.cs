namespace LienY.Contracts;

/// <summary>What an installation may set about the feed of hospitals; the door registers it from its settings.</summary>
/// <param name="Folder">Folder watched for files, one folder a hospital named by its facility code; empty: none.</param>
/// <param name="Megabytes">Largest file.</param>
public sealed record FeedRules(string Folder, int Megabytes)
{
    /// <summary>
    /// What was taken from the folder stays there unsealed, in <c>done</c> and <c>refused</c>; otherwise it is removed as soon as it is sealed and entered, and
    /// a note without any person's data says what became of it.
    /// </summary>
    public bool KeepTaken { get; init; }

    /// <summary>Bytes of the largest file.</summary>
    public long Bytes => Megabytes * 1024L * 1024;
}

/// <summary>Certificates that an organisation trusts (its own, of those above it, of the house), answered by Feed.</summary>
public interface ITrustedSigners
{
    /// <summary>Roots, authorities between and single signers; the caller disposes them.</summary>
    Task<IReadOnlyCollection<System.Security.Cryptography.X509Certificates.X509Certificate2>> OfAsync(Guid organisation, CancellationToken stop);
}
