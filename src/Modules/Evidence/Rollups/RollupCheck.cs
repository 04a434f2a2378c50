using System.Data.Common;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>What a comparison of replay with incremental found; must be 0 differences.</summary>
sealed class RollupCheck
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public required DateTimeOffset CheckedAt { get; init; }
    public required long Facts { get; init; }
    public required int Cells { get; init; }
    public required int Differences { get; init; }

    /// <summary>The first difference in words, for the administrator.</summary>
    public string First { get; init; } = "";
}

/// <summary>Makes every page anew from the facts that the roll-up has followed and compares it with the stored one, in one state of the database.</summary>
sealed class Comparison(Database database, Following following, TimeProvider clock)
{
    /// <summary>Brings the roll-up to the end of the ledger first.</summary>
    public async Task<RollupCheck> RunAsync(CancellationToken stop)
    {
        await following.RunAsync(stop);
        await using var connection = await database.OpenAsync(stop);
        await using var snapshot = await connection.SnapshotAsync(stop);
        var end = (await connection.RowsAsync("select tx, seq from kernel_cursor where name = @p0", r => new LedgerCursor(r.GetInt64(0), r.GetInt64(1)), stop, Rollup.Cursor)).FirstOrDefault();
        using var folder = new WorkFolder(database.Folder, clock);
        var words = new Vocabulary();
        using var build = new PageBuild(folder.Path, await TreeShape.StoredAsync(connection, stop), words, await NumbersAsync(connection, words, stop));
        await Replay.FillAsync(build, connection, end, stop);
        var found = new Differences(build, words);
        await CompareAsync(connection, build.UnitPages(), false, found, stop);
        await CompareAsync(connection, build.TreePages(), true, found, stop);
        return new() { CheckedAt = clock.GetUtcNow(), Facts = build.Facts, Cells = (int)Math.Min(int.MaxValue, build.Cells), Differences = found.Count, First = found.First };
    }

    /// <summary>Numbers of the stored series; what the replay finds beside them gets numbers that no stored page has.</summary>
    static async Task<Dictionary<SeriesKey, int>> NumbersAsync(DbConnection connection, Vocabulary words, CancellationToken stop)
    {
        var numbers = new Dictionary<SeriesKey, int>();
        await using var command = connection.Command("select plan_id, kind, topic_id, unit_id, dims, is_tree, id from evidence_series");
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
            numbers[new(reader.GetGuid(0), reader.GetGuid(2), reader.GetGuid(3), words.OfKept(reader.GetString(1), reader.GetString(4)) + (reader.GetBoolean(5) ? 1 : 0))] = reader.GetInt32(6);
        return numbers;
    }

    /// <summary>Walks both lists, which are in the same order, side by side. A page without content is no page.</summary>
    static async Task CompareAsync(DbConnection connection, IEnumerable<BuiltPage> built, bool isTree, Differences found, CancellationToken stop)
    {
        await using var command = connection.Command(
            "select series, year, cells from evidence_page join evidence_series on id = series where is_tree = @p0 order by series, year", isTree);
        await using var reader = await command.ExecuteReaderAsync(stop);
        async Task<BuiltPage?> NextAsync()
        {
            while (await reader.ReadAsync(stop))
                if (reader.GetFieldValue<byte[]>(2) is { Length: > 0 } cells) return new(reader.GetInt32(0), reader.GetInt32(1), cells);
            return null;
        }
        var stored = await NextAsync();
        foreach (var page in built)
        {
            for (; stored is { } s && (s.Series, s.Year).CompareTo((page.Series, page.Year)) < 0; stored = await NextAsync()) found.Add(s with { Cells = [] }, s.Cells);
            if (stored is { } same && (same.Series, same.Year) == (page.Series, page.Year))
            {
                if (!same.Cells.AsSpan().SequenceEqual(page.Cells)) found.Add(page, same.Cells);
                stored = await NextAsync();
            }
            else found.Add(page, []);
        }
        for (; stored is { } s; stored = await NextAsync()) found.Add(s with { Cells = [] }, s.Cells);
    }

    /// <summary>Half-months that differ, and the first of them in words.</summary>
    sealed class Differences(PageBuild build, Vocabulary words)
    {
        public int Count { get; private set; }
        public string First { get; private set; } = "";

        public void Add(BuiltPage built, byte[] stored)
        {
            var (made, kept) = (YearPage.Read(built.Cells), YearPage.Read(stored));
            for (var place = 0; place < made.Length; place++)
            {
                if (made[place] == kept[place]) continue;
                if (Count++ > 0) continue;
                var key = build.Numbers.FirstOrDefault(n => n.Value == built.Series).Key;
                First = $"{words[key.Words]} {key} {HalfMonth.At(built.Year, place):yyyy-MM-dd}: {made[place]} / {kept[place]}";
            }
        }
    }
}
