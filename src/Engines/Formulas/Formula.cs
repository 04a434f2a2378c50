namespace LienY.Formulas;

/// <summary>
/// A formula over data elements, indicators and evidence, e.g. <c>#{tiem.du} / #{tiem.doi-tuong} * 100</c> or <c>count(E{plan.task.done}) / count(E{plan.task.set})</c>.
/// Numbers are decimals and never rounded on the way; logic has three values. Reading it throws <see cref="FormulaError"/> with the position.
/// Reading a value allocates nothing unless the formula looks at samples; one formula may be read by many threads.
/// </summary>
public sealed class Formula
{
    /// <summary>Most characters of a formula.</summary>
    public const int Longest = 10_000;

    Formula(string text, Node root)
    {
        Text = text;
        var items = new Dictionary<string, FormulaItem>();
        var places = new Dictionary<string, int>();
        // The same item is one object in the whole formula, so that figures can be found by reference or by place.
        Root = root.Each(node =>
        {
            var key = node.Item.Key;
            if (places.TryAdd(key, places.Count)) items[key] = node.Item;
            return node with { Item = items[key], Index = places[key] };
        });
        Items = [.. places.OrderBy(p => p.Value).Select(p => items[p.Key])];
        LooksAtSamples = Any(Root, n => n is CallNode { Function.IsOverSamples: true } call && (call.Arguments.Length == 1 || !Normal.Is(call.Function)));
        Sets = [.. Asks(Root).Where(u => u.Name == "dataSet").SelectMany(u => u.Codes).Distinct()];
    }

    internal Node Root { get; }

    /// <summary>The formula as written.</summary>
    public string Text { get; }

    /// <summary>The formula written in one way: single spaces, only the brackets that are needed, modifiers on each item.</summary>
    public string Canonical => Writing.Of(Root);

    /// <summary>Its different items, in the order of the text.</summary>
    public IReadOnlyList<FormulaItem> Items { get; }

    /// <summary>True where it looks at earlier periods (avg, stddev, percentileCont …), so that the host must give samples.</summary>
    public bool LooksAtSamples { get; }

    /// <summary>Codes of data sets that <c>orgUnit.dataSet(…)</c> asks about.</summary>
    public IReadOnlyList<string> Sets { get; }

    /// <summary>True where it yields true or false rather than a number (a validation rule).</summary>
    public bool IsCondition => Root.Yields == Yields.Truth;

    /// <summary>True where each new fact adds to the value (sums and counts over the period), so that a pace can be expected of it.</summary>
    public bool Accumulates => Items.Count > 0 && Adds(Root);

    /// <summary>Reads a formula.</summary>
    public static Formula Parse(string text) =>
        text.Length > Longest ? throw new FormulaError("Công thức dài quá {0} ký tự.", Longest, Longest) : new(text, Parser.Read(text));

    /// <summary>The number with these figures; null for "no value". A truth is 1 or 0.</summary>
    public decimal? Value(IFigures figures) => Number(Answer(figures, default, MissingPolicy.SkipIfAllMissing));

    /// <summary>The number where missing items are treated as <paramref name="policy"/> says.</summary>
    public decimal? Value(IFigures figures, MissingPolicy policy) => Number(Answer(figures, default, policy));

    /// <summary>The number with the items' values given in the order of <see cref="Items"/>: the fast way for many readings of one formula.</summary>
    public decimal? Value(IFigures figures, ReadOnlySpan<decimal?> values, MissingPolicy policy) => Number(Answer(figures, values, policy));

    /// <summary>The answer as it is: a number, true or false, words, or nothing.</summary>
    public FormulaValue Answer(IFigures figures, MissingPolicy policy) => Answer(figures, default, policy);

    /// <summary>
    /// The formula in words: <paramref name="name"/> says an item (the kind of facts for evidence), <paramref name="say"/> translates our connecting words
    /// (Vietnamese keys).
    /// </summary>
    public string Explain(Func<FormulaItem, string> name, Func<string, string>? say = null) => new Explanation(name, say ?? (key => key)).Of(Root);

    /// <summary>An indicator in words: "tử số: …; mẫu số: …; nhân 100".</summary>
    public static string ExplainFraction(
        Formula numerator, Formula? denominator, decimal factor, bool annualised, Func<FormulaItem, string> name, Func<string, string>? say = null) =>
        new Fraction(numerator, denominator, factor, annualised).Explain(name, say);

    FormulaValue Answer(IFigures figures, ReadOnlySpan<decimal?> values, MissingPolicy policy)
    {
        var run = new Run(figures, values, policy);
        var value = Root.Read(ref run, Root.Yields);
        if (run.Skips) return FormulaValue.Nothing;
        if (!value.IsNothing || policy != MissingPolicy.NeverSkip || run.IsBroken) return value;
        return Root.Yields == Yields.Truth ? FormulaValue.Of(false) : FormulaValue.Of(0m);
    }

    static bool Any(Node node, Func<Node, bool> fits) => fits(node) || node.Parts.Any(p => Any(p, fits));

    static IEnumerable<UnitNode> Asks(Node node) => node is UnitNode unit ? [unit] : node.Parts.SelectMany(Asks);

    static decimal? Number(FormulaValue value) => value.Kind == ValueKind.Truth ? value.AsTruth == true ? 1 : 0 : value.AsNumber;

    static bool Adds(Node node) => node switch
    {
        ItemNode { Item: EvidenceItem { Window: null, YearToDate: false, PeriodOffset: 0, Aggregation: null } item } => item.Measure is Measure.Sum or Measure.Count or Measure.Distinct,
        BinaryNode { Operator: Operator.Plus } b => Adds(b.Left) && Adds(b.Right),
        BinaryNode { Operator: Operator.Times or Operator.Over, Right: NumberNode } b => Adds(b.Left),
        BinaryNode { Operator: Operator.Times, Left: NumberNode } b => Adds(b.Right),
        _ => false,
    };
}
