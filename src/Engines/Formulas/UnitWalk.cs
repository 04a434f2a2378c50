namespace LienY.Formulas;

/// <summary>What is known of the unit of a part: a unit, a plain number that fits any, or nothing.</summary>
readonly record struct Measured(Unit? Unit, decimal? Number = null)
{
    public bool IsPlain => Number is not null;

    public bool IsKnown => Unit is not null;
}

/// <summary>One walk through a formula that gathers warnings about units.</summary>
sealed class UnitWalk(Func<FormulaItem, string?> unit)
{
    static readonly Measured Unknown = default;

    readonly List<UnitWarning> warnings = [];

    public IReadOnlyList<UnitWarning> Warnings => warnings;

    public Measured Of(Fraction indicator)
    {
        var over = Of(indicator.Numerator.Root);
        var whole = indicator.Denominator is null ? over : Divided(over, Of(indicator.Denominator.Root));
        return indicator.Factor == 1 ? whole : Multiplied(whole, new(null, indicator.Factor));
    }

    public Measured Of(Node node) => node switch
    {
        NumberNode n => new(null, n.Value),
        PeriodNode => new(null, 1),
        ItemNode { Item: ConstantItem } i => Unit.Read(unit(i.Item)) is { } own ? new(own) : new(null, 1),
        ItemNode i => new(Unit.Read(unit(i.Item))),
        UnaryNode u => Of(u.Operand),
        BinaryNode b => Of(b),
        CallNode c => Of(c),
        _ => Unknown,
    };

    /// <summary>Warns where the declared unit is another. A share of one count in another may be declared as % or ‰.</summary>
    public void Compare(Measured found, string? declared, int position)
    {
        if (found.Unit is not { } own || Unit.Read(declared) is not { } said || own.IsSame(said)) return;
        if (said.IsBare && own.IsOnePerAnother && said.Power == own.Power) return;
        warnings.Add(new("Công thức cho đơn vị “{0}” nhưng chỉ tiêu ghi “{1}”.", position, [own.ToString(), declared!.Trim()]));
    }

    Measured Of(BinaryNode node)
    {
        var (left, right) = (Of(node.Left), Of(node.Right));
        switch (node.Operator)
        {
            case Operator.Plus: return Joined(left, right, "Cộng “{0}” với “{1}”: hai đơn vị khác nhau.", node.Position);
            case Operator.Minus: return Joined(left, right, "Trừ “{1}” khỏi “{0}”: hai đơn vị khác nhau.", node.Position);
            case Operator.Times: return Multiplied(left, right);
            case Operator.Over: return Divided(left, right);
            case Operator.Modulo: return left;
            case Operator.Power: return Raised(left, right);
            case Operator.And or Operator.Or: return Unknown;
            default:
                Joined(left, right, "So sánh “{0}” với “{1}”: hai đơn vị khác nhau.", node.Position);
                return Unknown;
        }
    }

    Measured Of(CallNode call)
    {
        var parts = call.Arguments.Select(Of).ToList();
        return call.Function.Name switch
        {
            "if" => Chosen(parts[1..], call.Position),
            "firstNonNull" or "greatest" or "least" => Chosen(parts, call.Position),
            "removeZeros" or "subExpression" or "avg" or "max" or "median" or "min" or "stddev" or "stddevPop" or "stddevSamp" or "sum" => parts[0],
            "percentileCont" => parts[Samples.HasItems(call.Arguments[1]) ? 1 : 0],
            "variance" => Multiplied(parts[0], parts[0]),
            "count" => new(null, 1),
            _ => Unknown,
        };
    }

    Measured Chosen(List<Measured> parts, int position) => parts.Aggregate((a, b) => Joined(a, b, "Chọn giữa “{0}” và “{1}”: hai đơn vị khác nhau.", position));

    /// <summary>The unit of two parts that must have the same; a plain number takes the other's.</summary>
    Measured Joined(Measured left, Measured right, string text, int position)
    {
        if (left.IsPlain && right.IsPlain) return new(null, 1);
        if (left.IsPlain) return right;
        if (right.IsPlain) return left;
        if (left.Unit is not { } a || right.Unit is not { } b) return Unknown;
        if (a.IsSame(b)) return left;
        warnings.Add(new(text, position, [a.ToString(), b.ToString()]));
        return Unknown;
    }

    static Measured Multiplied(Measured left, Measured right)
    {
        if (left.Number is { } a && right.Number is { } b) return new(null, Product(a, b));
        if (left.Number is { } factor) return right.Unit is { } u ? new(u.Scaled(TenTo(factor))) : Unknown;
        if (right.Number is { } other) return left.Unit is { } u ? new(u.Scaled(TenTo(other))) : Unknown;
        return left.Unit is { } l && right.Unit is { } r ? new(l.Times(r)) : Unknown;
    }

    static Measured Divided(Measured left, Measured right)
    {
        if (left.Number is not null && right.Number is not null) return new(null, Product(left.Number.Value, right.Number is { } d && d != 0 ? 1 / d : 1));
        if (right.Number is { } by) return left.Unit is { } u ? new(u.Scaled(-TenTo(by))) : Unknown;
        if (left.Number is { } over) return right.Unit is { } u ? new(Unit.Share.Over(u).Scaled(TenTo(over))) : Unknown;
        return left.Unit is { } l && right.Unit is { } r ? new(l.Over(r)) : Unknown;
    }

    static Measured Raised(Measured left, Measured right)
    {
        if (left.IsPlain && right.IsPlain) return new(null, 1);
        if (left.Unit is not { } u || right.Number is not { } n || n != decimal.Truncate(n) || n is < 1 or > 4) return Unknown;
        var power = u;
        for (var i = 1; i < n; i++) power = power.Times(u);
        return new(power);
    }

    /// <summary>n of a factor 10^n from ten to a hundred million; any other factor changes the figure, not the unit.</summary>
    static int TenTo(decimal factor)
    {
        var n = 0;
        for (var left = Math.Abs(factor); left >= 10 && left % 10 == 0; left /= 10) n++;
        for (var left = Math.Abs(factor); left is > 0 and < 1 && n > -9; left *= 10) n--;
        return Math.Abs(n) <= 8 && Power(n) == Math.Abs(factor) ? n : 0;
    }

    static decimal Power(int n)
    {
        var power = 1m;
        for (var i = 0; i < Math.Abs(n); i++) power *= 10;
        return n < 0 ? 1 / power : power;
    }

    static decimal Product(decimal a, decimal b)
    {
        try
        {
            return a * b;
        }
        catch (OverflowException)
        {
            return 1;
        }
    }
}
