using System.Text;

namespace LienY.Reading;

/// <summary>A cell as markup states it: its text, and how many columns and rows it covers.</summary>
sealed record MarkupCell(string Text, int Columns, int Rows);

/// <summary>Rows of a table in HTML, ODT or a sheet into source lines: merged cells unfolded, letterheads laid out as tables read column by column.</summary>
static class MarkupTable
{
    const int Widest = 80, Longest = 5_000;

    /// <summary>How many columns or rows a cell covers, within reason.</summary>
    public static int Covered(string? stated, int most) => int.TryParse(stated, out var n) ? Math.Clamp(n, 1, most) : 1;

    /// <summary>Adds the lines of a table.</summary>
    public static void Add(IReadOnlyList<List<MarkupCell>> rows, List<SourceLine> lines)
    {
        var filled = rows.Where(r => r.Count > 0).ToList();
        if (filled.Count == 0) return;
        if (IsLayout(filled))
        {
            foreach (var column in Enumerable.Range(0, filled.Max(r => r.Count)))
                foreach (var part in filled.Where(r => column < r.Count).SelectMany(r => r[column].Text.Split(DocxCell.Break)))
                    lines.Add(new(lines.Count + 1, part));
            return;
        }
        var below = new (int Left, int Span)[Widest];
        foreach (var row in filled.Take(Longest))
        {
            var cells = new List<SourceCell>();
            var (column, next) = (0, 0);
            while (column < Widest && (next < row.Count || below.AsSpan(column).ContainsAnyExcept((0, 0), (0, 1))))
            {
                if (below[column].Left > 0)
                {
                    var span = below[column].Span;
                    below[column].Left--;
                    cells.Add(new("", span, true));
                    column += span;
                }
                else if (next < row.Count)
                {
                    var cell = row[next++];
                    var span = Math.Min(cell.Columns, Widest - column);
                    cells.Add(new(cell.Text, span));
                    if (cell.Rows > 1) below[column] = (cell.Rows - 1, span);
                    column += span;
                }
                else
                {
                    cells.Add(new(""));
                    column++;
                }
            }
            lines.Add(new(lines.Count + 1, string.Join('\t', cells.SelectMany(c => Enumerable.Repeat("", c.Span - 1).Prepend(c.Text))), cells));
        }
        lines.Add(new(lines.Count + 1, ""));
    }

    static bool IsLayout(List<List<MarkupCell>> rows)
    {
        var columns = rows.Max(r => r.Count);
        if (columns <= 1) return true;
        if (rows.Count > 6 || columns > 3) return false;
        var folded = Vietnamese.Fold(string.Join(' ', rows.SelectMany(r => r).Select(c => c.Text)));
        return folded.Contains("cong hoa xa hoi", StringComparison.Ordinal) || folded.Contains("noi nhan", StringComparison.Ordinal) || folded.Contains("doc lap", StringComparison.Ordinal)
            || (Lines.SignsThere(folded) && !folded.Contains("noi dung", StringComparison.Ordinal) && !folded.Contains("ho va ten", StringComparison.Ordinal));
    }
}

/// <summary>Collects text of markup: runs into paragraphs, blanks squeezed.</summary>
sealed class MarkupText
{
    readonly StringBuilder text = new();

    public void Add(string run) => text.Append(run);

    /// <summary>The paragraph so far; empties it.</summary>
    public string Take()
    {
        var taken = Vietnamese.Squeeze(text.ToString().Normalize(NormalizationForm.FormC));
        text.Clear();
        return taken;
    }
}
