using System.Data.Common;

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

    /// <summary>Trusts the certificates of a PEM or CER file for an organisation and those below it; null: for the whole house, which only the house itself may.</summary>
    Task AddAsync(Guid? organisation, byte[] file, string name, CancellationToken stop);
}

/// <summary>A row of XML3 that shows a technique somebody follows.</summary>
/// <param name="Line">Number of the row in its table.</param>
/// <param name="Technique">Code without the suffix of the place of performance.</param>
/// <param name="On">Day of performance at Hà Nội (NGAY_TH_YL, else NGAY_YL).</param>
/// <param name="Licences">Numbers of those who performed it (NGUOI_THUC_HIEN, else MA_BAC_SI), as sent.</param>
public sealed record FollowedRow(int Line, string Technique, DateOnly On, IReadOnlyList<string> Licences);

/// <summary>The newest version of a visit with the rows that are followed; none where it has none any more.</summary>
/// <param name="VisitId">The visit in Feed; its page is <c>/feed/episodes/{id}</c>.</param>
/// <param name="Numbers">The facility's own numbers of the encounter: MA_LK first, then MA_HSBA where it was sent.</param>
public sealed record FollowedEpisode(Guid VisitId, int Version, IReadOnlyList<string> Numbers, IReadOnlyList<FollowedRow> Rows);

/// <summary>
/// Follows single techniques in the feed, within its transaction. A facility of which nothing is followed costs the feed one small question a piece.
/// </summary>
public interface IEpisodeFollower
{
    /// <summary>Codes that are followed at a facility; empty: nothing.</summary>
    Task<IReadOnlySet<string>> FollowedAsync(DbConnection connection, Guid facility, CancellationToken stop);

    /// <summary>
    /// Versions that were just stored: first versions that have such rows, and every later version, which replaces exactly what the one before left. The same
    /// again changes nothing.
    /// </summary>
    Task FollowAsync(DbConnection connection, Guid facility, IReadOnlyList<FollowedEpisode> episodes, CancellationToken stop);
}
