namespace LienY.Plans;

/// <summary>A task as it weighs on somebody: leading or cooperating.</summary>
sealed record Burden(PlanTask Task, bool Leads)
{
    /// <summary>It touches the days; what is overdue weighs on today.</summary>
    public bool Touches(LoadPeriod period, DateOnly today)
    {
        if (Task.Overdue(today) && period.Holds(today)) return true;
        var (from, to) = (Task.StartsOn ?? Task.DueOn, Task.DueOn ?? Task.StartsOn);
        return from <= period.To && to >= period.From && !(Task.Overdue(today) && period.From > today);
    }

    /// <summary>Days of work that fall into the period when the effort is spread evenly; of cooperating units nothing is known.</summary>
    public decimal Effort(LoadPeriod period, DateOnly today)
    {
        if (!Leads || Task.Effort is not { } effort) return 0;
        var rest = effort * (100 - Task.Progress) / 100;
        if (Task.Overdue(today)) return period.Holds(today) ? rest : 0;
        var (from, to) = ((Task.StartsOn ?? Task.DueOn)!.Value, (Task.DueOn ?? Task.StartsOn)!.Value);
        if (from < today) from = today <= to ? today : to;
        var (first, last) = (Math.Max(from.DayNumber, period.From.DayNumber), Math.Min(to.DayNumber, period.To.DayNumber));
        return last < first ? 0 : rest * (last - first + 1) / (to.DayNumber - from.DayNumber + 1);
    }
}

/// <summary>What weighs on somebody in one period.</summary>
sealed record LoadCell(LoadPeriod Period, int Leading, int Cooperating, int Overdue, decimal Effort, bool IsOver, int Heat)
{
    /// <summary>All tasks.</summary>
    public int Tasks => Leading + Cooperating;
}

/// <summary>A unit or a person with its periods.</summary>
sealed record LoadRow(Guid? Id, string Name, Capacity? Capacity, IReadOnlyList<LoadCell> Cells, int Open, int Overdue, int Undated);

/// <summary>Weighs tasks by unit or person and period.</summary>
static class Load
{
    /// <summary>The row of one unit or person; the heat of its cells is set against the heaviest of the table later.</summary>
    public static LoadRow Weigh(Guid? id, string name, IReadOnlyList<Burden> burdens, Capacity? capacity, IReadOnlyList<LoadPeriod> periods, DateOnly today) =>
        new(id, name, capacity, [.. periods.Select(p => Cell(burdens, capacity, p, today))], burdens.Count, burdens.Count(b => b.Task.Overdue(today)),
            burdens.Count(b => b.Task.StartsOn is null && b.Task.DueOn is null));

    /// <summary>The same rows with their heat, 0–4.</summary>
    public static IReadOnlyList<LoadRow> Heat(IReadOnlyList<LoadRow> rows)
    {
        var most = Math.Max(1, rows.SelectMany(r => r.Cells).Select(c => c.Tasks).DefaultIfEmpty(1).Max());
        return [.. rows.Select(r => r with { Cells = [.. r.Cells.Select(c => c with { Heat = c.Tasks == 0 ? 0 : 1 + (c.Tasks * 3 / most) })] })];
    }

    static LoadCell Cell(IReadOnlyList<Burden> burdens, Capacity? capacity, LoadPeriod period, DateOnly today)
    {
        var here = burdens.Where(b => b.Touches(period, today)).ToList();
        var effort = decimal.Round(burdens.Where(b => b.Task.StartsOn is not null || b.Task.DueOn is not null).Sum(b => b.Effort(period, today)), 1);
        var over = here.Count > capacity?.Tasks || effort > capacity?.Days * period.Days / 30;
        return new(period, here.Count(b => b.Leads), here.Count(b => !b.Leads), period.Holds(today) ? here.Count(b => b.Task.Overdue(today)) : 0, effort, over, 0);
    }
}
