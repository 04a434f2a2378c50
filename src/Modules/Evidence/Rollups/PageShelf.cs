using System.Data.Common;
using LienY.Kernel;
using Npgsql;

namespace LienY.Evidence;

/// <summary>Takes pages from the database and puts them back, many at once: on PostgreSQL by arrays, on SQLite by prepared statements.</summary>
static class PageShelf
{
    /// <summary>The cells of pages; a page that is not there has none.</summary>
    public static async Task<Dictionary<(int Series, int Year), Cell[]>> TakeAsync(DbConnection connection, IReadOnlyList<(int Series, int Year)> asked, CancellationToken stop)
    {
        var pages = new Dictionary<(int, int), Cell[]>(asked.Count);
        if (connection is NpgsqlConnection)
        {
            await using var many = connection.Command(
                "select p.series, p.year, p.cells from unnest(@p0::int[], @p1::int[]) k(series, year) join evidence_page p on p.series = k.series and p.year = k.year",
                asked.Select(a => a.Series).ToArray(), asked.Select(a => a.Year).ToArray());
            await using var rows = await many.ExecuteReaderAsync(stop);
            while (await rows.ReadAsync(stop)) pages[(rows.GetInt32(0), rows.GetInt32(1))] = YearPage.Read(rows.GetFieldValue<byte[]>(2));
        }
        else
        {
            await using var one = connection.Command("select cells from evidence_page where series = @p0 and year = @p1", 0, 0);
            foreach (var page in asked)
            {
                (one.Parameters[0].Value, one.Parameters[1].Value) = (page.Series, page.Year);
                if (await one.ExecuteScalarAsync(stop) is byte[] cells) pages[page] = YearPage.Read(cells);
            }
        }
        foreach (var page in asked) pages.TryAdd(page, new Cell[HalfMonth.InYear]);
        return pages;
    }

    /// <summary>Puts pages in their place.</summary>
    public static async Task PutAsync(DbConnection connection, IReadOnlyCollection<KeyValuePair<(int Series, int Year), Cell[]>> pages, CancellationToken stop)
    {
        const string Then = "on conflict (series, year) do update set cells = excluded.cells";
        if (connection is NpgsqlConnection)
        {
            await connection.RunAsync($"insert into evidence_page (series, year, cells) select * from unnest(@p0::int[], @p1::int[], @p2::bytea[]) {Then}", stop,
                pages.Select(p => p.Key.Series).ToArray(), pages.Select(p => p.Key.Year).ToArray(), pages.Select(p => YearPage.Write(p.Value)).ToArray());
            return;
        }
        await using var one = connection.Command($"insert into evidence_page (series, year, cells) values (@p0, @p1, @p2) {Then}", 0, 0, Array.Empty<byte>());
        foreach (var (key, cells) in pages.OrderBy(p => p.Key))
        {
            (one.Parameters[0].Value, one.Parameters[1].Value, one.Parameters[2].Value) = (key.Series, key.Year, YearPage.Write(cells));
            await one.ExecuteNonQueryAsync(stop);
        }
    }
}
