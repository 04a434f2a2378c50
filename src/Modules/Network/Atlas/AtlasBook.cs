using System.Data.Common;
using LienY.Kernel;

namespace LienY.Network;

/// <summary>
/// Keeps the tree in memory, one copy a process. Each use asks the database for the stamp of the edition (one row by key) and reads the tree again
/// only when it has changed, so that all processes agree at once.
/// </summary>
sealed class AtlasBook(Database database)
{
    readonly SemaphoreSlim loading = new(1);
    volatile OrganisationAtlas? kept;

    /// <summary>The tree as it stands now.</summary>
    public async Task<OrganisationAtlas> NowAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var stamp = await StampAsync(connection, stop);
        if (kept is { } copy && copy.Stamp == stamp) return copy;
        await loading.WaitAsync(stop);
        try
        {
            // Stamp first, rows after: rows may be newer than the stamp, never older.
            stamp = await StampAsync(connection, stop);
            if (kept is { } meanwhile && meanwhile.Stamp == stamp) return meanwhile;
            return kept = await ReadAsync(connection, stamp, stop);
        }
        finally
        {
            loading.Release();
        }
    }

    static async Task<Guid> StampAsync(DbConnection connection, CancellationToken stop) =>
        (await connection.RowsAsync("select stamp from network_edition where id = 1", r => r.GetGuid(0), stop))[0];

    static async Task<OrganisationAtlas> ReadAsync(DbConnection connection, Guid stamp, CancellationToken stop)
    {
        var units = (await connection.RowsAsync("select id, kind, short, country, place_id, started_on, ended_on from network_organisation", r => new Unit
        {
            Id = r.GetGuid(0),
            Kind = r.GetString(1),
            Short = r.GetString(2),
            Country = r.GetString(3),
            PlaceId = r.Id(4),
            StartedOn = DayOrNull(r, 5),
            EndedOn = DayOrNull(r, 6),
        }, stop)).ToDictionary(u => u.Id);
        foreach (var name in await connection.RowsAsync("select organisation_id, text, valid_from, valid_to from network_name", r => new NamePeriod
        {
            OrganisationId = r.GetGuid(0),
            Text = r.GetString(1),
            ValidFrom = DayOrNull(r, 2),
            ValidTo = DayOrNull(r, 3),
        }, stop)) units[name.OrganisationId].Names.Add(name);
        foreach (var parent in await connection.RowsAsync("select organisation_id, parent_id, valid_from, valid_to from network_parent", r => new ParentPeriod
        {
            OrganisationId = r.GetGuid(0),
            ParentId = r.Id(1),
            ValidFrom = DayOrNull(r, 2),
            ValidTo = DayOrNull(r, 3),
        }, stop)) units[parent.OrganisationId].Parents.Add(parent);
        foreach (var (id, text) in await connection.RowsAsync("select organisation_id, text from network_alias", r => (r.GetGuid(0), r.GetString(1)), stop)) units[id].Aliases.Add(text);
        foreach (var code in await connection.RowsAsync("select organisation_id, kind, text, valid_from, valid_to from network_code", r => new Code
        {
            OrganisationId = r.GetGuid(0),
            Kind = Enum.Parse<CodeKind>(r.GetString(1)),
            Text = r.GetString(2),
            ValidFrom = DayOrNull(r, 3),
            ValidTo = DayOrNull(r, 4),
        }, stop)) units[code.OrganisationId].Codes.Add(code);
        var passages = await connection.RowsAsync("select id, from_id, to_id, kind, happened_on from network_passage", r => new Passage
        {
            Id = r.GetGuid(0),
            FromId = r.GetGuid(1),
            ToId = r.GetGuid(2),
            Kind = Enum.Parse<PassageKind>(r.GetString(3)),
            HappenedOn = r.Day(4),
        }, stop);
        foreach (var unit in units.Values)
        {
            unit.Names.Sort((a, b) => Nullable.Compare(a.ValidFrom, b.ValidFrom));
            unit.Parents.Sort((a, b) => Nullable.Compare(a.ValidFrom, b.ValidFrom));
        }
        return new(stamp, units, passages);
    }

    static DateOnly? DayOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Day(column);
}
