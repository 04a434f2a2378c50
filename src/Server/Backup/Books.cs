using System.Data.Common;
using LienY.Kernel;

namespace LienY.Server;

/// <summary>
/// The order of the append-only books in a backup. On PostgreSQL it is (transaction, sequence), which means nothing elsewhere: a backup numbers
/// the rows anew in that order, and seals point to the new numbers.
/// </summary>
static class Books
{
    /// <summary>Query of a table's rows for a backup.</summary>
    public static string Query(DbConnection connection, string table, IReadOnlyList<string> columns)
    {
        if (!connection.IsPostgres()) return $"select {string.Join(", ", columns)} from {table}";
        return table switch
        {
            "kernel_fact" or "kernel_trail" => $"select {Select(columns, "seq", "row_number() over (order by tx, seq)")} from {table} order by tx, seq",
            "kernel_seal" => $"select {Select(columns, "to_tx", "0", "to_seq", SealRank)} from kernel_seal",
            _ => $"select {string.Join(", ", columns)} from {table}",
        };
    }

    const string SealRank =
        "case book when 'ledger' then (select count(*) from kernel_fact f where (f.tx, f.seq) <= (kernel_seal.to_tx::text::xid8, kernel_seal.to_seq)) "
        + "else (select count(*) from kernel_trail t where (t.tx, t.seq) <= (kernel_seal.to_tx::text::xid8, kernel_seal.to_seq)) end";

    static string Select(IReadOnlyList<string> columns, params string[] changed)
    {
        var by = changed.Chunk(2).ToDictionary(c => c[0], c => $"{c[1]} as {c[0]}");
        return string.Join(", ", columns.Select(c => by.GetValueOrDefault(c, c)));
    }
}
