using System.Data.Common;

namespace LienY.Records;

/// <summary>Rows of this module that name a person follow when persons are merged, in the same transaction.</summary>
interface IFollowMerges
{
    /// <summary>Everything of <paramref name="from"/> belongs to <paramref name="into"/>; <paramref name="patients"/> are its patients at facilities.</summary>
    Task MergedAsync(DbConnection connection, Guid from, Guid into, IReadOnlyList<Guid> patients, CancellationToken stop);

    /// <summary>What belongs to these patients is <paramref name="from"/>'s again; until now it stood with <paramref name="into"/>.</summary>
    Task UnmergedAsync(DbConnection connection, Guid from, Guid into, IReadOnlyList<Guid> patients, CancellationToken stop);
}
