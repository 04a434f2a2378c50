using System.Data.Common;
using LienY.Insurance;
using LienY.Kernel;

namespace LienY.Feed;

/// <summary>How a hospital sends: counts and delays over the last thirty days, nothing of any person.</summary>
sealed record HospitalLine(Facility Facility, DateTimeOffset? LastFile, int Accepted, int Warned, int Refused, int Known, int Linked, int? Median, int? Ninetieth,
    bool IsSilent)
{
    /// <summary>Share of the visits heard of whose record was accepted, in percent; null where none was heard of.</summary>
    public decimal? Share => Known == 0 ? null : Math.Round(100m * Linked / Known, 1);
}

/// <summary>Visits of one day by kind.</summary>
sealed record DayOfVisits(DateOnly Day, IReadOnlyDictionary<string, int> Kinds);

/// <summary>A rule that was broken, how often, and whether records were refused by it.</summary>
sealed record BrokenRule(string Rule, string Text, bool IsRefusal, int Times);

/// <summary>Adds up what hospitals sent. Every query names the organisations that the caller reaches.</summary>
sealed class Overview(Database database, Facilities facilities, TimeProvider clock)
{
    /// <summary>Days that counts look back.</summary>
    public const int Days = 30;

    /// <summary>A hospital that sent before and was silent for so long is red.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromHours(24);

    /// <summary>Hospitals that the caller reaches.</summary>
    public async Task<IReadOnlyList<HospitalLine>> LinesAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var sent = (await connection.RowsAsync("select distinct organisation_id from feed_file", r => r.GetGuid(0), stop)).ToHashSet();
        return await LinesAsync(connection, await facilities.AllAsync(sent, stop), stop);
    }

    /// <summary>One hospital.</summary>
    public async Task<HospitalLine> LineAsync(Facility facility, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        return (await LinesAsync(connection, [facility], stop))[0];
    }

    async Task<IReadOnlyList<HospitalLine>> LinesAsync(DbConnection connection, IReadOnlyList<Facility> asked, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var (from, ids) = (now.AddDays(-Days), Among.Of(connection, asked.Select(f => f.Id)));
        Task<List<T>> Ask<T>(string sql, Func<DbDataReader, T> read, object? since = null) =>
            connection.RowsAsync(sql.Replace("{among}", $"organisation_id {Among.Sql(connection, "@p0")}", StringComparison.Ordinal), read, stop, ids, since ?? from);
        var last = (await Ask("select organisation_id, max(received_at) from feed_file where {among} and channel <> 'Again' and received_at > @p1 group by "
            + "organisation_id", r => (r.GetGuid(0), r.Instant(1)), DateTimeOffset.UnixEpoch)).ToDictionary(r => r.Item1, r => r.Item2);
        var taken = (await Ask("select organisation_id, count(*), sum(case when warnings > 0 then 1 else 0 end) from feed_episode where {among} and "
            + "accepted_at >= @p1 group by organisation_id", Three)).ToDictionary(r => r.Id);
        var refused = (await Ask("select organisation_id, count(*), 0 from feed_record where {among} and outcome = 'Refused' and stored_at >= @p1 group by "
            + "organisation_id", Three)).ToDictionary(r => r.Id);
        var known = (await Ask("select organisation_id, count(*), sum(case when version > 0 then 1 else 0 end) from feed_episode where {among} and known_on "
            + ">= @p1 group by organisation_id", Three, clock.Today().AddDays(-Days))).ToDictionary(r => r.Id);
        var delays = (await Ask("select organisation_id, delay_minutes from feed_episode where {among} and accepted_at >= @p1 and delay_minutes is not null", r =>
            (r.GetGuid(0), r.GetInt32(1)))).ToLookup(r => r.Item1, r => r.Item2);
        return [.. asked.Select(f =>
        {
            var sorted = delays[f.Id].Order().ToList();
            DateTimeOffset? seen = last.TryGetValue(f.Id, out var at) ? at : null;
            var (accepted, heard) = (taken.GetValueOrDefault(f.Id), known.GetValueOrDefault(f.Id));
            return new HospitalLine(f, seen, accepted.First - accepted.Second, accepted.Second, refused.GetValueOrDefault(f.Id).First, heard.First, heard.Second,
                At(sorted, 50), At(sorted, 90), seen is { } s && now - s > Silence);
        })];
    }

    static (Guid Id, int First, int Second) Three(DbDataReader r) =>
        (r.GetGuid(0), (int)r.GetInt64(1), r.IsDBNull(2) ? 0 : Convert.ToInt32(r.GetValue(2), System.Globalization.CultureInfo.InvariantCulture));

    static int? At(List<int> sorted, int percent) => sorted.Count == 0 ? null : sorted[Math.Min(sorted.Count - 1, (sorted.Count * percent + 99) / 100 - 1)];

    /// <summary>Visits that ended in the last days, by day and kind; every day is there.</summary>
    public async Task<IReadOnlyList<DayOfVisits>> ByDayAsync(Guid organisation, int days, CancellationToken stop)
    {
        var today = clock.Today();
        await using var connection = await database.OpenAsync(stop);
        var rows = (await connection.RowsAsync("select ended_on, kind, count(*) from feed_episode where organisation_id = @p0 and version > 0 and ended_on >= "
            + "@p1 and ended_on <= @p2 group by ended_on, kind",
            r => (Day: r.Day(0), Kind: r.GetString(1), Count: (int)r.GetInt64(2)), stop, organisation, today.AddDays(1 - days), today)).ToLookup(r => r.Day);
        return [.. Enumerable.Range(0, days).Select(i => today.AddDays(i + 1 - days)).Select(d => new DayOfVisits(d, rows[d].ToDictionary(r => r.Kind, r => r.Count)))];
    }

    /// <summary>What is wrong most often, for the hospital's people.</summary>
    public async Task<IReadOnlyList<BrokenRule>> RulesAsync(Guid organisation, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        return await connection.RowsAsync("select rule, min(text), max(case when is_refusal then 1 else 0 end), count(*) from feed_fault where "
            + "organisation_id = @p0 and told_at >= @p1 group by rule order by count(*) desc, rule limit 12",
            r => new BrokenRule(r.GetString(0), r.GetString(1), r.GetInt32(2) == 1, (int)r.GetInt64(3)), stop, organisation, clock.GetUtcNow().AddDays(-Days));
    }
}

