using System.Data.Common;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>When the index learns that a facility's patient is another person (a merge, or its undoing), the record goes along, in the same transaction.</summary>
sealed class RecordMoves(TimeProvider clock) : IFollowMerges
{
    /// <inheritdoc/>
    public async Task MergedAsync(DbConnection connection, Guid from, Guid into, IReadOnlyList<Guid> patients, CancellationToken stop)
    {
        foreach (var patient in patients) await MoveAsync(connection, patient, into, stop);
        foreach (var table in new[] { "records_request", "records_urgent",
            "records_link" }) await connection.RunAsync($"update {table} set person_id = @p1 where person_id = @p0", stop, from, into);
    }

    /// <inheritdoc/>
    public async Task UnmergedAsync(DbConnection connection, Guid from, Guid into, IReadOnlyList<Guid> patients, CancellationToken stop)
    {
        foreach (var patient in patients) await MoveAsync(connection, patient, from, stop);
        // Whose account it is was said of two persons in one: a data officer looks at the card again before anybody sees a record that may be another's.
        await connection.RunAsync("update records_link set ended_at = @p1 where person_id = @p0 and ended_at is null", stop, into, clock.GetUtcNow());
    }

    static async Task MoveAsync(DbConnection connection, Guid patient, Guid person, CancellationToken stop)
    {
        await connection.RunAsync("update records_resource set person_id = @p1 where patient_id = @p0 and (person_id is null or person_id <> @p1)", stop, patient, person);
        await connection.RunAsync("update records_episode set person_id = @p1 where patient_id = @p0 and person_id <> @p1", stop, patient, person);
    }
}
