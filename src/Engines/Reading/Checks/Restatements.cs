namespace LienY.Reading;

/// <summary>Finds targets stated more than once, alike or with other values; keeps every row.</summary>
static class Restatements
{
    public static void Mark(Harvest harvest)
    {
        var rows = harvest.Indicators;
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Value is null) continue;
            for (var j = 0; j < i; j++)
            {
                if (rows[j].RestatementOf is not null || rows[j].Value is null || rows[i].Series is not null && rows[i].Series == rows[j].Series) continue;
                if (!SameUnit(rows[i], rows[j]) || Aliases.Words(rows[i].Name).Count < 3 || Aliases.Likeness(rows[i].Name, rows[j].Name) < 0.8 || !SameNumbers(rows[i].Name, rows[j].Name)) continue;
                if (rows[i].Quote == rows[j].Quote && rows[i].Lines == rows[j].Lines) continue;
                if (rows[i].Value == rows[j].Value && rows[i].High == rows[j].High)
                {
                    rows[i] = rows[i] with { RestatementOf = rows[j].Id };
                    harvest.Warn("target-restated", $"Chỉ tiêu “{rows[i].Name}” đã nêu ở dòng {rows[j].Lines.First}; có thể là cùng một chỉ tiêu.", rows[i].Lines, rows[j].Lines);
                    break;
                }
                if (!SamePeriod(rows[i], rows[j]) || Aliases.Words(rows[i].Name).Count < 4) continue;
                harvest.Warn("target-conflict", $"Chỉ tiêu “{rows[i].Name}” ghi {Vietnamese.Show(rows[i].Value!.Value)} {rows[i].Unit} nhưng dòng {rows[j].Lines.First} ghi {Vietnamese.Show(rows[j].Value!.Value)} {rows[j].Unit} cho cùng thời gian.",
                    rows[i].Lines, rows[j].Lines);
                break;
            }
        }
    }

    // "dưới 1 tuổi" and "dưới 5 tuổi" are two targets.
    static bool SameNumbers(string a, string b) => string.Concat(a.Where(char.IsDigit)) == string.Concat(b.Where(char.IsDigit));

    static bool SameUnit(IndicatorRow a, IndicatorRow b) => string.Equals(a.Unit, b.Unit, StringComparison.OrdinalIgnoreCase);

    static bool SamePeriod(IndicatorRow a, IndicatorRow b) => a.Period?.From == b.Period?.From && a.Period?.To == b.Period?.To;
}
