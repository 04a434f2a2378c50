namespace LienY.Reading;

/// <summary>A ruled table with its box on the page.</summary>
sealed record PlacedTable(double Left, double Top, double Right, double Bottom, PdfTable Table)
{
    public double Middle => (Left + Right) / 2;
}

/// <summary>A part of a page that is read from the top down, and how far its text runs; GoesOn: a column whose text may go on from the column before.</summary>
sealed record PdfRegion(List<PdfLine> Lines, List<PlacedTable> Tables, double Left, double Right, bool GoesOn);

/// <summary>
/// Parts a page into runs of full width and columns of running text, in reading order: along a strip that no word crosses, line by line, as long as what stands
/// on both sides of it is text and no table. Each column is parted again.
/// </summary>
static class PdfLayout
{
    // Points: the least blank between columns; a blank within a line that only tables have.
    const double Gutter = 9, Blank = 14;
    const int Fewest = 4, Deepest = 3;

    /// <summary>What stands at one height: a printed line, or a table that nothing may be cut through.</summary>
    sealed record Row(double Top, double Bottom, PdfLine? Line, PlacedTable? Table)
    {
        public IEnumerable<(double Left, double Right)> Held => Line is null ? [(Table!.Left, Table.Right)] : Line.Words.Select(w => (w.Left, w.Right));
        public double Height => Line?.Height ?? 0;
    }

    /// <summary>A run of rows and the strip that parts them.</summary>
    sealed record Run(int First, int End, (double Left, double Right) Gap);

    /// <summary>The parts of a page whose full lines run from <paramref name="left"/> to <paramref name="right"/>.</summary>
    public static List<PdfRegion> Of(List<PdfLine> lines, List<PlacedTable> tables, double left, double right) =>
        Of([.. lines.Select(l => new Row(l.Top, l.Bottom, l, null)).Concat(tables.Select(t => new Row(t.Top, t.Bottom, null, t))).OrderBy(r => r.Top)], left, right, false, 0);

    static List<PdfRegion> Of(List<Row> rows, double left, double right, bool goesOn, int depth)
    {
        var regions = new List<PdfRegion>();
        var plain = new List<Row>();
        void Flush()
        {
            if (plain.Count > 0) regions.Add(new([.. plain.Select(r => r.Line).OfType<PdfLine>()], [.. plain.Select(r => r.Table).OfType<PlacedTable>()], left, right, goesOn && regions.Count == 0));
            plain = [];
        }
        for (var i = 0; i < rows.Count;)
        {
            if (depth >= Deepest || Longest(rows, i, left, right, depth) is not { } run)
            {
                plain.Add(rows[i++]);
                continue;
            }
            Flush();
            var (one, other) = Parted(rows, run);
            regions.AddRange(Column(one, goesOn && regions.Count == 0, depth));
            regions.AddRange(Column(other, true, depth));
            i = run.End;
        }
        Flush();
        return regions;
    }

    static List<PdfRegion> Column(List<Row> rows, bool goesOn, int depth) => Of(rows, rows.Min(r => r.Held.Min(h => h.Left)), rows.Max(r => r.Held.Max(h => h.Right)), goesOn, depth + 1);

    // The longest run of columns that begins at this row.
    static Run? Longest(List<Row> rows, int at, double left, double right, int depth)
    {
        if (rows[at].Line is null || PdfColumnText.IsFrame(rows[at].Line!)) return null;
        Run? best = null;
        foreach (var gap in Free(rows[at], left, right))
        {
            if (Extended(rows, at, gap, left, right) is not { } run || run.End - run.First <= (best is null ? 0 : best.End - best.First)) continue;
            if (run.First == at && IsColumns(rows, run, right - left, depth)) best = run;
        }
        return best;
    }

    // Blanks of a row, those up to the margins too, that reach into the middle of the page.
    static IEnumerable<(double Left, double Right)> Free(Row row, double left, double right)
    {
        var from = left;
        foreach (var (l, r) in row.Held.Append((right, right)))
        {
            if (l - from >= Gutter && from < left + (right - left) * 0.75 && l > left + (right - left) * 0.25) yield return (from, l);
            from = Math.Max(from, r);
        }
    }

    static (double Left, double Right)? Narrowed((double Left, double Right) gap, Row row)
    {
        var (best, from) = ((Left: 0.0, Right: 0.0), gap.Left);
        foreach (var (l, r) in row.Held.Append((gap.Right, gap.Right)))
        {
            if (Math.Min(l, gap.Right) - from > best.Right - best.Left) best = (from, Math.Min(l, gap.Right));
            from = Math.Max(from, r);
        }
        return best.Right - best.Left >= Gutter ? best : null;
    }

    static Run? Extended(List<Row> rows, int at, (double Left, double Right) gap, double left, double right)
    {
        var (end, reach) = (at + 1, rows[at].Bottom);
        for (; end < rows.Count; end++)
        {
            if (rows[end].Top - reach > 90 || rows[end].Line is { } line && PdfColumnText.IsFrame(line) || Narrowed(gap, rows[end]) is not { } less) break;
            (gap, reach) = (less, Math.Max(reach, rows[end].Bottom));
        }
        // A strip at the margin parts nothing.
        if (gap.Right >= right - 1 || gap.Left <= left + 1) return null;
        return Trimmed(rows, at, end, gap);
    }

