namespace LienY.Fhir;

/// <summary>A quantity in the canonical unit of UCUM.</summary>
internal sealed record UnitTerm(string Code, double Value)
{
    internal bool IsLike(UnitTerm other) => Code == other.Code;

    /// <summary>Null where the unit is unknown.</summary>
    internal static UnitTerm? Of(PathQuantity quantity)
    {
        var unit = quantity.Calendar switch
        {
            null => quantity.Unit,
            "week" => "wk",
            "day" => "d",
            "hour" => "h",
            "minute" => "min",
            "second" => "s",
            "millisecond" => "ms",
            _ => "",
        };
        return Units.Canonical(Units.Ucum, unit, (double)quantity.Value, out var code, out var value) ? new UnitTerm(code, value) : null;
    }
}
