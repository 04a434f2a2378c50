namespace LienY.Kernel.Tests;

/// <summary>Each test has a database of its own: it tampers with it.</summary>
public abstract class SealingTests<THouse> where THouse : KernelHouse, new()
{
    static async Task<THouse> WithSealedFactsAsync()
    {
        var house = new THouse();
        await house.InitializeAsync();
        for (var run = 0; run < 3; run++)
        {
            await house.Get<Ledger>().AppendAsync([.. Enumerable.Range(0, 10).Select(i => KernelHouse.Happening($"{run}-{i}"))]);
            await house.SealAsync(10);
        }
        return house;
    }

    static async Task TamperAsync(THouse house, string sql)
    {
        await using var connection = await house.Get<Database>().OpenAsync();
        await connection.RunAsync(house.Get<Database>().IsPostgres
            ? "alter table kernel_fact disable trigger all"
            : "drop trigger kernel_fact_no_update; drop trigger kernel_fact_no_delete", default);
        Assert.Equal(1, await connection.RunAsync(sql, default));
    }

    [Fact]
    public async Task An_untouched_ledger_verifies()
    {
        await using var house = await WithSealedFactsAsync();
        await house.Get<Ledger>().AppendAsync([KernelHouse.Happening("not sealed yet")]);
        var result = await house.Get<Sealing>().VerifyAsync("ledger");
        Assert.True(result.IsSound, string.Join("; ", result.Faults));
        Assert.Equal((31, 3, 1), (result.Rows, result.Seals, result.Unsealed));
    }

    [Theory]
    [InlineData("update kernel_fact set value = 20000 where source_id = '1-4'", "content does not match")]
    [InlineData("update kernel_fact set reason = 'x' where source_id = '2-9'", "content does not match")]
    [InlineData("delete from kernel_fact where source_id = '0-0'", "rows were sealed")]
    [InlineData("delete from kernel_fact where source_id = '2-9'", "rows were sealed")]
    public async Task A_changed_or_removed_row_is_found(string sql, string fault)
    {
        await using var house = await WithSealedFactsAsync();
        await TamperAsync(house, sql);
        var result = await house.Get<Sealing>().VerifyAsync("ledger");
        Assert.Contains(result.Faults, f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_put_behind_a_seal_is_found()
    {
        await using var house = await WithSealedFactsAsync();
        var columns = "kind, unit_id, occurred_on, recorded_at, value, module, source_version, part, dims, grade, hash" + (house.Get<Database>().IsPostgres ? ", tx"
            : "");
        await TamperAsync(house, $"update kernel_fact set seq = 10000 where source_id = '0-3'");
        await TamperAgainAsync(house,
            $"insert into kernel_fact (seq, id, source_id, {columns}) select 4, id2, 'put in', {columns} from kernel_fact, (select @p0 as id2) x where source_id = '0-4'");
        Assert.False((await house.Get<Sealing>().VerifyAsync("ledger")).IsSound);
    }

    static async Task TamperAgainAsync(THouse house, string sql)
    {
        await using var connection = await house.Get<Database>().OpenAsync();
        Assert.Equal(1, await connection.RunAsync(sql, default, Guid.CreateVersion7()));
    }

    [Fact]
    public async Task The_trail_verifies_and_a_changed_entry_is_found()
    {
        await using var house = new THouse();
        await house.InitializeAsync();
        for (var i = 0; i < 20; i++) await house.Get<TrailBook>().WriteAsync(Caller.House, "look", "thing", $"{i}", "ok");
        await house.SealAsync(20);
        Assert.True((await house.Get<Sealing>().VerifyAsync("trail")).IsSound);
        await using var connection = await house.Get<Database>().OpenAsync();
        await connection.RunAsync(house.Get<Database>().IsPostgres ? "alter table kernel_trail disable trigger all" : "drop trigger kernel_trail_no_update", default);
        await connection.RunAsync("update kernel_trail set user_name = 'someone else' where object_id = '7'", default);
        Assert.False((await house.Get<Sealing>().VerifyAsync("trail")).IsSound);
    }

    static async Task<THouse> WithRootsAsync()
    {
        var house = new THouse();
        await house.InitializeAsync();
        for (var hour = 0; hour < 3; hour++)
        {
            await house.Get<TrailBook>().AboutAsync(await house.Get<Database>().OpenAsync(), Caller.House, "record.read", "record", $"{hour}",
                new(Guid.CreateVersion7(), Guid.CreateVersion7(), null, "Doctor"), null, default);
            await house.SealAsync(1);
            house.Clock.Pass(TimeSpan.FromHours(1));
        }
        return house;
    }

    [Fact]
    public async Task A_root_is_signed_each_hour_in_which_something_was_sealed()
    {
        await using var house = await WithRootsAsync();
        await house.Get<Sealing>().RunAsync();
        var result = await house.Get<Sealing>().VerifyAsync("trail");
        Assert.True(result.IsSound, string.Join("; ", result.Faults));
        Assert.Equal(3, result.Roots);
        Assert.StartsWith("3 ", (await house.Get<Roots>().LastAsync())!.Line);
    }

    [Theory]
    [InlineData("update kernel_trail set holder_id = subject_id where object_id = '1'", "content does not match")]
    [InlineData("update kernel_trail set role = 'Director' where object_id = '0'", "content does not match")]
    [InlineData("update kernel_root set trail_hash = signature where number = 2", "the signature does not verify")]
    [InlineData("delete from kernel_root where number = 2", "root 2 is missing")]
    [InlineData("update kernel_seal set hash = (select signature from kernel_root where number = 1) where book = 'trail' and number = 3",
        "is not the one that was signed")]
    [InlineData("delete from kernel_seal where book = 'trail' and number = 3", "is not the one that was signed")]
    public async Task Who_changes_rows_seals_or_roots_is_betrayed_by_the_signatures(string sql, string fault)
    {
        await using var house = await WithRootsAsync();
        await using (var connection = await house.Get<Database>().OpenAsync())
        {
            await connection.RunAsync(house.Get<Database>().IsPostgres ? "alter table kernel_trail disable trigger all" : "drop trigger kernel_trail_no_update", default);
            Assert.Equal(1, await connection.RunAsync(sql, default));
        }
        Assert.Contains((await house.Get<Sealing>().VerifyAsync("trail")).Faults, f => f.Contains(fault, StringComparison.Ordinal));
    }
}

public sealed class Sealing_on_sqlite : SealingTests<SqliteKernel>;

public sealed class Sealing_on_postgres : SealingTests<PostgresKernel>;
