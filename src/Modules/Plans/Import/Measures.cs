using LienY.Contracts;

namespace LienY.Plans;

/// <summary>How an indicator is measured, as one text: <c>official</c>, <c>declared</c>, or <c>=</c> and the formula.</summary>
static class Measures
{
    /// <summary>A figure with its official document.</summary>
    public const string Official = "official";

    /// <summary>Declared by the unit that answers.</summary>
    public const string Declared = "declared";

    /// <summary>A choice as text.</summary>
    public static string Text(MeasureChoice choice) => choice.Kind == "formula" ? "=" + choice.Formula : choice.Kind;

    /// <summary>The choice of a text; official where nothing was chosen.</summary>
    public static MeasureChoice Of(string? text) => text switch
    {
        null or "" or Official => new(Official, null),
        Declared => new(Declared, null),
        _ => new("formula", text.TrimStart('=')),
    };
}
