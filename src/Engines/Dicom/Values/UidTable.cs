using System.Collections.Frozen;

namespace LienY.Dicom;

/// <summary>What a registered UID names (PS3.6 §A): C a SOP class, M a meta SOP class, T a transfer syntax, I a well-known instance.</summary>
public sealed record UidEntry(string Uid, char Kind, string Name);

/// <summary>The registered UIDs (PS3.6 §A), read once from Data/uids.txt.</summary>
public static class UidTable
{
    static readonly FrozenDictionary<string, UidEntry> known = Embedded.Lines("uids.txt")
        .Select(line => line.Split(' ', 3)).Select(parts => new UidEntry(parts[0], parts[1][0], parts[2]))
        .ToFrozenDictionary(entry => entry.Uid, StringComparer.Ordinal);

    /// <summary>All entries in no certain order.</summary>
    public static IEnumerable<UidEntry> All => known.Values;

    /// <summary>All SOP classes of images and documents that can be stored: those whose name ends in Storage (PS3.4 §B.5).</summary>
    public static IEnumerable<string> StorageClasses => known.Values
        .Where(e => e.Kind == 'C' && (e.Name.EndsWith("Storage", StringComparison.Ordinal) || e.Name.Contains("Storage -", StringComparison.Ordinal)))
        .Select(e => e.Uid);

    /// <summary>The entry of a UID, or null where it is not registered.</summary>
    public static UidEntry? Find(string? uid) => uid is not null && known.TryGetValue(uid, out var entry) ? entry : null;

    /// <summary>The registered name, or the UID itself.</summary>
    public static string Name(string uid) => Find(uid)?.Name ?? uid;
}
