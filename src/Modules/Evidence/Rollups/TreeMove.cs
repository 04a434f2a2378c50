using System.Data.Common;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Moves sums over the tree when organisations merge, split or come under another: only what stands below them is touched.</summary>
static class TreeMove
{
    const int Chunk = 500;

    /// <summary>Takes what happened at each moved unit off those that no longer stand above it and adds it to those that do now; enters the new shape.</summary>
    public static async Task RunAsync(DbConnection connection, SeriesBook book, TreeShape before, TreeShape now, CancellationToken stop)
    {
        var moved = before.Units.Union(now.Units).Where(u => !before.Above(u).AsSpan().SequenceEqual(now.Above(u))).ToList();
        foreach (var units in moved.Chunk(Chunk)) await MoveAsync(connection, book, units, before, now, stop);
        await now.StoreAsync(connection, stop);
    }

    static async Task MoveAsync(DbConnection connection, SeriesBook book, Guid[] units, TreeShape before, TreeShape now, CancellationToken stop)
    {
        var rows = await new Where(connection).Among("s.unit_id", units).Is("s.is_tree", false).RowsAsync(
            "select s.kind, s.topic_id, s.unit_id, s.dims, p.year, p.cells from evidence_series s join evidence_page p on p.series = s.id",
            r => (Kind: r.GetString(0), Topic: r.GetGuid(1), Unit: r.GetGuid(2), Dims: r.GetString(3), Year: r.GetInt32(4), Cells: r.GetFieldValue<byte[]>(5)), stop);
        var changes = new Dictionary<(SeriesKey Key, int Year), Cell[]>();
        foreach (var row in rows.Where(r => TreeShape.Keeps(r.Kind)))
        {
            var (was, becomes) = (before.Above(row.Unit), now.Above(row.Unit));
            var words = book.Words.OfKept(row.Kind, row.Dims);
            foreach (var (above, one) in was.Except(becomes).Select(a => (a, -1)).Concat(becomes.Except(was).Select(a => (a, 1))))
            {
                var key = Rollup.Tree(new(Guid.Empty, row.Topic, row.Unit, words), above);
                if (!changes.TryGetValue((key, row.Year), out var sum)) changes[(key, row.Year)] = sum = new Cell[HalfMonth.InYear];
                for (ReadOnlySpan<byte> bytes = row.Cells; bytes.Length > 0;)
                {
                    var place = YearPage.Next(ref bytes, out var cell);
                    sum[place].Add(cell, one);
                }
            }
        }
        if (changes.Count == 0) return;
        var numbers = await book.NumbersAsync(connection, changes.Keys.Select(c => c.Key).ToHashSet(), stop);
        var pages = await PageShelf.TakeAsync(connection, [.. changes.Keys.Select(c => (numbers[c.Key], c.Year))], stop);
        foreach (var ((key, year), sum) in changes)
        {
            var page = pages[(numbers[key], year)];
            for (var place = 0; place < page.Length; place++) page[place].Add(sum[place], 1);
        }
        await PageShelf.PutAsync(connection, pages, stop);
    }
}
