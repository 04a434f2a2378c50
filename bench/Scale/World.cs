namespace LienY.Bench;

/// <summary>An invented national network: a ministry, 34 departments, their centres and stations, and plans of the departments.</summary>
sealed class World
{
    const int Departments = 34;
    const int CentresEach = 20;

    public World(int units, int plans, int indicators, int months)
    {
        Months = months;
        Ministry = Guid.CreateVersion7();
        var all = new List<Unit> { new(Ministry, "Bộ Y tế", "committee", null) };
        var centres = new List<Guid>();
        for (var d = 0; d < Departments; d++)
        {
            var department = new Unit(Guid.CreateVersion7(), $"Sở Y tế tỉnh {d + 1}", "department", Ministry);
            all.Add(department);
            for (var c = 0; c < CentresEach; c++)
            {
                var centre = new Unit(Guid.CreateVersion7(), $"Trung tâm Y tế {d + 1}.{c + 1}", "centre", department.Id);
                all.Add(centre);
                centres.Add(centre.Id);
            }
        }
        for (var s = 0; all.Count < units; s++) all.Add(new(Guid.CreateVersion7(), $"Trạm Y tế {s + 1}", "station", centres[s % centres.Count]));
        Units = all;
        Stations = [.. all.Where(u => u.Kind == "station").Select(u => u.Id)];
        var owners = all.Where(u => u.Kind == "department").ToList();
        Plans = [.. Enumerable.Range(0, plans).Select(i => new BenchPlan(Guid.CreateVersion7(), i, owners[i % owners.Count].Id,
            [.. centres.Skip(i % owners.Count * CentresEach).Take(8)],
            [.. Enumerable.Range(0, indicators).Select(k => Guid.CreateVersion7())], [.. Enumerable.Range(0, 40).Select(_ => Guid.CreateVersion7())]))];
        Elements = [.. Enumerable.Range(0, 10).Select(_ => Guid.CreateVersion7())];
    }

    public static DateOnly Start { get; } = new(2021, 11, 1);
    public int Months { get; }
    public Guid Ministry { get; }
    public IReadOnlyList<Unit> Units { get; }
    public IReadOnlyList<Guid> Stations { get; }
    public IReadOnlyList<BenchPlan> Plans { get; }
    public IReadOnlyList<Guid> Elements { get; }

    public static DateOnly End(int months) => Start.AddMonths(months).AddDays(-1);

    /// <summary>How an indicator of a plan is measured, by its place: three of five declared each month, the rest by formula.</summary>
    public static (string Kind, string? Formula, string OverTime, string OverUnits, string Unit) Measure(int place) => (place % 20) switch
    {
        < 8 => ("Declared", null, "Last", "Average", "%"),
        < 12 => ("Declared", null, "Sum", "Sum", "lượt"),
        12 => ("Formula", "count(E{plan.task.done})", "Last", "Latest", "nhiệm vụ"),
        13 => ("Formula", "E{plan.product.accepted}", "Last", "Latest", "sản phẩm"),
        14 => ("Formula", "count(E{plan.meeting.held; kind=Giao ban})", "Last", "Latest", "cuộc"),
        15 or 16 => ("Formula", "count(E{plan.task.done; late=false}) / count(E{plan.task.done}) * 100", "Last", "Latest", "%"),
        17 => ("Formula", "count(E{plan.task.done}.window(12 months))", "Last", "Latest", "nhiệm vụ"),
        18 => ("Formula", "E{plan.product.accepted}.yearToDate() + count(E{plan.meeting.held})", "Last", "Latest", "lần"),
        _ => place < 40 ? ("Formula", "distinct(E{training.certificate.issued})", "Last", "Latest", "người")
            : ("Formula", "if(count(E{plan.task.done}) > 0, E{plan.product.accepted} / count(E{plan.task.done}), null)", "Last", "Latest", "lần"),
    };
}

/// <summary>An organisation of the network.</summary>
sealed record Unit(Guid Id, string Name, string Kind, Guid? Parent);

/// <summary>A plan with its owner, the units that report for it, its indicators and activities.</summary>
sealed record BenchPlan(Guid Id, int Number, Guid Owner, IReadOnlyList<Guid> Units, IReadOnlyList<Guid> Indicators, IReadOnlyList<Guid> Activities);
