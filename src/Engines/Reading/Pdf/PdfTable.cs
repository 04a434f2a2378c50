namespace LienY.Reading;

/// <summary>Rows of a table as the reader takes them, the words of each, and what is needed to join it to its other half on the next page.</summary>
sealed record PdfTable(IReadOnlyList<double> Xs, List<List<SourceCell>> Rows, List<List<PdfWord>> Words, bool IsRuled = false)
{
    /// <summary>Rows of a ruled table; words are taken out of <paramref name="words"/>.</summary>
    public static PdfTable Of(PdfGrid grid, List<PdfWord> words)
    {
        var held = words.Where(grid.Holds).ToList();
        words.RemoveAll(grid.Holds);
        var inside = grid.Cells.ToDictionary(c => c, c => held.Where(w => w.Middle > c.Left && w.Middle <= c.Right && w.Centre > c.Top && w.Centre <= c.Bottom).ToList());
        var texts = grid.Cells.ToDictionary(c => c, c => PdfParagraphs.Cell(inside[c], c.Left, c.Right));
        var rows = new List<List<SourceCell>>();
        for (var row = 0; row < grid.Ys.Count - 1; row++)
        {
            var cells = grid.Cells.Where(c => c.Row <= row && row < c.Row + c.Rows).OrderBy(c => c.Column)
                .Select(c => new SourceCell(c.Row == row ? texts[c] : "", c.Columns, c.Row < row)).ToList();
            rows.Add(cells);
        }
        return new(grid.Xs, rows, [.. Enumerable.Range(0, rows.Count).Select(r => grid.Cells.Where(c => c.Row == r).SelectMany(c => inside[c]).ToList())], true);
    }

    /// <summary>Whether this goes on with a table of the page before: as many columns, parted at the same places.</summary>
    public bool GoesOn(PdfTable before) => Xs.Count == before.Xs.Count && Xs.Zip(before.Xs).All(p => Math.Abs(p.First - p.Second) < 6);

    /// <summary>Puts the other half of a table below: a repeated head is left out, a row cut by the end of the page is made whole.</summary>
    public void Append(PdfTable next)
    {
        var start = 0;
        while (start < Math.Min(3, Math.Min(next.Rows.Count, Rows.Count)) && Same(next.Rows[start], Rows[start]) && Filled(Rows[start]) > 1) start++;
        if (start < next.Rows.Count && IsCut(Rows[^1], next.Rows[start]))
        {
            Words[^1].AddRange(next.Words[start]);
            var (last, rest) = (Rows[^1], next.Rows[start++]);
            for (var i = 0; i < last.Count; i++)
                if (rest[i].Text.Length > 0) last[i] = last[i] with { Text = last[i].Text + Glue(last[i].Text, rest[i].Text) + rest[i].Text };
        }
        Rows.AddRange(next.Rows.Skip(start));
        Words.AddRange(next.Words.Skip(start));
    }

    static bool Same(List<SourceCell> a, List<SourceCell> b) => a.Count == b.Count && a.Zip(b).All(p => p.First.Text == p.Second.Text && p.First.Span == p.Second.Span);

    static int Filled(List<SourceCell> row) => row.Count(c => c.Text.Length > 0);

    // A row goes on where it has no number of its own, nothing new stands in a column that was empty, and some text was left unfinished.
    static bool IsCut(List<SourceCell> last, List<SourceCell> rest)
    {
        if (last.Count != rest.Count || rest[0].Text.Length > 0 || last[0].Text.Length == 0 || Filled(rest) == 0) return false;
        if (last.Zip(rest).Any(p => p.First.Span != p.Second.Span || (p.First.Text.Length == 0 && p.Second.Text.Length > 0))) return false;
        return last.Zip(rest).Any(p => p.Second.Text.Length > 0 && Glue(p.First.Text, p.Second.Text) == " ")
            || last.Zip(rest).Count(p => p.Second.Text.Length > 0) < last.Count(c => c.Text.Length > 0) - 1;
    }

    static string Glue(string before, string more) =>
        before.Length > 0 && (char.IsLower(more[0]) || before[^1] is ',' or '-' || char.IsLetterOrDigit(before[^1]) && !char.IsUpper(more[0]) && more[0] is not ('-' or '+' or '•'))
            ? " " : DocxCell.Break.ToString();
}
