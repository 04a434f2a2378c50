using System.Globalization;
using System.Text;

namespace LienY.Formulas;

/// <summary>The modifiers that may follow an item or a bracketed part.</summary>
static class Modifiers
{
    /// <summary>Ways of adding up that <c>.aggregationType(…)</c> may name.</summary>
    public static readonly IReadOnlyList<string> Aggregations =
    [
        "SUM", "AVERAGE", "AVERAGE_SUM_ORG_UNIT", "LAST", "LAST_AVERAGE_ORG_UNIT", "LAST_LAST_ORG_UNIT", "LAST_IN_PERIOD", "LAST_IN_PERIOD_AVERAGE_ORG_UNIT", "FIRST",
        "FIRST_AVERAGE_ORG_UNIT", "FIRST_FIRST_ORG_UNIT", "COUNT", "STDDEV", "VARIANCE", "MIN", "MAX", "MIN_SUM_ORG_UNIT", "MAX_SUM_ORG_UNIT",
        "DISTINCT", "NONE", "CUSTOM", "DEFAULT",
    ];

    /// <summary>The modifiers of an item as they are written.</summary>
    public static string Text(FormulaItem item)
    {
        var text = new StringBuilder();
        if (item.Window is { } w)
            text.Append(CultureInfo.InvariantCulture, $".window({(w.Days > 0 ? w.Days : w.Months)} {(w.Days > 0 ? "days" : "months")})");
        if (item.YearToDate) text.Append(".yearToDate()");
        if (item.PeriodOffset != 0) text.Append(CultureInfo.InvariantCulture, $".periodOffset({item.PeriodOffset})");
        if (item.Aggregation is { } aggregation) text.Append(CultureInfo.InvariantCulture, $".aggregationType({aggregation})");
        if (item.MinDate is { } min) text.Append(CultureInfo.InvariantCulture, $".minDate({min:yyyy-MM-dd})");
        if (item.MaxDate is { } max) text.Append(CultureInfo.InvariantCulture, $".maxDate({max:yyyy-MM-dd})");
        if (item.AsOf is { } known) text.Append(CultureInfo.InvariantCulture, $".asOf({known:yyyy-MM-dd})");
        return text.ToString();
    }
}
