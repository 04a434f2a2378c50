using System.Data.Common;
using System.Text;

namespace LienY.Kernel;

/// <summary>A signed root: the last seals of both books at an hour, and the root before it.</summary>
public sealed record SignedRoot(long Number, DateTimeOffset At, long LedgerNumber, byte[] LedgerHash, long TrailNumber, byte[] TrailHash, byte[] Previous,
    byte[] Signature)
{
    /// <summary>What is signed.</summary>
    public byte[] Content => Encoding.UTF8.GetBytes(string.Join('\n',
        "lieny-root", Number, Commands.Micros(At), LedgerNumber, Convert.ToHexStringLower(LedgerHash), TrailNumber, Convert.ToHexStringLower(TrailHash),
            Convert.ToHexStringLower(Previous)));

    /// <summary>The root as one line, to be kept in a second place (paper, another office).</summary>
    public string Line => $"{Number} {At:yyyy-MM-dd'T'HH:mm:ss'Z'} {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Content))} {Convert.ToBase64String(Signature)}";
}

/// <summary>
/// Signs the state of both books every hour. Who can write into the database could reckon seals anew; without the key they cannot sign them, so a root that does
/// not fit betrays them. Each root names the one before it, so that none can be left out between two.
/// </summary>
public sealed class Roots(Database database, RootKey key, TimeProvider clock)
{
    const string Columns = "number, at, ledger_number, ledger_hash, trail_number, trail_hash, previous, signature";

    /// <summary>Signs a root where the last is an hour old or there is none, and something was sealed since.</summary>
    public async Task<bool> RunAsync(CancellationToken stop = default)
    {
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        if (database.IsPostgres) await connection.RunAsync("select pg_advisory_xact_lock(hashtext('root'))", stop);
        var last = (await ReadAsync(connection, "order by number desc limit 1", stop)).FirstOrDefault();
        var now = Commands.FromMicros(Commands.Micros(clock.GetUtcNow()));
        if (last is not null && now - last.At < TimeSpan.FromHours(1)) return false;
        var (ledger, trail) = (await SealAsync(connection, "ledger", stop), await SealAsync(connection, "trail", stop));
        if (ledger.Number == (last?.LedgerNumber ?? 0) && trail.Number == (last?.TrailNumber ?? 0)) return false;
        var root = new SignedRoot((last?.Number ?? 0) + 1, now, ledger.Number, ledger.Hash, trail.Number, trail.Hash, last?.Signature ?? [], []);
        root = root with { Signature = key.Sign(root.Content) };
        await connection.RunAsync($"insert into kernel_root ({Columns}) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)", stop,
            root.Number, root.At, root.LedgerNumber, root.LedgerHash, root.TrailNumber, root.TrailHash, root.Previous, root.Signature);
        await transaction.CommitAsync(stop);
        return true;
    }

    static async Task<(long Number, byte[] Hash)> SealAsync(DbConnection connection, string book, CancellationToken stop) =>
        (await connection.RowsAsync("select number, hash from kernel_seal where book = @p0 order by number desc limit 1", r => (r.GetInt64(0), (byte[])r.GetValue(1)),
            stop, book)) is [var last] ? last : (0, []);

    static Task<List<SignedRoot>> ReadAsync(DbConnection connection, string order, CancellationToken stop) =>
        connection.RowsAsync($"select {Columns} from kernel_root {order}",
        r => new SignedRoot(r.GetInt64(0), r.Instant(1), r.GetInt64(2), (byte[])r.GetValue(3), r.GetInt64(4), (byte[])r.GetValue(5), (byte[])r.GetValue(6),
            (byte[])r.GetValue(7)), stop);

    /// <summary>The newest root, to be kept in a second place; null before the first.</summary>
    public async Task<SignedRoot?> LastAsync(CancellationToken stop = default)
    {
        await using var connection = await database.OpenAsync(stop);
        return (await ReadAsync(connection, "order by number desc limit 1", stop)).FirstOrDefault();
    }

    /// <summary>
    /// Walks the roots against the seals of a book: numbers, signatures, the chain, and that each names a seal as it stands. Returns how many, and what does not
    /// fit.
    /// </summary>
    internal async Task<(int Count, IReadOnlyList<string> Faults)> VerifyAsync(DbConnection connection, string book, IReadOnlyDictionary<long, byte[]> seals,
        CancellationToken stop)
    {
        var (faults, previous, number) = (new List<string>(), Array.Empty<byte>(), 0L);
        var roots = await ReadAsync(connection, "order by number", stop);
        foreach (var root in roots)
        {
            if (root.Number != ++number) faults.Add($"root {root.Number}: root {number} is missing");
            number = root.Number;
            if (!key.IsOurs(root.Content, root.Signature)) faults.Add($"root {root.Number}: the signature does not verify");
            if (!root.Previous.AsSpan().SequenceEqual(previous)) faults.Add($"root {root.Number}: it does not follow the root before it");
            previous = root.Signature;
            var (seal, hash) = book == "ledger" ? (root.LedgerNumber, root.LedgerHash) : (root.TrailNumber, root.TrailHash);
            if (seal > 0 && (!seals.TryGetValue(seal, out var stands)
                || !stands.AsSpan().SequenceEqual(hash))) faults.Add($"root {root.Number}: seal {seal} is not the one that was signed");
        }
        return (roots.Count, faults);
    }
}
