namespace LienY.Formulas;

/// <summary>What a part of a formula yields; Anything: decided by the figures.</summary>
enum Yields
{
    Anything,
    Number,
    Truth,
    Words,
}

/// <summary>A part of a formula; <paramref name="Position"/> is its first character.</summary>
abstract record Node(int Position)
{
    public abstract Yields Yields { get; }

    public virtual IReadOnlyList<Node> Parts => [];

    /// <summary>The value in a run; <paramref name="wanted"/> says what a missing item should be instead of nothing.</summary>
    public abstract FormulaValue Read(ref Run run, Yields wanted);

    /// <summary>The same part with every item changed (modifiers reach all items inside).</summary>
    public virtual Node Each(Func<ItemNode, ItemNode> change) => this;
}

sealed record NumberNode(int Position, decimal Value) : Node(Position)
{
    public override Yields Yields => Yields.Number;

    public override FormulaValue Read(ref Run run, Yields wanted) => FormulaValue.Of(Value);
}

sealed record TruthNode(int Position, bool Value) : Node(Position)
{
    public override Yields Yields => Yields.Truth;

    public override FormulaValue Read(ref Run run, Yields wanted) => FormulaValue.Of(Value);
}

/// <summary>Words in quotes. A numeral and true or false in quotes may stand wherever their meaning may.</summary>
sealed record WordsNode(int Position, string Value) : Node(Position)
{
    readonly FormulaValue value = FormulaValue.Of(Value);

    public override Yields Yields => value.AsNumber is null && value.AsTruth is null ? Yields.Words : Yields.Anything;

    public override FormulaValue Read(ref Run run, Yields wanted) => value;
}

sealed record NothingNode(int Position) : Node(Position)
{
    public override Yields Yields => Yields.Anything;

    public override FormulaValue Read(ref Run run, Yields wanted) => run.Broken();
}

/// <summary>A variable in square brackets: days, periodInYear or yearlyPeriodCount.</summary>
sealed record PeriodNode(int Position, string Name) : Node(Position)
{
    public static readonly IReadOnlyList<string> Names = ["days", "periodInYear", "yearlyPeriodCount"];

    public override Yields Yields => Yields.Number;

    public override FormulaValue Read(ref Run run, Yields wanted)
    {
        if (Name == "days") return FormulaValue.Of((decimal)run.Figures.Days);
        var number = Name == "periodInYear" ? run.Figures.PeriodInYear : run.Figures.YearlyPeriodCount;
        return number > 0 ? FormulaValue.Of((decimal)number) : run.Broken();
    }
}

sealed record ItemNode(int Position, FormulaItem Item) : Node(Position)
{
    /// <summary>Place of the item among the items of its formula.</summary>
    public int Index { get; init; }

    public bool MayHoldWords => Item is DataItem or ProgramItem;

    public override Yields Yields => MayHoldWords ? Yields.Anything : Yields.Number;

    public override FormulaValue Read(ref Run run, Yields wanted) => run.Item(this, wanted);

    public override Node Each(Func<ItemNode, ItemNode> change) => change(this);
}

sealed record UnaryNode(int Position, Operator Operator, Node Operand) : Node(Position)
{
    public override Yields Yields => Operator == Operator.Not ? Yields.Truth : Yields.Number;

    public override IReadOnlyList<Node> Parts => [Operand];

    public override FormulaValue Read(ref Run run, Yields wanted) =>
        Operator == Operator.Not ? FormulaValue.Of(!run.Truth(Operand)) : FormulaValue.Of(-run.Number(Operand));

    public override Node Each(Func<ItemNode, ItemNode> change) => this with { Operand = Operand.Each(change) };
}

sealed record BinaryNode(int Position, Operator Operator, Node Left, Node Right) : Node(Position)
{
    public override Yields Yields => Operator >= Operator.Less ? Yields.Truth : Yields.Number;

    public override IReadOnlyList<Node> Parts => [Left, Right];

    public override FormulaValue Read(ref Run run, Yields wanted)
    {
        if (Operator < Operator.Less) return Arithmetic.Of(Operator, run.Number(Left), run.Number(Right), ref run);
        // Both sides are always looked at, so that the count of missing items does not depend on the order.
        if (Operator is Operator.And or Operator.Or)
        {
            var (first, second) = (run.Truth(Left), run.Truth(Right));
            return FormulaValue.Of(Operator == Operator.And ? Logic.And(first, second) : Logic.Or(first, second));
        }
        var left = Left.Read(ref run, Right.Yields);
        return FormulaValue.Of(Logic.Compare(Operator, left, Right.Read(ref run, Left.Yields)));
    }

    public override Node Each(Func<ItemNode, ItemNode> change) => this with { Left = Left.Each(change), Right = Right.Each(change) };
}

/// <summary>A call of a function that takes parts of a formula.</summary>
sealed record CallNode(int Position, Function Function, Yields Yield, Node[] Arguments) : Node(Position)
{
    public override Yields Yields => Yield;

    public override IReadOnlyList<Node> Parts => Arguments;

    public override FormulaValue Read(ref Run run, Yields wanted) => Function.Read(Arguments, ref run, wanted);

    public override Node Each(Func<ItemNode, ItemNode> change) => this with { Arguments = [.. Arguments.Select(a => a.Each(change))] };
}

/// <summary>A question about the unit: <c>orgUnit.group(a, b)</c> is true where one of the codes fits.</summary>
sealed record UnitNode(int Position, string Name, IReadOnlyList<string> Codes) : Node(Position)
{
    public static readonly IReadOnlyList<string> Names = ["ancestor", "dataSet", "group", "program"];

    public override Yields Yields => Yields.Truth;

    public override FormulaValue Read(ref Run run, Yields wanted)
    {
        foreach (var code in Codes)
            if (Fits(run.Figures, code)) return FormulaValue.Of(true);
        return FormulaValue.Of(false);
    }

    bool Fits(IFigures figures, string code) => Name switch
    {
        "ancestor" => figures.IsAncestor(code),
        "dataSet" => figures.InSet(code),
        "group" => figures.InGroup(code),
        _ => figures.InProgram(code),
    };
}
