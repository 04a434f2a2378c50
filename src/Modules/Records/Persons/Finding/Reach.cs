using System.Data.Common;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// Where a reader's searches look: the homes, the holders whose bases cover every person, and whether bases name single persons. It only says where it is
/// worth looking; the release gate stands in the query all the same.
/// </summary>
sealed record Reach(IReadOnlyList<Guid> Holders, bool HasSingle)
{
    /// <summary>Reads it.</summary>
    public static async Task<Reach> OfAsync(DbConnection connection, RecordReader reader, CancellationToken stop)
    {
        var draft = new Draft(connection);
        var rows = await draft.RowsAsync($"select distinct holder_id, case when person_id is null then 1 else 0 end from kernel_basis "
            + $"where receiver_id {draft.In(reader.Homes)} "
            + $"and purpose = {draft.Place(reader.Purpose)} and valid_to > {draft.Place(reader.Now)} and revoked_at is null and (kinds & 1) <> 0",
            r => (Holder: r.GetGuid(0), IsWide: r.GetInt32(1) == 1), stop);
        return new([.. reader.Homes.Concat(rows.Where(r => r.IsWide).Select(r => r.Holder)).Distinct()], rows.Any(r => !r.IsWide));
    }
}