    // Lines of full width that happen to be short stand above, between or below the columns; they belong to none.
    static Run? Trimmed(List<Row> rows, int first, int end, (double Left, double Right) gap)
    {
        bool Left(Row r) => r.Held.Any(h => h.Right <= gap.Left + 1);
        bool Right(Row r) => r.Held.Any(h => h.Left >= gap.Right - 1);
        var others = Enumerable.Range(first, end - first).Where(i => Right(rows[i])).ToList();
        if (others.Count < Fewest) return null;
        // A heading in the left column beside which nothing stands parts two runs; where the right column has ended, the left one may be the longer.
        for (var i = others[0] + 1; i < end; i++)
        {
            if (Right(rows[i]) || rows[i].Line is not { } line || !PdfColumnText.IsHeading(line)) continue;
            if (others.Exists(o => rows[o].Top < rows[i].Bottom - rows[i].Height * 0.15 && rows[o].Bottom > rows[i].Top + rows[i].Height * 0.15)) continue;
            if (i > others[^1] && Enumerable.Range(i + 1, end - i - 1).Count(k => gap.Left - rows[k].Held.Max(h => h.Right) < 8) >= 2) continue;
            end = i;
            break;
        }
        var top = rows[others[0]].Top;
        while (first < end && !Right(rows[first]) && rows[first].Bottom < top + 2) first++;
        others = [.. others.Where(i => i < end)];
        var ones = Enumerable.Range(first, Math.Max(0, end - first)).Where(i => Left(rows[i])).ToList();
        if (others.Count < Fewest || ones.Count < Fewest) return null;
        // What stands on the right alone after a wide blank (a signature) belongs to no column.
        var foot = rows[ones[^1]].Bottom;
        for (var k = 1; k < others.Count; k++)
            if (rows[others[k]].Top > foot && rows[others[k]].Top - rows[others[k - 1]].Bottom > rows[others[k]].Height) end = Math.Min(end, others[k]);
        return new(first, end, gap);
    }

    static (List<Row> One, List<Row> Other) Parted(List<Row> rows, Run run)
    {
        var at = (run.Gap.Left + run.Gap.Right) / 2;
        var (one, other) = (new List<PdfWord>(), new List<PdfWord>());
        var (tables, others) = (new List<Row>(), new List<Row>());
        for (var i = run.First; i < run.End; i++)
        {
            foreach (var word in rows[i].Line?.Words ?? []) (word.Middle < at ? one : other).Add(word);
            if (rows[i].Table is { } table) (table.Middle < at ? tables : others).Add(rows[i]);
        }
        static List<Row> Lined(List<PdfWord> words, List<Row> tables) => [.. PdfLine.Of(words).Select(l => new Row(l.Top, l.Bottom, l, null)).Concat(tables).OrderBy(r => r.Top)];
        return (Lined(one, tables), Lined(other, others));
    }

    // Running text on both sides, side by side for the most part; neither a table without lines nor blocks of a frame.
    static bool IsColumns(List<Row> rows, Run run, double width, int depth)
    {
        var (one, other) = Parted(rows, run);
        if (one.Count < Fewest || other.Count < Fewest) return false;
        var beside = Math.Min(one[^1].Bottom, other[^1].Bottom) - Math.Max(one[0].Top, other[0].Top);
        if (beside < 0.5 * Math.Min(one[^1].Bottom - one[0].Top, other[^1].Bottom - other[0].Top)) return false;
        if (!IsText(one, width, depth) || !IsText(other, width, depth)) return false;
        var (left, right) = (Lines(one), Lines(other));
        return !PdfColumnText.AreCells(left, right) && !IsTable([.. Enumerable.Range(run.First, run.End - run.First).Select(i => rows[i].Line).OfType<PdfLine>()]);
    }

    static List<PdfLine> Lines(List<Row> rows) => [.. rows.Select(r => r.Line).OfType<PdfLine>()];

    static bool IsText(List<Row> rows, double width, int depth)
    {
        var lines = Lines(rows);
        return PdfColumnText.IsText(lines, width * 0.2, Blank)
            || (depth + 1 < Deepest && Of(rows, rows.Min(r => r.Held.Min(h => h.Left)), rows.Max(r => r.Held.Max(h => h.Right)), false, depth + 1).Count > 1);
    }

    // Rows that bear bare numbers, or a head that says so, are a table's, however full its cells are.
    static bool IsTable(List<PdfLine> lines)
    {
        for (var i = 0; i < lines.Count; i++)
            if (PdfUnruled.At(lines, i, out var next) is { } table && (next - i) * 2 > lines.Count)
                return table.Rows.Count(r => r[0].Text.TrimEnd('.') is { Length: > 0 and <= 4 } mark && mark.All(c => char.IsDigit(c) || c is 'I' or 'V' or 'X' or '.')) >= 2
                    || Vietnamese.Fold(table.Rows[0][0].Text) is "tt" or "stt" or "so tt";
        return false;
    }
}
