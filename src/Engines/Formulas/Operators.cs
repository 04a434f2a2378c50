namespace LienY.Formulas;

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

/// <summary>The operators as they are written, with their binding: a higher power binds tighter.</summary>
static class Operators
{
    public const int Unary = 70;

    static readonly (string Sign, Operator Operator, int Power)[] All =
    [
        ("||", Operator.Or, 10), ("or", Operator.Or, 10), ("&&", Operator.And, 20), ("and", Operator.And, 20), ("==", Operator.Same, 30), ("!=", Operator.Other, 30),
        ("<", Operator.Less, 40), ("<=", Operator.AtMost, 40), (">", Operator.More, 40), (">=", Operator.AtLeast, 40),
        ("+", Operator.Plus, 50), ("-", Operator.Minus, 50), ("*", Operator.Times, 60), ("/", Operator.Over, 60), ("%", Operator.Modulo, 60), ("^", Operator.Power, 80),
    ];

    public static (Operator Operator, int Power)? Infix(Token token)
    {
        if (token.Sign is not (Sign.Symbol or Sign.Name)) return null;
        foreach (var (sign, op, power) in All)
            if (sign == token.Text) return (op, power);
        return null;
    }

    public static string Written(Operator op) => op == Operator.Not ? "!" : All.First(a => a.Operator == op).Sign;

    public static int Power(Operator op) => op == Operator.Not ? Unary : All.First(a => a.Operator == op).Power;
}

/// <summary>Arithmetic on decimals. x/0, a number beyond 28 digits and a root of a negative number are no value.</summary>
static class Arithmetic
{
    public static FormulaValue Of(Operator op, decimal? left, decimal? right, ref Run run) =>
        left is not { } a || right is not { } b ? default : Of(op, a, b) is { } result ? FormulaValue.Of(result) : run.Broken();

    static decimal? Of(Operator op, decimal a, decimal b)
    {
        try
        {
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
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Whole exponents exactly; others by double, about 15 digits.</summary>
    static decimal? Power(decimal a, decimal b)
    {
        if (b != decimal.Truncate(b) || Math.Abs(b) > 1000) return OfDouble(Math.Pow((double)a, (double)b));
        if (a == 0 && b < 0) return null;
        var product = 1m;
        for (var i = 0; i < Math.Abs(b); i++) product *= a;
        return b < 0 ? product == 0 ? null : 1m / product : product;
    }

    /// <summary>A double as a decimal of 15 digits; null where it is not finite or too large.</summary>
    public static decimal? OfDouble(double value) => double.IsFinite(value) && Math.Abs(value) < 7.9e28 ? (decimal)value : null;

    /// <summary>Square root to 28 digits; null below 0.</summary>
    public static decimal? Root(decimal value)
    {
        if (value <= 0) return value == 0 ? 0 : null;
        var root = (decimal)Math.Sqrt((double)value);
        return root == 0 ? 0 : (root + value / root) / 2;
    }
}

/// <summary>Three-valued logic: true || null is true, anything &amp;&amp; null is null, a comparison with null is null.</summary>
static class Logic
{
    public static bool? And(bool? a, bool? b) => a is null || b is null ? null : a.Value && b.Value;

    public static bool? Or(bool? a, bool? b) => a == true || b == true ? true : a is null || b is null ? null : false;

    /// <summary>
    /// Words with words letter by letter (so days in order); with a number as numbers; with a truth as truths, false before true.
    /// Words that are no numeral are never the same as a number, and neither less nor more.
    /// </summary>
    public static bool? Compare(Operator op, FormulaValue left, FormulaValue right)
    {
        if (left.IsNothing || right.IsNothing) return null;
        if (left.Kind == ValueKind.Words && right.Kind == ValueKind.Words) return Compare(op, string.CompareOrdinal(left.AsWords, right.AsWords));
        if (left.Kind == ValueKind.Number || right.Kind == ValueKind.Number)
            return left.AsNumber is { } a && right.AsNumber is { } b ? Compare(op, a.CompareTo(b)) : op == Operator.Same ? false : op == Operator.Other ? true : null;
        return left.AsTruth is { } p && right.AsTruth is { } q ? Compare(op, p.CompareTo(q)) : null;
    }

    static bool Compare(Operator op, int order) => op switch
    {
        Operator.Less => order < 0,
        Operator.AtMost => order <= 0,
        Operator.More => order > 0,
        Operator.AtLeast => order >= 0,
        Operator.Same => order == 0,
        _ => order != 0,
    };
}
