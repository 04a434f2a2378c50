using LienY.Formulas;

namespace LienY.Evidence;

/// <summary>How the values of an item become one, over time and over units (the aggregation types of DHIS2, and exact distinct counts).</summary>
enum How
{
    /// <summary>SUM: everything adds up.</summary>
    Sum,

    /// <summary>COUNT: how many values.</summary>
    Count,

    /// <summary>AVERAGE: mean of all values.</summary>
    Average,

    /// <summary>AVERAGE_SUM_ORG_UNIT: mean over time, summed over units.</summary>
    AverageSum,

    /// <summary>LAST: latest value of each unit up to the end, looking back ten years, summed over units.</summary>
    Last,

    /// <summary>LAST_AVERAGE_ORG_UNIT: the same, averaged over units.</summary>
    LastAverage,

    /// <summary>LAST_LAST_ORG_UNIT: the latest value of whichever unit.</summary>
    LastLast,

    /// <summary>LAST_IN_PERIOD: latest value of each unit within the window, summed over units.</summary>
    LastIn,

    /// <summary>LAST_IN_PERIOD_AVERAGE_ORG_UNIT: the same, averaged over units.</summary>
    LastInAverage,

    /// <summary>The latest value of whichever unit within the window.</summary>
    LastLastIn,

    /// <summary>FIRST: first value of each unit within ten years up to the end, summed over units.</summary>
    First,

    /// <summary>FIRST_AVERAGE_ORG_UNIT: the same, averaged over units.</summary>
    FirstAverage,

    /// <summary>FIRST_FIRST_ORG_UNIT: the first value of whichever unit.</summary>
    FirstFirst,

    /// <summary>MIN: smallest value.</summary>
    Min,

    /// <summary>MAX: largest value.</summary>
    Max,

    /// <summary>MIN_SUM_ORG_UNIT: smallest value over time, summed over units.</summary>
    MinSum,

    /// <summary>MAX_SUM_ORG_UNIT: largest value over time, summed over units.</summary>
    MaxSum,

    /// <summary>STDDEV: of a sample; one value alone has none.</summary>
    StdDev,

    /// <summary>VARIANCE: of a sample; one value alone has none.</summary>
    Variance,

    /// <summary>NONE: the one value there is; several have no value together.</summary>
    None,

    /// <summary>Different people, by keyed hash, over all units and days; never added up.</summary>
    Distinct,
}

/// <summary>What each way of adding up needs.</summary>
static class Hows
{
    /// <summary>Years that LAST and FIRST look back.</summary>
    public const int Back = 10;

    /// <summary>By the name that DHIS2 gives it; null where there is none of that name.</summary>
    public static How? Of(string name) => name switch
    {
        "SUM" or "DEFAULT" => How.Sum,
        "COUNT" => How.Count,
        "AVERAGE" => How.Average,
        "AVERAGE_SUM_ORG_UNIT" => How.AverageSum,
        "LAST" => How.Last,
        "LAST_AVERAGE_ORG_UNIT" => How.LastAverage,
        "LAST_LAST_ORG_UNIT" => How.LastLast,
        "LAST_IN_PERIOD" => How.LastIn,
        "LAST_IN_PERIOD_AVERAGE_ORG_UNIT" => How.LastInAverage,
        "FIRST" => How.First,
        "FIRST_AVERAGE_ORG_UNIT" => How.FirstAverage,
        "FIRST_FIRST_ORG_UNIT" => How.FirstFirst,
        "MIN" => How.Min,
        "MAX" => How.Max,
        "MIN_SUM_ORG_UNIT" => How.MinSum,
        "MAX_SUM_ORG_UNIT" => How.MaxSum,
        "STDDEV" => How.StdDev,
        "VARIANCE" => How.Variance,
        "NONE" or "CUSTOM" => How.None,
        "DISTINCT" => How.Distinct,
        _ => null,
    };

    /// <summary>The way that an evidence item asks for.</summary>
    public static How Of(Measure measure) => measure switch
    {
        Measure.Count => How.Count,
        Measure.Distinct => How.Distinct,
        Measure.Last => How.LastLastIn,
        Measure.LastSum => How.LastIn,
        Measure.LastAverage => How.LastInAverage,
        Measure.Average => How.Average,
        _ => How.Sum,
    };

    /// <summary>The same within the window only, for a part of it.</summary>
    public static How InWindow(this How how) => how switch
    {
        How.Last or How.First => How.LastIn,
        How.LastAverage or How.FirstAverage => How.LastInAverage,
        How.LastLast or How.FirstFirst => How.LastLastIn,
        _ => how,
    };

    /// <summary>Looks back beyond the first day of the window.</summary>
    public static bool LooksBack(this How how) => how is How.Last or How.LastAverage or How.LastLast or How.First or How.FirstAverage or How.FirstFirst;

    /// <summary>A value of a longer period than the window stands for each part of it (a year's population in each month).</summary>
    public static bool TakesLonger(this How how) => how is How.Average or How.AverageSum;

    /// <summary>Where its values are found: sums of the tree, cells of single units, or the facts themselves.</summary>
    public static Source Needs(this How how) => how switch
    {
        How.Sum or How.Count or How.Average => Source.Sums,
        How.Last or How.LastAverage or How.LastLast => Source.History,
        How.AverageSum or How.LastIn or How.LastInAverage or How.LastLastIn => Source.Units,
        _ => Source.Facts,
    };
}

/// <summary>Where values are found.</summary>
enum Source
{
    /// <summary>Half-months summed over the tree.</summary>
    Sums,

    /// <summary>Half-months of single units.</summary>
    Units,

    /// <summary>Half-months of single units, years back.</summary>
    History,

    /// <summary>Facts.</summary>
    Facts,
}
