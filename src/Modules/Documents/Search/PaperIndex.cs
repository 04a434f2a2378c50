using System.Data.Common;
using System.Text;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Database = LienY.Kernel.Database;

namespace LienY.Documents;

/// <summary>
/// The words by which registers are searched: without tone marks, in lower case, only letters and digits; who holds a paper is a word among them, so that one
/// intersection of word lists finds it. SQLite keeps them by FTS5, PostgreSQL by a GIN index.
/// </summary>
sealed class PaperIndex(DocumentsStore store, Database database)
{
    const int Newest = 4_000;

    /// <summary>Puts the words of a paper, within the transaction of the store where one is open.</summary>
    public Task PutAsync(Guid paper, string register, Guid organisation, string text, CancellationToken stop) => PutAsync([(paper, register, organisation, text)], stop);

    /// <summary>Puts the words of papers in one statement, within the transaction of the store where one is open.</summary>
    public async Task PutAsync(IReadOnlyList<(Guid Paper, string Register, Guid Organisation, string Text)> papers, CancellationToken stop)
    {
        if (papers.Count == 0) return;
        var connection = store.Database.GetDbConnection();
        var opened = connection.State != System.Data.ConnectionState.Open;
        if (opened) await store.Database.OpenConnectionAsync(stop);
        try
        {
            var rows = string.Join(", ", papers.Select((_, i) => $"(@p{4 * i}, @p{4 * i + 1}, @p{4 * i + 2}, @p{4 * i + 3})"));
            await using var command = connection.Command($"insert into documents_find (paper_id, register, organisation_id, text) values {rows} "
                + "on conflict (paper_id) do update set text = excluded.text",
                [.. papers.SelectMany(p => new object?[] { p.Paper, p.Register, p.Organisation, Line(p.Organisation, p.Register, p.Text) })]);
            command.Transaction = store.Database.CurrentTransaction?.GetDbTransaction();
            await command.ExecuteNonQueryAsync(stop);
        }
        finally
        {
            if (opened) await store.Database.CloseConnectionAsync();
        }
    }

    /// <summary>
    /// Papers of an organisation that hold every word, newest first; where those are few, also papers in which the last word only begins so.
    /// <paramref name="register"/>: in, out or "" for both.
    /// </summary>
    public async Task<IReadOnlyList<(Guid Paper, string Register)>> FindAsync(Guid organisation, string register, string asked, int most, CancellationToken stop)
    {
        var words = Words(asked).Distinct().ToList();
        if (words.Count == 0) return [];
        var begins = words[^1].Length > 1 && !words[^1].Any(char.IsAsciiDigit);
        words.Insert(0, Holder(organisation));
        if (register.Length > 0) words.Insert(1, Register(register));
        await using var connection = await database.OpenAsync(stop);
        var whole = await FindAsync(connection, organisation, words, false, most, stop);
        return whole.Count == most || !begins ? whole : await FindAsync(connection, organisation, words, true, most, stop);
    }

    static async Task<List<(Guid Paper, string Register)>> FindAsync(DbConnection connection, Guid organisation, List<string> words, bool begins, int most,
        CancellationToken stop)
    {
        if (!connection.IsPostgres())
        {
            var match = string.Join(" AND ", words.Select(w => $"\"{w}\"")) + (begins ? " *" : "");
            return await connection.RowsAsync("select f.paper_id, f.register from documents_find f join (select rowid as at from documents_find_words "
                + "where documents_find_words match @p0 order by rowid desc limit @p1) w on f.seq = w.at order by f.seq desc", Read, stop, match, most);
        }
        var query = string.Join(" & ", words) + (begins ? ":*" : "");
        // Words that stand in many papers are found among the newest, where looking at each text costs less than its word list would; words that seldom meet
        // by the index over all.
        var held = string.Join(" and ", words.Select((_, i) => $"' ' || text || ' ' like @p{i + 2}"));
        var near = await connection.RowsAsync($"select paper_id, register from (select * from documents_find where organisation_id = @p0 order by seq desc limit {Newest}) f "
            + $"where {held} order by seq desc limit @p1", Read, stop,
            [organisation, most, .. words.Select((w, i) => begins && i == words.Count - 1 ? $"% {w}%" : $"% {w} %")]);
        if (near.Count == most) return near;
        return await connection.RowsAsync("with hits as materialized (select seq, paper_id, register from documents_find "
            + "where to_tsvector('simple', text) @@ to_tsquery('simple', @p0)) select paper_id, register from hits order by seq desc limit @p1", Read, stop, query, most);
    }

    static (Guid, string) Read(DbDataReader row) => (row.GetGuid(0), row.GetString(1));

    /// <summary>What is kept for a paper.</summary>
    internal static string Line(Guid organisation, string register, string text) =>
        $"{Holder(organisation)} {Register(register)} {string.Join(' ', Words(text).Distinct())}";

    /// <summary>Words of a text: runs of letters and digits, folded.</summary>
    internal static List<string> Words(string text)
    {
        var (words, word) = (new List<string>(), new StringBuilder());
        foreach (var c in Fold.Of(text))
        {
            if (char.IsAsciiLetterOrDigit(c)) word.Append(c);
            else if (word.Length > 0) Take();
        }
        if (word.Length > 0) Take();
        return words;

        void Take()
        {
            // Zeros in front of a number are left out: 05/BC-SYT is found by 5, and the other way round.
            var one = word.ToString();
            words.Add(one.TrimStart('0') is { Length: > 0 } bare && char.IsAsciiDigit(one[0]) ? bare : one);
            word.Clear();
        }
    }

    static string Holder(Guid organisation) => "o" + organisation.ToString("N");

    static string Register(string register) => "sovb" + register;
}
