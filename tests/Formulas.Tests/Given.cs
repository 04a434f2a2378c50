using System.Globalization;

namespace LienY.Formulas.Tests;

/// <summary>Figures by the kind of evidence or by the text of any other item; what is not listed is missing.</summary>
sealed class Given(params (string Kind, decimal Value)[] values) : IFigures
{
    readonly Dictionary<string, decimal> numbers = values.ToDictionary(v => v.Kind, v => v.Value);

    public int Days { get; init; } = 30;

    public int PeriodInYear { get; init; } = 11;

    public int YearlyPeriodCount { get; init; } = 12;

    /// <summary>Words by the text of an item.</summary>
    public Dictionary<string, string> Texts { get; init; } = [];

    /// <summary>Earlier periods: figures by the text of an item.</summary>
    public IReadOnlyList<Dictionary<string, decimal>> Samples { get; init; } = [];

    /// <summary>Groups, ancestors, data sets and programs of the unit.</summary>
    public HashSet<string> Belongs { get; init; } = [];

    public int SampleCount => Samples.Count;

    public decimal? Of(FormulaItem item) => Find(numbers, item);

    public decimal? Of(FormulaItem item, int sample) => Find(Samples[sample], item);

    public string? TextOf(FormulaItem item) => Texts.GetValueOrDefault(item.Key);

    public bool InGroup(string group) => Belongs.Contains("group " + group);

    public bool IsAncestor(string unit) => Belongs.Contains("unit " + unit);

    public bool InSet(string set) => Belongs.Contains("set " + set);

    public bool InProgram(string program) => Belongs.Contains("program " + program);

    static decimal? Find(Dictionary<string, decimal> numbers, FormulaItem item) =>
        numbers.TryGetValue(item is EvidenceItem evidence ? evidence.Kind : item.Key, out var number) ? number : null;

    public static decimal? Value(string formula, params (string Kind, decimal Value)[] values) => Formula.Parse(formula).Value(new Given(values));

    /// <summary>The answer as the tables write it: 12.5, true, 'chữ', null, or error.</summary>
    public static string Told(string formula, IFigures figures, MissingPolicy policy = MissingPolicy.SkipIfAllMissing)
    {
        try
        {
            var read = Formula.Parse(formula);
            var answer = read.Answer(figures, policy);
            // Items given by place must tell the same as items asked for.
            var places = read.Items.Select(i => figures.Of(i)).ToArray();
            Assert.Equal(answer.ToString(), ByPlace(read, figures, places, policy) ?? answer.ToString());
            return answer.Kind == ValueKind.Number ? decimal.Round(answer.AsNumber!.Value, 10).ToString("0.##########", CultureInfo.InvariantCulture) : answer.ToString();
        }
        catch (FormulaError)
        {
            return "error";
        }
    }

    static string? ByPlace(Formula formula, IFigures figures, decimal?[] places, MissingPolicy policy) =>
        places.Length == 0 || formula.Items.Any(i => figures.TextOf(i) is not null) || formula.Answer(figures, policy).Kind != ValueKind.Number ? null
            : FormulaValue.Of(formula.Value(figures, places, policy)).ToString();
}