/// <summary>A set of ids in a condition, for both databases.</summary>
static class Among
{
    /// <summary>The value of the place.</summary>
    public static object Of(DbConnection connection, IEnumerable<Guid> ids) =>
        connection.IsPostgres() ? ids.ToArray() : "[" + string.Join(',', ids.Select(i => $"\"{connection.Store(i)}\"")) + "]";

    /// <summary>What follows the column.</summary>
    public static string Sql(DbConnection connection, string place) => connection.IsPostgres() ? $"= any({place})" : $"in (select value from json_each({place}))";
}

/// <summary>Kinds of visits (MA_LOAI_KCB) in words.</summary>
static class VisitKinds
{
    static readonly Dictionary<string, string> Names = new()
    {
        ["01"] = Words.Key("Khám bệnh"),
        ["02"] = Words.Key("Ngoại trú"),
        ["03"] = Words.Key("Nội trú"),
        ["04"] = Words.Key("Nội trú ban ngày"),
        ["05"] = Words.Key("Ngoại trú dài ngày"),
        ["06"] = Words.Key("Lưu tại trạm, phòng khám"),
        ["07"] = Words.Key("Lĩnh thuốc"),
        ["08"] = Words.Key("Ngoại trú dài ngày, có dịch vụ"),
        ["09"] = Words.Key("Nội trú dưới 4 giờ"),
        ["10"] = Words.Key("Hình thức khác"),
        ["11"] = Words.Key("Khám lưu động"),
        ["12"] = Words.Key("Khám tại nhà"),
        ["13"] = Words.Key("Y học gia đình"),
        ["14"] = Words.Key("Khám từ xa"),
        ["15"] = Words.Key("Khám sức khỏe định kỳ"),
        ["16"] = Words.Key("Khám sàng lọc"),
    };

    /// <summary>A Vietnamese key; the code itself where it is a stranger.</summary>
    public static string Name(string code) => code.Length == 0 ? Words.Key("Chưa rõ") : Names.GetValueOrDefault(code, code);
}

/// <summary>Sentences of faults in the language of the page: the engine brings those of the rules in three languages.</summary>
static class FaultWords
{
    static readonly IReadOnlyDictionary<string, string> English = FaultTexts.Words("en"), Chinese = FaultTexts.Words("zh");

    /// <summary>The sentence with its places filled.</summary>
    public static string Tell(Words words, string text, object[] args)
    {
        var found = words.Language switch { "en" => English.GetValueOrDefault(text), "zh" => Chinese.GetValueOrDefault(text), _ => null };
        return found is null ? words[text, args] : string.Format(Say.Vietnam, found, args);
    }

    /// <summary>The sentence of a rule for a list: its field where the rule is of one, dots for the values.</summary>
    public static string Bare(Words words, string rule, string text) =>
        Tell(words, text, [FieldOf(rule.Split('.')[0], rule.Split('.').ElementAtOrDefault(1))?.Address ?? "…", "…", "…"]);

    /// <summary>What a field says, in the Vietnamese words of the decision; empty where it is none.</summary>
    public static string Meaning(string? table, string? field) => FieldOf(table, field)?.Meaning ?? "";

    static Field? FieldOf(string? table, string? field) =>
        FieldBook.Tables.FirstOrDefault(t => t.Name == table)?.Fields.FirstOrDefault(f => f.Name == field);
}
