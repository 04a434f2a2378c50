using System.Text.Json;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Names of persons for those who hold their records; others get none.</summary>
sealed class PersonNames(Database database, TimeProvider clock)
{
    /// <summary>Name by person, only where one of these organisations holds a record of theirs.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> OfAsync(IReadOnlyCollection<Guid> holders, IReadOnlyCollection<Guid> persons, CancellationToken stop)
    {
        var names = new Dictionary<Guid, string>();
        if (holders.Count == 0) return names;
        // A reader without a purpose: no basis opens for them, only what these organisations hold themselves.
        var reader = new RecordReader(null, holders, "", clock.GetUtcNow());
        await using var connection = await database.OpenAsync(stop);
        foreach (var person in persons.Distinct())
        {
            var values = new List<object?> { person };
            var gate = ReleaseGate.Where(connection, reader, "r", values);
            var bodies = await connection.RowsAsync($"select r.body from records_resource r where r.person_id = @p0 and r.type = 'Patient' and r.is_deleted = false and {gate} order by r.occurred desc limit 1",
                r => (byte[])r.GetValue(0), stop, [.. values]);
            if (bodies.Count == 0) continue;
            using var json = JsonDocument.Parse(bodies[0]);
            if (json.RootElement.Name() is { Length: > 0 } name) names[person] = name;
        }
        return names;
    }
}
