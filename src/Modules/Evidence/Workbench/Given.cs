using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Figures that somebody gives by hand, to try a formula without data: one or several values an item.</summary>
sealed class Given : IFigures
{
    readonly Dictionary<string, IReadOnlyList<decimal>> values = new(StringComparer.Ordinal);

    public Given(int days) => Days = days;

    readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    public int Days { get; }

    public int PeriodInYear { get; init; }

    public int YearlyPeriodCount { get; init; }

    /// <summary>Groups in which the unit is.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Units above it.</summary>
    public IReadOnlyList<string> Ancestors { get; init; } = [];

    /// <summary>Data sets that it reports.</summary>
    public IReadOnlyList<string> DataSets { get; init; } = [];

    public bool InGroup(string group) => Groups.Contains(group);

    public bool IsAncestor(string unit) => Ancestors.Contains(unit);

    public bool InSet(string set) => DataSets.Contains(set);

    /// <summary>Samples are the values of the longest list.</summary>
    public int SampleCount => values.Values.Select(v => v.Count).DefaultIfEmpty().Max();

    public decimal? Of(FormulaItem item, int sample) => All(item) is { } all && sample < all.Count ? all[sample] : null;

    public string? TextOf(FormulaItem item) => texts.GetValueOrDefault(item.Key) ?? texts.GetValueOrDefault(Bare(item));

    /// <summary>Words, a day or a truth as the value of an item.</summary>
    public void Say(string item, string text) => texts[Key(item)] = text;

    /// <summary>Values of an item, whose text is read like a formula of one item (<c>#{BCG}</c>; a bare name means a data element).</summary>
    public void Set(string item, IReadOnlyList<decimal> all) => values[Key(item)] = all;

    /// <summary>Lines like <c>#{BCG} = 40</c> or <c>E{plan.task.done} = 3; 4</c>; numbers as people here type them.</summary>
    public static Given Read(string lines, int days)
    {
        var given = new Given(days);
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = line.LastIndexOf('=');
            if (at < 1) throw new Refusal(RefusalKind.Invalid, "Dòng “{0}” chưa đúng. Xin viết mỗi dòng một mục, ví dụ {1}.", line, "#{BCG} = 40") { Field = "given" };
            given.Set(line[..at].Trim(), [.. line[(at + 1)..].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(t =>
                Kernel.Say.TryNumber(t, out var number) ? number : throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là số. Ví dụ đúng: 1.320 hoặc 24,4.", t) { Field = "given" })]);
        }
        return given;
    }

    public decimal? Of(FormulaItem item)
    {
        if (All(item) is not { Count: > 0 } all) return null;
        var how = item.Aggregation is { } name ? Hows.Of(name) ?? How.Sum : item is EvidenceItem evidence ? Hows.Of(evidence.Measure) : How.Sum;
        return all.Count == 1 && how != How.Count ? all[0] : how switch
        {
            How.Count => all.Count,
            How.Distinct => all.Distinct().Count(),
            How.Average or How.AverageSum or How.LastAverage or How.LastInAverage => all.Average(),
            How.Last or How.LastLast or How.LastIn or How.LastLastIn => all[^1],
            How.First or How.FirstAverage or How.FirstFirst => all[0],
            How.Min or How.MinSum => all.Min(),
            How.Max or How.MaxSum => all.Max(),
            _ => all.Sum(),
        };
    }

    IReadOnlyList<decimal>? All(FormulaItem item) => values.GetValueOrDefault(item.Key) ?? values.GetValueOrDefault(Bare(item));

    static string Key(string text)
    {
        var formula = FormulaShelf.Read(text.Contains('{', StringComparison.Ordinal) ? text : "#{" + text + "}");
        return formula.Items.Count == 1 ? formula.Items[0].Key : text;
    }

    // Values of an item hold for it with any modifier, unless they were given for just that one.
    static string Bare(FormulaItem item) => (item with { Window = null, YearToDate = false, PeriodOffset = 0, Aggregation = null, MinDate = null, MaxDate = null, AsOf = null }).Key;
}

/// <summary>A test case as it is written down in the page.</summary>
sealed record CaseInput(string Name, string Given, int Days, decimal? Expected)
{
    public IndicatorCase Made(Guid indicator, int place, DateTimeOffset at) => new()
    {
        IndicatorId = indicator,
        Place = place,
        Name = Name,
        Given = Given,
        Days = Days,
        Expected = Expected,
        MadeAt = at,
    };

    /// <summary>The cases of a form: fields that repeat; a line without name and values is left out.</summary>
    public static IReadOnlyList<CaseInput> Of(Form form)
    {
        var cases = new List<CaseInput>();
        for (var i = 0; i < 20; i++)
        {
            var (name, given) = (form.Text($"case{i}", 200), form.Text($"given{i}", 2000));
            if (name.Length == 0 && given.Length == 0) continue;
            Evidence.Given.Read(given, 30);
            cases.Add(new(name.Length == 0 ? FormattableString.Invariant($"{i + 1}") : name, given, Math.Clamp(form.Whole($"days{i}", 365), 1, 4000), form.Number($"expected{i}")));
        }
        return cases;
    }
}

/// <summary>What a test case gives with a version of its indicator. Compared to the four decimals that the case can hold.</summary>
sealed record CaseResult(IndicatorCase Written, decimal? Given, Refusal? Trouble)
{
    public bool Holds => Trouble is null && (Given is { } g ? decimal.Round(g, 4, MidpointRounding.AwayFromZero) : (decimal?)null) == Written.Expected;

    public static CaseResult Of(IndicatorCase written, IndicatorVersion version)
    {
        try
        {
            var figures = Evidence.Given.Read(written.Given, written.Days);
            var above = FormulaShelf.Read(version.NumeratorText).Value(figures, version.Missing);
            var below = version.Denominator.Length == 0 ? null : FormulaShelf.Read(version.Denominator).Value(figures, version.Missing);
            return new(written, Evaluation.Quotient(version, above, below, written.Days).Value, null);
        }
        catch (Refusal trouble)
        {
            return new(written, null, trouble);
        }
    }
}
