namespace LienY.Formulas;

/// <summary>What a part of a formula yields.</summary>
enum Yields
{
    Anything,
    Number,
    Truth,
}

enum Operator
{
    Plus,
    Minus,
    Times,
    Over,
    Modulo,
    Power,
    Less,
    AtMost,
    More,
    AtLeast,
    Same,
    Other,
    And,
    Or,
    Not,
}

/// <summary>A part of a formula; <paramref name="Position"/> is its first character.</summary>
abstract record Node(int Position)
{
    public abstract Yields Yields { get; }

    public virtual IEnumerable<Node> Parts => [];

    /// <summary>The same part with every item changed (modifiers reach all items inside).</summary>
    public virtual Node Each(Func<FormulaItem, FormulaItem> change) => this;
}

sealed record NumberNode(int Position, decimal Value) : Node(Position)
{
    public override Yields Yields => Yields.Number;
}

sealed record TruthNode(int Position, bool Value) : Node(Position)
{
    public override Yields Yields => Yields.Truth;
}

sealed record NothingNode(int Position) : Node(Position)
{
    public override Yields Yields => Yields.Anything;
}

sealed record DaysNode(int Position) : Node(Position)
{
    public override Yields Yields => Yields.Number;
}

sealed record ItemNode(int Position, FormulaItem Item) : Node(Position)
{
    public override Yields Yields => Yields.Number;

    public override Node Each(Func<FormulaItem, FormulaItem> change) => this with { Item = change(Item) };
}

sealed record UnaryNode(int Position, Operator Operator, Node Operand) : Node(Position)
{
    public override Yields Yields => Operator == Operator.Not ? Yields.Truth : Yields.Number;

    public override IEnumerable<Node> Parts => [Operand];

    public override Node Each(Func<FormulaItem, FormulaItem> change) => this with { Operand = Operand.Each(change) };
}

sealed record BinaryNode(int Position, Operator Operator, Node Left, Node Right) : Node(Position)
{
    public override Yields Yields => Operator >= Operator.Less ? Yields.Truth : Yields.Number;

    public override IEnumerable<Node> Parts => [Left, Right];

    public override Node Each(Func<FormulaItem, FormulaItem> change) => this with { Left = Left.Each(change), Right = Right.Each(change) };
}

sealed record CallNode(int Position, string Name, Yields Yield, IReadOnlyList<Node> Arguments) : Node(Position)
{
    public override Yields Yields => Yield;

    public override IEnumerable<Node> Parts => Arguments;

    public override Node Each(Func<FormulaItem, FormulaItem> change) => this with { Arguments = [.. Arguments.Select(a => a.Each(change))] };
}
