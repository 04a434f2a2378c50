using System.Data.Common;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.DataSets;

/// <summary>Keeps the dictionary in memory, one copy a process; each use asks the database only for the stamp of the edition.</summary>
sealed class GlossaryBook(Database database, IServiceScopeFactory scopes)
{
    readonly SemaphoreSlim loading = new(1);
    volatile Glossary? kept;

    /// <summary>The dictionary as it stands now.</summary>
    public async Task<Glossary> NowAsync(CancellationToken stop)
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
            return kept = await ReadAsync(stamp, stop);
        }
        finally
        {
            loading.Release();
        }
    }

    static async Task<Guid> StampAsync(DbConnection connection, CancellationToken stop) =>
        (await connection.RowsAsync("select stamp from datasets_edition where id = 1", r => r.GetGuid(0), stop))[0];

    async Task<Glossary> ReadAsync(Guid stamp, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        var store = scope.ServiceProvider.GetRequiredService<DataSetsStore>();
        var sets = await store.Sets.AsNoTracking().Include(s => s.Elements.OrderBy(e => e.Position)).OrderBy(s => s.Name).ToListAsync(stop);
        var combos = await store.Combos.AsNoTracking().OrderBy(c => c.Position).ToListAsync(stop);
        var units = await store.SetUnits.AsNoTracking().ToListAsync(stop);
        var others = await store.OtherNames.AsNoTracking().ToListAsync(stop);
        return new Glossary
        {
            Stamp = stamp,
            Elements = new(await store.Elements.AsNoTracking().OrderBy(e => e.Heading).ThenBy(e => e.Code).ToListAsync(stop)),
            Choices = new(await store.Choices.AsNoTracking().OrderBy(c => c.Id).ToListAsync(stop)),
            Categories = new(await store.Categories.AsNoTracking().Include(c => c.Choices.OrderBy(x => x.Position)).OrderBy(c => c.Id).ToListAsync(stop)),
            Combinations = new(await store.Combinations.AsNoTracking().Include(c => c.Categories.OrderBy(x => x.Position)).OrderBy(c => c.Id).ToListAsync(stop)),
            Combos = new(combos, others.Where(o => o.Kind == "combo")),
            Sets = new(sets),
            Constants = new(await store.Constants.AsNoTracking().OrderBy(c => c.Code).ToListAsync(stop)),
            Groups = new(await store.Groups.AsNoTracking().Include(g => g.Units).OrderBy(g => g.Code).ToListAsync(stop)),
            Levels = new(await store.ApprovalLevels.AsNoTracking().OrderBy(l => l.Position).ThenBy(l => l.Code).ToListAsync(stop)),
            Workflows = new(await store.Workflows.AsNoTracking().Include(w => w.Levels).OrderBy(w => w.Name).ToListAsync(stop)),
            CombosOf = combos.ToLookup(c => c.CombinationId),
            SetsOf = sets.SelectMany(s => s.Elements.Select(e => (e.ElementId, Set: s))).ToLookup(p => p.ElementId, p => p.Set),
            UnitsOf = units.ToLookup(u => u.SetId),
            SetsOfUnit = units.ToLookup(u => u.UnitId),
            VersionsOf = (await store.AttributeVersions.AsNoTracking().ToListAsync(stop)).OrderBy(v => v.ValidFrom).ToLookup(v => v.ElementId),
            OtherNames = others,
        };
    }
}
