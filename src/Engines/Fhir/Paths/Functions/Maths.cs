using static LienY.Fhir.FunctionTable;

namespace LienY.Fhir;

/// <summary>Mathematics (FHIRPath §5.7), and the boundaries and precision of values.</summary>
internal static class Maths
{
    internal static readonly (string Name, Entry Entry)[] All =
    [
        Single("abs", item => Items.System(item) switch
        {
            int i => i == int.MinValue ? null : Math.Abs(i),
            long l => l == long.MinValue ? null : Math.Abs(l),
            decimal d => Math.Abs(d),
            PathQuantity q => q with { Value = Math.Abs(q.Value) },
            _ => throw NotNumber(item),
        }),
        Single("ceiling", item => Whole(decimal.Ceiling(Number(item)))),
        Single("floor", item => Whole(decimal.Floor(Number(item)))),
        Single("truncate", item => Whole(decimal.Truncate(Number(item)))),
        Single("exp", item => Real(Math.Exp((double)Number(item)))),
        Single("ln", item => Number(item) is var n && n > 0 ? Real(Math.Log((double)n)) : null),
        Single("sqrt", item => Number(item) is var n && n >= 0 ? Real(Math.Sqrt((double)n)) : null),
        Make("log", 1, 1, (run, scope, input, a) => Two(run, scope, input, a, (n, b) =>
            n > 0 && b > 0 && b != 1 ? Real(Math.Log((double)n) / Math.Log((double)b)) : null)),
        Make("power", 1, 1, Power),
        Make("round", 0, 1, Round),
        Make("lowBoundary", 0, 1, (run, scope, input, a) => Boundary(run, scope, input, a, true)),
        Make("highBoundary", 0, 1, (run, scope, input, a) => Boundary(run, scope, input, a, false)),
        Single("precision", item => Items.System(item) switch
        {
            decimal d => (int)d.Scale,
            int => 0,
            PathMoment m => Digits(m),
            _ => null,
        }),
    ];

    static PathFault NotNumber(PathItem item) => PathFault.Execution($"A number is needed here, but a {item.TypeName} is given.");

    static decimal Number(PathItem item) => item.Value is { } value && Equality.Number(value) is { } number ? number : throw NotNumber(item);

    static object Whole(decimal value) => Math.Abs(value) <= int.MaxValue ? (int)value : value;

    static object? Real(double value) => double.IsFinite(value) && Math.Abs(value) < 7e28 ? (decimal)value : null;

    static IReadOnlyList<PathItem> Two(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, IReadOnlyList<PathNode> a, Func<decimal, decimal, object?> does)
    {
        if (Items.One(input) is not { } item || a[0].One(run, scope) is not { } other) return [];
        return does(Number(item), Number(other)) is { } result ? [new PathValue(result)] : [];
    }

    static IReadOnlyList<PathItem> Power(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, IReadOnlyList<PathNode> a) =>
        Two(run, scope, input, a, (n, exponent) =>
    {
        var real = Math.Pow((double)n, (double)exponent);
        if (!double.IsFinite(real) || Math.Abs(real) >= 7e28) return null;
        var whole = decimal.Truncate(n) == n && decimal.Truncate(exponent) == exponent && exponent >= 0 && Math.Abs(real) <= int.MaxValue;
        return whole && Items.One(input)!.Value is int ? (int)real : (decimal)real;
    });

    static IReadOnlyList<PathItem> Round(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, IReadOnlyList<PathNode> a)
    {
        if (Items.One(input) is not { } item) return [];
        var places = a.Count == 0 ? 0 : a[0].One(run, scope)?.Value as int? ?? 0;
        if (places < 0) throw PathFault.Execution("The precision of round must not be negative.");
        var number = Number(item);
        if (item.Value is int) return [item];
        var rounded = decimal.Round(number, Math.Min(places, 28), MidpointRounding.AwayFromZero);
        return [new PathValue(places == 0 && a.Count == 0 ? Whole(rounded) : rounded)];
    }

    static IReadOnlyList<PathItem> Boundary(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, IReadOnlyList<PathNode> a, bool low)
    {
        if (Items.One(input) is not { } item) return [];
        var digits = a.Count == 0 ? null : a[0].One(run, scope)?.Value as int?;
        object? bound = Items.System(item) switch
        {
            PathMoment m => MomentSum.Boundary(m, digits, low),
            PathQuantity q => PathNumbers.Boundary(q.Value, digits, low) is { } value ? q with { Value = value } : null,
            { } v when Equality.Number(v) is { } number => PathNumbers.Boundary(number, digits, low),
            _ => throw PathFault.Execution($"A {item.TypeName} has no boundaries."),
        };
        return bound is null ? [] : [new PathValue(bound)];
    }

    static int Digits(PathMoment m)
    {
        var digits = m.ToString();
        var zone = m.Offset is null ? -1 : digits.LastIndexOfAny(['Z', '+', '-']);
        return (zone > 10 ? digits[..zone] : digits).Count(char.IsAsciiDigit);
    }
}
