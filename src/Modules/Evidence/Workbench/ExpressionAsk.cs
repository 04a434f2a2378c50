using System.Text.Json;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>
/// The formula language without any data: a formula with values by item (<c>"#{BCG}": 40</c>, a list, a text, a truth), optionally divided, multiplied and
/// annualised like an indicator. Missing policies by our names or by those of DHIS2.
/// </summary>
sealed record ExpressionAsk
{
    public string? Formula { get; init; }
    public string? Denominator { get; init; }
    public decimal Factor { get; init; } = 1;
    public bool Annualised { get; init; }
    public string? Missing { get; init; }
    public Dictionary<string, JsonElement>? Values { get; init; }
    public int Days { get; init; } = 365;
    public int PeriodInYear { get; init; }
    public int YearlyPeriodCount { get; init; }
    public IReadOnlyList<string>? Groups { get; init; }
    public IReadOnlyList<string>? Ancestors { get; init; }
    public IReadOnlyList<string>? DataSets { get; init; }

    /// <summary>Value, words and items; or the trouble with its place (from 0).</summary>
    public object Answer(Words words)
    {
        try
        {
            var formula = FormulaShelf.Read(Formula ?? "");
            var figures = Figures();
            var policy = Policy(Missing);
            var above = formula.Value(figures, policy);
            var below = Denominator is { Length: > 0 } divisor ? FormulaShelf.Read(divisor).Value(figures, policy) : null;
            var indicator = new IndicatorVersion
            {
                IndicatorId = Guid.Empty,
                Number = 1,
                Author = "",
                MadeAt = default,
                Denominator = Denominator ?? "",
                Factor = Factor,
                IsAnnualised = Annualised,
            };
            return new
            {
                value = Evaluation.Quotient(indicator, above, below, Days).Value,
                numerator = above,
                denominator = below,
                words = formula.Explain(i => i is EvidenceItem e ? words[Kinds.Name(e.Kind)] : i.Key, key => words[Kinds.Dim(key)]),
                items = formula.Items.Select(i => new { key = i.Key, value = figures.Of(i) }),
                trouble = (string?)null,
                position = (int?)null,
            };
        }
        catch (Refusal trouble)
        {
            return new { value = (decimal?)null, trouble = words.Of(trouble), position = FormulaTrouble.Position(trouble) };
        }
    }

    Given Figures()
    {
        var given = new Given(Days) { PeriodInYear = PeriodInYear, YearlyPeriodCount = YearlyPeriodCount, Groups = Groups ?? [], Ancestors = Ancestors ?? [], DataSets = DataSets ?? [] };
        foreach (var (item, value) in Values ?? [])
            switch (value.ValueKind)
            {
                case JsonValueKind.Number:
                    given.Set(item, [Number(value)]);
                    break;
                case JsonValueKind.Array:
                    given.Set(item, [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.Number).Select(Number)]);
                    break;
                case JsonValueKind.String:
                    given.Say(item, value.GetString()!);
                    break;
                case JsonValueKind.True:
                case JsonValueKind.False:
                    given.Say(item, value.GetBoolean() ? "true" : "false");
                    break;
            }
        return given;
    }

    static decimal Number(JsonElement value) => value.TryGetDecimal(out var number) ? number : throw Refusal.Invalid("“{0}” không phải là số.", value.GetRawText());

    /// <summary>A missing policy by name.</summary>
    public static MissingPolicy Policy(string? name) => name switch
    {
        null or "" or "SKIP_IF_ALL_VALUES_MISSING" or nameof(MissingPolicy.SkipIfAllMissing) => MissingPolicy.SkipIfAllMissing,
        "SKIP_IF_ANY_VALUE_MISSING" or nameof(MissingPolicy.SkipIfAnyMissing) => MissingPolicy.SkipIfAnyMissing,
        "NEVER_SKIP" or nameof(MissingPolicy.NeverSkip) => MissingPolicy.NeverSkip,
        _ => throw Refusal.Invalid("Không có cách xử lý “{0}” khi thiếu số liệu.", name),
    };
}
