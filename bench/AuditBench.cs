using System.Diagnostics;
using LienY.Kernel;
using LienY.Site;

namespace LienY.Bench;

/// <summary>How long it takes to verify a trail of a million readings: every hash, seal and signed root.</summary>
static class AuditBench
{
    const int Rows = 1_000_000;

    public static async Task RunAsync()
    {
        var table = new List<string[]>();
        foreach (var postgres in new[] { false, true })
        {
            var folder = Machine.Folder();
            await using var database = new Database(postgres ? await PostgresServer.FreshDatabaseAsync() : "", folder);
            await new Migrator(database, TimeProvider.System).RunAsync(Migrator.Steps(typeof(Store).Assembly, "kernel", postgres));
            await FillAsync(database);
            using var key = new RootKey(new Keys(folder, null));
            var sealing = new Sealing(database, new Roots(database, key, TimeProvider.System), TimeProvider.System);
            var seal = Stopwatch.StartNew();
            await sealing.RunAsync();
            var (sealed_, verify) = (seal.Elapsed, Stopwatch.StartNew());
            var result = await sealing.VerifyAsync("trail");
            if (!result.IsSound || result.Rows != Rows) throw new InvalidOperationException(string.Join("; ", result.Faults.Take(5)));
            table.Add([postgres ? "PostgreSQL 15" : "SQLite", Machine.Say(verify.Elapsed.TotalSeconds), Machine.Say(sealed_.TotalSeconds),
                $"{result.Seals} seals, {result.Roots} root"]);
            Directory.Delete(folder, recursive: true);
        }
        Machine.Table("Trail of 1,000,000 readings (target: verified in 20 s)", ["database", "verify, s", "seal and sign, s", "of which"], table);
    }

    static async Task FillAsync(Database database)
    {
        var caller = new Caller(Guid.CreateVersion7(), "Bác sĩ Thử", Guid.CreateVersion7(), "Bệnh viện Thử", [])
        {
            Origin = new("10.0.0.1", 5000, "bench"),
            Purpose = "treatment"
        };
        var book = new TrailBook(database, TimeProvider.System);
        await using var connection = await database.OpenAsync();
        for (var done = 0; done < Rows; done += 20_000)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            for (var i = 0; i < 20_000; i++)
                await book.AboutAsync(connection, caller, "record.read", "record", "0198aaaa-0000-7000-8000-000000000001",
                    new(caller.UserId, caller.OrganisationId, null, "Doctor"), "12", default);
            await transaction.CommitAsync();
        }
    }
}
