using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Rows of an indicator table: one target for every row and year or target column.</summary>
static partial class IndicatorTable
{
    public static void Read(TableContext table, Harvest harvest)
    {
        var grid = table.Grid;
        int name = grid.At(Column.Name), unit = grid.At(Column.Unit), number = grid.At(Column.Number), baseline = grid.At(Column.Baseline);
        var columns = Enumerable.Range(0, grid.Columns.Count).Where(c => grid.Columns[c] is Column.Year or Column.Target or Column.Total && !HeaderColumns.IsMoney(grid.Headers[c])).ToList();
        // A year before the plan begins, beside years of the plan, is where it starts from.
        var begins = table.Document.Document.Period?.From?.Year ?? table.Document.Document.Date?.Year;
        if (baseline < 0 && begins is { } first && columns.Exists(c => HeaderColumns.YearOf(grid.Headers[c]) >= first)
            && columns.FindLastIndex(c => HeaderColumns.YearOf(grid.Headers[c]) < first && !AimHead().IsMatch(Vietnamese.Fold(grid.Headers[c]))) is >= 0 and var before)
        {
            baseline = columns[before];
            columns.RemoveAll(c => HeaderColumns.YearOf(grid.Headers[c]) < first && !AimHead().IsMatch(Vietnamese.Fold(grid.Headers[c])));
        }
        var groups = new List<(int Rank, string Name)>();
        var ordinal = 0;
        var lastMark = "";
        foreach (var row in grid.Rows)
        {
            var label = row[name].Length > 0 ? row[name] : row.Cells.FirstOrDefault(c => c.Own && c.Text.Length > 3)?.Text ?? "";
            if (label.Length == 0) continue;
            var mark = number >= 0 ? row[number].Trim().TrimEnd('.', ')') : "";
            var sub = Marker.Find(label) is { IsBullet: true } || SubRow().IsMatch(row.Cells[Math.Max(0, name)].Items is [var item, ..] ? RawStart(table, row, item) : "");
            if (Marker.Find(label) is { } marker) label = label[marker.Length..];
            var rank = sub ? 90 : mark.Length == 0 ? 60 : Marker.Find(mark + (mark.Contains('.', StringComparison.Ordinal) ? " X" : ". X"))?.Rank ?? 60;
            while (groups.Count > 0 && groups[^1].Rank >= rank) groups.RemoveAt(groups.Count - 1);
            var stated = columns.Where(c => row.Cells[c].Own && CellTarget.Read(row[c]) is not null).ToList();
            var stem = groups.Count > 0 && (rank == 90 || groups[^1].Rank >= 30) ? groups[^1].Name : null;
            var full = stem is not null && (rank == 90 || Marker.Find(mark + ". X") is null && mark.Contains('.', StringComparison.Ordinal) && char.IsLower(label[0])) ? Qualifies().IsMatch(Vietnamese.Lower(label)) ? $"{stem} {Vietnamese.Uncapital(label)}" : $"{stem}: {label}" : label;
            groups.Add((rank, full));
            if (mark.Length > 0) lastMark = mark;
            if (stated.Count == 0) continue;
            ordinal++;
            var series = stated.Count > 1 ? $"{table.Id}.{ordinal}" : null;
            foreach (var column in stated)
            {
                var target = CellTarget.Read(row[column])!;
                var (plain, inName) = UnitInName(full);
                var unitText = unit >= 0 && row[unit].Length > 0 ? row[unit] : target.Unit ?? inName;
                harvest.Indicators.Add(new()
                {
                    Id = Harvest.Id("I", harvest.Indicators.Count),
                    Name = plain,
                    Comparator = target.Comparator,
                    Value = target.Value,
                    High = target.High,
                    Unit = unitText is { Length: > 0 } ? unitText.Trim('(', ')') : null,
                    Period = HeaderColumns.YearOf(grid.Headers[column]) is { } year ? PeriodText.Years(year, year, "năm " + DayTextYear(year)) : PeriodText.Heading(grid.Headers[column]) ?? table.Block.Phase ?? table.Document.Document.Period,
                    Document = table.Document.Id,
                    Path = table.Prefix + "." + (lastMark.Length > 0 ? lastMark : DayTextYear(ordinal)),
                    Lines = row.Lines,
                    Quote = string.Join(' ', row.Cells.Where(c => c.Own && c.Text.Length > 0).Select(c => c.Text)),
                    Baseline = baseline >= 0 ? CellTarget.Read(row[baseline])?.Value : null,
                    Series = series,
                });
            }
        }
    }

    static string RawStart(TableContext table, GridRow row, string item) =>
        table.Block.Rows!.FirstOrDefault(l => l.Number == row.Lines.First)?.Cells!.Select(c => c.Text.TrimStart()).FirstOrDefault(t => t.Contains(item, StringComparison.Ordinal)) ?? "";

    static (string Name, string? Unit) UnitInName(string name)
    {
        var m = NameUnit().Match(name);
        return m.Success ? (name[..m.Index].Trim(), m.Groups[1].Value) : (name, null);
    }

    static string DayTextYear(int year) => year.ToString(System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"ke hoach|chi tieu|muc tieu|phan dau", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AimHead();

    [GeneratedRegex(@"^(dưới|trên|từ|ở|tại|nam|nữ|của|do|đối với)\s", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Qualifies();

    [GeneratedRegex(@"^\s*[-+–•]\s", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SubRow();

    [GeneratedRegex(@"\s*\(\s*(%|‰|[^()]{1,12}/[^()]{1,20})\s*\)\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NameUnit();
}

/// <summary>A target written in a cell: "≥ 95", "<13‰", "15-20", "95,5%", "trên 97%".</summary>
sealed partial record CellTarget(Comparator Comparator, decimal? Value, decimal? High, string? Unit)
{
    public static CellTarget? Read(string cell)
    {
        var text = cell.Trim();
        if (text.Length is 0 or > 60) return null;
        var m = Shape().Match(Vietnamese.Lower(text));
        if (!m.Success || Vietnamese.Number(m.Groups[2].Value) is not { } value) return null;
        var high = m.Groups[3].Success ? Vietnamese.Number(m.Groups[3].Value) : null;
        var unit = m.Groups[4].Value.Trim();
        var above = unit.EndsWith("trở lên", StringComparison.Ordinal);
        if (above) unit = unit[..^7].Trim();
        var comparator = high is not null ? Comparator.Between : above ? Comparator.AtLeast : ComparatorWords.Of(m.Groups[1].Value.Trim());
        return new(comparator, value, high, unit.Length == 0 ? null : unit is "%0" or "%o" or "0/00" ? "‰" : unit);
    }

    [GeneratedRegex(@"^([^\d]{0,20}?)\s*(\d[\d.,]*)\s*(?:[-–]\s*(\d[\d.,]*))?\s*([^\d;]{0,30}(?:/[^;]{1,20})?)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shape();
}
