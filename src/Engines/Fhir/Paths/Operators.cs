namespace LienY.Fhir;

/// <summary>Operators between two expressions (FHIRPath §6).</summary>
internal static class Operators
{
    internal static PathNode Node(string sign, PathNode left, PathNode right) => sign switch
    {
        "and" or "or" or "xor" or "implies" => new LogicNode(sign, left, right),
        _ => new OperatorNode(sign switch
        {
            "=" => (run, a, b) => Items.Of(Items.AreEqual(run, a, b)),
            "!=" => (run, a, b) => Items.Of(!Items.AreEqual(run, a, b)),
            "~" => (run, a, b) => Items.Of(Items.AreEquivalent(run, a, b)),
            "!~" => (run, a, b) => Items.Of(!Items.AreEquivalent(run, a, b)),
            "<" => (_, a, b) => Items.Of(Order(a, b) < 0),
            ">" => (_, a, b) => Items.Of(Order(a, b) > 0),
            "<=" => (_, a, b) => Items.Of(Order(a, b) <= 0),
            ">=" => (_, a, b) => Items.Of(Order(a, b) >= 0),
            "|" => (run, a, b) => Items.Distinct(run, a.Concat(b)),
            "in" => (run, a, b) => a.Count == 0 ? [] : Items.Of(Items.Contains(run, b, Items.One(a)!)),
            "contains" => (run, a, b) => b.Count == 0 ? [] : Items.Of(Items.Contains(run, a, Items.One(b)!)),
            "&" => (_, a, b) => [new PathValue((Items.Text(a) ?? "") + (Items.Text(b) ?? ""))],
            _ => (_, a, b) => Arithmetic.Apply(sign, a, b),
        }, left, right),
    };

    /// <summary>-1, 0, 1; a comparison with null is neither true nor false, so it stays open.</summary>
    static Ordering Order(IReadOnlyList<PathItem> left, IReadOnlyList<PathItem> right)
    {
        if (Items.One(left) is not { } a || Items.One(right) is not { } b) return default;
        return new Ordering(Compare(a, b));
    }

    /// <summary>Order of two items; null where precision leaves it open.</summary>
    internal static int? Compare(PathItem a, PathItem b)
    {
        var (x, y) = (Items.System(a), Items.System(b));
        if (x is not null && y is not null)
        {
            if (Equality.Number(x) is { } m && Equality.Number(y) is { } n) return m.CompareTo(n);
            switch (x, y)
            {
                case (string s, string t):
                    return string.CompareOrdinal(s, t) switch { < 0 => -1, 0 => 0, _ => 1 };
                case (PathQuantity p, PathQuantity q):
                    return PathQuantity.Compare(p, q);
                case (PathQuantity p, _) when p.Unit == "1" && Equality.Number(y) is { } number:
                    return p.Value.CompareTo(number);
                case (_, PathQuantity q) when q.Unit == "1" && Equality.Number(x) is { } number:
                    return number.CompareTo(q.Value);
            }
            if (Equality.Moments(x, y) is var (from, to)) return PathMoment.Compare(from, to);
        }
        throw PathFault.Execution($"A {a.TypeName} and a {b.TypeName} have no order.");
    }

    readonly record struct Ordering(int? Sign)
    {
        public static bool? operator <(Ordering o, int zero) => o.Sign is { } s ? s < zero : null;

        public static bool? operator >(Ordering o, int zero) => o.Sign is { } s ? s > zero : null;

        public static bool? operator <=(Ordering o, int zero) => o.Sign is { } s ? s <= zero : null;

        public static bool? operator >=(Ordering o, int zero) => o.Sign is { } s ? s >= zero : null;
    }
}

/// <summary>An operator whose both sides are always evaluated.</summary>
internal sealed class OperatorNode(Func<PathRun, IReadOnlyList<PathItem>, IReadOnlyList<PathItem>, IReadOnlyList<PathItem>> apply, PathNode left, PathNode right)
    : PathNode
{
    internal override IReadOnlyList<PathItem> Evaluate(PathRun run, PathScope scope)
    {
        run.Step();
        return apply(run, left.Evaluate(run, scope), right.Evaluate(run, scope));
    }
}

/// <summary>Logic with three values; the right side is left out where the left one decides.</summary>
internal sealed class LogicNode(string sign, PathNode left, PathNode right) : PathNode
{
    internal override IReadOnlyList<PathItem> Evaluate(PathRun run, PathScope scope)
    {
        run.Step();
        var a = Items.Truth(left.Evaluate(run, scope));
        switch (sign, a)
        {
            case ("and", false):
                return Items.Of(false);
            case ("or", true) or ("implies", false):
                return Items.Of(true);
        }
        var b = Items.Truth(right.Evaluate(run, scope));
        return Items.Of(sign switch
        {
            "and" => a & b,
            "or" => a | b,
            "xor" => a is null || b is null ? null : a ^ b,
            _ => !a | b,
        });
    }
}
