using System.Data.Common;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>When the index learns that a facility's patient is another person (a merge, or its undoing), the record goes along.</summary>
static class RecordMoves
{
    /// <summary>Gives everything of a facility's patient to a person, within the open transaction. Bases stay with the person for whom they were given.</summary>
    public static async Task MoveAsync(DbConnection connection, Guid patient, Guid person, CancellationToken stop)
    {
        await connection.RunAsync("update records_resource set person_id = @p1 where patient_id = @p0 and person_id <> @p1", stop, patient, person);
        await connection.RunAsync("update records_episode set person_id = @p1 where patient_id = @p0 and person_id <> @p1", stop, patient, person);
    }
}
