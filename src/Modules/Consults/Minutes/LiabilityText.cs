namespace LienY.Consults;

/// <summary>What the law of a day says on who is responsible after a remote consultation; dated rows of <c>Rules/liability.tsv</c>.</summary>
/// <param name="Law">Where it stands.</param>
sealed record LiabilityText(DateOnly From, DateOnly? To, string Law, string Vi, string Zh)
{
    static readonly Lazy<IReadOnlyList<LiabilityText>> All = new(Read);

    /// <summary>The text of a day; null where no rule of this house covers it.</summary>
    public static LiabilityText? On(DateOnly day) => All.Value.FirstOrDefault(t => t.From <= day && (t.To is null || t.To >= day));

    static List<LiabilityText> Read()
    {
        using var reader = new StreamReader(typeof(LiabilityText).Assembly.GetManifestResourceStream("Rules/liability.tsv")!);
        return [.. reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n').Skip(1).Where(l => l.Length > 0).Select(l => l.Split('\t')).Select(c =>
            new LiabilityText(Day(c[0]), c[1].Length == 0 ? null : Day(c[1]), c[2], c[3], c[4]))];
    }

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
