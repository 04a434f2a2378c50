namespace LienY.Reports;

/// <summary>Which parts people write in which kind of report.</summary>
static class TextParts
{
    static readonly TextPart[] Always = [TextPart.Directing, TextPart.Highlights, TextPart.Shortcomings, TextPart.Causes, TextPart.Next, TextPart.Proposals];

    /// <summary>The parts of a kind, in the order in which they are made.</summary>
    public static IReadOnlyList<TextPart> Of(Cadence cadence) => cadence switch
    {
        Cadence.Year => [.. Always, TextPart.Lessons, TextPart.NextPlan],
        Cadence.Midterm or Cadence.Final => [.. Always, TextPart.Lessons, TextPart.Adjusting],
        _ => Always,
    };
}
