namespace LienY.Formulas;

/// <summary>
/// A formula over evidence, e.g. <c>count(E{plan.task.done}) / count(E{plan.task.set}) * 100</c>. Numbers are decimals and never rounded on the way;
/// logic has three values. Reading it throws <see cref="FormulaError"/> with the position.
/// </summary>
public sealed class Formula
{
    readonly Node root;

    Formula(string text, Node root)
    {
        Text = text;
        var items = new Dictionary<string, FormulaItem>();
        // The same item is one object in the whole formula, so that figures can be found by reference.
        this.root = root.Each(item => items.TryGetValue(item.Key, out var same) ? same : items[item.Key] = item);
        Items = [.. items.Values];
    }

    /// <summary>The formula as written.</summary>
    public string Text { get; }

    /// <summary>Its different items, in the order of the text.</summary>
    public IReadOnlyList<FormulaItem> Items { get; }

    /// <summary>True where each new fact adds to the value (sums and counts over the period), so that a pace can be expected of it.</summary>
    public bool Accumulates => Items.Count > 0 && Adds(root);

    /// <summary>Reads a formula of at most 2,000 characters.</summary>
    public static Formula Parse(string text) =>
        text.Length > 2000 ? throw new FormulaError("Công thức dài quá {0} ký tự.", 2000, 2000) : new(text, Parser.Read(text));

    /// <summary>The value with these figures; null for "no value". A truth is 1 or 0.</summary>
    public decimal? Value(IFigures figures) => Value(figures, MissingPolicy.SkipIfAllMissing);

    /// <summary>The value where missing items are treated as <paramref name="policy"/> says.</summary>
    public decimal? Value(IFigures figures, MissingPolicy policy) => new Evaluation(figures, policy).Run(root);

    /// <summary>The formula in words: <paramref name="name"/> says an item's kind, <paramref name="say"/> translates our connecting words (Vietnamese keys).</summary>
    public string Explain(Func<FormulaItem, string> name, Func<string, string>? say = null) => new Explanation(name, say ?? (key => key)).Of(root);

    static bool Adds(Node node) => node switch
    {
        ItemNode { Item: EvidenceItem { Window: null, YearToDate: false, Measure: Measure.Sum or Measure.Count or Measure.Distinct } } => true,
        BinaryNode { Operator: Operator.Plus } b => Adds(b.Left) && Adds(b.Right),
        BinaryNode { Operator: Operator.Times or Operator.Over, Right: NumberNode } b => Adds(b.Left),
        BinaryNode { Operator: Operator.Times, Left: NumberNode } b => Adds(b.Right),
        _ => false,
    };
}
