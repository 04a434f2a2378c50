namespace LienY.Contracts;

/// <summary>What an installation may set about the feed of hospitals; the door registers it from its settings.</summary>
/// <param name="Folder">Folder watched for files, one folder a hospital named by its facility code; empty: none.</param>
/// <param name="Megabytes">Largest file.</param>
public sealed record FeedRules(string Folder, int Megabytes)
{
    /// <summary>Bytes of the largest file.</summary>
    public long Bytes => Megabytes * 1024L * 1024;
}
