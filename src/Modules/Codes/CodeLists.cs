using System.Data.Common;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Codes;

/// <summary>Answers other modules about codes.</summary>
sealed class CodeLists(Database database, CodeCalendars calendars, TimeProvider clock) : ICodeLists
{
    const string Columns = "system, code, display, display_en, parent, valid_from, valid_to, properties";
    const string OnDay = "system = @p0 and valid_from <= @p1 and (valid_to is null or valid_to >= @p1)";

    /// <summary>Most codes in one answer.</summary>
    public const int Most = 1000;

    public async Task<IReadOnlyList<CodeEdition>> EditionsAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        return await connection.RowsAsync("select id, system, name, label, valid_from, valid_to, codes, loaded_at from codes_edition order by system, valid_from desc",
            r => new CodeEdition(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), r.Day(4), r.IsDBNull(5) ? null : r.Day(5), r.GetInt32(6),
                r.Instant(7)), stop);
    }

    public async Task<CodeEntry?> FindAsync(string system, string code, DateOnly? on, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        return (await connection.RowsAsync($"select {Columns} from codes_code where {OnDay} and code = @p2", Read, stop, system, on ?? clock.Today(),
            CodeKinds.Form(system, code))).FirstOrDefault();
    }

    public async Task<CodePage> SearchAsync(CodeAsk ask, CancellationToken stop)
    {
        var words = CodeKinds.WordsOf(ask.Text).Distinct().Take(8).ToList();
        if (words.Count == 0 && ask.Text.Trim().Length > 0) return new([], 0);
        var values = new List<object?> { ask.System, ask.On ?? clock.Today() };
        string Place(object? value)
        {
            values.Add(value);
            return FormattableString.Invariant($"@p{values.Count - 1}");
        }

        // Words hold letters, digits and points only, so none of them is a sign of the pattern.
        var where = OnDay + string.Concat(words.Select(w => $" and folded like {Place($"% {w}%")}"));
        if (ask.Parent is { } parent) where += $" and parent = {Place(CodeKinds.Form(ask.System, parent))}";
        await using var connection = await database.OpenAsync(stop);
        var counted = values.ToArray();
        // Exactly this code, then codes and names that begin so, then the order of the list. The narrow index is walked first, whole rows only for the page.
        var rank = words.Count == 0 ? "" : $"case when folded like {Place($" {words[0]} %")} then 0 when folded like {Place($" {words[0]}%")} then 1 "
            + $"when folded like {Place($"% {string.Join(' ', words)}%")} then 2 else 3 end, ";
        var page = $"select code, count(*) over () from codes_code where {where} order by {rank}place "
            + $"limit {Place(Math.Clamp(ask.Take, 0, Most))} offset {Place(Math.Max(0, ask.Skip))}";
        var keys = await connection.RowsAsync(page, r => (Code: r.GetString(0), Total: r.GetInt32(1)), stop, [.. values]);
        // Behind the last page nothing tells how many there are.
        if (keys.Count == 0) return new([], Convert.ToInt32(await connection.CellAsync($"select count(*) from codes_code where {where}", stop, counted), null));
        return new([.. await EntriesAsync(connection, ask.System, (DateOnly)values[1]!, keys.ConvertAll(k => k.Code), stop)], keys[0].Total);
    }

    public async Task<CodeTruth> ValidateAsync(string system, string code, string? display, DateOnly? on, CancellationToken stop)
    {
        var day = on ?? clock.Today();
        switch ((await calendars.NowAsync(stop)).Holds(system, code, day))
        {
            case null: return CodeTruth.NoList;
            case false: return CodeTruth.Unknown;
        }
        if (string.IsNullOrWhiteSpace(display)) return CodeTruth.Right;
        var told = Fold.Of(display);
        return await FindAsync(system, code, day, stop) is { } entry && (Fold.Of(entry.Display) == told || Fold.Of(entry.DisplayEn) == told)
            ? CodeTruth.Right : CodeTruth.OtherDisplay;
    }

    public Task<ICodeCalendar> CalendarAsync(CancellationToken stop) => calendars.NowAsync(stop);

    static async Task<IEnumerable<CodeEntry>> EntriesAsync(DbConnection connection, string system, DateOnly day, List<string> codes, CancellationToken stop)
    {
        if (codes.Count == 0) return [];
        var places = string.Join(", ", codes.Select((_, i) => FormattableString.Invariant($"@p{i + 2}")));
        var found = (await connection.RowsAsync($"select {Columns} from codes_code where {OnDay} and code in ({places})", Read, stop, [system, day, .. codes]))
            .ToDictionary(e => e.Code, StringComparer.Ordinal);
        return codes.Where(found.ContainsKey).Select(c => found[c]);
    }

    static CodeEntry Read(DbDataReader r) => new(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.Day(5), r.IsDBNull(6) ? null
        : r.Day(6),
        JsonSerializer.Deserialize<Dictionary<string, string>>(r.GetString(7))!);
}
