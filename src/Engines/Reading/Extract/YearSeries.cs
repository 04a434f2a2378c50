using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>One target through several years: "80%, 85%, 90% tương ứng các năm 2024, 2025, 2026", "85% năm 2027, 100% năm 2030".</summary>
static partial class YearSeries
{
    /// <summary>Gives the figures of a list the years of the list beside it, in order, and the name of the first.</summary>
    public static void Spread(string sentence, List<Stated> found)
    {
        if (YearList().Match(sentence) is not { Success: true } m || !InOrder().IsMatch(sentence)) return;
        var years = Year().Matches(m.Value).Select(y => DayText.Int(y.Value)).ToList();
        for (var i = 0; i + years.Count <= found.Count; i++)
        {
            var part = found.GetRange(i, years.Count);
            if (part.Any(p => p.Figure.Unit != part[0].Figure.Unit || p.Figure.Baseline is not null)) continue;
            var name = ListInName().Replace(part[0].Name, "").TrimEnd();
            for (var k = 0; k < years.Count; k++)
                found[i + k] = part[k] with
                {
                    Name = name.Length > 0 ? name : part[0].Name,
                    Comparator = k == 0 || part[k].Comparator != Comparator.Equal ? part[k].Comparator : part[0].Comparator,
                    Change = part[0].Change,
                    Period = PeriodText.Years(years[k], years[k], $"năm {years[k].ToString(System.Globalization.CultureInfo.InvariantCulture)}")
                };
            return;
        }
    }

    /// <summary>Ties rows of one paragraph that have one name and unit and different times.</summary>
    public static void Mark(List<IndicatorRow> rows, int from)
    {
        foreach (var group in Enumerable.Range(from, rows.Count - from).GroupBy(i => (Name: Vietnamese.Fold(rows[i].Name), rows[i].Unit)).Where(g => g.Count() > 1 && g.Select(i => rows[i].Period?.To).Distinct().Count() == g.Count()).ToList())
        {
            var key = "S" + rows[group.First()].Id[1..];
            foreach (var i in group) rows[i] = rows[i] with { Series = key };
        }
    }

    [GeneratedRegex(@"(?:năm\s+)(?:19|20)\d\d(?:\s*(?:,|;|và|,\s*và)\s*(?:năm\s+)?(?:19|20)\d\d)+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex YearList();

    [GeneratedRegex(@"\s*(?:trong\s+)?các\s+(?:năm\s+)?[\d,;\s]*(?:và\s+\d+\s*)?(?:lần lượt|tương ứng|theo thứ tự).*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ListInName();

    [GeneratedRegex(@"(?:19|20)\d\d", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Year();

    [GeneratedRegex(@"tương ứng|lần lượt|theo thứ tự", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex InOrder();
}
