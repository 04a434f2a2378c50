using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace LienY.Kernel;

/// <summary>One step of the schema: module, number, text for this database.</summary>
public sealed record SchemaStep(string Module, string Name, string Sql)
{
    /// <summary>SHA-256 of the text, hex: a released step never changes (a test holds the list).</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));
}

/// <summary>
/// Brings a database to the present schema: plain SQL files embedded as <c>Schema/NNNN_name[.sqlite|.postgres].sql</c>, each run once, in one
/// transaction, remembered in <c>schema_step</c>. On PostgreSQL an advisory lock is taken first, so two processes may start at once.
/// </summary>
public sealed class Migrator(Database database, TimeProvider clock)
{
    const long Lock = 0x4C69656E59;

    /// <summary>All steps of an assembly for a database, in order.</summary>
    public static IEnumerable<SchemaStep> Steps(Assembly assembly, string module, bool postgres)
    {
        var other = postgres ? ".sqlite.sql" : ".postgres.sql";
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("Schema/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            if (name.EndsWith(other, StringComparison.Ordinal)) continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new(module, name["Schema/".Length..].Split('.')[0], reader.ReadToEnd());
        }
    }

    /// <summary>Runs what has not run yet; returns how many steps ran. Fails when a step that ran has another text now.</summary>
    public async Task<int> RunAsync(IEnumerable<SchemaStep> steps, CancellationToken stop = default)
    {
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        if (database.IsPostgres) await connection.RunAsync("select pg_advisory_xact_lock(" + Lock.ToString(CultureInfo.InvariantCulture) + ")", stop);
        await connection.RunAsync(
            "create table if not exists schema_step (module text not null, name text not null, hash text not null, ran_at timestamptz not null, primary key (module, name))",
            stop);
        var done = (await connection.RowsAsync("select module, name, hash from schema_step", r => (Key: (r.GetString(0), r.GetString(1)), Hash: r.GetString(2)), stop))
            .ToDictionary(r => r.Key, r => r.Hash);
        var ran = 0;
        foreach (var step in steps)
        {
            if (done.TryGetValue((step.Module, step.Name), out var hash))
            {
                if (hash != step.Hash)
                    throw new InvalidOperationException($"Schema step '{step.Module}/{step.Name}' ran with another text; a released step must never change.");
                continue;
            }
            await RunAsync(connection, step, stop);
            ran++;
        }
        await transaction.CommitAsync(stop);
        return ran;
    }

    async Task RunAsync(DbConnection connection, SchemaStep step, CancellationToken stop)
    {
        try
        {
            await connection.RunAsync(step.Sql, stop);
        }
        catch (DbException problem)
        {
            throw new InvalidOperationException($"Schema step '{step.Module}/{step.Name}' failed: {problem.Message}", problem);
        }
        await connection.RunAsync("insert into schema_step (module, name, hash, ran_at) values (@p0, @p1, @p2, @p3)", stop,
            step.Module, step.Name, step.Hash, clock.GetUtcNow());
    }
}
