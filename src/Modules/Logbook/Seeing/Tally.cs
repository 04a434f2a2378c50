using LienY.Contracts;

namespace LienY.Logbook;

/// <summary>One line of counts: of a technique, or of a person.</summary>
/// <param name="Levels">Cases that count at level 1 to 6; supervising one is level 6.</param>
/// <param name="Open">Cases that wait for a signature or a leave.</param>
sealed record TallyRow(string Label, string Detail, string Href, IReadOnlyList<int> Levels, int Independent, int Open, DateOnly? Last)
{
    /// <summary>Cases that count.</summary>
    public int Total => Levels.Sum();
}

/// <summary>A case as a point of a learning curve.</summary>
sealed record CurvePoint(int Number, DateOnly On, short Level, int Independent);

/// <summary>Counts cases by level: recomputed from the log each time, nothing is kept beside it.</summary>
static class Tally
{
    /// <summary>The level at which somebody was in a case: as a member, or 6 as the one who supervised; null where neither.</summary>
    public static short? LevelOf(LoggedCase one, Guid person) =>
        one.Members.Find(m => m.PractitionerId == person)?.Level ?? (one.SupervisorId == person ? (short)CompetencyLevel.Teaches : null);

    /// <summary>The highest level in a case.</summary>
    public static short Top(LoggedCase one) => one.Members.Select(m => m.Level).DefaultIfEmpty((short)1).Max();

    /// <summary>One line of cases, each at the level that <paramref name="level"/> gives.</summary>
    public static TallyRow Row(string label, string detail, string href, IEnumerable<LoggedCase> cases, Func<LoggedCase, short?> level)
    {
        var (levels, independent, open, last) = (new int[6], 0, 0, (DateOnly?)null);
        foreach (var one in cases)
        {
            if (one.IsOpen) open++;
            if (one.State != LogState.Counted || level(one) is not { } at) continue;
            levels[at - 1]++;
            if (one.IsIndependent && at >= 5) independent++;
            if (last is null || one.OnDay > last) last = one.OnDay;
        }
        return new(label, detail, href, levels, independent, open, last);
    }

    /// <summary>The curve of somebody in a technique: cases that count, in the order of days.</summary>
    public static IReadOnlyList<CurvePoint> Curve(IEnumerable<LoggedCase> cases, Func<LoggedCase, short?> level)
    {
        var (points, independent) = (new List<CurvePoint>(), 0);
        foreach (var one in cases.Where(c => c.State == LogState.Counted).OrderBy(c => c.OnDay).ThenBy(c => c.LoggedAt).ThenBy(c => c.Id))
        {
            if (level(one) is not { } at) continue;
            if (one.IsIndependent && at >= 5) independent++;
            points.Add(new(points.Count + 1, one.OnDay, at, independent));
        }
        return points;
    }
}
