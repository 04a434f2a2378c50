using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>The last number of a series: organisation, direction, book, year. Its row is locked by whoever takes the next.</summary>
sealed class BookRow
{
    public Guid OrganisationId { get; init; }
    public string Direction { get; init; } = "";
    public string Book { get; init; } = "";
    public int Year { get; init; }
    public int Last { get; set; }
}

/// <summary>
/// Gives numbers without gap: the row of the series is locked within the transaction of the entry, so that whatever process dies when, nothing is lost or
/// doubled.
/// </summary>
sealed class Numbering(DocumentsStore store, Database database)
{
    /// <summary>Direction of incoming papers.</summary>
    public const string In = "in";

    /// <summary>Direction of outgoing papers.</summary>
    public const string Out = "out";

    /// <summary>Makes the row of a series where it is new; before the transaction, so that two beginners do not wait for each other's end.</summary>
    public async Task OpenAsync(Guid organisation, string direction, string book, int year, CancellationToken stop)
    {
        if (await store.Books.AsNoTracking().AnyAsync(b => b.OrganisationId == organisation && b.Direction == direction && b.Book == book && b.Year == year,
            stop)) return;
        await using var connection = await database.OpenAsync(stop);
        await connection.RunAsync("insert into documents_book (organisation_id, direction, book, year, last) values (@p0, @p1, @p2, @p3, 0) on conflict do nothing",
            stop,
            organisation, direction, book, year);
    }

    /// <summary>Within a transaction: locks the series and gives the last number given.</summary>
    public async Task<int> LockAsync(Guid organisation, string direction, string book, int year, CancellationToken stop)
    {
        // The write takes the row's lock; what is read after it is the newest.
        var rows = store.Books.Where(b => b.OrganisationId == organisation && b.Direction == direction && b.Book == book && b.Year == year);
        await rows.ExecuteUpdateAsync(s => s.SetProperty(b => b.Last, b => b.Last), stop);
        return await rows.AsNoTracking().Select(b => b.Last).SingleAsync(stop);
    }

    /// <summary>Within a transaction: locks the series, takes the next number and gives it.</summary>
    public Task<int> TakeAsync(Guid organisation, string direction, string book, int year, CancellationToken stop) =>
        TakeAsync(organisation, direction, book, year, 1, stop);

    /// <summary>Within a transaction: locks the series, takes as many of the next numbers and gives the last of them.</summary>
    public async Task<int> TakeAsync(Guid organisation, string direction, string book, int year, int count, CancellationToken stop)
    {
        var rows = store.Books.Where(b => b.OrganisationId == organisation && b.Direction == direction && b.Book == book && b.Year == year);
        await rows.ExecuteUpdateAsync(s => s.SetProperty(b => b.Last, b => b.Last + count), stop);
        return await rows.AsNoTracking().Select(b => b.Last).SingleAsync(stop);
    }

    /// <summary>Within the same transaction: the last number given from now on.</summary>
    public Task SetAsync(Guid organisation, string direction, string book, int year, int last, CancellationToken stop) =>
        store.Books.Where(b => b.OrganisationId == organisation && b.Direction == direction && b.Book == book && b.Year == year)
            .ExecuteUpdateAsync(s => s.SetProperty(b => b.Last, last), stop);

    /// <summary>The last number given so far, without a lock; 0 where the series is new.</summary>
    public async Task<int> LastAsync(Guid organisation, string direction, string book, int year, CancellationToken stop) =>
        await store.Books.AsNoTracking().Where(b => b.OrganisationId == organisation && b.Direction == direction && b.Book == book && b.Year == year)
            .Select(b => (int?)b.Last).FirstOrDefaultAsync(stop) ?? 0;
}
