namespace LienY.Kernel.Tests;

public abstract class LedgerTests(KernelHouse house)
{
    [Fact]
    public async Task A_fact_sent_twice_is_kept_once()
    {
        var source = Guid.CreateVersion7().ToString();
        Assert.Equal(1, await house.Get<Ledger>().AppendAsync([KernelHouse.Happening(source)]));
        Assert.Equal(0, await house.Get<Ledger>().AppendAsync([KernelHouse.Happening(source)]));
        Assert.Equal(1, await house.Get<Ledger>().AppendAsync([KernelHouse.Happening(source, version: 2)]));
    }

    [Theory]
    [InlineData("update kernel_fact set value = 9")]
    [InlineData("delete from kernel_fact")]
    [InlineData("update kernel_trail set outcome = 'x'")]
    [InlineData("delete from kernel_trail")]
    public async Task The_books_cannot_be_changed_by_sql(string sql)
    {
        await house.InScopeAsync(async store =>
        {
            store.Report(KernelHouse.Happening(Guid.CreateVersion7().ToString()));
            store.Trace("look", "thing", "1");
            await store.SaveChangesAsync();
        });
        await using var connection = await house.Get<Database>().OpenAsync();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => connection.RunAsync(sql, default));
    }

    [Fact]
    public async Task A_reader_finds_every_fact_once_even_when_a_transaction_commits_late()
    {
        if (!house.Get<Database>().IsPostgres) Assert.Skip("SQLite has one writer: no transaction commits late.");
        await using var late = await house.Get<Database>().OpenAsync();
        await using var transaction = await late.BeginTransactionAsync();
        await InsertRawAsync(late, "late");
        await house.Get<Ledger>().AppendAsync([KernelHouse.Happening("early")]);
        await using var reader = await house.Get<Database>().OpenAsync();
        var first = await Ledger.ReadAsync(reader, default, 10_000, default);
        await transaction.CommitAsync();
        var after = first.Count == 0 ? default : first[^1].After;
        var sources = first.Select(f => f.Fact.SourceId).Where(s => s is "late" or "early").ToList();
        // A transaction of another database of the server may hold the horizon back for a moment; nothing may be skipped because of it.
        for (var tries = 0; sources.Count < 2 && tries < 500; tries++)
        {
            foreach (var (next, fact) in await Ledger.ReadAsync(reader, after, 10_000, default))
            {
                after = next;
                if (fact.SourceId is "late" or "early") sources.Add(fact.SourceId);
            }
            await Task.Delay(20);
        }
        Assert.Equal(["early", "late"], sources.Order());
    }

    static Task InsertRawAsync(System.Data.Common.DbConnection connection, string source) => connection.RunAsync(
        "insert into kernel_fact (id, kind, unit_id, occurred_on, recorded_at, value, module, source_id, source_version, part, dims, grade, hash) "
        + "values (@p0, 'thing.made', @p0, '2025-11-03', now(), 10000, 'thing', @p1, 1, 0, '{}', 'Computed', @p2)", default, Guid.CreateVersion7(), source, new byte[32]);

    [Theory]
    [InlineData(1234.5678)]
    [InlineData(-0.0001)]
    [InlineData(24.4)]
    public void Numbers_of_the_ledger_are_exact_to_four_decimals(double value) =>
        Assert.Equal((decimal)value, Ledger.Unscale(Ledger.Scale((decimal)value)));

    [Fact]
    public void Dimensions_are_sorted_by_name() => Assert.Equal("""{"a":"1","b":"2"}""", Fact.DimsOf(("b", "2"), ("a", "1")));
}

public sealed class Ledger_on_sqlite(SqliteKernel house) : LedgerTests(house), IClassFixture<SqliteKernel>;

public sealed class Ledger_on_postgres(PostgresKernel house) : LedgerTests(house), IClassFixture<PostgresKernel>;
