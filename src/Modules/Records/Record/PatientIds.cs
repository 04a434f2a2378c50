using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Which Patient stands for a person, for applications that work with one patient. It tells an id and nothing else; reading obeys the release gate.</summary>
sealed class PatientIds(Database database) : IPatientIds
{
    /// <inheritdoc/>
    public async Task<string?> OfPersonAsync(Guid person, Guid organisation, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        return (await connection.RowsAsync("select fid from records_resource where person_id = @p0 and type = 'Patient' and is_deleted = false "
            + "order by case when holder_id = @p1 then 0 else 1 end, at desc limit 1", r => r.GetString(0), stop, person, organisation)).FirstOrDefault();
    }

    /// <inheritdoc/>
    public async Task<Guid?> OwnAsync(Guid user, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        return (await connection.RowsAsync("select person_id from records_link where user_id = @p0 and ended_at is null", r => (Guid?)r.GetGuid(0), stop, user)).FirstOrDefault();
    }
}
