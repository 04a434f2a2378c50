using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Boards;

/// <summary>One line of figures as it is shown.</summary>
/// <param name="Formula">What is computed.</param>
/// <param name="Name">In words.</param>
/// <param name="Unit">Unit ("%", "ca"); empty where none is known.</param>
/// <param name="Decimals">Digits after the comma; null as many as there are, at most two.</param>
/// <param name="HigherIsBetter">Direction; null where neither.</param>
/// <param name="OverUnits">Values of units may be summed.</param>
/// <param name="OverPeriods">Values of periods may be summed.</param>
sealed record MeasureHead(string Formula, string Name, string Unit, int? Decimals, bool? HigherIsBetter, bool OverUnits, bool OverPeriods)
{
    /// <summary>A value as it is written.</summary>
    public string Say(decimal value) =>
        Decimals is { } d ? value.ToString("N" + d.ToString(System.Globalization.CultureInfo.InvariantCulture), Kernel.Say.Vietnam) : Math.Round(value, 2).ToString("#,##0.##", Kernel.Say.Vietnam);

    /// <summary>A value with its unit.</summary>
    public string SayWithUnit(decimal value) => Unit.Length == 0 ? Say(value) : $"{Say(value)} {Unit}";
}

/// <summary>Names, units and manners of adding of what items ask, from the catalogue and the dictionary.</summary>
sealed class Measures(IAnalytics analytics, IEnumerable<IDataDictionary> dictionaries, Words words)
{
    Dictionary<string, IndicatorCard>? indicators;
    DataDictionary? told;

    /// <summary>Indicators and elements that may be chosen, under their heads; <paramref name="search"/> narrows both.</summary>
    public async Task<IReadOnlyList<(string Value, string Label, string Group)>> OptionsAsync(string search, CancellationToken stop)
    {
        var folded = Fold.Of(search);
        var cards = (await analytics.IndicatorsAsync(search.Length == 0 ? null : search, null, stop)).Take(300);
        var elements = (await DictionaryAsync(stop)).Elements.Where(e => IsNumber(e) && (folded.Length == 0 || Fold.Of(e.Name + " " + e.Code).Contains(folded, StringComparison.Ordinal)))
            .OrderBy(e => e.Name, StringComparer.Create(Say.Vietnam, false)).Take(300);
        return
        [
            .. cards.Select(i => ($"N{{{i.Code}}}", i.Unit.Length == 0 ? i.Name : $"{i.Name} ({i.Unit})", i.Group.Length == 0 ? words["Chỉ số"] : i.Group)),
            .. elements.Select(e => ($"#{{{e.Code}}}", e.Name, words["Số liệu báo cáo"])),
        ];
    }

    /// <summary>The head of a formula; its name in words where the board gives none.</summary>
    public async Task<MeasureHead> HeadAsync(Asked asked, CancellationToken stop)
    {
        var (formula, label) = (asked.Formula.Trim(), asked.Label);
        Formula? read = null;
        try
        {
            read = Formula.Parse(formula);
        }
        catch (FormulaError)
        {
            // The figure itself tells what is wrong with it.
        }
        if (read is { Items: [IndicatorItem { Name: var code }] } && formula == $"N{{{code}}}" && await IndicatorAsync(code, stop) is { } card)
            return new(formula, label.Length > 0 ? label : card.Name, card.Unit, card.Decimals, card.HigherIsBetter, false, false);
        if (read is { Items: [DataItem { Element: var name } data] } && formula.StartsWith("#{", StringComparison.Ordinal) && formula.IndexOf('}', StringComparison.Ordinal) == formula.Length - 1
            && (await DictionaryAsync(stop)).Element(name) is { } element)
            return await OfElementAsync(formula, label, element, data, stop);
        var adds = read is { Accumulates: true } && read.Items.All(i => i is not EvidenceItem { Measure: Measure.Distinct });
        return new(formula, label.Length > 0 ? label : await ExplainAsync(formula, stop), "", null, null, adds, adds);
    }

    async Task<MeasureHead> OfElementAsync(string formula, string label, ElementCard element, DataItem data, CancellationToken stop)
    {
        var option = data.Option is { } o && o.Length > 0 ? (await DictionaryAsync(stop)).Option(o)?.Name ?? o : null;
        var sums = element.Aggregation is "SUM" or "COUNT";
        var overUnits = sums || element.Aggregation is "AVERAGE_SUM_ORG_UNIT" or "LAST" or "LAST_IN_PERIOD" or "FIRST" or "MIN_SUM_ORG_UNIT" or "MAX_SUM_ORG_UNIT";
        return new(formula, label.Length > 0 ? label : option is null ? element.Name : $"{element.Name}: {option}", element.Unit, null, null, overUnits, sums);
    }

    async Task<string> ExplainAsync(string formula, CancellationToken stop)
    {
        try
        {
            return await analytics.ExplainAsync(formula, stop);
        }
        catch (Refusal)
        {
            return formula;
        }
    }

    async Task<IndicatorCard?> IndicatorAsync(string code, CancellationToken stop)
    {
        if (indicators is null)
        {
            indicators = new(StringComparer.Ordinal);
            foreach (var card in await analytics.IndicatorsAsync(null, null, stop)) (indicators[card.Code], indicators[card.Uid]) = (card, card);
        }
        return indicators.GetValueOrDefault(code);
    }

    async Task<DataDictionary> DictionaryAsync(CancellationToken stop) =>
        told ??= dictionaries.FirstOrDefault() is { } dictionary ? await dictionary.LoadAsync(stop) : new([], [], [], new Dictionary<string, decimal>(), new Dictionary<string, IReadOnlySet<Guid>>());

    static bool IsNumber(ElementCard element) => element.ValueType is not ("TEXT" or "LONG_TEXT" or "DATE" or "DATETIME" or "TIME" or "FILE_RESOURCE" or "IMAGE" or "COORDINATE" or "EMAIL" or "PHONE_NUMBER" or "URL" or "LETTER" or "USERNAME");
}
