namespace LienY.Formulas;

/// <summary>
/// One evaluation. Nothing is rounded on the way. A missing item counts 0 as long as any other item has a value; where all are missing there is no
/// value (SKIP_IF_ALL_VALUES_MISSING). Inside isNull, isNotNull and firstNonNull a missing item stays missing and is not counted.
/// x/0, a number beyond 28 digits and a root of a negative number are no value.
/// </summary>
sealed class Evaluation(IFigures figures, MissingPolicy policy)
{
    bool keepsMissing;
    int asked;
    int found;

    public decimal? Run(Node node)
    {
        try
        {
            var value = node.Yields == Yields.Truth ? Truth(node) is { } truth ? truth ? 1m : 0m : null : Number(node);
            return policy switch
            {
                MissingPolicy.SkipIfAllMissing => asked > 0 && found == 0 ? null : value,
                MissingPolicy.SkipIfAnyMissing => found < asked ? null : value,
                _ => value ?? 0m,
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    decimal? Number(Node node) => node switch
    {
        NumberNode n => n.Value,
        DaysNode => figures.Days,
        ItemNode i => Item(i.Item),
        UnaryNode u => -Number(u.Operand),
        BinaryNode b => Arithmetic(b.Operator, Number(b.Left), Number(b.Right)),
        CallNode { Name: "if" } c => Truth(c.Arguments[0]) is { } truth ? Number(c.Arguments[truth ? 1 : 2]) : null,
        CallNode { Name: "firstNonNull" } c => Missing(() => First(c.Arguments, Number)),
        CallNode { Name: "greatest" } c => Values(c).Max(),
        CallNode { Name: "least" } c => Values(c).Min(),
        _ => null,
    };

    bool? Truth(Node node) => node switch
    {
        TruthNode t => t.Value,
        UnaryNode u => !Truth(u.Operand),
        BinaryNode { Operator: Operator.And } b => And(Truth(b.Left), Truth(b.Right)),
        BinaryNode { Operator: Operator.Or } b => Or(Truth(b.Left), Truth(b.Right)),
        BinaryNode b when b.Left.Yields == Yields.Truth || b.Right.Yields == Yields.Truth => Same(b.Operator, Truth(b.Left), Truth(b.Right)),
        BinaryNode b => Compare(b.Operator, Number(b.Left), Number(b.Right)),
        CallNode { Name: "if" } c => Truth(c.Arguments[0]) is { } truth ? Truth(c.Arguments[truth ? 1 : 2]) : null,
        CallNode { Name: "firstNonNull" } c => Missing(() => First(c.Arguments, Truth)),
        CallNode { Name: "isNull" } c => IsNull(c.Arguments[0]),
        CallNode { Name: "isNotNull" } c => !IsNull(c.Arguments[0]),
        _ => null,
    };

    decimal? Item(FormulaItem item)
    {
        var value = figures.Of(item);
        if (keepsMissing || !item.CountsAsZero) return value;
        asked++;
        if (value is null) return 0m;
        found++;
        return value;
    }

    // Every argument is looked at, so that the count of missing items does not depend on the order.
    IEnumerable<decimal?> Values(CallNode call) => [.. call.Arguments.Select(Number).Where(v => v is not null)];

    bool IsNull(Node node) => Missing(() => node.Yields == Yields.Truth ? Truth(node) is null : Number(node) is null);

    static T? First<T>(IReadOnlyList<Node> arguments, Func<Node, T?> read) where T : struct => arguments.Select(read).FirstOrDefault(v => v is not null);

    T Missing<T>(Func<T> work)
    {
        var before = keepsMissing;
        keepsMissing = true;
        try
        {
            return work();
        }
        finally
        {
            keepsMissing = before;
        }
    }

    static decimal? Arithmetic(Operator op, decimal? left, decimal? right)
    {
        if (left is not { } a || right is not { } b) return null;
        return op switch
        {
            Operator.Plus => a + b,
            Operator.Minus => a - b,
            Operator.Times => a * b,
            Operator.Over => b == 0 ? null : a / b,
            Operator.Modulo => b == 0 ? null : a % b,
            _ => Power(a, b),
        };
    }

    /// <summary>Whole exponents exactly; others by double, about 15 digits.</summary>
    static decimal? Power(decimal a, decimal b)
    {
        if (b != decimal.Truncate(b) || Math.Abs(b) > 1000)
        {
            var result = Math.Pow((double)a, (double)b);
            return double.IsFinite(result) && Math.Abs(result) < 7.9e28 ? (decimal)result : null;
        }
        if (a == 0 && b < 0) return null;
        var product = 1m;
        for (var i = 0; i < Math.Abs(b); i++) product *= a;
        return b < 0 ? product == 0 ? null : 1m / product : product;
    }

    static bool? Compare(Operator op, decimal? left, decimal? right)
    {
        if (left is not { } a || right is not { } b) return null;
        return op switch
        {
            Operator.Less => a < b,
            Operator.AtMost => a <= b,
            Operator.More => a > b,
            Operator.AtLeast => a >= b,
            Operator.Same => a == b,
            _ => a != b,
        };
    }

    static bool? Same(Operator op, bool? a, bool? b) => a is null || b is null ? null : op == Operator.Same ? a == b : a != b;

    static bool? And(bool? a, bool? b) => a is null || b is null ? null : a.Value && b.Value;

    static bool? Or(bool? a, bool? b) => a == true || b == true ? true : a is null || b is null ? null : false;
}
