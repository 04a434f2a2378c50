namespace LienY.Transfer;

/// <summary>How a facility's list of permitted techniques grows, from its dated rows.</summary>
static class PermittedList
{
    /// <summary>How many techniques may be done on a day.</summary>
    public static int CountOn(IEnumerable<FacilityTechnique> rows, DateOnly day) =>
        rows.GroupBy(r => r.Technique).Count(g => FacilityTechnique.On(g, day) is { } row && FacilityTechnique.MayDo(row.State));

    /// <summary>Net change of the list on each day on which it changed; the sum up to a day is <see cref="CountOn"/> of it.</summary>
    public static IReadOnlyList<(DateOnly Day, int Change)> Changes(IEnumerable<FacilityTechnique> rows)
    {
        var changes = new SortedDictionary<DateOnly, int>();
        foreach (var technique in rows.Where(r => r.WithdrawnAt is null).GroupBy(r => r.Technique))
        {
            var may = false;
            foreach (var day in technique.Select(r => r.FromDay).Distinct().Order())
            {
                var now = FacilityTechnique.MayDo(FacilityTechnique.On(technique, day)!.State);
                if (now != may) changes[day] = changes.GetValueOrDefault(day) + (now ? 1 : -1);
                may = now;
            }
        }
        return [.. changes.Where(c => c.Value != 0).Select(c => (c.Key, c.Value))];
    }

    /// <summary>Growth against the end of a year, in percent with one decimal; null where the list was empty then.</summary>
    public static decimal? Growth(int before, int now) => before == 0 ? null : decimal.Round(100m * (now - before) / before, 1, MidpointRounding.AwayFromZero);
}
