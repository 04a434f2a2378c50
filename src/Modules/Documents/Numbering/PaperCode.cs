using LienY.Kernel;

namespace LienY.Documents;

/// <summary>Number and symbol of a paper as people write them.</summary>
static class PaperCode
{
    /// <summary>The same for "125/KH-UBND", "0125 / kh-ubnd" and "125/KH–UBND": folded, without blanks, zeros in front left out.</summary>
    public static string Key(string code)
    {
        var folded = string.Concat(Fold.Of(code).Where(c => !char.IsWhiteSpace(c)).Select(c => c is '–' or '—' or '_' ? '-' : c));
        return folded.TrimStart('0') is { Length: > 0 } bare ? bare : folded;
    }
}
