using System.Globalization;

namespace LienY.Design.Components;

/// <summary>The time of a Gantt: days laid on 0–100 %, labels by month, quarter or year as length allows.</summary>
public sealed class GanttScale
{
    readonly int first;
    readonly double days;

    /// <param name="from">First day; the scale begins with its month.</param>
    /// <param name="to">Last day; the scale ends with its month.</param>
    /// <param name="zoom">Months a label stands for (1, 3 or 12); null: as the length allows.</param>
    public GanttScale(DateOnly from, DateOnly to, int? zoom = null)
    {
        if (to < from) to = from;
        var start = new DateOnly(from.Year, from.Month, 1);
        var end = new DateOnly(to.Year, to.Month, 1).AddMonths(1);
        first = start.DayNumber;
        days = end.DayNumber - first;
        var months = (end.Year - start.Year) * 12 + end.Month - start.Month;
        var step = zoom ?? (months <= 18 ? 1 : months <= 84 ? 3 : 12);
        Width = Math.Max(480, months / step * (step == 12 ? 72 : 44));
        for (var at = start; at < end; at = at.AddMonths(1))
        {
            if (at.Month == 1 || at == start) Years.Add((at.Year, Percent(at), Percent(Earlier(new DateOnly(at.Year + 1, 1, 1), end))));
            if (step < 12 && (at == start || (at.Month - 1) % step == 0)) Littles.Add((at, Percent(at), step == 1));
        }
        Lines = "linear-gradient(to right" + string.Concat((step == 12 ? Years.Select(y => y.At) : Littles.Select(l => l.At)).Where(p => p > 0)
            .Select(p => $",transparent {Curve.Unit(p)}%,var(--line) {Curve.Unit(p)}% calc({Curve.Unit(p)}% + 1px),transparent calc({Curve.Unit(p)}% + 1px)")) + ",transparent 100%)";
        if (!Lines.Contains("var", StringComparison.Ordinal)) Lines = "none";
    }

    /// <summary>Least width in pixels at which labels can be read.</summary>
    public int Width { get; }

    /// <summary>Years with begin and end in percent.</summary>
    public List<(int Year, double At, double To)> Years { get; } = [];

    /// <summary>Months or quarters with their begin in percent.</summary>
    public List<(DateOnly On, double At, bool IsMonth)> Littles { get; } = [];

    /// <summary>CSS image of the lines between months, quarters or years.</summary>
    public string Lines { get; }

    /// <summary>Begin of a day in percent, within 0–100.</summary>
    public double Percent(DateOnly day) => Math.Clamp((day.DayNumber - first) / days * 100, 0, 100);

    /// <summary>CSS of a bar from the begin of one day to the end of another.</summary>
    public string Bar(DateOnly from, DateOnly to)
    {
        var left = Percent(from);
        return $"left:{Curve.Unit(left)}%;width:{Curve.Unit(Math.Max(0, Percent(to.AddDays(1)) - left))}%";
    }

    /// <summary>Is the day on the scale.</summary>
    public bool Holds(DateOnly day) => day.DayNumber >= first && day.DayNumber < first + days;

    /// <summary>The label of a month or quarter: Th5, Q2.</summary>
    public static string Label(DateOnly on, bool isMonth) =>
        isMonth ? on.Month.ToString(CultureInfo.InvariantCulture) : "Q" + ((on.Month + 2) / 3).ToString(CultureInfo.InvariantCulture);

    static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
