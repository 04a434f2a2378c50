namespace LienY.Fhir;

/// <summary><c>+ - * / div mod</c> over numbers, quantities, texts and moments.</summary>
internal static class Arithmetic
{
    internal static IReadOnlyList<PathItem> Apply(string sign, IReadOnlyList<PathItem> left, IReadOnlyList<PathItem> right)
    {
        if (Items.One(left) is not { } a || Items.One(right) is not { } b) return [];
        var (x, y) = (Items.System(a), Items.System(b));
        try
        {
            var result = (x, y) switch
            {
                (string s, string t) when sign == "+" => s + t,
                (PathMoment m, PathQuantity q) when sign is "+" or "-" => MomentSum.Add(m, q, sign == "+" ? 1 : -1),
                (PathQuantity m, PathMoment n) when sign == "+" => MomentSum.Add(n, m, 1),
                (PathQuantity p, PathQuantity q) => Quantities(sign, p, q),
                (PathQuantity p, _) when Number(y) is { } n => Quantities(sign, p, new PathQuantity(n, "1")),
                (_, PathQuantity q) when Number(x) is { } n => Quantities(sign, new PathQuantity(n, "1"), q),
                (int i, int j) => Whole(sign, i, j),
                _ when Number(x) is { } m && Number(y) is { } n => Decimals(sign, m, n, x is long or int && y is long or int),
                _ => throw PathFault.Execution($"'{sign}' does not go with a {a.TypeName} and a {b.TypeName}."),
            };
            return result is null ? [] : [new PathValue(result)];
        }
        catch (OverflowException)
        {
            return [];
        }
    }

    static decimal? Number(object? value) => value is null ? null : Equality.Number(value);

    static object? Whole(string sign, int a, int b) => sign switch
    {
        "+" => checked(a + b),
        "-" => checked(a - b),
        "*" => checked(a * b),
        "/" => b == 0 ? null : (decimal)a / b,
        "div" => b == 0 ? null : checked(a / b),
        _ => b == 0 ? null : b == -1 ? 0 : a % b,
    };

    static object? Decimals(string sign, decimal a, decimal b, bool whole)
    {
        decimal? result = sign switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            _ when b == 0 => null,
            "/" => a / b,
            "div" => decimal.Truncate(a / b),
            _ => a % b,
        };
        if (result is not { } value) return null;
        if (sign == "div" && Math.Abs(value) <= int.MaxValue) return (int)value;
        return whole && sign != "/" && decimal.Truncate(value) == value && Math.Abs(value) < long.MaxValue ? (long)value : value;
    }

    static object? Quantities(string sign, PathQuantity a, PathQuantity b)
    {
        switch (sign)
        {
            case "*" or "/":
                return PathQuantity.Multiply(a, b, sign == "/");
            case "+" or "-":
                if (a.Unit == b.Unit) return a with { Value = sign == "+" ? a.Value + b.Value : a.Value - b.Value };
                if (UnitTerm.Of(a) is not { } x || UnitTerm.Of(b) is not { } y || !x.IsLike(y)) return null;
                // What is left of the sign keeps its unit.
                var one = UnitTerm.Of(a with { Value = 1 })!.Value;
                return a with { Value = a.Value + (decimal)(y.Value / one) * (sign == "+" ? 1 : -1) };
            default:
                throw PathFault.Execution($"'{sign}' does not go with quantities.");
        }
    }
}
