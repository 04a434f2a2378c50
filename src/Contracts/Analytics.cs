using LienY.Kernel;

namespace LienY.Contracts;

/// <summary>
/// One figure asked for: an item or a whole formula in the formula language (<c>N{code}</c>, <c>#{element.option}</c>, <c>R{set.REPORTING_RATE}</c>,
/// <c>count(E{consult.session.held; role=host})</c> …) for a unit with everything below it, within a window of days.
/// </summary>
public sealed record FigureAsk(string Formula, Guid UnitId, DateOnly From, DateOnly To);

/// <summary>How figures are asked for.</summary>
/// <param name="KnownOn">Only facts that the ledger knew at the end of that day, and definitions as they stood then; null: now.</param>
/// <param name="TreeOn">The tree of organisations as it stood on that day; null: today's, where an organisation that ended counts below its successor.</param>
public sealed record FigureOptions(DateOnly? KnownOn = null, DateOnly? TreeOn = null);

/// <summary>A figure, or that there is none.</summary>
/// <param name="Value">Null where there is no value; never 0 in its place.</param>
/// <param name="Numerator">Before division, where the indicator has one.</param>
/// <param name="Denominator">The divisor, where the indicator has one.</param>
/// <param name="Grade">The weakest grade among its facts.</param>
/// <param name="Facts">How many facts stand behind it.</param>
/// <param name="Trouble">Why it cannot be computed (unknown code, circle), a Vietnamese sentence; null where it can.</param>
public sealed record Figure(decimal? Value, decimal? Numerator, decimal? Denominator, Grade? Grade, int Facts, Refusal? Trouble = null);

/// <summary>An indicator of the catalogue as it stands on a day.</summary>
/// <param name="Id">Id over all versions.</param>
/// <param name="Code">Readable code, used as <c>N{code}</c>.</param>
/// <param name="Uid">Eleven characters as DHIS2 writes them.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="Unit">Unit ("%", "ca/100.000 dân").</param>
/// <param name="Group">Heading in the catalogue.</param>
/// <param name="HigherIsBetter">Direction; null where neither.</param>
/// <param name="Decimals">Digits shown after the comma; never used in computing.</param>
public sealed record IndicatorCard(Guid Id, string Code, string Uid, string Name, string Unit, string Group, bool? HigherIsBetter, int Decimals);

/// <summary>Questions about figures over the tree of organisations, answered by Evidence.</summary>
public interface IAnalytics
{
    /// <summary>Figures in the order of the asks. The number of queries does not grow with the number of asks.</summary>
    Task<IReadOnlyList<Figure>> ReadAsync(IReadOnlyList<FigureAsk> asks, FigureOptions options, CancellationToken stop);

    /// <summary>Indicators in force on a day (today when null), by group and code; <paramref name="search"/> folds tone marks.</summary>
    Task<IReadOnlyList<IndicatorCard>> IndicatorsAsync(string? search, DateOnly? on, CancellationToken stop);

    /// <summary>The formula in words of the caller's language; throws <see cref="Refusal"/> with the fault where it cannot be read.</summary>
    Task<string> ExplainAsync(string formula, CancellationToken stop);

    /// <summary>Address of the page that explains a figure down to its facts and their sources.</summary>
    static string ExplainHref(FigureAsk ask, FigureOptions? options = null) =>
        $"/evidence/figure?formula={Uri.EscapeDataString(ask.Formula)}&unit={ask.UnitId}&from={ask.From:yyyy-MM-dd}&to={ask.To:yyyy-MM-dd}"
        + (options?.KnownOn is { } known ? $"&knownOn={known:yyyy-MM-dd}" : "") + (options?.TreeOn is { } tree ? $"&treeOn={tree:yyyy-MM-dd}" : "");
}

/// <summary>An indicator as a DHIS2 metadata file tells it.</summary>
/// <param name="Uid">Eleven characters; "" where the file has none.</param>
/// <param name="Code">Readable code; "" where the file has none.</param>
/// <param name="Name">Name in Vietnamese, or as the file has it.</param>
/// <param name="NameEn">Name in English; "" where there is none.</param>
/// <param name="Numerator">Formula over data elements.</param>
/// <param name="Denominator">Formula of the divisor; "1" where there is none.</param>
/// <param name="Factor">By what the quotient is multiplied (1, 100, 1000 …), from the indicator's type.</param>
/// <param name="TypeName">Name of the type ("Per cent").</param>
/// <param name="IsAnnualized">Multiplied by 365 over the days of the window.</param>
/// <param name="Decimals">Digits shown after the comma; null where the file says nothing.</param>
public sealed record ImportedIndicator(
    string Uid, string Code, string Name, string NameEn, string Description, string Numerator, string NumeratorDescription, string Denominator, string DenominatorDescription,
    decimal Factor, string TypeName, bool IsAnnualized, int? Decimals);

/// <summary>What became of one thing of an import.</summary>
/// <param name="Key">Uid or code of the thing.</param>
/// <param name="Outcome"><c>created</c>, <c>updated</c>, <c>unchanged</c> or <c>refused</c>.</param>
/// <param name="Trouble">Why it was refused.</param>
public sealed record IndicatorImportLine(string Key, string Outcome, Refusal? Trouble = null);

/// <summary>Takes and gives indicators of DHIS2 metadata files, answered by Evidence.</summary>
public interface IIndicatorImport
{
    /// <summary>Takes indicators, each for itself, in their order; a refused one leaves the others. The caller's right is checked.</summary>
    Task<IReadOnlyList<IndicatorImportLine>> ImportAsync(IReadOnlyList<ImportedIndicator> indicators, CancellationToken stop);

    /// <summary>The indicators in force that can be told in DHIS2's language.</summary>
    Task<IReadOnlyList<ImportedIndicator>> ExportAsync(CancellationToken stop);
}
