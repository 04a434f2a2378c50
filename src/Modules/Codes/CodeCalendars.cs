using System.Collections.Frozen;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Codes;

/// <summary>Keeps the calendar of codes in memory until an edition is loaded, here or in another process.</summary>
sealed class CodeCalendars(Database database)
{
    volatile Calendar now = new("", FrozenDictionary<string, SystemCodes>.Empty);

    /// <summary>The calendar as it stands; one small question to the database tells whether it is still the one in memory.</summary>
    public async Task<ICodeCalendar> NowAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var editions = await connection.RowsAsync("select id, system, valid_from, valid_to, hash from codes_edition order by id",
            r => (Id: r.GetGuid(0), System: r.GetString(1), From: r.Day(2), To: r.IsDBNull(3) ? (DateOnly?)null : r.Day(3), Hash: r.GetString(4)), stop);
        var stamp = string.Join('|', editions);
        if (now.Stamp == stamp) return now;
        var codes = (await connection.RowsAsync("select system, code, valid_from, valid_to from codes_code",
            r => (System: r.GetString(0), Code: r.GetString(1), From: r.Day(2), To: r.IsDBNull(3) ? DateOnly.MaxValue : r.Day(3)), stop)).ToLookup(c => c.System);
        return now = new(stamp, editions.GroupBy(e => e.System).ToFrozenDictionary(g => g.Key, g => new SystemCodes(
            [.. g.Select(e => (e.From, e.To ?? DateOnly.MaxValue))],
            codes[g.Key].GroupBy(c => c.Code).ToFrozenDictionary(c => c.Key, c => c.Select(p => (p.From, p.To)).ToArray(), StringComparer.Ordinal))));
    }

    sealed record SystemCodes((DateOnly From, DateOnly To)[] Editions, FrozenDictionary<string, (DateOnly From, DateOnly To)[]> Codes);

    sealed class Calendar(string stamp, FrozenDictionary<string, SystemCodes> systems) : ICodeCalendar
    {
        public string Stamp => stamp;

        public bool? Holds(string system, string code, DateOnly day)
        {
            if (!systems.TryGetValue(system, out var list) || !Covers(list.Editions, day)) return null;
            return list.Codes.TryGetValue(CodeKinds.Form(system, code), out var periods) && Covers(periods, day);
        }

        static bool Covers((DateOnly From, DateOnly To)[] periods, DateOnly day)
        {
            foreach (var (from, to) in periods) if (from <= day && day <= to) return true;
            return false;
        }
    }
}
