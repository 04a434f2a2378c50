using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using LienY.Fhir;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>A definition as it was sent, and what was made of it.</summary>
sealed class Definition(JsonElement json)
{
    object? made;

    /// <summary>The resource.</summary>
    public JsonElement Json => json;

    /// <summary>What was made of it the first time.</summary>
    public T Made<T>(Func<JsonElement, T> make) where T : class => (T)(made ??= make(json));
}

/// <summary>
/// Definitions by their canonical address: StructureDefinition, CodeSystem, ValueSet, ConceptMap. First what was sent to the server, then what the house ships.
/// What was read once is kept in memory until the row changes.
/// </summary>
sealed class DefinitionBook(Database database, ShippedProfiles shipped)
{
    const int MostKept = 200;
    readonly ConcurrentDictionary<long, (int Version, Definition Json)> kept = new();

    /// <summary>The newest definition of an address (a version may follow behind a bar); null where nobody has one.</summary>
    public async Task<Definition?> FindAsync(string type, string canonical, CancellationToken stop)
    {
        var bar = canonical.IndexOf('|', StringComparison.Ordinal);
        var (url, version) = bar < 0 ? (canonical, "") : (canonical[..bar], canonical[(bar + 1)..]);
        if (url.Length == 0 || FhirTypes.Param(type, "url") is not { } param) return null;
        await using var connection = await database.OpenAsync(stop);
        var rows = await connection.RowsAsync("select r.rid, r.version from records_ix_uri x join records_resource r on r.rid = x.rid "
            + "where x.pid = @p0 and x.uri = @p1 and r.is_open and not r.is_deleted order by r.at desc limit 20", r => (Rid: r.GetInt64(0), Version: r.GetInt32(1)),
            stop, param.Pid, url);
        foreach (var row in rows)
        {
            var json = await ReadAsync(connection, row.Rid, row.Version, stop);
            if (json is { } found && (version.Length == 0 || found.Json.Word("version") == version)) return found;
        }
        return type == "StructureDefinition" && shipped.Find(url) is { } ours ? new Definition(ours) : null;
    }

    async Task<Definition?> ReadAsync(DbConnection connection, long rid, int version, CancellationToken stop)
    {
        if (kept.TryGetValue(rid, out var known) && known.Version == version) return known.Json;
        var bodies = await connection.RowsAsync("select body from records_resource where rid = @p0", r => (byte[])r.GetValue(0), stop, rid);
        if (bodies.Count == 0 || bodies[0].Length == 0) return null;
        var json = new Definition(JsonDocument.Parse(bodies[0]).RootElement);
        if (kept.Count >= MostKept) kept.Clear();
        kept[rid] = (version, json);
        return json;
    }
}
