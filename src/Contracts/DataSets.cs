namespace LienY.Contracts;

/// <summary>
/// The facts of reported figures. <c>data.value</c>: topic = data element, unit = reporting unit, day = last day of the period (Thursday of a week),
/// value = the number (a truth is 1 or 0), dimensions <see cref="Period"/> always, <see cref="Option"/> and <see cref="Attribute"/> where not default.
/// <c>data.complete</c>: a data set registered complete, topic = data set, value 1, dimensions <see cref="Period"/> and <see cref="OnTime"/>.
/// <c>data.approved</c>: a unit approved a period, topic = workflow, value 1, dimensions <see cref="Period"/>, <see cref="OnTime"/>,
/// <see cref="Workflow"/>, <see cref="Level"/>; taken back, it is reversed.
/// <c>data.violation</c>: a validation rule that does not hold, topic = rule, value 1 while it stands (reversed when the rule holds again), dimensions
/// <see cref="Period"/> and <see cref="Importance"/>.
/// A changed value is a reversal and a new fact.
/// </summary>
public static class DataFacts
{
    /// <summary>A reported value.</summary>
    public const string Value = "data.value";

    /// <summary>A data set was registered complete.</summary>
    public const string Complete = "data.complete";

    /// <summary>A unit approved its figures of a period.</summary>
    public const string Approved = "data.approved";

    /// <summary>Dimension: workflow of approval, by code.</summary>
    public const string Workflow = "workflow";

    /// <summary>Dimension: level of approval, by code.</summary>
    public const string Level = "level";

    /// <summary>A validation rule does not hold.</summary>
    public const string Violation = "data.violation";

    /// <summary>Dimension: importance of a rule, <c>high</c>, <c>medium</c> or <c>low</c>.</summary>
    public const string Importance = "importance";

    /// <summary>Dimension: category option combination, by code.</summary>
    public const string Option = "coc";

    /// <summary>Dimension: attribute option combination, by code (a version of a population, a project).</summary>
    public const string Attribute = "aoc";

    /// <summary>Dimension: length of the period as DHIS2 names it (<c>Daily</c>, <c>Weekly</c>, <c>Monthly</c>, <c>Quarterly</c>, <c>SixMonthly</c>, <c>Yearly</c>).</summary>
    public const string Period = "pt";

    /// <summary>Dimension: <c>true</c> where it came within the data set's days.</summary>
    public const string OnTime = "on_time";
}

/// <summary>A data element: what is counted.</summary>
/// <param name="Aggregation">DHIS2 aggregation type: SUM, AVERAGE, AVERAGE_SUM_ORG_UNIT, LAST, LAST_AVERAGE_ORG_UNIT, LAST_IN_PERIOD, FIRST, COUNT, MIN, MAX, MIN_SUM_ORG_UNIT, MAX_SUM_ORG_UNIT, STDDEV, VARIANCE, NONE …</param>
/// <param name="ValueType">DHIS2 value type: NUMBER, INTEGER, INTEGER_POSITIVE, INTEGER_ZERO_OR_POSITIVE, PERCENTAGE, BOOLEAN, TRUE_ONLY, TEXT, DATE …</param>
/// <param name="CurrentAttribute">Code of the attribute option that counts where a formula names none (the population version in force); null: all.</param>
public sealed record ElementCard(Guid Id, string Code, string Uid, string Name, string Unit, string Aggregation, string ValueType, string? CurrentAttribute);

/// <summary>A category option combination ("Nữ, dưới 5 tuổi").</summary>
public sealed record OptionCard(Guid Id, string Code, string Uid, string Name);

/// <summary>A data set: a form that units report each period.</summary>
public sealed record DataSetCard(Guid Id, string Code, string Uid, string Name, string PeriodType);

/// <summary>The words of reported figures at one moment; codes and uids are looked up alike, case matters.</summary>
public sealed class DataDictionary(
    IEnumerable<ElementCard> elements, IEnumerable<OptionCard> options, IEnumerable<DataSetCard> sets, IReadOnlyDictionary<string, decimal> constants,
    IReadOnlyDictionary<string, IReadOnlySet<Guid>> groups)
{
    readonly Dictionary<string, ElementCard> elements = Index(elements, e => e.Code, e => e.Uid);
    readonly Dictionary<string, OptionCard> options = Index(options, o => o.Code, o => o.Uid);
    readonly Dictionary<string, DataSetCard> sets = Index(sets, s => s.Code, s => s.Uid);

    /// <summary>Every data element once.</summary>
    public IEnumerable<ElementCard> Elements => elements.Values.Distinct();

    /// <summary>Every data set once.</summary>
    public IEnumerable<DataSetCard> Sets => sets.Values.Distinct();

    /// <summary>A data element by code or uid; null where there is none.</summary>
    public ElementCard? Element(string name) => elements.GetValueOrDefault(name);

    /// <summary>A category or attribute option combination by code or uid; null where there is none.</summary>
    public OptionCard? Option(string name) => options.GetValueOrDefault(name);

    /// <summary>A data set by code or uid; null where there is none.</summary>
    public DataSetCard? Set(string name) => sets.GetValueOrDefault(name);

    /// <summary>A constant by code or uid; null where there is none.</summary>
    public decimal? Constant(string name) => constants.TryGetValue(name, out var value) ? value : null;

    /// <summary>Members of a group of organisations by code or uid; null where there is no such group.</summary>
    public IReadOnlySet<Guid>? Group(string name) => groups.GetValueOrDefault(name);

    static Dictionary<string, T> Index<T>(IEnumerable<T> all, Func<T, string> code, Func<T, string> uid)
    {
        var index = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var one in all)
        {
            index[code(one)] = one;
            index[uid(one)] = one;
        }
        return index;
    }
}

/// <summary>How many reports of a data set are expected of a unit itself within a window (only periods that end in it, while it is assigned and open).</summary>
public sealed record Expectation(Guid SetId, Guid UnitId, DateOnly From, DateOnly To);

/// <summary>Questions about reported figures, answered by DataSets.</summary>
public interface IDataDictionary
{
    /// <summary>The dictionary as it stands; kept in memory until it changes.</summary>
    Task<DataDictionary> LoadAsync(CancellationToken stop);

    /// <summary>Expected reports by ask, in the same order, summed over the unit and everything below it.</summary>
    Task<IReadOnlyList<int>> ExpectedAsync(IReadOnlyList<Expectation> asks, CancellationToken stop);
}
